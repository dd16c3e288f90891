"""Pairs of true and misread words, and the changes of repair -> how well it was repaired.

In: word pairs and changes. Out: counts that can be added up over texts, and the shares made of them. Knows nothing of files or models.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from rapidfuzz.distance import Levenshtein

from corpus.records import Change
from eval.ocr_align import WordPair, pair_words, plain_word
from ingest.repair import DOUBTFUL
from ingest.repair.lock import BREAK, Token

PROTECTED = re.compile(r".*\d.*|.*@.*|https?:.*|www\..*|[A-ZÅÄÖ]{2,}")  # figures, references, addresses, abbreviations

SMALL_WORD = re.compile(r"\b[^\W\d_A-ZÅÄÖ]{3,}\b")
LEAST_RUNNING = 3  # such words on a line of running text; figures leave fewer

DASHES = str.maketrans("–—", "--")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one text or of many."""

    words: int = 0  # pairs
    wrong: int = 0  # misread words
    mended: int = 0  # of them, right after repair
    broken: int = 0  # right words that repair made wrong
    protected: int = 0  # figures, references, addresses and abbreviations that were read right
    harmed: int = 0  # of them, wrong after repair
    flagged: int = 0  # words marked as doubtful
    caught: int = 0  # words still wrong that are marked as doubtful
    letters: int = 0  # of the true words
    distance_before: int = 0  # edits from the misread words to the true ones
    distance_after: int = 0
    missing: int = 0  # true words without a counterpart
    left: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # (true, read, repaired) of words still or newly wrong

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(self)))

    @property
    def errors(self) -> int:
        """Wrong words after repair."""
        return self.wrong - self.mended + self.broken


def share(part: int, whole: int) -> float:
    """part / whole, 0 of nothing."""
    return part / whole if whole else 0.0


def repair_token(token: Token, changes: Sequence[Change]) -> str:
    """The word after repair, without the line break that cuts it."""
    text, at = "", token.start
    for change in changes:
        text += token.surface[at - token.start : change.start - token.start] + change.text
        at = change.end
    return BREAK.sub("", text + token.surface[at - token.start :])


def differs(word: str, pair: WordPair) -> bool:
    """Is the word another than the true one? A dash between figures may be long or short: repair leaves figures as they are."""
    if pair.token.kind == "number":
        return word.translate(DASHES) != pair.true.translate(DASHES)
    return word != pair.true


def score_pair(pair: WordPair, changes: Sequence[Change]) -> Score:
    """One word."""
    read, repaired = plain_word(pair.token), repair_token(pair.token, changes)
    wrong, still = differs(read, pair), differs(repaired, pair)
    doubtful = any(change.margin is not None and change.margin < DOUBTFUL for change in changes)
    guarded = not wrong and PROTECTED.fullmatch(read) is not None
    return Score(
        words=1,
        wrong=int(wrong),
        mended=int(wrong and not still),
        broken=int(still and not wrong),
        protected=int(guarded),
        harmed=int(guarded and still),
        flagged=int(doubtful),
        caught=int(doubtful and still),
        letters=len(pair.true),
        distance_before=Levenshtein.distance(read, pair.true),
        distance_after=Levenshtein.distance(repaired, pair.true),
        left=Counter({(pair.true, read, repaired): 1}) if still else Counter(),
    )


def is_running(text: str, pair: WordPair) -> bool:
    """A word of running text: its line goes on in small letters, and it is neither figure, address nor the mark of a footnote."""
    start, end = text.rfind("\n", 0, pair.token.start) + 1, text.find("\n", pair.token.end)
    line = text[start : end if end >= 0 else len(text)]
    figure = any(sign.isdigit() for sign in pair.true) or pair.token.kind == "number" or "/" in pair.true
    return not figure and len(SMALL_WORD.findall(line)) >= LEAST_RUNNING


def score_text(true: str, misread: str, changes: Sequence[Change], *, running: bool = False) -> Score:
    """A text with its changes; if `running`, without its figures, headings in capitals and marks."""
    pairs, missing = pair_words(true, misread)
    total = Score(missing=missing)
    place = 0
    for pair in pairs:
        if running and not is_running(misread, pair):
            continue
        while place < len(changes) and changes[place].end <= pair.token.start:
            place += 1
        end = place
        while end < len(changes) and changes[end].end <= pair.token.end:
            end += 1
        total = total + score_pair(pair, changes[place:end])
    return total
