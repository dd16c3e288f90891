"""Where something stands -> document, section and page of the few best places, with the words themselves.

In: an inquiry. Out: a draft. Knows evidence and frames.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.compose.draft import Draft, Line, show_frame, show_quote
from assistant.compose.text import CLOSE, choose, refuse
from assistant.evidence.refuse import judge
from assistant.evidence.statements import Evidence, sort_evidence
from assistant.inquiry import Inquiry

PLACES = 3  # told of when it is asked where something stands
SAYS_IT = 2.0  # times the share of the question that a place says: added when it is asked where something stands


def compose_locate(inquiry: Inquiry) -> Draft:
    """Where it stands: document, section and page of the few best places, with the words themselves."""
    ranked = tuple(sort_evidence(replace(one, bonus=one.bonus + SAYS_IT * one.covers) for one in inquiry.evidence))
    inquiry = replace(inquiry, evidence=ranked)
    chosen = choose(inquiry)
    judgement = judge(inquiry, chosen)
    if chosen is None or (not judgement.answers and inquiry.attribute is None):
        return refuse(inquiry, chosen, judgement)
    shown = {chosen.section.anchor: chosen}
    for one in ranked:
        if len(shown) < PLACES and one.score >= chosen.score - CLOSE and one.is_opinion == chosen.is_opinion:
            shown.setdefault(one.section.anchor, one)
    return Draft("locate", tuple(line for one in shown.values() for line in show_place(inquiry, one)))


def show_place(inquiry: Inquiry, evidence: Evidence) -> tuple[Line, Line]:
    """Document, section and page of a statement, then the statement."""
    quote = evidence.quote
    page = quote.page_label or quote.section.page_label or quote.page_number or quote.section.page_number
    heading = evidence.section.path[-1] if evidence.section.path else evidence.section.heading
    words = {"title": evidence.hit.document.title, "heading": heading}
    if page is None:
        return show_frame("place", inquiry.language, (quote,), **words), show_quote(quote)
    return show_frame("place_page", inquiry.language, (quote,), page=str(page), **words), show_quote(quote)
