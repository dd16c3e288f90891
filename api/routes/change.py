"""The addresses that change documents. Each needs a key; which one stands in api/guards/access.py.

In: an uploaded file, ids, JSON. Out: jobs, corrections, the audit log. Knows nothing of how a change is made, nor of pages.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.changes import Changes
from api.guards.asgi import parse_json
from api.guards.visit import visit_of
from api.routes import schemas, schemas_change
from api.routes.read import RESPONSES, get_service, json_response
from api.routes.upload import FILE_FIELD, receive_upload
from corpus.audit import Audit

ACCEPTED: dict[int | str, dict[str, Any]] = {202: {"model": schemas.JobOut}}
UPLOAD_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": [FILE_FIELD],
                    "properties": {FILE_FIELD: {"type": "string", "format": "binary"}, "document": {"type": "string"}},
                }
            }
        },
    }
}
CORRECTION_BODY = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": schemas_change.CorrectionIn.model_json_schema()}}}
}
router = APIRouter(prefix="/api", responses=RESPONSES)


def get_changes(request: Request) -> Changes:
    """Changes of the request's collection by its caller; the log lies with the default collection (Starting)."""
    visit = visit_of(request.scope)
    return Changes(get_service(request).open_library(), get_audit(request), visit.collection, visit.caller.name)


def get_audit(request: Request) -> Audit:
    """The service's audit log (Starting)."""
    return Audit(request.app.state.service.open_library().store)


MayChange = Annotated[Changes, Depends(get_changes)]


@router.post("/documents", status_code=202, responses=ACCEPTED, openapi_extra=UPLOAD_BODY)
async def add_document(request: Request) -> Response:
    """Add a file (`file`), as a new edition of a document if its id comes first (`document`). -> the job that reads it in."""
    changes = await run_in_threadpool(get_changes, request)
    upload = await receive_upload(request, changes.library.settings.data)
    job = await run_in_threadpool(changes.add_file, upload.file_hash, upload.file_name, upload.fields.get("document"))
    return accepted(job)


@router.delete("/documents/{document_id}", responses={200: {"model": schemas_change.WithdrawnOut}})
def withdraw_document(changes: MayChange, document_id: str) -> Response:
    """Take a document out of search; its addresses answer 410 from then on."""
    return json_response(changes.withdraw_document(document_id))


@router.get("/jobs", responses={200: {"model": list[schemas.JobOut]}})
def jobs(changes: MayChange, limit: schemas.Limit = 100) -> Response:
    """The latest jobs, newest first."""
    return json_response(changes.list_jobs(limit))


@router.post("/jobs/{job_id}/cancel", responses={200: {"model": schemas.JobOut}})
def cancel_job(changes: MayChange, job_id: str) -> Response:
    """Stop a job at its next step; 409 when it is too late."""
    return json_response(changes.cancel_job(job_id))


@router.post("/jobs/{job_id}/retry", status_code=202, responses=ACCEPTED)
def retry_job(changes: MayChange, job_id: str) -> Response:
    """Queue a job that failed or was cancelled once more."""
    return accepted(changes.retry_job(job_id))


@router.get("/corrections", responses={200: {"model": list[schemas_change.CorrectionOut]}})
def corrections(changes: MayChange, document: str = "") -> Response:
    """People's corrections, oldest first."""
    return json_response(changes.list_corrections(document or None))


@router.post("/corrections", status_code=202, responses={202: {"model": schemas_change.CorrectedOut}}, openapi_extra=CORRECTION_BODY)
async def correct_words(request: Request) -> Response:
    """Note how some words of a section should read; the document is read again, and keeps the correction ever after."""
    changes = await run_in_threadpool(get_changes, request)
    asked = schemas_change.CorrectionIn.model_validate(parse_json(await request.body()))
    done = await run_in_threadpool(changes.correct_words, asked.anchor, (asked.start, asked.end), asked.quote, asked.replacement)
    return accepted(done)


@router.delete("/corrections/{correction_id}", responses={202: {"model": schemas_change.CorrectedOut}}, status_code=202)
def withdraw_correction(changes: MayChange, correction_id: str) -> Response:
    """Forget a correction; the document is read again without it."""
    return accepted(changes.withdraw_correction(correction_id))


@router.get("/audit", responses={200: {"model": list[schemas_change.EntryOut]}})
def audit(changes: MayChange, limit: schemas.Limit = 100) -> Response:
    """Who changed what, and when, newest first."""
    return json_response(changes.list_changes(limit))


def accepted(content: Any) -> Response:
    """202: it will be done."""
    response = json_response(content)
    response.status_code = 202
    return response
