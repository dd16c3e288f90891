"""What every plan has - purpose, goals, target group, follow-up - asked of none in particular -> each plan's own words, side by side.

In: an inquiry. Out: a draft, or None when a plan is named, the question has another topic, or only one plan tells it. Knows evidence and
frames.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.compose.area import find_families
from assistant.compose.draft import Draft, Line, show_frame, show_quote
from assistant.evidence.refuse import judge
from assistant.evidence.statements import Evidence, sort_evidence
from assistant.inquiry import Inquiry
from assistant.question.words import LIGHT, Word, fold, stem
from assistant.retrieval.areas import list_areas

# what a plan tells of itself; a question about one of these and nothing else is about every plan
OF_EVERY_PLAN = re.compile(
    r"(?:syfte\w*|avsikt\w*|mal|malet|malen|malbild\w*|overgripande|vision\w*|malgrupp\w*|avgransning\w*|omfattning\w*|bakgrund\w*|"
    r"organisation\w*|uppfoljning\w*|foljs|folja|genomforande\w*|genomfor\w*|finansier\w*|reviderings?\w*|revider\w*|framtag\w*|togs|framtagen|samverkan|"
    r"definier\w*|indikator\w*|halvtidsuppfolj\w*)"
)
ASKS = re.compile(r"^(?:vad|vilke[nt]|vilka|hur|varfor)\b")
PLANS = 3
TELLS = 1.5  # added for a statement that opens with the thing asked for
OPENING = 5  # words in which it does
BEHIND = 3.5  # how far behind the best plan's statement another's may be


def compose_plans(inquiry: Inquiry) -> Draft | None:
    """One statement of each plan that tells it, the best first in the collection's order of plans."""
    if inquiry.reading.understood.documents is not None or not asks_every_plan(inquiry):
        return None
    family = find_families(list_areas(inquiry.library))
    best: dict[str, Evidence] = {}
    found = sort_evidence(replace(one, bonus=one.bonus + TELLS * tells(inquiry, one)) for one in inquiry.evidence)
    for one in found:
        if not one.is_opinion and (one.headed or one.covers >= found[0].covers):
            best.setdefault(family.get(one.section.document, one.section.document), one)
    top = max((one.score for one in best.values()), default=0.0)
    shown = [one for one in best.values() if one.score >= top - BEHIND and judge(inquiry, one).answers][:PLANS]
    return Draft(inquiry.kind, tuple(show_plans(inquiry, shown))) if len(shown) > 1 else None


def asks_every_plan(inquiry: Inquiry) -> bool:
    """Whether the question asks for what every plan tells of itself, and names no body and no other topic."""
    telling: list[Word] = [word for word in inquiry.words if word.weight > LIGHT]
    asks = ASKS.search(fold(inquiry.reading.topic)) and not inquiry.reading.asked.yes_no
    return bool(asks and telling) and all(OF_EVERY_PLAN.fullmatch(fold(word.surface)) for word in telling)


def tells(inquiry: Inquiry, evidence: Evidence) -> bool:
    """Whether a statement is about the thing asked for: "Syftet med planen är …" """
    head, told, _ = fold(evidence.text).partition(" ar ")
    words = [stem(word) for word in head.split()[:OPENING]]
    return bool(told) and all(word.term in words for word in inquiry.words if word.weight > LIGHT)


def show_plans(inquiry: Inquiry, shown: Sequence[Evidence]) -> list[Line]:
    """Each statement under the title of its plan."""
    return [
        line
        for one in shown
        for line in (show_frame("in_plan", inquiry.language, (one.quote,), title=one.hit.document.title), show_quote(one.quote))
    ]
