"""/v1/chat/completions: Planlots as a model for programs that speak the OpenAI API.

In: messages. The last one of the user is the question, those before it the conversation; system messages are not obeyed, since answers
come from the documents alone. Out: the answer as text with numbered sources, each citation also as an annotation, whole or streamed by
statement; the answer of our own contract lies in the field `planlots`. Errors have OpenAI's shape with our Swedish message.
Shape: the Chat Completions reference of the OpenAI API, 2026.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api import plain
from api.desk_choices import Row
from api.guards.asgi import parse_json
from api.routes import schemas
from api.routes.ask import EVENTS, answer_question
from api.routes.problems import from_validation, headers
from api.routes.read import RESPONSES, get_desk, json_response
from corpus.errors import BadRequest, PlanlotsError

MODEL = "planlots"
router = APIRouter(prefix="/v1", responses=RESPONSES)


class TextPart(BaseModel):
    """A piece of a message. Pictures and sound are no questions."""

    type: Literal["text"]
    text: Annotated[str, Field(max_length=schemas.ANSWER_CHARS)]


class Message(BaseModel):
    """One message of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: Annotated[str, Field(max_length=schemas.ANSWER_CHARS)] | list[TextPart] | None = None

    def text(self) -> str:
        """Its text, parts joined."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class ChatIn(BaseModel):
    """The body; sampling parameters are allowed and mean nothing here."""

    model_config = ConfigDict(extra="allow")
    model: Annotated[str, Field(max_length=200)] = MODEL
    messages: Annotated[list[Message], Field(min_length=1, max_length=2 * schemas.TURNS + 10)]
    stream: bool = False


def describe_body() -> dict[str, Any]:
    """What OpenAPI says of the body, which FastAPI does not see, since the route reads it itself."""
    schema = ChatIn.model_json_schema(ref_template="#/components/schemas/{model}")
    del schema["$defs"]  # api/routes/describe.py puts them there
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


ERROR_SHAPE = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "object", "required": ["message", "type", "code"]}},
}
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"schema": {"type": "object", "required": ["id", "choices", "planlots"]}}, EVENTS: {}}},
    "4XX": {
        "description": "Felet i OpenAI:s form; om nyckel, adress eller storlek som RFC 9457",
        "content": {"application/json": {"schema": ERROR_SHAPE}, "application/problem+json": {}},
    },
}


@router.get("/models")
def models() -> Response:
    """The one model there is."""
    return json_response({"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}]})


@router.post("/chat/completions", responses=ANSWERS, openapi_extra=describe_body())
async def complete(request: Request) -> Response:
    """Answer the last question of a conversation."""
    try:
        chat = read_chat(await request.body())
        asked = read_question(chat.messages)
        answer = await run_in_threadpool(answer_question, get_desk(request), asked)
    except PlanlotsError as error:
        return error_response(error)
    base = f"{request.url.scheme}://{request.url.netloc}"  # addresses say themselves under which path the service lies
    if chat.stream:
        return StreamingResponse(stream_chunks(answer, asked.question, base), media_type=EVENTS)
    return json_response(completion(answer, asked.question, base))


def read_chat(raw: bytes) -> ChatIn:
    """The checked body (BadJson, BadParameter)."""
    try:
        return ChatIn.model_validate(parse_json(raw))
    except ValidationError as error:
        raise from_validation(error.errors()) from error


def read_question(messages: Sequence[Message]) -> schemas.AskIn:
    """The last message of the user as a question, with the turns before it (BadRequest, BadParameter)."""
    spoken = [one for one in messages if one.role in ("user", "assistant") and one.text().strip()]
    if not spoken or spoken[-1].role != "user":
        raise BadRequest("Det sista meddelandet ska vara en fråga med rollen user.")
    history = [
        {"question": before.text(), "answer": after.text()}
        for before, after in itertools.pairwise(spoken)
        if (before.role, after.role) == ("user", "assistant")
    ]
    try:
        return schemas.AskIn.model_validate({"question": spoken[-1].text(), "history": history[-schemas.TURNS :]})
    except ValidationError as error:
        raise from_validation(error.errors()) from error


def completion(answer: Row, question: str, base: str) -> Row:
    """The whole answer as a chat completion."""
    text = plain.answer_text(answer, question, base)
    message = {"role": "assistant", "content": text, "refusal": None, "annotations": list_citations(answer, text, base)}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}  # no language model was asked
    return {**_head(answer, "chat.completion"), "choices": [choice], "usage": usage, "planlots": answer}


def list_citations(answer: Row, text: str, base: str) -> list[Row]:
    """Each place where a citation's number stands in the text, as a `url_citation`; offsets in code points."""
    found: list[Row] = []
    for citation in answer["citations"]:
        mark = f"[{citation['number']}]"
        at = text.find(mark)
        place = {"start_index": max(at, 0), "end_index": max(at, 0) + len(mark), "title": citation["document"]["title"]}
        found.append({"type": "url_citation", "url_citation": {**place, "url": base + citation["url"]}})
    return found


def stream_chunks(answer: Row, question: str, base: str) -> Iterator[bytes]:
    """The same text in pieces, a statement at a time: all of it is checked before the first piece leaves."""
    whole = completion(answer, question, base)
    message = whole["choices"][0]["message"]
    head = _head(answer, "chat.completion.chunk")
    pieces = message["content"].splitlines(keepends=True)
    deltas = [{"role": "assistant", "content": ""}, *({"content": piece} for piece in pieces), {"annotations": message["annotations"]}]
    for delta in deltas:
        yield _event({**head, "choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": None}]})
    last = {"index": 0, "delta": {}, "logprobs": None, "finish_reason": "stop"}
    yield _event({**head, "choices": [last], "planlots": answer})
    yield b"data: [DONE]\n\n"


def error_response(error: PlanlotsError) -> Response:
    """Our message in OpenAI's shape."""
    kind = "server_error" if error.status >= 500 else "invalid_request_error"
    body = {"error": {"message": str(error), "type": kind, "param": None, "code": error.type}}
    return Response(json.dumps(body), error.status, headers(error), "application/json")


def _head(answer: Row, kind: str) -> Row:
    return {"id": f"chatcmpl-{answer['record_id'][:24]}", "object": kind, "created": int(time.time()), "model": MODEL}


def _event(content: Row) -> bytes:
    return f"data: {json.dumps(content, ensure_ascii=False)}\n\n".encode()
