"""Signing in on the page with a key, and signing out: a cookie that only this service reads, for one working day.

In: a posted key. Out: a session whose cookie no script and no other site can use. The key itself is not kept. Knows cookies. Knows
nothing of what a key allows.
"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from api.guards.gate import COOKIE, NOT_MEANT, is_cross_site, read_cookie
from api.guards.place import at
from api.guards.visit import visit_of
from api.page.site import first, page_lang, read_form, render
from api.page.texts import text
from corpus.errors import NotAllowed
from corpus.keys import SESSION_HOURS, Key, Keys

KEY_CHARS = 200  # of a pasted key
START = "/"
router = APIRouter(include_in_schema=False)


@router.get("/sign-in")
def show_form(request: Request) -> Response:
    """The form, or who is signed in."""
    return render(request, "sign_in.html", wrong="")


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Begin a session, and go to the start page; the form again when the key does not hold."""
    if is_cross_site(dict(request.scope["headers"])):
        raise NotAllowed(NOT_MEANT)
    form = await read_form(request)
    secret = first(form, "key")[:KEY_CHARS]
    session = await run_in_threadpool(_begin, request, secret)
    if session is None:
        return render(request, "sign_in.html", status=403, wrong=text("sign.wrong", page_lang(request)))
    response = _go_to_start(request)
    secure, path = request.url.scheme == "https", _cookie_path(request)
    response.set_cookie(COOKIE, session, max_age=SESSION_HOURS * 3600, path=path, secure=secure, httponly=True, samesite="strict")
    return response


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """End the session."""
    await run_in_threadpool(_keys(request).close_session, read_cookie(dict(request.scope["headers"])))
    response = _go_to_start(request)
    response.delete_cookie(COOKIE, path=_cookie_path(request), httponly=True, samesite="strict")
    return response


def _begin(request: Request, secret: str) -> str | None:
    """A new session for the key, if it holds and is for this collection."""
    keys = _keys(request)
    key = keys.find(secret)
    return keys.open_session(key) if key and _fits(key, visit_of(request.scope).collection) else None


def _fits(key: Key, collection: str) -> bool:
    return key.collection in (None, collection)


def _keys(request: Request) -> Keys:
    """The service's keys (Starting)."""
    return Keys(request.app.state.service.open_library().store)


def _cookie_path(request: Request) -> str:
    """Of the collection: two collections in one browser keep their own sessions."""
    return str(request.scope.get("root_path", "")) + "/"


def _go_to_start(request: Request) -> Response:
    language = "?lang=en" if page_lang(request) == "en" else ""
    return RedirectResponse(at(START) + language, 303)
