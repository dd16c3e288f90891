"""Files as they come -> files kept by their hash.

In: paths of files and folders. Out: every file to ingest; a durable copy in the data folder, named by its sha256, so that no name of
a sender ever becomes a path. Knows the file system. Knows nothing of formats or stores.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreUnavailable, UnreadableDocument
from corpus.store_engine import require_folder, require_space

CHUNK = 1 << 20  # bytes
SPACE_EVERY = 16 << 20  # bytes between looks at how much of the disk is free
SUFFIXES = frozenset({".txt", ".md", ".markdown", ".pdf", ".docx", ".jsonl", ".ndjson"})  # looked for in folders
MOST_NAME = 120  # code points of a file name; file systems take 255 bytes


def list_files(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and those in the folders that we read, by name. Raises UnreadableDocument for a path that is not there."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and not one.name.startswith("."))
            found += sorted(one for one in inside if one.is_file())
        elif path.exists():
            found.append(path)
        else:
            raise UnreadableDocument(f"{path} finns inte. Kontrollera sökvägen.")
    return list(dict.fromkeys(found))


def keep_file(path: Path, data: Path) -> tuple[str, Path]:
    """(sha256 in hex, path of the kept copy). The copy is on disk when this returns; a kept copy is only checked.

    Raises UnreadableDocument when the file cannot be read, StoreUnavailable when the data folder cannot be written or is full.
    """
    folder = data / "files"
    if path.parent == folder:
        return check_kept(path), path
    with Incoming(data, path.name) as incoming:
        for chunk in _read_chunks(path):
            incoming.write(chunk)
        digest = incoming.keep()
    return digest, folder / digest


class Incoming:
    """A file that arrives piece by piece: it is kept under its sha256 when it is whole, and leaves nothing behind when it is not.

    Raises StoreUnavailable when the data folder cannot be written or is full.
    """

    def __init__(self, data: Path, name: str) -> None:
        self.folder, self.name, self.size = data / "files", name, 0
        require_folder(self.folder)
        require_space(self.folder)
        self._digest = hashlib.sha256()
        with self._told():
            self._copy = tempfile.NamedTemporaryFile(dir=self.folder, prefix=".", delete=False)  # noqa: SIM115 - closed by __exit__

    def write(self, chunk: bytes) -> None:
        """The next piece."""
        if self.size // SPACE_EVERY != (self.size + len(chunk)) // SPACE_EVERY:
            require_space(self.folder)
        self.size += len(chunk)
        self._digest.update(chunk)
        with self._told():
            self._copy.write(chunk)

    def keep(self) -> str:
        """The file is whole: its sha256, once it is on disk under that name."""
        with self._told():
            self._copy.flush()
            os.fsync(self._copy.fileno())
            Path(self._copy.name).replace(self.folder / self._digest.hexdigest())
            _sync_folder(self.folder)
        return self._digest.hexdigest()

    def __enter__(self) -> Incoming:
        return self

    def __exit__(self, *_: object) -> None:
        self._copy.close()
        Path(self._copy.name).unlink(missing_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreUnavailable(
                f"{self.name} kan inte sparas i {self.folder} ({error.strerror}). Kontrollera disken och rättigheterna."
            ) from error


def check_kept(kept: Path) -> str:
    """The sha256 of a kept file, which is its name; UnreadableDocument when the disk has changed it."""
    digest = hashlib.sha256()
    for chunk in _read_chunks(kept):
        digest.update(chunk)
    if digest.hexdigest() != kept.name:
        raise UnreadableDocument(f"Filen {kept} har skadats på disken. Läs in originalet igen.")
    return kept.name


@contextmanager
def named_link(kept: Path, file_name: str) -> Iterator[Path]:
    """A path to a kept file that ends with its own name, so that messages and endings are those of the sender."""
    name = clean_name(file_name)
    if kept.name == name:
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="planlots-") as folder:
        link = Path(folder) / name
        link.symlink_to(kept.resolve())
        yield link


def clean_name(file_name: str) -> str:
    """The last part of a name, without control, format and surrogate characters, short enough for any file system."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(char for char in unicodedata.normalize("NFC", last) if unicodedata.category(char)[0] != "C").strip(" .")
    stem, dot, ending = plain.rpartition(".")
    short = f"{stem[: MOST_NAME - len(ending) - 1]}.{ending}" if dot and len(ending) < 10 else plain[:MOST_NAME]
    return short or "fil"


def _read_chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except OSError as error:
        raise UnreadableDocument(f"{path} kan inte läsas ({error.strerror}). Kontrollera sökvägen och rättigheterna.") from error


def _sync_folder(folder: Path) -> None:
    """Make a rename durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
