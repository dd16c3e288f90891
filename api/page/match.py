"""Planned activities on the page: pasted or uploaded, matched with the plans' areas, chosen by a person, saved as Excel.

In: forms. Out: HTML, or a workbook. Nothing is kept: activities and choices travel in the form. Knows nothing of how areas are ranked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api import payloads
from api.activities import MOST, read_activities
from api.export import export_table
from api.page.site import own_address, render
from api.routes.read import file_response, get_service
from api.tables import make_table
from assistant.registers.matching import match_activities
from corpus.library import Library

PAGE_ROWS = 20
FORM_FIELDS = 60
NONE = "-"  # a person says that no area fits
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Activities with what a person has chosen so far."""

    rows: tuple[str, ...]
    choices: Mapping[int, str]  # number of the activity from 0 -> id of an area, or NONE

    @property
    def packed(self) -> str:
        """The choices as one field of a form."""
        return "\n".join(f"{number} {choice}" for number, choice in sorted(self.choices.items()))


@router.get("/koppla")
def form(request: Request) -> Response:
    """Where activities are pasted."""
    return render(request, "match.html", most=MOST, chosen=None)


@router.post("/koppla")
async def match(request: Request) -> Response:
    """The candidates of a page of activities; the next page; or the workbook."""
    fields = await read_fields(request)
    library = get_service(request).open_library()
    chosen = read_chosen(fields)
    if fields.get("first"):
        chosen = await run_in_threadpool(choose_first, library, chosen)
    if fields.get("format"):
        rows = await run_in_threadpool(list_chosen, library, chosen, own_address(request))
        return file_response(export_table(make_table("match", rows), "xlsx", rows))
    return await run_in_threadpool(show_page, request, library, chosen, str(fields.get("page", "1")))


async def read_fields(request: Request) -> dict[str, Any]:
    """The posted fields, and the file with its name, which is read at once and kept nowhere."""
    async with request.form(max_files=1, max_fields=FORM_FIELDS) as form:
        fields: dict[str, Any] = {}
        for name, value in form.multi_items():
            if isinstance(value, UploadFile) != (name == "file"):
                continue
            fields[name] = (value.filename or "", await value.read()) if isinstance(value, UploadFile) else value
    request.state.form_lang = fields.get("lang", "")
    return fields


def read_chosen(fields: Mapping[str, Any]) -> Chosen:
    """Activities and choices of a form (BadRequest without activities)."""
    upload = fields.get("file")
    name, content = upload if isinstance(upload, tuple) else ("", b"")
    rows = read_activities(str(fields.get("rows", "")), name, content)
    choices: dict[int, str] = {}
    if not content:
        for line in str(fields.get("choices", "")).splitlines():
            number, _, choice = line.partition(" ")
            take_choice(choices, number, choice, len(rows))
        for field, value in fields.items():
            if field.startswith("choice-"):
                take_choice(choices, field.removeprefix("choice-"), str(value), len(rows))
    return Chosen(rows, choices)


def take_choice(choices: dict[int, str], number: str, choice: str, rows: int) -> None:
    """Add a choice; an empty one takes the earlier back, one of a row that is not there is left out."""
    if number.isdecimal() and int(number[:6]) < rows:
        if choice.strip():
            choices[int(number)] = choice.strip()
        else:
            choices.pop(int(number), None)


def choose_first(library: Library, chosen: Chosen) -> Chosen:
    """The best candidate, or none, wherever nothing is chosen."""
    matches = match_activities(library, chosen.rows)
    best = {number: one.candidates[0].area.id if one.candidates else NONE for number, one in enumerate(matches)}
    return Chosen(chosen.rows, {**best, **chosen.choices})


def show_page(request: Request, library: Library, chosen: Chosen, asked: str) -> Response:
    """One page of activities with their candidates."""
    pages = -(-len(chosen.rows) // PAGE_ROWS)
    page = min(max(int(asked[:4]) if asked.isdecimal() else 1, 1), pages)
    begin = (page - 1) * PAGE_ROWS
    matches = match_activities(library, chosen.rows[begin : begin + PAGE_ROWS])
    shown = [
        {"number": begin + at, "text": one.text, "plans": group_plans(one.candidates), "choice": chosen.choices.get(begin + at, "")}
        for at, one in enumerate(matches)
    ]
    none = sum(choice == NONE for choice in chosen.choices.values())
    return render(
        request,
        "match.html",
        most=MOST,
        chosen=chosen,
        shown=shown,
        page=page,
        pages=pages,
        none=NONE,
        counts={"chosen": len(chosen.choices) - none, "none": none, "left": len(chosen.rows) - len(chosen.choices)},
    )


def group_plans(candidates: Sequence[Any]) -> list[dict[str, Any]]:
    """The candidates as rows of the contract, by document."""
    plans: dict[str, dict[str, Any]] = {}
    for ranked in candidates:
        row = payloads.area_row(ranked)
        plans.setdefault(row["document"]["id"], {"document": row["document"], "areas": []})["areas"].append(row)
    return list(plans.values())


def list_chosen(library: Library, chosen: Chosen, base: str) -> list[payloads.Row]:
    """Every activity with its area, read anew from the store: what the form says of an area is never believed."""
    areas = {area.id: area for area in library.store.areas()}
    documents = {document.id: document for document in library.store.documents()}
    rows: list[payloads.Row] = []
    for number, text in enumerate(chosen.rows):
        choice = chosen.choices.get(number, "")
        area = areas.get(choice)
        row: payloads.Row = {"number": number + 1, "activity": text, "choice": name_choice(choice, found=area is not None)}
        if area:
            row |= {
                "quote": area.text,
                "focus_area": area.focus_area,
                "group": area.group,
                "title": documents[area.document].title,
                "path": list(library.store.section(area.anchor).path),
                "page_number": area.page_number,
                "page_label": area.page_label,
                "link": base + payloads.page_url(area.anchor, area.start, area.end),
            }
        rows.append(row)
    return rows


def name_choice(choice: str, *, found: bool) -> str:
    """What a person chose, in the workbook's words."""
    if found:
        return "valt område"
    return "ingen passar" if choice == NONE else "inte valt"
