"""The writes of the store: one edition in, a document out; whole or not at all.

In: a database and the records. Out: nothing; whoever reads after the switch sees the whole new generation. A small edition is one
transaction. The rows of a large one are written first, in short transactions that no reader sees and that let other writers in between;
then one short transaction switches. Knows the tables. Knows nothing of files, vectors or caches.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, or_, select

from corpus import schema
from corpus.errors import PlanlotsError, StoreUnavailable
from corpus.points import checksum_ids
from corpus.records import Correction, Document, Edition, Section, Source
from corpus.rows import pack, unpack
from corpus.store_drafts import begin_draft, end_draft, keep_draft, leave_edition, raise_counter, sweep
from corpus.store_engine import Database

PIECE = 50_000  # code points of source text per row
IDS = 500  # in a query; SQLite takes 32,766 parameters, older builds 999
ROWS = 1_000  # per statement; more at once only costs memory
BATCHES = 4  # statements a transaction: each ends with a wait for the disk
AT_ONCE = 5_000  # records that are published in one transaction, a third of a second; more would keep other writers waiting


class Superseded(PlanlotsError):
    """Another process published the document first; the caller starts over from what is there now."""

    type = "andrad-under-tiden"
    title = "Dokumentet ändrades samtidigt"
    status = 409


@dataclass(frozen=True, slots=True)
class Active:
    """What readers see of a document now."""

    edition: int | None = None  # None: there is no such document
    generation: str = ""


def publish_edition(database: Database, edition: Edition, expected: str | None, pairs: Iterable[tuple[str, str]]) -> None:
    """Switch a document to a new generation. The sections of the old one stay, its anchors that are gone become withdrawn.

    `expected` is the generation that the edition was built to replace ("" for none); None replaces whatever is there.
    `pairs` are twins: (passage id of this document, passage id of another one). Raises Superseded.
    """
    switch = Switch(database, edition, expected, sorted(set(pairs)))
    if sum(len(getattr(edition, name)) for name in ("sections", "passages", *schema.PARTS)) <= AT_ONCE:
        with database.writer() as connection:
            number = begin_draft(connection)
            for table, rows in list_rows(edition, number):
                connection.execute(insert(table), rows)
            switch.make(connection, number)
    else:
        _publish_slowly(database, edition, switch)
    with suppress(StoreUnavailable):  # what is not removed now is removed by the next one
        sweep(database)


def _publish_slowly(database: Database, edition: Edition, switch: Switch) -> None:
    """Rows first, in transactions of their own."""
    with database.writer() as connection:
        switch.check(connection)
        number = begin_draft(connection)
    try:
        waiting = list_rows(edition, number)
        while batches := list(islice(waiting, BATCHES)):
            with database.writer() as connection:
                keep_draft(connection, number)
                for table, rows in batches:
                    connection.execute(insert(table), rows)
        with database.writer() as connection:
            switch.make(connection, number)
    except BaseException:
        with suppress(StoreUnavailable):
            with database.writer() as connection:
                leave_edition(connection, number, with_sections=True)
            sweep(database)
        raise


class Switch:
    """From one edition of a document to the next: what can be reckoned beforehand is, and the rest is one short transaction."""

    def __init__(self, database: Database, edition: Edition, expected: str | None, pairs: Sequence[tuple[str, str]]) -> None:
        self.edition, self.expected, self.pairs = edition, expected, pairs
        self.kept = {section.anchor for section in edition.sections}
        generation = edition.document.generation
        self.checksum = checksum_ids(generation, (passage.id for passage in edition.passages))
        with database.translated():
            self.seen = read_active(database.reader(), edition.document.id)
            self.vanished = find_vanished(database.reader(), self.seen, self.kept)

    def check(self, connection: Connection) -> Active:
        """What is there now. Raises Superseded when the edition was not built to replace it."""
        active = read_active(connection, self.edition.document.id)
        if self.expected is not None and active.generation != self.expected:
            raise Superseded(f"Dokumentet {self.edition.document.id} ändrades av en annan process. Läs in filen igen.")
        if self.expected == "" and (twin := find_same_file(connection, self.edition.document)):
            raise Superseded(f"Samma fil lästes in som {twin} av en annan process. Läs in filen igen.")
        return active

    def make(self, connection: Connection, number: int) -> None:
        """Show the rows of this number, and no others of the document, from the end of the transaction on."""
        document = self.edition.document
        active = self.check(connection)
        keep_draft(connection, number)
        vanished = self.vanished if active == self.seen else find_vanished(connection, active, self.kept)
        _leave_active(connection, document.id, active, with_sections=active.generation == document.generation)
        _leave_same(connection, document.id, document.generation)
        _insert_document(connection, self.edition, number, self.checksum)
        _withdraw_anchors(connection, document.id, vanished, self.kept)
        insert_twins(connection, self.pairs)
        end_draft(connection, number)


def withdraw_document(database: Database, document_id: str) -> None:
    """Take a document out: its anchors become withdrawn, its section texts stay for old links."""
    with database.writer() as connection:
        active = read_active(connection, document_id)
        _leave_active(connection, document_id, active, with_sections=False)
        _withdraw_anchors(connection, document_id, find_vanished(connection, active, frozenset()), frozenset())
        raise_counter(connection, "revision")
    with suppress(StoreUnavailable):
        sweep(database)


def read_active(connection: Connection, document_id: str) -> Active:
    """What readers see of a document."""
    table = schema.documents.c
    row = connection.execute(select(table.edition, table.generation).where(table.id == document_id)).first()
    return Active(row.edition, row.generation) if row else Active()


def find_same_file(connection: Connection, document: Document) -> str | None:
    """Id of another document that readers see and that was made from the same file."""
    table = schema.documents.c
    same = select(table.id).where(table.file_hash == document.file_hash, table.id != document.id, table.file_hash != "")
    return connection.execute(same.order_by(table.id)).scalars().first()


def read_sections(connection: Connection, document_id: str, generation: str) -> tuple[Section, ...]:
    """All sections of one generation, in reading order."""
    table, known = schema.sections.c, schema.generations.c
    number = select(known.edition).where(known.document == document_id, known.generation == generation).scalar_subquery()
    query = select(table.record).where(table.edition == number).order_by(table.position)
    return tuple(unpack(Section, text) for text in connection.execute(query).scalars())


def replace_twins(connection: Connection, document_id: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Forget a document's twins and note these instead."""
    _delete_twins(connection, document_id)
    insert_twins(connection, pairs)
    raise_counter(connection, "revision")


