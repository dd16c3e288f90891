"""How long each kind of record is kept (gallringsfrist), and what has been kept longer than that.

In: a store, its data folder, the time. Out: what is due, and its removal – of exactly what was shown. Documents that are in use are never
due. Knows the tables and where files lie. Knows nothing of who asks, nor of proofs.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from corpus import schema, schema_access
from corpus.audit import Audit
from corpus.errors import BadRequest
from corpus.settings import Settings
from corpus.store import Store
from corpus.store_drafts import unseen_editions

DAYS: Mapping[str, int] = {  # kind -> days, where the operator says nothing else
    "jobs": 90,  # long enough to look up why a file was not read
    "files": 30,  # of documents that were taken out, of earlier editions, and that could not be read: time to undo a mistake
    "texts": 30,  # sections of documents that were taken out
    "generations": 730,  # how sections read before, so that an old answer can be followed up
    "pages": 180,  # pages read by OCR, which are only a saving of time
    "eval": 730,  # two years of runs to compare with
    "remarks": 365,  # a year: time enough to make questions of them
    "audit": 730,
    "keys": 730,  # after they ended, as long as the log names them
}
KINDS: Mapping[str, str] = {
    "jobs": "avslutade inläsningar",
    "files": "filer som inget dokument använder, med rättelser",
    "texts": "texter ur borttagna dokument",
    "generations": "äldre lydelser av dokumentens avsnitt",
    "pages": "mellanlagrade sidor från skannade filer",
    "eval": "frågesamlingar, körningar och bedömningar i utvärderingen",
    "remarks": "synpunkter på svar",
    "audit": "rader i ändringsloggen",
    "keys": "nycklar som har upphört",
}
REMARKS_FOLDER = "synpunkter"  # in the data folder; one file a remark
ARRIVING = timedelta(days=1)  # a file that came later than this may still be on its way to a job


@dataclass(frozen=True, slots=True)
class Due:
    """One thing whose time has run out."""

    kind: str  # one of KINDS
    name: str  # an id, a hash: never text
    since: str  # ISO 8601: when its time began


@dataclass(frozen=True, slots=True)
class Holding:
    """What is looked through: one collection, and the log of the service, with the keys beside it."""

    settings: Settings
    store: Store
    audit: Audit
    collection: str  # "" the default one


def read_days(text: str) -> dict[str, int]:
    """ "jobs=30, files=7" -> days by kind, the rest as in DAYS (BadRequest for what cannot be read)."""
    days = dict(DAYS)
    for part in filter(None, (one.strip() for one in text.split(","))):
        kind, _, number = part.partition("=")
        if kind.strip() not in DAYS or not number.strip().isdigit():
            raise BadRequest(f"Fristen {part} kan inte läsas. Skriv till exempel jobs=30, files=7. Sorter: {', '.join(DAYS)}.")
        days[kind.strip()] = int(number)
    return days


def find_due(holding: Holding, days: Mapping[str, int], now: datetime) -> tuple[Due, ...]:
    """Everything whose time has run out, by kind and name."""
    found: list[Due] = []
    for kind, find in FINDERS.items():
        cutoff = (now - timedelta(days=days[kind])).isoformat(timespec="seconds")
        found += sorted((one for one in find(holding) if one.since < cutoff), key=lambda one: (one.since, one.name))
    return tuple(found)


def remove_due(holding: Holding, due: Sequence[Due]) -> None:
    """Remove exactly these. What the database frees is overwritten; files go last, and one that came back meanwhile stays."""
    for kind, remove in REMOVERS.items():
        names = [one.name for one in due if one.kind == kind]
        for start in range(0, len(names), 500):
            remove(holding, names[start : start + 500])
    for database in {holding.store.database, holding.audit.database}:
        if database.dialect == "sqlite":  # the log of writes still holds what was deleted: write it into the database and cut it off
            with database.translated():
                database.reader().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


# --- what is due


def _jobs(holding: Holding) -> Iterable[Due]:
    table = schema.jobs.c
    rows = _rows(holding.store, select(table.id, table.finished).where(table.finished.is_not(None)))
    return (Due("jobs", row.id, row.finished) for row in rows)


def _files(holding: Holding) -> Iterable[Due]:
    """Kept files that no document and no open job needs, from when they came or their document went."""
    used, gone = _used_files(holding), _withdrawn_files(holding)
    for path in _list_folder(holding.settings.data / "files"):
        if path.name not in used:
            arrived = _time_of(path, ARRIVING)
            yield Due("files", path.name, max(arrived, gone.get(path.name, arrived)))


def _used_files(holding: Holding) -> set[str]:
    documents = _rows(holding.store, select(schema.documents.c.file_hash))
    jobs = _rows(holding.store, select(schema.jobs.c.file_hash).where(schema.jobs.c.state.in_(("queued", "running"))))
    return {row.file_hash for row in (*documents, *jobs)}


def _withdrawn_files(holding: Holding) -> dict[str, str]:
    """File hash -> when its document was taken out."""
    times = _withdrawal_times(holding)
    table = schema.generations.c
    rows = _rows(holding.store, select(table.file_hash, table.document))
    return {row.file_hash: times[row.document] for row in rows if row.document in times}


def _withdrawal_times(holding: Holding) -> dict[str, str]:
    return holding.audit.last_times(holding.collection, "document.withdraw")


def _texts(holding: Holding) -> Iterable[Due]:
    """Documents that are not in use any more, but whose sections are kept; from when they went, else from when they came."""
    active, times = set(holding.store.generations()), _withdrawal_times(holding)
    table = schema.generations.c
    came = {row.document: row.published for row in _rows(holding.store, select(table.document, table.published).order_by(table.published))}
    seen = schema.sections.c.edition.not_in(unseen_editions())
    kept = {row.document for row in _rows(holding.store, select(schema.sections.c.document).where(seen).distinct())}
    return (Due("texts", name, max(came.get(name, ""), times.get(name, ""))) for name in kept - active)


def _generations(holding: Holding) -> Iterable[Due]:
    """Earlier generations of documents in use, from when the next one took over; named document@generation."""
    active = holding.store.generations()
    table = schema.generations.c
    rows = _rows(holding.store, select(table.document, table.generation, table.published).order_by(table.document, table.published))
    kept = {(row.document, row.generation) for row in _rows(holding.store, _kept_generations())}
    for row, following in zip_longest(rows, rows[1:]):
        if active.get(row.document, row.generation) != row.generation and (row.document, row.generation) in kept:
            after = following.published if following is not None and following.document == row.document else row.published
            yield Due("generations", f"{row.document}@{row.generation}", after)


def _kept_generations() -> Any:
    return select(schema.sections.c.document, schema.sections.c.generation).distinct()


def _pages(holding: Holding) -> Iterable[Due]:
    root = holding.settings.data / "ocr"
    return (Due("pages", str(path.relative_to(root)), _time_of(path)) for path in root.rglob("*") if path.is_file())


def _eval(holding: Holding) -> Iterable[Due]:
    """The workbench's sets, runs, rounds and scores, from when they were last written."""
    root = holding.settings.data / "eval"
    return (Due("eval", str(path.relative_to(root)), _time_of(path)) for path in root.glob("*/*"))


