"""A topic in everyday words -> the best area of each plan, side by side, with focus area and whom it applies to; then the next ones.

In: an inquiry with ranked areas. Out: a draft. Plans that are editions of each other are answered once. Knows registers and frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.citations import Quote
from assistant.compose_text import compose_text, say_the_same
from assistant.draft import Draft, Line, show_frame, show_quote
from assistant.evidence import match_all, measure_likeness, weigh_matches
from assistant.frames import MISSING, fill
from assistant.inquiry import Inquiry
from assistant.records import RankedArea
from assistant.refuse import say_nothing
from assistant.words import fold, terms_of

PLANS = 3  # plans shown side by side
NEXT = 2  # further areas shown after the best of each plan
FIT = 0.5  # chance from which an area is shown as fitting
FOR_ALL = re.compile(r"\b(?:samtliga|alla|gemensam\w*|hela)\b")


@dataclass(frozen=True, slots=True)
class Fit:
    """An area with how well it fits the question."""

    ranked: RankedArea
    score: float
    alike: float
    reaches: float


def measure_fits(inquiry: Inquiry) -> list[Fit]:
    """The ranked areas with their fit, in the ranking's order."""
    texts = [describe(row) for row in inquiry.areas]
    likeness = measure_likeness(inquiry.library.encoder, inquiry.reading.understood.search_text, [row.area.text for row in inquiry.areas])
    reached = [weigh_matches(inquiry.words, match_all(inquiry.words, terms_of(text))) for text in texts]
    return [Fit(row, row.score or 0.0, alike, reach) for row, alike, reach in zip(inquiry.areas, likeness, reached, strict=True)]


def describe(row: RankedArea) -> str:
    """An area's text with its focus area, subtitle and group: what a word of the question may meet."""
    return " ".join(part for part in (row.area.text, row.area.focus_area, row.area.subtitle, row.area.group) if part)


def to_quote(inquiry: Inquiry, row: RankedArea) -> Quote:
    """The area as something to cite."""
    area = row.area
    return Quote(inquiry.library.store.section(area.anchor), area.start, area.end, area.page_number, area.page_label, row.also_in)


def find_families(rows: Iterable[RankedArea]) -> dict[str, str]:
    """Document id -> the id that stands for its family: documents with areas in common are editions of one plan."""
    family: dict[str, str] = {}
    for row in rows:
        ids = [row.area.document, *(twin.document for twin in row.also_in)]
        name = min(family.get(one, one) for one in ids)
        merged = {family.get(one, one) for one in ids}
        family.update(dict.fromkeys(ids, name))
        family.update({one: name for one, old in family.items() if old in merged})
    return family


def best_per_plan(fits: Sequence[Fit], family: dict[str, str]) -> list[Fit]:
    """The first of each plan, in the ranking's order."""
    first: dict[str, Fit] = {}
    for fit in fits:
        first.setdefault(family.get(fit.ranked.area.document, fit.ranked.area.document), fit)
    return list(first.values())[:PLANS]


def show_area(inquiry: Inquiry, row: RankedArea) -> list[Line]:
    """Where the area stands and whom it applies to, then the area word for word."""
    quote = to_quote(inquiry, row)
    words = {"title": row.document.title, "focus": row.area.focus_area}
    if not row.area.focus_area:
        return [show_frame("in_plan", inquiry.language, (quote,), title=row.document.title), show_quote(quote)]
    if not row.area.group:
        return [show_frame("area_focus", inquiry.language, (quote,), **words), show_quote(quote)]
    for_all = inquiry.reading.understood.operation and FOR_ALL.search(fold(row.area.group))
    name = "area_all" if for_all else "area_focus_group"
    return [show_frame(name, inquiry.language, (quote,), group=row.area.group, **words), show_quote(quote)]


def compose_area(inquiry: Inquiry) -> Draft:
    """The best area per plan, then the next; else what the plans say elsewhere, or that none has one."""
    fits = measure_fits(inquiry)
    if not fits:
        return replace(compose_text(inquiry), kind="area")
    best = best_per_plan(fits, find_families(inquiry.areas))
    chosen = best
    following = [
        fit for fit in fits if fit not in chosen and not any(say_the_same(fit.ranked.area.text, one.ranked.area.text) for one in chosen)
    ]
    lines = [line for fit in chosen for line in show_area(inquiry, fit.ranked)]
    for fit in following[:NEXT]:
        lines += show_area(inquiry, fit.ranked)
    return Draft("area", tuple(lines))


def say_none(inquiry: Inquiry) -> str:
    """That none of the plans has an area about this."""
    return f"{fill(MISSING, 'no_area', inquiry.language)} {say_nothing(inquiry)}"
