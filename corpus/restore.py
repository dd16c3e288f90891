"""A file made by corpus.backup -> a data folder, in full or not at all.

In: the path of the file; settings of a place where no data is. Out: the same documents, links, keys, files and log there; the index is made
again at the first start. Damaged, altered and newer files are refused before anything is written.
Knows archives and folders. Knows nothing of what the rows mean.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from io import TextIOWrapper
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from corpus.backup import CHUNK, FORMAT, SEAL, Part, hash_whole
from corpus.collections import DEFAULT_NAME, check_name, collection_settings, schema_name
from corpus.errors import PlanlotsError, StoreUnavailable
from corpus.schema import SCHEMA_VERSION
from corpus.settings import Settings
from corpus.store import Store
from corpus.store_dump import load_tables, make_schema
from corpus.store_engine import LEAST_FREE, open_database

DAMAGED = "Säkerhetskopian {path} är skadad ({reason}). Använd en annan kopia, eller hämta den på nytt."


class UnusableBackup(PlanlotsError):
    """The file is damaged, altered, of a newer version, or no backup at all."""

    type = "oanvandbar-sakerhetskopia"
    title = "Säkerhetskopian kan inte användas"
    status = 422


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back."""

    data: Path
    created: str  # when the backup was made, ISO 8601, UTC
    version: str  # of Planlots that made it
    collections: tuple[str, ...]
    documents: int
    files: int


def restore_backup(path: Path, settings: Settings) -> Restored:
    """Put everything back where no data is.

    Raises UnusableBackup for the file, StoreUnavailable when the place has data already, has no room or cannot be written.
    """
    manifest = check_backup(path)
    if settings.data.exists() and any(settings.data.iterdir()):
        raise StoreUnavailable(f"Datamappen {settings.data} är inte tom. Ange en ny mapp med --data.")
    _require_room(settings.data, manifest)
    parent = settings.data.parent
    with _told(settings.data), tempfile.TemporaryDirectory(dir=_existing(parent), prefix=".planlots-restore-") as folder:
        made = replace(settings, data=Path(folder) / "data")
        made.data.mkdir(mode=0o700)
        files = _restore_parts(path, manifest, made)
        parent.mkdir(parents=True, exist_ok=True)
        if settings.data.exists():
            settings.data.rmdir()
        made.data.rename(settings.data)
    return Restored(
        settings.data,
        manifest["created"],
        manifest["planlots"],
        tuple(one["name"] for one in manifest["collections"]),
        sum(len(one["documents"]) for one in manifest["collections"]),
        files,
    )


def check_backup(path: Path) -> dict[str, Any]:
    """The manifest of a whole and unaltered backup that this version can read (UnusableBackup)."""
    try:
        with path.open("rb") as file, ZipFile(file) as archive:
            sealed = archive.comment.decode("ascii", "replace")
            if len(sealed) != SEAL or hash_whole(path) != sealed:
                raise UnusableBackup(DAMAGED.format(path=path, reason="kontrollsumman stämmer inte"))
            manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
            names = set(archive.namelist())
    except OSError as error:
        raise UnusableBackup(
            f"Säkerhetskopian {path} kan inte läsas ({error.strerror}). Kontrollera sökvägen och rättigheterna."
        ) from error
    except (BadZipFile, ZlibError, KeyError, ValueError, NotImplementedError, EOFError) as error:
        raise UnusableBackup(DAMAGED.format(path=path, reason="den är inte ett helt arkiv")) from error
    if manifest["format"] > FORMAT or manifest["schema"] > SCHEMA_VERSION:
        raise UnusableBackup(
            f"Säkerhetskopian {path} gjordes av en nyare version av Planlots ({manifest['planlots']}). Installera den versionen först."
        )
    if names != {part["path"] for part in manifest["parts"]} | {"manifest.json"}:
        raise UnusableBackup(DAMAGED.format(path=path, reason="delar saknas eller är för många"))
    return manifest


def _require_room(data: Path, manifest: Mapping[str, Any]) -> None:
    """The rows grow in a database: room for twice what is inside."""
    needed = 2 * sum(part["size"] for part in manifest["parts"]) + LEAST_FREE
    free = shutil.disk_usage(_existing(data)).free
    if free < needed:
        raise StoreUnavailable(
            f"Bara {free // 1_000_000} MB är ledigt där {data} ska ligga, och {needed // 1_000_000} MB behövs. Frigör utrymme."
        )


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.exists())


def _restore_parts(path: Path, manifest: Mapping[str, Any], settings: Settings) -> int:
    """Files, then rows: a row never names a file that is not there. How many files."""
    parts = {one["path"]: Part(**one) for one in manifest["parts"]}
    files = 0
    with ZipFile(path) as archive:
        for name, part in parts.items():
            collection, kind, *rest = PurePosixPath(name).parts
            if kind == "data":
                inside = _inside(settings, collection).data
                _extract(archive, part, inside.joinpath(*_check_steps(rest, name)))
                files += 1
        for told in sorted(manifest["collections"], key=lambda one: str(one["name"] != DEFAULT_NAME)):
            _load_collection(archive, parts, told, settings, manifest["schema"])
    return files


def _inside(settings: Settings, name: str) -> Settings:
    if name != DEFAULT_NAME:
        check_name(name)
    return collection_settings(settings, name)


def _check_steps(steps: list[str], name: str) -> list[str]:
    """A path never leaves the data folder, whatever an archive says."""
    if not steps or any(step in ("", ".", "..") or "\\" in step or "\0" in step for step in steps):
        raise UnusableBackup(f"Säkerhetskopian innehåller sökvägen {name}, som inte får finnas där. Använd en annan kopia.")
    return steps


def _extract(archive: ZipFile, part: Part, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        for chunk in _checked(archive, part):
            out.write(chunk)


def _checked(archive: ZipFile, part: Part) -> Iterator[bytes]:
    """The part's bytes; UnusableBackup after them when they are others than those written."""
    digest, size = hashlib.sha256(), 0
    with archive.open(part.path) as file:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            digest.update(chunk)
            yield chunk
    if (size, digest.hexdigest()) != (part.size, part.sha256):
        raise UnusableBackup(DAMAGED.format(path=archive.filename, reason=f"delen {part.path} stämmer inte"))


def _load_collection(archive: ZipFile, parts: Mapping[str, Part], told: Mapping[str, Any], settings: Settings, version: int) -> None:
    inside = _inside(settings, told["name"])
    inside.data.mkdir(parents=True, exist_ok=True)
    if settings.database and inside.database != settings.database:
        with closing(open_database(settings, read_only=False)) as main:
            make_schema(main, schema_name(told["name"]))

    def lines(table: str) -> Iterator[str]:
        part = parts[f"{told['name']}/store/{table}.jsonl"]
        for _ in _checked(archive, part):  # before a row is written
            pass
        with archive.open(part.path) as file, TextIOWrapper(file, "utf-8", "surrogatepass", newline="\n") as text:
            yield from text

    with closing(open_database(inside, read_only=False)) as database:
        load_tables(database, told["tables"], lines, version)
    Store.open(inside).close()  # upgrades what an earlier version wrote


@contextmanager
def _told(data: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(f"Datamappen {data} kan inte skrivas ({error.strerror}). Kontrollera disken och rättigheterna.") from error
