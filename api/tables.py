"""Contract rows -> tables with Swedish headers: which columns, in which order, for each kind of row.

In: dicts of the HTTP contract (see `payloads.py`). Out: `Table`s for `export.py`. Knows nothing of file formats, HTTP or stores.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from assistant.registers.timeline import Event

Row = dict[str, Any]
Cell = str | int | float | bool | None
NOBODY = "anges inte"
LINK = "Länk"  # the header of a column that a spreadsheet shows as links


Paper = Literal["own", "source", "out"]  # on paper: a column of its own, part of where a row stands, or left out


@dataclass(frozen=True, slots=True)
class Column:
    """One column: Swedish header, and how to get its cell from a row."""

    header: str
    cell: Callable[[Row], Cell]
    width: int = 16  # characters in a spreadsheet
    paper: Paper = "own"


@dataclass(frozen=True, slots=True)
class Table:
    """What an export writes."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    paper: tuple[Paper, ...] = ()  # of each column; () when each is its own
    lead: str = ""  # a line above the table, on paper


def _get(name: str) -> Callable[[Row], Cell]:
    return lambda row: row.get(name)


def _title(row: Row) -> Cell:
    return str(row["document"]["title"])


def _status(row: Row) -> Cell:
    return str(row["document"]["status"])


def page_cell(row: Row) -> Cell:
    """The printed page where there is one, else the position in the file."""
    number = row.get("page_number")
    return str(row["page_label"]) if row.get("page_label") else f"{number} i filen" if number is not None else None


def _path(row: Row) -> Cell:
    return " › ".join(row.get("path", ()))


def _also(row: Row) -> Cell:
    return ", ".join(twin["document"] for twin in row.get("also_in", ()))


def actor_cell(row: Row) -> Cell:
    """Who, or that the text does not say."""
    return row["actor"] or NOBODY


def reads_otherwise(question: str, understood_as: str) -> bool:
    """Whether a question was understood as something else than it says: case, spaces and final punctuation are no difference."""
    return bool(understood_as) and _bare(question) != _bare(understood_as)


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" ?!.…")


def _yes(name: str) -> Callable[[Row], Cell]:
    return lambda row: "ja" if row.get(name) else "nej"


INFERRED_NAMES: Mapping[str, str] = {  # a field of a responsibility -> what a reader calls it
    "actor": "vem",
    "verb": "gör",
    "task": "vad",
    "to": "till vem",
    "with": "med vem",
    "frequency": "hur ofta",
    "deadline": "senast",
    "condition": "villkor",
}


def inferred_cell(row: Row) -> str:
    """What of a responsibility was told elsewhere than in its sentence."""
    return ", ".join(INFERRED_NAMES.get(name, name) for name in row["inferred"])


def _unreadable(row: Row) -> Cell:
    return "; ".join(f"sida {page['page_number']}: {page['reason']}" for page in row["unreadable_pages"])


def _side(side: str, name: str) -> Callable[[Row], Cell]:
    return lambda row: row[side][name] if row[side] else None


Likeness = Literal["same", "close", "some"]
LIKENESS: Mapping[Likeness, float] = {"same": 0.75, "close": 0.5, "some": 0.0}  # similarity from which the words hold
LIKENESS_NAMES: Mapping[Likeness, str] = {"same": "säger nästan samma sak", "close": "liknar", "some": "påminner om det"}
EVENT_NAMES: Mapping[str, str] = {"dated": "dokumentet är daterat", "valid": "dokumentet gäller", "deadline": "ska göras", "told": "nämns"}


def likeness(similarity: float) -> Likeness:
    """How alike two areas with a counterpart are, as a word for it."""
    return next(name for name, least in LIKENESS.items() if similarity >= least)


