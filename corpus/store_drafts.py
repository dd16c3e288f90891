"""Editions that readers do not see: rows written before the switch, in short transactions, and rows left behind after it.

In: a database; numbers of editions. Out: numbers, and rows removed. A draft is its worker's as long as that gives signs of life; what is
left of a dead one, and what a newer edition replaced, is removed by whoever comes next, a little at a time.
Knows the tables. Knows nothing of records, nor of when an edition becomes a document.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from corpus import schema
from corpus.errors import StoreUnavailable
from corpus.store_engine import Database
from corpus.workers import is_gone, worker_name

REMOVED = 5_000  # rows a transaction: a tenth of a second, so that other writers need not wait
drafts = schema.drafts.c


def raise_counter(connection: Connection, name: str) -> int:
    """One more: "revision" tells the readers of every process that something changed, "edition" is the number of a new one."""
    counter = schema.settings.c
    connection.execute(update(schema.settings).where(counter.name == name).values(value=counter.value + 1))
    return int(connection.execute(select(counter.value).where(counter.name == name)).scalar_one())


def begin_draft(connection: Connection) -> int:
    """The number of an edition that this process is to write."""
    number = raise_counter(connection, "edition")
    _note(connection, number, left=False, with_sections=True)
    return number


def keep_draft(connection: Connection, number: int) -> None:
    """Sign of life, in the same transaction as rows. Raises StoreUnavailable when others took this process for dead."""
    mine = (drafts.edition == number) & drafts.left.is_(False)
    if connection.execute(update(schema.drafts).where(mine).values(heartbeat=time.time())).rowcount != 1:
        raise StoreUnavailable("Inläsningen stod stilla för länge och togs bort av en annan process. Läs in filen igen.")


def end_draft(connection: Connection, number: int) -> None:
    """The edition is a document now."""
    connection.execute(delete(schema.drafts).where(drafts.edition == number))


def leave_edition(connection: Connection, number: int, *, with_sections: bool) -> None:
    """Readers see the edition no longer; `sweep` removes it."""
    connection.execute(delete(schema.drafts).where(drafts.edition == number))
    _note(connection, number, left=True, with_sections=with_sections)


def unseen_editions() -> Any:
    """A query of the numbers that are nobody's document: retention has no say over them."""
    return select(drafts.edition)


def sweep(database: Database) -> None:
    """Remove what was left, and what dead workers did not finish. Two processes may do so at once."""
    with database.translated():
        rows = list(database.reader().execute(select(schema.drafts)).all())
    for row in rows:
        if row.left or is_gone(row.worker, row.heartbeat):
            _claim(database, row.edition)
            _remove_edition(database, row.edition, row.with_sections)


def _claim(database: Database, number: int) -> None:
    """From now on a worker that was only slow can write no more of it."""
    with database.writer() as connection:
        connection.execute(update(schema.drafts).where(drafts.edition == number).values(left=True))


def _remove_edition(database: Database, number: int, with_sections: bool) -> None:
    """Stretch by stretch, small ones together."""
    tables = (*schema.CONTENT, schema.sections) if with_sections else schema.CONTENT
    waiting: list[Stretch] = []
    for stretch in [found for table in tables for found in _stretches(database, table, number)]:
        if sum(one.size for one in waiting) + stretch.size > REMOVED:
            _remove_rows(database, number, waiting)
            waiting = []
        waiting.append(stretch)
    _remove_rows(database, number, waiting)
    with database.writer() as connection:
        end_draft(connection, number)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of one table with positions from `start`, `size` of them at most."""

    table: Table
    start: int
    size: int


def _stretches(database: Database, table: Table, number: int) -> Iterator[Stretch]:
    with database.translated():
        last = database.reader().execute(select(func.max(table.c.position)).where(table.c.edition == number)).scalar()
    end = 0 if last is None else last + 1
    return (Stretch(table, start, min(REMOVED, end - start)) for start in range(0, end, REMOVED))


def _remove_rows(database: Database, number: int, stretches: Sequence[Stretch]) -> None:
    if not stretches:
        return
    with database.writer() as connection:
        for one in stretches:
            inside = one.table.c.position.between(one.start, one.start + one.size - 1)
            connection.execute(delete(one.table).where(one.table.c.edition == number, inside))


def _note(connection: Connection, number: int, *, left: bool, with_sections: bool) -> None:
    row = {"edition": number, "worker": worker_name(), "heartbeat": time.time(), "left": left, "with_sections": with_sections}
    connection.execute(insert(schema.drafts), row)
