"""The plans on the page: overview, one document, timeline, comparison, references.

In: addresses. Out: HTML, or tables as files. Knows nothing of how areas, times or references are read from a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response

from api.desk_choices import AreaChoice, Desk, DutyChoice
from api.export import export_table
from api.overview import count_by_document, group_references, make_matrices
from api.page.drawing import draw_timeline
from api.page.site import render
from api.payloads import Row
from api.routes.read import OpenDesk, file_response, get_service
from api.tables import likeness, make_table, timeline_rows
from assistant.registers.timeline import is_past, read_timeline

MOST_AREAS = 500
MOST_DUTIES = 5_000
router = APIRouter(include_in_schema=False)


@router.get("/planer")
def plans(request: Request, desk: OpenDesk) -> Response:
    """All plans: focus area by whom it applies to."""
    matrices = make_matrices(desk.areas(AreaChoice(limit=MOST_AREAS)))
    having = {row["document"]["id"] for row in desk.areas(AreaChoice(limit=MOST_AREAS, editions_all=True))}
    documents = desk.documents()
    return render(
        request,
        "plans.html",
        matrices=matrices,
        editions=list_editions(desk, having),
        others=[one for one in documents if one["id"] not in having],
        duties=count_by_document(desk.responsibilities(DutyChoice(limit=MOST_DUTIES))),
        references=count_by_document(desk.references()),
    )


def list_editions(desk: Desk, having: set[str]) -> dict[str, list[Row]]:
    """Document id -> the other documents of its family that have areas."""
    documents = [one for one in desk.documents() if one["id"] in having]
    return {one["id"]: [other for other in documents if other["family"] == one["family"] and other["id"] != one["id"]] for one in documents}


@router.get("/d/{document_id}")
def document(request: Request, desk: OpenDesk, document_id: str) -> Response:
    """One document: facts, its areas as a matrix, contents, how readable it is."""
    one = desk.document(document_id)
    family = [other for other in desk.documents() if other["family"] == one["family"] and other["id"] != one["id"]]
    matrices = make_matrices(desk.areas(AreaChoice(document=document_id, limit=MOST_AREAS, editions_all=True)))
    return render(
        request,
        "document.html",
        document=one,
        family=family,
        matrices=[one for one in matrices if one.document["id"] == document_id],
        duties=len(desk.responsibilities(DutyChoice(document=document_id, limit=MOST_DUTIES))),
        references=len(desk.references(document_id)),
    )


@router.get("/tidslinje")
def timeline(request: Request, desk: OpenDesk, document: str = "", format: str = "") -> Response:
    """When the documents hold, what is to be done by when, and which times they name."""
    found = read_timeline(get_service(request).open_library(), [document] if document else None)
    if format:
        rows = timeline_rows((*found.dated, *found.undated))
        return file_response(export_table(make_table("timeline", rows), format, rows))
    today = date.today()
    return render(
        request,
        "timeline.html",
        chosen=document,
        documents=desk.documents(),
        timeline=found,
        drawing=draw_timeline(found.dated, today),
        today=today,
        past={number for number, event in enumerate(found.dated, start=1) if is_past(event, today)},
        titles={one["id"]: one["title"] for one in desk.documents()},
    )


@router.get("/hanvisningar")
def references(request: Request, desk: OpenDesk, document: str = "") -> Response:
    """What the plans leave to other documents, and whether those are here."""
    targets = group_references(desk.references(document or None))
    here = sum(target.document_id is not None for target in targets)
    return render(request, "references.html", targets=targets, here=here, chosen=document, documents=desk.documents())


@router.get("/compare")
def compare(request: Request, desk: OpenDesk, left: str = "", right: str = "") -> Response:
    """Two plans side by side, and what only the right one has."""
    values: dict[str, Any] = {"comparison": None, "only": (), "met": 0}
    if left and right:
        comparison, back = desk.compare(left, right), desk.compare(right, left)
        taken = {row["right"]["id"] for row in comparison["rows"] if row["right"]}
        values = {
            "comparison": comparison,
            "only": [row["left"] for row in back["rows"] if not row["right"] and row["left"]["id"] not in taken],
            "met": sum(row["right"] is not None for row in comparison["rows"]),
        }
    return render(request, "compare.html", left=left, right=right, documents=with_areas(desk), likeness=name_likeness, **values)


def name_likeness(similarity: float) -> str:
    """The text key that says how alike two areas are."""
    return f"compare.like.{likeness(similarity)}"


def with_areas(desk: Desk) -> Sequence[Row]:
    """The documents that have development areas of their own."""
    having = {row["document"]["id"] for row in desk.areas(AreaChoice(limit=MOST_AREAS, editions_all=True))}
    return [one for one in desk.documents() if one["id"] in having]
