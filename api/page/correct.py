"""A word put right by an editor on the page: the same change as POST /api/corrections, posted by a form.

In: the section, the words as they were shown, how they should read. Out: the section again, with a notice. Knows nothing of how a
correction finds its place.
"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from api.page.site import first, page_lang, read_form
from api.payloads import page_url
from api.routes.change import get_changes
from api.routes.problems import BadParameter
from corpus.errors import BadRequest
from corpus.records import Span

router = APIRouter(include_in_schema=False)


@router.post("/rattelse")
async def correct(request: Request) -> Response:
    """Note the correction, and show the section; the document is read again meanwhile."""
    form = await read_form(request)
    anchor = first(form, "anchor")
    await run_in_threadpool(_correct, request, anchor, form)
    english = "&lang=en" if page_lang(request) == "en" else ""
    return RedirectResponse(f"{page_url(anchor)}?corrected=1{english}", 303)


def _correct(request: Request, anchor: str, form: dict[str, list[str]]) -> None:
    changes = get_changes(request)
    words, replacement = first(form, "quote"), first(form, "replacement")
    span = read_span(form) or find_words(changes.library.store.section(anchor).text, words)
    changes.correct_words(anchor, span, words, replacement)


def read_span(form: dict[str, list[str]]) -> Span | None:
    """Where the words stand, when the form says so (BadParameter)."""
    start, end = first(form, "start"), first(form, "end")
    if not start and not end:
        return None
    if not (start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        raise BadParameter("Platsen för rättelsen går inte att läsa. Ladda om sidan och rätta igen.")
    return int(start), int(end)


def find_words(text: str, words: str) -> Span:
    """Where words stand that a person typed (BadRequest unless they stand there once)."""
    places = text.count(words) if words else 0
    if places != 1:
        where = "inte i avsnittet" if not places else f"på {places} ställen i avsnittet"
        raise BadRequest(f"Orden ”{words[:60]}” står {where}. Skriv dem som de visas, med några ord omkring.")
    start = text.index(words)
    return start, start + len(words)
