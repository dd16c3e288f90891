"""The workbench on the page: question sets in, runs with progress, reports, comparison.

In: forms and files. Out: HTML, or files to save. Every change is a posted form that ends in a redirect, so that a reload repeats nothing.
Progress works without JavaScript: a page that waits asks to be loaded again. Knows nothing of how anything is measured.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse

from api.evaluate import find_all, show_report
from api.export import DOCX_TYPE, XLSX_TYPE, File, to_json
from api.guards.place import at
from api.page.site import page_lang, render
from api.routes.problems import BadParameter
from api.routes.read import file_response, get_service
from corpus.errors import BadRequest
from eval.archive import ENDED, Archive, Run, bundled_set
from eval.compare import compare_outcomes
from eval.intake import write_questions, write_template
from eval.judge import ROUNDS, read_round
from eval.report_docx import write_docx
from eval.report_html import comparison_body, comparison_page, report_css, report_page
from eval.report_sheet import write_xlsx
from eval.session import read_outcomes
from eval.takein import accept_suggestions, take_in

HOME = "/utvardering"
REFRESH_SECONDS = 2
SHOWN_REFUSED = 100
FORM_FIELDS = 200
HTML_TYPE = "text/html; charset=utf-8"
router = APIRouter(prefix=HOME, include_in_schema=False)


def get_archive(request: Request) -> Archive:
    """The workbench of the request's collection."""
    return Archive.of(get_service(request).settings)


async def read_fields(request: Request) -> dict[str, Any]:
    """The posted fields, the last value of each; a file only as `file`, and nothing else there."""
    async with request.form(max_files=1, max_fields=FORM_FIELDS) as form:
        fields: dict[str, Any] = {}
        for name, value in form.multi_items():
            if isinstance(value, UploadFile) != (name == "file"):
                continue
            fields[name] = (value.filename or "", await value.read()) if isinstance(value, UploadFile) else value.strip()
    request.state.form_lang = fields.get("lang", "")
    return fields


def go_to(request: Request, path: str) -> Response:
    """On to a page, in the same language."""
    return RedirectResponse(at(path) + ("?lang=en" if page_lang(request) == "en" else ""), 303)


@router.get("")
def home(request: Request) -> Response:
    """Sets, runs, and what to do first."""
    archive = get_archive(request)
    rounds = [read_round(archive, name) for name in archive.list_parts(ROUNDS)]
    rounds.sort(key=lambda one: one.created, reverse=True)
    return render(request, "eval_home.html", sets=archive.list_sets(), runs=archive.list_runs(), rounds=rounds, bundled=count_bundled())


@cache
def count_bundled() -> int:
    """How many questions come along."""
    return len(bundled_set().questions)


@router.get("/mall.xlsx")
def template() -> Response:
    """The workbook to fill in."""
    return file_response(File(write_template(), XLSX_TYPE, "planlots-fragemall.xlsx"))


@router.get("/rapport.css")
def style() -> Response:
    """The report's own style."""
    return Response(report_css(), media_type="text/css; charset=utf-8")


@router.post("/samlingar")
async def upload(request: Request) -> Response:
    """A file of questions -> a set, checked against the documents."""
    fields = await read_fields(request)
    file_name, content = fields.get("file") or ("", b"")
    if not isinstance(content, bytes) or not content:
        raise BadParameter("Ingen fil är vald. Välj en Excelfil (.xlsx), CSV eller JSONL med frågor.")
    library = get_service(request).open_library()
    made = await run_in_threadpool(take_in, get_archive(request), library.store, file_name[:120], content, fields.get("name", ""))
    return go_to(request, f"{HOME}/samlingar/{made.id}")


@router.get("/samlingar/{set_id}")
def show_set(request: Request, set_id: str) -> Response:
    """What a set holds, what was wrong with the file, and the button that runs it."""
    archive = get_archive(request)
    kept = archive.read_set(set_id)
    runs = [run for run in archive.list_runs() if run.set_id == set_id]
    can_fix = sum(bool(one.suggestion) for one in kept.refused)
    return render(request, "eval_set.html", kept=kept, runs=runs, can_fix=can_fix, shown=SHOWN_REFUSED)


@router.get("/samlingar/{set_id}/fragor.xlsx")
def save_set(request: Request, set_id: str) -> Response:
    """The set as a workbook of the template's form."""
    kept = get_archive(request).read_set(set_id)
    return file_response(File(write_questions(kept.questions), XLSX_TYPE, f"{kept.id}.xlsx"))


@router.post("/samlingar/{set_id}/forslag")
async def accept(request: Request, set_id: str) -> Response:
    """Take over every suggested wording."""
    await read_fields(request)
    archive = get_archive(request)
    await run_in_threadpool(accept_suggestions, archive, archive.read_set(set_id))
    return go_to(request, f"{HOME}/samlingar/{set_id}")


