"""The library of a process that only answers: its own store and models, and the index of the process that started it.

In: what the owner of the index says of its library, and a pipe to it. Out: a Library whose index asks the owner. The engine lets one
process in, and whatever restarts or mends it stays the owner's affair. Knows nothing of questions or answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import NoReturn

from corpus.child import pack_call, pack_error, read_reply
from corpus.errors import IndexUnavailable
from corpus.index import Index
from corpus.index_makers import Makers
from corpus.library import Library, find_encoder, find_reranker
from corpus.points import Scored
from corpus.records import Filters, SparseVector
from corpus.settings import Settings
from corpus.store import Store

ARMS = b"arms"  # what the process asks its owner for begins so


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
    """An engine that asks over a pipe. For one thread."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe

    def arms(
        self, sparse: SparseVector | None, dense: Sequence[float] | None, filters: Filters, limit: int
    ) -> tuple[list[Scored], list[Scored]]:
        """See engine.Shard.arms."""
        self.pipe.send_bytes(ARMS + pack_call("arms", sparse, dense, filters, limit))
        words, meaning = read_reply(self.pipe.recv_bytes())
        return words, meaning

    def _refuse(self, *_: object) -> NoReturn:
        raise IndexUnavailable("Sökindexet ägs av tjänstens huvudprocess. Fråga den.")

    upsert = flush = delete = count = manifest = optimize = _refuse

    def close(self) -> None:
        """Nothing is held."""


def answer_relay(library: Library, asked: bytes) -> bytes:
    """What the owner sends back for what begins with ARMS: both arms, or the error to raise, on to the engine and back unopened."""
    try:
        return library.index.relay(asked.removeprefix(ARMS))
    except IndexUnavailable as error:
        return pack_error(IndexUnavailable(str(error)))
