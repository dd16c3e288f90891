"""Words that may be wrong though nothing likelier was found -> marks of doubt, for a person to look at.

In: readings, or the tokens of a text with the changes made. Out: which are doubtful, as margins and as changes whose text is the source's.
Looks at what repair itself may not touch: mixtures of letters and figures, capitals within a sentence or a word, signs that have eaten a
letter, abbreviations that their long form does not spell. Knows nothing of candidates or context.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from corpus.records import Change
from ingest.repair.adapt import Reading
from ingest.repair.candidates import Candidate
from ingest.repair.channel import SWEDISH
from ingest.repair.language import FIRST_WORD, UNKNOWN
from ingest.repair.lexicon import key_of
from ingest.repair.lock import DOUBLE_ONE, Token, stands_between

STRANGE = 2.5  # nats at most of such a word, however much it beats the others: all of them may be wrong
LEAST_STRANGE = 4  # letters of a word outside the lexicon that has capitals: shorter ones are mostly abbreviations
ALIKE_CAPITALS = frozenset("CKLOPSUVWXZ")  # letters that OCR cannot tell from their small ones but by size, or by a foot
FEW_CAPITALS = 0.2  # share of a word's places inside sentences that have a capital: with more it is often part of a name
VERY_RARE = -14.0  # log P of a word: the rarest tenth of the lexicon
LEAST_RARE = 6  # letters at most: long rare words are compounds, short ones mostly misreadings
LEAST_SHORTENED = 7  # letters of a word that may have one too many
COMMON = -12.0  # log P of a word that is worth guessing
LEAST_USUAL = 3  # places where a document writes a law so
NEAR = 60  # characters around a figure in which § or kap. makes it a reference to a law

MIXED = re.compile(r"[^\W_]*(?:\d[OSIZ]|[OSIZ]\d|[a-zåäö][A-ZÅÄÖ]|[a-zåäö]\d|\d[a-zåäö]|\|)[^\W_]*\|?")
REFERENCE = re.compile(r"(\d+)([a-hA-H])")
UNITS = re.compile(r"[ckm]?m[23]", re.IGNORECASE)
LAWS = re.compile(r"[A-ZÅÄÖ][a-zåäö]{1,3}[LBF]")  # "SoL", "UtlL", "BrB", "RiF": statutes are shortened so
CHAPTER = re.compile(r"\d[a-h]? Kap(?=\.? |\.?\n)")  # of a statute: written small behind its number
LAW = re.compile(r"§|\bkap\b", re.IGNORECASE)
CHAPTERED = re.compile(r"\bkap(?:\.|itlet)?\s+\Z")  # before the section of a statute
SECTIONED = re.compile(r"\s?§|\s?[a-h]? ?§")
LOST_SECTION = re.compile(r"(\d{1,2})[8$]")  # a figure that has taken in the § behind it
ROMAN = re.compile(r"[IlI|]{1,2}")  # bars that may have been ones
CITED = re.compile(r"\s?(?:kap\b|§)")
BEFORE_FIGURE, AFTER_FIGURE = re.compile(r"[a-zåäö]\s\Z"), re.compile(r"\s\d")  # around a 1 that was an i: "mellan 1 3"
SPLIT = re.compile(r"\d+,\d+ \d{3}|\d:\d+")  # no figure is written so: "0,5 392" (a mark of a note), "1:481" behind "199"
DIGITS_BEFORE = re.compile(r"\d{2,3} \Z")
INITIAL = re.compile(r"[A-ZÅÄÖ][GO]")  # "PG" for På
ADDRESS = re.compile(r"\w\.\w")
HOSTED = re.compile(r"[a-zåäö]I[a-zåäö]")  # no host is written so: an l was read
FOREIGN = re.compile(r"[éàèçæøü€£¢©®]", re.IGNORECASE)  # what OCR makes of å ä ö, or of signs
EATEN = frozenset("[{|}#\\¢§")  # signs that OCR reads for a letter; a bracket that is closed on the same line is one
LONE = frozenset("aAdgG@")  # a lone one of these between words in small letters may be an å; "&" and figures mostly stand for themselves
BARRED = re.compile(r"! [a-zåäö]")  # no sentence ends there: an l was read as "!"


def is_doubtful(reading: Reading, best: Candidate, capitals: NDArray[np.float32], unigrams: NDArray[np.float32]) -> bool:
    """May the best reading be wrong, however much it beats the others?"""
    return (
        is_strange(reading, best)
        or is_odd_capital(reading, best, capitals)
        or (reading.body[0] == "G" and best.text[0] in SWEDISH and not best.small)  # OCR reads a small å ä ö as G, hardly a capital one
        or (best.word != UNKNOWN and len(best.text) <= LEAST_RARE and float(unigrams[best.word]) < VERY_RARE)
    )


def is_strange(reading: Reading, best: Candidate) -> bool:
    """A word that no lexicon knows and that is no compound: perhaps a slip beyond repair. Names that stand as read are left out."""
    if best.word != UNKNOWN or best.compound or (len(best.text) < LEAST_STRANGE and not reading.body.islower()):
        return False
    return not (reading.named and best.text == reading.body.lower())


def guess_shorter(word: str, lexicon: marisa_trie.Trie, unigrams: NDArray[np.float32]) -> list[str]:
    """Common words that a strange one becomes without one of its letters, the commonest first: only guesses, never a repair."""
    if len(word) < LEAST_SHORTENED:
        return []
    found: dict[str, float] = {}
    for place in range(len(word)):
        shorter = word[:place] + word[place + 1 :]
        number = lexicon.get("\t".join(key_of(shorter)))
        if number is not None and float(unigrams[number + FIRST_WORD]) > COMMON:
            found[shorter] = float(unigrams[number + FIRST_WORD])
    return sorted(found, key=lambda shorter: (-found[shorter], shorter))


def is_odd_capital(reading: Reading, best: Candidate, capitals: NDArray[np.float32]) -> bool:
    """A capital inside a sentence where the word has none, of a letter that looks the same when small."""
    if not reading.named or reading.first or best.small or best.word == UNKNOWN or reading.body[0] not in ALIKE_CAPITALS:
        return False
    return float(capitals[best.word]) < FEW_CAPITALS


def mark_doubts(
    text: str, tokens: Sequence[Token], changes: Sequence[Change], unspelt: Container[str] = (), numbers: Mapping[int, str] | None = None
) -> list[Change]:
    """The changes in source order, with those of doubtful tokens lowered in margin, and new ones where the source stands as read.

    `unspelt`: abbreviations that a long form before them does not spell. `numbers`: source offset of a number → what it may have been.
    """
    made = {change.start: change for change in changes}
    known = find_miscased(text, tokens) | dict(numbers or {})
    for token in tokens:
        guess = known.get(token.start)
        guesses = (guess,) if guess else find_doubt(text, token, unspelt)
        if guesses is None:
            continue
        change = made.get(token.start)
        if change is None:
            made[token.start] = Change(token.start, token.end, token.surface, 0.0, guesses, "ocr")
        elif change.margin is not None:
            made[token.start] = replace(change, margin=min(change.margin, STRANGE))
    return [made[start] for start in sorted(made)]


def find_miscased(text: str, tokens: Sequence[Token]) -> dict[int, str]:
    """Source offset → spelling of "Kap" behind a number, and of laws with other capitals than usual there: "Sol" for "SoL"."""
    laws = Counter(token.surface for token in tokens if LAWS.fullmatch(token.surface))
    usual = {law.lower(): law for law, count in laws.items() if count >= LEAST_USUAL}
    found = {token.start: usual[token.surface.lower()] for token in tokens if is_miscased(token, usual)}
    return found | {hit.end() - 3: "kap" for hit in CHAPTER.finditer(text)}


def is_miscased(token: Token, usual: Mapping[str, str]) -> bool:
    """Begins like a law with a capital, but has other capitals within."""
    return token.surface[:1].isupper() and usual.get(token.surface.lower(), token.surface) != token.surface


def find_doubt(text: str, token: Token, unspelt: Container[str] = ()) -> tuple[str, ...] | None:
    """What else a token may be, perhaps nothing known; None when there is no doubt about it, or a line break cuts it."""
    if "\n" in token.surface:
        return None
    cited = judge_cited(text, token)
    if cited is not None:
        return cited
    if token.kind == "locked":
        return judge_locked(text, token, unspelt)
    if token.surface == DOUBLE_ONE or (token.kind == "word" and has_lost_letter(text, token)):
        return ()
    return None


def judge_cited(text: str, token: Token) -> tuple[str, ...] | None:
    """The same for figures, and bars that may be figures, in references to a law: "5 kap. 108" for 10 §, "II kap" for 11."""
    if ROMAN.fullmatch(token.surface) and CITED.match(text, token.end):
        return ("1" * len(token.surface),)
    if token.kind != "number":
        return None
    if token.surface == "1" and BEFORE_FIGURE.search(text, max(0, token.start - 2), token.start) and AFTER_FIGURE.match(text, token.end):
        return ("i",)
    lost = LOST_SECTION.fullmatch(token.surface)
    before = text[max(0, token.start - NEAR) : token.start]
    if lost and CHAPTERED.search(before) and not SECTIONED.match(text, token.end):
        return (f"{lost[1]} §",)
    split = SPLIT.fullmatch(token.surface) and ("," in token.surface or DIGITS_BEFORE.search(before))
    return () if split else None


def is_law(text: str, token: Token) -> bool:
    """Does a § or chapter stand near?"""
    return LAW.search(text, max(0, token.start - NEAR), token.end + NEAR) is not None


def judge_locked(text: str, token: Token, unspelt: Container[str]) -> tuple[str, ...] | None:
    """The same for a token that repair may not touch."""
    reference = REFERENCE.fullmatch(token.surface)
    if reference:
        return (f"{reference[1]} {reference[2]}",) if is_law(text, token) else ()
    if token.surface == "l" and not token.line_start and not text.startswith(")", token.end):
        return ("1",)
    if token.surface in LONE and stands_between(text, token.start, token.end):
        return ("å",)
    if token.surface in unspelt or has_lost_letter(text, token) or is_torn(text, token) or INITIAL.fullmatch(token.surface):
        return ()
    mixed = MIXED.fullmatch(token.surface) and not (UNITS.fullmatch(token.surface) or LAWS.fullmatch(token.surface))
    return () if mixed else None


def is_torn(text: str, token: Token) -> bool:
    """An address with a space, a foreign letter or a capital inside its host: "https: //www…", "storkommunIn.se"."""
    if not ADDRESS.search(token.surface):
        return False
    torn = text[max(0, token.start - 4) : token.start] in (": //", ":// ")
    return torn or HOSTED.search(token.surface.partition("/")[0]) is not None or FOREIGN.search(token.surface) is not None


def has_lost_letter(text: str, token: Token) -> bool:
    """Does a sign that stands for a letter touch the token?"""
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    if before == "[":
        return "]" not in text[token.end : token.end + NEAR].partition("\n")[0]
    return before in EATEN or after in EATEN - {"[", "§"} or BARRED.match(text, token.end) is not None
