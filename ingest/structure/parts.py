"""Headings of a file -> its parts of different standing: decision, memo, opinion, plan.

In: the headings in order with what stands before and after them. Out: the part of each heading, and where a new part begins.
Cues are words that Swedish offices use in every such document. Knows nothing of depth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from corpus.records import PartKind
from ingest.structure.furniture import SAME

# patterns of folded text: small letters without diacritics, as also a poor reading gives them
OPINION = re.compile(
    r"^(?:sarskilt? (?:uttalande|yttrande)|ersattaryttrande|ersattarnas? yttrande|roteln?s? yttrande)|(?:sarskilda? uttalande)"
)
RESERVATION = re.compile(r"^reservation")
MEMO = re.compile(r"tjansteutlatande|(?:nas|ens?|ets?) forslag till beslut|(?:nas|ens) synpunkter|arendets beredning|tjansteskrivelse")
DECISION = re.compile(r"^(?:beslut|protokollsutdrag|protokoll|sammantradesprotokoll|beslutsprotokoll|utdrag ur protokoll)\b")
PROPOSAL = re.compile(r"^(?:forslag till|beslutsforslag|remissforslag|utkast)\b")
ENCLOSURES = re.compile(r"^(?:bilaga|bilagor|bilageforteckning|handlingar i arendet|underlag for beslut|beslutsunderlag)\b")
PLAN = re.compile(r"(?:handlings|verksamhets|utvecklings|atgards|aktivitets|genomforande)?plan(?:en)?\b|program(?:met)?\b|strategi(?:n)?\b")
OPENING = re.compile(r"^(?:inledning|forord|bakgrund|sammanfattning|innehall|om (?:planen|programmet|strategin)|syfte)\b")


@dataclass(frozen=True, slots=True)
class Landmark:
    """What the parts are told from: one heading, folded, and its surroundings."""

    heading: str  # folded, with its subtitle
    opening: str  # folded, the first words of its text
    page_start: bool
    after_enclosures: bool  # the section before it lists enclosures


def find_parts(marks: Sequence[Landmark], whole: PartKind) -> list[tuple[PartKind, bool]]:
    """For each heading its part, and whether it begins one. `whole` is the kind of a file that is one document."""
    starts = [index == 0 or begins_part(marks, index) for index in range(len(marks))]
    if sum(starts) < 2:
        return [(opinion_of(mark) or whole, index == 0) for index, mark in enumerate(marks)]
    out: list[tuple[PartKind, bool]] = []
    for first in (index for index, start in enumerate(starts) if start):
        last = next((index for index in range(first + 1, len(marks)) if starts[index]), len(marks))
        kind = name_part(marks[first:last], marks[:first])
        out += [(opinion_of(mark) or kind, index == 0) for index, mark in enumerate(marks[first:last])]
    return out


def opinion_of(mark: Landmark) -> PartKind | None:
    """The part of a section that states one party's opinion."""
    if RESERVATION.search(mark.heading):
        return "reservation"
    said = "sarskilt uttalande" in mark.opening or "sarskilt yttrande" in mark.opening
    return "särskilt uttalande" if OPINION.search(mark.heading) or (said and len(mark.heading.split()) <= 3) else None


def begins_part(marks: Sequence[Landmark], index: int) -> bool:
    """Does a document of its own begin here: the title again on a new page, or an opening after a list of enclosures?"""
    mark = marks[index]
    if not mark.page_start:
        return False
    title = marks[0].heading
    again = len(title) > 10 and ratio(mark.heading, title) >= SAME
    return again or (mark.after_enclosures and bool(OPENING.search(mark.heading) or PLAN.search(mark.heading)))


def name_part(marks: Sequence[Landmark], before: Sequence[Landmark]) -> PartKind:
    """The kind of one document of a bundle."""
    headings = [mark.heading for mark in marks]
    if any(MEMO.search(heading) for heading in headings):
        return "tjänsteutlåtande"
    if any(DECISION.search(heading) for heading in headings[:4]):
        return "beslut"
    if PROPOSAL.search(headings[0]):
        return "förslag"
    told = " ".join([*headings[:2], *(mark.heading + " " + mark.opening for mark in before if ENCLOSURES.search(mark.heading))])
    return "plan" if PLAN.search(told) else "bilaga"
