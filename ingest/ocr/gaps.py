"""Lines that Tesseract read, and their pixels -> the same lines with their words parted as the paper parts them.

Tesseract tears addresses and words about a slash ("vuxen /äldre"), joins numbers with what follows ("3 §" as "38") and leaves out marks
that its language does not know. The gaps of the ink tell: between words they are 0.7–1.3 of the line's usual gap, within words under 0.55.
In: lines and pixels, set upright. Out: lines; a mark without a word of its own is a bullet, or a word without text. Knows nothing of files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ingest.ocr.ink import Box, cut_ink, find_runs, is_bullet, is_section, mark_columns, trim_ink
from ingest.ocr.tesseract import Word

TORN, PARTED = 0.55, 0.65  # of a line's usual gap between words: words no farther apart are one, parts this far apart are two
AFTER_COMMA, WITHIN_NUMBER = 0.77, 1.1  # the same where a "1" of tabular figures stands free: "2,1", "1000"
DOUBTED = 75.0  # certainty; words that were torn have 0–70, others 90 and more
FEW = 3  # gaps that tell a line's usual one; with fewer it is the page's, by the height of the line
NEAR = 0.25  # heights of a line by which the boxes of words may be wrong
CLOSED = frozenset('.,:;!?)]%"”»/-–')  # nothing stands apart before these
OPEN = frozenset("/-–([")  # nor behind these
THOUSANDS = re.compile(r"\d{1,3}(?=(\d{3})\D*$)")  # a number and its last group
SIGN = re.compile(r"[8$S&]{1,2}\W*|[:»«+*°eo]")  # what is read for "§" and for "•"
FEW_LETTERS = 3  # of a word whose box is set anew by the ink: what is told by its ink is short
TWO_PARTS = frozenset('"”“„«»%')  # signs of two strokes that stand apart
LEAST_MARK, LARGEST_MARK = 0.12, 0.6  # heights of a line: smaller ink is a speck, a larger bullet is a picture
BEFORE_LINE = 3.0  # heights to the left of a line's first word where its bullet may stand
CENTRE = (0.25, 0.8)  # where in the height of a line a bullet's middle lies

Pixels = NDArray[np.uint8]
Line = tuple[Word, ...]
Run = tuple[int, int]  # first column with ink, and the one after the last


@dataclass(frozen=True, slots=True)
class Strip:
    """The ink of one line."""

    runs: tuple[Run, ...]  # stretches of columns with ink, on the page
    top: int  # of the line
    height: int
    pixels: Pixels


def part_lines(lines: Sequence[Line], pixels: Pixels) -> list[Line]:
    """The lines with their words joined or cut where the gaps tell so, and with the marks that had no word."""
    strips = [cut_strip(line, pixels) for line in lines]
    own = [measure_gaps(line, strip) for line, strip in zip(lines, strips, strict=True)]
    shares = [gap / strip.height for gaps, strip in zip(own, strips, strict=True) for gap in gaps]
    usual = median(shares) if shares else 0.0
    parted = []
    for line, strip, gaps in zip(lines, strips, own, strict=True):
        space = median(gaps) if len(gaps) >= FEW else usual * strip.height
        parted.append(part_line(line, strip, space) if space else line)
    return parted


def part_line(line: Line, strip: Strip, space: float) -> Line:
    """One line, with the usual gap between its words."""
    joined = join_words(line, strip, space)
    nexts = [*(word.box[0] for word in joined[1:]), strip.runs[-1][1]]
    cut = [part for word, end in zip(joined, nexts, strict=True) for part in (cut_word(word, strip, space) if ends(word, end) else [word])]
    return add_marks(tuple(set_box(word, strip) for word in cut), strip, space)


def cut_strip(line: Line, pixels: Pixels) -> Strip:
    """The ink of a line, and of as much paper before it as a bullet needs."""
    left, top = min(word.box[0] for word in line), min(word.box[1] for word in line)
    right, foot = max(word.box[0] + word.box[2] for word in line), max(word.box[1] + word.box[3] for word in line)
    start = max(0, left - round(BEFORE_LINE * (foot - top)))
    ink = cut_ink(pixels, (start, top, right - start + 1, foot - top))
    return Strip(tuple((first + start, end + start) for first, end in find_runs(mark_columns(ink))), top, foot - top, pixels)


def measure_gaps(line: Line, strip: Strip) -> list[int]:
    """The gaps between the words of a line, in pixels."""
    return [gap for left, right in pairwise(line) if (gap := find_gap(left, right, strip))]


def find_gap(left: Word, right: Word, strip: Strip) -> int:
    """The widest gap about the place where one word ends and the next begins."""
    edge = NEAR * strip.height
    last = right.box[0]
    first = min(left.box[0] + left.box[2], last)  # where boxes overlap the first one is wrong
    gaps = [begin - end for (_, end), (begin, _) in pairwise(strip.runs) if end <= last + edge and begin >= first - edge]
    return max(gaps, default=0)


def join_words(line: Line, strip: Strip, space: float) -> Line:
    """The line with words in one piece that were torn."""
    joined = list(line[:1])
    for word in line[1:]:
        last = joined[-1]
        doubted = max(last.certainty, word.certainty) <= DOUBTED
        if doubted and find_gap(last, word, strip) <= TORN * space:
            joined[-1] = replace(last, text=last.text + word.text, box=join_boxes(last.box, word.box))
        else:
            joined.append(word)
    return tuple(joined)


def join_boxes(one: Box, other: Box) -> Box:
    """The least box around two."""
    left, top = min(one[0], other[0]), min(one[1], other[1])
    return left, top, max(one[0] + one[2], other[0] + other[2]) - left, max(one[1] + one[3], other[1] + other[3]) - top


def set_box(word: Word, strip: Strip) -> Word:
    """A short word with its box as wide as its ink, of which it may hold only an edge."""
    runs = own_runs(word, strip) or [run for run in strip.runs if covers(word.box, run)]
    if not runs or len(word.text) > FEW_LETTERS:
        return word
    return replace(word, box=(runs[0][0], word.box[1], runs[-1][1] - runs[0][0], word.box[3]))


def cut_word(word: Word, strip: Strip, space: float) -> list[Word]:
    """One word, or the two of which it was made."""
    runs = own_runs(word, strip)
    at = count_runs(word.text)
    if len(runs) != at[-1]:
        return [word]
    for (_, end), (begin, _) in pairwise(runs):
        place = at.index(done) if (done := sum(run[1] <= end for run in runs)) in at else 0
        signs = place and (is_drawn(word.text[place:], begin, strip) or is_drawn(word.text[:place], runs[0][0], strip))
        least = PARTED if signs else least_gap(word.text, place) if place else float("inf")
        if begin - end >= least * space:
            left, top, width, height = word.box
            first = replace(word, text=word.text[:place], box=(left, top, end - left, height))
            rest = replace(word, text=word.text[place:], box=(begin, top, left + width - begin, height))
            return [first, *cut_word(rest, strip, space)]
    return [word]


def ends(word: Word, end: int) -> bool:
    """Does a word's box end where the next begins? One that holds more is wrong."""
    return word.box[0] + word.box[2] <= end


