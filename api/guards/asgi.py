"""Pure ASGI guards around the application: hosts, security headers, body size and time, concurrency, the last resort.

In: any ASGI application. Out: one that cannot be flooded, stalled, framed or made to answer 500 in English. Also `parse_json`, which
refuses what Python's own parser lets through. Knows nothing of documents or routes. Never logs a question: only the kind of an error and
where.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from api.guards.access import BODY_LIMITS, STREAMED
from api.guards.place import local_path
from api.guards.visit import visit_of
from api.routes import problems
from corpus.errors import PlanlotsError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_BYTES = 256 * 1024  # a question with a long conversation is under 100 kB
DRAINED_BYTES = 16 * 1024 * 1024  # a client that is cut off while it sends never sees the answer; beyond this it is cut off
BODY_SECONDS = 10.0  # a stalled body is closed after this
AT_ONCE = 32  # requests worked on at a time, fewer than there are threads: most of them wait for a process that answers
WAITING = 256  # requests that may wait for their turn; more get 503
WAIT_SECONDS = 5.0
EXEMPT = ("/api/health", "/live", "/metrics", "/static/")  # answered even when all else waits

CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", CSP.encode("ascii")),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
log = logging.getLogger("planlots")


def parse_json(raw: bytes) -> Any:
    """JSON -> Python. Refuses NaN, infinities, lone surrogates, endless numbers and nesting (BadJson, BadParameter)."""
    try:
        value = json.loads(raw, parse_constant=_refuse_constant)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise problems.BadParameter("Texten innehåller ett halvt tecken (ensam surrogat). Skriv om tecknet och försök igen.") from error
    except RecursionError as error:
        raise problems.BadJson("JSON-texten har för många nivåer. Skicka en enklare fråga.") from error
    except ValueError as error:
        raise problems.BadJson("Innehållet kan inte läsas som JSON. Kontrollera citattecken, klamrar och tal.") from error
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


class LastResort:
    """What nobody caught: a problem document, and a log line without any text of the request."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 500 once, unless the response has begun."""
        begun = False

        async def watch(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as error:  # noqa: BLE001 - the process border
            log.error("%s at %s", type(error).__name__, " < ".join(_places(error)))
            if begun or scope["type"] != "http":
                return
            ours = error if isinstance(error, PlanlotsError) else PlanlotsError("Något gick fel i tjänsten. Försök igen om en stund.")
            await send_problem(scope, send, ours)


class Headers:
    """Adds the security headers to every response, and answers HEAD as GET."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with headers added; a route's own cache header wins."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = list(message.get("headers", []))
                cached = any(name.lower() == b"cache-control" for name, _ in own)
                message["headers"] = [*own, *HEADERS, *([] if cached else [(b"cache-control", b"no-store")])]
            await send(message)

        await self.app({**scope, "method": "GET"} if scope["method"] == "HEAD" else scope, receive, add)


class Hosts:
    """Refuses requests for a host that is not ours; without names every host passes."""

    def __init__(self, app: App, names: tuple[str, ...] = ()) -> None:
        self.app = app
        self.names = frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compare the Host header, without its port."""
        host = host_name(scope)
        if scope["type"] == "http" and self.names and host not in self.names:
            known = ", ".join(sorted(self.names))
            await send_problem(scope, send, problems.WrongHost(f"Tjänsten svarar bara på {known}. Ange värdnamnet med PLANLOTS_HOSTS."))
            return
        await self.app(scope, receive, send)


@dataclass
class Count:
    """How many requests are answered or wait."""

    inside: int = 0


class Turns:
    """At most AT_ONCE requests at a time, the others in order; too many or too long a wait gives 503."""

    def __init__(
        self, app: App, at_once: int = AT_ONCE, waiting: int = WAITING, seconds: float = WAIT_SECONDS, count: Count | None = None
    ) -> None:
        self.app = app
        self.turns = asyncio.Semaphore(at_once)
        self.limit = at_once + waiting
        self.seconds = seconds
        self.count = count or Count()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait for a turn, then pass on."""
        if scope["type"] != "http" or local_path(scope).startswith(EXEMPT) or visit_of(scope).route in STREAMED:
            await self.app(scope, receive, send)
            return
        if self.count.inside >= self.limit:
            await send_problem(scope, send, problems.Busy("Många frågar just nu. Försök igen om några sekunder."))
            return
        self.count.inside += 1
        try:
            await self._take_turn(scope, receive, send)
        finally:
            self.count.inside -= 1

    async def _take_turn(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await asyncio.wait_for(self.turns.acquire(), self.seconds)
        except TimeoutError:
            await send_problem(scope, send, problems.Busy("Många frågar just nu. Försök igen om några sekunder."))
            return
        try:
            await self.app(scope, receive, send)
        finally:
            self.turns.release()


class Bodies:
    """Reads the whole body first, within a size and a time, so that nothing behind it waits for a slow sender."""

    def __init__(self, app: App, limit: int = BODY_BYTES, seconds: float = BODY_SECONDS, drained: int = DRAINED_BYTES) -> None:
        self.app = app
        self.limit = limit
        self.drained = drained
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read, then pass on with the body ready; 413 and 408 end the connection."""
        if scope["type"] != "http" or visit_of(scope).route in STREAMED:
            await self.app(scope, receive, send)
            return
        try:
            body = await asyncio.wait_for(self._read(scope, receive), self.seconds)
        except TimeoutError:
            late = problems.TooSlow(f"Innehållet kom inte inom {self.seconds:.0f} sekunder. Försök igen.")
            await send_problem(scope, send, late, close=True)
        except problems.TooLarge as error:
            await send_problem(scope, send, error, close=True)
        else:
            if body is not None:
                await self.app(scope, _replay(body, receive), send)

    async def _read(self, scope: Scope, receive: Receive) -> bytes | None:
        """The body; None when the client left. What is too large is read to its end, but not kept, so that the client hears why."""
        limit = BODY_LIMITS.get(visit_of(scope).route, self.limit)
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared[:20]) > max(self.drained, limit):
            raise _too_large(limit)
        body, size = bytearray(), 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            size += len(message.get("body", b""))
            if size <= limit:
                body += message.get("body", b"")
            more = message.get("more_body", False)
            if size > (max(self.drained, limit) if more else limit):
                raise _too_large(limit)
            if not more:
                return bytes(body)


