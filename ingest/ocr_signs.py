"""Lines that Tesseract read in Swedish -> the same lines with the signs that its Swedish does not know.

Its Swedish has no § % @ * ° # • and no dash of middle length: it puts digits and letters in their place ("12 % enligt 3 §" becomes
"12 96 enligt 3 8"). § • and dashes are told by their ink; the others by a second reading of the lines where one may stand, in English,
of which nothing but the sign is taken. In: lines and pixels. Out: lines. Knows nothing of files or documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ingest.ocr_ink import Box, cut_ink, cut_letters, find_bars, is_bullet, is_section
from ingest.tesseract import Word

HYPHEN, DASH = 0.43, 0.98  # heights of a digit: what is shorter is a hyphen (0.26–0.40 in 98 % of 385 fonts), a dash (0.47–0.94)
PADDING = 0.3  # heights of a line that its strip has around it
NEAR = 0.5  # of the narrower of two words that must lie within the other, to be the same word
SURE = 40.0  # certainty of the second reading, 0–100
SIGNS = frozenset("%@#*°")  # of the second reading
DASHES = frozenset("-–—")
DASH_RUN = re.compile(r"[-–—]+")
TOLD = frozenset("-–—•§")  # by their ink
DASHED = re.compile(r"\w[-–—]+[\dA-ZÅÄÖ]")  # before a small letter there is a hyphen
SECTION = re.compile(r"[8$S&£§]{1,2}(?=\W*$)")  # what is read where "§" stands
BULLET = re.compile(r"[^\w§%(]|[eoOI0]|»«|DI")  # what is read where "•" stands
INNER = re.compile(r"[»«*+°eo]|»«")  # the same within a line, where a point or a smear is commoner
UPRIGHT = re.compile(r"(?=.*[A-ZÅÄÖbdfhkl])[^\Wgjpqy_QJ]+[.]?")  # words that stand on the line's foot and are as high as a digit
DIGITS = re.compile(r"[\d.]*\d(?:[-–—]+\d[\d.]*)?")  # some fonts have low ones
NUMBER = re.compile(r"\d[\d.,]*")
PER_CENT = re.compile(r"[\W]?[\dYXo?/£«]{1,3}[.,;:)]*")  # after a number, for "%"
ATTACHED = re.compile(  # a number that may end in "%", by what is read in its place
    r"(?!(?:19|20)\d\d\W*$)\d{1,3}(?:[.,]\d+)?(?:9[46]0?|946|9?/[0o]|9?[?o]|Yo|2[046]0?|246|90)[.,;:)]*"
)
ADDRESS = re.compile(r"(?=\S*\w\.[a-z]{2})\S{8,}")  # for "@" and "#"
TORN = "www."  # what stands before the rest of an address
DEGREE = re.compile(r"\W+[CF]\b\W*")  # for "°C"

Pixels = NDArray[np.uint8]
Line = tuple[Word, ...]
ReadAgain = Callable[[Sequence[Box]], Sequence[Sequence[Word]]]  # boxes of strips -> the words in each, with places on the page


def mend_signs(lines: Sequence[Line], pixels: Pixels, read_again: ReadAgain) -> list[Line]:
    """The lines with their dashes, bullets, section signs, and what the second reading tells."""
    drawn = [mend_drawn(line, pixels) for line in lines]
    asked = [number for number, line in enumerate(drawn) if find_doubtful(line)]
    for number, words in zip(asked, read_again([box_line(drawn[number]) for number in asked]), strict=True):
        drawn[number] = join_addresses(take_signs(drawn[number], words))
    return drawn


def mend_drawn(line: Line, pixels: Pixels) -> Line:
    """Signs that are told by how they are drawn."""
    height = measure_height(line)
    return tuple(mend_word(word, place, line, height, pixels) for place, word in enumerate(line))


def list_upright(line: Line) -> list[Word]:
    """Words that stand on the line's foot and are as high as a digit; digits where there is nothing else."""
    return [word for word in line if UPRIGHT.fullmatch(word.text)] or [word for word in line if DIGITS.fullmatch(word.text)]


def measure_height(line: Line) -> float | None:
    """The height of a line's digits and tall letters, None when it has none."""
    heights = [word.box[3] for word in list_upright(line)]
    return median(heights) if heights else None


