"""Two outlines of one document -> which section of the new one is which of the old.

In: the sections of two generations. Out: pairs of positions. Order is kept first (as in a text comparison), then what was moved is found.
Surest signs first: the same headings and text, the same headings, then likeness. Everything is compared without accents, case and
punctuation, so that a better repair of å, ä and ö changes nothing. Knows nothing of anchors or stores.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from corpus.records import Section

LIKE = 0.55  # of 1; unrelated sections of Swedish plans are about 0.4 alike, a wholly rewritten one under its old heading above 0.6
MOVED = 0.8  # of 1; out of order, only what is nearly unchanged
NEUTRAL = 0.5  # a pair counts by how far it is above this, so that two poor pairs never beat a good one
HEADING_SHARES = {"section": 0.5, "numbered": 0.35, "note": 0.2}  # of the likeness, the rest is text: a number says less than a name
BARE_HEADING = 0.75  # share of the heading's likeness that counts when one of the two has no text: text moves between sections
LEAD = 400  # code points of text that are compared: enough to tell, and bounded
MOST_PAIRS = 1_000_000  # in one gap; a gap beyond that is a rewritten book, where only equal sections keep their anchors
NUMBERING = re.compile(r"^[\d.\s]+")
NOT_WORD = re.compile(r"[^a-z0-9]+")

Pair = tuple[int, int]  # positions (new, old)
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """What a section is recognised by, folded."""

    kind: str
    path: str
    heading: str  # without its numbering
    digits: tuple[str, ...]  # within the heading: "Mål 2" is not "Mål 3"
    text: str

    @property
    def whole(self) -> Key:
        """All of it."""
        return (self.kind, self.path, self.text)

    @property
    def name(self) -> Key | None:
        """The headings alone; None for notes and numbered names, whose numbers shift."""
        return (self.kind, self.path) if self.kind == "section" and not self.digits else None


def match_outlines(new: Sequence[Section], old: Sequence[Section]) -> dict[int, int]:
    """Position in `new` -> position in `old` of the same section; one to one, without those that have none."""
    news, olds = [read_signs(section) for section in new], [read_signs(section) for section in old]
    pairs: list[Pair] = []
    for key in (lambda signs: signs.whole, lambda signs: signs.name):
        for gap in _gaps(pairs, len(news), len(olds)):
            pairs += _match_keys(key, news, olds, gap)
    for gap in _gaps(pairs, len(news), len(olds)):
        pairs += _match_alike(news, olds, gap)
    return dict(sorted(pairs + _match_moved(news, olds, pairs)))


def read_signs(section: Section) -> Signs:
    """Fold what a section is recognised by."""
    heading = _strip_numbering(section.heading)
    path = "/".join(fold(_strip_numbering(name)) for name in section.path)
    return Signs(section.kind, path, fold(heading), tuple(re.findall(r"\d+", heading)), fold(section.text))


def _strip_numbering(heading: str) -> str:
    return NUMBERING.sub("", heading) or heading


def fold(text: str) -> str:
    """Letters and digits in lower case without accents, single blanks between."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return NOT_WORD.sub(" ", "".join(char for char in plain if not unicodedata.combining(char))).strip()


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two pairs: positions [new_start, new_end) and [old_start, old_end)."""

    new_start: int
    new_end: int
    old_start: int
    old_end: int


def _gaps(pairs: list[Pair], new_count: int, old_count: int) -> list[Gap]:
    """The stretches that pairs in order leave open on both sides."""
    edges = [(-1, -1), *sorted(pairs), (new_count, old_count)]
    every = (Gap(left[0] + 1, right[0], left[1] + 1, right[1]) for left, right in pairwise(edges))
    return [gap for gap in every if gap.new_start < gap.new_end and gap.old_start < gap.old_end]


def _match_keys(key: Callable[[Signs], Key | None], news: list[Signs], olds: list[Signs], gap: Gap) -> list[Pair]:
    """Pairs of sections whose key occurs once on either side, as many as stand in the same order."""
    left = _single_keys(key, news, range(gap.new_start, gap.new_end))
    right = _single_keys(key, olds, range(gap.old_start, gap.old_end))
    return _longest_rise([(left[one], right[one]) for one in left if one in right])


def _single_keys(key: Callable[[Signs], Key | None], signs: list[Signs], positions: Sequence[int]) -> dict[Key, int]:
    keys = [(found, position) for position in positions if (found := key(signs[position])) is not None]
    counts = Counter(found for found, _ in keys)
    return {found: position for found, position in keys if counts[found] == 1}


def _longest_rise(pairs: list[Pair]) -> list[Pair]:
    """The longest run of pairs, sorted by the first position, whose second positions rise too (patience sorting)."""
    ends: list[int] = []  # second position that ends the best run of each length
    lasts: list[Pair] = []  # the pair that ends it
    before: dict[Pair, Pair | None] = {}
    for pair in sorted(pairs):
        length = bisect_left(ends, pair[1])
        before[pair] = lasts[length - 1] if length else None
        ends[length : length + 1] = [pair[1]]
        lasts[length : length + 1] = [pair]
    run, pair_or_none = [], lasts[-1] if lasts else None
    while pair_or_none:
        run.append(pair_or_none)
        pair_or_none = before[pair_or_none]
    return run[::-1]


def _match_alike(news: list[Signs], olds: list[Signs], gap: Gap) -> list[Pair]:
    """The pairs in order with the greatest sum of likeness (Needleman and Wunsch 1970, gaps for free)."""
    left, right = news[gap.new_start : gap.new_end], olds[gap.old_start : gap.old_end]
    if len(left) * len(right) > MOST_PAIRS:
        return []
    gains = _measure_likeness(left, right)
    gains = np.where(gains >= LIKE, gains - NEUTRAL, 0.0)
    best = np.zeros((len(left) + 1, len(right) + 1))
    for row in range(len(left)):
        reached = np.maximum(best[row, 1:], best[row, :-1] + gains[row])
        best[row + 1, 1:] = np.maximum.accumulate(reached)
    return [(gap.new_start + row, gap.old_start + column) for row, column in _trace_back(best, gains)]


def _trace_back(best: np.ndarray, gains: np.ndarray) -> list[Pair]:
    """From the end of the table to its start along the cells that made the sum."""
    pairs = []
    row, column = gains.shape
    while row and column:
        if best[row, column] == best[row - 1, column]:
            row -= 1
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs[::-1]


def _measure_likeness(left: list[Signs], right: list[Signs]) -> np.ndarray:
    """Likeness from 0 to 1 of every pair, float64 (len(left), len(right)); 0 between a section and a note."""
    headings = _ratios([one.heading for one in left], [one.heading for one in right])
    headings *= np.array([[0.5 if one.digits != other.digits else 1.0 for other in right] for one in left])
    texts = _ratios([one.text[:LEAD] for one in left], [one.text[:LEAD] for one in right])
    shares = np.array([HEADING_SHARES["numbered" if one.digits and one.kind == "section" else one.kind] for one in left])[:, None]
    both = np.outer([bool(one.text) for one in left], [bool(one.text) for one in right])
    neither = np.outer([not one.text for one in left], [not one.text for one in right])
    likeness = np.where(both, shares * headings + (1 - shares) * texts, np.where(neither, headings, BARE_HEADING * headings))
    return np.where(np.array([[one.kind == other.kind for other in right] for one in left]), likeness, 0.0)


def _ratios(left: list[str], right: list[str]) -> np.ndarray:
    found: np.ndarray = cdist(left, right, scorer=fuzz.ratio, dtype=np.float64) / 100
    return found


def _match_moved(news: list[Signs], olds: list[Signs], pairs: list[Pair]) -> list[Pair]:
    """What is left over and found nearly unchanged in another place, the most alike first."""
    taken_new, taken_old = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    left = [at for at in range(len(news)) if at not in taken_new]
    right = [at for at in range(len(olds)) if at not in taken_old]
    if not left or not right or len(left) * len(right) > MOST_PAIRS:
        return []
    likeness = _measure_likeness([news[at] for at in left], [olds[at] for at in right])
    moved: dict[int, int] = {}
    for row, column in sorted(np.argwhere(likeness >= MOVED).tolist(), key=lambda cell: (-likeness[cell[0], cell[1]], cell)):
        if left[row] not in moved and right[column] not in moved.values():
            moved[left[row]] = right[column]
    return list(moved.items())