def _too_large(limit: int) -> problems.TooLarge:
    return problems.TooLarge(f"Innehållet är större än {limit // 1024} kB. Skicka mindre åt gången.")


async def hear_out(receive: Receive) -> None:
    """Read on and forget, within bounds: a client that is cut off while it sends never sees the answer."""
    heard = 0

    async def listen() -> None:
        nonlocal heard
        more = True
        while more and heard <= DRAINED_BYTES:
            message = await receive()
            heard += len(message.get("body", b""))
            more = message.get("more_body", False)

    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(listen(), BODY_SECONDS)


def host_name(scope: Scope) -> str:
    """The Host header without port, lower case; "" where there is none."""
    raw: bytes = dict(scope.get("headers", [])).get(b"host", b"")
    host = raw.decode("latin-1").lower()
    return host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]


async def send_problem(scope: Scope, send: Send, error: PlanlotsError, *, close: bool = False) -> None:
    """Send an error as the whole response: a problem document, or what the application's `state.show_error(scope, error)` makes of it."""
    show = getattr(getattr(scope.get("app"), "state", None), "show_error", None)
    content_type, body = (show and show(scope, error)) or (problems.CONTENT_TYPE, problems.encode(problems.describe(error)))
    headers = [(b"content-type", content_type.encode("ascii"))]
    headers += [(name.encode("ascii"), value.encode("ascii")) for name, value in problems.headers(error).items()]
    if close:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _replay(body: bytes, receive: Receive) -> Receive:
    """A receive that gives the body once, then what the connection says."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _places(error: BaseException) -> list[str]:
    """Where it happened, innermost first: file names and lines, no values."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames[-6:])]
