"""One kept file -> its edition, step by step: read, repair, correct, structure.

In: a path with the sender's file name, the file's corrections, the id it is to have. Out: an edition with fresh anchors.
Knows the order of the steps and their versions. Knows nothing of stores, indexes or earlier generations.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.records import Correction, Edition, Source
from ingest import apart, repair
from ingest.ocr import scans as ocr
from ingest.readers import boxes, passagefile, read
from ingest.readers.glyphs import read_words
from ingest.registers import references, responsibilities
from ingest.structure import document as structure

PASSAGE_ENDINGS = frozenset({".jsonl", ".ndjson"})
ODD = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # NUL and lone surrogates: no database takes them

OnStep = Callable[[str, float], None]  # step, how much of it is done from 0 to 1


def is_passage_file(file_name: str) -> bool:
    """Whether each line of the file is a passage of its own."""
    return Path(file_name).suffix.lower() in PASSAGE_ENDINGS


def list_versions(file_name: str) -> dict[str, str]:
    """The versions of everything that makes an edition of such a file."""
    if is_passage_file(file_name):
        return {"reader": f"passages {passagefile.VERSION}"}
    return {
        "reader": f"{read.VERSION}.{boxes.VERSION} {ocr.name_reader()}" if Path(file_name).suffix.lower() == ".pdf" else read.VERSION,
        "repair": repair.VERSION,
        "structure": structure.VERSION,
        "registers": f"{responsibilities.VERSION}.{references.VERSION}",
    }


def hash_generation(file_hash: str, versions: dict[str, str], corrections: Sequence[Correction]) -> str:
    """The name of a generation: the same for the same file, versions and corrections."""
    readings = sorted(json.dumps([one.before, one.quote, one.after, one.replacement]) for one in corrections)
    return hashlib.sha256(json.dumps([file_hash, versions, readings], sort_keys=True).encode()).hexdigest()


def read_edition(path: Path, document_id: str, corrections: Sequence[Correction], on_step: OnStep, scans: Path | None = None) -> Edition:
    """The edition of a document's file. Raises UnreadableDocument. `scans` is a folder that keeps what was read of pictures of pages."""
    on_step("read", 0.0)
    source = clean_source(read.read_file(path))
    reread = ocr.reread_pages(path, source, cache=scans, on_page=lambda done, total: on_step("read", done / total))
    source = clean_source(reread.source)
    layers = read_words(path) if source.format == "pdf" else ()
    edition = apart.read_source(document_id, source, corrections, path.name, on_step)
    return replace(edition, boxes=boxes.box_pages(source, layers, reread.words))


def clean_source(source: Source) -> Source:
    """The source without characters that cannot be stored, each replaced by one mark so that offsets stay."""
    return replace(source, text=source.text.translate(ODD)) if "\0" in source.text or not _is_encodable(source.text) else source


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