SOURCE = (Column("Dokument", _title, 40, "source"), Column("Status", _status, 12, "source"))
SECTION = Column("Avsnitt", _path, 40, "source")
PAGE = Column("Sida", page_cell, 12, "source")
ANCHOR = Column("Ankare", _get("anchor"), 40, "out")
PLACE = (PAGE, ANCHOR)
ALSO = Column("Finns även i", _also, 24, "out")
SCORE = Column("Poäng", _get("score"), 8, "out")

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "documents": (
        Column("Id", _get("id"), 24),
        Column("Titel", _get("title"), 50),
        Column("Utgivare", _get("issuer"), 28),
        Column("Typ", _get("kind"), 18),
        Column("Status", _get("status"), 12),
        Column("Datum", _get("date"), 12),
        Column("Gäller från", _get("valid_from"), 12),
        Column("Gäller till", _get("valid_to"), 12),
        Column("Diarienummer", _get("diary_number"), 16),
        Column("Sidor", _get("pages"), 8),
        Column("Avsnitt", _get("sections"), 8),
        Column("Utgåvefamilj", _get("family"), 24),
        Column("Textkvalitet", _get("text_quality"), 14),
        Column("Oläsbara sidor", _unreadable, 30),
    ),
    "search": (
        SCORE,
        *SOURCE,
        SECTION,
        Column("Text", _get("text"), 80),
        *PLACE,
        ALSO,
    ),
    "areas": (
        *SOURCE,
        Column("Fokusområde", _get("focus_area"), 32),
        Column("Underrubrik", _get("subtitle"), 24),
        Column("Gäller för", _get("group"), 32),
        Column("Utvecklingsområde", _get("text"), 80),
        *PLACE,
        SCORE,
        ALSO,
    ),
    "responsibilities": (
        Column("Vem", actor_cell, 28),
        Column("Ska eller bör", lambda row: "gör" if row["modality"] == "är" else row["modality"], 10),
        Column("Gör", _get("verb"), 14),
        Column("Inte", _yes("negated"), 6),
        Column("Vad", _get("task"), 60),
        Column("Till", _get("to"), 20),
        Column("Med", _get("with"), 20),
        Column("Hur ofta", _get("frequency"), 16),
        Column("Senast", _get("deadline"), 14),
        Column("Villkor", _get("condition"), 24),
        Column("Tolkat", inferred_cell, 14),
        Column("Citat", _get("quote"), 80),
        *SOURCE,
        SECTION,
        *PLACE,
        ALSO,
    ),
    "references": (
        *SOURCE,
        Column("Hänvisning", _get("text"), 40),
        Column("Pekar på", _get("target"), 40),
        Column("Finns här som", _get("document_id"), 24),
        Column("Citat", _get("quote"), 80),
        ANCHOR,
    ),
    "definitions": (
        Column("Term", _get("term"), 28),
        Column("Betydelse", _get("meaning"), 70),
        Column("Slag", _get("sort"), 14),
        Column("Citat", _get("quote"), 80),
        *SOURCE,
        SECTION,
        *PLACE,
        ALSO,
    ),
    "compare": (
        Column("Fokusområde", _side("left", "focus_area"), 28),
        Column("Gäller för", _side("left", "group"), 24),
        Column("Vänster plan", _side("left", "text"), 70),
        Column("Sida", lambda row: page_cell(row["left"]), 12),
        Column("Höger plan", _side("right", "text"), 70),
        Column("Sida till höger", lambda row: page_cell(row["right"]) if row["right"] else None, 12),
        Column("Likhet i ord", lambda row: LIKENESS_NAMES[likeness(row["similarity"])] if row["right"] else "saknar motsvarighet", 26),
        Column("Likhet", _get("similarity"), 8, "out"),
        Column("Anmärkning", _get("note"), 30),
    ),
    "timeline": (
        Column("Från", _get("first"), 12),
        Column("Till och med", _get("last"), 12),
        Column("Tid i texten", _get("words"), 24),
        Column("Slag", lambda row: EVENT_NAMES[row["kind"]], 20),
        Column("Vem", _get("actor"), 28),
        Column("Citat", _get("quote"), 80),
        *SOURCE,
        SECTION,
        *PLACE,
        ALSO,
    ),
    "match": (
        Column("Nr", _get("number"), 6),
        Column("Aktivitet", _get("activity"), 48),
        Column("Val", _get("choice"), 14),
        Column("Utvecklingsområde (citat)", _get("quote"), 80),
        Column("Fokusområde", _get("focus_area"), 32),
        Column("Gäller för", _get("group"), 28),
        Column("Dokument", _get("title"), 40, "source"),
        SECTION,
        PAGE,
        Column(LINK, _get("link"), 50),
    ),
    "answer": (
        Column("Nr", _get("number"), 6),
        Column("Svar", _get("statement"), 80),
        Column("Märkning", _get("label"), 30),
        Column("Citat", _get("quote"), 80),
        Column("Dokument", _get("title"), 40, "source"),
        Column("Status", _get("status"), 12, "source"),
        SECTION,
        *PLACE,
    ),
}
TITLES: Mapping[str, str] = {
    "documents": "Dokument",
    "search": "Sökträffar",
    "areas": "Utvecklingsområden",
    "responsibilities": "Ansvar och tider",
    "references": "Hänvisningar",
    "definitions": "Begrepp och förkortningar",
    "compare": "Jämförelse",
    "timeline": "Tidslinje",
    "match": "Aktiviteter och områden",
    "answer": "Svar",
}


