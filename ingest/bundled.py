"""The bundled corpus -> the library, on first start.

In: a folder with documents and manifest.json ({"documents": [{"file", "id"}]}). Out: queued jobs. On a later start, those documents that
failed, or that another version of Planlots reads otherwise, are queued again; one that somebody took out stays out.
Knows nothing of the documents' content.
"""

from __future__ import annotations

import json
from pathlib import Path

from corpus.anchors import slug
from corpus.errors import StoreUnavailable
from corpus.jobs import Job, Jobs
from corpus.library import Library
from corpus.settings import BUNDLED
from ingest.jobs import enqueue_file, kept_path
from ingest.pipeline import current_generation


def enqueue_bundled(library: Library, folder: Path = BUNDLED) -> list[Job]:
    """Queue what the library lacks of the bundled corpus: all of it in a new data folder, else what failed or is outdated.

    A folder that began with other documents gets none of it.
    """
    published = library.store.document_ids()
    entries = read_manifest(folder)
    begun = {document_id for document_id, _ in entries} & (published | Jobs(library.store).asked_ids())
    wanted = bool(begun) or not published
    return [
        enqueue_file(library, folder / name, document_id=document_id)
        for document_id, name in entries
        if (wanted and document_id not in published) or is_outdated(document_id, name, library)
    ]


def read_manifest(folder: Path) -> list[tuple[str, str]]:
    """(document id, file name) in the manifest's order. Raises StoreUnavailable when it cannot be read."""
    path = folder / "manifest.json"
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["documents"]
        return [(slug(entry["id"]), entry["file"]) for entry in entries]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreUnavailable(f"Listan över medföljande dokument, {path}, kan inte läsas. Installera om Planlots.") from error


def is_outdated(document_id: str, file_name: str, library: Library) -> bool:
    """Whether a document is still the bundled one, but was made by other versions of our steps than those of now."""
    if document_id not in library.store.generations():
        return False
    document = library.store.document(document_id)
    current = current_generation(document.file_hash, document.file_name, library)
    return document.file_name == file_name and document.generation != current and kept_path(library, document.file_hash).exists()
