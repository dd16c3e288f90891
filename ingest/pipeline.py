"""One file -> a document that can be searched, or nothing at all.

In: a path and an open library. Out: an Outcome. The new generation is built beside the old: its points are written and flushed first, one
transaction of the store switches, then the old points go. A fault at any step leaves the old or the new generation in full.
Knows the order of the steps. What they do is in their own files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.anchors import carry_forward, first_free, move_edition, slug
from corpus.errors import IndexUnavailable
from corpus.library import VECTORS, Library, make_points
from corpus.records import Correction, Document, Edition, Section
from corpus.store_engine import require_space
from corpus.store_publish import Superseded
from corpus.twins import find_twins
from ingest.editions import OnStep, hash_generation, is_passage_file, list_versions, read_edition
from ingest.files import clean_name, keep_file, named_link
from ingest.ocr.scans import list_late
from ingest.outcome import Outcome, Result, describe_edition, describe_late
from ingest.readers.passagefile import read_passages

STEPS = {  # in their order -> what a progress bar calls them
    "keep": "Sparar filen",
    "read": "Läser filen",
    "repair": "Rättar skannfel",
    "correct": "Lägger in rättelser",
    "structure": "Hittar rubriker och stycken",
    "anchors": "Bevarar länkar",
    "index": "Indexerar",
    "flush": "Sparar sökindexet",
    "twins": "Jämför med andra dokument",
    "publish": "Byter version",
    "clean": "Städar",
}
BATCH = 200  # points a call: more at once stalls every search meanwhile
FLUSH_EVERY = 5  # batches; what is not flushed is lost in a power cut, and a flush takes 0.1 s
Read = Callable[[Path, str, Sequence[Correction], OnStep, Path | None], Edition]
TRIES = 3  # when other processes publish the same document meanwhile


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the data folder, and what is known of it before it is read."""

    path: Path
    hash: str
    name: str
    corrections: tuple[Correction, ...]
    versions: dict[str, str]
    generation: str


def ingest_file(
    path: Path,
    library: Library,
    *,
    document_id: str | None = None,
    file_name: str | None = None,
    on_step: OnStep | None = None,
    read: Read = read_edition,
) -> Outcome:
    """Read a file into the library. The same file again changes nothing; another file under a named id replaces that document.

    `on_step(step, share done)` is called before each of STEPS and after each batch of points; what it raises ends the ingest.
    `read` makes the edition of the file.
    Raises UnreadableDocument for the file, StoreUnavailable or IndexUnavailable for the data folder.
    """
    tell = on_step or _tell_nobody
    tell("keep", 0.0)
    file_hash, kept = keep_file(path, library.settings.data)
    name = clean_name(file_name or path.name)
    for _ in range(TRIES - 1):
        with suppress(Superseded):
            return _ingest_kept(_know(kept, file_hash, name, library), library, document_id, tell, read)
    return _ingest_kept(_know(kept, file_hash, name, library), library, document_id, tell, read)


def remove_document(document_id: str, library: Library) -> None:
    """Take a document out of store and index; its anchors answer Withdrawn. Raises Unknown."""
    library.store.withdraw(document_id)
    library.index.delete(document_id)


def current_generation(file_hash: str, file_name: str, library: Library) -> str:
    """The generation that this version of Planlots would make of a file now."""
    corrections = library.store.corrections(file_hash)
    return hash_generation(file_hash, _versions(file_name, library), corrections)


def _know(path: Path, file_hash: str, name: str, library: Library) -> Kept:
    corrections, versions = library.store.corrections(file_hash), _versions(name, library)
    return Kept(path, file_hash, name, corrections, versions, hash_generation(file_hash, versions, corrections))


def _versions(file_name: str, library: Library) -> dict[str, str]:
    return list_versions(file_name) | {"analyser": VECTORS, "encoder": library.encoder.id if library.encoder else ""}


def _ingest_kept(kept: Kept, library: Library, asked: str | None, tell: OnStep, read: Read) -> Outcome:
    """Everything after the file is safe. Raises Superseded when another process was faster."""
    known = library.store.document_of_file(kept.hash)
    if known and known.generation == kept.generation:
        return _leave_unchanged(kept, known)
    wanted = known.id if known else slug(asked) if asked else library.store.former_id(kept.hash)
    with named_link(kept.path, kept.name) as link:
        edition = _make_edition(link, kept, library, wanted, tell, read)
    active = library.store.generations().get(edition.document.id, "")
    tell("anchors", 0.0)
    if active == edition.document.generation:
        return _leave_unchanged(kept, edition.document, describe_late(edition))
    edition = _keep_anchors(edition, library)
    _switch(edition, library, active, tell)
    if active:
        tell("clean", 0.0)
        library.index.delete(edition.document.id, active)
    result: Result = "uppdaterad" if active else "ny"
    return describe_edition(edition, result)