def _remarks(holding: Holding) -> Iterable[Due]:
    """What readers said of answers, from when it was sent."""
    return (Due("remarks", path.name, _time_of(path)) for path in _list_folder(holding.settings.data / REMARKS_FOLDER))


def _audit(holding: Holding) -> Iterable[Due]:
    table = schema_access.audit.c
    rows = _log_rows(holding, select(table.number, table.time).where(table.collection == holding.collection))
    return (Due("audit", str(row.number), row.time) for row in rows)


def _keys(holding: Holding) -> Iterable[Due]:
    """Revoked and expired keys; those for all collections go with the default one."""
    table = schema_access.keys.c
    mine = table.collection == holding.collection
    ended = or_(table.revoked.is_not(None), table.expires.is_not(None))
    chosen = mine if holding.collection else or_(mine, table.collection.is_(None))
    rows = _log_rows(holding, select(table.name, table.revoked, table.expires).where(chosen, ended))
    return (Due("keys", row.name, min(filter(None, (row.revoked, row.expires)))) for row in rows)


FINDERS: Mapping[str, Callable[[Holding], Iterable[Due]]] = {
    "jobs": _jobs,
    "files": _files,
    "texts": _texts,
    "generations": _generations,
    "pages": _pages,
    "eval": _eval,
    "remarks": _remarks,
    "audit": _audit,
    "keys": _keys,
}