def insert_twins(connection: Connection, pairs: Iterable[tuple[str, str]]) -> None:
    """Note pairs of passage ids, each seen from both sides."""
    both = {pair for left, right in pairs for pair in ((left, right), (right, left))}
    for table, batch in _batches(schema.twins, (_twin_row(passage, other) for passage, other in sorted(both))):
        connection.execute(insert(table), batch)


def save_correction(connection: Connection, correction: Correction) -> None:
    """Keep a person's reading; a later one of the same words in the same place replaces it."""
    row_id = correction_id(correction)
    connection.execute(delete(schema.corrections).where(schema.corrections.c.id == row_id))
    row = {"id": row_id, "file_hash": correction.file_hash, "created": correction.created, "record": pack(correction)}
    connection.execute(insert(schema.corrections), row)


def correction_id(correction: Correction) -> str:
    """The name of the place that a correction is of: another reading of the same words has the same."""
    key = "\0".join((correction.file_hash, correction.before, correction.quote, correction.after))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def delete_correction(connection: Connection, row_id: str) -> bool:
    """Forget a correction. False when there is none."""
    return bool(connection.execute(delete(schema.corrections).where(schema.corrections.c.id == row_id)).rowcount)


def find_vanished(connection: Connection, active: Active, kept: Set[str]) -> dict[str, str | None]:
    """Anchor of the active edition that is not kept -> the one that is nearest: its parent, else the closest before, else after."""
    if active.edition is None:
        return {}
    table = schema.sections.c
    anchors = list(connection.execute(select(table.anchor).where(table.edition == active.edition).order_by(table.position)).scalars())
    before = _nearest_before(anchors, kept)
    after = _nearest_before(anchors[::-1], kept)
    gone = [anchor for anchor in anchors if anchor not in kept]
    parents = _read_parents(connection, active.edition, gone) if kept else {}
    return {one: parents[one] if parents.get(one) in kept else before[one] or after[one] for one in gone}


def _nearest_before(anchors: Sequence[str], kept: Set[str]) -> dict[str, str | None]:
    """Anchor -> the last kept one that comes before it."""
    found: dict[str, str | None] = {}
    last: str | None = None
    for anchor in anchors:
        found[anchor] = last
        last = anchor if anchor in kept else last
    return found


