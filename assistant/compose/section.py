"""A section asked for by its heading or number -> its first sentences: ”Syfte”, "sammanfatta kapitel 3", or the bare heading typed.

In: an inquiry. Out: a draft, or None when no section is asked for or none has that heading. Knows sections and frames; searches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from assistant.checks.citations import Quote
from assistant.compose.draft import MAX_QUOTES, MAX_WORDS, Draft, Line, count_words, show_frame, show_quote
from assistant.compose.whole import order_documents, own_sections
from assistant.frames import MISSING, fill
from assistant.inquiry import Inquiry
from assistant.question.words import STOP, fold, stem
from assistant.registers.inventory import drop_editions
from assistant.retrieval.kept import remember
from corpus.records import OPINION_PARTS, Section
from corpus.sentences import split_sentences
from corpus.store import Store

QUOTED = re.compile(r"[”“\"»]([^”“\"»«]{3,160})[”“\"«»]")
ASKS_ITEMS = re.compile(r"\b(?:vilka|lista|hur manga|which|list)\b")
SPARE = 20  # words kept for the frame
ASKS_SECTION = re.compile(
    r"\b(?:sammanfatt\w*|berätta\w*|beskriv\w*|visa|läs\w*|vad (?:står|säger|sägs|finns|handlar)|hur lyder)\b.*?"
    r"(?:\b(?:kapitel|kapitlet|kap\.?|avsnitt|avsnittet|paragraf|rubriken)\s|§)\s*(?:om |som heter |nummer |nr |under |för )*"
    r"(?P<name>[\w][\w .,-]*?)"
    r"(?: (?:i|om|enligt) (?:\w+ )?\w*(?:plan|strategi|program|dokument|överenskommelse|policy)\w*)?\W*$",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\W*(?:kapitel|kap\.?|avsnitt|§)?\W*(?P<number>\d+(?:\.\d+)*)\b[.)]?\s*", re.IGNORECASE)
LONGEST = 6  # words of a heading typed alone
WHOLE = 2  # sentences from which a section has a text of its own
PLANS = 3  # sections of one heading shown side by side


def compose_section(inquiry: Inquiry) -> Draft | None:
    """The opening of the section asked for, in each plan that has it; None when none is, or a number has none."""
    question = inquiry.reading.understood.question
    found = QUOTED.search(question)
    if found and not ASKS_ITEMS.search(fold(question)):
        section = find_section(inquiry, fold(found.group(1)).strip())
        return None if section is None else show_section(inquiry, section)
    if asked := ASKS_SECTION.search(question):
        return show_named(inquiry, asked["name"].strip())
    return show_typed(inquiry, question)


def show_named(inquiry: Inquiry, name: str) -> Draft | None:
    """The sections of that number or heading, side by side; a number that no document has is refused."""
    number = NUMBER.fullmatch(name)
    found = [section for document in order_documents(inquiry) if (section := pick_section(inquiry, document.id, name, number))]
    if not found and number:
        missing = fill(MISSING, "no_chapter", inquiry.language, words=number["number"])
        return Draft(inquiry.kind, (), missing, "not_found")
    return show_sections(inquiry, found)


def pick_section(inquiry: Inquiry, document_id: str, name: str, number: re.Match[str] | None) -> Section | None:
    """The first section of a document of that number, or whose heading says all of the name in the fewest words."""
    sections = [one for one in own_sections(inquiry.library.store, document_id) if one.text.strip() or number]
    if number:
        head = next((one for one in sections if (own := NUMBER.match(one.heading)) and own["number"] == number["number"]), None)
        below = (one for one in sections if head and one.text.strip() and one.path[: len(head.path)] == head.path)
        return next(below, None)
    wanted = {stem(word) for word in re.findall(r"\w+", name) if fold(word) not in STOP}
    fitting = [one for one in sections if wanted and wanted <= {stem(word) for word in re.findall(r"\w+", one.heading)}]
    return min(fitting, key=lambda one: (len(one.heading.split()), one.order), default=None)


def show_typed(inquiry: Inquiry, question: str) -> Draft | None:
    """The sections whose heading is all that was typed; None for other questions, or headings above a list of areas."""
    typed = bare(question)
    if not typed or len(typed.split()) > LONGEST or "?" in question:
        return None
    areas = {row.area.anchor for row in inquiry.areas}
    found = {
        one.section.document: one.section
        for one in reversed(inquiry.evidence)
        if bare(one.section.heading) == typed and one.section.anchor not in areas and one.section.part not in OPINION_PARTS
    }
    whole = [found[one.id] for one in order_documents(inquiry) if one.id in found and len(split_sentences(found[one.id].text)) >= WHOLE]
    return show_sections(inquiry, whole)


def bare(heading: str) -> str:
    """A heading folded, without its number and punctuation."""
    return fold(NUMBER.sub("", heading, count=1)).strip(" .:!?–-")


def show_sections(inquiry: Inquiry, sections: Sequence[Section]) -> Draft | None:
    """One section as an answer may hold it; of several plans the opening of each, what editions both say once."""
    if len(sections) < 2:
        return show_section(inquiry, sections[0]) if sections else None
    opening = [Quote(one, *span) for one in sections for span in split_sentences(one.text)[:WHOLE]]
    lines: list[Line] = []
    for document, group in groupby(drop_editions(opening), key=lambda quote: quote.section.document):
        own = tuple(group)
        title = inquiry.library.store.document(document).title
        lines += [show_frame("in_plan", inquiry.language, own, title=title), *map(show_quote, own)]
    return Draft(inquiry.kind, tuple(lines[: PLANS * (WHOLE + 1)]))


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
