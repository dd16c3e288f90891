"""POST /api/ask: a question -> an answer, as JSON, as a file, or as a stream of events.

In: the JSON body of `schemas.AskIn`. Out: the answer of the contract. The work runs in a thread, since store and index block. Knows
nothing of how an answer is found. A stream ends when the service closes.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from api.desk_choices import Desk, Watch
from api.guards.asgi import parse_json
from api.payloads import Row
from api.routes import schemas
from api.routes.problems import describe
from api.routes.read import RESPONSES, Format, get_desk, reply
from api.service.desk_shared import SharedDesk
from api.tables import answer_rows
from assistant.records import Mode, Turn
from corpus.errors import BadRequest, PlanlotsError

EVENTS = "text/event-stream"
router = APIRouter(prefix="/api", responses=RESPONSES)


def describe_body() -> dict[str, Any]:
    """What OpenAPI says of the body, which FastAPI does not see, since the route reads it itself."""
    schema = schemas.AskIn.model_json_schema()
    schema["properties"]["history"]["items"] = schema.pop("$defs")["TurnIn"]
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


@router.post("/ask", responses={200: {"model": schemas.AnswerOut, "content": {EVENTS: {}}}}, openapi_extra=describe_body())
async def ask(request: Request, format: Format = "json") -> Response:
    """Answer a question with citations. `Accept: text/event-stream` gives the same as events: status, statements, done."""
    desk = get_desk(request)
    asked = read_ask(await request.body())
    if EVENTS in request.headers.get("accept", ""):
        return StreamingResponse(_events(request, desk, asked), media_type=EVENTS)
    if format == "json" and isinstance(desk, SharedDesk):
        wanted = asked_of(asked)
        found = desk.recall_ask(*wanted) or await run_in_threadpool(desk.encode_ask, *wanted)
        return Response(found, media_type="application/json")
    answer = await run_in_threadpool(answer_question, desk, asked)
    return reply("answer", answer_rows(answer, asked.question) if format != "json" else [], format, answer)


def read_ask(raw: bytes) -> schemas.AskIn:
    """The checked body (BadJson, BadRequest, or pydantic's ValidationError)."""
    asked = schemas.AskIn.model_validate(parse_json(raw))
    if not asked.question.strip():
        raise BadRequest("Skriv en fråga.")
    return asked


def answer_question(desk: Desk, asked: schemas.AskIn, watch: Watch | None = None) -> Row:
    """Ask the desk."""
    return desk.ask(*asked_of(asked), watch)


def asked_of(asked: schemas.AskIn) -> tuple[str, tuple[Turn, ...], list[str] | None, Mode | None]:
    """What a desk is asked."""
    history = tuple(Turn(turn.question, turn.answer) for turn in asked.history)
    return asked.question, history, asked.documents or None, asked.mode


async def _events(request: Request, desk: Desk, asked: schemas.AskIn) -> AsyncIterator[bytes]:
    """The answer in pieces: `statements` again and again while a language model writes, each time checked; then `done`, or `error`."""
    yield _event("status", {"status": "searching"})
    pieces: asyncio.Queue[Row | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def show(row: Row) -> None:
        loop.call_soon_threadsafe(pieces.put_nowait, row)

    work = asyncio.ensure_future(run_in_threadpool(answer_question, desk, asked, show))
    work.add_done_callback(lambda _work: pieces.put_nowait(None))
    while (piece := await pieces.get()) is not None:
        yield _statements(piece)
    try:
        answer = await work
    except PlanlotsError as error:
        yield _event("error", describe(error))
        return
    if request.app.state.service.closing.is_set():
        return
    yield _statements(answer)
    yield _event("done", answer)


def _statements(answer: Row) -> bytes:
    return _event("statements", {name: answer[name] for name in ("statements", "citations", "generated_by")})


def _event(name: str, content: Row) -> bytes:
    return f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n".encode()
