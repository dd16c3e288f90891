"""Is it decided, since when, by whom, until when -> the facts of the document, with the words that say so.

In: an inquiry. Out: a draft. The standing comes from the document's own facts; the quote from its decision. Knows frames and evidence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.citations import Quote
from assistant.compose_text import compose_text
from assistant.draft import Draft, Line, show_frame, show_quote
from assistant.frames import MISSING, STANDINGS, fill
from assistant.inquiry import Inquiry
from assistant.words import fold
from corpus.records import OPINION_PARTS, Document, Section
from corpus.sentences import split_sentences

DECIDES = re.compile(
    r"\b(?:beslutar|beslutade|beslutat|beslutats|fattat beslut|godkanner|godkande|godkant|godkants|antar|"
    r"antog|antagit|antagen|faststaller|faststallde|faststallts)\b"
)
PROPOSES = re.compile(r"\b(?:foreslar|foreslas|forslag till beslut|beslutsforslag|foreslagna)\b")
OF_ITSELF = re.compile(r"\b(?:planen|\w*planen|\w*plan|programmet|detta dokument|denna|policyn|strategin|riktlinjen\w*)\b")
SHOWN = 3  # documents told of when none is named
FRAME_OF = {standing: name for name, standing in STANDINGS.items()}


def compose_status(inquiry: Inquiry) -> Draft:
    """The standing of each document asked about with its decision; a question of fact when no standing is known."""
    lines: list[Line] = []
    unknown: list[str] = []
    for document in inquiry.documents[: SHOWN if inquiry.reading.understood.documents is None else len(inquiry.documents)]:
        quotes = find_decisions(inquiry, document)
        if not quotes:
            unknown.append(document.title)
            continue
        name = FRAME_OF.get(document.status)
        if name:
            lines.append(show_frame(name, inquiry.language, (quotes[0],), title=document.title))
        lines += [show_quote(quote) for quote in quotes[:1]]
    if not lines:
        return replace(compose_text(inquiry), kind="status")
    missing = None if not unknown else " ".join(fill(MISSING, "status", inquiry.language, title=title) for title in unknown)
    return Draft("status", tuple(lines), missing if inquiry.reading.understood.documents else None)


def find_decisions(inquiry: Inquiry, document: Document) -> list[Quote]:
    """Sentences of a document that tell of its own decision or proposal, the plainest first."""
    found = []
    for section in inquiry.library.store.sections(document.id):
        if section.part in OPINION_PARTS:
            continue
        found += [
            (score, section.order, start, Quote(section, start, end))
            for start, end in split_sentences(section.text)
            if (score := tells_decision(section, start, end))
        ]
    return [quote for *_, quote in sorted(found, key=lambda row: row[:3], reverse=False)][:2]


def tells_decision(section: Section, start: int, end: int) -> int:
    """0 when a sentence tells of no decision; else 1 for the plainest and more for less plain."""
    text = fold(section.text[start:end])
    heading = fold(" ".join(section.path))
    if not DECIDES.search(text) and not (
        re.search(r"\bbeslut|forslag till beslut|beslutsforslag", heading) and section.level <= 3 and len(text.split()) < 40
    ):
        return 0
    if DECIDES.search(text) and OF_ITSELF.search(text):
        return 1
    return 2 if "beslut" in heading else 3 if PROPOSES.search(text) else 0
