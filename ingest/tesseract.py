"""A page image -> its text and where its words stand, by Tesseract with Swedish.

In: the path of an image. Out: text and words with boxes, or nothing when Tesseract failed. Knows the program `tesseract`; knows
nothing of PDF or documents.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from statistics import median

from corpus.boxes import UNIT

SECONDS = 180  # for one page; a page of noise can keep Tesseract busy for ever
LIST_SECONDS = 10
LANGUAGE = "swe"
ORIENTATION = "osd"  # data that lets Tesseract turn a rotated page upright
PAGE, WORD, ROW = "1", "5", 12  # levels of Tesseract's table, and how many columns it has
DASHES = frozenset("-–—")
TALL_WORD = 3  # letters of a word that tells how high the line's words are
HYPHEN, DASH = 0.47, 0.95  # heights of words: what is shorter is a hyphen, a dash
CURE = "Installera tesseract-ocr och tesseract-ocr-swe så läses den."


@lru_cache(maxsize=1)
def list_languages() -> frozenset[str]:
    """Languages that the installed Tesseract knows; empty without Tesseract."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=LIST_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(done.stdout.split())


def reads_swedish() -> bool:
    """Is Tesseract here, with Swedish?"""
    return LANGUAGE in list_languages()


@dataclass(frozen=True, slots=True)
class Picture:
    """What Tesseract read of an image."""

    text: str  # a line a line, blank lines between paragraphs
    words: tuple[tuple[str, int, int, int, int], ...]  # text, left, top, right, bottom in UNIT of the image
    certainty: float  # mean of the words', 0–100: 90 and more in print, under 40 in noise


@dataclass(frozen=True, slots=True)
class Word:
    """One row of Tesseract's table."""

    line: tuple[str, ...]  # numbers of block, paragraph and line
    text: str
    box: tuple[int, int, int, int]  # left, top, width, height in pixels
    certainty: float


def read_image(image: Path, dpi: int) -> Picture | None:
    """What stands on an image, None when Tesseract was ended, crashed or took too long. One core a page: pages run side by side."""
    mode = "1" if ORIENTATION in list_languages() else "3"
    base = image.with_suffix(".read")
    command = ["tesseract", str(image), str(base), "-l", LANGUAGE, "--psm", mode, "--dpi", str(dpi), "-c", "tessedit_create_tsv=1"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    table = Path(f"{base}.tsv")
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=SECONDS, check=False)
        return make_picture(table.read_text(encoding="utf-8", errors="replace")) if done.returncode == 0 else None
    except (OSError, subprocess.TimeoutExpired):
        return None
    finally:
        table.unlink(missing_ok=True)


def make_picture(table: str) -> Picture:
    """Its table as text and boxes: a head; level, page, block, paragraph, line, word, left, top, width, height, certainty, text."""
    rows = [row for line in table.split("\n")[1:] if len(row := line.split("\t", 11)) == ROW]
    size = next(((int(row[8]), int(row[9])) for row in rows if row[0] == PAGE), (0, 0))
    words = [Word(tuple(row[2:5]), row[11].strip(), place_row(row), float(row[10])) for row in rows if row[0] == WORD and row[11].strip()]
    lines = [mend_dashes(list(line)) for _, line in groupby(words, key=lambda word: word.line)]
    boxed = tuple(scale_word(word, size) for line in lines for word in line) if min(size) else ()
    return Picture(join_lines(lines), boxed, sum(word.certainty for word in words) / len(words) if words else 0.0)


def place_row(row: list[str]) -> tuple[int, int, int, int]:
    """The box of a row."""
    left, top, width, height = map(int, row[6:10])
    return left, top, width, height


def scale_word(word: Word, size: tuple[int, int]) -> tuple[str, int, int, int, int]:
    """A word with its box in UNIT of an image of this size."""
    left, top, width, height = word.box
    across, down = UNIT / size[0], UNIT / size[1]
    return word.text, round(left * across), round(top * down), round((left + width) * across), round((top + height) * down)


def join_lines(lines: list[list[Word]]) -> str:
    """Lines as text; a blank line where the paragraph or the block changes."""
    parts: list[str] = []
    for line, above in zip(lines, [None, *lines], strict=False):
        if above and line[0].line[:2] != above[0].line[:2]:
            parts.append("")
        parts.append(" ".join(word.text for word in line))
    return "\n".join(parts) + "\n"


def mend_dashes(line: list[Word]) -> list[Word]:
    """A dash that stands alone is as long as it is drawn: Tesseract tells hyphen, dash and long dash apart badly."""
    heights = [min(word.box[2:]) for word in line if len(word.text) >= TALL_WORD]
    if not heights:
        return line
    return [replace(word, text=name_dash(max(word.box[2:]) / median(heights))) if word.text in DASHES else word for word in line]


def name_dash(length: float) -> str:
    """The dash of a length in heights of words: 0.3–0.4, 0.6–0.7 and 1.2 in most fonts."""
    return "-" if length < HYPHEN else "–" if length < DASH else "—"