@router.post("/samlingar/{set_id}/ta-bort")
async def remove_set(request: Request, set_id: str) -> Response:
    """Remove a set; its runs stay."""
    await read_fields(request)
    await run_in_threadpool(get_archive(request).remove_set, set_id)
    return go_to(request, HOME)


@router.post("/korningar")
async def start_run(request: Request) -> Response:
    """Queue a run of a set."""
    fields = await read_fields(request)
    archive = get_archive(request)
    kept = await run_in_threadpool(archive.read_set, fields.get("set", ""))
    if not kept.questions:
        raise BadRequest(f"Frågesamlingen {kept.name} har inga frågor som kan köras. Rätta filen och ladda upp den igen.")
    run = await run_in_threadpool(archive.add_run, kept, fields.get("name", ""))
    return go_to(request, f"{HOME}/korningar/{run.id}")


@router.get("/korningar/{run_id}")
def show_run(request: Request, run_id: str, vila: str = "") -> Response:
    """How far a run has come, loaded anew until it has ended unless `vila` is set; then its report."""
    archive = get_archive(request)
    run = archive.read_run(run_id)
    if run.state not in ENDED or not run.done:
        going = run.state not in ENDED
        refresh = going and not vila
        headers = {"refresh": str(REFRESH_SECONDS)} if refresh else {}  # a header: works without JavaScript, and in no-one's way
        cancelling = archive.is_cancelled(run_id)
        return render(request, "eval_progress.html", headers=headers, run=run, going=going, refresh=refresh, cancelling=cancelling)
    others = [one for one in archive.list_runs() if one.id != run_id and one.done and one.state in ENDED]
    return render(request, "eval_report.html", run=run, body=show_report(archive, run), others=others)


@router.post("/korningar/{run_id}/avbryt")
async def cancel_run(request: Request, run_id: str) -> Response:
    """Ask for a run to end."""
    await read_fields(request)
    await run_in_threadpool(get_archive(request).ask_to_cancel, run_id)
    return go_to(request, f"{HOME}/korningar/{run_id}")


@router.post("/korningar/{run_id}/ta-bort")
async def remove_run(request: Request, run_id: str) -> Response:
    """Remove a run that has ended."""
    await read_fields(request)
    archive = get_archive(request)
    if archive.read_run(run_id).state not in ENDED:
        raise BadRequest("Körningen pågår. Avbryt den först.")
    await run_in_threadpool(archive.remove_run, run_id)
    return go_to(request, HOME)


@router.get("/korningar/{run_id}/rapport.{format_}")
def save_report(request: Request, run_id: str, format_: str) -> Response:
    """The report as a file of its own."""
    archive = get_archive(request)
    run = archive.read_run(run_id)
    if not run.done:
        raise BadRequest("Körningen har inga svar än. Vänta tills den är klar.")
    return file_response(make_file(archive, run, format_))


def make_file(archive: Archive, run: Run, format_: str) -> File:
    """The report in a format (BadRequest for another)."""
    stem = f"planlots-rapport-{run.id}"
    if format_ == "json":
        return File(to_json(archive.outcome_rows(run.id)), "application/json", f"{stem}.json")
    if format_ not in ("html", "docx", "xlsx"):
        raise BadRequest(f"Formatet ”{format_[:20]}” finns inte. Välj html, docx, xlsx eller json.")
    findings = find_all(archive, run)
    if format_ == "html":
        return File(report_page(findings).encode(), HTML_TYPE, f"{stem}.html")
    if format_ == "docx":
        return File(write_docx(findings), DOCX_TYPE, f"{stem}.docx")
    return File(write_xlsx(findings), XLSX_TYPE, f"{stem}.xlsx")


@router.get("/jamfor")
def compare(request: Request, fore: str = "", efter: str = "", som: str = "") -> Response:
    """Two runs beside each other, on the page or as a file."""
    archive = get_archive(request)
    ended = [run for run in archive.list_runs() if run.done and run.state in ENDED]
    if not fore or not efter:
        return render(request, "eval_compare.html", runs=ended, before=None, after=None, body="")
    before, after = archive.read_run(fore), archive.read_run(efter)
    found = compare_outcomes(read_outcomes(archive, fore), read_outcomes(archive, efter))
    if som == "html":
        page = comparison_page(before, after, found)
        return file_response(File(page.encode(), HTML_TYPE, f"planlots-jamforelse-{after.id}.html"))
    return render(request, "eval_compare.html", runs=ended, before=before, after=after, body=comparison_body(before, after, found))
