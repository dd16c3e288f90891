"""The gate: who sends a request, whether the route's rule lets them, and whether a change by cookie was meant.

In: any ASGI application, its rules, and where keys are looked up. Out: the application behind a gate that also refuses form posts whose
token is missing (cross-site request forgery). Knows headers and cookies. Knows nothing of what the routes do.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Protocol
from urllib.parse import parse_qs

from fastapi.concurrency import run_in_threadpool

from api.guards.access import ANYONE, STREAMED, Caller, KeyNeeded, Means, Role, Rules, check_access
from api.guards.asgi import App, Message, Receive, Scope, Send, hear_out, send_problem
from api.guards.limits import Limits
from api.guards.visit import Visit, visit_of
from corpus.errors import NotAllowed, PlanlotsError
from corpus.keys import Key

COOKIE = "planlots"
TOKEN_FIELD = "csrf"
TOKEN_HEADER = b"x-csrf-token"
SAFE = ("GET", "HEAD", "OPTIONS")
NOT_MEANT = "Formuläret är för gammalt eller kom från en annan webbplats. Ladda om sidan och försök igen."
NO_KEY = "Nyckeln gäller inte: den är fel, har gått ut eller har dragits in. Be administratören om en ny."
PART = re.compile(rb'name="' + TOKEN_FIELD.encode() + rb'"\r\n\r\n([^\r\n]{1,200})\r\n')


class KeyFinder(Protocol):
    """Where secrets are looked up."""

    def find_key(self, secret: str) -> Key | Caller | None:
        """The key that holds now; a Caller for this machine's own command line."""

    def find_session(self, secret: str) -> Key | None:
        """The key of a session that has not ended."""

    def has_keys(self) -> bool:
        """Whether a key was ever made."""


class Gate:
    """Lets through whom the rule of the route allows; everyone behind it finds the caller in the visit."""

    def __init__(self, app: App, rules: Rules, finder: KeyFinder, limits: Limits) -> None:
        self.app, self.rules, self.finder, self.limits = app, rules, finder, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find the rule and the caller, check, pass on. An address that is not there passes: the application says so."""
        listed = self.rules.find(scope) if scope["type"] == "http" else None
        if listed is None:
            await self.app(scope, receive, send)
            return
        visit = visit_of(scope)
        visit.route, visit.rule = listed.name, listed.rule
        try:
            await self._admit(scope, visit)
        except PlanlotsError as error:
            if scope["method"] not in SAFE:
                await hear_out(receive)
            await send_problem(scope, send, error, close=scope["method"] not in SAFE)
            return
        await self.app(scope, receive, send)

    async def _admit(self, scope: Scope, visit: Visit) -> None:
        """Fill in the caller (TooMany, KeyNeeded, NotAllowed)."""
        headers, address = dict(scope["headers"]), (scope.get("client") or ("",))[0]
        try:
            visit.caller = await self._identify(headers, visit)
        except KeyNeeded:
            self.limits.take(ANYONE, address, visit.route)
            raise
        self.limits.take(visit.caller, address, visit.route)
        if visit.rule == "operate" and is_this_machine(scope):
            return
        if visit.rule == "evaluate" and visit.caller.role is None and await self._is_owner(scope):
            if scope["method"] not in SAFE and is_cross_site(headers):
                raise NotAllowed(NOT_MEANT)
            return
        check_access(visit.rule or "admin", visit.caller, visit.collection, public=visit.public)
        if (
            visit.caller.means == "cookie" and scope["method"] not in SAFE and visit.rule != "read"
        ):  # questions are posted, but change nothing
            if is_cross_site(headers):
                raise NotAllowed(NOT_MEANT)
            visit.unproven = True

    async def _is_owner(self, scope: Scope) -> bool:
        """Whether it comes from this machine, and the service has no key at all."""
        return is_this_machine(scope) and not await run_in_threadpool(self.finder.has_keys)

    async def _identify(self, headers: Mapping[bytes, bytes], visit: Visit) -> Caller:
        """By the Authorization header, else by cookie. A wrong key counts as none where none is needed."""
        secret = read_bearer(headers)
        if secret:
            found = await run_in_threadpool(self.finder.find_key, secret)
            if found is None and not (visit.rule == "open" or (visit.rule == "read" and visit.public)):
                raise KeyNeeded(NO_KEY)
            return found if isinstance(found, Caller) else make_caller(found, "key")
        cookie = read_cookie(headers)
        return make_caller(await run_in_threadpool(self.finder.find_session, cookie), "cookie", cookie) if cookie else ANYONE


class FormTokens:
    """Refuses changes by cookie without the form's token. Stands behind the guard that has read the body."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look in the header, then in the form; a route that reads its body itself does the latter."""
        visit = visit_of(scope) if scope["type"] == "http" else None
        if visit is None or not visit.unproven:
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if is_token(visit.caller, headers.get(TOKEN_HEADER, b"").decode("latin-1")):
            visit.unproven = False
        elif visit.route not in STREAMED:
            message = await receive()
            if not is_token(visit.caller, find_token(headers.get(b"content-type", b""), message.get("body", b""))):
                await send_problem(scope, send, NotAllowed(NOT_MEANT))
                return
            visit.unproven = False
            receive = _first(message, receive)
        await self.app(scope, receive, send)


def form_token(caller: Caller) -> str:
    """What every form that changes something carries in its field `csrf`; "" for a caller without a cookie."""
    if not caller.secret:
        return ""
    return hmac.new(caller.secret.encode(), b"form", hashlib.sha256).hexdigest()


def is_token(caller: Caller, token: str) -> bool:
    """Whether a token is the caller's own."""
    return bool(caller.secret) and hmac.compare_digest(form_token(caller).encode(), token.encode())


def find_token(content_type: bytes, body: bytes) -> str:
    """The token in a posted form, of either encoding; "" when there is none."""
    if content_type.startswith(b"multipart/"):
        found = PART.search(body)
        return found.group(1).decode("latin-1") if found else ""
    if content_type.startswith(b"application/x-www-form-urlencoded"):
        return parse_qs(body.decode("utf-8", "replace")).get(TOKEN_FIELD, [""])[-1]
    return ""


def make_caller(key: Key | None, means: Means, secret: str = "") -> Caller:
    """A key's caller; ANYONE without a key."""
    if key is None:
        return ANYONE
    role: Role = key.role  # type: ignore[assignment]
    return Caller(key.name, role, key.collection, means, secret)


def read_bearer(headers: Mapping[bytes, bytes]) -> str:
    """The secret of `Authorization: Bearer …`; "" without one."""
    scheme, _, secret = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def read_cookie(headers: Mapping[bytes, bytes]) -> str:
    """The session's secret; "" without one."""
    try:
        found = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def is_cross_site(headers: Mapping[bytes, bytes]) -> bool:
    """Whether the browser says that another site sent the request."""
    return headers.get(b"sec-fetch-site", b"same-origin") not in (b"same-origin", b"none")


def is_this_machine(scope: Scope) -> bool:
    """Whether a request comes from this machine and not through a proxy."""
    forwarded = {b"x-forwarded-for", b"forwarded", b"x-real-ip"} & {name for name, _ in scope["headers"]}
    return not forwarded and (scope.get("client") or ("",))[0] in ("127.0.0.1", "::1")


def may_evaluate(scope: Scope) -> bool:
    """Whether the workbench is worth a link: its pages decide for themselves."""
    return visit_of(scope).caller.role in ("editor", "admin") or is_this_machine(scope)


def _first(message: Message, receive: Receive) -> Receive:
    """A receive that gives a message that was looked at, then the rest."""
    waiting = [message]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again
