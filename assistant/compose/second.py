"""The statement that another weighing puts first, shown beside the answer: where two ways of weighing differ, either may be right.

In: an inquiry and a draft. Out: the draft with that statement, when it is not shown yet and there is room. Its weights are learnt from many
hands' questions over many plans, the composers' from the first questions, with rules of wording on top; mostly they agree.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from assistant.compose.authors import asks_opinion
from assistant.compose.draft import Draft, has_room, is_shown, show_quote
from assistant.compose.text import is_label, show_evidence
from assistant.evidence.statements import Evidence
from assistant.inquiry import Inquiry
from assistant.question.words import LIGHT
from assistant.records import Kind

MET, WELL = 0.3, 0.6  # a word met by less counts as unmet; by this, as said
TWIN = 0.6  # share of the question's weight from which a row is one of those asked about
WHOLE: frozenset[Kind] = frozenset({"comparison", "list", "locate", "status"})  # built to a form of their own, with nothing beside
# Listwise logistic regression over 881 used questions (no lists or comparisons) of ten hands. A right statement first, each group of sets
# left out in turn: .645 (the composers' own order .616), in one of the two .696; of the newest three .58, .55 and .48 (.55, .42, .40).
WEIGHTS: Mapping[str, float] = {
    "covers": -1.8,  # share of the question's weight that it meets itself …
    "reaches": 5.5,  # … and with its lead, its headings and the sentence before
    "alike": 3.8,  # cosine of the meanings
    "near": -0.7,  # how near its words come
    "found": 4.2,  # the search's score of its passage
    "first": 1.35,  # 1 for a passage found first, 1/2 for the second …
    "gives": 2.6,  # the number, date or body asked for is in it
    "item": 0.3,
    "area": 0.7,
    "opinion": -1.5,
    "form": 0.75,  # what it gains by a wording that such questions are answered with
    "weightiest": -0.4,  # of the words that it says
    "met": 0.6,  # telling words of the question that it meets, counted
    "unmet": -0.1,  # … that neither it nor what is around it meets
}


def show_second(inquiry: Inquiry, draft: Draft) -> Draft:
    """The draft with the statement that the learnt weights put first, after all else; refusals and answers of a form as they are."""
    told = draft.kind == "definition" and not draft.searched  # by the glossary
    if draft.is_list or told or draft.kind in WHOLE or draft.status not in ("answered", "partial") or asks_opinion(inquiry):
        return draft
    pool = [one for one in inquiry.evidence if not one.is_opinion and not is_label(one)]
    best = max(pool, key=lambda one: weigh(inquiry, one), default=None)
    if best is None or not draft.lines or is_shown(draft.lines, best.quote):
        return draft
    lines = show_evidence(inquiry, best)
    fits = has_room(draft.lines, [quote for line in lines for quote in line.quotes])
    return replace(draft, lines=(*draft.lines, *lines)) if fits else draft


def show_twins(inquiry: Inquiry, draft: Draft) -> Draft:
    """The draft with the rows of a table that say the same words of the question as a row shown: "inskriven" and "ej inskriven"."""
    if draft.is_list or draft.status not in ("answered", "partial"):
        return draft
    rows = [one for one in inquiry.evidence if one.passage.kind == "table" and one.covers >= TWIN]
    shown = [one for one in rows if is_shown(draft.lines, one.quote)]
    for one in rows:
        alike = any(one.section.anchor == other.section.anchor and one.met == other.met for other in shown)
        if alike and not is_shown(draft.lines, one.quote) and has_room(draft.lines, [one.quote]):
            draft = replace(draft, lines=(*draft.lines, show_quote(one.quote)))
    return draft


def weigh(inquiry: Inquiry, evidence: Evidence) -> float:
    """How well a statement answers by the learnt weights, comparable within one question."""
    return math.fsum(WEIGHTS[name] * value for name, value in measure(inquiry, evidence).items())


def measure(inquiry: Inquiry, evidence: Evidence) -> dict[str, float]:
    """What each weight is multiplied by."""
    telling = [
        (word.weight, met, around)
        for word, met, around in zip(inquiry.words, evidence.met, evidence.around, strict=True)
        if word.weight > LIGHT
    ]
    return {
        "covers": evidence.covers,
        "reaches": evidence.reaches,
        "alike": evidence.alike,
        "near": evidence.near,
        "found": evidence.hit.score,
        "first": 1 / (1 + evidence.rank),
        "gives": float(evidence.gives),
        "item": float(evidence.passage.kind == "item"),
        "area": float(evidence.area),
        "opinion": float(evidence.is_opinion),
        "form": evidence.form,
        "weightiest": max((weight for weight, met, _ in telling if met >= WELL), default=0.0),
        "met": float(sum(met >= MET for _, met, _ in telling)),
        "unmet": float(sum(around < MET for _, _, around in telling)),
    }
