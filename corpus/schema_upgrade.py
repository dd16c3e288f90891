"""Data of an earlier version -> data of this one, step by step, in the transaction of the caller: upgraded in full or left as it was.

In: an open write transaction. Out: the same documents, links and records under the tables of this version.
Knows the tables as they were. Knows nothing of files, vectors or questions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, inspect, text

from corpus import schema
from corpus.errors import StoreUnavailable

PARTS = ("blocks", "notes", "changes", "areas", "responsibilities", "references", "quality", "orphans")  # document_* tables of format 1
MOVED = ("sections", "passages", "source_pieces", *(f"document_{name}" for name in PARTS))


def upgrade(connection: Connection) -> None:
    """Bring the data to SCHEMA_VERSION. Raises StoreUnavailable when there is no way from its version."""
    found = schema.read_version(connection) or 0
    while found in STEPS:
        STEPS[found](connection)
        found += 1
        connection.execute(text("UPDATE settings SET value = :found WHERE name = 'schema_version'"), {"found": found})
    schema.check_version(found)
    for index in [one for table in schema.metadata.tables.values() for one in table.indexes]:
        index.create(connection, checkfirst=True)  # data that came from a backup of an earlier version has none


def refuse_unwritten(found: int | None) -> None:
    """Data that could be upgraded, but not by somebody who may only read (StoreUnavailable)."""
    if found in STEPS:
        raise StoreUnavailable(
            f"Datamappen skrevs av en äldre version av Planlots (format {found}, här {schema.SCHEMA_VERSION}). "
            "Starta Planlots en gång med skrivrätt i datamappen, så görs den om."
        )


def number_editions(connection: Connection) -> None:
    """1 -> 2: rows lie under the number of their edition, so that those of the next one can be written before anybody sees them."""
    for name in MOVED:
        for index in inspect(connection).get_indexes(name):
            connection.execute(text(f'DROP INDEX "{index["name"]}"'))
        connection.execute(text(f'ALTER TABLE "{name}" RENAME TO "{name}_1"'))
    for name in ("documents", "generations"):
        connection.execute(text(f"ALTER TABLE {name} ADD COLUMN edition INTEGER NOT NULL DEFAULT 0"))
    _give_numbers(connection)
    schema.metadata.create_all(connection)
    connection.execute(text(
        "INSERT INTO sections (edition, anchor, document, generation, position, record) "
        "SELECT g.edition, s.anchor, s.document, s.generation, s.position, s.record "
        "FROM sections_1 s JOIN generations g ON g.document = s.document AND g.generation = s.generation"
    ))  # fmt: skip
    _copy(connection, "passages", ("id", "position", "record"))
    _copy(connection, "source_pieces", ("position", "text"), {"position": "number"})
    for name in PARTS:
        _copy(connection, f"document_{name}", ("position", "anchor", "record"))
    for name in MOVED:
        connection.execute(text(f'DROP TABLE "{name}_1"'))


def _give_numbers(connection: Connection) -> None:
    rows = connection.execute(text("SELECT document, generation FROM generations ORDER BY published, document, generation")).all()
    for number, (document, generation) in enumerate(rows, start=1):
        values = {"number": number, "document": document, "generation": generation}
        connection.execute(text("UPDATE generations SET edition = :number WHERE document = :document AND generation = :generation"), values)
        connection.execute(text("UPDATE documents SET edition = :number WHERE id = :document AND generation = :generation"), values)
    connection.execute(text("INSERT INTO settings (name, value) VALUES ('edition', :last)"), {"last": len(rows)})


def _copy(connection: Connection, name: str, columns: tuple[str, ...], named: Mapping[str, str] | None = None) -> None:
    """Rows of the active generations, under the number of their document's edition."""
    were = ", ".join(f"r.{(named or {}).get(column, column)}" for column in columns)
    connection.execute(text(
        f"INSERT INTO {name} (edition, {', '.join(columns)}) SELECT d.edition, {were} FROM {name}_1 r JOIN documents d ON d.id = r.document"
    ))  # fmt: skip


STEPS: Mapping[int, Callable[[Connection], None]] = {1: number_editions}  # version found -> what makes the next one of it
