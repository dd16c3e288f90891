"""The search index: one folder, one owner, two vectors a passage.

In: checked points; question vectors. Out: each arm's passages with scores. The store is the truth: this folder can be lost at any time
and is made again from it. Knows nothing of texts, fusion or answers; the engine itself is known by `engine` alone.

The folder: `lock` (the owner's process number), `index.json` (what made the vectors), `shard/`, `seal-2.json` (checksums, until the next
write); `opening` while the engine opens it, and `broken` after a panic: either one found at the start means that the index must be made
again, as does a file that is not as it was sealed.
"""

from __future__ import annotations

import contextlib
import pickle
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TextIO

from corpus.child import ChildShard, pack_reply
from corpus.engine import Shard
from corpus.errors import IndexDamaged, IndexUnavailable
from corpus.index_makers import RECORD, Makers, check_makers
from corpus.index_owner import take_lock
from corpus.index_seal import FORMER, SEAL, break_seal, find_altered, is_older, is_sealed, marked, write_seal
from corpus.points import Point, Scored, check_point
from corpus.records import Filters, SparseVector

BATCH = 200  # points a call: 2,000 stall every other caller for 50 ms
FLUSH_EVERY = 1_000  # points; a flush costs about 0.1 s whatever was written
OPTIMIZE_FROM = 50_000  # points; below that a query is faster than the merge is worth
MARKS = ("broken", "opening")  # left behind by a panic, or by damage that ended the whole process while opening
FREE_BYTES = 64 * 2**20  # a full disk kills the engine's process, so stop well before


class Engine(Protocol):
    """What holds the points: in this process, in a child, or on a server. See engine.Shard."""

    def upsert(self, points: Sequence[Point]) -> None: ...  # noqa: D102

    def flush(self) -> None: ...  # noqa: D102

    def delete(self, document: str, generation: str | None) -> None: ...  # noqa: D102

    def arms(  # noqa: D102
        self, sparse: SparseVector | None, dense: Sequence[float] | None, filters: Filters, limit: int
    ) -> tuple[list[Scored], list[Scored]]: ...

    def count(self, document: str | None, generation: str | None) -> int: ...  # noqa: D102

    def manifest(self) -> dict[str, tuple[int, str]]: ...  # noqa: D102

    def optimize(self) -> bool: ...  # noqa: D102

    def close(self) -> None: ...  # noqa: D102


