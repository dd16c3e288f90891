"""The other pages: a section, documents, search, development areas, responsibilities, comparison.

In: addresses and form fields. Out: HTML of the desk's rows, or the same rows as a file. What people write is posted, never put in an
address. Knows nothing of how anything is found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.desk_choices import AreaChoice, Desk, DutyChoice, SearchChoice
from api.export import export_table
from api.page import first, name_documents, read_form, render
from api.page_source import Place, read_source
from api.payloads import Row
from api.routes import Offset, OpenDesk, file_response, get_desk
from api.schemas import QUESTION_CHARS
from api.tables import make_table

PAGE_HITS = 20
PAGE_ROWS = 500
SHOWN_DUTIES = 150  # about 120 kB of page; the rest is one filter or file away
AFTER_Z = str.maketrans("åäæöø", "{||}}")  # the signs that follow z in ASCII
ORDERS: Mapping[str, Callable[[Row], str]] = {
    "actor": lambda row: str(row["actor"]),
    "verb": lambda row: str(row["verb"]),
    "when": lambda row: ", ".join(filter(None, (row["frequency"], row["deadline"]))),
}
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


@router.get("/documents")
def documents(request: Request, desk: OpenDesk) -> Response:
    """What is searched."""
    return render(request, "documents.html", documents=desk.documents())


@router.get("/d/{document_id}")
def document(request: Request, desk: OpenDesk, document_id: str) -> Response:
    """One document: facts, contents, what could not be read."""
    one = desk.document(document_id)
    family = [other for other in desk.documents() if other["family"] == one["family"] and other["id"] != one["id"]]
    return render(request, "document.html", document=one, family=family)


@router.get("/search")
def search_form(request: Request, desk: OpenDesk) -> Response:
    """The empty search page."""
    return render(request, "search.html", q="", chosen=(), kinds=(), found=None, documents=desk.documents(), titles={})


@router.post("/search")
async def search(request: Request) -> Response:
    """Hits, or hits as a file."""
    desk, form = get_desk(request), await read_form(request)
    q = first(form, "q")[:QUESTION_CHARS]
    chosen, kinds = _several(form, "document"), _several(form, "kind")
    documents = await run_in_threadpool(desk.documents)
    found = None
    if q:
        choice = SearchChoice(chosen or None, kinds or None, PAGE_HITS, explain=True)
        found = await run_in_threadpool(desk.search, q, choice)
    if found and first(form, "format"):
        return _file("search", found["hits"], form)
    return render(
        request, "search.html", q=q, chosen=chosen, kinds=kinds, found=found, documents=documents, titles=name_documents(documents)
    )


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
        return _file("areas", await run_in_threadpool(desk.areas, choice), form)
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


@router.get("/responsibilities")
def duties(request: Request, desk: OpenDesk, document: str = "") -> Response:
    """All responsibilities."""
    return _show_duties(request, desk, DutyChoice(document=document or None, limit=PAGE_ROWS), "")


@router.post("/responsibilities")
async def filter_duties(request: Request) -> Response:
    """The responsibilities that fit the form, or the list as a file."""
    desk, form = get_desk(request), await read_form(request)
    fields = {name: first(form, name)[:QUESTION_CHARS] or None for name in ("document", "actor", "verb", "q")}
    choice = DutyChoice(**fields, limit=PAGE_ROWS, editions_all=first(form, "editions") == "all")
    order = first(form, "order")
    if first(form, "format"):
        return _file("responsibilities", sort_duties(await run_in_threadpool(desk.responsibilities, choice), order), form)
    return await run_in_threadpool(_show_duties, request, desk, choice, order)


def _show_duties(request: Request, desk: Desk, choice: DutyChoice, order: str) -> Response:
    found = sort_duties(desk.responsibilities(choice), order)
    documents = desk.documents()
    titles = name_documents(documents)
    return render(
        request,
        "responsibilities.html",
        choice=choice,
        order=order,
        orders=tuple(ORDERS),
        rows=found[:SHOWN_DUTIES],
        total=len(found),
        documents=documents,
        titles=titles,
    )


def sort_duties(rows: list[Row], order: str) -> list[Row]:
    """The rows by a key of ORDERS, those without one last; in document order within it, and for any other word."""
    key = ORDERS.get(order)
    return sorted(rows, key=lambda row: (not key(row), swedish_order(key(row)))) if key else rows


def swedish_order(text: str) -> str:
    """Sorts å, ä and ö after z, and small letters with capitals."""
    return text.casefold().translate(AFTER_Z)


@router.get("/compare")
def compare(request: Request, desk: OpenDesk, left: str = "", right: str = "") -> Response:
    """Two plans side by side."""
    comparison = desk.compare(left, right) if left and right else None
    return render(request, "compare.html", left=left, right=right, comparison=comparison, documents=_with_areas(desk))


def _several(form: dict[str, list[str]], name: str) -> tuple[str, ...]:
    return tuple(value for value in form.get(name, []) if value)


def _file(kind: str, rows: list[Row], form: dict[str, list[str]]) -> Response:
    return file_response(export_table(make_table(kind, rows), first(form, "format"), rows))
