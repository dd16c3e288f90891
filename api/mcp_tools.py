"""The tools that a language model's host can call over MCP: name, what it does, arguments, and what the desk answers.

In: checked arguments. Out: text to read and the dicts of the HTTP contract. Knows nothing of MCP's messages (`mcp_server.py`) or of how
anything is found.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from api.desk_choices import AreaChoice, Desk, DutyChoice, Row, SearchChoice
from api.plain import answer_text
from api.routes.schemas import QUESTION_CHARS
from assistant.records import Turn

HITS = 50  # passages in one reply: more than a model reads
ROWS = 500  # rows of a register in one reply


class Arguments(BaseModel):
    """What a tool is given; unknown arguments are refused, so that a misspelt filter is never ignored."""

    model_config = ConfigDict(extra="forbid")


class TurnArguments(Arguments):
    """An earlier question and its answer."""

    question: str = Field(max_length=QUESTION_CHARS)
    answer: str = Field(max_length=20_000)


class AskArguments(Arguments):
    """Arguments of `ask`."""

    question: str = Field(description="Frågan med vardagsord, på svenska eller engelska", min_length=1, max_length=QUESTION_CHARS)
    documents: list[str] | None = Field(None, description="Bara dessa dokument (id); annars alla", max_length=100)
    history: list[TurnArguments] = Field(default_factory=list, description="Tidigare frågor och svar i samtalet", max_length=50)


class SearchArguments(Arguments):
    """Arguments of `search`."""

    query: str = Field(description="Sökord eller en mening", min_length=1, max_length=QUESTION_CHARS)
    documents: list[str] | None = Field(None, description="Bara dessa dokument (id)", max_length=100)
    limit: int = Field(10, ge=1, le=HITS)


class SectionArguments(Arguments):
    """Arguments of `section`."""

    anchor: str = Field(description="Avsnittets ankare, så som det står i träffar och källor", min_length=1, max_length=1000)


class AreaArguments(Arguments):
    """Arguments of `areas`."""

    q: str | None = Field(None, description="Ämne med vardagsord; utan ämne ges alla i dokumentets ordning", max_length=QUESTION_CHARS)
    document: str | None = Field(None, description="Bara detta dokument (id)")
    focus: str | None = Field(None, description="Bara detta fokusområde")
    group: str | None = Field(None, description="Bara dem som gäller för denna verksamhet")
    limit: int = Field(ROWS, ge=1, le=ROWS)


class DutyArguments(Arguments):
    """Arguments of `responsibilities`."""

    actor: str | None = Field(None, description="Vem som ansvarar, till exempel en nämnd eller styrgrupp", max_length=200)
    verb: str | None = Field(None, description="Vad den gör: ansvarar, beslutar, följer upp …", max_length=100)
    q: str | None = Field(None, description="Ord i uppgiften", max_length=QUESTION_CHARS)
    document: str | None = Field(None, description="Bara detta dokument (id)")
    limit: int = Field(ROWS, ge=1, le=ROWS)


class CompareArguments(Arguments):
    """Arguments of `compare`."""

    left: str = Field(description="Det ena dokumentets id")
    right: str = Field(description="Det andra dokumentets id")


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: `call` is given the desk and checked arguments, and returns text to read and structured content."""

    name: str
    title: str
    description: str
    arguments: type[Arguments]
    call: Callable[[Desk, Any], tuple[str, Row]]


def _rows(rows: list[Row]) -> tuple[str, Row]:
    return _whole({"rows": rows, "count": len(rows)})


def _whole(row: Row) -> tuple[str, Row]:
    return json.dumps(row, ensure_ascii=False), row


def _ask(desk: Desk, given: AskArguments) -> tuple[str, Row]:
    history = tuple(Turn(turn.question, turn.answer) for turn in given.history)
    answer = desk.ask(given.question, history, given.documents or None, None)
    return answer_text(answer, given.question), answer


def _search(desk: Desk, given: SearchArguments) -> tuple[str, Row]:
    return _whole(desk.search(given.query, SearchChoice(documents=tuple(given.documents or ()) or None, limit=given.limit)))


def _areas(desk: Desk, given: AreaArguments) -> tuple[str, Row]:
    return _rows(desk.areas(AreaChoice(given.document, given.focus, given.group, given.q, given.limit)))


def _duties(desk: Desk, given: DutyArguments) -> tuple[str, Row]:
    return _rows(desk.responsibilities(DutyChoice(given.document, given.actor, given.verb, given.q, given.limit)))


TOOLS = (
    Tool(
        "ask",
        "Fråga planerna",
        "Svarar på en fråga om de svenska plandokumenten. Varje påstående är ordagrant eller sammanställt av citat, med källa. Står svaret "
        "inte i dokumenten sägs det. Återge citaten oförändrade och behåll källorna.",
        AskArguments,
        _ask,
    ),
    Tool("search", "Sök i planerna", "Hittar stycken i plandokumenten, bäst först, med ankare och sida.", SearchArguments, _search),
    Tool(
        "section",
        "Läs ett avsnitt",
        "Hela texten i ett avsnitt, med sökväg, sida, noter och grannar.",
        SectionArguments,
        lambda desk, given: _whole(desk.section(given.anchor)),
    ),
    Tool(
        "areas",
        "Utvecklingsområden",
        "Alla utvecklingsområden i planerna med fokusområde och vilka de gäller för, eller de som bäst passar ett ämne.",
        AreaArguments,
        _areas,
    ),
    Tool(
        "responsibilities",
        "Ansvar och tider",
        "Vem som ska göra vad, hur ofta och när: hela registret, inte ett urval.",
        DutyArguments,
        _duties,
    ),
    Tool(
        "compare",
        "Jämför två planer",
        "Den ena planens områden med närmaste område i den andra, eller att inget finns.",
        CompareArguments,
        lambda desk, given: _whole(desk.compare(given.left, given.right)),
    ),
    Tool(
        "documents",
        "Vilka dokument som finns",
        "Dokumenten i samlingen med id, utgivare, datum och status.",
        Arguments,
        lambda desk, given: _rows(desk.documents()),
    ),
)
