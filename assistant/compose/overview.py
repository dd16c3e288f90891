"""What a plan is about, or what it wants to reach, asked without another topic -> its purpose, goal and focus areas, plan by plan.

In: an inquiry. Out: a draft, or None when the question has a topic or no plan tells it. Finds the sentences in the plans themselves, not
among hits: a question without a topic finds nothing. Generic Swedish phrases; knows registers and frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.checks.citations import Quote, quote_place
from assistant.compose.area import find_families
from assistant.compose.draft import Draft, Line, show_frame, show_quote
from assistant.compose.list import NUMBERED, asks_for, show_areas, show_focuses
from assistant.compose.whole import has_topic
from assistant.inquiry import Inquiry
from assistant.question.kinds import PLAN_WORD
from assistant.question.words import fold
from assistant.records import RankedArea
from assistant.retrieval.areas import list_areas
from assistant.retrieval.places import Place, name_places, recall_places
from assistant.retrieval.scan import find_sentences
from corpus.store import Store

PLANS = 3
FEW = 10  # areas without focus areas that an overview lists
SHORT = 5  # words; a shorter sentence tells no purpose
OWN = r"(?:(?:den|denna|detta|en|ett|lanets|stadens|kommunens|regionens) )?" + PLAN_WORD
OVERVIEW = re.compile(
    rf"\b(?:sammanfatt\w*|oversikt\w*|overblick\w*|huvuddrag\w*|huvudpunkt\w*|summary|summari[sz]e|overview)\b|"
    rf"\bviktigast\w* (?:i|ur|med|delarna|punkterna|sakerna|grejerna)\b|\bdet viktigaste\W*$|"
    rf"\bvad (?:handlar|gar|ror) (?:\w+ ){{0,5}}?(?:om|ut pa)\b|\bvad innehaller\b|\bvad (?:star|finns) (?:det )?i {OWN}\W*$|"
    rf"\b(?:beratta|beskriv)\w* .*{PLAN_WORD}|\bvad (?:ar|sager) {OWN}\W*$|\b(?:what|tell) .*\b(?:plan|strategy|programme)\b.* about\b|"
    r"\btell me about\b.* (?:plan|strategy|programme)\b"
)
GOAL = re.compile(r"\b(?:mal|malet|malen|malsattning\w*|malbild\w*|vision\w*|uppna|uppnas|astadkomma|goals?|aims?|objectives?|achieve)\b")
ASKS = re.compile(r"\b(?:vad|vilka|vilket|hur|what|which)\b|^\W*\w+(?: \w+){0,3}\W*$")
# words of such a question that are no topic
INTENT = re.compile(
    r"(?:sammanfatt|oversikt|overblick|huvud(?:drag|punkt)|viktig|handla|innehall|berat|beskriv|kortfatt|malbild|malsattning|vision|uppna|"
    r"astadkom|overgripande|langsiktig|gemensam|punkt|sakerna|grejerna|egentlig)\w*|(?:ga|gar|ror|kort|korthet|sager|mal|malet|malen|galler|vill|se|ser|"
    r"finns|ar|om|ut|del|delar|delarna|text)"
)
PURPOSES = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?:det )?(?:overgripande )?(?:syftet|andamalet|avsikten)(?: med \w+(?: \w+){0,4})? ar\b",
        rf"\b{PLAN_WORD}\b.{{0,60}}\b(?:syftar till|har (?:som|till) (?:syfte|andamal)|ar till for|ska bidra till)\b",
        rf"^(?:den |det |denna |detta )?{PLAN_WORD}\b.{{0,40}}\b(?:ar|utgor|anger|beskriver|innehaller|galler|visar)\b",
        r"\b(?:syftet|andamalet|avsikten|tanken)\b.* ar\b",
    )
)
AIM = r"^(?:det |vart |vara |de )?(?:overgripande |gemensamma |langsiktiga )*(?:mal|malet|malen|malbilden|visionen|malsattningen)\b"
GOALS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{AIM}.*\b(?:ar att|lyder|innebar att)\b",
        rf"{AIM}.*\bar (?!ocksa|foljande)",
        r"\b(?:malet|malen|malbilden|visionen)\b.{0,80}\bar att\b",
        r"\b(?:med|har) (?:som )?mal(?:et|sattning)? att\b",
    )
)


def compose_overview(inquiry: Inquiry) -> Draft | None:
    """The plans' purposes with their focus areas, or their goals; None when something else is asked for."""
    folded = fold(f"{inquiry.reading.understood.question} {inquiry.reading.understood.read_as}")
    whole = bool(OVERVIEW.search(folded)) or (inquiry.kind == "comparison" and len(inquiry.documents) > 1)
    goal = bool(GOAL.search(folded) and ASKS.search(folded))
    if not (whole or goal) or inquiry.reading.asked.yes_no or has_topic(inquiry, INTENT):
        return None
    plans = find_plans(inquiry)
    rows = [row for plan in plans for row in plan]
    if not whole and (asks_for(inquiry, rows, focus=True) or NUMBERED.search(folded)):
        return None  # the plan's focus areas are its goals
    lines = [line for plan in plans for line in (show_plan(inquiry, plan) if whole else show_goals(inquiry, plan))]
    if not lines and inquiry.reading.understood.documents:  # a plan named that says no goal: what it works towards
        lines = [line for plan in plans for line in show_plan(inquiry, plan)]
    return Draft("other", tuple(lines), is_list=True) if lines else None


