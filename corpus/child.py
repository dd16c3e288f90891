"""The search engine in a process of its own: it can abort its process, and it holds the interpreter lock while it works.

In: the same calls as `engine.Shard`. Out: the same answers, or IndexUnavailable when the child dies or is late.
The child is started, never forked; it ends when its pipe closes. Knows nothing of vectors, locks or passages.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, TypeVar

from corpus.engine import Shard
from corpus.errors import IndexDamaged, IndexUnavailable
from corpus.points import Point, Scored
from corpus.records import Filters, SparseVector

Item = TypeVar("Item")
READ_SECONDS = 10.0  # a query takes milliseconds; later than this the child hangs
WRITE_SECONDS = 120.0  # flush and delete on a slow disk; opening with a long log to replay
CLOSE_SECONDS = 10.0
DONE, FAILED = b"+", b"-"  # what a reply begins with: whoever passes it on need not open it
MERGE_SECONDS = 1_800.0  # merging segments and building the graph: 11 s for 50,000 points
READS = frozenset({"arms", "count", "manifest"})


class ChildShard:
    """A shard owned by one child process. Safe for several threads: calls wait for each other."""

    def __init__(self, folder: Path, dimension: int, lock: int | None = None) -> None:
        """`lock` is the descriptor of what says that the folder is taken: the child holds it too, for as long as it lives."""
        self.folder, self.dimension = folder, dimension
        self._shared = () if lock is None else (lock,)
        self._lock = threading.Lock()
        self._closed = False
        self._child, self._pipe = self._start()

    @property
    def process_id(self) -> int:
        """Of the child that owns the shard now."""
        return self._child.pid

    def upsert(self, points: Sequence[Point]) -> None:
        """See Shard.upsert."""
        self._ask("upsert", list(points))

    def flush(self) -> None:
        """See Shard.flush."""
        self._ask("flush")

    def delete(self, document: str, generation: str | None) -> None:
        """See Shard.delete."""
        self._ask("delete", document, generation)

    def arms(
        self, sparse: SparseVector | None, dense: Sequence[float] | None, filters: Filters, limit: int
    ) -> tuple[list[Scored], list[Scored]]:
        """See Shard.arms."""
        words, meaning = self._ask("arms", sparse, dense, filters, limit)
        return words, meaning

    def relay(self, call: bytes) -> bytes:
        """A call of another process as `pack_call` wrote it -> the reply for `read_reply`, neither of them opened here.

        Raises what the call raises.
        """
        return self._wait(lambda: self._pass_on(call, READ_SECONDS))

    def count(self, document: str | None, generation: str | None) -> int:
        """See Shard.count."""
        return int(self._ask("count", document, generation))

    def manifest(self) -> dict[str, tuple[int, str]]:
        """See Shard.manifest."""
        return dict(self._ask("manifest"))

    def optimize(self) -> bool:
        """See Shard.optimize."""
        return bool(self._ask("optimize"))

    def close(self) -> None:
        """Flush, end the child and wait for it."""
        with self._lock:
            self._closed = True
            with contextlib.suppress(IndexUnavailable):
                self._exchange("close")
            self._stop()

    def _ask(self, name: str, *args: object) -> Any:
        return self._wait(lambda: self._exchange(name, *args))

    def _wait(self, exchange: Callable[[], Item]) -> Item:
        """One call, when those before it are done. A dead child is started again and asked once more.

        That holds for writes too: what was written before lies in the engine's log, and each write said twice is as said once.
        """
        with self._lock:
            if self._closed:  # who waited for the lock must not start a child of a folder that has been let go
                raise IndexUnavailable("Sökindexet stängdes medan frågan väntade. Försök igen om en stund.")
            if self._child.poll() is not None:
                self._restart()
            try:
                return exchange()
            except ChildLost:
                self._restart()
                return exchange()

    def _exchange(self, name: str, *args: object) -> Any:
        return read_reply(self._pass_on(pack_call(name, *args), allow_seconds(name)))

    def _pass_on(self, call: bytes, seconds: float) -> bytes:
        """What the child says to a call; an error is raised."""
        try:
            self._pipe.send_bytes(call)
            if not self._pipe.poll(seconds):
                self._restart()
                raise IndexUnavailable("Sökmotorn svarade inte i tid och startades om. Försök igen.")
            reply = self._pipe.recv_bytes()
        except (EOFError, OSError) as error:
            raise ChildLost(f"Sökmotorns process {self._child.pid} avslutades oväntat. Försök igen.") from error
        if reply.startswith(FAILED):
            read_reply(reply)
        return reply

    def _start(self) -> tuple[subprocess.Popen[bytes], Connection]:
        """Start the child and wait until it has opened the shard."""
        ours, theirs = Pipe()
        command = [sys.executable, "-m", "corpus.child", str(theirs.fileno()), str(self.folder), str(self.dimension)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
        child = subprocess.Popen(command, pass_fds=(theirs.fileno(), *self._shared), env=environment, stdin=subprocess.DEVNULL)
        theirs.close()
        try:
            ready = ours.poll(WRITE_SECONDS) and ours.recv()
        except (EOFError, OSError):
            ready = None
        if ready == "ready":
            return child, ours
        ours.close()
        child.kill()
        child.wait()
        raise ready if isinstance(ready, IndexUnavailable) else IndexDamaged("Sökmotorn kunde inte öppna indexet. Kör planlots doctor.")

    def _restart(self) -> None:
        self._stop(seconds=0.0)
        self._child, self._pipe = self._start()

    def _stop(self, seconds: float = CLOSE_SECONDS) -> None:
        self._pipe.close()
        try:
            self._child.wait(seconds)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()


def allow_seconds(name: str) -> float:
    """How long the child may take over a call."""
    return READ_SECONDS if name in READS else MERGE_SECONDS if name == "optimize" else WRITE_SECONDS


class ChildLost(IndexUnavailable):
    """The child ended in the middle of a call."""


def serve(pipe: Connection, shard: Shard) -> None:
    """Answer calls until the pipe closes or "close" is asked for."""
    name = ""
    while name != "close":
        try:
            name, args = pipe.recv()
        except (EOFError, OSError):
            return shard.close()
        try:
            reply = pack_reply(getattr(shard, name)(*args))
        except IndexUnavailable as error:
            reply = pack_error(error)
        pipe.send_bytes(reply)
    return None


def pack_call(name: str, *args: object) -> bytes:
    """A call as `serve` reads it."""
    return pickle.dumps((name, args), pickle.HIGHEST_PROTOCOL)


def pack_reply(value: object) -> bytes:
    """What a call gave."""
    return DONE + pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def pack_error(error: IndexUnavailable) -> bytes:
    """Why a call failed."""
    return FAILED + pickle.dumps(error, pickle.HIGHEST_PROTOCOL)


def read_reply(reply: bytes) -> Any:
    """What a call gave; raises what it raised."""
    value = pickle.loads(memoryview(reply)[1:])
    if reply.startswith(FAILED):
        raise value
    return value


def run_child(descriptor: int, folder: Path, dimension: int) -> None:
    """Open the shard, say so (or why not), and serve. Ctrl+C is the parent's affair; without a parent there is nothing to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Connection(descriptor) as pipe, contextlib.suppress(BrokenPipeError):
        if pipe.poll():  # nothing is said before "ready": the parent has ended, and another may be opening the folder
            return
        try:
            shard = Shard(folder, dimension)
        except IndexUnavailable as error:
            pipe.send(error)
            return
        pipe.send("ready")
        serve(pipe, shard)


if __name__ == "__main__":
    run_child(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
