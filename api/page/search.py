"""The search page: words, limits on the documents, hits with why they were found, or the hits as a file.

In: a posted form, so that what people search for stands in no address. Out: HTML or a file. Knows nothing of how anything is found.
"""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.desk_choices import SearchChoice, document_years
from api.export import export_table
from api.page.site import first, name_documents, own_address, read_form, render
from api.payloads import Row
from api.routes.read import OpenDesk, file_response, get_desk
from api.routes.schemas import QUESTION_CHARS
from api.tables import make_table

PAGE_HITS = 20
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the documents can be limited by."""

    issuers: tuple[str, ...]
    kinds: tuple[str, ...]
    standings: tuple[str, ...]
    years: tuple[str, ...]  # newest first


@router.get("/search")
def search_form(request: Request, desk: OpenDesk) -> Response:
    """The empty search page."""
    return _show(request, desk.documents(), "", SearchChoice(), None)


@router.post("/search")
async def search(request: Request) -> Response:
    """Hits, or hits as a file."""
    desk, form = get_desk(request), await read_form(request)
    q = first(form, "q")[:QUESTION_CHARS]
    choice = read_choice(form)
    documents = await run_in_threadpool(desk.documents)
    found = await run_in_threadpool(desk.search, q, choice) if q else None
    if found and first(form, "format"):
        table = make_table("search", found["hits"], own_address(request))
        return file_response(export_table(table, first(form, "format"), found["hits"]))
    return _show(request, documents, q, choice, found)


def read_choice(form: dict[str, list[str]]) -> SearchChoice:
    """The form's limits."""
    documents, kinds, issuers, standings, years = (
        tuple(value for value in form.get(name, []) if value) or None for name in ("document", "kind", "issuer", "status", "year")
    )
    return SearchChoice(documents, kinds, PAGE_HITS, explain=True, issuers=issuers, standings=standings, years=years)


def find_limits(documents: list[Row]) -> Limits:
    """What there is to choose among."""
    issuers, kinds, standings = (sorted({row[name] for row in documents if row[name]}) for name in ("issuer", "kind", "status"))
    years = sorted({year for row in documents for year in document_years(row)}, reverse=True)
    return Limits(tuple(issuers), tuple(kinds), tuple(standings), tuple(years))


def _show(request: Request, documents: list[Row], q: str, choice: SearchChoice, found: Row | None) -> Response:
    return render(
        request,
        "search.html",
        q=q,
        chosen=choice.documents or (),
        kinds=choice.kinds or (),
        issuers=choice.issuers or (),
        standings=choice.standings or (),
        years=choice.years or (),
        every=find_limits(documents),
        found=found,
        documents=documents,
        titles=name_documents(documents),
    )
