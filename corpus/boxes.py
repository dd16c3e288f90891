"""Where words stand on the picture of a page: packed small, unpacked, and found for a quote.

In: words with source offsets and boxes; source ranges. Out: one short text a page; rectangles in shares of the page, line by line.
Shares count from the upper left corner of the page as it is shown: (0, 0, 1, 1) is all of it. Knows NumPy. Knows nothing of PDF or stores.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.records import Page, PageBoxes, Span

UNIT = 10_000  # of a page's width or height: 0.02 mm on A4
COLUMNS = 6  # start and end within the page's text, left, top, right, bottom
SAME_LINE = 0.5  # of the lower word's height that two words of a line share
WORD_GAP = 1.5  # line heights between two words of one rectangle; more is another column

Word = tuple[int, int, int, int, int, int]  # COLUMNS, boxes in UNIT
Box = tuple[float, float, float, float]  # left, top, right, bottom in shares of the page
Words = NDArray[np.int32]  # one row a word


def pack_words(words: Sequence[Word]) -> str:
    """Words in the order of their offsets, as text: columns of differences, deflated (about 5 bytes a word)."""
    table = np.array(words, dtype=np.int32).reshape(-1, COLUMNS)
    table = np.diff(table, axis=0, prepend=np.zeros((1, COLUMNS), np.int32))
    return base64.b85encode(zlib.compress(np.ascontiguousarray(table.T).astype("<i4").tobytes(), 9)).decode("ascii")


def unpack_words(packed: str) -> Words:
    """What `pack_words` was given."""
    table = np.frombuffer(zlib.decompress(base64.b85decode(packed)), "<i4").reshape(COLUMNS, -1).T
    return np.cumsum(table, axis=0, dtype=np.int32)


def find_boxes(boxes: Iterable[PageBoxes], pages: Sequence[Page], ranges: Sequence[Span]) -> list[tuple[int, Box]]:
    """(page number, box) of each line, or part of a line, that source ranges cover, in reading order."""
    by_number = {page.number: page for page in pages}
    found = []
    for page_boxes in boxes:
        page, words = by_number[page_boxes.page_number], unpack_words(page_boxes.words)
        marked = [
            cut_word(row, start - page.start, end - page.start) for start, end in ranges for row in touch_words(words, page, start, end)
        ]
        found += [(page.number, box) for box in join_lines(marked, page_boxes.width / page_boxes.height)]
    return found


def list_pages(pages: Sequence[Page], ranges: Sequence[Span]) -> list[int]:
    """Numbers of the pages that source ranges touch."""
    return [page.number for page in pages if any(start < page.end and page.start < end for start, end in ranges)]


def touch_words(words: Words, page: Page, start: int, end: int) -> list[list[int]]:
    """The words of a page that share a code point with a source range."""
    chosen = (words[:, 0] < end - page.start) & (words[:, 1] > start - page.start)
    rows: list[list[int]] = words[chosen].tolist()
    return rows


def cut_word(word: Sequence[int], start: int, end: int) -> Box:
    """The box of the part of a word that lies within [start, end): its letters are taken to be equally wide."""
    first, last, left, top, right, bottom = word
    letter = (right - left) / max(1, last - first)
    begin, stop = left + letter * max(0, start - first), right - letter * max(0, last - end)
    return begin / UNIT, top / UNIT, stop / UNIT, bottom / UNIT


def join_lines(boxes: Iterable[Box], aspect: float) -> list[Box]:
    """Neighbouring words of a line as one box. `aspect` is the page's width over its height."""
    lines: list[Box] = []
    for box in boxes:
        if lines and follows(lines[-1], box, aspect):
            last = lines.pop()
            lines.append((last[0], min(last[1], box[1]), box[2], max(last[3], box[3])))
        else:
            lines.append(box)
    return lines


def follows(left: Box, right: Box, aspect: float) -> bool:
    """Does a word stand to the right of another on the same line, no farther than words do? Words of sideways text stay apart."""
    height = min(left[3] - left[1], right[3] - right[1])
    shared = min(left[3], right[3]) - max(left[1], right[1])
    gap = (right[0] - left[2]) * aspect
    return shared >= SAME_LINE * height and -height <= gap <= WORD_GAP * height
