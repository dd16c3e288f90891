"""The search index on a Qdrant server: as corpus.index, but nobody owns it. Several processes read and write it at the same time.

In: checked points; question vectors. Out: each arm's passages with scores. The store is still the truth. Nothing that another process may
be writing is ever taken away here: a generation that is not active yet is left alone, search keeps to the active ones. Knows no folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import IndexDamaged, IndexUnavailable
from corpus.index import Index
from corpus.index_makers import Makers
from corpus.settings import Qdrant

if TYPE_CHECKING:
    from corpus.remote import RemoteShard  # needs the extra qdrant, and seconds: imported when there is a server


class RemoteIndex(Index):
    """An index on a server. Opening it connects to nothing; `broken` until it has been compared with the store."""

    def __init__(self, makers: Makers, shard: RemoteShard) -> None:
        super().__init__(Path(), makers, shard, None)
        self._remote = shard
        self._checked = False

    @property
    def broken(self) -> bool:
        """Whether it is still to be compared with the store: it was away, or its collection is gone."""
        return not self._checked

    @contextmanager
    def renewed(self) -> Iterator[None]:
        """Inside, the caller writes what the store has and the server lacks; nothing is thrown away.

        Whoever asks this process meanwhile gets IndexUnavailable.
        """
        self._filling = True
        self._remote.away_until = float("-inf")
        try:
            self._remote.count(None, None)
            yield
            self._checked = True
        finally:
            self._filling = False

    def incomplete(self, wanted: Mapping[str, tuple[str, int]]) -> tuple[str, ...]:
        """Documents of whose active generation (generation, points) the server has another number of points.

        A point's id follows from generation and passage: with the right number they are the right ones.
        """
        found = self._remote.count_by("generation")
        return tuple(sorted(document for document, (generation, points) in wanted.items() if found.get(generation, 0) != points))

    def strays(self, active: Mapping[str, str]) -> tuple[str, ...]:
        """Generations on the server that are not active: left by who was ended in the middle, or being written now."""
        return tuple(sorted(self._remote.count_by("generation").keys() - set(active.values())))

    def drop(self, generation: str) -> None:
        """Remove a generation's points."""
        self._remote.delete_generation(generation)

    def optimize(self) -> bool:
        """Nothing: the server merges its segments by itself."""
        return False

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.close()

    def _check_room(self) -> None:
        """The server's disk is the server's affair: it refuses what it has no room for."""

    @contextmanager
    def _marking(self) -> Iterator[None]:
        """A collection that is gone is made again by whoever mends."""
        try:
            yield
        except IndexDamaged:
            self._checked = False
            raise

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Writing is safe whatever is there: a point's id says which generation it belongs to."""
        with self._marking():
            yield


def open_remote(place: Qdrant, makers: Makers) -> RemoteIndex:
    """The index on a server; only without an encoder anything is asked of it yet. Raises IndexUnavailable where the extra is not installed.

    Without an encoder a collection that has the words as we write them is used, meanings and all, else one for words only.
    """
    try:
        from corpus import remote  # noqa: PLC0415 - see above
    except ModuleNotFoundError as error:
        raise IndexUnavailable("Ett sökindex på en server kräver qdrant-client. Kör: pip install 'planlots[qdrant]'") from error
    if not makers.dimension:
        known: list[Makers] = []
        with suppress(IndexUnavailable, TypeError):
            known = [Makers(**one) for one in remote.list_makers(place)]
        makers = next((one for one in known if one.analyser == makers.analyser), makers)
    return RemoteIndex(makers, remote.RemoteShard(place, asdict(makers)))
