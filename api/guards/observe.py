"""Counts and, if wanted, logs every response: route, status, time, never what was asked.

In: any ASGI application. Out: the same, watched from outside. The log has one JSON object a line; a line names the route's template, not
the address, so that neither query strings nor odd paths are written down. Knows logging. Knows nothing of what routes do.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from datetime import UTC, datetime
from typing import Any

from api.guards.asgi import App, Message, Receive, Scope, Send
from api.guards.metrics import Metrics
from api.guards.visit import visit_of

log = logging.getLogger("planlots.requests")
FIELDS = ("route", "method", "status", "ms", "collection", "key")


class Observe:
    """Sees how every request ended."""

    def __init__(self, app: App, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and note status and time once the response is complete."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        visit, began, status = visit_of(scope), time.perf_counter(), 499  # 499: the client left first

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watch)
        finally:
            seconds = time.perf_counter() - began
            self.metrics.count(visit.route, status, seconds)
            facts = (visit.route, scope["method"], status, round(seconds * 1000, 1), visit.collection, visit.caller.name)
            log.info("anrop", extra=dict(zip(FIELDS, facts, strict=True)))


class JsonLines(logging.Formatter):
    """One JSON object a line. An error is told by its kind and place: its text may hold words of a document."""

    def format(self, record: logging.LogRecord) -> str:
        """The record with the fields of a request, if it has them."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            frames = traceback.extract_tb(record.exc_info[2])
            line["error"] = type(record.exc_info[1]).__name__
            line["at"] = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames[-6:]]
        return json.dumps(line, ensure_ascii=False)


def log_json() -> None:
    """Write JSON lines to standard error, a line for every response too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    log.setLevel(logging.INFO)
