"""A section asked for by its heading in quotation marks -> its first sentences.

In: an inquiry. Out: a draft, or None when no heading is quoted or no section has it. Knows sections and frames; searches nothing.
"""

from __future__ import annotations

import re

from assistant.citations import Quote
from assistant.draft import MAX_QUOTES, MAX_WORDS, Draft, count_words, show_frame, show_quote
from assistant.inquiry import Inquiry
from assistant.kept import remember
from assistant.words import fold
from corpus.records import OPINION_PARTS, Section
from corpus.sentences import split_sentences
from corpus.store import Store

QUOTED = re.compile(r"[”“\"»]([^”“\"»«]{3,160})[”“\"«»]")
ASKS_ITEMS = re.compile(r"\b(?:vilka|lista|hur manga|which|list)\b")
SPARE = 20  # words kept for the frame


def compose_section(inquiry: Inquiry) -> Draft | None:
    """The opening of the first section of that heading that has text, in the documents asked about."""
    question = inquiry.reading.understood.question
    found = QUOTED.search(question)
    if not found or ASKS_ITEMS.search(fold(question)):
        return None
    section = find_section(inquiry, fold(found.group(1)).strip())
    return None if section is None else show_section(inquiry, section)


def find_section(inquiry: Inquiry, heading: str) -> Section | None:
    """The first section of that heading with text of its own; opinions are none."""
    store = inquiry.library.store
    found = (list_headings(store, document.id).get(heading) for document in inquiry.documents)
    return next((store.section(anchor) for anchor in found if anchor), None)


def list_headings(store: Store, document_id: str) -> dict[str, str]:
    """Folded heading -> anchor of the first section that has it, read once."""

    def read() -> dict[str, str]:
        own = (one for one in store.sections(document_id) if one.text.strip() and one.part not in OPINION_PARTS)
        return {fold(one.heading).strip(): one.anchor for one in reversed(list(own))}

    return remember(store, document_id, "headings", read)


def show_section(inquiry: Inquiry, section: Section) -> Draft:
    """Its document, then its first sentences, as many as an answer may have."""
    quotes: list[Quote] = []
    for start, end in split_sentences(section.text):
        used = sum(count_words(quote.text) for quote in quotes) + count_words(section.text[start:end])
        if quotes and (used > MAX_WORDS - SPARE or len(quotes) >= MAX_QUOTES):
            break
        quotes.append(Quote(section, start, end))
    title = inquiry.library.store.document(section.document).title
    return Draft(inquiry.kind, (show_frame("in_plan", inquiry.language, tuple(quotes), title=title), *map(show_quote, quotes)))
