"""A process of the service that answers questions: started by `answerers`, ended with it.

In: a pipe with what the owner's library is, then calls of a desk. Out: each answer as JSON, or that the owner must answer itself. It holds
nothing that would be lost with it. Knows nothing of HTTP.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from api.desk import LibraryDesk
from api.guards.place import placed_under
from assistant.ahead import find_unread, list_unread, prepare
from assistant.retrieval.places import alone
from corpus.errors import PlanlotsError
from corpus.library import Library
from corpus.relay import Lent, borrow, lend

QUIET_SECONDS = 1.0  # after a question: more may be on their way, and would share the processor with the piece in hand
PATIENT_SECONDS = 10.0  # of questions without end: then a piece is worked out all the same, since otherwise a question has to
SWITCH_SECONDS = 0.0005  # a question waits so long for the piece in hand each time it has waited for a disk
COLLECTED = (10_000, 20, 100)  # what is kept is no garbage: looking through all of it takes 0.2 s, and by default every few answers do
NICE = 10  # of the process that reads long documents: answers come first
LOOK_SECONDS = 2.0  # between looks for changes
DONE = b"done"  # a message begins so, then comes the answer, if any
CALLS = frozenset({"search", "ask", "areas"})


def encode_row(row: Any) -> bytes:
    """JSON as the HTTP contract has it."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def answer_call(desk: LibraryDesk, name: str, root: str, args: tuple[Any, ...]) -> bytes | None:
    """The answer to one call; None for an error: the owner asks again and gets it first-hand."""
    if name not in CALLS:
        return None
    try:
        with placed_under(root):
            return encode_row(getattr(desk, name)(*args))
    except (PlanlotsError, UnicodeEncodeError):
        return None


class Idle:
    """Works ahead while nobody asks, a piece at a time, and again after each change."""

    def __init__(self, library: Library) -> None:
        self.library, self.seen = library, -1
        self.pieces: Iterator[float] = iter(())
        self.busy = False
        self.asked = time.monotonic()  # when the last question was answered; infinite while there is one

    def run(self) -> None:
        """Work as long as the process lives; questions are answered meanwhile, by another thread."""
        while True:
            self.wait_for_silence()
            time.sleep(self.work())

    def wait_for_silence(self) -> None:
        """Until nobody has asked for a while, or for long enough."""
        patience = time.monotonic() + PATIENT_SECONDS
        while (now := time.monotonic()) < min(self.asked + QUIET_SECONDS, patience):
            time.sleep(min(self.asked + QUIET_SECONDS - now, QUIET_SECONDS))

    def work(self) -> float:
        """One piece. Gives how many seconds there is nothing more to do."""
        store = self.library.store
        try:
            if store.revision() != self.seen:
                self.seen, self.pieces, self.busy = store.revision(), prepare_alone(self.library), True
            with store.snapshot():
                return next(self.pieces)
        except StopIteration:
            if self.busy:
                gc.freeze()  # as below: of 50,000 sections there are millions of objects
            self.busy = False
            return LOOK_SECONDS
        except PlanlotsError:  # a document that has gone meanwhile: the next look sees another revision
            self.pieces = iter(())
            return LOOK_SECONDS


def prepare_alone(library: Library) -> Iterator[float]:
    """The pieces, once a process of its own has read what takes long, for all who answer from these data. Gives seconds to rest."""
    yield from find_alone(library)
    yield from (0.0 for _ in prepare(library))


def find_alone(library: Library) -> Iterator[float]:
    """Until all is on disk that takes long to find: by a process of its own, or by another's. Gives seconds to rest."""
    finder: SpawnProcess | None = None
    while list_unread(library):
        if finder is None:
            finder = get_context("spawn").Process(target=find_ahead, args=(lend(library), os.getpid()), daemon=True)
            finder.start()
        with alone(library.store) as free:
            if free and not finder.is_alive():
                break  # nothing can be written here: each process finds it for itself
        yield LOOK_SECONDS


def find_ahead(lent: Lent, parent: int) -> None:
    """In a process of its own, behind all others: find what takes long. Nothing to do when another is at it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICE)
    with borrow(replace(lent, encoder=False, reranker=False), Pipe()[0]) as library:
        for _ in find_unread(library):
            if os.getppid() != parent:
                return


def serve_calls(pipe: Connection, desk: LibraryDesk) -> None:
    """Answer until the pipe closes."""
    idle = Idle(desk.library)
    threading.Thread(target=idle.run, name="planlots-ahead", daemon=True).start()
    while True:
        name, root, args = pipe.recv()
        idle.asked = float("inf")
        pipe.send_bytes(DONE + (answer_call(desk, name, root, args) or b""))
        idle.asked = time.monotonic()


def run_answerer(descriptor: int) -> None:
    """Open what the owner lends, prepare the first answer, say so, and serve. Ctrl+C is the owner's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Connection(descriptor) as pipe, suppress(EOFError, BrokenPipeError, ConnectionResetError), borrow(pipe.recv(), pipe) as library:
        desk = LibraryDesk(library)
        desk.warm()
        sys.setswitchinterval(SWITCH_SECONDS)
        gc.set_threshold(*COLLECTED)
        gc.freeze()  # what was read to begin with stays: it need not be looked through again and again
        pipe.send_bytes(DONE)
        serve_calls(pipe, desk)


if __name__ == "__main__":
    run_answerer(int(sys.argv[1]))
