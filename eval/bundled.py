"""The bundled documents, ingested into a throw-away data folder: the same corpus in every measured run.

In: nothing. Out: settings of a data folder that is removed afterwards. Knows the manifest beside the documents; knows nothing of questions.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from corpus.library import Library
from corpus.settings import BUNDLED, Settings
from ingest.pipeline import ingest_file


@contextmanager
def bundled_settings() -> Iterator[Settings]:
    """Settings of an empty data folder of its own, removed on the way out."""
    with tempfile.TemporaryDirectory(prefix="planlots-eval-") as folder:
        yield replace(Settings.read(folder), database=None)


def list_bundled() -> list[tuple[Path, str]]:
    """File and document id of every bundled document."""
    manifest = json.loads((BUNDLED / "manifest.json").read_text(encoding="utf-8"))
    return [(BUNDLED / row["file"], row["id"]) for row in manifest["documents"]]


def ingest_bundled(library: Library, on_step: Callable[[], None] | None = None) -> int:
    """Ingest them all; the number of passages."""
    for path, document_id in list_bundled():
        ingest_file(path, library, document_id=document_id)
        if on_step is not None:
            on_step()
    return sum(points for points, _ in library.store.manifest().values())
