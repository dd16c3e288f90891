"""The writes of the store: one edition in, in one transaction; a document out.

In: an open write transaction and the records. Out: nothing; whoever reads after the commit sees the whole new generation.
Knows the tables. Knows nothing of files, vectors or caches.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, or_, select, update

from corpus import schema
from corpus.errors import PlanlotsError
from corpus.points import checksum_ids
from corpus.records import Correction, Edition, Section, Source
from corpus.rows import pack, unpack

PIECE = 50_000  # code points of source text per row
ROWS = 1_000  # per statement; more at once only costs memory


class Superseded(PlanlotsError):
    """Another process published the document first; the caller starts over from what is there now."""

    type = "andrad-under-tiden"
    title = "Dokumentet ändrades samtidigt"
    status = 409


def publish_edition(connection: Connection, edition: Edition, expected: str | None, pairs: Iterable[tuple[str, str]]) -> None:
    """Switch a document to a new generation. The sections of the old one stay, its anchors that are gone become withdrawn.

    `expected` is the generation that the edition was built to replace ("" for none); None replaces whatever is there.
    `pairs` are twins: (passage id of this document, passage id of another one). Raises Superseded.
    """
    document = edition.document
    active = active_generation(connection, document.id)
    if expected is not None and (active or "") != expected:
        raise Superseded(f"Dokumentet {document.id} ändrades av en annan process. Läs in filen igen.")
    old = read_sections(connection, document.id, active) if active else ()
    _clear(connection, document.id)
    connection.execute(delete(schema.sections).where(_of_generation(document.id, document.generation)))
    _insert_document(connection, edition, raise_revision(connection))
    _insert_records(connection, edition)
    _withdraw_anchors(connection, document.id, old, {section.anchor for section in edition.sections})
    insert_twins(connection, pairs)


def withdraw_document(connection: Connection, document_id: str) -> None:
    """Take a document out: its anchors become withdrawn, its section texts stay for old links."""
    active = active_generation(connection, document_id)
    old = read_sections(connection, document_id, active) if active else ()
    _clear(connection, document_id)
    _withdraw_anchors(connection, document_id, old, set())
    raise_revision(connection)


def active_generation(connection: Connection, document_id: str) -> str | None:
    """The generation that readers see; None when there is no such document."""
    return connection.execute(select(schema.documents.c.generation).where(schema.documents.c.id == document_id)).scalar()


def read_sections(connection: Connection, document_id: str, generation: str) -> tuple[Section, ...]:
    """All sections of one generation, in reading order."""
    table = schema.sections
    query = select(table.c.record).where(_of_generation(document_id, generation)).order_by(table.c.position)
    return tuple(unpack(Section, text) for text in connection.execute(query).scalars())


def replace_twins(connection: Connection, document_id: str, pairs: Iterable[tuple[str, str]]) -> None:
    """Forget a document's twins and note these instead."""
    _delete_twins(connection, document_id)
    insert_twins(connection, pairs)
    raise_revision(connection)


def insert_twins(connection: Connection, pairs: Iterable[tuple[str, str]]) -> None:
    """Note pairs of passage ids, each seen from both sides."""
    both = {pair for left, right in pairs for pair in ((left, right), (right, left))}
    _insert_all(connection, schema.twins, (_twin_row(passage, other) for passage, other in sorted(both)))


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


def raise_revision(connection: Connection) -> int:
    """Tell the readers of every process that something changed."""
    counter = schema.settings.c
    connection.execute(update(schema.settings).where(counter.name == "revision").values(value=counter.value + 1))
    return int(connection.execute(select(counter.value).where(counter.name == "revision")).scalar_one())


def _of_generation(document_id: str, generation: str) -> Any:
    return (schema.sections.c.document == document_id) & (schema.sections.c.generation == generation)


def _clear(connection: Connection, document_id: str) -> None:
    """Everything of the active generation but its sections."""
    for table in (schema.passages, schema.source_pieces, *schema.PARTS.values()):
        connection.execute(delete(table).where(table.c.document == document_id))
    connection.execute(delete(schema.documents).where(schema.documents.c.id == document_id))
    _delete_twins(connection, document_id)


