"""A data folder opened for use: store, index and encoder together, and agreeing with each other.

In: settings. Out: a Library whose index holds exactly what the store says; what disagrees is made again from the store.
Knows how a passage becomes a point. Knows nothing of files, questions or answers.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from corpus import analysis
from corpus.encoder import TextEncoder
from corpus.encoders import Reranker, load_encoder, load_reranker
from corpus.errors import EncoderUnavailable, IndexDamaged, IndexUnavailable
from corpus.index import Index
from corpus.index_makers import IndexMismatch, Makers, read_makers
from corpus.points import Point, make_point
from corpus.records import Document, Passage
from corpus.remote_index import RemoteIndex, open_remote
from corpus.settings import Settings
from corpus.store import Store
from corpus.store_engine import SHARED

BATCH = 1_000  # passages encoded and written at a time
PATH_DEPTH = 2  # headings before the text that the encoder reads: the nearest say what a list item is about
VECTORS = f"{analysis.VERSION}.1"  # of terms, and of the text that the encoder is given
READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})

Progress = Callable[[int, int], None]  # passages done, passages in all


@dataclass(frozen=True, slots=True)
class Library:
    """What every search and every ingest works on. Close it, or use it as a context."""

    settings: Settings
    store: Store
    index: Index
    encoder: TextEncoder | None  # None: the encoder is unavailable, search goes by words alone
    notices: tuple[str, ...] = ()  # Swedish, for the people who ask
    reranker: Reranker | None = None  # only where the operator names one

    @classmethod
    def open(cls, settings: Settings, *, child: bool, on_progress: Progress | None = None, models: Library | None = None) -> Library:
        """Open a data folder, made on first use; `child`: the engine runs in a process of its own; `models`: whose models to share.

        Raises StoreUnavailable, or IndexUnavailable when another process has the index.
        """
        shared = models if models and models.encoder else None
        encoder, notices = (shared.encoder, ()) if shared else find_encoder(settings)
        reranker, lacking = (shared.reranker, ()) if shared else find_reranker(settings)
        store = Store.open(settings, read_only=is_read_only(settings.data))
        try:
            index, more = find_index(settings, encoder, child=child)
        except BaseException:
            store.close()
            raise
        library = cls(settings, store, index, encoder if index.makers.dimension else None, (*notices, *lacking, *more), reranker)
        try:
            if isinstance(index, RemoteIndex):
                with suppress(IndexUnavailable):  # searches say so, registers answer, and whoever mends tries again
                    mend(library, on_progress)
            else:
                repair_index(library, on_progress)
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Flush and let go of everything."""
        self.index.close()
        self.store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def find_encoder(settings: Settings) -> tuple[TextEncoder | None, tuple[str, ...]]:
    """The encoder, or None with a notice that says why and what to do."""
    try:
        return load_encoder(settings), ()
    except EncoderUnavailable as error:
        return None, (f"Betydelsesökning är avstängd: {error}",)


def find_reranker(settings: Settings) -> tuple[Reranker | None, tuple[str, ...]]:
    """The reranker if one is named, or a notice that says why not and what to do."""
    try:
        return load_reranker(settings), ()
    except EncoderUnavailable as error:
        return None, (f"Omsortering är avstängd: {error}",)


def is_read_only(data: Path) -> bool:
    """Whether the data folder exists but cannot be written to, for lack of rights or of any room at all."""
    try:
        with tempfile.TemporaryFile(dir=data):
            return shutil.disk_usage(data).free < SHARED
    except FileNotFoundError:
        return False
    except OSError as error:
        return error.errno in READ_ONLY


def find_index(settings: Settings, encoder: TextEncoder | None, *, child: bool) -> tuple[Index, tuple[str, ...]]:
    """The index on the server that the settings name, else the one of the data folder."""
    if settings.qdrant is None:
        return open_index(settings.data / "index", encoder, child=child)
    return open_remote(settings.qdrant, Makers(encoder.id, encoder.dimension, VECTORS) if encoder else Makers("", 0, VECTORS)), ()


