"""A topic in everyday words -> the best area of each plan, side by side, with focus area and whom it applies to; then the next ones.

In: an inquiry with ranked areas. Out: a draft. Plans that are editions of each other are answered once. Knows registers and frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.checks.citations import Quote
from assistant.compose.authors import asks_opinion
from assistant.compose.draft import Draft, Line, show_frame, show_quote
from assistant.compose.text import choose, compose_text, refuse, say_the_same, show_evidence
from assistant.evidence.refuse import find_unnamed, judge
from assistant.evidence.statements import Evidence
from assistant.frames import NOTICES, fill
from assistant.inquiry import Inquiry
from assistant.question.words import fold
from assistant.records import RankedArea

PLANS = 3  # plans shown side by side
NEXT = 2  # further areas shown after the best of each plan
# how much better a statement that is no area must be to be shown instead, when the question is about a topic, and otherwise
ELSEWHERE, ELSEWHERE_OTHER = 1.0, 0.0
BEHIND = 3.0  # how far behind the best another plan's best area may be and still be shown
CLOSE_BEHIND = 2.3  # … and any other area
BESIDE = 3.0  # … and the best statement that is no area
FOUND_FIRST = 10  # hits of the search among which that one must be
MANY_BEHIND = 1.5  # … and another plan's best area in a collection of more plans than are shown: side by side is for few
SILENT = 2  # silent plans that are named; of many plans most are silent
# a lead that says what the items are, not whom they apply to: "Prioriterade insatser för …"
OWN_SORT = re.compile(r"^(?:\w+ ){0,2}\w*(?:inriktning|atgard|insats|aktivitet|omrad|prioritering|mal|delmal|strategi)(?:ar|er|en|et|a)?\b")
FOR_ALL = re.compile(r"\b(?:samtliga|alla|gemensam\w*|hela)\b")


@dataclass(frozen=True, slots=True)
class Fit:
    """An area with the evidence that it fits the question."""

    ranked: RankedArea
    evidence: Evidence


def measure_fits(inquiry: Inquiry) -> list[Fit]:
    """The areas that fit the question best, best first."""
    rows = {(row.area.anchor, row.area.start): row for row in inquiry.areas}
    found = ((rows.get((one.section.anchor, one.start)), one) for one in inquiry.evidence)
    return [Fit(row, one) for row, one in found if row]


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
    """Where the area stands and whom it applies to, then the area word for word. A plan alone with its issuer is named by it."""
    quote = to_quote(inquiry, row)
    issuer = row.document.issuer
    short = issuer is not None and tells_apart(inquiry, row)
    words = {"issuer": issuer or ""} if short else {"title": row.document.title}
    if not row.area.focus_area:
        return [show_frame("in_plan", inquiry.language, (quote,), title=row.document.title), show_quote(quote)]
    words["focus"] = row.area.focus_area
    group = row.area.group if row.area.group and not OWN_SORT.search(fold(row.area.group)) else None
    for_all = bool(group and inquiry.reading.understood.operation and applies_to_all(row))
    form = "_all" if for_all else "_group" if group else ""
    if group:
        words["group"] = group
    name = f"issuer_focus{form}" if short else "area_all" if for_all else f"area_focus{form}"
    return [show_frame(name, inquiry.language, (quote,), **words), show_quote(quote)]


def tells_apart(inquiry: Inquiry, row: RankedArea) -> bool:
    """Whether the issuer alone tells this plan from the others with areas; editions of one plan count as one."""
    family = find_families(inquiry.areas)
    mine = family.get(row.area.document)
    return all(other.document.issuer != row.document.issuer or family.get(other.area.document) == mine for other in inquiry.areas)


def compose_other(inquiry: Inquiry) -> Draft:
    """An open question: the area that answers it, when one does; else the sentences."""
    if inquiry.reading.asked.yes_no or inquiry.attribute:
        return compose_text(inquiry)
    return replace(compose_area(inquiry, ELSEWHERE_OTHER), kind="other")


def compose_area(inquiry: Inquiry, elsewhere: float = ELSEWHERE) -> Draft:
    """The best area per plan, then the next; what the plans say elsewhere when that answers better; or that none has one."""
    fits = measure_fits(inquiry)
    first = choose(inquiry)
    if not fits or first is None or asks_opinion(inquiry) or first.score > fits[0].evidence.score + elsewhere:
        told = compose_text(inquiry)
        return replace(told, kind="area", notices=(*told.notices, *(tell_unnamed(inquiry) if told.status == "answered" else ())))
    judgement = judge(inquiry, fits[0].evidence)
    if not judgement.answers:
        return replace(refuse(inquiry, fits[0].evidence, judgement), kind="area")
    top = fits[0].evidence.score
    family = find_families(inquiry.areas)
    behind = BEHIND if len(set(family.values())) <= PLANS else MANY_BEHIND
    best = [fit for fit in best_per_plan(fits, family) if fit.evidence.score >= top - behind]
    rest = [fit for fit in fits if fit not in best and fit.evidence.score >= top - CLOSE_BEHIND]
    following = [fit for fit in rest if not any(say_the_same(fit.ranked.area.text, one.ranked.area.text) for one in best)]
    shown = [*best, *following[:NEXT]]
    shown += find_general(inquiry, fits, shown)
    lines = [line for fit in shown for line in show_area(inquiry, fit.ranked)]
    lines += [line for one in find_beside(inquiry, top) for line in show_evidence(inquiry, one)]
    return Draft("area", tuple(lines), notices=(*tell_unnamed(inquiry), *tell_silent(inquiry, shown)))


def tell_unnamed(inquiry: Inquiry) -> tuple[str, ...]:
    """That no document names the topic asked about, when areas are shown that come near it."""
    words = "”, ”".join(word.surface for word in find_unnamed(inquiry, itself=True))
    return (fill(NOTICES, "unnamed", inquiry.language, words=words),) if words else ()


def find_beside(inquiry: Inquiry, top: float) -> list[Evidence]:
    """The best statement that is no area, of the passages found first: what answers may stand in the text around the areas."""
    beside = (one for one in inquiry.evidence if one.rank < FOUND_FIRST and not one.area and not one.is_opinion)
    return [one for one in beside if one.score >= top - BESIDE][:1]


def tell_silent(inquiry: Inquiry, shown: Sequence[Fit]) -> tuple[str, ...]:
    """Which plans have areas but none that fits as well: side by side, a plan that is silent is named too."""
    family = find_families(inquiry.areas)
    told = {family[fit.ranked.area.document] for fit in shown}
    silent = {family[row.area.document]: row.document.title for row in reversed(inquiry.areas) if family[row.area.document] not in told}
    titles = sorted(silent.values()) if len(silent) <= SILENT else []
    return tuple(fill(NOTICES, "plan_without", inquiry.language, title=title) for title in titles)


def find_general(inquiry: Inquiry, fits: Sequence[Fit], shown: Sequence[Fit]) -> list[Fit]:
    """The best area that applies to every operation, for a question about one, unless one is shown already."""
    if not inquiry.reading.understood.operation or any(applies_to_all(fit.ranked) for fit in shown):
        return []
    top = fits[0].evidence.score
    return [fit for fit in fits if applies_to_all(fit.ranked) and fit.evidence.score >= top - BEHIND][:1]


def applies_to_all(row: RankedArea) -> bool:
    """Whether the group of an area is every operation."""
    return bool(row.area.group and FOR_ALL.search(fold(row.area.group)))
