"""Kind of question -> the composer that answers it.

In: an inquiry. Out: a draft within its limits. A table; the composers know how.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.compose_area import compose_area, compose_other
from assistant.compose_comparison import compose_comparison
from assistant.compose_contact import compose_contact
from assistant.compose_deed import compose_deed
from assistant.compose_facts import compose_facts
from assistant.compose_inventory import compose_inventory
from assistant.compose_list import NUMBERED, compose_list
from assistant.compose_overview import compose_overview
from assistant.compose_place import compose_locate
from assistant.compose_plans import compose_plans
from assistant.compose_reference import compose_reference
from assistant.compose_responsibility import compose_duties, compose_responsibility
from assistant.compose_scope import compose_scope
from assistant.compose_section import compose_section
from assistant.compose_sources import compose_sources
from assistant.compose_status import compose_status
from assistant.compose_term import compose_definition
from assistant.compose_text import compose_text
from assistant.draft import Draft, cut_short
from assistant.inquiry import Inquiry
from assistant.records import Kind
from assistant.words import fold

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


def compose(inquiry: Inquiry) -> Draft:
    """The draft of an answer, cut to what a reader takes in unless it is a list."""
    if inquiry.kind != "locate" and (section := compose_section(inquiry)):
        return cut_short(section)
    if inquiry.kind not in ("comparison", "locate") and (
        listed := compose_contact(inquiry) or compose_sources(inquiry) or compose_inventory(inquiry)
    ):
        return listed
    if inquiry.kind in ("fact", "other", "scope", "definition", "responsibility") and (plans := compose_plans(inquiry)):
        return cut_short(plans)
    if inquiry.kind not in ("locate", "status") and (overview := compose_overview(inquiry)):
        return overview
    if inquiry.kind not in ("area", "definition", "locate") and (facts := compose_facts(inquiry)):
        return cut_short(facts)
    if inquiry.kind in ("fact", "other", "list", "responsibility") and (deed := compose_deed(inquiry)):
        return deed
    if inquiry.kind in ("list", "other", "area") and (duties := compose_duties(inquiry)):
        return duties
    numbered = inquiry.kind in ("area", "other") and inquiry.areas and NUMBERED.search(fold(inquiry.reading.topic))
    return cut_short(compose_list(inquiry) if numbered else COMPOSERS[inquiry.kind](inquiry))