def is_drawn(text: str, start: int, strip: Strip) -> bool:
    """Is a text a sign that the ink tells from what was read?"""
    if not SIGN.fullmatch(text):
        return False
    run = next(run for run in strip.runs if run[0] == start)
    ink = cut_ink(strip.pixels, (run[0], strip.top, run[1] - run[0], strip.height))
    return is_section(ink) or (read_mark(run, strip) or ("",))[0] == "•"


def own_runs(word: Word, strip: Strip) -> list[Run]:
    """The stretches of ink in a word's box."""
    left, right = word.box[0], word.box[0] + word.box[2]
    return [run for run in strip.runs if left <= (run[0] + run[1]) / 2 <= right]


def count_runs(text: str) -> list[int]:
    """How many stretches of ink there are up to each of a text's letters, and in all of it."""
    counts = [0]
    for letter in text:
        counts.append(counts[-1] + 1 + (letter in TWO_PARTS))
    return counts


def least_gap(text: str, place: int) -> float:
    """The gap, in usual ones, from which on a text is two at this place; there is none within dates, decimals and compounds."""
    before, after = text[place - 1], text[place]
    if after in CLOSED or before in OPEN:
        return float("inf")
    if before.isdigit() and after.isdigit():
        group = THOUSANDS.match(text)
        return WITHIN_NUMBER if group and group.end() == place else float("inf")
    if after.isdigit() and before in ".,:":
        return AFTER_COMMA if before == "," else float("inf")
    return PARTED


def add_marks(line: Line, strip: Strip, space: float) -> Line:
    """The line with the marks that no word stands for, in their places; what stands far to the left of it belongs elsewhere."""
    first = min(word.box[0] for word in line)
    free = [run for run in strip.runs if not any(covers(word.box, run) for word in line)]
    before = [run for run in free if run[1] <= first]
    marks = [(run, mark) for run in free if (run[0] > first or len(before) == 1) and (mark := read_mark(run, strip))]
    made = [replace(line[0], text=text, box=box, certainty=0.0) for run, (text, box) in marks if stands_apart(run, strip, space)]
    return tuple(sorted((*line, *made), key=lambda word: word.box[0])) if made else line


def covers(box: Box, run: Run) -> bool:
    """Does a box share columns with a stretch of ink?"""
    return box[0] < run[1] and run[0] < box[0] + box[2]


def stands_apart(run: Run, strip: Strip, space: float) -> bool:
    """Is there the gap of a word before and after a stretch of ink?"""
    at = strip.runs.index(run)
    left = run[0] - strip.runs[at - 1][1] if at else space
    right = strip.runs[at + 1][0] - run[1] if at + 1 < len(strip.runs) else 0
    return min(left, right) >= PARTED * space


def read_mark(run: Run, strip: Strip) -> tuple[str, Box] | None:
    """The text and box of a mark: a bullet, or nothing that can be told here; None for a speck."""
    box = (run[0], strip.top, run[1] - run[0], strip.height)
    ink = cut_ink(strip.pixels, box)
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows) or max(run[1] - run[0], rows[-1] - rows[0] + 1) < LEAST_MARK * strip.height:
        return None
    middle = (rows[0] + rows[-1] + 1) / 2 / strip.height
    box = (run[0], strip.top + int(rows[0]), run[1] - run[0], int(rows[-1] - rows[0]) + 1)
    if max(box[2:]) > LARGEST_MARK * strip.height:
        return None
    disc = CENTRE[0] <= middle <= CENTRE[1] and is_bullet(trim_ink(ink))
    return ("•" if disc else "", box)
