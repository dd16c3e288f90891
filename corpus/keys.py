"""Keys and the sessions opened with them: who may read, change or administer which collection.

In: names, roles, secrets as they are sent. Out: the key that a secret belongs to, if it holds now. Only hashes of secrets are stored: a
secret has 256 bits, so its hash needs no salt. Knows the tables of corpus.schema_access. Knows nothing of HTTP.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from corpus import schema_access
from corpus.errors import BadRequest, Unknown
from corpus.schema_access import keys as table
from corpus.schema_access import sessions
from corpus.store import Store

SECRET_BYTES = 32
PREFIX = "planlots_"  # so that a key that went astray is recognised by those who look for such
SESSION_HOURS = 10  # a working day; then the key is asked for again
NAME = re.compile(r"[^\W_][\w.\-]{0,59}")
COMMAND_LINE = "kommandoraden"  # how the audit log names who changes something at the machine itself; no key may be called so
ROLES = ("reader", "editor", "admin")


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret. Times are ISO 8601, UTC."""

    name: str
    role: str  # one of ROLES
    collection: str | None  # "" the default one, None all
    created: str
    expires: str | None = None
    revoked: str | None = None

    def holds(self, now: str) -> bool:
        """Whether the key may be used at a time."""
        return self.revoked is None and (self.expires is None or now < self.expires)


class Keys:
    """The keys of a service. Safe to use from many threads."""

    def __init__(self, store: Store) -> None:
        self._database = store.database
        self._ready = schema_access.prepare(store.database)

    def add(self, name: str, role: str, collection: str | None, days: int | None = None) -> tuple[Key, str]:
        """(a new key, its secret, which cannot be had again). Raises BadRequest for a name in use, an unknown role, or days below 1."""
        if not NAME.fullmatch(name) or name == COMMAND_LINE:
            raise BadRequest(f"Namnet {name!r} kan inte användas. Skriv högst 60 bokstäver, siffror, punkter eller bindestreck.")
        if role not in ROLES:
            raise BadRequest(f"Rollen {role} finns inte. Välj bland {', '.join(ROLES)}.")
        if days is not None and days < 1:
            raise BadRequest(f"En nyckel kan inte gälla i {days} dagar. Ange minst 1.")
        now = datetime.now(UTC)
        key = Key(name, role, collection, _iso(now), _iso(now + timedelta(days=days)) if days else None)
        secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
        with self._database.writer() as connection:
            if connection.execute(select(table.c.name).where(table.c.name == name)).first():
                raise BadRequest(f"Det finns redan en nyckel som heter {name}. Välj ett annat namn.")
            connection.execute(insert(table), {**_columns(key), "hash": hash_secret(secret)})
        return key, secret

    def find(self, secret: str) -> Key | None:
        """The key with this secret, if it holds now."""
        return self._holding(select(table).where(table.c.hash == hash_secret(secret)))

    def list(self) -> tuple[Key, ...]:
        """All keys by name, also those that no longer hold."""
        return tuple(_key(row) for row in self._rows(select(table).order_by(table.c.name)))

    def revoke(self, name: str) -> Key:
        """End a key and its sessions at once. Raises Unknown."""
        with self._database.writer() as connection:
            row = connection.execute(select(table).where(table.c.name == name)).first()
            if row is None:
                raise Unknown(f"Det finns ingen nyckel som heter {name}. Se planlots keys list.")
            connection.execute(delete(sessions).where(sessions.c.key == name))
            connection.execute(update(table).where(table.c.name == name, table.c.revoked.is_(None)).values(revoked=now_iso()))
        return _key(row)

    def open_session(self, key: Key) -> str:
        """The secret of a new session for a key; sessions that have ended are forgotten."""
        secret, now = secrets.token_urlsafe(SECRET_BYTES), datetime.now(UTC)
        row = {"hash": hash_secret(secret), "key": key.name, "expires": _iso(now + timedelta(hours=SESSION_HOURS))}
        with self._database.writer() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires <= _iso(now)))
            connection.execute(insert(sessions), row)
        return secret

    def find_session(self, secret: str) -> Key | None:
        """The key of a session that has not ended, if the key holds now."""
        mine = (sessions.c.hash == hash_secret(secret)) & (sessions.c.expires > now_iso())
        return self._holding(select(table).join(sessions, sessions.c.key == table.c.name).where(mine))

    def close_session(self, secret: str) -> None:
        """End a session; nothing happens when there is none."""
        with self._database.writer() as connection:
            connection.execute(delete(sessions).where(sessions.c.hash == hash_secret(secret)))

    def _holding(self, query: Any) -> Key | None:
        found = [_key(row) for row in self._rows(query)]
        return found[0] if found and found[0].holds(now_iso()) else None

    def _rows(self, query: Any) -> tuple[Any, ...]:
        if not self._ready:
            return ()
        with self._database.translated():
            return tuple(self._database.reader().execute(query).all())


def hash_secret(secret: str) -> str:
    """sha256 in hex."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def now_iso() -> str:
    """The time as it is stored."""
    return _iso(datetime.now(UTC))


def _iso(time: datetime) -> str:
    return time.isoformat(timespec="seconds")


def _columns(key: Key) -> dict[str, Any]:
    return {field.name: getattr(key, field.name) for field in fields(Key)}


def _key(row: Any) -> Key:
    return Key(**{field.name: getattr(row, field.name) for field in fields(Key)})
