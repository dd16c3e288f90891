"""Collections: documents of several owners in one service, each in a data folder of its own.

In: names. Out: what is known of each collection, and the settings that open it. A collection has its own store, files and index, so that
neither its texts nor its word counts reach another's answers. Knows the tables of corpus.schema_access and where folders lie.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, make_url, select, text, update

from corpus import schema_access
from corpus.errors import BadRequest, Unknown
from corpus.keys import now_iso
from corpus.schema_access import collections as table
from corpus.schema_access import keys
from corpus.settings import Settings
from corpus.store import Store

DEFAULT = ""  # the data folder itself
DEFAULT_NAME = "default"  # what people call it
FOLDER = "collections"
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST_NAME = 40


@dataclass(frozen=True, slots=True)
class Collection:
    """One collection."""

    name: str
    title: str
    public: bool = True  # may be read without a key
    closed: bool = False  # switched off
    created: str = ""  # ISO 8601, UTC


class Collections:
    """The collections of a service; their list lies in the store of the default one."""

    def __init__(self, store: Store) -> None:
        self._database = store.database
        self._ready = schema_access.prepare(store.database)

    def list(self) -> tuple[Collection, ...]:
        """All by name, the default one first."""
        rows: tuple[Any, ...] = ()
        if self._ready:
            with self._database.translated():
                rows = tuple(self._database.reader().execute(select(table).order_by(table.c.name)).all())
        found = tuple(Collection(**{field.name: getattr(row, field.name) for field in fields(Collection)}) for row in rows)
        return found if found and found[0].name == DEFAULT else (Collection(DEFAULT, "Planlots"), *found)

    def find(self, name: str) -> Collection:
        """One collection (Unknown)."""
        wanted = DEFAULT if name == DEFAULT_NAME else name
        found = next((one for one in self.list() if one.name == wanted), None)
        if found is None:
            raise Unknown(f"Samlingen {name} finns inte. Kontrollera adressen.")
        return found

    def add(self, name: str, title: str, *, public: bool) -> Collection:
        """A new, empty collection (BadRequest for a name that is taken or cannot be used)."""
        check_name(name)
        if any(one.name == name for one in self.list()):
            raise BadRequest(f"Det finns redan en samling som heter {name}. Välj ett annat namn.")
        made = Collection(name, title.strip() or name, public, closed=False, created=now_iso())
        with self._database.writer() as connection:
            if self._database.dialect == "postgresql":
                connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema_name(name)}"'))
            connection.execute(insert(table), _columns(made))
        return made

    def change(self, name: str, **values: Any) -> Collection:
        """Set `public`, `closed` or `title` of a collection (Unknown)."""
        changed = replace(self.find(name), **values)
        with self._database.writer() as connection:
            if not connection.execute(update(table).where(table.c.name == changed.name).values(**_columns(changed))).rowcount:
                connection.execute(insert(table), _columns(replace(changed, created=now_iso())))  # the default one, for the first time
        return changed

    def remove(self, name: str, settings: Settings) -> None:
        """Delete a closed collection with all its documents and keys, for good (Unknown, BadRequest)."""
        found = self.find(name)
        if found.name == DEFAULT or not found.closed:
            raise BadRequest(f"Stäng samlingen {name} innan den tas bort. Standardsamlingen kan inte tas bort.")
        inside = collection_settings(settings, found.name)
        if inside.qdrant:
            from corpus.remote import remove_collections  # noqa: PLC0415 - several seconds, and an extra

            remove_collections(inside.qdrant)
        with self._database.writer() as connection:
            if self._database.dialect == "postgresql":
                connection.execute(text(f'DROP SCHEMA IF EXISTS "{schema_name(found.name)}" CASCADE'))
            connection.execute(delete(keys).where(keys.c.collection == found.name))
            connection.execute(delete(table).where(table.c.name == found.name))
        shutil.rmtree(inside.data, ignore_errors=True)


def check_name(name: str) -> None:
    """Refuse what cannot be a folder and a part of an address (BadRequest)."""
    if not NAME.fullmatch(name) or len(name) > MOST_NAME or name == DEFAULT_NAME:
        raise BadRequest(f"En samling kan inte heta {name!r}. Skriv a–z, siffror och bindestreck, högst {MOST_NAME} tecken.")


def collection_settings(settings: Settings, name: str) -> Settings:
    """The settings that open a collection: its own folder, and its own schema where the database is a server (BadRequest)."""
    if name in (DEFAULT, DEFAULT_NAME):
        return settings
    check_name(name)
    qdrant = settings.qdrant and replace(settings.qdrant, name=f"{settings.qdrant.name}-{name}")
    return replace(settings, data=settings.data / FOLDER / name, database=_own_database(settings.database, name), qdrant=qdrant)


def _own_database(address: str | None, name: str) -> str | None:
    if address is None:
        return None
    url = make_url(address)
    if url.get_backend_name() == "postgresql":
        return url.update_query_dict({"options": f"-csearch_path={schema_name(name)}"}).render_as_string(hide_password=False)
    path = Path(url.database or "")
    return url.set(database=str(path.with_name(f"{path.stem}-{name}{path.suffix}"))).render_as_string(hide_password=False)


def schema_name(name: str) -> str:
    """The PostgreSQL schema of a collection."""
    return "planlots_" + name.replace("-", "_")


def _columns(collection: Collection) -> dict[str, Any]:
    return {field.name: getattr(collection, field.name) for field in fields(Collection)}