# --- its removal


def _remove_rows(table: Any) -> Callable[[Holding, Sequence[str]], None]:
    column = next(iter(table.primary_key.columns))

    def remove(holding: Holding, names: Sequence[str]) -> None:
        database = holding.store.database if table.metadata is schema.metadata else holding.audit.database
        values = [int(name) for name in names] if column.name == "number" else list(names)
        with database.writer() as connection:
            _overwrite(connection)
            connection.execute(delete(table).where(column.in_(values)))

    return remove


def _remove_files(holding: Holding, names: Sequence[str]) -> None:
    with holding.store.database.writer() as connection:
        _overwrite(connection)
        connection.execute(delete(schema.corrections).where(schema.corrections.c.file_hash.in_(names)))
        used = _used_files(holding)
        for name in names:
            if name not in used:
                (holding.settings.data / "files" / name).unlink(missing_ok=True)


def _remove_eval(holding: Holding, names: Sequence[str]) -> None:
    for name in names:
        path = holding.settings.data / "eval" / name
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _remove_texts(holding: Holding, names: Sequence[str]) -> None:
    with holding.store.database.writer() as connection:
        _overwrite(connection)
        active = set(connection.execute(select(schema.documents.c.id)).scalars())
        gone = [name for name in names if name not in active]
        seen = schema.sections.c.edition.not_in(unseen_editions())
        connection.execute(delete(schema.sections).where(schema.sections.c.document.in_(gone), seen))


def _remove_generations(holding: Holding, names: Sequence[str]) -> None:
    with holding.store.database.writer() as connection:
        _overwrite(connection)
        active = {(row.id, row.generation) for row in connection.execute(select(schema.documents.c.id, schema.documents.c.generation))}
        for document, _, generation in (name.rpartition("@") for name in names):
            if (document, generation) not in active:
                mine = (schema.sections.c.document == document) & (schema.sections.c.generation == generation)
                connection.execute(delete(schema.sections).where(mine, schema.sections.c.edition.not_in(unseen_editions())))


def _remove_pages(holding: Holding, names: Sequence[str]) -> None:
    for name in names:
        (holding.settings.data / "ocr" / name).unlink(missing_ok=True)


def _remove_remarks(holding: Holding, names: Sequence[str]) -> None:
    for name in names:
        (holding.settings.data / REMARKS_FOLDER / name).unlink(missing_ok=True)


REMOVERS: Mapping[str, Callable[[Holding, Sequence[str]], None]] = {
    "jobs": _remove_rows(schema.jobs),
    "files": _remove_files,
    "texts": _remove_texts,
    "generations": _remove_generations,
    "pages": _remove_pages,
    "eval": _remove_eval,
    "remarks": _remove_remarks,
    "audit": _remove_rows(schema_access.audit),
    "keys": _remove_rows(schema_access.keys),
}


def _overwrite(connection: Connection) -> None:
    """What is deleted in this transaction is overwritten with zeros in SQLite's file."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def _rows(store: Store, query: Any) -> Sequence[Any]:
    with store.database.translated():
        return store.database.reader().execute(query).all()


def _log_rows(holding: Holding, query: Any) -> Sequence[Any]:
    with holding.audit.database.translated():
        return holding.audit.database.reader().execute(query).all()


def _list_folder(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()] if folder.exists() else []


def _time_of(path: Path, later: timedelta = timedelta(0)) -> str:
    """When a file was written, or so much later."""
    return (datetime.fromtimestamp(path.stat().st_mtime, UTC) + later).isoformat(timespec="seconds")
