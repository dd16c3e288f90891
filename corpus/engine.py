"""The one home of the Qdrant engine: a shard in a folder, opened in this process.

In: checked points, vectors, filters. Out: scored passages, counts, the manifest of what is there. Knows nothing of processes, locks or
passages' texts. Each arm is queried apart: the engine's own fusion breaks ties arbitrarily.
Source of the rules here (qdrant-edge-py 0.9): a panic is a BaseException and leaves the shard unusable; acknowledged is not durable
before flush(); the GIL is never released; a process must not be forked after load.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, wraps
from importlib.metadata import version
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

import qdrant_edge as edge

from corpus.errors import IndexDamaged, IndexUnavailable
from corpus.points import Point, Scored, checksum_ids
from corpus.records import Filters, SparseVector

PACKAGE, KNOWN = "qdrant-edge-py", "0.9."  # 0.8 loses what it had not merged when it is killed; what a later one does is not measured
INDEXED = ("collection", "document", "generation", "kind")  # an unindexed filter is six times slower; made before the first point
OPEN_SECONDS = 10.0  # a killed service's child needs a moment to flush and let go
SCROLL = 2_000  # points per page of the audit
PROBED = 10  # best scores that are compared: one point more in the collection changes every one of them
KEPT_NAMES = 100_000  # points whose names are in memory, about 40 MB; the engine takes longer to read 40 payloads than to search
OWN_FAULT = "Service runtime error"  # the engine blames itself, not the call: its files are not what they should be
NAMES = ("passage_id", "document", "generation")
PointId = int | UUID | str
Name = tuple[str, str, str]  # passage id, document, generation
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a collection's filter would change in a shard as it is now."""

    alone: bool  # no: there is no other collection
    weighs: bool | None  # no: nor in the words' weights, since no deleted point is counted until the engine merges; None: not looked yet