def mend_word(word: Word, place: int, line: Line, height: float | None, pixels: Pixels) -> Word:
    """One word."""
    if height and word.text in DASHES:
        return replace(word, text=name_dash(max(word.box[2:]) / height))
    if len(line) > 1 and (INNER if place else BULLET).fullmatch(word.text) and is_bullet(cut_ink(pixels, word.box)):
        return replace(word, text="•")
    if found := SECTION.match(word.text):
        return replace(word, text=mend_sections(word, found.end(), pixels))
    return replace(word, text=mend_dashes(word, line, height, pixels)) if height and DASHED.search(word.text) else word


def name_dash(length: float) -> str:
    """The dash of a length in heights of a digit."""
    return "-" if length < HYPHEN else "–" if length < DASH else "—"


def mend_sections(word: Word, count: int, pixels: Pixels) -> str:
    """The word with "§" where that is drawn."""
    drawn = cut_letters(cut_ink(pixels, word.box))[:count]
    return "§" * count + word.text[count:] if len(drawn) == count and all(map(is_section, drawn)) else word.text


def mend_dashes(word: Word, line: Line, height: float, pixels: Pixels) -> str:
    """The word with its dashes as long as they are drawn, if as many long ones are in the picture."""
    near = min(list_upright(line), key=lambda other: abs(other.box[0] - word.box[0]))
    foot = near.box[1] + near.box[3]
    bars = [bar for bar in find_bars(cut_ink(pixels, word.box), foot - word.box[1], height) if bar >= HYPHEN * height]
    parts = DASH_RUN.split(word.text)
    if len(bars) != len(parts) - 1:
        return word.text
    return "".join(part + name_dash(bar / height) for part, bar in zip(parts, bars, strict=False)) + parts[-1]


def find_doubtful(line: Line) -> list[int]:
    """Places of the words in which a sign may have been read as something else."""
    return [place for place, word in enumerate(line) if may_hide(word.text, line[place - 1].text if place else "")]


def may_hide(text: str, before: str) -> bool:
    """May a word hide a sign, given the one before it?"""
    if NUMBER.fullmatch(before) and PER_CENT.fullmatch(text):
        return True
    if not before and len(text) == 1 and not text.isalpha() and text not in TOLD:
        return True
    return any(pattern.fullmatch(text) for pattern in (ATTACHED, ADDRESS, DEGREE))


def box_line(line: Line) -> Box:
    """The box of a line, with some paper around it."""
    left, top = min(word.box[0] for word in line), min(word.box[1] for word in line)
    right, foot = max(word.box[0] + word.box[2] for word in line), max(word.box[1] + word.box[3] for word in line)
    edge = round(PADDING * (foot - top))
    return left - edge, top - edge // 2, right - left + 2 * edge, foot - top + edge


def take_signs(line: Line, words: Sequence[Word]) -> Line:
    """The line with the signs that the second reading has in its doubtful words."""
    mended = list(line)
    for place in find_doubtful(line):
        word = line[place]
        text = "".join(other.text for other in words if overlaps(word.box, other.box) and other.certainty >= SURE)
        mended[place] = replace(word, text=join_signs(word.text, text))
    return tuple(mended)


def join_addresses(line: Line) -> Line:
    """The line with addresses in one piece: nothing stands before "@", or behind "www.", but the rest of one."""
    joined: list[Word] = []
    for word in line:
        if joined and (word.text.startswith("@") or joined[-1].text == TORN):
            last = joined[-1]
            joined[-1] = replace(last, text=last.text + word.text, box=join_boxes(last.box, word.box))
        else:
            joined.append(word)
    return tuple(joined)


def join_boxes(one: Box, other: Box) -> Box:
    """The least box around two."""
    left, top = min(one[0], other[0]), min(one[1], other[1])
    return left, top, max(one[0] + one[2], other[0] + other[2]) - left, max(one[1] + one[3], other[1] + other[3]) - top


def overlaps(one: Box, other: Box) -> bool:
    """Do two words of one line stand in the same place?"""
    shared = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    return shared > NEAR * min(one[2], other[2])


def join_signs(text: str, other: str) -> str:
    """The first reading, with a sign of the second where the two differ in nothing else."""
    if SIGNS.isdisjoint(other):
        return text
    made = ""
    for kind, first, last, begin, end in SequenceMatcher(None, text, other, autojunk=False).get_opcodes():
        sign = kind in ("replace", "insert") and SIGNS.issuperset(other[begin:end])
        made += other[begin:end] if sign else text[first:last]
    return made
