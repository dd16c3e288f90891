"""The library of a process that only answers: its own store and models, and the index of the process that started it.

In: what the owner of the index says of its library, and a pipe to it. Out: a Library whose index asks the engine over a link that the
owner lends, or the owner: the engine lets one process in, and whatever restarts or mends it stays that one's affair. Knows nothing of
questions or answers.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle, send_handle
from typing import NoReturn

from corpus.child import ask_link, pack_call, pack_error, read_reply
from corpus.errors import IndexUnavailable
from corpus.index import Index
from corpus.index_makers import Makers
from corpus.library import Library, find_encoder, find_reranker
from corpus.points import Scored
from corpus.records import Filters, SparseVector
from corpus.settings import Settings
from corpus.store import Store

ARMS = b"arms"  # what the process asks its owner for begins so
LINK = b"link"  # … but for a link: then the owner says the same and hands one over, or says NONE
NONE = b"none"
LATER_SECONDS = 1.0  # until a link is asked for again, where there is none: the engine may be starting anew


@dataclass(frozen=True, slots=True)
class Lent:
    """What an owner tells of its library."""

    settings: Settings
    makers: Makers
    notices: tuple[str, ...]
    encoder: bool  # whether it has one
    reranker: bool
    read_only: bool


def lend(library: Library) -> Lent:
    """What another process needs to know of a library."""
    has = library.encoder is not None, library.reranker is not None
    return Lent(library.settings, library.index.makers, library.notices, *has, library.store.database.read_only)


def borrow(lent: Lent, pipe: Connection) -> Library:
    """Open the store and the models again, beside the owner. Raises StoreUnavailable, EncoderUnavailable."""
    encoder = find_encoder(lent.settings)[0] if lent.encoder else None
    reranker = find_reranker(lent.settings)[0] if lent.reranker else None
    store = Store.open(lent.settings, read_only=lent.read_only)
    index = Index(lent.settings.data / "index", lent.makers, Relay(pipe), None)
    return Library(lent.settings, store, index, encoder, lent.notices, reranker)


class Relay:
    """An engine that asks over a link, or over the owner's pipe. For one thread."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self._link: Connection | None = None
        self._later = 0.0  # monotonic clock: when the owner is asked for a link again

    def arms(
        self, sparse: SparseVector | None, dense: Sequence[float] | None, filters: Filters, limit: int
    ) -> tuple[list[Scored], list[Scored]]:
        """See engine.Shard.arms."""
        call = pack_call("arms", sparse, dense, filters, limit)
        words, meaning = read_reply(self._ask_engine(call) or self._ask_owner(call))
        return words, meaning

    def _ask_owner(self, call: bytes) -> bytes:
        self.pipe.send_bytes(ARMS + call)
        return self.pipe.recv_bytes()

    def _ask_engine(self, call: bytes) -> bytes | None:
        """The engine's own reply; None when it fails or cannot be reached: the owner tells why, or starts it anew."""
        if self._link is None and time.monotonic() >= self._later:
            self._link, self._later = self._borrow_link(), time.monotonic() + LATER_SECONDS
        try:
            return ask_link(self._link, call) if self._link else None
        except (EOFError, OSError):
            self._drop_link()
            return None

    def _borrow_link(self) -> Connection | None:
        self.pipe.send_bytes(LINK)
        return Connection(recv_handle(self.pipe)) if self.pipe.recv_bytes() == LINK else None

    def _drop_link(self) -> None:
        if self._link:
            self._link.close()
        self._link = None

    def _refuse(self, *_: object) -> NoReturn:
        raise IndexUnavailable("Sökindexet ägs av tjänstens huvudprocess. Fråga den.")

    upsert = flush = delete = count = manifest = optimize = _refuse

    def close(self) -> None:
        """Let go of the link."""
        self._drop_link()


def answer_relay(library: Library, asked: bytes) -> bytes:
    """What the owner sends back for what begins with ARMS: both arms, or the error to raise, on to the engine and back unopened."""
    try:
        return library.index.relay(asked.removeprefix(ARMS))
    except IndexUnavailable as error:
        return pack_error(IndexUnavailable(str(error)))


def answer_link(library: Library, pipe: Connection, process_id: int) -> None:
    """Hand the process at the other end of the pipe a link to the engine, or say that there is none."""
    try:
        link = library.index.link()
    except IndexUnavailable:
        link = None
    pipe.send_bytes(LINK if link else NONE)
    if link:
        with link:
            send_handle(pipe, link.fileno(), process_id)
