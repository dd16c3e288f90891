"""/mcp: the tools for a language model's host, over HTTP. The library behind it is imported with the first request."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api.routes.problems import CONTENT_TYPE, describe, encode, from_status
from api.routes.read import get_desk


class LazyEndpoint:
    """POST goes to the MCP server; other methods are refused, since a GET would hold a stream open and each request here stands alone."""

    def __init__(self) -> None:
        self._server: ASGIApp | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] != "POST":
            refusal = Response(encode(describe(from_status(405))), 405, {"allow": "POST"}, CONTENT_TYPE)
            await refusal(scope, receive, send)
            return
        if self._server is None or self._loop is not asyncio.get_running_loop():
            from api.mcp_server import Endpoint  # noqa: PLC0415 - 0.7 s, for those who use it

            self._loop = asyncio.get_running_loop()
            self._server = Endpoint(lambda request: get_desk(Request(request.scope)))
        await self._server(scope, receive, send)


def make_route() -> Route:
    """The route, with a server of its own: one for each application."""
    return Route("/mcp", LazyEndpoint(), name="mcp")
