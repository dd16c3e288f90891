"""What the workbench's commands share: files in and out, text and JSON on standard output, errors in plain Swedish.

In: paths, texts, values. Out: files and lines. Knows nothing of what they mean.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.errors import BadRequest


def choose_writer(writers: dict[str, Callable[[Any], bytes]], out: Path) -> Callable[[Any], bytes]:
    """The writer for a file's ending. Raises BadRequest for another."""
    if out.suffix.lower() not in writers:
        raise BadRequest(f"{out.name} slutar inte på {', '.join(writers)}. Ange en sådan fil med --out.")
    return writers[out.suffix.lower()]


def read_bytes(path: Path) -> bytes:
    """A file's content. Raises BadRequest."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadRequest(f"{path} kan inte läsas ({error.strerror}). Kontrollera sökvägen.") from error


def save(path: Path, content: bytes) -> None:
    """Write a file, and say so. Raises BadRequest."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadRequest(f"{path} kan inte skrivas ({error.strerror}). Ange en annan fil med --out.") from error
    say(f"Skrev {path}.")


def say(text: str) -> None:
    """Text on standard output."""
    sys.stdout.write(text + "\n")


def print_json(value: object) -> None:
    """JSON on standard output, sets and tuples as lists."""
    say(json.dumps(value, ensure_ascii=False, indent=2, default=list))
