"""The words of a question that carry its topic, and how well a text meets them.

In: text. Out: content words with weight and the other words that say the same; matches of those words in a text.
Knows the Swedish analyser, a short lexicon of everyday words and how rare words are in the collection. Knows no documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from corpus.analysis import forms
from corpus.analysis import stem as swedish_stem
from corpus.lexicon import load_lexicon
from corpus.records import Span

LEXICON = Path(__file__).parent / "lexicon"
WORD = re.compile(r"[^\W_]+(?:[-/:][^\W_]+)*")
SHARED_END = re.compile(r"([^\W\d_]{3,})- (?:och|eller|samt) ([^\W\d_]{5,})")  # "barn- och ungdomsvård": barnvård
PIECES = re.compile(r"[-/:]")
PIECE = re.compile(r"[^\W_]+(?:[-:][^\W_]+)*")  # as WORD, but "mått/indikatorer" is two
INFLECTED = re.compile(
    r"(?<=\w):(?:s|n|ns|er|ers|erna|ernas|en|ens|et|ets|ar|are|aren|arens|arna|arnas|t|na)$", re.IGNORECASE
)  # of "GSA:er"
SHORT_TEXT, KEPT_FOLDED = 500, 20_000  # letters of a text that is remembered folded, and how many of them, about 10 MB
FOLDED = tuple(zip("åäöéèüáàôæø", "aaoeeuaaoao", strict=True))


# words with a topic of their own that look like words without one when folded: gäng and gång, män and man, lån and län
APART = frozenset(["gäng", "män", "mäns", "lån"])
NUMERALS = {"tva": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "atta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12}


def read_words(name: str) -> frozenset[str]:
    """The words of a list in the lexicon folder; lines that begin with # are comments."""
    lines = (LEXICON / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


STOP = read_words("stop.txt")
# words that every plan document is full of: they point at the document, not at a topic
PLAIN = read_words("plain.txt")
PLAIN_WEIGHT = 0.25
LIGHT = 0.3  # a word that weighs no more narrows nothing
MIN_PART = 4  # letters of a word that may be matched as part of a compound
SHARED = 7  # letters that two words must begin with alike to be akin: halvtidskoll, halvtidsuppföljning
STEM_MATCH = 0.5  # what such a kinship counts
KEPT_TEXTS = 20_000  # texts whose terms are in memory, about 60 MB
OWN_WORD = 9.0  # log2 count in 15 million words from which a short beginning makes a word of its own: gemensam, not badbrygga
MIN_HEAD = 5  # letters of a word that may be the end of a compound the analyser does not know
PART_MATCH = 0.75  # what a compound part counts beside a whole word
LEVEL = "niva"
EVERYDAY_MATCH = 0.9  # what the official word for an everyday word counts


def fold(text: str) -> str:
    """Lower case without diacritics, code point by code point, so that offsets stay. A statement is folded five times for an answer."""
    return fold_short(text) if len(text) <= SHORT_TEXT else fold_now(text)


@lru_cache(maxsize=KEPT_FOLDED)
def fold_short(text: str) -> str:
    """The same, remembered."""
    return fold_now(text)


def fold_now(text: str) -> str:
    """The same, worked out."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower()[:1] for char in text)
    if lowered.isascii():
        return lowered
    for letter, plain in FOLDED:  # a sixth of the time that str.translate takes
        lowered = lowered.replace(letter, plain)
    return lowered


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of the question: its span, its stem, what else says the same, and how much it weighs."""

    surface: str
    span: Span
    term: str  # folded stem
    others: frozenset[str]  # folded stems of words that officials use instead
    parts: frozenset[str]  # folded stems of its parts, when it is a compound
    weight: float  # inverse document frequency in the collection
    strict: bool = False  # a number, year or name: only itself will do
    ending: str = field(init=False, repr=False, compare=False, default="")  # its term as `Terms.lines` has it at the end of a line
    beginning: str = field(init=False, repr=False, compare=False, default="")  # … what words akin to it begin with; "" for a short one

    def __post_init__(self) -> None:
        object.__setattr__(self, "ending", f"{self.term}\n" if len(self.term) >= MIN_HEAD else "")
        object.__setattr__(self, "beginning", f"\n{self.term[:SHARED]}" if len(self.term) > SHARED else "")


ONE_OF = re.compile(
    r"\W*(?:och|eller|samt) (?:de )?(?:andra|övriga|ovriga|liknande|dylika) \w", re.IGNORECASE
)  # "Kvarnen och de andra bolagen"
THOSE = re.compile(r"\b(?:de|dessa|våra|era|vara)\s+$")  # "de tre andra nämnderna": a number taken for granted, not asked for
TIME = r"(?:år|ar|månader|manader|veckor|dagar|dygn|timmar)\b"
# how long the asker's own case has gone on: "trasig sen tre veckor", "för två år sedan"
SINCE = re.compile(rf"\b(?:sen|sedan) (?P<one>\w+) {TIME}|\bför (?P<two>\w+) {TIME} (?:sen|sedan)\b", re.IGNORECASE)
OF_LATIN = re.compile(r"(?<=\w{3}[ie])um$")  # museum, gymnasium: as museet, gymnasiet
DEFINITE = re.compile(r"(?<=\w{3})(?:et|an)$")  # the endings that Snowball leaves: nätverket, bryggan
OF_TOR = re.compile(r"(?<=\w{2}tor)n(?:e[nt])?s?$")  # … and without which it takes -or away: rektorn, as rektor; klocktornet, as klocktorn


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The folded stem of one word."""
    return fold(spelt_stem(word))


def spelt_stem(word: str) -> str:
    """The stem of one word with its å ä ö: mäta is no form of mat."""
    return OF_LATIN.sub("", DEFINITE.sub("", swedish_stem(swedish_stem(OF_TOR.sub("", word.lower())))))  # twice: nätverkets -> nätverket


YOUNG, OLD = frozenset(map(stem, ("barn", "unga", "ungdomar"))), frozenset(map(stem, ("äldre", "äldreomsorg")))


@lru_cache(maxsize=50_000)
def parts(word: str) -> frozenset[str]:
    """Folded stems of a compound's parts, the word's own stem left out: anhörigstöd -> anhorig, stod."""
    whole = stem(word)
    return frozenset(fold(term) for term, _ in forms(word.lower()) if len(term) >= MIN_PART) - {whole, fold(word)}


@cache
def everyday_words() -> dict[str, frozenset[str]]:
    """The lexicon of everyday words: stem with its å ä ö -> folded stems of what officials write."""
    found: dict[str, set[str]] = {}
    for line in (LEXICON / "everyday.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, _, official = line.partition("\t")
            found.setdefault(spelt_stem(word), set()).update(stem(other) for other in official.split())
    return {word: frozenset(others) for word, others in found.items()}


def everyday_surfaces() -> frozenset[str]:
    """The everyday words of the lexicon as they are written there."""
    lines = (LEXICON / "everyday.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.partition("\t")[0] for line in lines if line and not line.startswith("#"))


# the end of an everyday compound -> what officials end it with: "byggpengar" are "byggbidrag", "byggmedel"
HEADS = {
    "pengar": ("medel", "bidrag", "anslag", "stöd"),
    "pengarna": ("medel", "bidrag", "anslag", "stöd"),
    "hjälp": ("stöd", "insatser", "behandling"),
    "hjälpen": ("stöd", "insatser", "behandling"),
    "folk": ("personal",),
    "folket": ("personal",),
    "ställen": ("platser", "mottagningar"),
    "regler": ("riktlinjer", "bestämmelser"),
}
AGE = re.compile(r"(?P<years>\d{1,3})-?aring(?:en|ens|ar|arna|s)?")
GROWN, RETIRED = 20, 65  # years
MIN_FIRST = 4  # letters before such an end


def other_ends(lowered: str) -> frozenset[str]:
    """What officials write for an everyday compound, by its end."""
    end = next((one for one in HEADS if lowered.endswith(one) and len(lowered) - len(one) >= MIN_FIRST), None)
    first = lowered.removesuffix(end) if end else ""
    return frozenset(stem(f"{first}{other}") for other in HEADS[end]) if end else frozenset()


def age_words(folded: str) -> frozenset[str]:
    """What officials write for somebody of an age: a "14-åring" is of "barn och unga", an "82-åring" of "äldre"."""
    found = AGE.fullmatch(folded)
    if found is None:
        return frozenset()
    return YOUNG if int(found["years"]) < GROWN else OLD if int(found["years"]) >= RETIRED else frozenset()


def level_words(folded: str) -> frozenset[str]:
    """What officials write for a level: "länsnivå" is "länsövergripande"."""
    return frozenset({stem(f"{folded[: -len(LEVEL)]}övergripande")} if len(folded) > len(LEVEL) + 2 and folded.endswith(LEVEL) else ())


def is_name(text: str, start: int, surface: str) -> bool:
    """A capitalised word inside a sentence, or an abbreviation in capitals, in text that is not all capitals."""
    if text.isupper() or not surface[:1].isupper():
        return False
    before = text[:start].rstrip()
    return bool(before) and before[-1] not in '.?!:–-"”'


@lru_cache(maxsize=4_096)
def same_number(word: str) -> frozenset[str]:
    """How documents write a small number that people write in figures: "fyra" for "4", as a stem."""
    return frozenset(stem(one) for one, number in NUMERALS.items() if fold(word) == str(number))


ACRONYM = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖ\d]+-(?P<head>[a-zåäö]{3,})")  # "LVU-ärenden": a thing of that sort, told by both


def is_compound(surface: str) -> bool:
    """Whether letters and a common noun make one word, which a text may as well tell in two: "LVU-ärenden", "ärenden enligt LVU"."""
    return ACRONYM.fullmatch(surface) is not None


def find_parts(surface: str) -> frozenset[str]:
    """Folded stems of a compound's parts, also of one of letters and a noun."""
    return frozenset(stem(piece) for piece in surface.split("-")) if is_compound(surface) else parts(surface)


def content_words(text: str, weigh: Callable[[str], float], without: Sequence[Span] = ()) -> tuple[Word, ...]:
    """The words of a question that carry its topic, each once, in order. `weigh` gives a word's weight; `without`: spans to leave out."""
    out: dict[str, Word] = {}
    without = (*without, *(found.span() for found in SINCE.finditer(text)))
    for found in PIECE.finditer(text):
        surface = INFLECTED.sub("", found.group())
        folded = fold(surface)
        asking = any(start <= found.start() and found.end() <= end for start, end in without)
        if asking or (folded in STOP and surface.lower() not in APART) or (len(folded) < 2 and not folded.isdigit()):
            continue
        term = stem(surface)
        weight = PLAIN_WEIGHT if folded in PLAIN and surface.lower() not in APART else weigh(surface)
        named = is_name(text, found.start(), surface) and not is_compound(surface) and not ONE_OF.match(text, found.end())
        counted = folded in NUMERALS and not THOSE.search(text[: found.start()].lower())
        strict = surface.isdigit() or counted or named
        others = (
            everyday_words().get(spelt_stem(surface), frozenset()) | level_words(folded) | other_ends(surface.lower()) | age_words(folded)
        )
        out.setdefault(term, Word(surface, found.span(), term, others | same_number(folded), find_parts(surface), weight, strict))
    return tuple(out.values())


def merge_words(words: Sequence[Word], groups: Sequence[Sequence[str]]) -> tuple[Word, ...]:
    """The words, those of one group as one: the first of them, met by any of the others as well."""
    out = list(words)
    for group in groups:
        terms = {stem(one) for one in group}
        same = [word for word in out if word.term in terms]
        if len(same) > 1:
            others = same[0].others.union(*(one.others | {one.term} for one in same[1:]))
            merged = replace(same[0], others=others, weight=min(one.weight for one in same))
            out = [merged if word is same[0] else word for word in out if word is same[0] or word not in same]
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a text says: folded stems of its words, and of the parts of its compounds."""

    whole: frozenset[str]
    parts: frozenset[str]
    lines: str = field(init=False, repr=False, compare=False, default="")  # the whole words, each between line breaks: quick to look in

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", "\n".join(("", *self.whole, "")))

    def __or__(self, other: Terms) -> Terms:
        return Terms(self.whole | other.whole, self.parts | other.parts)


NO_TERMS = Terms(frozenset(), frozenset())


@lru_cache(maxsize=KEPT_TEXTS)
def terms_of(text: str) -> Terms:
    """The terms of a text without stop words (väder is no form of vad); hyphenated words and words joined by a slash also in parts."""
    joined: set[str] = set()
    for first, second in SHARED_END.findall(text) if "- " in text else ():
        ends = load_lexicon().split(second.lower())
        if ends:
            joined.add(stem(first + ends[1]))
    found = [*map(terms_of_word, set(WORD.findall(text)))]
    return Terms(frozenset().union(joined, *[own for own, _ in found]), frozenset().union(*[within for _, within in found]))


@lru_cache(maxsize=50_000)
def terms_of_word(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a word adds to the terms of a text: stems, and stems of parts; nothing for a stop word."""
    if word.lower() in STOP and not word.isupper():
        return frozenset(), frozenset()
    pieces = {word, *(piece for piece in PIECES.split(word) if len(piece) > 1)}
    return frozenset(map(stem, pieces)), frozenset().union(*map(parts, pieces))


def ends_compound(term: str, terms: Terms) -> bool:
    """Whether a compound that the analyser does not know ends with the term; "gemensam" is no kind of "ensam"."""
    if len(term) < MIN_HEAD or f"{term}\n" not in terms.lines:
        return False
    known = load_lexicon().frequency
    return any(len(whole) - len(term) >= MIN_PART or known(whole) < OWN_WORD for whole in terms.whole if whole.endswith(term))


def match_word(word: Word, terms: Terms) -> float:
    """How well a text meets one word: 1 itself, less for an official synonym, a compound part or only some parts; 0 not at all."""
    whole, parts = terms.whole, terms.parts
    if word.term in whole:
        return 1.0
    if word.strict:
        return 0.0 if same_number(word.surface).isdisjoint(whole) else 1.0
    if not word.others.isdisjoint(whole):
        return EVERYDAY_MATCH
    if word.term in parts or (word.ending and word.ending in terms.lines and ends_compound(word.term, terms)):
        return PART_MATCH
    if not (word.parts.isdisjoint(whole) and word.parts.isdisjoint(parts)):
        met = sum([part in whole or part in parts for part in word.parts]) / len(word.parts)
        return PART_MATCH * met * met
    if not word.others.isdisjoint(parts):
        return PART_MATCH * EVERYDAY_MATCH
    return STEM_MATCH if word.beginning and word.beginning in terms.lines else 0.0


def coverage(words: Iterable[Word], terms: Terms) -> float:
    """The share of the question's weight that a text meets, from 0 to 1; 0 for a question without content words."""
    total = met = 0.0
    for word in words:
        total += word.weight
        met += word.weight * match_word(word, terms)
    return met / total if total else 0.0
