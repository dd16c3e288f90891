"""A data folder -> one file that holds all that cannot be made again, sealed by its checksum. The service may run meanwhile.

In: settings; the path of the file to make. Out: a zip: per collection the rows of its store, of one moment, and its kept files;
`manifest.json` with size and sha256 of each part, and what made the data; the sha256 of the whole as the archive's last 64 bytes.
Knows what lies where in a data folder. Knows nothing of how it is put back, nor of what the rows mean.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from corpus.collections import DEFAULT, DEFAULT_NAME, FOLDER, Collections, collection_settings
from corpus.errors import BadRequest, StoreUnavailable
from corpus.index_makers import read_makers
from corpus.schema import SCHEMA_VERSION
from corpus.settings import Settings
from corpus.store import Store
from corpus.store_dump import dump_table, list_tables
from corpus.store_engine import require_space

FORMAT = 1  # of the archive
SEAL = 64  # bytes at the end: sha256 in hex of all before
CHUNK = 1 << 20  # bytes
SPACE_EVERY = 64  # chunks between looks at how much of the disk is free
MADE_AGAIN = frozenset({"index", "lists", FOLDER, "server.json", "server.secret"})  # or kept otherwise; a new place has secrets of its own
EPOCH = (1980, 1, 1, 0, 0, 0)  # of every part, so that the same data gives the same parts


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside."""

    path: str  # within the archive
    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made."""

    path: Path
    size: int  # bytes
    sha256: str  # of all but the seal
    collections: tuple[str, ...]
    documents: int
    files: int
    notices: tuple[str, ...] = ()  # Swedish: what was left out, and why


@dataclass(slots=True)
class Sealing:
    """An archive being written, and what has been put into it."""

    archive: ZipFile
    parts: list[Part] = field(default_factory=list)
    collections: list[dict[str, Any]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    files: int = 0

    def add(self, path: str, chunks: Iterable[bytes]) -> str:
        """One part; its sha256."""
        digest, size = hashlib.sha256(), 0
        info = ZipInfo(path, EPOCH)
        info.compress_type = ZIP_DEFLATED
        with self.archive.open(info, "w", force_zip64=True) as out:
            for number, chunk in enumerate(chunks):
                if number % SPACE_EVERY == 0:
                    require_space(Path(str(self.archive.filename)).parent)
                out.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.parts.append(Part(path, size, digest.hexdigest()))
        return digest.hexdigest()


def make_backup(settings: Settings, path: Path, version: str) -> Backup:
    """Write everything into one new file, only readable by its owner. `version` is that of Planlots.

    Raises BadRequest when the path cannot be used, StoreUnavailable when the data cannot be read or the disk is full.
    """
    if path.exists():
        raise BadRequest(f"Filen {path} finns redan. Ange ett namn som inte är upptaget.")
    with _told(path), tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        try:
            with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=3) as archive:
                archive.comment = b"0" * SEAL
                sealing = Sealing(archive)
                _add_collections(sealing, settings)
                manifest = _write_manifest(sealing, version)
            sha256 = seal(Path(file.name))
            os.fsync(file.fileno())
            Path(file.name).rename(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    documents = sum(len(one["documents"]) for one in manifest["collections"])
    names = tuple(one["name"] for one in manifest["collections"])
    return Backup(path, path.stat().st_size, sha256, names, documents, sealing.files, tuple(sealing.notices))


def seal(path: Path) -> str:
    """Write the sha256 of all but the last SEAL bytes there; it is the archive's comment."""
    digest = hash_whole(path)
    with path.open("r+b") as file:
        file.seek(-SEAL, os.SEEK_END)
        file.write(digest.encode())
        file.flush()
        os.fsync(file.fileno())
    return digest


def hash_whole(path: Path) -> str:
    """sha256 in hex of a file but its last SEAL bytes."""
    left, digest = path.stat().st_size - SEAL, hashlib.sha256()
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            digest.update(chunk)
            left -= len(chunk)
    return digest.hexdigest()


def _add_collections(sealing: Sealing, settings: Settings) -> None:
    with closing(Store.open(settings, read_only=not os.access(settings.data, os.W_OK))) as store:
        names = [one.name for one in Collections(store).list()]
        _add_collection(sealing, DEFAULT, settings, store)
    for name in names:
        inside = collection_settings(settings, name)
        if name != DEFAULT and inside.data.exists():
            with closing(Store.open(inside, read_only=not os.access(inside.data, os.W_OK))) as store:
                _add_collection(sealing, name, inside, store)


def _add_collection(sealing: Sealing, name: str, settings: Settings, store: Store) -> None:
    """Rows first: every file that they name is there before they are, and stays."""
    label = name or DEFAULT_NAME
    refuse_damaged(store)
    with store.snapshot():
        tables = list_tables(store.database)
        for table in tables:
            sealing.add(f"{label}/store/{table}.jsonl", _join_lines(dump_table(store.database, table)))
        documents = [{"id": one.id, "title": one.title, "generation": one.generation} for one in store.documents()]
    makers = read_makers(settings.data / "index")
    told = {"name": label, "tables": tables, "documents": documents, "index": asdict(makers) if makers else None}
    sealing.collections.append(told)
    for path in list_kept(settings.data):
        _add_file(sealing, f"{label}/data/{path.relative_to(settings.data).as_posix()}", path)


def refuse_damaged(store: Store) -> None:
    """A copy of a damaged database would look whole and lack rows (StoreUnavailable)."""
    damage = store.database.find_damage()
    if damage:
        raise StoreUnavailable(
            f"Databasen {store.database.where} är skadad ({damage[0][:80]}), så ingen kopia gjordes. Återställ en tidigare säkerhetskopia."
        )


def list_kept(data: Path) -> Iterator[Path]:
    """Every file of a data folder that must be kept, by name; hidden ones are on their way in."""
    for top in sorted(data.iterdir()):
        if top.name in MADE_AGAIN or top.name.startswith((".", "planlots.db")):
            continue
        found = [top] if top.is_file() else sorted(one for one in top.rglob("*") if one.is_file())
        yield from (one for one in found if not any(piece.startswith(".") for piece in one.relative_to(data).parts))


def _add_file(sealing: Sealing, name: str, path: Path) -> None:
    """A kept file's name is its checksum: one that the disk has changed is told."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return  # purged meanwhile
    with file:
        digest = sealing.add(name, iter(lambda: file.read(CHUNK), b""))
    sealing.files += 1
    if path.parent.name == "files" and digest != path.name:
        sealing.notices.append(f"Filen {path} har skadats på disken. Den är med som den är; läs in originalet igen.")


def _join_lines(lines: Iterable[str]) -> Iterator[bytes]:
    waiting: list[str] = []
    size = 0
    for line in lines:
        waiting += (line, "\n")
        size += len(line)
        if size > CHUNK:
            yield "".join(waiting).encode("utf-8", "surrogatepass")
            waiting, size = [], 0
    yield "".join(waiting).encode("utf-8", "surrogatepass")


def _write_manifest(sealing: Sealing, version: str) -> dict[str, Any]:
    manifest = {
        "format": FORMAT,
        "planlots": version,
        "schema": SCHEMA_VERSION,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "collections": sealing.collections,
        "parts": [asdict(part) for part in sealing.parts],
    }
    sealing.archive.writestr(ZipInfo("manifest.json", EPOCH), json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(
            f"Säkerhetskopian {path} kan inte skrivas ({error.strerror}). Kontrollera disken och rättigheterna."
        ) from error
