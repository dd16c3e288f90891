"""What other processes published in a shared database -> this process's own index.

In: an open library whose database several processes share while each has an engine of its own. Out: the points of generations that others
published, the points gone of those that they replaced. On a Qdrant server, and with a database of one's own, there is nothing to do.
Knows store and index. Knows nothing of files or questions. Not beside an ingest of the same process.
"""

from __future__ import annotations

from contextlib import suppress

from corpus.errors import Unknown
from corpus.library import Library, passage_points
from corpus.remote_index import RemoteIndex


class Follower:
    """Remembers what it saw last, so that a look costs one small query."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.shared = library.settings.database is not None and not isinstance(library.index, RemoteIndex)
        self.revision = library.store.revision() if self.shared else 0
        self.seen = library.store.generations() if self.shared else {}

    def catch_up(self) -> tuple[str, ...]:
        """Index what is new. Returns the documents that were.

        Raises StoreUnavailable or IndexUnavailable; the next call tries again then.
        """
        if not self.shared or self.library.store.revision() == self.revision:
            return ()
        revision, active, found = self.library.store.revision(), self.library.store.generations(), []
        for document in sorted(active.keys() | self.seen.keys()):
            if active.get(document) != self.seen.get(document):
                with suppress(Unknown):  # taken out meanwhile: the revision is another then, and the next look sees it
                    if self._bring(document, active.get(document)):
                        found.append(document)
        self.revision, self.seen = revision, active
        return tuple(found)

    def _bring(self, document: str, generation: str | None) -> bool:
        """Make the index hold this generation of a document and no other; whether it did not already."""
        index = self.library.index
        expected = self.library.store.manifest()[document][0] if generation else 0
        lacking = generation is not None and index.count(document, generation) != expected
        if lacking:
            for points in passage_points(self.library, document):
                index.upsert(points)
            index.flush()
        former = self.seen.get(document)
        if former and index.count(document, former):
            index.delete(document, former)
            return True
        return lacking
