"""Where a document's text holds what lists are made of, kept beside the data: found once for each generation, not at each start.

In: a store, a document, a name, how to find the places. Out: the places. On disk lie numbers alone (which section, from where to where),
under the generation and a digest of this program's own text: another version of Planlots looks anew. A file that is damaged, strange or
not to be written costs time, nothing else. Knows nothing of what stands at a place.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

from assistant.retrieval.kept import find_notes, remember
from corpus.errors import StoreUnavailable
from corpus.records import Section
from corpus.store import Store
from corpus.store_engine import require_space

FOLDER = "lists"
PROGRAM = Path(__file__).parents[2]  # where assistant and corpus lie
READ = ("*.py", "*.tsv", "*.txt")  # what decides what is found: rules and word lists
WORTH = 20  # sections; those of a shorter document are read as fast as a file: each costs nearly a millisecond

Place = tuple[int, Section, int, int]  # a number that its finder knows, then the section, and the span in its text
Numbers = tuple[int, int, int, int]  # the same, the section by its order


def recall_places(store: Store, document_id: str, name: str, find: Callable[[], Iterable[Place]]) -> tuple[Place, ...]:
    """The places of that name in a document's active generation, from memory, from disk, or found now."""

    def make() -> tuple[Place, ...]:
        kept = read_places(store, document_id, name)
        return find_places(store, document_id, name, find) if kept is None else kept

    return remember(store, document_id, ("places", name), make)


def read_places(store: Store, document_id: str, name: str) -> tuple[Place, ...] | None:
    """What lies on disk; None when nothing does, or it does not fit the text."""
    numbers = find_shelf(store, document_id).get(name)
    if numbers is None:
        return None
    sections = store.sections_at(document_id, {order for _, order, *_ in numbers})
    if all(order in sections and 0 <= start <= end <= len(sections[order].text) for _, order, start, end in numbers):
        return tuple((rank, sections[order], start, end) for rank, order, start, end in numbers)
    return None


def find_places(store: Store, document_id: str, name: str, find: Callable[[], Iterable[Place]]) -> tuple[Place, ...]:
    """What is found now; `save_places` writes it."""
    found = tuple(find())
    find_shelf(store, document_id)[name] = [(rank, section.order, start, end) for rank, section, start, end in found]
    return found


def find_shelf(store: Store, document_id: str) -> dict[str, list[Numbers]]:
    """All places of a document that are known, by name: those on disk to begin with."""
    return remember(store, document_id, "shelf", lambda: read_shelf(file_of(store, document_id)))


def read_shelf(path: Path | None) -> dict[str, list[Numbers]]:
    """What a file holds; nothing when it is damaged, or of another version."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        content = json.loads(path.read_bytes()) if path else {}
        if content["program"] == digest_program() and content["sum"] == sum_up(content["lists"]):
            return {name: [tuple(row) for row in rows] for name, rows in content["lists"].items()}
    return {}


def reload_shelf(store: Store, document_id: str) -> None:
    """Read anew what lies on disk: another process may have written it."""
    find_shelf(store, document_id).update(read_shelf(file_of(store, document_id)))


def is_found(store: Store, document_id: str) -> bool:
    """Whether the places of a document lie on disk; they are written all at once."""
    known, path = find_notes(store, document_id), file_of(store, document_id)
    known["found"] = known.get("found") or bool(read_shelf(path))
    return bool(known["found"] and path and path.exists())


def is_kept(store: Store, document_id: str) -> bool:
    """Whether the places of a document are worth a file."""
    return file_of(store, document_id) is not None


def save_places(store: Store, document_id: str) -> None:
    """Write what is known of a document; of generations that are gone nothing is left."""
    path, lists = file_of(store, document_id), find_shelf(store, document_id)
    if path is None or store.database.read_only or len(lists) <= len(read_shelf(path)):
        return
    with suppress(OSError, StoreUnavailable):
        path.parent.mkdir(mode=0o700, exist_ok=True)
        require_space(path.parent)
        waiting = path.with_name(f".{path.name}")
        waiting.write_text(json.dumps({"program": digest_program(), "sum": sum_up(lists), "lists": lists}), encoding="ascii")
        waiting.replace(path)
        for gone in {one.name for one in path.parent.glob("*.json")} - {name_file(*one) for one in store.generations().items()}:
            (path.parent / gone).unlink(missing_ok=True)


@contextmanager
def alone(store: Store) -> Iterator[bool]:
    """Whether no other process finds places for this data now: inside none begins to. True where that cannot be told."""
    lock = open_lock(store)
    try:
        yield lock is None or take_lock(lock)
    finally:
        if lock:
            lock.close()


def open_lock(store: Store) -> BinaryIO | None:
    """The file that says who is at it; None where nothing is written."""
    with suppress(OSError):
        if store.folder and not store.database.read_only:
            (store.folder / FOLDER).mkdir(mode=0o700, exist_ok=True)
            return (store.folder / FOLDER / "lock").open("wb")
    return None


def take_lock(lock: BinaryIO) -> bool:
    """Whether nobody else has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def file_of(store: Store, document_id: str) -> Path | None:
    """Where the places of a document lie; None for a short one, which is read as fast, and where there is no folder."""
    long = store.count_sections(document_id) >= WORTH
    return store.folder / FOLDER / name_file(document_id, store.document(document_id).generation) if store.folder and long else None


def name_file(document_id: str, generation: str) -> str:
    """The name of a document's file; it tells nothing of it."""
    return f"{hashlib.blake2b(f'{document_id} {generation}'.encode(), digest_size=16).hexdigest()}.json"


def name_places(sort: str, *finders: re.Pattern[str] | str) -> str:
    """A name for the places of a sort that these patterns or words find; it tells none of them."""
    texts = (one if isinstance(one, str) else one.pattern for one in finders)
    digest = hashlib.blake2b("\n".join(texts).encode(), digest_size=8).hexdigest()
    return f"{sort} {digest}"


def sum_up(lists: Mapping[str, Sequence[Sequence[int]]]) -> int:
    """A checksum of numbers by name."""
    return zlib.crc32(json.dumps(lists, sort_keys=True).encode("ascii"))


@cache
def digest_program() -> str:
    """Of every rule and word list that decides what is found."""
    digest = hashlib.blake2b(digest_size=16)
    for room in ("assistant", "corpus"):
        for path in sorted(one for kind in READ for one in (PROGRAM / room).rglob(kind)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
