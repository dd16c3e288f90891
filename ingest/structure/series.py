"""Lines -> numbered headings that a series makes sure: § 1, § 2, § 3; 1, 1.1, 1.2, 2.

In: the lines, those that other steps have taken left out. Out: the first line of each such heading and how many lines it takes. One line
with a number can be anything; several that count on, each with text below it or a number under it, are headings. Knows nothing of depth.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.structure.headings import MAX_LINES, is_title
from ingest.structure.lines import Line
from ingest.structure.marks import BULLET
from ingest.structure.numbering import COMMITMENT, Numbering, read_number
from ingest.structure.wording import count_words, fold, hangs, is_finished, starts_small

MIN_SERIES = 3  # headings that count on; two can be chance
REPEATS = 3  # the same words under so many numbers are a running head with its page number
GAP = 2  # lines: a number that stands alone has its words at most so far below
BODY = 8  # words that make a line running text though its sentence goes on
MEASURES = frozenset({"åtgärd", "insats", "aktivitet", "punkt"})  # what these count are items of a list
NUMBERED = frozenset({"§", "kap", "kapitel", "avsnitt"})  # under § 3 comes 3.1
BRACKET = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\)")
TABULAR = re.compile(r"^#|\||\S\s{3,}\S")
Series = dict[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a numbered heading. `first` and `last` are indices among the lines with text."""

    first: int
    last: int
    numbering: Numbering
    stopped: bool  # "1." rather than "1"


def find_series(lines: Sequence[Line], taken: frozenset[int]) -> Series:
    """Line number of each sure heading -> lines that it takes."""
    filled = [line for line in lines if line.text and line.number not in taken]
    found = [c for index in range(len(filled)) if (c := read_candidate(filled, index)) is not None]
    words = Counter(fold(rest_of(filled, c)) for c in found)
    found = [c for c in found if words[fold(rest_of(filled, c))] < REPEATS or len(c.numbering.number) > 1]
    found = [c for index, c in enumerate(found) if has_body(filled, found, index)]
    chains = [chain for label in dict.fromkeys(c.numbering.label for c in found) for chain in find_chains(found, label)]
    return {filled[c.first].number: c.last - c.first + 1 for chain in chains for c in chain}


def find_chains(found: Sequence[Candidate], label: str) -> list[list[Candidate]]:
    """The series of one label: the longest, then others before or after it, as in a file of several documents."""
    own = [c for c in found if c.numbering.label == label or (label in NUMBERED and not c.numbering.label and len(c.numbering.number) > 1)]
    styles = [[c for c in own if c.stopped == stopped or len(c.numbering.number) > 1] for stopped in (False, True)]
    best = max((longest_chain(style) for style in styles), key=len)
    if len(best) < (2 if label else MIN_SERIES):
        return []
    sides = ([c for c in own if c.first < best[0].first], [c for c in own if c.first > best[-1].first])
    return [best, *(chain for side in sides for chain in find_chains(side, label))]


def read_candidate(filled: Sequence[Line], index: int) -> Candidate | None:
    """The heading that may begin with the line, wrapped lines among it."""
    text = filled[index].text
    numbering = read_number(text)
    if not numbering.number or numbering.label in MEASURES or filled[index].lost_bullet or BRACKET.match(text) or TABULAR.search(text):
        return None
    last = index
    while last + 1 < len(filled) and last + 1 - index < MAX_LINES and goes_below(filled, index, last, numbering):
        last += 1
    whole = " ".join(line.text for line in filled[index : last + 1])
    stopped = text[: numbering.length].rstrip().endswith(".")
    return Candidate(index, last, numbering, stopped) if is_title(whole) else None


def goes_below(filled: Sequence[Line], first: int, last: int, numbering: Numbering) -> bool:
    """Does the heading go on with the next line: a wrapped one, or the words of a number that stands alone?"""
    before, after = filled[last], filled[last + 1]
    if after.number - before.number > GAP or BULLET.match(after.text) or read_number(after.text).number:
        return False
    if first == last and numbering.length >= len(before.text):
        return is_title(after.text) and not starts_small(after.text)
    adjoins = after.number == before.number + 1 and not is_finished(before.text)
    whole = is_title(" ".join(line.text for line in filled[first : last + 1])) and not starts_small(after.text)
    return adjoins and (starts_small(after.text) or (hangs(before.text) and not whole))


def rest_of(filled: Sequence[Line], candidate: Candidate) -> str:
    """The heading without its number."""
    whole = " ".join(line.text for line in filled[candidate.first : candidate.last + 1])
    return whole[candidate.numbering.length :] or whole


def has_body(filled: Sequence[Line], found: Sequence[Candidate], index: int) -> bool:
    """Does text stand below the heading, or its first sub-heading?"""
    own, after = found[index], found[index + 1] if index + 1 < len(found) else None
    end = after.first if after else len(filled)
    between = filled[own.last + 1 : min(end, own.last + 1 + 2 * BODY)]
    if any(
        is_finished(line.text) or BULLET.match(line.text) or TABULAR.search(line.text) or count_words(line.text) >= BODY for line in between
    ):
        return True
    nested = after is not None and after.numbering.label == own.numbering.label and after.numbering.number == (*own.numbering.number, 1)
    other = after is not None and after.numbering.label != own.numbering.label and after.numbering.label not in COMMITMENT
    return nested or (other and not between)


def longest_chain(found: Sequence[Candidate]) -> list[Candidate]:
    """The most headings that count on: after 2.3 comes 2.4, 2.3.1 or 3. Paragraphs of minutes may begin anywhere."""
    best: dict[tuple[int, ...], tuple[int, int]] = {}  # number and every beginning of it -> (length, candidate)
    before: list[int | None] = []
    for index, candidate in enumerate(found):
        number = candidate.numbering.number
        last = (*number[:-1], number[-1] - 1) if number[-1] > 1 else number[:-1]
        length, source = best.get(last, (0, None)) if last else (0, None)
        starts = number[-1] == 1 or bool(candidate.numbering.label)
        before.append(source)
        if source is None and not starts:
            continue
        for depth in range(1, len(number) + 1):
            key = number[:depth]
            if length + 1 >= best.get(key, (0, 0))[0]:
                best[key] = (length + 1, index)
    end = max(best.values(), default=None, key=lambda pair: pair[0])
    chain: list[Candidate] = []
    at: int | None = end[1] if end else None
    while at is not None:
        chain.append(found[at])
        at = before[at]
    return chain[::-1]
