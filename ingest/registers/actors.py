"""Swedish noun phrases -> who acts: bodies, offices, roles and named organisations, one by one.

In: the tokens of a sentence, and the names that the document uses. Out: actors with their names as printed. Things, plans and residents are
no actors. Knows the endings in lexicon/actors.txt. Knows nothing of verbs beyond telling them from nouns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from corpus.lexicon import load_lexicon
from corpus.records import Section
from ingest.registers.strangers import learn_strangers
from ingest.registers.verbs import Token, is_verb, read_list, read_words, tokenize

Number = Literal["s", "p"]
DETERMINERS = read_words("determiners")
WHOLE = read_words("quantifiers")
CONJUNCTIONS = read_words("conjunctions")
NOT_PREMOD = read_words("no-premodifiers")
PREMOD = re.compile(r"[^\W\d_]+(?:a|e|isk|iskt|lig|ligt|ig|igt|ande|ende|ad|at|t|d|sam|bar|ell|iv)$")
GENITIVE = re.compile(r"[^\W\d_]{3,}s$")
POST = read_words("postmodifying")  # begin what tells which actor is meant
NO_NAME = re.compile(
    r"(?:planen?|program(?:met)?|strategin?|lagen?|policyn?|avtal(?:et)?|överenskommelsen?|målen?|riktlinjen?|agenda|konventionen?)$", re.I
)
COMPOUNDED = re.compile(r"(?:nämnd|förvaltning|utskott|kontor|avdelning|direktör|chef|enhet)(?:en|et|ens)?$")
ROLE = re.compile(  # definite forms that are offices and bodies wherever they stand; "Skolverket" and "Socialstyrelsen" are names
    r"(?:nämnden|förvaltningen|kontoret|avdelningen|enheten|gruppen|teamet|chefen|direktören|samordnaren|strategen|ombudet|utvecklaren"
    r"|koordinatorn|sekreteraren|kuratorn|psykologen|pedagogen|ledaren|handläggaren|rådgivaren|planeraren|sköterskan|läkaren|läraren|lotsen"
    r"|konsulenten|värden|inspektören|\w{4,}(?:arna|erna|orna))$"
)
AREA = re.compile(r"(?<!sjukvårds)område(?:t|n|na)?$")  # ends like "råden", but names a field
PERSON = re.compile(
    r"(?:chef|direktör|ordförande|ledare|samordnare|rektor|handläggare|sekreterare|strateg|förtroendevald|ledam|medarbetare|personal"
    r"|politiker|representant|deltagare|person|tjänstem|ombud|koordinator|utvecklare|kurator|psykolog|pedagog|sköterska|läkare|lärare"
    r"|jurist|mentor|konsulent|inspektör|utredare|controller|rådgivare)\w*$"
)
DUTY = frozenset({"beredskap", "tjänst", "jour"})
EACH = ["var", "och", "en", "av"]
MAX_PREMODS = 6
MAX_POST = 12  # words after the head that still belong to the name


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts."""

    name: str  # as printed
    head: str  # small letters: "styrgruppen"
    number: Number
    definite: bool  # in form, or by a genitive or name
    owned: bool  # by a genitive: what is coordinated with it may look indefinite
    collective: bool  # named only as a group
    bare: bool  # a single common noun: "styrgruppen"
    start: int  # index of its first token
    end: int  # index after its last token


def load_heads() -> tuple[dict[str, tuple[Number, bool]], dict[str, tuple[Number, bool]], frozenset[str]]:
    """(endings of compounds, whole words, look-alikes): ending -> (number, definite)."""
    endings: dict[str, tuple[Number, bool]] = {}
    whole: dict[str, tuple[Number, bool]] = {}
    excluded: set[str] = set()
    for line in read_list("actors.txt"):
        mark, *words = line.split()
        if mark == "!":
            excluded.update(words)
        elif mark == ":":
            endings[words[0]] = ("p" if words[1] == "p" else "s", words[2] == "d")
        else:
            target = whole if mark.startswith("=") else endings
            target.update(inflect_noun(mark.lstrip("="), words))
    return endings, whole, frozenset(excluded)


