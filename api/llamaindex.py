"""Planlots for programs built on LlamaIndex: search as a retriever, answers with checked citations as a query engine.

In: a desk – `open_desk(url)` for a running service. Out: LlamaIndex nodes and responses; a node's id is the passage's, and its metadata
tell where it stands. LlamaIndex's own synthesis is not used: the answer is Planlots' own. Needs the extra `[llamaindex]`; never imported
by the service or the command line, since importing it costs 1.6 s.
"""

from __future__ import annotations

from typing import Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from api.desk_choices import Desk, Row, SearchChoice
from api.service.client import RemoteDesk
from api.tables import page_cell


def open_desk(url: str) -> Desk:
    """The desk of a running service, for example http://127.0.0.1:8000."""
    return RemoteDesk(url)


class PlanlotsRetriever(BaseRetriever):
    """Passages of the plans for a query, best first; twins are collapsed."""

    def __init__(self, desk: Desk, limit: int = 10, documents: tuple[str, ...] | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.choice = SearchChoice(documents=documents, limit=limit)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self.desk.search(query_bundle.query_str, self.choice)
        return [NodeWithScore(node=make_node(hit), score=hit["score"]) for hit in found["hits"]]


class PlanlotsQueryEngine(BaseQueryEngine):
    """Answers whose every statement is borne by a quote; the citations are the response's source nodes."""

    def __init__(self, desk: Desk, documents: tuple[str, ...] | None = None) -> None:
        super().__init__(CallbackManager([]))
        self.desk = desk
        self.documents = documents

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self.desk.ask(query_bundle.query_str, (), self.documents, None)
        nodes = [NodeWithScore(node=make_source(citation)) for citation in answer["citations"]]
        return Response(response=answer["answer"] or answer["missing"], source_nodes=nodes, metadata={"planlots": answer})

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return self._query(query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def make_node(hit: Row) -> TextNode:
    """A hit as a node: its text is the passage's, unchanged."""
    return TextNode(id_=hit["passage_id"], text=hit["text"], metadata=_place(hit))


def make_source(citation: Row) -> TextNode:
    """A citation as a node: its text is the quote, word for word."""
    place = {"number": citation["number"], **_place(citation)}
    return TextNode(id_=f"{citation['anchor']}#{citation['start']}-{citation['end']}", text=citation["quote"], metadata=place)


def _place(row: Row) -> dict[str, Any]:
    document = row["document"]
    return {
        "document": document["id"],
        "title": document["title"],
        "status": document["status"],
        "path": " › ".join(row["path"]),
        "page": page_cell(row),
        "anchor": row["anchor"],
        "url": row["url"],
    }