class Index:
    """The index of one data folder. Open with `Index.open`; safe for several threads when the engine runs in a child."""

    def __init__(self, folder: Path, makers: Makers, engine: Engine, lock: TextIO | None) -> None:
        self.folder, self.makers = folder, makers
        self._engine, self._lock = engine, lock
        self._writes = threading.Lock()  # nothing is sealed in the middle of a write
        self._filling = False  # being made again: what is in it is not all
        self.faults = 0  # questions that could not be answered

    @classmethod
    def open(cls, folder: Path, dimension: int, *, child: bool, encoder: str = "", analyser: str = "") -> Index:
        """Open or make the index.

        Raises IndexUnavailable when another process owns it, IndexMismatch when other makers made it, IndexDamaged when it broke; after
        the last two `Index.clear(folder)` makes room for a new one.
        """
        folder.mkdir(parents=True, exist_ok=True)
        lock = take_lock(folder)
        try:
            makers = Makers(encoder if dimension else "", dimension, analyser)
            check_marks(folder)
            check_makers(folder, makers)
            check_seal(folder)
            with marked(folder / "opening"):
                engine: Engine = ChildShard(folder / "shard", dimension, lock.fileno()) if child else Shard(folder / "shard", dimension)
        except BaseException:
            lock.close()
            raise
        return cls(folder, makers, engine, lock)

    @staticmethod
    def clear(folder: Path) -> None:
        """Remove everything but the lock file, under the lock. What was there can be made again from the store."""
        folder.mkdir(parents=True, exist_ok=True)
        with take_lock(folder):
            empty(folder)

    @property
    def broken(self) -> bool:
        """Whether a panic was seen: it must be made again."""
        return (self.folder / "broken").exists()

    @contextmanager
    def renewed(self) -> Iterator[None]:
        """Throw everything away, in place and under the same lock; inside, the caller fills it again from the store.

        Whoever asks meanwhile gets IndexUnavailable. If filling fails it counts as broken again.
        """
        self._filling = True
        try:
            with contextlib.suppress(IndexUnavailable):
                self._engine.close()
            empty(self.folder)
            check_makers(self.folder, self.makers)
            make = ChildShard if isinstance(self._engine, ChildShard) else Shard
            with marked(self.folder / "opening"):
                self._engine = make(self.folder / "shard", self.makers.dimension)
            yield
        except BaseException:
            (self.folder / "broken").touch()
            raise
        self._filling = False

    @property
    def child_id(self) -> int | None:
        """Process number of the engine's child; None when the engine runs in this process."""
        return self._engine.process_id if isinstance(self._engine, ChildShard) else None

    def upsert(self, points: Sequence[Point]) -> None:
        """Check and write points; durable after flush(). Raises InvalidPoint before anything is written."""
        for point in points:
            check_point(point, self.makers.dimension)
        with self._writing():
            for start in range(0, len(points), BATCH):
                self._check_room()
                self._engine.upsert(points[start : start + BATCH])
                if start and start % FLUSH_EVERY == 0:
                    self._engine.flush()

    def flush(self) -> None:
        """Make everything written so far durable. Only then may the store count a document as indexed."""
        with self._writing():
            self._engine.flush()

    def delete(self, document: str, generation: str | None = None) -> None:
        """Remove a document's points of one generation, or of all."""
        with self._writing():
            self._engine.delete(document, generation)

    def arms(
        self, sparse: SparseVector | None, dense: Sequence[float] | None, filters: Filters, limit: int
    ) -> tuple[list[Scored], list[Scored]]:
        """Both arms in one call: (by words, by meaning), best first, ties by passage id. A missing vector's arm is empty."""
        with self._asking():
            words, meaning = self._engine.arms(sparse, dense, filters, limit)
        return sorted(words, key=rank_key), sorted(meaning, key=rank_key)

    def relay(self, call: bytes) -> bytes:
        """A call of `arms` by another process, as `child.pack_call` wrote it -> its reply, unsorted, as it comes from the engine."""
        if not isinstance(self._engine, ChildShard):
            return pack_reply(self.arms(*pickle.loads(call)[1]))
        with self._asking():
            return self._engine.relay(call)

    def sparse(self, vector: SparseVector, filters: Filters, limit: int) -> list[Scored]:
        """Passages by words: BM25, best first."""
        return self.arms(vector, None, filters, limit)[0]

    def dense(self, vector: Sequence[float], filters: Filters, limit: int) -> list[Scored]:
        """Passages by meaning: cosine similarity, best first."""
        return self.arms(None, vector, filters, limit)[1]

    def count(self, document: str | None = None, generation: str | None = None) -> int:
        """How many points there are of a document, of a generation, or in all."""
        with self._marking():
            return self._engine.count(document, generation)

    def audit(self, manifest: dict[str, tuple[int, str]]) -> tuple[str, ...]:
        """Documents whose points differ from the store's manifest (points, checksum of passage ids); () when all is well."""
        with self._marking():
            found = self._engine.manifest()
        wrong = tuple(sorted(document for document in found.keys() | manifest.keys() if found.get(document) != manifest.get(document)))
        if not wrong and self._lock and not is_sealed(self.folder):
            self.seal()
        return wrong

    def seal(self) -> None:
        """Note what the files are now, so that damage before the next write shows at the next start."""
        with self._writes, self._marking():
            if not self.broken:
                self._engine.flush()
                with contextlib.suppress(OSError):  # a full disk: then there is no seal
                    write_seal(self.folder)

    def optimize(self) -> bool:
        """Merge segments and build the graph where it pays; whether anything was done.

        11 s for 50,000 points, in which nobody is answered: for whoever has the index alone. Nothing is done where the disk has no room
        for all files once more.
        """
        with self._marking():
            if self._engine.count(None, None) < OPTIMIZE_FROM or not has_room(self.folder):
                return False
        with self._writing():
            return self._engine.optimize()

    def close(self) -> None:
        """Flush, end the child if there is one, and let go of the lock."""
        if self._lock is None or self._lock.closed:
            return
        try:
            self._engine.close()
            with contextlib.suppress(OSError):
                if not (self.broken or self._filling) and (not is_sealed(self.folder) or is_older(self.folder)):
                    write_seal(self.folder)
        finally:
            self._lock.close()

    def _check_room(self) -> None:
        """Refuse to write when the disk is nearly full."""
        check_space(self.folder)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Nobody is answered from a part."""
        try:
            if self._filling:
                raise IndexUnavailable("Sökindexet byggs om efter ett fel i sökmotorn. Försök igen om en stund.")
            with self._marking():
                yield
        except IndexUnavailable:
            self.faults += 1
            raise

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """After a panic nothing more is written."""
        if self.broken:
            raise IndexDamaged("Sökindexet är skadat och byggs om vid nästa start. Kör planlots doctor.")
        with self._writes, self._marking():
            if self._lock:  # the files are ours
                break_seal(self.folder)
            yield

    @contextmanager
    def _marking(self) -> Iterator[None]:
        """A panic is marked, so that the next start rebuilds."""
        try:
            yield
        except IndexDamaged as error:
            (self.folder / "broken").write_text(str(error), encoding="utf-8")
            raise


def empty(folder: Path) -> None:
    """Remove the engine's data, who made it and all marks; the lock file stays."""
    shutil.rmtree(folder / "shard", ignore_errors=True)
    for name in (SEAL, FORMER, RECORD, *MARKS):
        (folder / name).unlink(missing_ok=True)


def rank_key(scored: Scored) -> tuple[float, str]:
    """Best first, ties by passage id: the same question gives the same order."""
    return -scored.score, scored.passage_id


def check_marks(folder: Path) -> None:
    """Raise IndexDamaged when the engine was left in the middle of something."""
    if any((folder / mark).exists() for mark in MARKS):
        raise IndexDamaged("Sökindexet skadades av ett fel i sökmotorn och måste byggas om ur lagringen.")


def check_seal(folder: Path) -> None:
    """Raise IndexDamaged when a file is not as it was left."""
    altered = find_altered(folder)
    if altered:
        raise IndexDamaged(f"Filen {folder / altered} har ändrats på disken sedan sökindexet stängdes. Indexet måste byggas om.")


def has_room(folder: Path) -> bool:
    """Whether the disk holds the engine's files once more, and what must stay free."""
    size = sum(path.stat().st_size for path in (folder / "shard").rglob("*") if path.is_file())
    return shutil.disk_usage(folder).free >= size + FREE_BYTES


def check_space(folder: Path) -> None:
    """Refuse to write when the disk is nearly full."""
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        raise IndexUnavailable(f"Bara {free // 2**20} MB är lediga på skivan; inget mer indexeras. Frigör minst {FREE_BYTES // 2**20} MB.")