def _read_parents(connection: Connection, number: int, anchors: Sequence[str]) -> dict[str, str | None]:
    table = schema.sections.c
    parents = {}
    for start in range(0, len(anchors), IDS):
        query = select(table.anchor, table.record).where(table.edition == number, table.anchor.in_(anchors[start : start + IDS]))
        parents.update({anchor: unpack(Section, record).parent for anchor, record in connection.execute(query)})
    return parents


def _leave_active(connection: Connection, document_id: str, active: Active, *, with_sections: bool) -> None:
    """Everything of what readers see but its sections, unless another edition of the same generation takes their place."""
    if active.edition is not None:
        leave_edition(connection, active.edition, with_sections=with_sections)
    connection.execute(delete(schema.documents).where(schema.documents.c.id == document_id))
    _delete_twins(connection, document_id)


def _leave_same(connection: Connection, document_id: str, generation: str) -> None:
    """The sections of an earlier edition of the same generation: the new ones stand for them."""
    table = schema.generations
    same = (table.c.document == document_id) & (table.c.generation == generation)
    for number in connection.execute(select(table.c.edition).where(same)).scalars().all():
        leave_edition(connection, number, with_sections=True)
    connection.execute(delete(table).where(same))


def _delete_twins(connection: Connection, document_id: str) -> None:
    table = schema.twins
    connection.execute(delete(table).where(or_(table.c.document == document_id, table.c.other_document == document_id)))


def _insert_document(connection: Connection, edition: Edition, number: int, checksum: str) -> None:
    document = edition.document
    row = {
        "id": document.id,
        "collection": document.collection,
        "file_hash": document.file_hash,
        "generation": document.generation,
        "edition": number,
        "revision": raise_counter(connection, "revision"),
        "points": len(edition.passages),
        "checksum": checksum,
        "source": pack(dataclasses.replace(edition.source, text="")),
        "record": pack(document),
    }
    connection.execute(insert(schema.documents), row)
    generation = {
        "document": document.id,
        "generation": document.generation,
        "edition": number,
        "file_hash": document.file_hash,
        "versions": json.dumps(edition.versions, sort_keys=True),
        "published": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    connection.execute(insert(schema.generations), generation)


def list_rows(edition: Edition, number: int) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """The rows of an edition, ROWS at a time; they are made as they are asked for, so that memory stays as it is."""
    names = {"edition": number, "document": edition.document.id, "generation": edition.document.generation}
    sections = ({**names, "anchor": one.anchor, "position": place, "record": pack(one)} for place, one in enumerate(edition.sections))
    yield from _batches(schema.sections, sections)
    passages = ({"id": one.id, "edition": number, "position": one.order, "record": pack(one)} for one in edition.passages)
    yield from _batches(schema.passages, passages)
    yield from _batches(schema.source_pieces, _pieces(number, edition.source))
    for name, table in schema.PARTS.items():
        yield from _batches(table, _part_rows(number, edition.document.id, getattr(edition, name)))


def _part_rows(edition: int, document: str, records: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """A note lies under the section that carries its mark; changes, quality and orphans under the document."""
    for number, record in enumerate(records):
        anchor = getattr(record, "section", None) or getattr(record, "anchor", document)
        yield {"edition": edition, "position": number, "anchor": anchor, "record": pack(record)}


def _pieces(edition: int, source: Source) -> Iterator[dict[str, Any]]:
    for number, start in enumerate(range(0, len(source.text), PIECE)):
        yield {"edition": edition, "position": number, "text": source.text[start : start + PIECE]}


def _withdraw_anchors(connection: Connection, document_id: str, gone: dict[str, str | None], kept: Set[str]) -> None:
    """Note where each vanished anchor leads now; what led to a vanished one leads on."""
    table = schema.withdrawn
    earlier = connection.execute(select(table.c.anchor, table.c.nearest).where(table.c.document == document_id)).all()
    rows = {anchor: gone.get(nearest, nearest) for anchor, nearest in earlier if anchor not in kept} | gone
    if rows == dict(map(tuple, earlier)):
        return
    connection.execute(delete(table).where(table.c.document == document_id))
    for target, batch in _batches(table, ({"anchor": anchor, "document": document_id, "nearest": to} for anchor, to in rows.items())):
        connection.execute(insert(target), batch)


def _twin_row(passage: str, other: str) -> dict[str, str]:
    other_anchor = other.rpartition("#")[0]
    return {
        "passage": passage,
        "other": other,
        "document": passage.partition("/")[0],
        "other_document": other_anchor.partition("/")[0],
        "other_anchor": other_anchor,
    }


def _batches(table: Table, rows: Iterable[dict[str, Any]]) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, ROWS)):
        yield table, batch
