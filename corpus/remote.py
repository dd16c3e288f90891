"""The one home of qdrant-client: the index's layout on a Qdrant server or cluster that several processes share.

In: checked points, vectors, filters, as `engine.Shard`. Out: the same answers, or IndexUnavailable while the server is away. Nothing is
connected before the first call, and after a failure nobody waits for the server again for RETRY_SECONDS. Safe for several threads. Knows
nothing of texts, nor of what the store says.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from qdrant_client import QdrantClient, models
from qdrant_client.common.client_exceptions import QdrantException
from qdrant_client.http.exceptions import ApiException, UnexpectedResponse

from corpus.errors import IndexDamaged, IndexUnavailable
from corpus.points import Point, Scored, checksum_ids
from corpus.records import Filters, SparseVector
from corpus.settings import Qdrant

TENANT = "collection"  # points of one tenant lie together on disk
INDEXED = ("document", "generation", "kind")  # made before the first point, or the graph is built without them
CALL_SECONDS = 5  # a query takes milliseconds; a page of the audit or a batch of points well under a second
RETRY_SECONDS = 5.0
SCROLL = 2_000  # points per page of the manifest
MOST_GENERATIONS = 1_000_000  # a facet gives no more; 290 municipalities' documents are 290,000
PAYLOAD = ["passage_id", "document", "generation"]
P = ParamSpec("P")
R = TypeVar("R")


def guard(method: Callable[Concatenate[RemoteShard, P], R]) -> Callable[Concatenate[RemoteShard, P], R]:
    """Translate the client's errors; a server that was away a moment ago is not waited for again."""

    @wraps(method)
    def guarded(shard: RemoteShard, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if time.monotonic() < shard.away_until:
            raise IndexUnavailable(f"Sökservern {shard.place.url} svarade inte nyss. Försök igen om några sekunder.")
        try:
            shard.connect()
            return method(shard, *args, **kwargs)
        except (ApiException, QdrantException, OSError) as error:
            fault = translate(error, shard.place.url)
            if type(fault) is IndexDamaged:
                shard.ready = False
            elif not isinstance(error, UnexpectedResponse):
                shard.away_until = time.monotonic() + RETRY_SECONDS
            raise fault from error

    return guarded


def translate(error: Exception, url: str) -> IndexUnavailable:
    """What the server or the way to it says, in plain Swedish; IndexDamaged when the collection is gone."""
    status = error.status_code if isinstance(error, UnexpectedResponse) else None
    if status == 404:
        return IndexDamaged(f"Sökindexet finns inte längre på {url}. Det byggs om ur lagringen.")
    if status in (401, 403):
        return IndexUnavailable(f"Sökservern {url} godtar inte nyckeln. Kontrollera PLANLOTS_QDRANT_KEY.")
    if status:
        return IndexUnavailable(f"Sökservern {url} svarade {status}. Se dess logg, och försök igen.")
    return IndexUnavailable(f"Sökservern {url} svarar inte ({type(error).__name__}). Kontrollera att Qdrant är igång.")


def make_client(place: Qdrant) -> QdrantClient:
    """A client that has not yet connected."""
    return QdrantClient(location=place.url, api_key=place.key, timeout=CALL_SECONDS, check_compatibility=False)


def name_collection(prefix: str, makers: Mapping[str, str | int]) -> str:
    """Other makers' vectors lie in a collection of their own, so that processes of two versions can share a server."""
    key = "\0".join(f"{name}={makers[name]}" for name in sorted(makers))
    return f"{prefix}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def list_makers(place: Qdrant) -> list[dict[str, Any]]:
    """What made each collection of ours on the server, by the collections' names (IndexUnavailable)."""
    client = make_client(place)
    try:
        names = sorted(one.name for one in client.get_collections().collections if one.name.startswith(f"{place.name}-"))
        noted = [(client.get_collection(name).config.metadata or {}).get("planlots") for name in names]
        return [makers for name, makers in zip(names, noted, strict=True) if makers and name_collection(place.name, makers) == name]
    except (ApiException, QdrantException, OSError) as error:
        raise translate(error, place.url) from error
    finally:
        client.close()


def remove_collections(place: Qdrant) -> None:
    """Delete everything of ours under the name, whoever made it (IndexUnavailable)."""
    shards = [RemoteShard(place, makers) for makers in list_makers(place)]
    for shard in shards:
        shard.remove()
        shard.close()


class RemoteShard:
    """One Qdrant collection."""

    def __init__(self, place: Qdrant, makers: Mapping[str, str | int]) -> None:
        """`makers`: what made the vectors; "dimension" 0: words only, no dense vectors."""
        self.place, self.makers, self.dimension = place, dict(makers), int(makers["dimension"])
        self.name = name_collection(place.name, makers)
        self.ready = False
        self.away_until = float("-inf")
        self._lock = threading.Lock()
        self._client = make_client(place)

    def connect(self) -> None:
        """Make the collection if it is not there. Raises IndexUnavailable when something else has its name."""
        with self._lock:
            if not self.ready:
                if not self._client.collection_exists(self.name):
                    self._make()
                self._check_layout()
                self.ready = True

    def _make(self) -> None:
        """The layout of engine.make_config; another process may do the same at the same time."""
        dense = {"dense": models.VectorParams(size=self.dimension, distance=models.Distance.DOT)} if self.dimension else {}
        try:
            self._client.create_collection(
                self.name,
                vectors_config=dense,
                sparse_vectors_config={"sparse": models.SparseVectorParams(modifier=models.Modifier.IDF)},
                shard_number=self.place.shards,
                replication_factor=self.place.replicas,
                write_consistency_factor=self.place.replicas // 2 + 1,
                metadata={"planlots": self.makers},
            )
        except UnexpectedResponse as error:
            if error.status_code != 409:
                raise
        tenant = models.KeywordIndexParams(type=models.KeywordIndexType.KEYWORD, is_tenant=True)
        self._client.create_payload_index(self.name, TENANT, tenant, wait=True)
        for field in INDEXED:
            self._client.create_payload_index(self.name, field, models.PayloadSchemaType.KEYWORD, wait=True)

    def _check_layout(self) -> None:
        """Refuse a collection that is not ours: its points could not be searched."""
        parameters = self._client.get_collection(self.name).config.params
        dense = parameters.vectors.get("dense") if isinstance(parameters.vectors, dict) else None
        sparse = (parameters.sparse_vectors or {}).get("sparse")
        if (dense.size if dense else 0) != self.dimension or sparse is None or sparse.modifier != models.Modifier.IDF:
            raise IndexUnavailable(
                f"Samlingen {self.name} på {self.place.url} är inte gjord av Planlots. Välj ett annat PLANLOTS_QDRANT_NAME."
            )

    @guard
    def upsert(self, points: Sequence[Point]) -> None:
        """Write points that check_point() has passed; acknowledged means in the log of every replica that must have it."""
        self._client.upsert(self.name, [to_remote(point) for point in points], wait=True)

    def flush(self) -> None:
        """Nothing: what the server has acknowledged it keeps."""

    @guard
    def delete(self, document: str, generation: str | None) -> None:
        """Remove a document's points of one generation, or of all."""
        chosen = models.FilterSelector(filter=match(document=document, generation=generation))
        self._client.delete(self.name, chosen, wait=True)

    @guard
    def delete_generation(self, generation: str) -> None:
        """Remove a generation's points, of whatever document."""
        self._client.delete(self.name, models.FilterSelector(filter=match(generation=generation)), wait=True)

    @guard
    def arms(
        self, sparse: SparseVector | None, dense: Sequence[float] | None, filters: Filters, limit: int
    ) -> tuple[list[Scored], list[Scored]]:
        """As engine.Shard.arms, both in one request."""
        kept = match(filters.documents, filters.kinds, filters.collection)
        corpus = models.IdfCorpusParams(corpus=match(collection=filters.collection))
        asked: dict[str, models.QueryRequest] = {}
        if sparse and sparse.indices:
            words, params = to_sparse(sparse), models.SearchParams(idf=corpus)
            asked["sparse"] = models.QueryRequest(
                query=words, using="sparse", filter=kept, params=params, limit=limit, with_payload=PAYLOAD
            )
        if dense is not None and self.dimension:
            asked["dense"] = models.QueryRequest(query=list(dense), using="dense", filter=kept, limit=limit, with_payload=PAYLOAD)
        found = self._client.query_batch_points(self.name, list(asked.values())) if asked else []
        arms = {arm: [to_scored(point) for point in one.points] for arm, one in zip(asked, found, strict=True)}
        return arms.get("sparse", []), arms.get("dense", [])

    @guard
    def count(self, document: str | None, generation: str | None) -> int:
        """How many points a document, a generation, or the whole collection has."""
        return self._client.count(self.name, match(document=document, generation=generation), exact=True).count

    @guard
    def count_by(self, field: str) -> dict[str, int]:
        """How many points each value of a payload field has, exactly; one request however many points there are."""
        hits = self._client.facet(self.name, field, limit=MOST_GENERATIONS, exact=True).hits
        return {str(hit.value): hit.count for hit in hits}

    @guard
    def manifest(self) -> dict[str, tuple[int, str]]:
        """As engine.Shard.manifest. Reads every point's payload."""
        ids: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for payload in self._payloads():
            ids[str(payload["document"])][str(payload["generation"])].append(str(payload["passage_id"]))
        sums = {document: [(len(found), checksum_ids(name, found)) for name, found in byname.items()] for document, byname in ids.items()}
        return {document: (sum(n for n, _ in parts), "+".join(sorted(digest for _, digest in parts))) for document, parts in sums.items()}

    def _payloads(self) -> Iterator[dict[str, Any]]:
        offset = None
        while True:
            records, offset = self._client.scroll(self.name, limit=SCROLL, offset=offset, with_payload=PAYLOAD, with_vectors=False)
            yield from (record.payload or {} for record in records)
            if offset is None:
                return

    @guard
    def remove(self) -> None:
        """Delete the collection."""
        self.ready = False
        self._client.delete_collection(self.name)

    def optimize(self) -> bool:
        """Nothing: the server merges its segments by itself."""
        return False

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()


def match(
    documents: Sequence[str] | None = None,
    kinds: Sequence[str] | None = None,
    collection: str | None = None,
    *,
    document: str | None = None,
    generation: str | None = None,
) -> models.Filter:
    """As engine.match: everything given must match."""
    single = {"collection": collection, "document": document, "generation": generation}
    several = {"document": documents, "kind": kinds}
    must: list[Any] = [
        models.FieldCondition(key=key, match=models.MatchValue(value=value)) for key, value in single.items() if value is not None
    ]
    must += [
        models.FieldCondition(key=key, match=models.MatchAny(any=list(values))) for key, values in several.items() if values is not None
    ]
    return models.Filter(must=must)


def to_sparse(vector: SparseVector) -> models.SparseVector:
    """Our sparse vector as the server's."""
    return models.SparseVector(indices=list(vector.indices), values=list(vector.values))


def to_remote(point: Point) -> models.PointStruct:
    """Our point as the server's; an empty vector is left out."""
    vectors: dict[str, Any] = {}
    if point.sparse.indices:
        vectors["sparse"] = to_sparse(point.sparse)
    if point.dense is not None:
        vectors["dense"] = list(point.dense)
    payload = {name: getattr(point, name) for name in (*PAYLOAD, "kind", "collection")}
    return models.PointStruct(id=str(point.id), vector=vectors, payload=payload)


def to_scored(point: models.ScoredPoint) -> Scored:
    """The server's hit as ours."""
    payload = point.payload or {}
    return Scored(str(payload["passage_id"]), str(payload["document"]), str(payload["generation"]), float(point.score))
