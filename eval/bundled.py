"""The bundled documents, ingested into a throw-away data folder: the same corpus in every measured run.

In: nothing. Out: settings of a data folder that is removed afterwards. Knows nothing of questions.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from corpus.library import Library
from corpus.settings import BUNDLED, Settings
from ingest.bundled import read_manifest
from ingest.pipeline import ingest_file


@contextmanager
def bundled_settings() -> Iterator[Settings]:
    """Settings of an empty data folder of its own, removed on the way out."""
    with tempfile.TemporaryDirectory(prefix="planlots-eval-") as folder:
        yield replace(Settings.read(folder), database=None)


def ingest_bundled(library: Library, on_step: Callable[[], object] | None = None) -> int:
    """Ingest them all; the number of passages."""
    for document_id, name in read_manifest(BUNDLED):
        ingest_file(BUNDLED / name, library, document_id=document_id)
        if on_step is not None:
            on_step()
    return sum(points for points, _ in library.store.manifest().values())
