"""Responsibilities on the page: who does what, how often and by when; filtered, sorted, saved.

In: addresses and form fields. Out: HTML of the desk's rows, or the same rows as a file. Free text is posted, never put in an address; what
is chosen from the register may stand in a link. Knows nothing of how anything is found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.desk_choices import Desk, DutyChoice
from api.export import export_table
from api.page.site import first, name_documents, own_address, read_form, render
from api.payloads import Row
from api.routes.read import OpenDesk, file_response, get_desk
from api.routes.schemas import QUESTION_CHARS
from api.tables import make_table

MOST_ROWS = 5_000  # of the register; the page shows fewer, a file has them all
SHOWN_DUTIES = 100  # about 120 kB of page; the rest is one filter or file away
AFTER_Z = str.maketrans("åäæöø", "{||}}")  # the signs that follow z in ASCII
ORDERS: Mapping[str, Callable[[Row], str]] = {
    "actor": lambda row: str(row["actor"]),
    "verb": lambda row: str(row["verb"]),
    "when": lambda row: ", ".join(filter(None, (row["frequency"], row["deadline"]))),
    "frequency": lambda row: str(row["frequency"] or ""),
    "deadline": lambda row: str(row["deadline"] or ""),
    "to": lambda row: str(row["to"] or ""),
}
TIMES = ("deadline", "frequency")
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the form asks for."""

    choice: DutyChoice
    order: str = ""  # a key of ORDERS
    when: str = ""  # one of TIMES: only rows that have it
    to: str = ""  # words of the recipient

    @property
    def link(self) -> dict[str, str | None]:
        """What a link to the selection carries: all but the free text."""
        names = {"document": self.choice.document, "actor": self.choice.actor, "verb": self.choice.verb}
        return {**names, "when": self.when, "to": self.to, "order": self.order, "editions": "all" if self.choice.editions_all else None}


@router.get("/responsibilities")
def duties(request: Request, desk: OpenDesk) -> Response:
    """All responsibilities, or those a link asks for."""
    asked = {name: request.query_params.get(name, "")[:QUESTION_CHARS] for name in ("document", "actor", "verb", "when", "to", "order")}
    fields = {name: asked[name] or None for name in ("document", "actor", "verb")}
    choice = DutyChoice(**fields, limit=MOST_ROWS, editions_all=request.query_params.get("editions") == "all")
    return _show_duties(request, desk, Wish(choice, asked["order"], asked["when"], asked["to"]))


@router.post("/responsibilities")
async def filter_duties(request: Request) -> Response:
    """The responsibilities that fit the form, or the list as a file."""
    desk, form = get_desk(request), await read_form(request)
    fields = {name: first(form, name)[:QUESTION_CHARS] or None for name in ("document", "actor", "verb", "q")}
    choice = DutyChoice(**fields, limit=MOST_ROWS, editions_all=first(form, "editions") == "all")
    wish = Wish(choice, first(form, "order"), first(form, "when"), first(form, "to")[:QUESTION_CHARS])
    if first(form, "format"):
        rows = await run_in_threadpool(find_duties, desk, wish)
        return file_response(export_table(make_table("responsibilities", rows, own_address(request)), first(form, "format"), rows))
    return await run_in_threadpool(_show_duties, request, desk, wish)


def _show_duties(request: Request, desk: Desk, wish: Wish) -> Response:
    found = find_duties(desk, wish)
    every = desk.responsibilities(DutyChoice(document=wish.choice.document, limit=MOST_ROWS))
    documents = desk.documents()
    return render(
        request,
        "responsibilities.html",
        choice=wish.choice,
        wish=wish,
        order=wish.order,
        orders=tuple(ORDERS),
        times=TIMES,
        rows=found[:SHOWN_DUTIES],
        total=len(found),
        documents=documents,
        titles=name_documents(documents),
        known={name: list_values(every, name) for name in ("actor", "verb", "to")},
    )


def find_duties(desk: Desk, wish: Wish) -> list[Row]:
    """The rows that fit, in order (Unknown for a document that is not there)."""
    rows = desk.responsibilities(wish.choice)
    wanted = wish.to.casefold()
    kept = [row for row in rows if (wish.when not in TIMES or row[wish.when]) and wanted in str(row["to"] or "").casefold()]
    return sort_duties(kept, wish.order)


def list_values(rows: list[Row], name: str) -> list[str]:
    """What a column holds, each once, in Swedish order."""
    return sorted({str(row[name]) for row in rows if row[name]}, key=swedish_order)


def sort_duties(rows: list[Row], order: str) -> list[Row]:
    """The rows by a key of ORDERS, those without one last; in document order within it, and for any other word."""
    key = ORDERS.get(order)
    return sorted(rows, key=lambda row: (not key(row), swedish_order(key(row)))) if key else rows


def swedish_order(text: str) -> str:
    """Sorts å, ä and ö after z, and small letters with capitals."""
    return text.casefold().translate(AFTER_Z)
