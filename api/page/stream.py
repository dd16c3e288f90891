"""An answer that is being written -> events for the page's script: each statement that holds so far, then the finished page.

In: a function that makes the page and is told whom to show what. Out: an event stream that ends with the page as HTML, errors too, so that
the script knows no templates. Knows nothing of how an answer is found.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool

from api.page.site import error_page
from api.payloads import Row
from api.tables import statement_label
from corpus.errors import PlanlotsError

MakePage = Callable[[Callable[[Row], None] | None], Response]


async def stream_page(request: Request, make: MakePage) -> AsyncIterator[bytes]:
    """`said` again and again while statements come, then `page`."""
    pieces: asyncio.Queue[Row | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def watch(row: Row) -> None:
        loop.call_soon_threadsafe(pieces.put_nowait, row)

    work = asyncio.ensure_future(run_in_threadpool(make, watch))
    work.add_done_callback(lambda _: pieces.put_nowait(None))
    while (piece := await pieces.get()) is not None:
        yield _event("said", [{"text": one["text"], "label": label_of(one, piece)} for one in piece["statements"]])
    try:
        response = await work
    except PlanlotsError as error:
        response = error_page(request, error)
    yield _event("page", {"html": bytes(response.body).decode()})


def label_of(statement: Row, answer: Row) -> str:
    """How a statement came about."""
    return statement_label(statement, answer["generated_by"])


def _event(name: str, content: Any) -> bytes:
    return f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n".encode()
