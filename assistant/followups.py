"""Three next questions that have answers, made from what was found.

In: an inquiry and its draft. Out: questions in the asker's language. Knows registers; searches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.compose.draft import Draft
from assistant.frames import FOLLOW_UPS, fill
from assistant.inquiry import Inquiry
from corpus.records import OPINION_PARTS, Section

OFFERED = 3
LONGEST_NAME = 5  # words; a longer name of a body is a description


def offer_next(inquiry: Inquiry, draft: Draft) -> tuple[str, ...]:
    """Up to three questions, none of them the one just asked."""
    asked = inquiry.reading.understood.question.casefold()
    found = dict.fromkeys(question for question in find_next(inquiry, draft) if question.casefold() != asked)
    return tuple(found)[:OFFERED]


def find_next(inquiry: Inquiry, draft: Draft) -> Iterator[str]:
    """Questions about the focus areas, actors and sections of what was shown, then about the nearest other areas."""
    shown = [quote for line in draft.lines for quote in line.quotes] or [one.quote for one in inquiry.evidence[:2]]
    places = {(quote.section.anchor, quote.start) for quote in shown}
    for row in inquiry.areas:
        if (row.area.anchor, row.area.start) in places and row.area.focus_area:
            yield fill(FOLLOW_UPS, "list_focus", inquiry.language, focus=row.area.focus_area)
            break
    anchors = {quote.section.anchor for quote in shown}
    for duty in inquiry.library.store.responsibilities(dict.fromkeys(quote.section.document for quote in shown)):
        short = 0 < len(duty.actor.split()) <= LONGEST_NAME
        if duty.anchor in anchors and short and not duty.collective and any(quote.start <= duty.start < quote.end for quote in shown):
            yield fill(FOLLOW_UPS, "actor", inquiry.language, actor=duty.actor)
            break
    for quote in shown:
        if can_be_shown(quote.section):
            title = inquiry.library.store.document(quote.section.document).title
            yield fill(FOLLOW_UPS, "section", inquiry.language, heading=quote.section.path[-1], title=title)
    for row in inquiry.areas:
        if row.area.focus_area:
            yield fill(FOLLOW_UPS, "list_focus", inquiry.language, focus=row.area.focus_area)
    for quote in shown:
        if can_be_shown(quote.section):
            yield fill(FOLLOW_UPS, "locate", inquiry.language, heading=quote.section.path[-1])


def can_be_shown(section: Section) -> bool:
    """Whether a section can be asked for by its heading: it has text and is no note and no opinion."""
    return bool(section.path and section.text.strip()) and section.kind == "section" and section.part not in OPINION_PARTS