def open_index(folder: Path, encoder: TextEncoder | None, *, child: bool) -> tuple[Index, tuple[str, ...]]:
    """The index of the folder, emptied if other makers made it or it broke; in a temporary folder when this one is read-only.

    Without an encoder an existing index is kept as it is, so that nothing is lost when the encoder comes back.
    """
    notices: tuple[str, ...] = ()
    if is_read_only(folder.parent):
        folder, notices = Path(tempfile.mkdtemp(prefix="planlots-")), ("Datamappen kan bara läsas. Ingenting nytt kan läsas in.",)
    recorded = read_makers(folder)
    makers = Makers(encoder.id, encoder.dimension, VECTORS) if encoder else Makers("", 0, VECTORS)
    if encoder is None and recorded and recorded.analyser == VECTORS:
        makers = recorded
    try:
        return open_made_by(folder, makers, child=child), notices
    except (IndexMismatch, IndexDamaged) as error:
        Index.clear(folder)
        return open_made_by(folder, makers, child=child), (*notices, f"Sökindexet byggdes om. {error}")


def open_made_by(folder: Path, makers: Makers, *, child: bool) -> Index:
    """Index.open with everything that made the vectors."""
    return Index.open(folder, makers.dimension, child=child, encoder=makers.encoder, analyser=makers.analyser)


def repair_index(library: Library, on_progress: Progress | None = None) -> tuple[str, ...]:
    """Make the index hold what the store's manifest says. Returns the documents that were indexed again or removed."""
    manifest = library.store.manifest()
    wrong = find_wrong(library, manifest)
    total = sum(manifest[document][0] for document in wrong if document in manifest)
    done = 0
    for document in wrong:
        if not isinstance(library.index, RemoteIndex):
            library.index.delete(document)
        if document in manifest:
            for points in passage_points(library, document):
                library.index.upsert(points)
                done += len(points)
                if on_progress:
                    on_progress(done, total)
    if wrong:
        library.index.flush()
    return wrong


def find_wrong(library: Library, manifest: dict[str, tuple[int, str]]) -> tuple[str, ...]:
    """Documents to be indexed again. On a server only those that lack points: another process may be writing a generation now."""
    if not isinstance(library.index, RemoteIndex):
        return library.index.audit(manifest)
    active = library.store.generations()
    return library.index.incomplete(
        {document: (active[document], count) for document, (count, _) in manifest.items() if document in active}
    )


def rebuild(library: Library, on_progress: Progress | None = None) -> Library:
    """Throw the index away and make it from the store, merged where it is large.

    Returns the library to use from now on; the old one's index is closed.
    """
    if isinstance(library.index, RemoteIndex):
        tidy(library, library.index, on_progress)
        return library
    folder, child, makers = library.index.folder, library.index.child_id is not None, library.index.makers
    library.index.close()
    Index.clear(folder)
    index = open_made_by(folder, makers, child=child)
    fresh = replace(library, index=index)
    repair_index(fresh, on_progress)
    index.optimize()
    return fresh


def tidy(library: Library, index: RemoteIndex, on_progress: Progress | None = None) -> None:
    """On a server: write what is lacking, then take away generations that are not active. Not beside an ingest."""
    with library.index.renewed():
        repair_index(library, on_progress)
    for generation in index.strays(library.store.generations()):
        index.drop(generation)


def mend(library: Library, on_progress: Progress | None = None) -> bool:
    """Make an index that broke while it was open again from the store, in place. False when there was nothing to mend.

    For the service, whose threads share the library: searches answer IndexUnavailable until all is back. Not beside an ingest.
    """
    if not library.index.broken:
        return False
    with library.index.renewed():
        repair_index(library, on_progress)
    return True


def passage_points(library: Library, document_id: str) -> Iterator[list[Point]]:
    """The points of a document of the store, a batch at a time."""
    document = library.store.document(document_id)
    passages = iter(library.store.document_passages(document_id))
    while batch := list(islice(passages, BATCH)):
        yield make_points(batch, document, library)


def make_points(passages: Sequence[Passage], document: Document, library: Library) -> list[Point]:
    """Passages with both vectors, ready for the index. A pure function of passages, document, analyser and encoder."""
    rows = meaning_rows(passages, library)
    return [make_point(passage, document, analysis.passage_vector(passage), row) for passage, row in zip(passages, rows, strict=True)]


def meaning_rows(passages: Sequence[Passage], library: Library) -> list[list[float]] | list[None]:
    """What each passage means, as unit rows (of zeros where the encoder knows no word); None for each without the index's encoder."""
    if library.encoder is None or library.index.makers.encoder != library.encoder.id:
        return [None] * len(passages)
    rows: list[list[float]] = library.encoder.encode([meaning_text(passage) for passage in passages]).tolist()
    return rows


def meaning_text(passage: Passage) -> str:
    """What the encoder reads of a passage: the nearest headings, the list's lead, the text."""
    return ". ".join((*passage.path[-PATH_DEPTH:], *filter(None, [passage.lead]), passage.text))
