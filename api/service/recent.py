"""Answers that were just given: many who open the same page, or ask the same thing, cost one answer, also when they ask at once.

In: calls of a desk, by everything that their answers depend on. Out: the answer as it was given. Kept in memory alone, for KEPT_SECONDS,
whether somebody asks again or not, and until the collection changes. Each lies under a hash that means nothing outside this process,
locked with another hash of the same call: in memory neither the question nor its answer can be read but by who asks it again. Knows
nothing of HTTP.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

KEPT_SECONDS = 3_600.0  # what a town asks of its plans comes again within a morning; a change of the collection ends it at once
KEPT_BYTES = 16_000_000  # about 4,000 answers
LEVEL = 1  # of compression: a quarter of the size, in a fifth of the time that the best takes


@dataclass(frozen=True, slots=True)
class Key:
    """Of a call: where its answer lies, and what opens it."""

    edition: Any  # of the collection
    name: bytes
    lock: bytes


class Recent:
    """Answers by key, oldest first. Safe for many threads."""

    def __init__(self, seconds: float = KEPT_SECONDS, most: int = KEPT_BYTES, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds, self.most, self.clock = seconds, most, clock
        self._salt = secrets.token_bytes(32)
        self._edition: Any = None
        self._kept: OrderedDict[bytes, tuple[float, bytes]] = OrderedDict()
        self._growing: dict[bytes, Future[bytes]] = {}
        self._bytes = 0
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def key(self, edition: Any, *asked: object) -> Key:
        """Of a call: what the collection is now, and everything else that the answer depends on. Of another edition nothing is kept."""
        with self._lock:
            if edition != self._edition:
                self._edition = edition
                self._drop()
        digest = hashlib.blake2b(repr((edition, *asked)).encode("utf-8", "surrogatepass"), key=self._salt).digest()
        return Key(edition, digest[:16], digest[16:])

    def find(self, key: Key) -> bytes | None:
        """The answer of a moment ago; None when there is none."""
        with self._lock:
            self._forget()
            found = self._kept.get(key.name)
        return zlib.decompress(lock(found[1], key)) if found else None

    def share(self, key: Key, make: Callable[[], tuple[bytes, bool]]) -> bytes:
        """The answer kept, or the one that another thread is making, or what `make` gives: an answer, and whether it is to be kept.

        What `make` raises, all who wait for it get.
        """
        found = self.find(key)
        if found is not None:
            return found
        mine: Future[bytes] = Future()
        with self._lock:
            first = self._growing.setdefault(key.name, mine)
        if first is not mine:
            return first.result()
        try:
            answer, lasting = make()
            if lasting:
                self.keep(key, answer)
            mine.set_result(answer)
        except BaseException as error:
            mine.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._growing[key.name]
        return answer

    def keep(self, key: Key, answer: bytes) -> None:
        """Keep an answer for a while; one that a change of the collection has overtaken is not kept."""
        locked = lock(zlib.compress(answer, LEVEL), key)
        with self._lock:
            if key.edition == self._edition and key.name not in self._kept and len(locked) <= self.most:
                self._kept[key.name] = (self.clock(), locked)
                self._bytes += len(locked)
            self._forget()

    def _tidy(self) -> None:
        """Forget what has grown old while nobody asked."""
        with self._lock:
            self._timer = None
            self._forget()

    def _drop(self) -> None:
        """Forget all. Under the lock."""
        self._kept.clear()
        self._bytes = 0

    def _forget(self) -> None:
        """The old ones, and the oldest when there are too many. Under the lock."""
        while self._kept and (self._bytes > self.most or self.clock() - next(iter(self._kept.values()))[0] >= self.seconds):
            _, (_, locked) = self._kept.popitem(last=False)
            self._bytes -= len(locked)
        if self._kept and self._timer is None:
            self._timer = threading.Timer(self.seconds, self._tidy)
            self._timer.daemon = True
            self._timer.start()


def lock(content: bytes, key: Key) -> bytes:
    """Content locked, or what is locked opened: the same step. A stream of SHAKE-128 of the key's lock is added without carry."""
    stream = hashlib.shake_128(key.lock).digest(len(content))
    return (int.from_bytes(content, "little") ^ int.from_bytes(stream, "little")).to_bytes(len(content), "little")
