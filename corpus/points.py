"""What the search engine is given and gives back, checked before it sees it.

In: passages with their vectors. Out: points that the engine cannot choke on (one malformed sparse vector would brick its shard for good).
Knows neither the engine nor the store, nor how vectors are made.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from corpus.errors import InvalidPoint
from corpus.records import Document, Passage, SparseVector

LARGEST_INDEX = 2**32 - 1  # terms are 32-bit hashes
UNIT_SLACK = 1e-3  # how far a half-precision unit vector may be from length 1


@dataclass(frozen=True, slots=True)
class Point:
    """One passage as the index holds it."""

    passage_id: str
    document: str  # id
    generation: str
    kind: str  # of the document, "" when unknown
    collection: str
    sparse: SparseVector  # may be empty
    dense: tuple[float, ...] | None  # unit length; None without an encoder or for a text it knows nothing of

    @property
    def id(self) -> UUID:
        """The same for the same passage of the same generation, so that writing twice changes nothing."""
        key = "\0".join((self.collection, self.generation, self.passage_id))
        return UUID(bytes=hashlib.blake2b(key.encode(), digest_size=16).digest())


class Scored(NamedTuple):
    """A passage that one arm found. A tuple: 80 of them cross a pipe for every question."""

    passage_id: str
    document: str
    generation: str
    score: float


def make_point(passage: Passage, document: Document, sparse: SparseVector, dense: Iterable[float] | None) -> Point:
    """Join a passage with its vectors; a dense row of zeros (a text the encoder knows nothing of) is left out."""
    row = tuple(float(value) for value in dense) if dense is not None else ()
    known = row if any(row) else None
    return Point(passage.id, document.id, document.generation, document.kind or "", document.collection, sparse, known)


def check_point(point: Point, dimension: int) -> None:
    """Raise InvalidPoint for anything that the engine would refuse or panic over. `dimension` 0: no dense vectors."""
    if not point.passage_id or not point.document:
        raise InvalidPoint("En punkt saknar styckets eller dokumentets namn. Läs in dokumentet på nytt.")
    problem = find_sparse_fault(point.sparse) or (find_dense_fault(point.dense, dimension) if point.dense is not None else None)
    if problem:
        raise InvalidPoint(f"Stycket {point.passage_id} kan inte indexeras: {problem}. Läs in dokumentet på nytt.")


def find_sparse_fault(vector: SparseVector) -> str | None:
    """What is wrong with a sparse vector, in Swedish; None when nothing is."""
    indices, values = vector.indices, vector.values
    if len(indices) != len(values):
        return f"ordvektorn har {len(indices)} ord men {len(values)} vikter"
    if any(left >= right for left, right in pairwise(indices)):
        return "ordvektorns ord är inte sorterade eller inte unika"
    if indices and not (indices[0] >= 0 and indices[-1] <= LARGEST_INDEX):
        return "ordvektorn har ett ordnummer utanför 32 bitar"
    return None if all(map(math.isfinite, values)) else "ordvektorn har en vikt som inte är ett tal"


def find_dense_fault(vector: Sequence[float], dimension: int) -> str | None:
    """What is wrong with a dense vector, in Swedish; None when nothing is."""
    if len(vector) != dimension:
        return f"betydelsevektorn har {len(vector)} tal, indexet {dimension}"
    length = math.sqrt(math.fsum(value * value for value in vector)) if all(map(math.isfinite, vector)) else math.nan
    return None if abs(length - 1) <= UNIT_SLACK else f"betydelsevektorns längd är {length:.3f}, inte 1"


def checksum_ids(generation: str, passage_ids: Iterable[str]) -> str:
    """One value for the points of a generation, whatever their order: the same as in the store's manifest."""
    return hashlib.sha256("\n".join([generation, *sorted(passage_ids)]).encode()).hexdigest()
