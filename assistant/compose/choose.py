"""Kind of question -> the composer that answers it.

In: an inquiry. Out: a draft within its limits. A table; the composers know how.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.compose.area import compose_area, compose_other
from assistant.compose.basis import compose_basis
from assistant.compose.comparison import compose_comparison
from assistant.compose.contact import compose_contact
from assistant.compose.deed import compose_deed
from assistant.compose.draft import Draft, cut_short
from assistant.compose.everyone import compose_everyone
from assistant.compose.facts import compose_facts
from assistant.compose.inventory import compose_inventory
from assistant.compose.list import NUMBERED, compose_list
from assistant.compose.opinion import compose_opinion
from assistant.compose.overview import compose_overview
from assistant.compose.place import compose_locate
from assistant.compose.plans import compose_plans
from assistant.compose.reference import compose_reference
from assistant.compose.responsibility import compose_duties, compose_responsibility
from assistant.compose.rooms import compose_room
from assistant.compose.scope import compose_scope, compose_targets
from assistant.compose.section import compose_section
from assistant.compose.series import compose_series
from assistant.compose.sources import compose_sources
from assistant.compose.status import compose_status
from assistant.compose.term import compose_definition, compose_word
from assistant.compose.terms import compose_terms
from assistant.compose.text import compose_text
from assistant.compose.theme import compose_theme
from assistant.inquiry import Inquiry
from assistant.question.words import LIGHT, fold
from assistant.records import Kind

WHOLLY = 0.95  # share of a question's weight from which a statement says all that it asks
COMPOSERS: dict[Kind, Callable[[Inquiry], Draft]] = {
    "area": compose_area,
    "responsibility": compose_responsibility,
    "definition": compose_definition,
    "fact": compose_text,
    "list": compose_list,
    "comparison": compose_comparison,
    "scope": compose_scope,
    "status": compose_status,
    "reference": compose_reference,
    "locate": compose_locate,
    "other": compose_other,
}


def but(*kinds: Kind) -> frozenset[Kind]:
    """All kinds but these."""
    return frozenset(COMPOSERS) - frozenset(kinds)


# what is tried before the composer of the kind, in this order: kinds of question that it is not for, and how it answers
FIRST: tuple[tuple[frozenset[Kind], Callable[[Inquiry], Draft | None]], ...] = (
    (frozenset({"locate"}), compose_section),
    (frozenset({"locate"}), compose_terms),
    (frozenset({"locate"}), compose_word),
    (frozenset({"comparison", "locate", "definition", "list"}), compose_opinion),
    (frozenset({"comparison", "locate", "definition"}), compose_everyone),
    (frozenset({"comparison", "locate"}), compose_contact),
    (frozenset({"comparison", "locate"}), compose_sources),
    (frozenset({"comparison", "locate"}), compose_inventory),
    (frozenset({"locate", "status", "list"}), compose_theme),
    (but("fact", "other", "scope", "definition", "responsibility"), compose_plans),
    (but("comparison"), compose_targets),
    (frozenset({"locate", "status"}), compose_overview),
    (frozenset({"locate", "status", "definition", "comparison", "scope", "reference"}), compose_series),
    (frozenset({"locate", "status", "definition", "comparison", "reference"}), compose_room),
    (frozenset({"area", "definition", "locate"}), compose_facts),
    (but("fact", "other", "list", "responsibility"), compose_deed),
    (but("list", "other", "area"), compose_duties),
    (but("reference", "other", "area", "fact", "list"), compose_basis),
)


def compose(inquiry: Inquiry) -> Draft:
    """The draft of an answer, cut to what a reader takes in unless it is a list."""
    found = next((draft for kinds, composer in FIRST if inquiry.kind not in kinds and (draft := composer(inquiry))), None)
    if found:
        return cut_short(found)
    found_number = NUMBERED.search(fold(inquiry.reading.topic)) if inquiry.kind in ("area", "other") and inquiry.areas else None
    numbered = found_number is not None and not is_told(inquiry, found_number.group())
    return cut_short(compose_list(inquiry) if numbered else COMPOSERS[inquiry.kind](inquiry))


def is_told(inquiry: Inquiry, number: str) -> bool:
    """Whether a statement says all that is asked of a numbered part ("Del 2 ska präglas av …"), so that its list is beside the point."""
    rest = [word for word in inquiry.words if word.weight > LIGHT and fold(word.surface) not in number.split()]
    return bool(rest) and bool(inquiry.evidence) and inquiry.evidence[0].covers >= WHOLLY
