"""Parse one untrusted file in a process of its own, with limits on time, memory and output.

In: format and path. Out: a Source, or UnreadableDocument: the child may hang, swell or crash; the service does not.
Knows processes and limits; the parsing itself is in pdf.py and docx.py.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.records import Page, Source

ROOT = Path(__file__).resolve().parent.parent
DAMAGED = "{name} är skadad ({kind}). Hämta filen på nytt från källan."
TOO_HEAVY = "{name} kunde inte läsas: för tung. Dela upp den eller spara den som en ny PDF."


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. A real plan takes seconds; a trap takes all there is."""

    cpu_seconds: int = 30
    wall_seconds: int = 60
    memory_bytes: int = 1 << 30
    text_bytes: int = 20_000_000
    file_bytes: int = 200_000_000


LIMITS = Limits()


def read_in_child(kind: str, path: Path, limits: Limits = LIMITS) -> Source:
    """The Source of the file, read in a child that ends with it."""
    with tempfile.TemporaryFile() as output:
        code = run_child([kind, str(path), json.dumps(asdict(limits))], output.fileno(), limits.wall_seconds)
        output.seek(0)
        reply = output.read(2 * limits.text_bytes + 1_000_000)
    if code == 0:
        return parse_reply(reply, path.name)
    raise UnreadableDocument(TOO_HEAVY.format(name=path.name))


def run_child(arguments: list[str], output: int, wall_seconds: int) -> int:
    """Run this module as a program; -1 when it had to be ended."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "ingest.child", *arguments]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL, env=environment) as child:
        try:
            return child.wait(wall_seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            return -1


def parse_reply(reply: bytes, name: str) -> Source:
    """The child's JSON as a Source; its own errors are raised here again."""
    try:
        told = json.loads(reply)
    except ValueError as error:
        raise UnreadableDocument(TOO_HEAVY.format(name=name)) from error
    if "error" in told:
        raise UnreadableDocument(told["error"])
    pages = tuple(Page(**page) for page in told["pages"])
    unreadable = tuple((number, reason) for number, reason in told["unreadable_pages"])
    hidden, pictured = tuple(told["hidden_pages"]), tuple(told["pictured_pages"])
    return Source(told["text"], pages, told["format"], told["title"], unreadable, hidden_pages=hidden, pictured_pages=pictured)


def limit_self(limits: Limits) -> None:
    """Bound this process, for good."""
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * limits.text_bytes + 1_000_000,) * 2)


def read_untrusted(kind: str, path: Path, limits: Limits) -> Source:
    """Parse the file here; the imports come after the limits."""
    if kind == "pdf":
        from ingest.readers.pdf import read_pdf as read  # noqa: PLC0415
    elif kind == "docx":
        from ingest.readers.docx import read_docx as read  # noqa: PLC0415
    else:
        from ingest.readers.read import read_text as read  # noqa: PLC0415
    source = read(path)
    if len(source.text.encode()) > limits.text_bytes:
        raise UnreadableDocument(f"{path.name} har mer än {limits.text_bytes // 1_000_000} MB text. Dela upp den och försök igen.")
    return source


def main(kind: str, path: str, limits_json: str) -> None:
    """The child: one JSON object on standard output."""
    limits = Limits(**json.loads(limits_json))
    limit_self(limits)
    try:
        told = asdict(read_untrusted(kind, Path(path), limits))
    except UnreadableDocument as error:
        told = {"error": str(error)}
    except (MemoryError, RecursionError):
        told = {"error": TOO_HEAVY.format(name=Path(path).name)}
    except Exception as error:  # noqa: BLE001 - the process border: what a reader did not foresee is damage, not weight
        told = {"error": DAMAGED.format(name=Path(path).name, kind=type(error).__name__)}
    sys.stdout.write(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
