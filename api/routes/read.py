"""The read-only addresses of the HTTP contract.

In: query strings and paths. Out: prepared dicts from the desk as JSON, or files in another format. Knows nothing of the page, nor of how
anything is found. The routes are plain functions: FastAPI runs them in threads, since store and index block.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.desk_choices import AreaChoice, Desk, DutyChoice, SearchChoice, TermChoice
from api.export import File, export_table
from api.guards.visit import visit_of
from api.payloads import Prepared
from api.routes import schemas
from api.service.desk_shared import SharedDesk
from api.service.state import Service
from api.tables import make_table

PROBLEM = {"model": schemas.Problem, "description": "Felet, på svenska (RFC 9457)", "content": {"application/problem+json": {}}}
RESPONSES: dict[int | str, dict[str, Any]] = {"4XX": PROBLEM, 503: PROBLEM}
router = APIRouter(prefix="/api", responses=RESPONSES)

Text = Annotated[str | None, Query(max_length=schemas.QUESTION_CHARS)]
Texts = Annotated[list[str] | None, Query(max_length=schemas.DOCUMENTS)]
Offset = Annotated[int | None, Query(ge=0, le=10_000_000)]
Format = Annotated[Literal["json", "csv", "xlsx", "docx"], Query(description="Filformat; JSON om inget anges")]


def get_service(request: Request) -> Service:
    """The service of the request's collection."""
    service: Service = visit_of(request.scope).service or request.app.state.service
    return service


def get_desk(request: Request) -> Desk:
    """The open desk; 503 until the library is ready."""
    desk: Desk = get_service(request).open_desk()
    return desk


async def depend_desk(request: Request) -> Desk:
    """As get_desk, without a thread for it."""
    return get_desk(request)


OpenDesk = Annotated[Desk, Depends(depend_desk)]


def reply(kind: str, rows: Any, format_: str, whole: Any = None) -> Response:
    """JSON of `whole` (or of the rows), or the rows as a file."""
    if format_ == "json":
        return json_response(rows if whole is None else whole)
    return file_response(export_table(make_table(kind, rows), format_, rows))


def json_response(content: Any) -> Response:
    """Prepared dicts as JSON, unchecked."""
    body = content.encoded if isinstance(content, Prepared) else json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Response(body, media_type="application/json")


def file_response(file: File) -> Response:
    """A file to save."""
    return Response(file.content, media_type=file.content_type, headers={"content-disposition": f'attachment; filename="{file.name}"'})


def chosen(values: list[str] | None) -> tuple[str, ...] | None:
    """Repeated parameters without the empty ones; None means all."""
    return tuple(value for value in values or () if value) or None


@router.get("/health", responses={200: {"model": schemas.Health}})
def health(desk: OpenDesk) -> Response:
    """Whether the service is ready, and with what."""
    return json_response(desk.health())


@router.get("/documents", responses={200: {"model": list[schemas.DocumentOut]}})
def documents(desk: OpenDesk, format: Format = "json") -> Response:
    """All documents."""
    return reply("documents", desk.documents(), format)


@router.get("/documents/{document_id}", responses={200: {"model": schemas.DocumentDetail}})
def document(desk: OpenDesk, document_id: str) -> Response:
    """One document with its outline, parts and text quality."""
    return json_response(desk.document(document_id))


@router.get("/sections/{anchor:path}", responses={200: {"model": schemas.SectionOut}})
def section(desk: OpenDesk, anchor: str, start: Offset = None, end: Offset = None) -> Response:
    """One section; `source_ranges` tell where [start, end) of its text stands in the source. A withdrawn anchor answers 410."""
    return json_response(desk.section(anchor, start, end))


async def read_facts(issuer: Texts = None, status: Texts = None, year: Texts = None) -> tuple[tuple[str, ...] | None, ...]:
    """What is asked of the documents' own facts."""
    return chosen(issuer), chosen(status), chosen(year)


DocumentFacts = Annotated[tuple[tuple[str, ...] | None, ...], Depends(read_facts)]


@router.get("/search", responses={200: {"model": schemas.SearchOut}})
async def search(
    desk: OpenDesk,
    q: Annotated[str, Query(max_length=schemas.QUESTION_CHARS)],
    facts: DocumentFacts,
    limit: schemas.Limit = 10,
    document: Texts = None,
    kind: Texts = None,
    explain: bool = False,
    format: Format = "json",
) -> Response:
    """Passages, best first. `issuer`, `status` and `year` limit the documents; a year is that of its date or one in which it is valid."""
    choice = SearchChoice(chosen(document), chosen(kind), limit, explain, *facts)
    if format == "json" and isinstance(desk, SharedDesk):
        found = desk.recall_search(q, choice) or await run_in_threadpool(desk.encode_search, q, choice)
        return Response(found, media_type="application/json")
    return await run_in_threadpool(reply_search, desk, q, choice, format)


def reply_search(desk: Desk, query: str, choice: SearchChoice, format_: str) -> Response:
    """A search as the answer to a request."""
    found = desk.search(query, choice)
    return reply("search", found["hits"], format_, found)


@router.get("/areas", responses={200: {"model": list[schemas.AreaOut]}})
def areas(
    desk: OpenDesk,
    document: Text = None,
    focus: Text = None,
    group: Text = None,
    q: Text = None,
    limit: schemas.Limit = 500,
    editions: Literal["all", ""] = "",
    format: Format = "json",
) -> Response:
    """Development areas in document order or, with `q`, best first."""
    choice = AreaChoice(document or None, focus or None, group or None, q or None, limit, editions == "all")
    return reply("areas", desk.areas(choice), format)


@router.get("/responsibilities", responses={200: {"model": list[schemas.ResponsibilityOut]}})
def responsibilities(
    desk: OpenDesk,
    document: Text = None,
    actor: Text = None,
    verb: Text = None,
    q: Text = None,
    limit: schemas.Limit = 500,
    editions: Literal["all", ""] = "",
    format: Format = "json",
) -> Response:
    """Who does what, in document order."""
    choice = DutyChoice(document or None, actor or None, verb or None, q or None, limit, editions == "all")
    return reply("responsibilities", desk.responsibilities(choice), format)


@router.get("/definitions", responses={200: {"model": list[schemas.DefinitionOut]}})
def definitions(desk: OpenDesk, document: Text = None, term: Text = None, limit: schemas.Limit = 500, format: Format = "json") -> Response:
    """What the plans say that words and abbreviations mean, in document order."""
    return reply("definitions", desk.definitions(TermChoice(document or None, term or None, limit)), format)


@router.get("/references", responses={200: {"model": list[schemas.ReferenceOut]}})
def references(desk: OpenDesk, document: Text = None, format: Format = "json") -> Response:
    """Where the plans point elsewhere."""
    return reply("references", desk.references(document or None), format)


@router.get("/compare", responses={200: {"model": schemas.ComparisonOut}})
def compare(desk: OpenDesk, left: str, right: str, format: Format = "json") -> Response:
    """The areas of one plan with their nearest in another."""
    comparison = desk.compare(left, right)
    return reply("compare", comparison["rows"], format, comparison)


@router.get("/jobs/{job_id}", responses={200: {"model": schemas.JobOut}})
def job(desk: OpenDesk, job_id: str) -> Response:
    """How an ingest job is getting on."""
    return json_response(desk.job(job_id))
