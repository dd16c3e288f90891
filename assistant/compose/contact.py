"""Whom to turn to about a plan -> the lines of the plan that tell it, or that none does.

In: an inquiry. Out: a draft, or None when something else than a contact for the plan itself is asked for. Reads the documents themselves,
not hits: a question without a topic finds nothing. Generic Swedish; knows frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checks.citations import Quote, quote_place
from assistant.compose.draft import Draft, Line, show_frame, show_quote
from assistant.compose.list import is_scaffold
from assistant.frames import MISSING, fill
from assistant.inquiry import Inquiry
from assistant.question.words import fold, stem, terms_of
from assistant.registers.inventory import drop_editions
from assistant.retrieval.kept import remember
from assistant.retrieval.places import Place, name_places, recall_places
from assistant.retrieval.scan import find_sentences
from corpus.records import Document
from corpus.store import Store

SHOWN = 6  # lines of all plans
ASKS = re.compile(
    r"\b(?:vem|vart|vilka|vilken \w+|till vem) (?:ska|skall|kan|bor|far|maste) (?:jag|man|vi|en) (?:\w+ )?"
    r"(?:kontakta|ringa|mejla|maila|fraga|vanda|prata|skriva|hora)\b|"
    r"\b(?:vart|vem) (?:vander|ringer|mejlar|fragar|kontaktar) (?:jag|man|vi)\b|\bvem svarar pa fragor\b|"
    r"\bkontakt(?:person|uppgift)\w*|\bvem ar kontakt\b|\bwho (?:do|can|should) i (?:contact|ask|call)\b"
)
# words of such a question that are no topic
PLACE = re.compile(r"\b(?P<name>[A-ZÅÄÖ]\w{3,}s) (?:\w+ )?\w*(?:plan|program|strategi|policy|avtal|överenskommelse)\w*")
SCAFFOLD = re.compile(
    r"(?:kontakt\w*|ring\w*|mejl\w*|mail\w*|frag\w*|vand\w*|prat\w*|tala\w*|skriv\w*|hor\w*|undra\w*|svara\w*|person\w*|veta|vet|tel\w*|"
    r"arend\w*|rader|namn\w*|uppgift\w*|har|innehall\w*|mer|information|info)"
)
TELLS = re.compile(
    r"^(?:kontakta|vand dig|ring|mejla|hor av dig)\b|\bkontakt(?:person|uppgift)\w*\s*(?::|ar\b)|^kontakt\s*:|"
    r"\b(?:fragor|upplysningar|mer information|veta mer)\b.*\b(?:kontakta\w*|besvaras|lamnas|fas|vand\w*|stalls|ring|mejla|svarar)\b|"
    r"\bansvarig for (?:dokumentet|planen|programmet|strategin|policyn|riktlinjen)\b|[\w.]+@[\w.]+\.(?:se|nu|org|com)\b"
)
# a line of the front page; under a measure "Ansvarig:" tells who carries that out
LABEL = re.compile(r"\b(?:(?:dokument|plan|program|strategi)ansvarig|handlaggare|kontakt(?:person)?)\w*\s*:\s*\w")


def compose_contact(inquiry: Inquiry) -> Draft | None:
    """The lines that tell whom to turn to, plan by plan, or a refusal; None for another question, or one with a topic of its own."""
    if not ASKS.search(fold(f"{inquiry.reading.topic} {inquiry.reading.understood.question}")) or has_topic(inquiry):
        return None
    documents = find_documents(inquiry)
    found = drop_editions([quote for document in documents for quote in list_contacts(inquiry.library.store, document)])[:SHOWN]
    lines: list[Line] = []
    for document in documents:
        own = tuple(quote for quote in found if quote.section.document == document.id)
        lines += [show_frame("in_plan", inquiry.language, own, title=document.title), *map(show_quote, own)] if own else []
    if lines:
        return Draft("fact", tuple(lines))
    return Draft("fact", (), fill(MISSING, "contact", inquiry.language), "not_found")


def has_topic(inquiry: Inquiry) -> bool:
    """Whether the question is about something else than the plan: then who is responsible for that is the answer."""
    place = PLACE.search(inquiry.reading.topic)
    name = fold(place["name"]) if place else None
    rest = [word for word in inquiry.words if fold(word.surface) != name and not SCAFFOLD.fullmatch(fold(word.surface))]
    return any(not is_scaffold(inquiry, word) for word in rest)


def list_contacts(store: Store, document: Document) -> tuple[Quote, ...]:
    """Those of a document, read once."""
    places = recall_places(store, document.id, name_places("contacts", TELLS, LABEL), lambda: find_contacts(store, document.id))
    return tuple(map(quote_place, places))


def find_contacts(store: Store, document_id: str) -> Iterator[Place]:
    """The statements of a document that tell whom to turn to about it, labels of its front page among them."""
    return ((0, *found) for found in find_sentences(store, document_id, (TELLS, LABEL)))


def find_documents(inquiry: Inquiry) -> Sequence[Document]:
    """The documents asked about; of a place that no title names ("Kvarnbys plan"), those that name it."""
    place = PLACE.search(inquiry.reading.topic)
    if place is None or inquiry.reading.understood.documents is not None:
        return inquiry.to_read
    name = stem(place["name"])
    return [one for one in inquiry.to_read if names_place(inquiry.library.store, one.id, name)] or inquiry.to_read


def names_place(store: Store, document_id: str, name: str) -> bool:
    """Whether a document says the name, given as its stem; read once."""

    def find() -> bool:
        return any(name in fold(one.text) and name in terms_of(one.text).whole for one in store.sections(document_id))

    return remember(store, document_id, ("named", name), find)
