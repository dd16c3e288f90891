"""A path -> its text, packed with xz or not.

In: the path of a text file. Out: it, open for reading. Knows nothing of what it holds.
"""

from __future__ import annotations

import lzma
from pathlib import Path
from typing import TextIO

from corpus.errors import BadRequest


def open_text(path: Path) -> TextIO:
    """The file as UTF-8 text, unpacked if its name ends in .xz. Raises BadRequest if it is missing."""
    try:
        return lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
    except OSError as error:
        raise BadRequest(f"Träningsfilen {path} kan inte läsas ({error.strerror}). Ange en fil som finns.") from error
