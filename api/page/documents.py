"""Documents on the page: what is in, adding, jobs with cancel and retry, new editions, taking out.

In: addresses, forms and an uploaded file. Out: HTML. Every change is a posted form that ends in a redirect, so that a reload repeats
nothing. Who may change what stands in api/guards/access.py. Knows nothing of how a file is read.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from api.changes import Changes
from api.guards.place import at
from api.page.site import first, page_lang, read_form, render
from api.payloads import Row
from api.routes.change import get_changes
from api.routes.read import OpenDesk, get_desk
from api.routes.upload import receive_upload

HOME = "/documents"
REFRESH_SECONDS = 2
GOING = ("queued", "running")
MayChange = Annotated[Changes, Depends(get_changes)]
router = APIRouter(prefix=HOME, include_in_schema=False)


def go_to(request: Request, path: str) -> Response:
    """On to a page, in the same language."""
    return RedirectResponse(at(path) + ("?lang=en" if page_lang(request) == "en" else ""), 303)


@router.get("")
def documents(request: Request, desk: OpenDesk) -> Response:
    """What is searched, and where to add to it."""
    return render(request, "documents.html", documents=desk.documents())


@router.post("/add")
async def add(request: Request) -> Response:
    """A file -> its job; as a new edition when the form says of which."""
    changes = await run_in_threadpool(get_changes, request)
    upload = await receive_upload(request, changes.library.settings.data)
    request.state.form_lang = upload.fields.get("lang", "")
    job = await run_in_threadpool(changes.add_file, upload.file_hash, upload.file_name, upload.fields.get("document") or None)
    return go_to(request, f"{HOME}/jobs/{job['id']}")


@router.get("/jobs")
def jobs(request: Request, changes: MayChange) -> Response:
    """The latest jobs, newest first."""
    rows = changes.list_jobs()
    return render(request, "jobs.html", jobs=rows, going=any(row["state"] in GOING for row in rows))


@router.get("/jobs/{job_id}")
def job(request: Request, changes: MayChange, desk: OpenDesk, job_id: str, vila: str = "") -> Response:
    """How a job gets on, loaded anew until it has ended unless `vila` is set; then what came of it."""
    row = desk.job(job_id)
    refresh = row["state"] in GOING and not vila
    headers = {"refresh": str(REFRESH_SECONDS)} if refresh else {}  # a header: works without JavaScript, and in no-one's way
    documents = desk.documents()
    mine = next((one for one in documents if one["id"] == row["document_id"]), None) if row["state"] == "done" else None
    older = find_older(documents, mine) if mine else []
    return render(request, "job.html", headers=headers, job=row, refresh=refresh, document=mine, older=older)


def find_older(documents: list[Row], mine: Row) -> list[Row]:
    """The documents that a new one seems to be an edition of: much of the text is the same."""
    return [one for one in documents if one["family"] == mine["family"] and one["id"] != mine["id"]]


@router.post("/jobs/{job_id}/cancel")
async def cancel(request: Request, job_id: str) -> Response:
    """Stop a job."""
    await read_form(request)
    changes = await run_in_threadpool(get_changes, request)
    await run_in_threadpool(changes.cancel_job, job_id)
    return go_to(request, f"{HOME}/jobs/{job_id}")


@router.post("/jobs/{job_id}/retry")
async def retry(request: Request, job_id: str) -> Response:
    """Queue a job once more."""
    await read_form(request)
    changes = await run_in_threadpool(get_changes, request)
    done = await run_in_threadpool(changes.retry_job, job_id)
    return go_to(request, f"{HOME}/jobs/{done['id']}")


@router.post("/jobs/{job_id}/replace")
async def replace(request: Request, job_id: str) -> Response:
    """What a job read in becomes the new edition of the document that the form names."""
    form = await read_form(request)
    changes = await run_in_threadpool(get_changes, request)
    done = await run_in_threadpool(changes.replace_document, job_id, first(form, "document"))
    return go_to(request, f"{HOME}/jobs/{done['id']}")


@router.post("/withdraw")
async def withdraw(request: Request) -> Response:
    """Take a document out of search, once the person has said yes."""
    form = await read_form(request)
    name = first(form, "document")
    if first(form, "sure") != "yes":
        row = await run_in_threadpool(get_desk(request).document, name)
        return render(request, "withdraw.html", document=row)
    changes = await run_in_threadpool(get_changes, request)
    await run_in_threadpool(changes.withdraw_document, name)
    return go_to(request, HOME)
