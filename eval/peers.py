"""Other search engines over the same passages and questions, each in a process of its own: what one would have built instead.

In: a folder with passages.jsonl ({"id", "text"}) and questions.jsonl (strings). Out: one JSON object on standard output. Run as
`python -m eval.peers build|ask NAME FOLDER`. Each library has its home here and is imported only for the peer that needs it; all are the
extra `peers`. Knows nothing of gold or measures.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.encoder import load_folder
from corpus.settings import MODELS

DEPTH = 10
BATCH = 500
BM25S_FILES, LLAMA_FILES, QDRANT_FILES = "bm25s", "llamaindex", "qdrant"

Find = Callable[[str], list[str]]  # a question -> ids, best first


@dataclass(frozen=True, slots=True)
class Text:
    """One passage."""

    id: str
    text: str


def read_texts(folder: Path) -> list[Text]:
    """The passages."""
    rows = (json.loads(line) for line in (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines())
    return [Text(row["id"], row["text"]) for row in rows]


def build_bm25s(texts: Sequence[Text], folder: Path) -> None:
    """BM25 with the Swedish stemmer and stop words of bm25s."""
    import bm25s  # noqa: PLC0415

    retriever = bm25s.BM25(corpus=[{"id": one.id} for one in texts])
    retriever.index(_split([one.text for one in texts]), show_progress=False)
    retriever.save(str(folder / BM25S_FILES), corpus=[{"id": one.id} for one in texts])


def open_bm25s(folder: Path) -> Find:
    """The saved index."""
    import bm25s  # noqa: PLC0415

    retriever = bm25s.BM25.load(str(folder / BM25S_FILES), load_corpus=True)

    def find(question: str) -> list[str]:
        k = min(DEPTH, len(retriever.corpus))
        found, _ = retriever.retrieve(_split([question]), k=k, show_progress=False)
        return [row["id"] for row in found[0]]

    return find


def _split(texts: list[str]) -> Any:
    import bm25s  # noqa: PLC0415
    import Stemmer  # noqa: PLC0415

    return bm25s.tokenize(texts, stopwords="sv", stemmer=Stemmer.Stemmer("swedish"), show_progress=False)


def build_llamaindex(texts: Sequence[Text], folder: Path) -> None:
    """VectorStoreIndex and BM25Retriever over the same nodes, as the tutorial on hybrid retrieval builds them."""
    from llama_index.core import Document, VectorStoreIndex  # noqa: PLC0415
    from llama_index.core.node_parser import SentenceSplitter  # noqa: PLC0415
    from llama_index.retrievers.bm25 import BM25Retriever  # noqa: PLC0415

    documents = [Document(text=one.text, id_=one.id) for one in texts]
    nodes = SentenceSplitter().get_nodes_from_documents(documents)
    index = VectorStoreIndex(nodes, embed_model=_embedding())
    index.storage_context.persist(str(folder / LLAMA_FILES))
    BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=DEPTH).persist(str(folder / LLAMA_FILES / "bm25"))


def open_llamaindex(folder: Path) -> Find:
    """Both retrievers, fused by reciprocal ranks."""
    from llama_index.core import StorageContext, load_index_from_storage  # noqa: PLC0415
    from llama_index.core.llms import MockLLM  # noqa: PLC0415
    from llama_index.core.retrievers import QueryFusionRetriever  # noqa: PLC0415
    from llama_index.core.retrievers.fusion_retriever import FUSION_MODES  # noqa: PLC0415
    from llama_index.retrievers.bm25 import BM25Retriever  # noqa: PLC0415

    storage = StorageContext.from_defaults(persist_dir=str(folder / LLAMA_FILES))
    index = load_index_from_storage(storage, embed_model=_embedding())
    words = BM25Retriever.from_persist_dir(str(folder / LLAMA_FILES / "bm25"))
    both = QueryFusionRetriever(
        [index.as_retriever(similarity_top_k=DEPTH), words], llm=MockLLM(), similarity_top_k=DEPTH, num_queries=1,
        mode=FUSION_MODES.RECIPROCAL_RANK, use_async=False,
    )  # fmt: skip
    return lambda question: [str(found.node.ref_doc_id) for found in both.retrieve(question)]


def _embedding() -> Any:
    """Our encoder as LlamaIndex wants one: no other Swedish model can be had offline."""
    from llama_index.core.embeddings import BaseEmbedding  # noqa: PLC0415

    encoder = load_folder(MODELS / "encoder")

    class Shipped(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return list(encoder.encode_questions([query])[0].tolist())

        def _get_text_embedding(self, text: str) -> list[float]:
            return list(encoder.encode([text])[0].tolist())

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return list(encoder.encode(texts).tolist())

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    return Shipped(embed_batch_size=BATCH)


def build_qdrant(texts: Sequence[Text], folder: Path) -> None:
    """Qdrant's local mode with our vectors of meaning and of words."""
    from qdrant_client import QdrantClient, models  # noqa: PLC0415

    from corpus.analysis import question_vector  # noqa: PLC0415

    encoder = load_folder(MODELS / "encoder")
    client = QdrantClient(path=str(folder / QDRANT_FILES))
    client.create_collection(
        "passages",
        vectors_config={"dense": models.VectorParams(size=encoder.dimension, distance=models.Distance.COSINE)},
        sparse_vectors_config={"sparse": models.SparseVectorParams(modifier=models.Modifier.IDF)},
    )
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        rows = encoder.encode([one.text for one in batch]).tolist()
        words = [question_vector(one.text) for one in batch]
        points = [
            models.PointStruct(
                id=start + place,
                vector={"dense": row, "sparse": models.SparseVector(indices=list(word.indices), values=list(word.values))},
                payload={"id": one.id},
            )
            for place, (one, row, word) in enumerate(zip(batch, rows, words, strict=True))
        ]
        client.upsert("passages", points)
    client.close()


