"""Settings -> database connections that keep their word, and the database's errors in plain Swedish.

In: where the data lies. Out: short read connections, one writer at a time, snapshots; StoreUnavailable instead of the driver's errors.
Knows SQLAlchemy and what SQLite and PostgreSQL need. Knows no tables.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from weakref import WeakSet

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from corpus.errors import StoreUnavailable
from corpus.settings import Settings

BUSY_SECONDS = 120  # a writer waits this long for another; publishing 500,000 passages takes about a minute
LEAST_FREE = 200_000_000  # bytes; SQLite and the index can end the process when the disk is full in the middle of a write
SHARED = 1_000_000  # bytes; with less SQLite cannot make the file in which processes tell each other what they write
WRITE_LOCKS = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "SELECT pg_advisory_xact_lock(71501)"}  # one writer at a time, readers go on
SNAPSHOTS = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
REASONS = {  # SQLite's error name begins with -> what is wrong and the cure
    "SQLITE_READONLY": "Databasen {where} är skrivskyddad. Ge användaren som kör Planlots rätt att skriva i mappen.",
    "SQLITE_PERM": "Databasen {where} får inte läsas. Ge användaren som kör Planlots rätt att läsa och skriva i mappen.",
    "SQLITE_CANTOPEN": "Databasen {where} kan inte öppnas. Ge användaren som kör Planlots rätt att läsa och skriva i mappen.",
    "SQLITE_FULL": "Disken är full, så databasen {where} kan inte skrivas. Frigör utrymme och försök igen.",
    "SQLITE_IOERR": "Disken svarar inte när databasen {where} läses eller skrivs. Kontrollera disken och försök igen.",
    "SQLITE_BUSY": "Databasen {where} används av en annan process. Vänta tills den är klar och försök igen.",
    "SQLITE_LOCKED": "Databasen {where} används av en annan process. Vänta tills den är klar och försök igen.",
    "SQLITE_CORRUPT": "Databasen {where} är skadad. Återställ en säkerhetskopia, eller läs in dokumenten igen i en ny datamapp.",
    "SQLITE_NOTADB": "Databasen {where} är skadad. Återställ en säkerhetskopia, eller läs in dokumenten igen i en ny datamapp.",
}
OTHER_REASON = "Databasen {where} kan inte användas ({error}). Kontrollera den med planlots doctor."


class HeldConnection:
    """A thread's read connection; it is closed when the thread ends, or with the database.

    Both may happen at once, and a connection must not be closed by two at the same time: the lock is the database's.
    """

    def __init__(self, connection: Connection, lock: threading.RLock) -> None:
        self.connection = connection
        self._lock = lock

    def close(self) -> None:
        """Close it; nothing when it is closed."""
        with self._lock:
            self.connection.close()

    def __del__(self) -> None:
        self.close()


class Database:
    """Connections to one database. Reads run side by side, also during a write; writes run one at a time."""

    def __init__(self, url: URL, where: str, *, read_only: bool) -> None:
        self.where = where
        self.read_only = read_only
        self._readers = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", **_options(url))
        self._writers = create_engine(url, poolclass=NullPool, **_options(url))
        self.dialect = self._readers.dialect.name
        event.listen(self._writers, "begin", lambda connection: connection.exec_driver_sql(WRITE_LOCKS[self.dialect]))
        if self.dialect == "sqlite":
            _tune_sqlite(self._readers, read_only)
            _tune_sqlite(self._writers, read_only)
        self._here = threading.local()  # one open read connection per thread
        self._open: WeakSet[HeldConnection] = WeakSet()
        self._lock = threading.RLock()  # a thread that holds it may collect what another has left

    def reader(self) -> Connection:
        """This thread's read connection. Outside a snapshot each statement sees the newest data."""
        held: HeldConnection | None = getattr(self._here, "held", None)
        if held is None or held.connection.closed:
            with self.translated():
                held = HeldConnection(self._readers.connect(), self._lock)
            self._here.held = held
            with self._lock:
                self._open.add(held)
        return held.connection

    @contextmanager
    def snapshot(self) -> Iterator[bool]:
        """All reads of this thread inside see one state of the store. Gives whether this is the outermost."""
        if getattr(self._here, "inside", False):
            yield False
            return
        connection = self.reader()
        with self.translated():
            connection.exec_driver_sql(SNAPSHOTS[self.dialect])
        self._here.inside = True
        try:
            yield True
        finally:
            self._here.inside = False
            connection.exec_driver_sql("COMMIT")

    @contextmanager
    def writer(self) -> Iterator[Connection]:
        """One transaction: all of it is durable when the block ends, none of it when the block raises."""
        if self.read_only:
            raise StoreUnavailable(f"Databasen {self.where} är öppnad endast för läsning. Starta Planlots med skrivrätt i datamappen.")
        with self.translated(), self._writers.begin() as connection:
            yield connection

    def data_version(self) -> int | None:
        """A number that differs when another connection has written; None where the database has no such thing."""
        if self.dialect != "sqlite":
            return None
        driver: Any = self.reader().connection.dbapi_connection
        return int(driver.execute("PRAGMA data_version").fetchone()[0])

    def find_damage(self) -> tuple[str, ...]:
        """What SQLite's own check of every page finds; empty when all is well. Reads the whole file."""
        if self.dialect != "sqlite":
            return ()
        with self.translated():
            rows = self.reader().execute(text("PRAGMA integrity_check")).scalars().all()
        return tuple(row for row in rows if row != "ok")

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn the driver's errors into StoreUnavailable with path and cure."""
        try:
            yield
        except DBAPIError as error:
            raise StoreUnavailable(_reason(error, self.where)) from error
        except SQLAlchemyError as error:
            raise StoreUnavailable(OTHER_REASON.format(where=self.where, error=error)) from error

    def close(self) -> None:
        """Close every connection, of all threads."""
        with self._lock:
            for held in list(self._open):
                held.close()
            self._open.clear()
        self._readers.dispose()
        self._writers.dispose()


