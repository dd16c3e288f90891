"""”Stämmer inte?”: a reader's remark on an answer, shown before it is sent, kept only when it is; and the evaluators' list of them.

In: posted forms. Out: HTML, or the remarks as a question set. Knows nothing of how remarks are kept (eval/remarks.py).
"""

from __future__ import annotations

import os
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from api.export import XLSX_TYPE, File
from api.guards.gate import NOT_MEANT, is_cross_site
from api.guards.place import at
from api.page.ask import read_talk
from api.page.site import first, page_lang, read_form, render
from api.routes.problems import BadParameter
from api.routes.read import file_response, get_desk, get_service
from assistant.records import Turn
from corpus.errors import NotAllowed
from corpus.retention import read_days
from eval.archive import Archive
from eval.remarks import ANSWER_CHARS, FAULTS, SOURCES, TEXT_CHARS, Remark, Remarks, write_lines, write_sheet
from eval.settle import load_shelf
from eval.takein import take_in

HOME = "/utvardering/synpunkter"
ANCHOR_CHARS = 600
JSONL_TYPE = "application/jsonl; charset=utf-8"
router = APIRouter(include_in_schema=False)


def get_remarks(request: Request) -> Remarks:
    """The remarks of the request's collection."""
    return Remarks.of(get_service(request).settings)


@router.post("/synpunkt")
async def remark(request: Request) -> Response:
    """The form with exactly what will be kept; with `send`, keep it."""
    form = await read_form(request)
    talk = read_talk(form)
    said = read_remark(form)
    sending = first(form, "send") == "yes"
    if sending:
        await run_in_threadpool(_keep, request, said)
    return render(
        request,
        "remark.html",
        headers={"cache-control": "private, no-cache"},
        talk=talk,
        said=said,
        faults=FAULTS,
        sent=sending,
        days=read_days(os.environ.get("PLANLOTS_RETENTION", ""))["remarks"],
        text_chars=TEXT_CHARS,
    )


def _keep(request: Request, said: Remark) -> None:
    """Keep a remark (NotAllowed when another site posted it)."""
    if is_cross_site(dict(request.scope["headers"])):
        raise NotAllowed(NOT_MEANT)
    get_desk(request)
    get_remarks(request).add(said)


def read_remark(form: dict[str, list[str]]) -> Remark:
    """The form's fields as a remark (BadParameter); earlier questions only where they were asked to come along."""
    talk = read_talk(form)
    chosen = first(form, "with_history") == "yes"
    pairs: tuple[Turn, ...] = tuple(Turn(turn.question, turn.answer[:ANSWER_CHARS]) for turn in talk.history) if chosen else ()
    return Remark(
        fault=first(form, "fault"),
        question=talk.question,
        answer=first(form, "answer")[:ANSWER_CHARS],
        history=pairs,
        sources=tuple(anchor[:ANCHOR_CHARS] for anchor in form.get("cited", []) if anchor)[:SOURCES],
        expected=first(form, "expected")[:TEXT_CHARS],
        comment=first(form, "comment")[:TEXT_CHARS],
    )


@router.get(HOME)
def list_remarks(request: Request) -> Response:
    """What readers have sent, newest first."""
    return render(request, "remarks.html", remarks=get_remarks(request).list(), faults=FAULTS)


@router.get(HOME + "/fragor.{format_}")
def export_remarks(request: Request, format_: str) -> Response:
    """The remarks as a question set: xlsx or jsonl (BadParameter for another)."""
    remarks = get_remarks(request).list()
    if format_ == "xlsx":
        return file_response(File(write_sheet(remarks), XLSX_TYPE, "synpunkter.xlsx"))
    if format_ == "jsonl":
        shelf = load_shelf(get_service(request).open_library().store)
        return file_response(File(write_lines(remarks, shelf).encode(), JSONL_TYPE, "synpunkter.jsonl"))
    raise BadParameter(f"Formatet {format_} finns inte. Välj xlsx eller jsonl.")


@router.post(HOME + "/samling")
async def make_set(request: Request) -> Response:
    """A question set of the workbench from all remarks; what lacks gold is listed there to be completed."""
    await read_form(request)
    made = await run_in_threadpool(_make_set, request)
    return _go_to(request, f"/utvardering/samlingar/{made}")


def _make_set(request: Request) -> str:
    service = get_service(request)
    content = write_sheet(get_remarks(request).list())
    return take_in(Archive.of(service.settings), service.open_library().store, "synpunkter.xlsx", content, "Synpunkter").id


@router.post(HOME + "/{remark_id}/ta-bort")
async def remove_remark(request: Request, remark_id: str) -> Response:
    """Forget a remark."""
    await read_form(request)
    await run_in_threadpool(get_remarks(request).remove, remark_id)
    return _go_to(request, HOME)


def _go_to(request: Request, path: Any) -> Response:
    return RedirectResponse(at(path) + ("?lang=en" if page_lang(request) == "en" else ""), 303)