def find_plans(inquiry: Inquiry) -> list[list[RankedArea]]:
    """The areas of each plan asked about, editions of one plan once."""
    rows = list_areas(inquiry.library, inquiry.document_ids())
    family = find_families(rows)
    found: dict[str, list[RankedArea]] = {}
    for _, group in groupby(rows, key=lambda row: row.area.document):
        block = list(group)
        found.setdefault(family[block[0].area.document], block)
    return list(found.values())[:PLANS]


def show_plan(inquiry: Inquiry, rows: Sequence[RankedArea]) -> list[Line]:
    """The plan's title, purpose and goal, then its focus areas, or its areas when they are few and under none."""
    document = rows[0].document
    store = inquiry.library.store
    told = list(
        dict.fromkeys(quote for quote in (recall_told(store, document.id, PURPOSES), recall_told(store, document.id, GOALS)) if quote)
    )
    opening = [show_frame("in_plan", inquiry.language, tuple(told), title=document.title), *map(show_quote, told)] if told else []
    if any(row.area.focus_area for row in rows):
        return [*opening, *show_focuses(inquiry, rows).lines]
    return [*opening, *(show_areas(inquiry, rows).lines if len(rows) <= FEW else ())]


def show_goals(inquiry: Inquiry, rows: Sequence[RankedArea]) -> list[Line]:
    """The sentence that tells the plan's goal, under its title."""
    quote = recall_told(inquiry.library.store, rows[0].document.id, GOALS)
    title = rows[0].document.title
    return [show_frame("in_plan", inquiry.language, (quote,), title=title), show_quote(quote)] if quote else []


def recall_told(store: Store, document_id: str, patterns: tuple[re.Pattern[str], ...]) -> Quote | None:
    """What `find_told` finds in a document, read once."""
    found = recall_places(store, document_id, name_places("told", *patterns), lambda: find_told(store, document_id, patterns))
    return quote_place(found[0]) if found else None


def find_told(store: Store, document_id: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[Place]:
    """The first whole sentence that one of the patterns finds; earlier patterns come before earlier sentences."""
    for pattern in patterns:
        for section, start, end in find_sentences(store, document_id, (pattern,)):
            if section.kind != "note" and is_whole(section.text[start:end]):
                yield 0, section, start, end
                return


def is_whole(text: str) -> bool:
    """Whether a sentence is complete, and long enough to tell something."""
    return text.endswith(".") and text[0].isupper() and len(text.split()) >= SHORT