def open_database(settings: Settings, *, read_only: bool) -> Database:
    """The database of the settings: by its URL, or planlots.db in the data folder.

    Raises StoreUnavailable, naming the path and the cure.
    """
    if settings.database:
        return _open_url(settings.database, read_only)
    path = settings.data / "planlots.db"
    if not read_only:
        require_folder(settings.data)
    elif not path.exists():
        raise StoreUnavailable(f"Databasen {path} finns inte. Läs in dokument först med planlots ingest.")
    return Database(_sqlite_url(path, read_only), str(path), read_only=read_only)


def _open_url(address: str, read_only: bool) -> Database:
    where = address.rpartition("@")[2]  # without user and password
    try:
        url = make_url(address)
        if url.get_backend_name() not in WRITE_LOCKS:
            raise StoreUnavailable(f"Databasen {where} är av en sort som inte stöds. Ange en adress till PostgreSQL eller SQLite.")
        return Database(url, where, read_only=read_only)
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        raise StoreUnavailable(f"Databasens adress {where} kan inte användas ({error}). Kontrollera PLANLOTS_DATABASE.") from error


def require_folder(folder: Path) -> None:
    """Make a folder of the data, or raise StoreUnavailable when it cannot be made, read or written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"Mappen {folder} kan inte skapas ({error.strerror}). Välj en annan med --data.") from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise StoreUnavailable(f"Mappen {folder} får inte läsas och skrivas. Ge rättigheter till den, eller välj en annan med --data.")


def require_space(folder: Path) -> None:
    """Raise StoreUnavailable when less than LEAST_FREE bytes are free where the folder lies."""
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        raise StoreUnavailable(
            f"Bara {free // 1_000_000} MB är ledigt där {folder} ligger, och {LEAST_FREE // 1_000_000} MB behövs. "
            "Frigör utrymme och läs in filen igen."
        )


def _sqlite_url(path: Path, read_only: bool) -> URL:
    """A database on a read-only or full disk has no log to follow: it is opened as unchanging."""
    if not read_only:
        return URL.create("sqlite", database=str(path))
    log = path.with_name(path.name + "-wal")
    unwritable = not os.access(path.parent, os.W_OK) or shutil.disk_usage(path.parent).free < SHARED
    unchanging = unwritable and not (log.exists() and log.stat().st_size)
    query = {"mode": "ro", "uri": "true"} | ({"immutable": "1"} if unchanging else {})
    return URL.create("sqlite", database=f"file:{quote(str(path))}", query=query)


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() != "sqlite":
        return {}
    return {"connect_args": {"timeout": BUSY_SECONDS, "check_same_thread": False}}


def _tune_sqlite(engine: Engine, read_only: bool) -> None:
    """Every commit is on disk when it returns; readers never wait for the writer."""

    @event.listens_for(engine, "connect")
    def on_connect(driver: sqlite3.Connection, _record: object) -> None:
        driver.isolation_level = None  # the driver must not begin transactions of its own
        if not read_only:
            driver.execute("PRAGMA journal_mode=WAL")
            driver.execute("PRAGMA synchronous=FULL")


def _reason(error: DBAPIError, where: str) -> str:
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    found = next((reason for start, reason in REASONS.items() if name.startswith(start)), OTHER_REASON)
    return found.format(where=where, error=error.orig)
