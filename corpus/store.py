"""The store: the truth about every document. The index can always be rebuilt from it.

In: editions of documents, corrections, twins. Out: records, read fast and as one whole generation per document.
Knows the tables of corpus.schema. Knows nothing of files, vectors or questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select

from corpus import schema, schema_upgrade, store_publish
from corpus.errors import StoreUnavailable, Unknown, Withdrawn
from corpus.records import (
    Area,
    Block,
    Change,
    Correction,
    Document,
    Edition,
    Note,
    Page,
    PageBoxes,
    PageQuality,
    Passage,
    Reference,
    Responsibility,
    Section,
    Span,
)
from corpus.rows import unpack
from corpus.settings import Settings
from corpus.store_drafts import sweep
from corpus.store_engine import Database, open_database
from corpus.store_view import KEPT, Reading, Twin, View, document_of, keep

Item = TypeVar("Item")


class Store:
    """Reads and writes of one data folder. Safe to use from many threads; any number of processes may read at once."""

    def __init__(self, database: Database, folder: Path | None = None) -> None:
        self.database = database
        self.folder = folder  # of the data; None when it lies nowhere on this machine
        self._view = View(database)

    @classmethod
    def open(cls, settings: Settings, *, read_only: bool = False) -> Store:
        """Open the store of the settings, made on first use. Raises StoreUnavailable with path and cure."""
        database = open_database(settings, read_only=read_only)
        try:
            _check_schema(database)
            if not read_only:
                with suppress(StoreUnavailable):  # a full disk must not stop questions
                    sweep(database)
        except BaseException:
            database.close()
            raise
        return cls(database, settings.data)

    def close(self) -> None:
        """Close all connections."""
        self.database.close()

    def snapshot(self) -> AbstractContextManager[None]:
        """All reads of this thread inside see the same generations, whatever is published meanwhile."""
        return self._view.snapshot()

    # --- documents

    def documents(self) -> tuple[Document, ...]:
        """All documents, by id."""
        return tuple(reading.document for reading in self._view.now().readings.values())

    def document(self, document_id: str) -> Document:
        """One document. Raises Unknown."""
        return self._reading(document_id).document

    def document_of_file(self, file_hash: str) -> Document | None:
        """The document that was made from this very file, if any."""
        return next((one for one in self.documents() if one.file_hash == file_hash), None)

    def former_id(self, file_hash: str) -> str | None:
        """The id of a document that was made from this file and has been taken out; None when there is none."""
        table = schema.generations.c
        rows = self._view.rows(select(table.document).where(table.file_hash == file_hash).order_by(table.published.desc(), table.document))
        active = self._view.now().readings
        return next((row[0] for row in rows if row[0] not in active), None)

    def document_ids(self) -> frozenset[str]:
        """Ids of all documents, also of those that were taken out."""
        return frozenset(row[0] for row in self._view.rows(select(schema.generations.c.document).distinct()))

    def generations(self) -> dict[str, str]:
        """Document id -> its active generation. Cheap enough to call for every search."""
        return {name: reading.document.generation for name, reading in self._view.now().readings.items()}

    def revision(self) -> int:
        """A number that grows with every change of what readers see; whoever keeps something of the store compares it."""
        return self._view.now().revision

    def manifest(self) -> dict[str, tuple[int, str]]:
        """Document id -> (how many points the index must hold, checksum of their passage ids)."""
        return {name: (reading.points, reading.checksum) for name, reading in self._view.now().readings.items()}

    def pages(self, document_id: str) -> tuple[Page, ...]:
        """The pages of the source; empty where the format has none."""
        return self._reading(document_id).source.pages

    def unreadable(self, document_id: str) -> tuple[tuple[int, str], ...]:
        """(page number, reason in Swedish) of pages that could not be read."""
        return self._reading(document_id).source.unreadable_pages

    def quality(self, document_id: str) -> tuple[PageQuality, ...]:
        """How readable each page is."""
        return self._view.whole(self._reading(document_id), "quality")

    def format(self, document_id: str) -> str:
        """What the document's file is: a format of Source."""
        return self._reading(document_id).source.format

    def boxes(self, document_id: str, page_numbers: Iterable[int]) -> tuple[PageBoxes, ...]:
        """Where words stand on these pages; nothing for pages without a picture. They are read from disk."""
        edition, table = self._reading(document_id).edition, schema.PARTS["boxes"]
        places = [number - 1 for number in set(page_numbers)][: store_publish.IDS]
        mine = (table.c.edition == edition) & table.c.position.in_(places)
        return tuple(unpack(PageBoxes, row[0]) for row in self._view.rows(select(table.c.record).where(mine).order_by(table.c.position)))

    def orphans(self, document_id: str) -> tuple[Correction, ...]:
        """Corrections whose words are no longer in the source."""
        return self._view.whole(self._reading(document_id), "orphans")

    # --- sections

    def sections(self, document_id: str) -> tuple[Section, ...]:
        """All sections and notes of a document, in reading order."""
        reading = self._reading(document_id)
        if "sections" in reading.whole:
            return reading.whole["sections"]
        found = self.sections_version(document_id, reading.document.generation)
        if len(found) <= KEPT:
            reading.whole["sections"] = found
            reading.sections.update((section.anchor, section) for section in found)
        return found

    def section(self, anchor: str) -> Section:
        """The section as it reads now. Raises Withdrawn, with the nearest one, or Unknown."""
        reading = self._view.now().readings.get(document_of(anchor))
        found = reading.sections.get(anchor) if reading else None
        if reading and found is None:
            found = self._view.section(anchor, reading.document.generation)
            if found:
                keep(reading.sections, anchor, found)
        return found or self._miss_section(anchor)

    def find_sections(self, anchors: Iterable[str]) -> dict[str, Section]:
        """The sections with these anchors as they read now, from disk in one go; anchors that are not there are left out."""
        return self._view.find_sections(anchors)

    def sections_at(self, document_id: str, orders: Iterable[int]) -> dict[int, Section]:
        """Sections by their position in the document; only these are read."""
        return self._view.sections_at(self._reading(document_id), orders)

    def section_version(self, anchor: str, generation: str) -> Section:
        """The section as it read in an earlier generation. Raises Unknown."""
        found = self._view.section(anchor, generation)
        if found is None:
            raise Unknown(f"Avsnittet {anchor} finns inte i den versionen. Öppna dokumentet och sök efter avsnittet.")
        return found

    def sections_version(self, document_id: str, generation: str) -> tuple[Section, ...]:
        """All sections of any generation; empty when it was never published."""
        with self.database.translated():
            return store_publish.read_sections(self.database.reader(), document_id, generation)

    def generation_of_file(self, document_id: str, file_hash: str) -> str | None:
        """The latest generation of a document that was made from this file; None when there was none."""
        table = schema.generations.c
        query = select(table.generation).where(table.document == document_id, table.file_hash == file_hash)
        rows = self._view.rows(query.order_by(table.published.desc(), table.generation).limit(1))
        return rows[0][0] if rows else None

    def withdrawn(self, document_id: str) -> frozenset[str]:
        """Anchors that were there once, never to be given to another section."""
        table = schema.withdrawn
        return frozenset(row[0] for row in self._view.rows(select(table.c.anchor).where(table.c.document == document_id)))

    def blocks(self, anchor: str) -> tuple[Block, ...]:
        """The layout blocks of a section, in source order."""
        return self._parts_of("blocks", Block, anchor)

    def document_blocks(self, document_id: str) -> tuple[Block, ...]:
        """All layout blocks of a document, in source order."""
        return self._view.whole(self._reading(document_id), "blocks")

    def notes(self, anchor: str) -> tuple[Note, ...]:
        """The notes whose marks stand in a section."""
        return self._parts_of("notes", Note, anchor)

    def changes(self, anchor: str) -> tuple[Change, ...]:
        """The repairs within a section's heading and text."""
        section = self.section(anchor)
        spans = [*section.heading_spans, *((piece.source_start, piece.source_end) for piece in section.segments)]
        every: tuple[Change, ...] = self._view.whole(self._reading(section.document), "changes")
        return tuple(change for change in every if any(_touch((change.start, change.end), span) for span in spans))

    def has_changes(self, document_id: str) -> bool:
        """Whether anything in a document was repaired, corrected or doubted."""
        return bool(self._view.whole(self._reading(document_id), "changes"))

    def source_text(self, document_id: str, start: int, end: int) -> str:
        """source[start:end] of a document, in code points."""
        reading = self._reading(document_id)
        start, end = max(start, 0), max(end, 0)
        first, last = start // store_publish.PIECE, max(end - 1, 0) // store_publish.PIECE
        text = "".join(self._view.piece(reading, number) for number in range(first, last + 1))
        offset = first * store_publish.PIECE
        return text[start - offset : max(end - offset, 0)]

    # --- passages and registers

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages with these ids, in their order; ids that are not of an active generation are left out."""
        return self._view.find_passages(ids)

    def document_passages(self, document_id: str) -> tuple[Passage, ...]:
        """All passages of a document, in reading order."""
        return self._view.whole(self._reading(document_id), "passages")

    def some_passages(self, document_id: str, step: int) -> tuple[Passage, ...]:
        """Every `step`-th passage of a document, in reading order; the others are not read."""
        return self._view.sample(self._reading(document_id), step)

    def passage_batches(self, document_id: str, size: int) -> Iterator[tuple[Passage, ...]]:
        """As `document_passages`, `size` at a time: each takes short, and what is not asked for is not read."""
        return self._view.batches(self._reading(document_id), size)

    def areas(self, document_ids: Iterable[str] | None = None) -> tuple[Area, ...]:
        """Areas in document order, of all documents or of these."""
        return self._register("areas", document_ids)

    def responsibilities(self, document_ids: Iterable[str] | None = None) -> tuple[Responsibility, ...]:
        """Responsibilities in document order, of all documents or of these."""
        return self._register("responsibilities", document_ids)

    def references(self, document_ids: Iterable[str] | None = None) -> tuple[Reference, ...]:
        """References in document order, of all documents or of these."""
        return self._register("references", document_ids)

    def twins(self, passage_ids: Sequence[str]) -> dict[str, tuple[Twin, ...]]:
        """Passage id -> the passages of other documents that say the same, by id; without those that have none."""
        known = self._view.now().twins
        missing = [key for key in passage_ids if key not in known]
        fetched = self._view.fetch_twins(missing, known) if missing else {}
        found = ((key, fetched.get(key) or known.get(key)) for key in passage_ids)
        return {key: twins for key, twins in found if twins}

    def twin_counts(self, document_id: str) -> dict[str, int]:
        """Other document -> how many of this document's passages have a twin there."""
        return self._view.twin_counts(self._reading(document_id))

    def count_sections(self, document_id: str) -> int:
        """How many sections a document has, notes left out."""
        return self._view.count_sections(self._reading(document_id))

    # --- writes

    def publish(self, edition: Edition, *, expected: str | None = None, twins: Iterable[tuple[str, str]] = ()) -> None:
        """Switch a document to the edition's generation, whole and durably. Its vectors must be flushed before.

        `expected` is the generation it replaces ("" for none), None for any; `twins` are pairs (its passage id, the other's passage id).
        Raises Superseded when another generation has come in between, StoreUnavailable when nothing was written.
        """
        store_publish.publish_edition(self.database, edition, expected, twins)

    def withdraw(self, document_id: str) -> None:
        """Take a document out; its anchors answer Withdrawn. Raises Unknown."""
        self._reading(document_id)
        store_publish.withdraw_document(self.database, document_id)

    def save_twins(self, document_id: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Replace a document's twins by these pairs (its passage id, the other's passage id)."""
        with self.database.writer() as connection:
            store_publish.replace_twins(connection, document_id, pairs)

    def add_correction(self, correction: Correction) -> None:
        """Keep a person's reading of a word; it takes effect when its document is ingested next."""
        with self.database.writer() as connection:
            store_publish.save_correction(connection, correction)

    def corrections(self, file_hash: str) -> tuple[Correction, ...]:
        """The corrections of a file, oldest first."""
        table = schema.corrections
        query = select(table.c.record).where(table.c.file_hash == file_hash).order_by(table.c.created, table.c.id)
        return tuple(unpack(Correction, row[0]) for row in self._view.rows(query))

    def drop_correction(self, correction_id: str) -> None:
        """Forget a person's reading; the document reads so no longer when it is ingested next. Raises Unknown."""
        with self.database.writer() as connection:
            if not store_publish.delete_correction(connection, correction_id):
                raise Unknown(f"Rättelsen {correction_id} finns inte. Den kan redan ha tagits bort.")

    # --- inside

    def _reading(self, document_id: str) -> Reading:
        found = self._view.now().readings.get(document_id)
        if found is None:
            raise Unknown(f"Dokumentet {document_id} finns inte. Listan över dokument visar vilka som finns.")
        return found

    def _miss_section(self, anchor: str) -> Section:
        table = schema.withdrawn
        rows = self._view.rows(select(table.c.nearest).where(table.c.anchor == anchor))
        if not rows:
            raise Unknown(f"Avsnittet {anchor} finns inte. Kontrollera adressen eller sök efter avsnittet.")
        nearest = rows[0][0]
        cure = f"Närmaste avsnitt är {nearest}." if nearest else "Dokumentet är borttaget."
        raise Withdrawn(f"Avsnittet {anchor} finns inte längre. {cure}", nearest)

    def _parts_of(self, name: str, kind: type[Item], anchor: str) -> tuple[Item, ...]:
        """Records of one section. Raises like `section`."""
        edition = self._reading(self.section(anchor).document).edition
        table = schema.PARTS[name]
        mine = (table.c.anchor == anchor) & (table.c.edition == edition)
        rows = self._view.rows(select(table.c.record).where(mine).order_by(table.c.position))
        return tuple(unpack(kind, row[0]) for row in rows)

    def _register(self, name: str, document_ids: Iterable[str] | None) -> tuple[Any, ...]:
        readings = self._view.now().readings
        chosen = readings if document_ids is None else [key for key in dict.fromkeys(document_ids) if key in readings]
        return tuple(record for key in chosen for record in self._view.whole(readings[key], name))


def _check_schema(database: Database) -> None:
    """Check the version of the data; make the tables when there are none, upgrade older ones. Takes no lock once they are there."""
    with database.translated():
        found = schema.read_version(database.reader())
    if found == schema.SCHEMA_VERSION:
        return
    if database.read_only or (found is not None and found not in schema_upgrade.STEPS):
        schema_upgrade.refuse_unwritten(found)
        schema.check_version(found or 0)
    with database.writer() as connection:
        if found is None:
            schema.prepare(connection)
        else:
            schema_upgrade.upgrade(connection)


def _touch(change: Span, span: Span) -> bool:
    """Whether the spans share a code point; an insertion counts at either edge."""
    if change[0] == change[1]:
        return span[0] <= change[0] <= span[1]
    return change[0] < span[1] and span[0] < change[1]
