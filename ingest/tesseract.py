"""A page image -> its text, by Tesseract with Swedish.

In: the path of an image. Out: text, or nothing when Tesseract failed. Knows the program `tesseract`; knows nothing of PDF or documents.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

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


def read_image(image: Path, dpi: int) -> str | None:
    """The text of an image, None when Tesseract was ended, crashed or took too long. One core a page: pages run side by side."""
    mode = "1" if ORIENTATION in list_languages() else "3"
    command = ["tesseract", str(image), "-", "-l", LANGUAGE, "--psm", mode, "--dpi", str(dpi)]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace").replace("\f", "") if done.returncode == 0 else None