def make_table(kind: str, rows: Sequence[Row], base: str = "") -> Table:
    """The rows of one kind as a table. `kind` is a key of COLUMNS; with `base`, the service's own address, each row links to its place."""
    link = Column(LINK, lambda row: base + row["url"] if row.get("url") else None, 50, "out")
    columns = (*COLUMNS[kind], link) if base else COLUMNS[kind]
    return Table(
        title=TITLES[kind],
        headers=tuple(column.header for column in columns),
        rows=tuple(tuple(column.cell(row) for column in columns) for row in rows),
        widths=tuple(column.width for column in columns),
        paper=tuple(column.paper for column in columns),
    )


def statement_label(statement: Row, generated_by: str | None) -> str:
    """How a sentence of an answer came about, in the words that page, JSON and exports share."""
    if statement["verbatim"]:
        return "ordagrant, med rättade skannfel" if statement["repaired"] else "ordagrant"
    return f"sammanfattat av språkmodell {generated_by}" if generated_by else "sammanställt utan språkmodell"


def answer_rows(answer: Row, question: str = "") -> list[Row]:
    """One row per statement and citation; a statement without citation has a row of its own, and so has what is missing.

    First stands how the question was understood, if that is something else than it says.
    """
    citations = {citation["number"]: citation for citation in answer["citations"]}
    rows: list[Row] = []
    if question and reads_otherwise(question, answer["understood_as"]):
        rows.append({"statement": f"Tolkat som: {answer['understood_as']}", "label": "tolkat"})
    for statement in answer["statements"]:
        said = {"statement": statement["text"], "label": statement_label(statement, answer["generated_by"])}
        rows.extend({**said, **_cited(citations[number])} for number in statement["citations"])
        if not statement["citations"]:
            rows.append(said)
    if answer["missing"]:
        rows.append({"statement": answer["missing"], "label": "saknas i dokumenten"})
    return rows


def timeline_rows(events: Sequence[Event]) -> list[Row]:
    """Events as rows, those without days too."""
    return [
        {
            "kind": event.kind,
            "first": event.first.isoformat() if event.first else None,
            "last": event.last.isoformat() if event.last else None,
            "limit": event.limit,
            "words": event.words,
            "actor": event.actor,
            "quote": event.quote,
            "document": {"id": event.document.id, "title": event.document.title, "status": event.document.status},
            "path": list(event.path),
            "page_number": event.page_number,
            "page_label": event.page_label,
            "anchor": event.anchor,
            "start": event.start,
            "end": event.end,
            "also_in": [{"document": twin.document, "anchor": twin.anchor} for twin in event.also_in],
        }
        for event in events
    ]


def _cited(citation: Row) -> Row:
    document = citation["document"]
    return {**citation, "title": document["title"], "status": document["status"]}