def inflect_noun(stem: str, endings: Sequence[str]) -> dict[str, tuple[Number, bool]]:
    """The forms of a noun with number and definiteness."""
    forms: dict[str, tuple[Number, bool]] = {}
    rows: tuple[tuple[str, Number, bool], ...] = (
        (endings[1], "p", False),
        (endings[2], "p", True),
        (endings[0], "s", True),
        ("0", "s", False),
    )
    for ending, number, definite in rows:
        if ending != "-":
            form = stem + ("" if ending == "0" else ending)
            if stem.endswith("a") and ending in {"or", "orna"}:
                form = stem[:-1] + ending
            if stem.endswith("are") and ending == "na":
                form = stem[:-1] + ending
            forms[form] = (number, definite)
    return forms


ENDINGS, WHOLES, EXCLUDED = load_heads()
LENGTHS = sorted({len(form) for form in ENDINGS}, reverse=True)


@lru_cache(maxsize=1 << 14)
def read_head(word: str) -> tuple[Number, bool] | None:
    """(number, definite) of a word that names who acts; None for other words. Genitives are no heads."""
    low = word.lower()
    if low in EXCLUDED or AREA.search(low):
        return None
    if low in WHOLES:
        return WHOLES[low]
    for length in LENGTHS:
        if length <= len(low) and low[-length:] in ENDINGS:
            rest = low[:-length].removesuffix("-")
            return ENDINGS[low[-length:]] if not rest or (len(rest) > 1 and low not in EXCLUDED) else None
    return None


def know_head(word: str, names: Set[str]) -> tuple[Number, bool] | None:
    """As `read_head`, also for the words that the document itself shows to be someone."""
    known = read_head(word)
    if known is None and word.lower() in names:
        plural = word.lower().endswith(("na", "or"))
        return ("p" if plural else "s", word.lower().endswith(("en", "et", "na", "an", "rn")))
    return known


def learn_names(sections: Sequence[Section]) -> frozenset[str]:
    """The words that the document never writes small, inside sentences or unknown to the lexicon: names of places and organisations.

    Words in small letters are who acts in this document, though no ending tells it."""
    lexicon = load_lexicon()
    capital: set[str] = set()
    small: set[str] = set()
    for section in sections:
        tokens = tokenize(section.text, (0, len(section.text)))
        for before, token in zip((None, *tokens), tokens, strict=False):
            if token.text[:1].islower():
                small.add(token.low)
            elif (
                token.text[:1].isupper() and before and ((before.text.isalpha() and before.text[:1].islower()) or before.text == "(")
            ) or (token.text[:1].isupper() and token.text.isalpha() and not (lexicon.knows(token.low) or is_role(token.low))):
                capital.add(token.text)
    strangers = frozenset(word for word in learn_strangers(sections) if read_head(word) is None)
    return strangers | frozenset(name for name in capital if name.lower() not in small | strangers and not NO_NAME.search(name))


def is_role(word: str) -> bool:
    """Is it a compound that says which body or office, though no lexicon holds it: "integrationsstrategen"?"""
    known = read_head(word)
    return known is not None and known[1] and bool(ROLE.search(word))


def read_actors(tokens: Sequence[Token], at: int, limit: int, names: Set[str], post: bool = False) -> tuple[list[Actor], int]:
    """The coordinated actors that begin at token `at`, and the index after them; with `post`, also past "i kommunen" and the like."""
    if at < limit and tokens[at].low in {"både", "såväl", "dels", "bland"}:
        at += 1
    found: list[Actor] = []
    closed = True
    while at < limit:
        actor = read_actor(tokens, at, limit, names, post)
        if actor is None or (found and not alike(found[0], actor)):
            break
        found.append(actor)
        at = actor.end
        if at < limit and tokens[at].low == ",":
            closed = at + 1 < limit and tokens[at + 1].low in CONJUNCTIONS
            at += 2 if closed else 1
        elif at < limit and (
            tokens[at].low in CONJUNCTIONS or (tokens[at].low == "som" and "såväl" in tokens[max(actor.start - 1, 0)].low)
        ):
            closed, at = True, at + 1
        else:
            break
    if not closed:
        found = found[:1]
    return found, found[-1].end if found else at


