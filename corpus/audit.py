"""The audit log: who changed what, and when. Never a question, never a text of a document.

In: the name of a key, an action, what it was done to. Out: entries, newest first. Knows the tables of corpus.schema_access. Knows nothing
of HTTP, nor of how a change is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from corpus import schema_access
from corpus.keys import now_iso
from corpus.schema_access import audit as table
from corpus.store import Store

MOST_TARGET = 400  # code points; ids and names are shorter
ACTIONS = {  # action -> how people read it
    "document.add": "lade till fil",
    "document.withdraw": "tog bort dokument",
    "job.cancel": "avbröt inläsning",
    "job.retry": "startade om inläsning",
    "correction.add": "rättade ord",
    "correction.withdraw": "tog bort rättelse",
    "key.add": "gjorde nyckel",
    "key.revoke": "drog in nyckel",
    "collection.add": "gjorde samling",
    "collection.change": "ändrade samling",
    "collection.remove": "raderade samling",
    "purge": "gallrade",
    "backup.make": "säkerhetskopierade",
    "backup.restore": "återställde säkerhetskopia från",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One change."""

    time: str  # ISO 8601, UTC
    collection: str  # "" the default one
    who: str  # name of a key, or "kommandoraden"
    action: str  # one of ACTIONS
    target: str  # an id or a name; never text of a document


class Audit:
    """The audit log of a service. Safe to use from many threads."""

    def __init__(self, store: Store) -> None:
        self.database = store.database
        self._ready = schema_access.prepare(store.database)

    def note(self, collection: str, who: str, action: str, target: str) -> None:
        """Write down a change, durably. Raises KeyError for an action that is not one of ACTIONS."""
        ACTIONS[action]
        row = {"time": now_iso(), "collection": collection, "who": who, "action": action, "target": target[:MOST_TARGET]}
        with self.database.writer() as connection:
            connection.execute(insert(table), row)

    def list(self, collection: str | None = None, limit: int = 100) -> tuple[Entry, ...]:
        """The latest entries of a collection, or of all, newest first."""
        query = select(table).order_by(table.c.number.desc()).limit(limit)
        return tuple(_entry(row) for row in self._rows(query if collection is None else query.where(table.c.collection == collection)))

    def last_times(self, collection: str, action: str) -> dict[str, str]:
        """Target -> when the action was last done to it."""
        query = select(table.c.target, table.c.time).where(table.c.collection == collection, table.c.action == action)
        return {row.target: row.time for row in self._rows(query.order_by(table.c.number))}

    def _rows(self, query: Any) -> tuple[Any, ...]:
        if not self._ready:
            return ()
        with self.database.translated():
            return tuple(self.database.reader().execute(query).all())


def _entry(row: Any) -> Entry:
    return Entry(row.time, row.collection, row.who, row.action, row.target)
