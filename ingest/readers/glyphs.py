"""The text layer of a PDF -> its words with their boxes, in a process of its own.

In: a path. Out: for each page its size and words in the file's order, boxes as they are shown, in shares of the page. Knows pypdfium2; run
as a program it reads within the limits of a child and writes one line of JSON a page. Knows nothing of text in reading order.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.boxes import UNIT
from ingest.child import ROOT, Limits, limit_self

LIMITS = Limits(cpu_seconds=60, wall_seconds=120, memory_bytes=2 << 30, text_bytes=50_000_000)
FINE = 1_000_000  # a virtual screen this wide and high: pypdfium2 tells places on it in whole numbers
MOST_CHARS = 100_000  # of a page; more is a map or a trap
LINE_HEIGHTS = 0.5  # a letter whose middle lies farther off the last one's, in heights, begins another word

GlyphWord = tuple[str, int, int, int, int]  # text, left, top, right, bottom in UNIT of the page as shown


@dataclass(frozen=True, slots=True)
class PageWords:
    """What stands where on one page."""

    page_number: int
    width: float  # points, as shown
    height: float
    words: tuple[GlyphWord, ...]


def read_words(path: Path) -> tuple[PageWords, ...]:
    """The words of every page; of a file that cannot be read within the limits, those of the pages before it failed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "ingest.readers.glyphs", str(path)]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=LIMITS.wall_seconds, check=False
        )
        told = done.stdout
    except subprocess.TimeoutExpired as error:
        told = error.stdout or b""
    return tuple(parse_page(line) for line in told.split(b"\n")[:-1])


def parse_page(line: bytes) -> PageWords:
    """One line of the child."""
    number, width, height, words = json.loads(line)
    return PageWords(number, width, height, tuple((text, *box) for text, *box in words))


def list_pages(path: Path) -> Iterator[tuple[int, float, float, list[GlyphWord]]]:
    """(page number, width, height, words) of each page; a page that is broken is left out."""
    import pypdfium2  # noqa: PLC0415 – after the limits

    document = pypdfium2.PdfDocument(path)
    for index in range(len(document)):
        try:
            page = document[index]
            width, height = page.get_size()
            words = read_page(pypdfium2.raw, page)
        except pypdfium2.PdfiumError:
            continue
        yield index + 1, round(width, 2), round(height, 2), words


def read_page(raw: Any, page: Any) -> list[GlyphWord]:
    """Letters joined to words where no space and no step to another line parts them."""
    layer = page.get_textpage()
    place = find_transform(raw, page)
    words: list[tuple[str, list[float]]] = []
    fresh = True
    for index in range(min(layer.count_chars(), MOST_CHARS)):
        char = chr(raw.FPDFText_GetUnicode(layer, index) & 0xFFFF)
        if char.isspace() or not char.isprintable():
            fresh = fresh or char.isspace()
            continue
        box = place_char(raw, layer, index, place)
        if box is None:
            continue
        if fresh or leaves_line(words[-1][1], box):
            words.append((char, box))
        else:
            last = words[-1][1]
            whole = [min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3])]
            words[-1] = (words[-1][0] + char, whole)
        fresh = False
    return [(text, *clip_box(box)) for text, box in words]


def find_transform(raw: Any, page: Any) -> tuple[float, ...]:
    """(a, b, c, d, e, f): a point (x, y) of the page is shown at (a·x + c·y + e, b·x + d·y + f), in shares of the page."""
    shown = [show_point(raw, page, x, y) for x, y in ((0, 0), (FINE, 0), (0, FINE))]
    (e, f), (right_x, right_y), (up_x, up_y) = shown
    return (right_x - e) / FINE, (right_y - f) / FINE, (up_x - e) / FINE, (up_y - f) / FINE, e, f


def show_point(raw: Any, page: Any, x: float, y: float) -> tuple[float, float]:
    """Where a point of the page is shown, in shares of the page; the page's own rotation and crop are in it."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, UNIT, UNIT, 0, x, y, across, down)
    return across.value / UNIT, down.value / UNIT


def place_char(raw: Any, layer: Any, index: int, place: tuple[float, ...]) -> list[float] | None:
    """The box of a letter as shown; None for one that has none."""
    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(layer, index, rect):
        return None
    a, b, c, d, e, f = place
    across = sorted((a * x + c * y + e) for x, y in ((rect.left, rect.bottom), (rect.right, rect.top)))
    down = sorted((b * x + d * y + f) for x, y in ((rect.left, rect.bottom), (rect.right, rect.top)))
    return [across[0], down[0], across[1], down[1]]


def leaves_line(word: list[float], box: list[float]) -> bool:
    """Does a letter stand on another line than the word before it?"""
    height = max(word[3] - word[1], box[3] - box[1])
    middle = abs((word[1] + word[3]) - (box[1] + box[3])) / 2
    width = max(word[2] - word[0], box[2] - box[0])
    aside = abs((word[0] + word[2]) - (box[0] + box[2])) / 2
    return middle > LINE_HEIGHTS * height and aside > width


def clip_box(box: list[float]) -> tuple[int, int, int, int]:
    """A box in whole UNITs within the page."""
    left, top, right, bottom = (max(0, min(UNIT, round(UNIT * edge))) for edge in box)
    return left, top, right, bottom


def main(path: str) -> None:
    """The child: a line a page, written at once, so that what was read is kept when a later page takes too much."""
    limit_self(LIMITS)
    for page in list_pages(Path(path)):
        sys.stdout.write(json.dumps(page, ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
