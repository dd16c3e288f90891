"""A page image -> its text and where its words stand, by Tesseract with Swedish.

In: the path of an image. Out: text and words with boxes, or nothing when Tesseract failed. Knows the program `tesseract`; knows
nothing of PDF or documents.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.boxes import UNIT

SECONDS = 180  # for one page; a page of noise can keep Tesseract busy for ever
LIST_SECONDS = 10
LANGUAGE = "swe"
ORIENTATION = "osd"  # data that lets Tesseract turn a rotated page upright
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

    text: str
    words: tuple[tuple[str, int, int, int, int], ...]  # text, left, top, right, bottom in UNIT of the image


def read_image(image: Path, dpi: int) -> Picture | None:
    """What stands on an image, None when Tesseract was ended, crashed or took too long. One core a page: pages run side by side."""
    mode = "1" if ORIENTATION in list_languages() else "3"
    base = image.with_suffix(".read")
    kinds = ["-c", "tessedit_create_txt=1", "-c", "tessedit_create_tsv=1"]
    command = ["tesseract", str(image), str(base), "-l", LANGUAGE, "--psm", mode, "--dpi", str(dpi), *kinds]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    text, table = Path(f"{base}.txt"), Path(f"{base}.tsv")
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=SECONDS, check=False)
        if done.returncode != 0:
            return None
        plain = text.read_text(encoding="utf-8", errors="replace").replace("\f", "")
        return Picture(plain, read_table(table.read_text(encoding="utf-8", errors="replace")))
    except (OSError, subprocess.TimeoutExpired):
        return None
    finally:
        text.unlink(missing_ok=True)
        table.unlink(missing_ok=True)


def read_table(table: str) -> tuple[tuple[str, int, int, int, int], ...]:
    """The words of Tesseract's table: a head, then level, four numbers of order, word number, left, top, width, height, certainty, text."""
    rows = [line.split("\t", 11) for line in table.split("\n")[1:]]
    whole = next((row for row in rows if len(row) == 12 and row[0] == "1"), None)
    if whole is None or "0" in whole[8:10]:
        return ()
    across, down = UNIT / int(whole[8]), UNIT / int(whole[9])
    return tuple(place_word(row, across, down) for row in rows if len(row) == 12 and row[0] == "5" and row[11].strip())


def place_word(row: list[str], across: float, down: float) -> tuple[str, int, int, int, int]:
    """One word of the table, scaled."""
    left, top, width, height = map(int, row[6:10])
    return row[11].strip(), round(left * across), round(top * down), round((left + width) * across), round((top + height) * down)
