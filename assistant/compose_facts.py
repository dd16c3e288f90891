"""Facts of a document as such -> one sentence with the words that say so: diary number, date, period, issuer.

In: an inquiry. Out: a draft, or None when the question is not about a document's own facts or no words of the document say them.
Knows documents' facts and frames.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.citations import Quote
from assistant.draft import Draft, Line, show_frame, show_quote
from assistant.frames import MISSING, fill
from assistant.inquiry import Inquiry
from assistant.words import fold, match_word, terms_of
from corpus.records import OPINION_PARTS, Document
from corpus.sentences import split_sentences

ASKS_DIARY = re.compile(r"\b(?:diarienummer\w*|diarienr|dnr|arendenummer\w*|beteckning)\b")
ASKS_DATE = re.compile(
    r"\b(?:vilket datum|vilken dag|datum|daterad\w*|nar (?:ar|blev|skrevs|skrivet|dat\w+) .*(?:skriv\w*|dat\w+|upprattad\w*))\b"
)
SHOWN = 3


def compose_facts(inquiry: Inquiry) -> Draft | None:
    """The fact asked for, of each document asked about that tells it."""
    folded = fold(inquiry.reading.topic)
    if ASKS_DIARY.search(folded):
        return show_fact(inquiry, "diary_number", "diary", lambda document: document.diary_number, find_number)
    if ASKS_DATE.search(folded) and is_about_document(inquiry):
        return show_fact(inquiry, "document_date", "date", lambda document: document.date, find_date)
    return None


def is_about_document(inquiry: Inquiry) -> bool:
    """Whether the question has no topic beside the document itself."""
    names = terms_of(
        " ".join(
            f"{one.title} {one.issuer or ''} {one.kind or ''} papper skriven skrivet daterad datum dokument" for one in inquiry.documents
        )
    )
    return all(word.weight <= 0.3 or match_word(word, names) for word in inquiry.words)


def show_fact(
    inquiry: Inquiry, frame: str, slot: str, read: Callable[[Document], str | None], find: Callable[[Inquiry, Document, str], Quote | None]
) -> Draft:
    """A frame sentence and its quote for every document that has the fact, or that none of those asked about tells it."""
    lines: list[Line] = []
    lacking = []
    for document in inquiry.documents:
        value = read(document)
        quote = find(inquiry, document, value) if value else None
        if value is None or quote is None:
            lacking.append(document.title)
        elif len(lines) < 2 * SHOWN:
            lines += [show_frame(frame, inquiry.language, (quote,), title=document.title, **{slot: value}), show_quote(quote)]
    asked = inquiry.reading.understood.documents is not None
    missing = " ".join(fill(MISSING, f"no_{slot}", inquiry.language, title=title) for title in lacking) if asked or not lines else None
    return Draft("fact", tuple(lines), missing or None, "answered" if lines else "not_found")


def find_number(inquiry: Inquiry, document: Document, value: str) -> Quote | None:
    """The first line of the document that gives its diary number."""
    return find_line(inquiry, document, lambda text: value.casefold() in text.casefold())


def find_date(inquiry: Inquiry, document: Document, value: str) -> Quote | None:
    """The first line of the document that gives its date as it is kept."""
    return find_line(inquiry, document, lambda text: value in text)


def find_line(inquiry: Inquiry, document: Document, holds: Callable[[str], bool]) -> Quote | None:
    """The first sentence of a document's own parts of which something holds."""
    for section in inquiry.library.store.sections(document.id):
        if section.part not in OPINION_PARTS and holds(section.text):
            return next((Quote(section, *span) for span in split_sentences(section.text) if holds(section.text[slice(*span)])), None)
    return None
