"""Who does what in a whole plan, or who is responsible for each of its measures -> every row of the register, in the document's order.

In: an inquiry. Out: a draft that lists them all, or None when a narrower matter is asked for or no plan is named among several.
Knows the register of responsibilities and how such a question is put; nothing of searches.
"""

from __future__ import annotations

import re

from assistant.compose.draft import Draft
from assistant.compose.responsibility import show_rows
from assistant.inquiry import Inquiry
from assistant.question.words import LIGHT, PLAIN, Word, fold
from corpus.records import Responsibility

DOES = r"(?:ska |skall )?(?:gora?|ansvarar for|har ansvar\w* for|haller i|tar hand om|skoter)"
EACH = r"(?:vad|varje|vart och ett|var och en|vilken|vilka|vilket|alla|respektive|de olika)"
PLANNED = r"(?:de |den |det )?(?:\w+ )?(?:atgard|insats|aktivitet)\w*"
EVERYONE = re.compile(
    rf"\bvem (?:som )?{DOES} (?:{EACH}\b|{PLANNED})|\bvilka (?:som )?(?:ar|har) (?:alla )?(?:ansvariga|ansvar\w*)\b|"
    r"\balla (?:som ar )?ansvariga\b|\bansvarsfordelning\w*"
)
MEASURE = re.compile(r"\b(?:\w*atgard|\w*insats|\w*aktivitet|delmal|punkt)\w*\b")
ASKING = re.compile(
    r"(?:\w*ansvar\w*|\w*atgard\w*|\w*insats\w*|\w*aktivitet\w*|delmal\w*|punkt\w*|uppgift\w*|tid\w*|datum\w*|lista\w*|varje|respektive|"
    r"tabell\w*|oversikt\w*|olika|sammanstall\w*|fordel\w*|skot\w*|hall\w*)"
)
LABELLED = re.compile(r" \| |\b\w*ansvar\w*:", re.IGNORECASE)  # the cells of a table's row; a line that begins "Ansvarig:"
EDITIONS = 3  # documents of one plan whose whole registers are shown in one answer


def compose_everyone(inquiry: Inquiry) -> Draft | None:
    """All rows of the one plan that is asked about; of its measures alone when these are named and the register has such rows."""
    folded = fold(inquiry.reading.topic)
    if not EVERYONE.search(folded) or not is_one_plan(inquiry) or any(tells(inquiry, word) for word in inquiry.words):
        return None
    titles = {document.title for document in inquiry.documents}
    rows = [row for row in inquiry.library.store.responsibilities(inquiry.document_ids()) if row.actor]
    of_measures = [row for row in rows if is_measure(row) and row.task not in titles]
    chosen = of_measures if of_measures and MEASURE.search(folded) else rows
    return show_rows(inquiry, chosen) if chosen else None


def is_one_plan(inquiry: Inquiry) -> bool:
    """Whether one document is asked about, or one plan is named that has a few: editions, a decision beside it."""
    named = inquiry.reading.understood.documents is not None
    return len(inquiry.documents) == 1 or (named and len(inquiry.documents) <= EDITIONS)


def tells(inquiry: Inquiry, word: Word) -> bool:
    """Whether a word names a matter within the plan, not the asking or the plan itself."""
    folded = fold(word.surface)
    titled = any(folded in fold(document.title) for document in inquiry.documents)
    return word.weight > LIGHT and not ASKING.fullmatch(folded) and folded not in PLAIN and not titled


def is_measure(row: Responsibility) -> bool:
    """Whether a row names who is responsible for something planned: beside it in a table, or in a line of its own below."""
    return row.verb == "ansvara" and bool(row.task) and (bool(LABELLED.search(row.quote)) or row.task not in row.quote)
