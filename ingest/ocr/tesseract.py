"""Page images -> the words that stand on them, by Tesseract.

In: paths of images and a language. Out: lines of words with boxes and certainty, or nothing when Tesseract failed. Knows the program
`tesseract` and its table; knows nothing of PDF or documents.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

SECONDS = 180  # for one page; a page of noise can keep Tesseract busy for ever
LIST_SECONDS = 10
LANGUAGE = "swe"
SIGNS_LANGUAGE = "eng"  # has signs that Tesseract's Swedish lacks
ORIENTATION = "osd"  # data that lets Tesseract turn a rotated page upright
PAGE, WORD, ROW = "1", "5", 12  # levels of Tesseract's table, and how many columns it has
ANY_WAY_UP, AS_IT_LIES, ONE_LINE = "1", "3", "7"  # modes: pages turned as they need, pages as they are, images of a single line
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
class Word:
    """One row of Tesseract's table."""

    line: tuple[str, ...]  # numbers of page, block, paragraph and line
    text: str
    box: tuple[int, int, int, int]  # left, top, width, height in pixels
    certainty: float


@dataclass(frozen=True, slots=True)
class Table:
    """What Tesseract read of one image, or of several one after the other."""

    size: tuple[int, int]  # width and height of the first image in pixels
    lines: tuple[tuple[Word, ...], ...]


def read_page(image: Path, dpi: int, *, turned: bool = False) -> Table | None:
    """What stands on a page in Swedish, looking which way is up if `turned`. None when Tesseract was ended, crashed or took too long."""
    return run_tesseract(image, LANGUAGE, ANY_WAY_UP if turned and ORIENTATION in list_languages() else AS_IT_LIES, dpi)


def read_strips(strips: Sequence[Path], dpi: int, *, language: str = SIGNS_LANGUAGE) -> tuple[Word, ...]:
    """What stands on images of one line each, read for its signs; the first number of a word's line is that of its image, from 1."""
    if language not in list_languages() or not strips:
        return ()
    listed = strips[0].with_suffix(".list")
    listed.write_text("".join(f"{strip}\n" for strip in strips), encoding="utf-8")
    try:
        table = run_tesseract(listed, language, ONE_LINE, dpi)
    finally:
        listed.unlink(missing_ok=True)
    return tuple(word for line in table.lines for word in line) if table else ()


def run_tesseract(image: Path, language: str, mode: str, dpi: int) -> Table | None:
    """Run it on an image or a list of images. One core: pages run side by side."""
    base = image.with_suffix(".read")
    command = ["tesseract", str(image), str(base), "-l", language, "--psm", mode, "--dpi", str(dpi), "-c", "tessedit_create_tsv=1"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    table = Path(f"{base}.tsv")
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=SECONDS, check=False)
        return parse_table(table.read_text(encoding="utf-8", errors="replace")) if done.returncode == 0 else None
    except (OSError, subprocess.TimeoutExpired):
        return None
    finally:
        table.unlink(missing_ok=True)


def parse_table(table: str) -> Table:
    """A head; then level, page, block, paragraph, line, word, left, top, width, height, certainty, text."""
    rows = [row for line in table.split("\n")[1:] if len(row := line.split("\t", 11)) == ROW]
    size = next(((int(row[8]), int(row[9])) for row in rows if row[0] == PAGE), (0, 0))
    words = [Word(tuple(row[1:5]), row[11].strip(), place_row(row), float(row[10])) for row in rows if row[0] == WORD and row[11].strip()]
    return Table(size, tuple(tuple(line) for _, line in groupby(words, key=lambda word: word.line)))


def place_row(row: list[str]) -> tuple[int, int, int, int]:
    """The box of a row."""
    left, top, width, height = map(int, row[6:10])
    return left, top, width, height
