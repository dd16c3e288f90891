"""Documents that are read from end to end for a question about a plan as such: which, in what order, and what of them speaks for the plan.

In: an inquiry. Out: documents, sections, and whether the question has a topic besides. Knows no patterns of any question.
"""

from __future__ import annotations

import re

from assistant.compose.list import is_scaffold
from assistant.inquiry import Inquiry
from assistant.question.words import fold
from assistant.registers.inventory import has_repairs
from corpus.records import OPINION_PARTS, Document, Section
from corpus.store import Store


def order_documents(inquiry: Inquiry) -> list[Document]:
    """The documents to read, those whose text was repaired last: of two editions the other is cited."""
    return sorted(inquiry.to_read, key=lambda one: (has_repairs(inquiry.library, one.id), one.id))


def own_sections(store: Store, document_id: str) -> list[Section]:
    """The sections of a document that speak for it: no notes, no opinions."""
    return [one for one in store.sections(document_id) if one.kind != "note" and one.part not in OPINION_PARTS]


def has_topic(inquiry: Inquiry, scaffold: re.Pattern[str]) -> bool:
    """Whether the question has a word that is neither of its scaffold nor of a plan's name."""
    return any(not scaffold.fullmatch(fold(word.surface)) and not is_scaffold(inquiry, word) for word in inquiry.words)