def _leave_unchanged(kept: Kept, document: Document, rest: str = "") -> Outcome:
    """The outcome of a file that is read already."""
    message = f"{document.title} är redan inläst. Inget har ändrats. {rest}".strip()
    return Outcome(kept.name, "oförändrad", message, document.id, document.generation)


def _make_edition(link: Path, kept: Kept, library: Library, wanted: str | None, tell: OnStep, read: Read) -> Edition:
    """Read the file; give the document its id, hash and generation."""
    if is_passage_file(kept.name):
        tell("read", 0.0)
        document_id = wanted or _free_id(link.stem, library)
        edition = read_passages(link, document_id, *_known_lines(document_id, library))
    else:
        edition = read(link, wanted or slug(link.stem), kept.corrections, tell, library.settings.data / "ocr")
        edition = move_edition(edition, wanted or _free_id(edition.document.title or link.stem, library))
    versions = kept.versions | _mark_late(edition)
    document = replace(edition.document, file_hash=kept.hash, generation=hash_generation(kept.hash, versions, kept.corrections))
    return replace(edition, document=document, versions=versions)


def _mark_late(edition: Edition) -> dict[str, str]:
    """Sets the generation of a scan that was not read to its end apart, so that the same file again goes on."""
    late = list_late(edition.source)
    return {"late": ",".join(map(str, late))} if late else {}


def _free_id(name: str, library: Library) -> str:
    """An id that no document has, now or before: old links must never lead to another document."""
    return first_free(slug(name), library.store.document_ids())


def _known_lines(document_id: str, library: Library) -> tuple[dict[str, str], frozenset[str]]:
    """(anchors of a passage file's earlier generation by external id, anchors that were withdrawn)."""
    if document_id not in library.store.generations():
        return {}, library.store.withdrawn(document_id)
    passages = library.store.document_passages(document_id)
    return {one.external_id: one.anchor for one in passages if one.external_id}, library.store.withdrawn(document_id)


def _keep_anchors(edition: Edition, library: Library) -> Edition:
    """Give sections the anchors they had. A file that comes back is aligned with what it was itself, so that old anchors revive."""
    if edition.source.format == "passages":
        return edition
    document, store = edition.document, library.store
    active = store.generations().get(document.id)
    earlier = store.generation_of_file(document.id, document.file_hash) or active
    old = store.sections_version(document.id, earlier) if earlier else ()
    shown: tuple[Section, ...] = store.sections(document.id) if active and earlier != active else ()
    return carry_forward(edition, old, store.withdrawn(document.id) | {section.anchor for section in shown})


def _switch(edition: Edition, library: Library, active: str, tell: OnStep) -> None:
    """Index, flush, publish. What was written of a generation that is not published is taken away again."""
    try:
        _index(edition, library, tell)
        tell("twins", 0.0)
        twins = [] if edition.source.format == "passages" else find_twins(edition.passages, library)
        tell("publish", 0.0)
        library.store.publish(edition, expected=active, twins=twins)
    except BaseException:
        _unindex(edition.document, library)
        raise


def _index(edition: Edition, library: Library, tell: OnStep) -> None:
    """Write the points in batches and make them durable."""
    total = len(edition.passages)
    tell("index", 0.0)
    for number, start in enumerate(range(0, total, BATCH), start=1):
        require_space(library.settings.data)
        library.index.upsert(make_points(edition.passages[start : start + BATCH], edition.document, library))
        if number % FLUSH_EVERY == 0:
            library.index.flush()
        tell("index", min(start + BATCH, total) / total)
    tell("flush", 0.0)
    library.index.flush()


def _unindex(document: Document, library: Library) -> None:
    """Take the points of a generation away, unless it was published after all. The audit at the next start does what fails here."""
    with suppress(IndexUnavailable):
        if library.store.generations().get(document.id) != document.generation:
            library.index.delete(document.id, document.generation)


def _tell_nobody(_step: str, _share: float) -> None:
    """Progress that nobody asked for."""
