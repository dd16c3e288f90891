"""The processes that answer for a service, as many as it has processor cores: Python runs one thread at a time.

In: an open library; calls of its desk. Out: answers as JSON, or None when the caller has to answer itself: while the processes are being
started, when one dies, and for everything that ends in an error. Limits, access, jobs and the index stay in the service's own process.
Knows processes and pipes. Knows nothing of HTTP.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, TypeAlias

from api.routes.problems import Busy
from api.service.answerer import DONE
from corpus.errors import BadRequest
from corpus.library import Library
from corpus.relay import ARMS, answer_relay, lend

MOST = 8  # processes; more would wait for the one that does HTTP
ROOM = 1_000_000_000  # bytes of free memory for each: it takes 150 MB, and with long caches 400
START_SECONDS = 120.0
ANSWER_SECONDS = 60.0  # later than this it hangs; the slowest list of a large collection takes 5
WAIT_SECONDS = 10.0  # for an idle one; who waits longer is told to come again rather than kept
CLOSE_SECONDS = 1.0

Ticket: TypeAlias = "queue.SimpleQueue[Answerer | None]"  # of one who waits


class Answerer:
    """One process and the pipe to it. For one caller at a time."""

    def __init__(self, library: Library) -> None:
        self.library = library
        ours, theirs = Pipe()
        self.pipe: Connection = ours
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
        environment |= {"TOKENIZERS_PARALLELISM": "false", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # a core for each process
        command = [sys.executable, "-m", "api.service.answerer", str(theirs.fileno())]
        self.process = subprocess.Popen(command, pass_fds=(theirs.fileno(),), env=environment, stdin=subprocess.DEVNULL)
        theirs.close()
        self.pipe.send(lend(library))

    def wait_ready(self) -> bool:
        """Whether it is ready to answer; False when it could not begin."""
        try:
            return self._hear(START_SECONDS) == b""
        except (EOFError, OSError):
            return False

    def ask(self, name: str, root: str, args: tuple[Any, ...]) -> bytes | None:
        """One call. Raises EOFError or OSError when the process is lost."""
        self.pipe.send((name, root, args))
        return self._hear(ANSWER_SECONDS) or None

    def _hear(self, seconds: float) -> bytes:
        """What it says next; what it asks of the index meanwhile is answered."""
        while True:
            if not self.pipe.poll(seconds):
                raise TimeoutError
            said = self.pipe.recv_bytes()
            if not said.startswith(ARMS):
                return said.removeprefix(DONE)
            self.pipe.send_bytes(answer_relay(self.library, said))

    def end(self) -> None:
        """End it now; nothing is lost with it."""
        with contextlib.suppress(OSError):
            self.pipe.close()
        self.process.terminate()
        try:
            self.process.wait(CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Answerers:
    """The processes of a service, each started anew when it dies."""

    def __init__(self, library: Library, count: int) -> None:
        self.library, self.count = library, count
        self.ready = 0  # processes that have begun
        self._starting = 0
        self._busy = False  # the service itself answers somebody, while none of them is ready
        self._idle: deque[Answerer] = deque()
        self._waiting: deque[Ticket] = deque()  # who came first is served first
        self._all: set[Answerer] = set()
        self._lock = threading.Lock()
        self._closed = False

    def start(self) -> None:
        """Start them, each in a thread."""
        for _ in range(self.count):
            threading.Thread(target=self._start_one, name="planlots-answerers", daemon=True).start()

    def ask(self, name: str, root: str, args: tuple[Any, ...]) -> bytes | None:
        """An answer as JSON; None when the caller has to answer itself. Raises Busy when all have been busy for long."""
        answerer = self._take()
        if answerer is None:
            return None
        try:
            answer = answerer.ask(name, root, args)
        except (EOFError, OSError):  # TimeoutError too
            self._replace(answerer)
            return None
        self._give(answerer)
        return answer

    def finish_own(self) -> None:
        """Whoever was told to answer itself has done so: the next may."""
        with self._lock:
            self._busy = bool(self._waiting and self._starting and not self.ready)
            if self._busy:
                self._waiting.popleft().put(None)

    def close(self) -> None:
        """End all."""
        with self._lock:
            self._closed = True
            ending = tuple(self._all)
            self._send_home()
        for answerer in ending:
            answerer.end()

    def _take(self) -> Answerer | None:
        """The next idle one, in turn; None when there is none. Raises Busy after WAIT_SECONDS.

        While they start, one at a time is answered by the service itself. The others wait: they would be in each other's way.
        """
        ticket: Ticket = queue.SimpleQueue()
        with self._lock:
            if self._closed or not (self.ready or self._starting):
                return None
            if not (self.ready or self._busy):
                self._busy = True
                return None
            if self._idle:
                return self._idle.popleft()
            self._waiting.append(ticket)
        with contextlib.suppress(queue.Empty):
            return ticket.get(timeout=WAIT_SECONDS)
        with self._lock:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
                if not self.ready:
                    return None
                raise Busy("Många frågar just nu. Försök igen om några sekunder.")
        return ticket.get()  # it came in the last moment

    def _give(self, answerer: Answerer) -> None:
        """Hand an idle one to who has waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().put(answerer)
            else:
                self._idle.append(answerer)

    def _send_home(self) -> None:
        """Let all who wait answer themselves. Under the lock."""
        while self._waiting:
            self._waiting.popleft().put(None)

    def _start_one(self) -> None:
        with self._lock:
            if self._closed:
                return
            answerer = Answerer(self.library)
            self._all.add(answerer)
            self._starting += 1
        begun = answerer.wait_ready()
        with self._lock:
            self._starting -= 1
            self.ready += begun
            if not (self.ready or self._starting):
                self._send_home()
        if begun:
            self._give(answerer)
        else:
            self._forget(answerer)

    def _replace(self, answerer: Answerer) -> None:
        with self._lock:
            self.ready -= 1
            if not (self.ready or self._starting):
                self._send_home()
        self._forget(answerer)
        threading.Thread(target=self._start_one, name="planlots-answerers", daemon=True).start()

    def _forget(self, answerer: Answerer) -> None:
        with self._lock:
            self._all.discard(answerer)
        answerer.end()


def count_answerers(text: str, cores: int | None = None, free: int | None = None) -> int:
    """How many processes answer: what is asked for, or one a core where there is memory (BadRequest). 0: the service answers itself."""
    if text:
        if not text.isdecimal() or int(text) > MOST:
            raise BadRequest(f"Antalet svarsprocesser är {text} men ska vara ett heltal från 0 till {MOST}. 0: tjänsten svarar själv.")
        return int(text)
    cores = len(os.sched_getaffinity(0)) if cores is None else cores
    free = free_memory() if free is None else free
    return min(cores, free // ROOM, MOST) if cores > 1 else 0


def free_memory(processes: Path = Path("/proc"), groups: Path = Path("/sys/fs/cgroup")) -> int:
    """Bytes that programs can still have, within what the service's control group may have; 0 where the system does not tell."""
    try:
        lines = (processes / "meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    free = next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), 0)
    return min(free, *group_limits(processes, groups))


def group_limits(processes: Path, groups: Path) -> list[int]:
    """What this process's control group and a container's may have, in bytes (version 2); as much as there is when neither says."""
    own = groups
    with contextlib.suppress(OSError):
        own = groups / (processes / "self/cgroup").read_text(encoding="utf-8").partition("::")[2].strip().lstrip("/")
    limits = [sys.maxsize]
    for folder in {own, groups}:
        with contextlib.suppress(OSError, ValueError):
            limits.append(int((folder / "memory.max").read_text(encoding="ascii")))
    return limits
