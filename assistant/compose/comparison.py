"""Two plans on one topic -> what each says, side by side; where one says nothing, that it does not, established from its register.

In: an inquiry. Out: a draft. Knows registers, evidence and frames.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.compose.area import find_families, measure_fits, show_area
from assistant.compose.draft import Draft, Line, show_frame
from assistant.compose.list import asks_for, plan_areas, show_focuses
from assistant.compose.plans import OF_EVERY_PLAN
from assistant.compose.text import FIGURE, compose_text, say_the_same, show_evidence
from assistant.evidence.refuse import NEAR, chance_of
from assistant.evidence.statements import Evidence
from assistant.frames import MISSING, fill
from assistant.inquiry import Inquiry
from assistant.question.understand import SUPERLATIVE
from assistant.question.words import LIGHT, fold
from assistant.records import RankedArea
from corpus.records import OPINION_PARTS

SIDES = 3
PER_SIDE = 2
ELSEWHERE = 2.5  # how much better a statement that is no area must be to be shown instead: plans are compared by their areas
MAIN = 0.6  # share of the topic from which one word is what it is
SAID, HINTED = 0.7, 0.3  # how well a word must be met to be said, and to be hinted at
NEARBY = 0.55  # how near a statement's words must come to the topic's to speak of it in other words
GIVEN = 3.5  # how far behind a side's best a statement may be that gives the figure or day asked for
AS_SUCH = re.compile(r"\b(?:bada|bade|varandra|\w*(?:plan(?:er|erna)|program(?:men)?|dokument(?:en)?|kommuner(?:na)?|regioner(?:na)?))\b")
SAYING = re.compile(r"(?:formuler|beskriv|uttryck|definier|skriv|sag|lat)\w*|ut")  # how a plan says it is no topic
BEHIND = 0.8  # how far behind a side's best its second may be


def compose_comparison(inquiry: Inquiry) -> Draft:
    """Each side's best areas, or its best statement; what a side lacks is said with the number of its areas."""
    rows = plan_areas(inquiry)
    if rows and asks_for(inquiry, rows, focus=True):
        return replace(show_focuses(inquiry, rows), kind="comparison")
    if SUPERLATIVE.search(fold(inquiry.reading.topic)) and inquiry.attribute in FIGURE and not any(one.gives for one in inquiry.evidence):
        return Draft("comparison", (), fill(MISSING, str(inquiry.attribute), inquiry.language), "not_found")
    sides = find_sides(inquiry) if compares_plans(inquiry) else []
    if len(sides) < 2:
        return replace(compose_text(inquiry), kind="comparison")
    shown = [(ids, [] if is_absent(inquiry, ids) else show_side(inquiry, ids)) for ids in sides]
    missing = [say_absent(inquiry, ids, rows) for ids, blocks in shown if not blocks]
    turns = zip_longest(*(blocks for _, blocks in shown), fillvalue=[])
    lines = [line for turn in turns for block in turn for line in block]
    status = "not_found" if not lines else "partial" if missing else "answered"
    return Draft("comparison", tuple(lines), " ".join(missing) or None, status)  # type: ignore[arg-type]


def compares_plans(inquiry: Inquiry) -> bool:
    """Whether plans are compared, by name or as such, not two groups or years within one."""
    named = inquiry.reading.named
    several = len(named.documents or ()) > 1 or len(named.spans) > 1  # no documents when the names cover them all
    return several or bool(AS_SUCH.search(fold(inquiry.reading.understood.read_as)))


def find_sides(inquiry: Inquiry) -> list[tuple[str, ...]]:
    """The documents compared, editions of one plan as one side; those with areas, or all when fewer than two have any."""
    family = find_families(plan_areas(inquiry))
    sides: dict[str, list[str]] = {}
    for document in inquiry.documents:
        if document.id in family:
            sides.setdefault(family[document.id], []).append(document.id)
    if len(sides) < 2:
        sides = {document.id: [document.id] for document in inquiry.documents}
    return [tuple(ids) for ids in sides.values()][:SIDES]


def is_absent(inquiry: Inquiry, ids: Sequence[str]) -> bool:
    """Whether a side says nothing of the one word that the topic is, nor anything near it, while another side says it."""
    total = sum(word.weight for word in inquiry.words)
    main = next((place for place, word in enumerate(inquiry.words) if word.weight >= MAIN * total), None)
    if main is None:
        return False
    mine = [one for one in inquiry.evidence if one.section.document in ids]
    others = [one for one in inquiry.evidence if one.section.document not in ids]
    said = any(one.met[main] >= SAID for one in others)
    return said and not any(one.around[main] >= HINTED or one.near >= NEARBY for one in mine)


def show_side(inquiry: Inquiry, ids: Sequence[str]) -> list[list[Line]]:
    """What one side says, best first: its best areas for the topic, else its best statements."""
    fits = [fit for fit in measure_fits(inquiry) if fit.ranked.area.document in ids]
    evidence = [one for one in inquiry.evidence if one.section.document in ids and one.section.part not in OPINION_PARTS]
    if not evidence or chance_of(inquiry, evidence[0]) < NEAR:
        return []
    given = [one for one in evidence if one.gives and one.score > evidence[0].score - GIVEN] if inquiry.attribute in FIGURE else []
    evidence = given or evidence
    worded = bool(given) or evidence[0].form > 0 or asks_every_plan(inquiry)
    if fits and not worded and fits[0].evidence.score > evidence[0].score - ELSEWHERE:
        good = [fit for fit in fits if fit.evidence.score > fits[0].evidence.score - BEHIND][:PER_SIDE]
        return [show_area(inquiry, fit.ranked) for fit in good]
    shown: list[Evidence] = []
    for one in evidence:
        if (
            len(shown) < PER_SIDE
            and one.score > evidence[0].score - BEHIND
            and not any(say_the_same(one.text, other.text) for other in shown)
        ):
            shown.append(one)
    title = shown[0].hit.document.title
    return [[show_frame("in_plan", inquiry.language, (one.quote,), title=title), *show_evidence(inquiry, one)] for one in shown]


def asks_every_plan(inquiry: Inquiry) -> bool:
    """Whether all that is compared is what every plan tells of itself: its follow-up, its target group."""
    telling = [word for word in inquiry.words if word.weight > LIGHT and not SAYING.fullmatch(fold(word.surface))]
    return bool(telling) and all(OF_EVERY_PLAN.fullmatch(fold(word.surface)) for word in telling)


def say_absent(inquiry: Inquiry, ids: Sequence[str], rows: Sequence[RankedArea]) -> str:
    """That a side was searched in full and has nothing."""
    document = inquiry.library.store.document(ids[0])
    count = sum(row.area.document in ids for row in rows)
    return fill(MISSING, "no_plan", inquiry.language, count=str(count), title=document.title)
