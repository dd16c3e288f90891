"""The other pages: a section, search, development areas.

In: addresses and form fields. Out: HTML of the desk's rows, or the same rows as a file. What people write is posted, never put in an
address. Knows nothing of how anything is found.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.desk_choices import AreaChoice, Desk
from api.export import export_table
from api.page.site import first, name_documents, own_address, read_form, render
from api.page.source import Place, read_source
from api.payloads import Row
from api.routes.read import Offset, OpenDesk, file_response, get_desk
from api.routes.schemas import QUESTION_CHARS
from api.tables import make_table

PAGE_ROWS = 500
router = APIRouter(include_in_schema=False)


@router.get("/s/{anchor:path}")
def section(
    request: Request,
    desk: OpenDesk,
    anchor: str,
    start: Offset = None,
    end: Offset = None,
    view: str = "",
    beside: str = "",
    corrected: str = "",
) -> Response:
    """The lasting address of a section; with `beside` only what the page's script puts beside an answer."""
    quote = (start, end) if start is not None and end is not None and start < end else None
    source = read_source(desk, Place(anchor, quote), scanned=view == "scanned")
    return render(request, "beside.html" if beside else "section.html", source=source, corrected=bool(corrected))


@router.get("/areas")
def areas(request: Request, desk: OpenDesk, document: str = "", focus: str = "", group: str = "") -> Response:
    """All development areas, or those of a document or focus area."""
    choice = AreaChoice(document or None, focus or None, group or None, None, PAGE_ROWS)
    return _show_areas(request, desk, choice)


@router.post("/areas")
async def rank(request: Request) -> Response:
    """The areas that fit what is written in the form, or the list as a file."""
    desk, form = get_desk(request), await read_form(request)
    fields = {name: first(form, name)[:QUESTION_CHARS] or None for name in ("document", "focus", "group", "q")}
    choice = AreaChoice(**fields, limit=PAGE_ROWS)  # type: ignore[arg-type]
    if first(form, "format"):
        return _file(request, "areas", await run_in_threadpool(desk.areas, choice), form)
    return await run_in_threadpool(_show_areas, request, desk, choice)


def _show_areas(request: Request, desk: Desk, choice: AreaChoice) -> Response:
    rows = desk.areas(choice)
    every = desk.areas(AreaChoice(document=choice.document, limit=PAGE_ROWS))
    return render(
        request,
        "areas.html",
        choice=choice,
        rows=rows,
        plans=_by_focus(rows),
        documents=_with_areas(desk),
        titles=name_documents(desk.documents()),
        focuses=list(dict.fromkeys(row["focus_area"] for row in every)),
        groups=list(dict.fromkeys(row["group"] for row in every if row["group"])),
    )


def _with_areas(desk: Desk) -> list[Row]:
    """The documents that have development areas of their own."""
    having = {row["document"]["id"] for row in desk.areas(AreaChoice(limit=PAGE_ROWS, editions_all=True))}
    return [document for document in desk.documents() if document["id"] in having]


def _by_focus(rows: list[Row]) -> list[dict[str, Any]]:
    """Areas in order, grouped by document, focus area and whom they apply to."""
    plans: dict[str, dict[str, Any]] = {}
    for row in rows:
        plan = plans.setdefault(row["document"]["id"], {"document": row["document"], "focuses": {}})
        focus = plan["focuses"].setdefault(row["focus_area"], {"subtitle": row["subtitle"], "groups": {}})
        focus["groups"].setdefault(row["group"], []).append(row)
    return list(plans.values())


def _file(request: Request, kind: str, rows: list[Row], form: dict[str, list[str]]) -> Response:
    return file_response(export_table(make_table(kind, rows, own_address(request)), first(form, "format"), rows))