def open_qdrant(folder: Path) -> Find:
    """Both arms, fused by reciprocal ranks."""
    from qdrant_client import QdrantClient, models  # noqa: PLC0415

    from corpus.analysis import question_vector  # noqa: PLC0415

    encoder = load_folder(MODELS / "encoder")
    client = QdrantClient(path=str(folder / QDRANT_FILES))

    def find(question: str) -> list[str]:
        words = question_vector(question)
        sparse = models.SparseVector(indices=list(words.indices), values=list(words.values))
        arms = [
            models.Prefetch(query=encoder.encode_questions([question])[0].tolist(), using="dense", limit=4 * DEPTH),
            models.Prefetch(query=sparse, using="sparse", limit=4 * DEPTH),
        ]
        found = client.query_points("passages", prefetch=arms, query=models.FusionQuery(fusion=models.Fusion.RRF), limit=DEPTH)
        return [str(point.payload["id"]) for point in found.points if point.payload]

    return find


def open_planlots(folder: Path) -> Find:
    """Ours, on the data folder that the bench filled."""
    from assistant.retrieval.search import search  # noqa: PLC0415
    from corpus.library import Library  # noqa: PLC0415
    from corpus.settings import Settings  # noqa: PLC0415

    library = Library.open(Settings(folder / "data", str(MODELS / "encoder"), None), child=False)
    return lambda question: [hit.passage.id for hit in search(library, question, limit=DEPTH).hits]


BUILDERS: dict[str, Callable[[Sequence[Text], Path], None]] = {
    "bm25s": build_bm25s,
    "llamaindex": build_llamaindex,
    "qdrant": build_qdrant,
}
OPENERS: dict[str, Callable[[Path], Find]] = {
    "planlots": open_planlots,
    "bm25s": open_bm25s,
    "llamaindex": open_llamaindex,
    "qdrant": open_qdrant,
}


def run_build(name: str, folder: Path) -> dict[str, object]:
    """Seconds to index, without reading the files and importing."""
    texts = read_texts(folder)
    BUILDERS[name](texts[:1], folder / "warm")  # imports
    before = time.perf_counter()
    BUILDERS[name](texts, folder)
    return {"seconds": time.perf_counter() - before}


def run_ask(name: str, folder: Path) -> dict[str, object]:
    """What is found for each question, milliseconds of each, peak memory in bytes."""
    find = OPENERS[name](folder)
    questions = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    find(questions[0])
    started = time.time()
    found, times = [], []
    for question in questions:
        before = time.perf_counter()
        found.append(find(question))
        times.append((time.perf_counter() - before) * 1000)
    return {"ready": started, "found": found, "times": times, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}


if __name__ == "__main__":
    task = {"build": run_build, "ask": run_ask}[sys.argv[1]]
    print(json.dumps(task(sys.argv[2], Path(sys.argv[3]))))