def guard(method: Callable[Concatenate[Shard, P], R]) -> Callable[Concatenate[Shard, P], R]:
    """Translate the engine's errors: a refusal is IndexUnavailable, a panic IndexDamaged (the shard must be rebuilt)."""

    @wraps(method)
    def guarded(shard: Shard, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(shard, *args, **kwargs)
        except BaseException as error:
            raise translate(error) from error

    return guarded


def translate(error: BaseException) -> BaseException:
    """The engine raises bare Exception and, when it panics, a BaseException whose class cannot be imported."""
    if type(error).__name__ == "PanicException":
        return IndexDamaged(f"Sökindexet är skadat ({str(error)[:120]}). Bygg om det med planlots doctor.")
    if type(error) is Exception and str(error).startswith(OWN_FAULT):
        return IndexDamaged(f"Sökindexet är skadat ({str(error)[:120]}). Bygg om det med planlots doctor.")
    if type(error) is Exception:
        return IndexUnavailable(f"Sökmotorn vägrade: {str(error)[:160]}. Bygg om indexet med planlots doctor.")
    return error


@cache
def require_engine(found: str) -> None:
    """Refuse an engine of another version than the one whose faults are known (IndexUnavailable)."""
    if not found.startswith(KNOWN):
        raise IndexUnavailable(
            f"Sökmotorn {PACKAGE} {found} stöds inte. Installera den version som är provad: pip install '{PACKAGE}=={KNOWN}*'."
        )


class Shard:
    """The engine's data in one folder. Not for several threads at once; never fork after opening."""

    def __init__(self, folder: Path, dimension: int) -> None:
        """Open the shard in `folder`, or make it. `dimension` 0: words only, no dense vectors."""
        require_engine(version(PACKAGE))
        self.folder, self.dimension = folder, dimension
        self._shard = self._open()
        self._names: dict[PointId, Name] = {}  # a point's id says its passage, document and generation for good
        self._scopes: dict[str, Scope] = {}  # by collection, until the next write

    def _open(self) -> edge.EdgeShard:
        """Anything that stops a shard from opening means that it must be made again, but for an owner who is still on its way out."""
        deadline = time.monotonic() + OPEN_SECONDS
        while True:
            try:
                return self._load()
            except IndexUnavailable as error:
                if "WouldBlock" not in str(error):
                    raise IndexDamaged(
                        f"Sökindexet kan inte öppnas ({str(error.__cause__)[:120]}). Bygg om det med planlots doctor."
                    ) from error
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.05)

    @guard
    def _load(self) -> edge.EdgeShard:
        if (self.folder / "segments").is_dir():
            return edge.EdgeShard.load(str(self.folder), make_config(self.dimension))
        self.folder.mkdir(parents=True, exist_ok=True)
        shard = edge.EdgeShard.create(str(self.folder), make_config(self.dimension))
        for field in INDEXED:
            shard.update(edge.UpdateOperation.create_field_index(field, edge.PayloadSchemaType.Keyword))
        shard.flush()
        return shard

    @guard
    def upsert(self, points: Sequence[Point]) -> None:
        """Write points that check_point() has passed; durable only after flush()."""
        self._scopes.clear()
        self._shard.update(edge.UpdateOperation.upsert_points([to_engine(point) for point in points]))

    @guard
    def flush(self) -> None:
        """Make everything written so far durable."""
        self._shard.flush()

    @guard
    def delete(self, document: str, generation: str | None) -> None:
        """Remove a document's points of one generation, or of all."""
        self._scopes.clear()
        self._shard.update(edge.UpdateOperation.delete_points_by_filter(match(document=document, generation=generation)))

    @guard
    def arms(
        self, sparse: SparseVector | None, dense: Sequence[float] | None, filters: Filters, limit: int
    ) -> tuple[list[Scored], list[Scored]]:
        """Best passages by words and by meaning, each best first, at most `limit`; an arm without a vector finds nothing."""
        scope = self._find_scope(filters.collection, sparse)
        words = self._query(to_sparse(sparse), "sparse", filters, limit, scope) if sparse and sparse.indices else []
        meaning = self._query(list(dense), "dense", filters, limit, scope) if dense is not None and self.dimension else []
        return words, meaning

    def _query(self, vector: edge.NamedVector, arm: str, filters: Filters, limit: int, scope: Scope) -> list[Scored]:
        """One arm. Word statistics are taken over the whole collection, so that a filter does not change a word's weight."""
        corpus = edge.IdfParams(corpus=match(collection=filters.collection)) if arm == "sparse" and not scope.weighs else None
        within = match(filters.documents, filters.kinds, None if scope.alone else filters.collection)
        found = self._shard.query(
            edge.QueryRequest(
                limit=limit,
                query=edge.Query.Nearest(vector, using=arm),
                filter=within if within.must else None,
                params=edge.SearchParams(idf=corpus) if corpus else None,
                with_payload=False,
            )
        )
        names = self._name_points([point.id for point in found])
        return [Scored(*name, float(point.score)) for name, point in zip(names, found, strict=True) if name]

    def _name_points(self, ids: Sequence[PointId]) -> list[Name | None]:
        """Passage, document and generation of each point, None for one that is gone: read once, since they are what its id is made of."""
        missing = [one for one in ids if one not in self._names]
        if missing:
            if len(self._names) + len(missing) > KEPT_NAMES:
                self._names.clear()
                missing = list(ids)
            for record in self._shard.retrieve(missing, with_payload=list(NAMES), with_vector=False):
                self._names[record.id] = to_name(record.payload)
        return [self._names.get(one) for one in ids]

    def _find_scope(self, collection: str, sparse: SparseVector | None) -> Scope:
        """What may be left out for a collection until the next write: with all its filters a query takes three times as long."""
        known = self._scopes.get(collection)
        if known is None:
            known = Scope(self._count(match(collection=collection)) == self._count(None), None)
        if known.alone and known.weighs is None and sparse and sparse.indices:
            own = self._weigh(sparse, match(collection=collection))
            known = replace(known, weighs=own == self._weigh(sparse, None) if own else None)
        self._scopes[collection] = known
        return known

    def _weigh(self, sparse: SparseVector, corpus: edge.Filter | None) -> list[float]:
        """The best scores by words, with the words' weights taken over a corpus or over whatever lies in the files."""
        params = edge.SearchParams(idf=edge.IdfParams(corpus=corpus)) if corpus else None
        nearest = edge.Query.Nearest(to_sparse(sparse), using="sparse")
        request = edge.QueryRequest(limit=PROBED, query=nearest, params=params, with_payload=False)
        return [point.score for point in self._shard.query(request)]

    def _count(self, where: edge.Filter | None) -> int:
        return int(self._shard.count(edge.CountRequest(exact=True, filter=where)))

    @guard
    def count(self, document: str | None, generation: str | None) -> int:
        """How many points a document, a generation, or the whole shard has."""
        return self._count(match(document=document, generation=generation))

    @guard
    def manifest(self) -> dict[str, tuple[int, str]]:
        """Per document: the number of points, and a checksum as in the store's manifest. Reads every point's payload.

        A document of which two generations lie side by side has a checksum of neither.
        """
        ids: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for passage_id, document, generation in self._walk_names():
            ids[document][generation].append(passage_id)
        sums = {document: [(len(found), checksum_ids(name, found)) for name, found in byname.items()] for document, byname in ids.items()}
        return {document: (sum(n for n, _ in parts), "+".join(sorted(digest for _, digest in parts))) for document, parts in sums.items()}

    def _walk_names(self) -> Iterator[Name]:
        """Of every point; as many as there is room for are kept, so that the first questions need not read them again."""
        offset = None
        while True:
            request = edge.ScrollRequest(offset=offset, limit=SCROLL, with_payload=list(NAMES), with_vector=False)
            records, offset = self._shard.scroll(request)
            names = {record.id: to_name(record.payload) for record in records}
            if len(self._names) + len(names) <= KEPT_NAMES:
                self._names |= names
            yield from names.values()
            if offset is None:
                return

    @guard
    def optimize(self) -> bool:
        """Merge segments and build the graph; blocks everything for seconds, so only worth it above 50,000 points."""
        return bool(self._shard.optimize())

    @guard
    def close(self) -> None:
        """Flush and let go of the folder."""
        self._shard.flush()
        self._shard.close()


