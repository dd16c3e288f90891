"""Answers of the last seconds: many who open the same page, or ask the same thing at once, cost one answer.

In: calls of a desk, by what they ask, and the store's revision. Out: the answer as it was given. Kept in memory alone, under a hash that
means nothing outside this process, for KEPT_SECONDS, whether somebody asks again or not. Knows nothing of HTTP.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

KEPT_SECONDS = 60.0
KEPT_BYTES = 16_000_000  # about 1,000 answers


class Recent:
    """Answers by key, oldest first. Safe for many threads."""

    def __init__(self, seconds: float = KEPT_SECONDS, most: int = KEPT_BYTES, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds, self.most, self.clock = seconds, most, clock
        self._salt = secrets.token_bytes(16)
        self._kept: OrderedDict[bytes, tuple[float, bytes]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def key(self, *asked: object) -> bytes:
        """Of a call: everything that its answer depends on."""
        return hashlib.blake2b(repr(asked).encode("utf-8", "surrogatepass"), key=self._salt, digest_size=16).digest()

    def find(self, key: bytes) -> bytes | None:
        """The answer of a moment ago; None when there is none."""
        with self._lock:
            self._forget()
            found = self._kept.get(key)
        return found[1] if found else None

    def keep(self, key: bytes, answer: bytes) -> None:
        """Keep an answer for a while."""
        with self._lock:
            if key not in self._kept and len(answer) <= self.most:
                self._kept[key] = (self.clock(), answer)
                self._bytes += len(answer)
            self._forget()

    def _tidy(self) -> None:
        """Forget what has grown old while nobody asked."""
        with self._lock:
            self._timer = None
            self._forget()

    def _forget(self) -> None:
        """The old ones, and the oldest when there are too many."""
        while self._kept and (self._bytes > self.most or self.clock() - next(iter(self._kept.values()))[0] >= self.seconds):
            _, (_, answer) = self._kept.popitem(last=False)
            self._bytes -= len(answer)
        if self._kept and self._timer is None:
            self._timer = threading.Timer(self.seconds, self._tidy)
            self._timer.daemon = True
            self._timer.start()