def _delete_twins(connection: Connection, document_id: str) -> None:
    table = schema.twins
    connection.execute(delete(table).where(or_(table.c.document == document_id, table.c.other_document == document_id)))


def _insert_document(connection: Connection, edition: Edition, revision: int) -> None:
    document = edition.document
    row = {
        "id": document.id,
        "collection": document.collection,
        "file_hash": document.file_hash,
        "generation": document.generation,
        "revision": revision,
        "points": len(edition.passages),
        "checksum": checksum_ids(document.generation, (passage.id for passage in edition.passages)),
        "source": pack(dataclasses.replace(edition.source, text="")),
        "record": pack(document),
    }
    connection.execute(insert(schema.documents), row)
    generation = {
        "document": document.id,
        "generation": document.generation,
        "file_hash": document.file_hash,
        "versions": json.dumps(edition.versions, sort_keys=True),
        "published": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    table = schema.generations
    connection.execute(delete(table).where((table.c.document == document.id) & (table.c.generation == document.generation)))
    connection.execute(insert(table), generation)


def _insert_records(connection: Connection, edition: Edition) -> None:
    document = edition.document.id
    sections = (
        {"document": document, "generation": edition.document.generation, "anchor": one.anchor, "position": number, "record": pack(one)}
        for number, one in enumerate(edition.sections)
    )
    _insert_all(connection, schema.sections, sections)
    passages = ({"id": one.id, "document": document, "position": one.order, "record": pack(one)} for one in edition.passages)
    _insert_all(connection, schema.passages, passages)
    _insert_all(connection, schema.source_pieces, _pieces(document, edition.source))
    for name, table in schema.PARTS.items():
        _insert_all(connection, table, _part_rows(document, getattr(edition, name)))


def _part_rows(document: str, records: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """A note lies under the section that carries its mark; changes, quality and orphans under the document."""
    for number, record in enumerate(records):
        anchor = getattr(record, "section", None) or getattr(record, "anchor", document)
        yield {"document": document, "position": number, "anchor": anchor, "record": pack(record)}


def _pieces(document: str, source: Source) -> Iterator[dict[str, Any]]:
    for number, start in enumerate(range(0, len(source.text), PIECE)):
        yield {"document": document, "number": number, "text": source.text[start : start + PIECE]}


def _withdraw_anchors(connection: Connection, document_id: str, old: tuple[Section, ...], kept: set[str]) -> None:
    """Note where each vanished anchor leads now; what led to a vanished one leads on."""
    table = schema.withdrawn
    gone = {section.anchor: _nearest(position, old, kept) for position, section in enumerate(old) if section.anchor not in kept}
    earlier = connection.execute(select(table.c.anchor, table.c.nearest).where(table.c.document == document_id)).all()
    rows = {anchor: gone.get(nearest, nearest) for anchor, nearest in earlier if anchor not in kept} | gone
    connection.execute(delete(table).where(table.c.document == document_id))
    found = ({"anchor": anchor, "document": document_id, "nearest": nearest} for anchor, nearest in rows.items())
    _insert_all(connection, table, found)


def _nearest(position: int, old: tuple[Section, ...], kept: set[str]) -> str | None:
    """The parent if it is left, else the closest section before, else the closest after."""
    candidates = [old[position].parent, *(one.anchor for one in reversed(old[:position])), *(one.anchor for one in old[position + 1 :])]
    return next((anchor for anchor in candidates if anchor in kept), None)


def _twin_row(passage: str, other: str) -> dict[str, str]:
    other_anchor = other.rpartition("#")[0]
    return {
        "passage": passage,
        "other": other,
        "document": passage.partition("/")[0],
        "other_document": other_anchor.partition("/")[0],
        "other_anchor": other_anchor,
    }


def _insert_all(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    waiting = iter(rows)
    while batch := list(islice(waiting, ROWS)):
        connection.execute(insert(table), batch)
