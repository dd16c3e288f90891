"""The start page and the answer: questions are posted, and the conversation travels in the form, so that the service keeps nothing.

In: form fields. Out: the answer statement by statement, with the source beside it when a citation is chosen. Knows nothing of how answers
are found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api import schemas
from api.desk_choices import AreaChoice, Desk
from api.export import export_table
from api.page import first, name_documents, page_lang, read_form, render
from api.page_source import Source, parse_place, read_source
from api.payloads import Row
from api.problems import BadParameter
from api.routes import file_response, get_desk
from api.tables import answer_rows, make_table, reads_otherwise, statement_label
from api.texts import text
from assistant.records import Turn

TURNS_KEPT = 8  # earlier questions that travel along
EXAMPLES = 4
NUMBERED = re.compile(r"^(?:\w+ )?\d+(?:\.\d+)*[.:)]?\s+")  # "Mål 2. ", "3.1 "
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Talk:
    """What the form carries."""

    question: str
    history: tuple[Turn, ...]
    documents: tuple[str, ...]
    source: str  # "anchor@start-end", or "" when no source is open
    scanned: bool


@dataclass(frozen=True, slots=True)
class Column:
    """The statements that stand on one document; `document` is None for those that stand on several or none."""

    document: Row | None
    statements: tuple[Row, ...]


@router.get("/")
async def start(request: Request) -> Response:
    """The search field, what is searched, examples."""
    desk = get_desk(request)
    context = await run_in_threadpool(_start_context, desk, page_lang(request) == "en")
    return render(request, "start.html", talk=Talk("", (), (), "", False), **context)


@router.get("/ask")
async def ask_again(request: Request) -> Response:
    """A reloaded or bookmarked answer has no question: show the start page."""
    return await start(request)


@router.post("/ask")
async def ask(request: Request) -> Response:
    """The answer, or the answer as a file."""
    desk = get_desk(request)
    form = await read_form(request)
    talk = read_talk(form)
    if not talk.question:
        return await start(request)
    answer = await run_in_threadpool(desk.ask, talk.question, talk.history, talk.documents or None, None)
    format_ = first(form, "format")
    if format_:
        return file_response(export_table(make_table("answer", answer_rows(answer, talk.question)), format_, answer))
    context = await run_in_threadpool(_answer_context, desk, talk, answer)
    return render(request, "answer.html", headers={"cache-control": "private, no-cache"}, talk=talk, answer=answer, **context)


def read_talk(form: dict[str, list[str]]) -> Talk:
    """The form's fields, checked (BadParameter)."""
    question = first(form, "question")
    if len(question) > schemas.QUESTION_CHARS:
        raise BadParameter(f"Frågan har {len(question)} tecken och får ha högst {schemas.QUESTION_CHARS}. Ställ en kortare fråga.")
    pairs = zip(form.get("history_question", []), form.get("history_answer", []), strict=False)
    history = tuple(Turn(asked[: schemas.QUESTION_CHARS], answered) for asked, answered in pairs if asked.strip())
    documents = tuple(dict.fromkeys(document for document in form.get("document", []) if document))
    return Talk(question, history[-TURNS_KEPT:], documents, first(form, "source"), first(form, "view") == "scanned")


def _start_context(desk: Desk, english: bool) -> dict[str, Any]:
    return {"documents": desk.documents(), "examples": examples(desk, english)}


def _answer_context(desk: Desk, talk: Talk, answer: Row) -> dict[str, Any]:
    source: Source | None = None
    if talk.source:
        source = read_source(desk, parse_place(talk.source), scanned=talk.scanned)
    citations = {citation["number"]: citation for citation in answer["citations"]}
    columns = side_by_side(answer)
    documents = desk.documents()
    return {
        "documents": documents,
        "titles": name_documents(documents),
        "shown": {statement["text"] for statement in answer["statements"] if statement["verbatim"]},
        "read_otherwise": reads_otherwise(talk.question, answer["understood_as"]),
        "columns": columns,
        "several": sum(column.document is not None for column in columns) > 1,
        "citations": citations,
        "source": source,
        "label": statement_label,
    }


def side_by_side(answer: Row) -> tuple[Column, ...]:
    """The statements by the document they stand on, in the answer's order; one column when they stand on one document."""
    documents = {citation["number"]: citation["document"] for citation in answer["citations"]}
    columns: dict[str, tuple[Row | None, list[Row]]] = {}
    for statement in answer["statements"]:
        cited = {documents[number]["id"]: documents[number] for number in statement["citations"]}
        key, document = next(iter(cited.items())) if len(cited) == 1 else ("", None)
        columns.setdefault(key, (document, []))[1].append(statement)
    return tuple(Column(document, tuple(statements)) for document, statements in columns.values())


def examples(desk: Desk, english: bool) -> list[str]:
    """Questions about the focus areas of the documents that read well, of different documents first."""
    unclear = {document["id"] for document in desk.documents() if document["text_quality"] not in ("good", "empty")}
    rows = desk.areas(AreaChoice())
    by_document: dict[str, dict[str, None]] = {}
    for area in [area for area in rows if area["document"]["id"] not in unclear] or rows:
        by_document.setdefault(area["document"]["id"], {})[name_topic(area["focus_area"])] = None
    rounds = zip_longest(*by_document.values())
    topics = dict.fromkeys(topic for one_each in rounds for topic in one_each if topic)
    return [text("ask.example", "en" if english else "sv", topic=topic) for topic in list(topics)[:EXAMPLES]]


def name_topic(heading: str) -> str:
    """A focus area's heading as it reads inside a sentence: without its number, its first letter small unless it is an abbreviation."""
    topic = NUMBERED.sub("", heading) or heading
    return topic if topic[1:2].isupper() else topic[:1].lower() + topic[1:]
