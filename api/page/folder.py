"""The *underlag* on the page: quotes that a person collects in the browser, and the Word file made of them.

In: forms whose fields carry the collection. Out: HTML, or a file. Nothing is kept here: with JavaScript the browser keeps the collection,
without it the form does. Knows nothing of how a quote is read.
"""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.folder import HEADING_CHARS, TITLE, export_pieces, parse_address, parse_items, read_pieces
from api.page.site import first, own_address, read_form, render
from api.routes.read import file_response, get_service

router = APIRouter(include_in_schema=False)


@router.get("/underlag")
def folder(request: Request) -> Response:
    """The empty collection; the page's script fills it with what the browser keeps."""
    return render(request, "folder.html", pieces=(), title=TITLE, wrong=False, heading_chars=HEADING_CHARS, fresh=True)


@router.post("/underlag")
async def show_folder(request: Request) -> Response:
    """The collection as the form carries it, changed by the button pressed, or as a Word file."""
    form = await read_form(request)
    removed, address = first(form, "remove"), first(form, "address")
    added = parse_address(address) if address else ""
    values = [] if first(form, "clear") else [value for value in [*form.get("item", []), added] if value]
    items = tuple(item for item in parse_items(values) if str(item) != removed)
    library = get_service(request).open_library()
    pieces = await run_in_threadpool(read_pieces, library, items)
    if first(form, "format") and pieces:
        file = await run_in_threadpool(export_pieces, pieces, own_address(request), date.today(), first(form, "title"))
        return file_response(file)
    title = first(form, "title", TITLE)[:HEADING_CHARS]
    wrong = bool(address) and not added
    return render(request, "folder.html", pieces=pieces, title=title, wrong=wrong, heading_chars=HEADING_CHARS, fresh=False)
