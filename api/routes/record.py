"""POST /api/record: a question -> the answer with all its grounds in one file, to keep or to register. The service keeps nothing."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.routes.ask import describe_body, read_ask
from api.routes.read import RESPONSES, file_response, get_desk
from assistant.records import Turn

RecordFormat = Annotated[Literal["json", "docx"], Query(description="JSON för program, Word för diariet")]
router = APIRouter(prefix="/api", responses=RESPONSES)


@router.post("/record", openapi_extra=describe_body())
async def record(request: Request, format: RecordFormat = "json") -> Response:
    """The answer record: question, answer, quotes, sections, hashes, generations, versions, time, checks."""
    desk = get_desk(request)
    asked = read_ask(await request.body())
    history = tuple(Turn(turn.question, turn.answer) for turn in asked.history)
    file = await run_in_threadpool(desk.record, asked.question, history, asked.documents or None, asked.mode, format)
    return file_response(file)