def is_common(tokens: Sequence[Token], at: int) -> bool:
    """Does the word begin the sentence, or is it a common noun, so that its capital makes it no name?"""
    return at == 0 or tokens[at - 1].text[:1] in {".", ":", "?", "!"} or read_head(tokens[at].text) is not None


def alike(first: Actor, other: Actor) -> bool:
    """May two noun phrases be coordinated: both definite, both not, or one of them a name?"""
    return first.definite == other.definite or first.owned or first.name[:1].isupper() or other.name[:1].isupper()


def read_actor(tokens: Sequence[Token], at: int, limit: int, names: Set[str], post: bool = False) -> Actor | None:
    """The actor whose noun phrase begins at token `at`. Its name begins small unless it is a proper name, wherever it stands."""
    if [token.low for token in tokens[at : at + 4]] == EACH:
        inner = read_actor(tokens, at + 4, limit, names, post)
        return replace(inner, name=f"var och en av {inner.name}", collective=True, bare=False, start=at) if inner is not None else None
    head = find_head(tokens, at, limit, names)
    if head is None:
        return None
    known = know_head(tokens[head].text, names)
    if known is None and not is_name(tokens[head], names, True):
        return None  # a capital inside a sentence is not yet a name: "en God vård"
    number, definite = known or ("s", True)
    end = head + 1
    while end < limit and is_name(tokens[end], names, False) and not is_verb(tokens[end]):
        end += 1
    core = end
    if known is None and end < limit and goes_on(tokens[end]) and tokens[end].start - tokens[end - 1].end == 1:
        end += 1
    if end + 1 < limit and tokens[end].low == "i" and tokens[end + 1].low in DUTY:  # "tjänsteman i beredskap"
        end += 2
    core = end
    aside = (end, end)  # "(SLSO)" after the name
    if end < limit and tokens[end].text == "(":
        end = next((index + 1 for index in range(end, min(end + 12, limit)) if tokens[index].text == ")"), end)
        aside = (aside[0], end)
    if post and end < limit and tokens[end].low in POST:
        last = end_post(tokens, end, limit, names, definite)
        if last - end <= MAX_POST:
            core = next((index for index in range(end, last) if ends_name(tokens, index, last, names)), last)
        end = last
    premods = {token.low for token in tokens[at:head]}
    first = tokens[at].low
    named = core > head + 1 and tokens[head + 1].text[:1].isupper()
    owned = any(token.low.endswith("s") for token in tokens[at:head])
    definite = definite or named or owned or first in {"den", "det", "de", "denna", "dessa"} or is_name(tokens[at], names, True)
    collective = (number == "p" and not any(token.text[:1].isupper() for token in tokens[at + 1 : core])) or bool(premods & WHOLE)
    name = join_words([token for index, token in enumerate(tokens[at:core], at) if not (aside[0] <= index < aside[1])])
    if not is_name(tokens[at], names, is_common(tokens, at)):
        name = lower_first(name)
    return Actor(name, tokens[head].low, number, definite, owned, collective, core - at == 1 and known is not None, at, end)


