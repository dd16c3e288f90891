"""The rows of a store <-> lines of JSON that any database can take, so that what lay in SQLite may lie in PostgreSQL afterwards.

In: a store; lines. Out: one state of it, table by table, without what readers do not see; and the rows put back, all or none.
Knows SQLAlchemy and our tables. Knows nothing of archives or files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    Text,
    delete,
    insert,
    inspect,
    select,
    text,
)

from corpus import schema, schema_access
from corpus.errors import StoreUnavailable
from corpus.store_engine import Database

ROWS = 1_000  # read and written at a time
LEFT_OUT = frozenset({"drafts", "access_sessions"})  # rows on their way in or out; people sign in anew at another place
TYPES: Mapping[str, Any] = {"Boolean": Boolean, "Float": Float, "Integer": Integer, "String": String, "Text": Text}
Described = list[list[Any]]  # one of [name, type, length or null, nullable, in the primary key] per column
Lines = Callable[[str], Iterator[str]]  # name of a table -> its lines


def list_tables(database: Database) -> dict[str, Described]:
    """The tables to keep, with their columns as they are in this version."""
    with database.translated():
        there = set(inspect(database.reader()).get_table_names())
    tables = (*schema.metadata.sorted_tables, *schema_access.metadata.sorted_tables)
    return {table.name: _describe(table) for table in tables if table.name in there and table.name not in LEFT_OUT}


def dump_table(database: Database, name: str) -> Iterator[str]:
    """One line of JSON per row, values in the columns' order; by primary key, so that the same state gives the same lines."""
    table = _tables()[name]
    query = _seen_rows(table).order_by(*table.primary_key.columns)
    with database.translated():
        for row in database.reader().execute(query.execution_options(yield_per=ROWS)):
            yield json.dumps(list(row), ensure_ascii=False, separators=(",", ":"))


def load_tables(database: Database, described: Mapping[str, Described], lines: Lines, version: int) -> None:
    """Fill an empty database, in one transaction: with the tables of this version, or those that an earlier one described.

    Raises StoreUnavailable when documents are there already.
    """
    with database.writer() as connection:
        _require_empty(connection, database.where)
        if version == schema.SCHEMA_VERSION:
            schema.metadata.create_all(connection)
            tables: Mapping[str, Table] = _tables()
        else:
            tables = _make_described(connection, described)
        if any(name in schema_access.metadata.tables for name in described):
            schema_access.metadata.create_all(connection)
        for name in described:
            _load_table(connection, tables[name], lines(name))
        connection.execute(text("UPDATE jobs SET state = 'queued', worker = '' WHERE state = 'running'"))  # its worker is elsewhere
        _move_counters(connection)


def make_schema(database: Database, name: str) -> None:
    """Where the database is a server: a schema of its own for a collection."""
    if database.dialect == "postgresql":
        with database.writer() as connection:
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{name}"'))


def _tables() -> dict[str, Table]:
    return {**schema.metadata.tables, **schema_access.metadata.tables}


def _seen_rows(table: Table) -> Select[Any]:
    """Without the rows of editions that are on their way in or out."""
    if table in schema.CONTENT:
        return select(table).where(table.c.edition.in_(select(schema.documents.c.edition)))
    if table is schema.sections:
        return select(table).where(table.c.edition.in_(select(schema.generations.c.edition)))
    return select(table)


def _describe(table: Table) -> Described:
    return [
        [column.name, type(column.type).__name__, getattr(column.type, "length", None), bool(column.nullable), bool(column.primary_key)]
        for column in table.columns
    ]


def _make_described(connection: Connection, described: Mapping[str, Described]) -> dict[str, Table]:
    """The tables of an earlier version, to be upgraded as any data of that version."""
    metadata = MetaData()
    for name, columns in described.items():
        if name not in schema_access.metadata.tables:
            Table(name, metadata, *(_column(*told) for told in columns))
    metadata.create_all(connection)
    return {**schema_access.metadata.tables, **metadata.tables}


def _column(name: str, kind: str, length: int | None, nullable: bool, primary: bool) -> Column[Any]:
    typed = String(length) if kind == "String" else TYPES[kind]()
    return Column(name, typed, primary_key=primary, nullable=nullable, autoincrement=False)


def _load_table(connection: Connection, table: Table, lines: Iterable[str]) -> None:
    names: Sequence[str] = [column.name for column in table.columns]
    rows = (dict(zip(names, json.loads(line), strict=True)) for line in lines)
    while batch := list(islice(rows, ROWS)):
        connection.execute(insert(table), batch)


def _require_empty(connection: Connection, where: str) -> None:
    """An empty database may have been opened before, so that its tables are there."""
    there = set(inspect(connection).get_table_names())
    for table in _tables().values():
        if table.name not in there:
            continue
        if table.name != "settings" and connection.execute(select(table).limit(1)).first():
            raise StoreUnavailable(f"Databasen {where} innehåller redan data. Ange en tom databas, eller en tom mapp med --data.")
        connection.execute(delete(table))


def _move_counters(connection: Connection) -> None:
    """PostgreSQL counts rows of the log by itself, and must go on after the last one."""
    last = "SELECT coalesce(max(number), 0) + 1 FROM access_audit"
    if connection.dialect.name == "postgresql" and inspect(connection).has_table("access_audit"):
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('access_audit', 'number'), ({last}), false)"))
