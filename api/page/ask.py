"""The start page and the answer: questions are posted, and the conversation travels in the form, so that the service keeps nothing.

In: form fields. Out: the answer statement by statement, with the source beside it when a citation is chosen. Knows nothing of how answers
are found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from api.desk_choices import Desk
from api.export import File, export_table
from api.page.examples import examples
from api.page.site import first, model_name, name_documents, own_address, read_form, render
from api.page.source import Source, parse_place, read_source
from api.page.stream import stream_page
from api.payloads import Row
from api.routes import schemas
from api.routes.ask import EVENTS
from api.routes.problems import BadParameter
from api.routes.read import file_response, get_desk
from api.tables import answer_rows, make_table, reads_otherwise, statement_label
from assistant.records import Mode, Turn

TURNS_KEPT = 8  # earlier questions that travel along
RECORD = "record."  # before the format of a file with all grounds
WHOLE = {"cache-control": "private, no-cache"}  # going back shows the answer again
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Talk:
    """What the form carries."""

    question: str
    history: tuple[Turn, ...]
    documents: tuple[str, ...]
    source: str  # "anchor@start-end", or "" when no source is open
    scanned: bool
    mode: Mode | None = None  # as chosen where there is a language model; None leaves it to the service


NO_TALK = Talk("", (), (), "", False, "extract")


@dataclass(frozen=True, slots=True)
class Column:
    """The statements that stand on one document; `document` is None for those that stand on several or none."""

    document: Row | None
    statements: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """The citations of one document, in the answer's order."""

    document: Row
    citations: tuple[Row, ...]


@router.get("/")
async def start(request: Request) -> Response:
    """The search field, what is searched, examples."""
    context = await run_in_threadpool(_start_context, get_desk(request))
    return render(request, "start.html", talk=NO_TALK, **context)


@router.get("/ask")
async def ask_again(request: Request) -> Response:
    """A reloaded or bookmarked answer has no question: show the start page."""
    return await start(request)


@router.post("/ask")
async def ask(request: Request) -> Response:
    """The answer, the answer as a file, or – for a script that asks for events – what is written so far and then the page."""
    desk, form = get_desk(request), await read_form(request)
    talk = read_talk(form)
    if not talk.question:
        return await start(request)
    if first(form, "format"):
        return file_response(await run_in_threadpool(_save, desk, talk, first(form, "format"), own_address(request)))

    def answer_page(watch: Callable[[Row], None] | None = None) -> Response:
        answer = desk.ask(talk.question, talk.history, talk.documents or None, talk.mode if model_name(request) else None, watch)
        return render(request, "answer.html", headers=WHOLE, talk=talk, answer=answer, **_answer_context(desk, talk, answer))

    if EVENTS in request.headers.get("accept", ""):
        return StreamingResponse(stream_page(request, answer_page), media_type=EVENTS)
    return await run_in_threadpool(answer_page)


def _save(desk: Desk, talk: Talk, format_: str, base: str) -> File:
    """The answer as a table, or with all its grounds (BadRequest for a format that is not there)."""
    documents = talk.documents or None
    if format_.startswith(RECORD):
        wanted = format_.removeprefix(RECORD)
        if wanted not in ("docx", "json"):
            raise BadParameter(f"Formatet {wanted} finns inte för underlaget. Välj docx eller json.")
        return desk.record(talk.question, talk.history, documents, talk.mode, wanted)
    answer = desk.ask(talk.question, talk.history, documents, talk.mode)
    table = make_table("answer", answer_rows(answer, talk.question), base)
    return export_table(replace(table, lead=talk.question), format_, answer)


def read_talk(form: dict[str, list[str]]) -> Talk:
    """The form's fields, checked (BadParameter)."""
    question = first(form, "question")
    if len(question) > schemas.QUESTION_CHARS:
        raise BadParameter(f"Frågan har {len(question)} tecken och får ha högst {schemas.QUESTION_CHARS}. Ställ en kortare fråga.")
    pairs = zip(form.get("history_question", []), form.get("history_answer", []), strict=False)
    history = tuple(Turn(asked[: schemas.QUESTION_CHARS], answered) for asked, answered in pairs if asked.strip())
    documents = tuple(dict.fromkeys(document for document in form.get("document", []) if document))
    mode: Mode = "generate" if first(form, "mode") == "generate" else "extract"
    return Talk(question, history[-TURNS_KEPT:], documents, first(form, "source"), first(form, "view") == "scanned", mode)


def _start_context(desk: Desk) -> dict[str, Any]:
    return {"documents": desk.documents(), "examples": examples(desk)}


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
        "sources": by_document(answer["citations"]),
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


def by_document(citations: Sequence[Row]) -> tuple[Cited, ...]:
    """The citations gathered under their documents, so that a title stands once; documents in the order they are first cited."""
    gathered: dict[str, list[Row]] = {}
    for citation in citations:
        gathered.setdefault(citation["document"]["id"], []).append(citation)
    return tuple(Cited(rows[0]["document"], tuple(rows)) for rows in gathered.values())