def lower_first(name: str) -> str:
    """The name without a capital that only begins the sentence; "HR-direktören" and "IT-chefen" keep theirs."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def find_head(tokens: Sequence[Token], at: int, limit: int, names: Set[str]) -> int | None:
    """Index of the word that names who acts, reached over determiners, adjectives, genitives and names only."""
    index = at
    named: int | None = None
    while index < min(limit, at + MAX_PREMODS + 2):
        token = tokens[index]
        if know_head(token.text, names) and not (
            token.low in {"ansvarig", "ansvariga", "sammankallande"} and index + 1 < limit and find_next(tokens, index, limit)
        ):
            follows = (
                index + 1 < limit and tokens[index + 1].text[:1].islower() and read_head(tokens[index + 1].text) and not is_verb(token)
            )
            if not follows:
                return index
        elif token.text.endswith("-") and index + 2 < limit and tokens[index + 1].low in CONJUNCTIONS | {","}:
            index += 1
        elif index == at and index + 2 < limit and tokens[index + 1].low == "och" and COMPOUNDED.search(tokens[index + 2].low):
            if read_head(token.text) or token.low in DETERMINERS or not token.text[:1].isupper() or tokens[index + 2].text[:1].isupper():
                return named
            index += 1
        elif is_name(token, names, index == at):
            named = index
        elif (named is not None and not (token.text.islower() and is_premod(token))) or not is_premod(token):
            return named
        index += 1
    return named


def find_next(tokens: Sequence[Token], index: int, limit: int) -> bool:
    """Does a word that names who acts follow within two words?"""
    return any(read_head(token.text) is not None for token in tokens[index + 1 : min(index + 3, limit)])


def is_name(token: Token, names: Set[str], first: bool) -> bool:
    """A proper name: a capital inside the sentence, an abbreviation in capitals, or a name that the document uses elsewhere."""
    if not token.text[:1].isupper() or NO_NAME.search(token.text):
        return False
    if token.text in names or token.text.removesuffix("s") in names:
        return True
    return not first or (token.text.isupper() and 2 <= len(token.text) <= 7)


def is_premod(token: Token) -> bool:
    """May the word stand before a noun: determiner, numeral, adjective, genitive?"""
    if token.low in DETERMINERS or token.text.isdigit():
        return True
    if token.low in NOT_PREMOD or not token.text[:1].isalpha():
        return False
    if is_verb(token) and not token.low.endswith(("ade", "ande", "ende", "da", "na")):
        return False
    return bool(PREMOD.match(token.low) or GENITIVE.match(token.low))


def end_post(tokens: Sequence[Token], at: int, limit: int, names: Set[str], definite: bool) -> int:
    """Where the words end that tell which actor is meant: at a relative clause, another actor or the limit."""
    index = at
    while index < limit and tokens[index].low not in {"som", ";", ":", "att", "såväl", "både"}:
        if tokens[index].low in CONJUNCTIONS | {","} and index + 1 < limit:
            step = 2 if tokens[index].low == "," and tokens[index + 1].low in CONJUNCTIONS else 1
            other = read_actor(tokens, index + step, limit, names) if index + step < limit else None
            hyphened = tokens[index - 1].text.endswith("-")  # "chefen för individ- och familjeomsorgen"
            if other is not None and other.definite == definite and not hyphened and not belongs_inside(tokens[index - 1], other):
                break
        index += 1
    while index > at and tokens[index - 1].low in {",", "("}:
        index -= 1
    return index


def ends_name(tokens: Sequence[Token], index: int, last: int, names: Set[str]) -> bool:
    """Does a comma end the name: not in "representanter från polisen, skolan och socialtjänsten"?"""
    if tokens[index].low != ",":
        return tokens[index].low == "("
    listed = index + 1 < last and tokens[index + 1].low not in CONJUNCTIONS and bool(read_actors(tokens, index + 1, last, names)[0])
    return not listed


def belongs_inside(before: Token, other: Actor) -> bool:
    """In "cheferna i kommunen och regionen", is the second one of the same sort as the noun before the conjunction?"""
    return read_head(before.text) is not None and is_person(before.low) == is_person(other.head)


def is_person(head: str) -> bool:
    """Is one who holds an office meant, not a body?"""
    return bool(PERSON.search(head))


def goes_on(token: Token) -> bool:
    """May the word be the noun that a name stands before: "VIS tjänstestyrgrupp"?"""
    low = token.low
    plain = token.text.islower() and token.text.isalpha() and len(low) > 4
    return (
        plain
        and not is_verb(token)
        and low not in NOT_PREMOD | CONJUNCTIONS | POST | DETERMINERS
        and not low.endswith(("t", "ade", "en", "ar", "er", "liga", "iga", "iska", "nde"))
    )


def join_words(tokens: Sequence[Token]) -> str:
    """The words as printed; line breaks never stand inside a sentence, so one space parts what is not joined."""
    out = ""
    for before, token in zip((None, *tokens), tokens, strict=False):
        out += (" " if before is not None and before.end < token.start else "") + token.text
    return out
