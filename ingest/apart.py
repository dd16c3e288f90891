"""What a text says, read within limits: repair, corrections, structure and registers of one source.

In: a source, its corrections, the document's id and file name. Out: an Edition without the places of words. A short plain text is read on
the spot; what is long or odd in a child with limits: a search for patterns holds the interpreter, and with it every question, until it
ends, and 8 kB of tabs once took minutes. Knows the order of the steps. Knows nothing of files or stores.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import IO

from corpus.errors import UnreadableDocument
from corpus.records import Correction, Edition, Source
from corpus.rows import pack, unpack
from ingest import repair
from ingest.child import ROOT, TOO_HEAVY, Limits, limit_self
from ingest.corrections import apply_corrections
from ingest.registers import references, responsibilities
from ingest.registers.row_pages import place_rows
from ingest.structure import document as structure

AT_HAND = 50_000  # characters of plain text: a plan of twenty pages, a second
LONG_LINE, LONG_WORD = 3_000, 300  # characters; a paragraph and a word of a plan are a tenth of that
RUN = re.compile(r"[^\w\n]{100}|(?:\n[^\S\n]*){100}")  # signs without words, empty lines
CPU_SECONDS, CPU_SECONDS_A_MB = 45, 30  # twice what the slowest known text takes
PATIENCE = 20  # times the processor time: how long it may wait for a processor
MEMORY_BYTES = 3 << 30  # of address space, of which a million characters take half a GB
FAILED = "{name} kunde inte läsas: ett oväntat fel ({kind}). Anmäl det, och spara filen i ett annat format så länge."

Tell = Callable[[str, float], None]


def read_source(document_id: str, source: Source, corrections: Sequence[Correction], file_name: str, tell: Tell) -> Edition:
    """The edition that the source gives. Raises UnreadableDocument when it takes more than any document does.

    `tell(step, share)` is called before each step; where they are made in a child before the first and the last.
    """
    if is_plain(source.text):
        return read_here(document_id, source, corrections, file_name, tell)
    tell("repair", 0.0)
    tell("correct", 0.0)
    tell("structure", 0.0)
    return read_apart(document_id, source, corrections, file_name, limit_text(source.text))


def read_here(document_id: str, source: Source, corrections: Sequence[Correction], file_name: str, tell: Tell) -> Edition:
    """Step by step, in this process."""
    tell("repair", 0.0)
    repairs, quality = repair.repair(source)
    tell("correct", 0.0)
    changes, orphans = apply_corrections(source, repairs, corrections)
    tell("structure", 0.0)
    made = structure.build(document_id, source, changes, file_name)
    return Edition(
        document=replace(made.document, file_name=file_name),
        source=source,
        changes=changes,
        blocks=made.blocks,
        sections=made.sections,
        notes=made.notes,
        passages=made.passages,
        areas=made.areas,
        responsibilities=place_rows(responsibilities.read_responsibilities(made.sections), made.passages),
        references=references.read_references(made.sections),
        quality=tuple(replace(page, hidden_text=True) if (page.page_number or 0) in source.hidden_pages else page for page in quality),
        orphans=orphans,
    )


def is_plain(text: str) -> bool:
    """Whether no step can take long over it: short, of lines and words like those of a plan."""
    return (
        len(text) <= AT_HAND
        and all(len(line) <= LONG_LINE for line in text.split("\n"))
        and all(len(word) <= LONG_WORD for word in text.split())
        and not RUN.search(text)
    )


def limit_text(text: str) -> Limits:
    """What the steps may cost: in proportion to the text, as they are meant to."""
    seconds = CPU_SECONDS + CPU_SECONDS_A_MB * len(text) // 1_000_000
    return Limits(seconds, seconds * PATIENCE, MEMORY_BYTES, 10_000_000 + 20 * len(text))


def read_apart(document_id: str, source: Source, corrections: Sequence[Correction], file_name: str, limits: Limits) -> Edition:
    """In a child that ends with it."""
    asked = {"id": document_id, "name": file_name, "source": pack(source), "corrections": [pack(one) for one in corrections]}
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        question.write(json.dumps(asked).encode())
        question.seek(0)
        code = run_child(limits, question, answer)
        answer.seek(0)
        reply = answer.read()
    if code == 0:
        return unpack(Edition, reply.decode())
    if reply and code == 1:
        raise UnreadableDocument(FAILED.format(name=file_name, kind=reply.decode()))
    raise UnreadableDocument(TOO_HEAVY.format(name=file_name))


def run_child(limits: Limits, question: IO[bytes], answer: IO[bytes]) -> int:
    """Run this module as a program; its exit code, -1 when it had to be ended."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "ingest.apart", json.dumps(asdict(limits))]
    with subprocess.Popen(command, stdin=question, stdout=answer, stderr=subprocess.DEVNULL, env=environment) as child:
        try:
            return child.wait(limits.wall_seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            return -1


def main(limits_json: str) -> int:
    """The child: the edition on standard output, or with code 1 the name of an error that nobody foresaw, with code 2 nothing."""
    limit_self(Limits(**json.loads(limits_json)))
    try:
        asked = json.load(sys.stdin)
        corrections = [unpack(Correction, one) for one in asked["corrections"]]
        edition = read_here(asked["id"], unpack(Source, asked["source"]), corrections, asked["name"], lambda _step, _share: None)
        told = pack(edition)
    except (MemoryError, RecursionError):
        return 2
    except Exception as error:  # noqa: BLE001 - the process border
        sys.stdout.write(type(error).__name__)
        return 1
    sys.stdout.write(told)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