def to_name(payload: Mapping[str, object] | None) -> Name:
    """A point's payload as its name."""
    found = payload or {}
    return str(found["passage_id"]), sys.intern(str(found["document"])), sys.intern(str(found["generation"]))


def make_config(dimension: int) -> edge.EdgeConfig:
    """The layout: one dense vector (dot product of unit rows), one sparse vector whose word weights the engine keeps."""
    dense = {"dense": edge.EdgeVectorParams(size=dimension, distance=edge.Distance.Dot)} if dimension else None
    return edge.EdgeConfig(vectors=dense, sparse_vectors={"sparse": edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf)})


def match(
    documents: Sequence[str] | None = None,
    kinds: Sequence[str] | None = None,
    collection: str | None = None,
    *,
    document: str | None = None,
    generation: str | None = None,
) -> edge.Filter:
    """A filter of which everything given must match."""
    single = {"collection": collection, "document": document, "generation": generation}
    several = {"document": documents, "kind": kinds}
    must: list[Any] = [edge.FieldCondition(key, match=edge.MatchValue(value)) for key, value in single.items() if value is not None]
    must += [edge.FieldCondition(key, match=edge.MatchAny(list(values))) for key, values in several.items() if values is not None]
    return edge.Filter(must=must)


def to_sparse(vector: SparseVector) -> edge.SparseVector:
    """Our sparse vector as the engine's."""
    return edge.SparseVector(list(vector.indices), list(vector.values))


def to_engine(point: Point) -> edge.Point:
    """Our point as the engine's; an empty vector is left out."""
    vectors: dict[str, edge.NamedVector] = {}
    if point.sparse.indices:
        vectors["sparse"] = to_sparse(point.sparse)
    if point.dense is not None:
        vectors["dense"] = list(point.dense)
    names = ("passage_id", "document", "generation", "kind", "collection")
    return edge.Point(point.id, vectors, {name: getattr(point, name) for name in names})
