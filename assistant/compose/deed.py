"""Who does it to the plan itself, when and how often -> the sentences of each plan that say so.

In: an inquiry. Out: a draft, or None when the question has a topic beside the plan, or no plan tells it. A plan is drawn up, carried out,
followed up, revised. Reads the documents themselves, since "när ska planen följas upp" says nothing that a search could go by.
Generic Swedish; knows the register of duties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checks.citations import Quote, quote_place
from assistant.compose.draft import Draft, Line, show_frame, show_quote
from assistant.compose.items import find_list
from assistant.compose.text import POINTS_BACK, sentence_before
from assistant.compose.whole import has_topic, order_documents
from assistant.evidence.attributes import gives
from assistant.inquiry import Inquiry
from assistant.question.deeds import DEEDS, find_deeds
from assistant.question.kinds import BODY, OF_ITSELF, Attribute
from assistant.question.words import fold
from assistant.registers.inventory import drop_editions, holds_date
from assistant.retrieval.places import Place, name_places, recall_places
from assistant.retrieval.scan import find_sections
from corpus.records import Document, Responsibility, Section, Span
from corpus.sentences import split_sentences
from corpus.store import Store

EACH_PLAN = 2  # sentences of one plan
PLANS = 3
ENOUGH = 2.0  # a sentence of the plan itself that says the deed, or one under a heading of the deed that gives a day or a body
# what is done to a plan as such; who decides on it is told with its standing
TO_A_PLAN = frozenset(["ansvara", "ta fram", "genomföra", "följa upp", "rapportera", "revidera"])
ASKED: tuple[Attribute, ...] = ("person", "date", "frequency")
ITEMS = 8  # of a list that such a sentence introduces
WHO = re.compile(r"\b(?:vem|vilka|vilken|vems)\b")
THE_WORK = re.compile(r"\b(?:genomforandet|arbetet|uppfoljningen|utvarderingen|aktiviteterna|atgarderna|resultatet)\b")
DOER = re.compile(
    rf"\b(?:av|ar) (?:\w+ ){{0,4}}?{BODY}\b|"
    rf"\b{BODY} (?:\w+ ){{0,3}}?(?:ansvarar|bar|har|ska|foljer|tar|skriver|redovisar|rapporterar|reviderar)\b"
)
# the plan as such; "en plan", "alla elever med plan" are others, but a plan may be drawn up as one
ITSELF = re.compile(
    r"\b(?:\w*planens?|programmets?|policyns?|\w*strategins?|riktlinjens?|\w*overenskommelsens?|avtalets?|"
    r"(?:denna|detta) (?:\w+ ){0,3}\w+)\b"
)
RESPONSIBLE = re.compile(r"\b(?:huvud)?ansvar(?:ar|a|ig|iga|et)?\b")
NEAR, NEXT = 80, 40  # letters between the deed and the plan, and when any plan may be meant
YEARLY = re.compile(r"\barlig(?:a)?\b(?! basis)")  # "den årliga planen" tells no time
LESSER = 1.0  # how much less plainly than the best sentence another may tell it
# words of such a question that are no topic
SCAFFOLD = re.compile(
    r"(?:ansvar\w*|folj\w*|uppfolj\w*|utvarder\w*|genomfor\w*|utfor\w*|revider\w*|uppdater\w*|rapporter\w*|redovis\w*|skriv\w*|skrev|"
    r"arbet\w*|jobb\w*|utarbet\w*|deltag\w*|delta\w*|med|varit|fram|upp|om|ytterst|huvudansvar\w*|samlad\w*|resultat\w*|aktivitet\w*|atgard\w*|"
    r"nasta|gang|tid|ar|aret)"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that says the deed, and how plainly it answers."""

    quote: Quote
    score: float


def compose_deed(inquiry: Inquiry) -> Draft | None:
    """The sentences that say by whom, when or how often the deed is done to the plan, plan by plan."""
    deed, attribute = find_deed(inquiry), asked_for(inquiry)
    if deed is None or attribute is None or has_topic(inquiry, SCAFFOLD):
        return None
    documents, store = order_documents(inquiry), inquiry.library.store
    found = drop_editions([quote for one in documents for quote in recall_best(store, one, deed, attribute)])
    lines: list[Line] = []
    for document in [one for one in documents if any(quote.section.document == one.id for quote in found)][:PLANS]:
        own = tuple(quote for quote in found if quote.section.document == document.id)
        lines.append(show_frame("in_plan", inquiry.language, own, title=document.title))
        lines += [line for quote in own for line in show_told(quote)]
    return Draft(inquiry.kind, tuple(lines), is_list=True) if lines else None


def find_deed(inquiry: Inquiry) -> str | None:
    """The one deed asked about; of "who is responsible for the follow-up" the follow-up."""
    deeds = find_deeds(inquiry.reading.topic)
    if len(deeds) > 1:
        deeds -= {"ansvara", "delta", *(["besluta"] if "ta fram" in deeds else [])}  # "tog fram" is no decision
    return next(iter(deeds)) if len(deeds) == 1 and deeds <= TO_A_PLAN else None


def asked_for(inquiry: Inquiry) -> Attribute | None:
    """A body, a day or how often; None when something else is asked."""
    if inquiry.attribute in ASKED:
        return inquiry.attribute
    if inquiry.attribute == "name":
        return "person"
    return "person" if inquiry.attribute is None and WHO.match(fold(inquiry.reading.topic)) else None


def show_told(quote: Quote) -> list[Line]:
    """A sentence with the one it points back at, or with the list that it introduces."""
    before = sentence_before(quote.section, quote.start) if POINTS_BACK.match(quote.text) else None
    items = find_list(quote.section, quote.start)[1][:ITEMS] if quote.text.rstrip().endswith(":") else []
    return [show_quote(one) for one in (before, quote, *items) if one]


def recall_best(store: Store, document: Document, deed: str, attribute: Attribute) -> list[Quote]:
    """What `best_of` finds in a document, read once."""
    name = name_places("deed", deed, attribute, words_of(deed))

    def find() -> Iterator[Place]:
        return ((0, one.section, one.start, one.end) for one in best_of(store, document, deed, attribute))

    places = recall_places(store, document.id, name, find)
    return list(map(quote_place, places))


def words_of(deed: str) -> re.Pattern[str]:
    """How a text says the deed."""
    return RESPONSIBLE if deed == "ansvara" else re.compile(DEEDS[deed].says)


def best_of(store: Store, document: Document, deed: str, attribute: Attribute) -> list[Quote]:
    """The plainest sentences of a document, in its order."""
    rows: dict[str, list[Responsibility]] = {}
    for row in store.responsibilities((document.id,)):
        rows.setdefault(row.anchor, []).append(row)
    sections = (one for one in find_sections(store, document.id, (words_of(deed),)) if one.kind != "note")
    told = [one for section in sections for one in read_section(section, deed, attribute, rows.get(section.anchor, ()))]
    best = sorted(told, key=lambda one: (-one.score, one.quote.section.order, one.quote.start))[:EACH_PLAN]
    kept = [one for one in best if one.score >= best[0].score - LESSER]
    return [one.quote for one in sorted(kept, key=lambda one: (one.quote.section.order, one.quote.start))]


def read_section(section: Section, deed: str, attribute: Attribute, rows: Sequence[Responsibility]) -> Iterator[Told]:
    """The sentences of a section that say the deed and give what is asked for."""
    says = words_of(deed)
    headed = bool(says.search(fold(section.heading)))
    if not says.search(fold(section.text)):
        return
    for start, end in split_sentences(section.text):
        sentence = section.text[start:end]
        found = says.search(fold(sentence))
        own = [row for row in rows if row.start < end and start < row.end]
        if found and tells(attribute, sentence, own, deed):
            of_plan = 2.0 * is_of_plan(fold(sentence), found.span(), deed) or 1.0 * bool(THE_WORK.search(fold(sentence)))
            score = of_plan + 0.5 * headed + 1.0 * (attribute == "date" and holds_date(sentence))
            if score >= ENOUGH or (of_plan and headed):
                yield Told(Quote(section, start, end), score)


def is_of_plan(text: str, deed: Span, name: str) -> bool:
    """Whether a text speaks of the plan itself near the deed; of one to be drawn up, any plan."""
    pattern, far = (OF_ITSELF, NEXT) if name == "ta fram" else (ITSELF, NEAR)
    return any(found.start() - deed[1] <= far and deed[0] - found.end() <= far for found in pattern.finditer(text))


def tells(attribute: Attribute, text: str, rows: Sequence[Responsibility], deed: str) -> bool:
    """Whether a sentence gives the day, how often, or who: by the register, or in so many words."""
    if attribute != "person":
        return gives(attribute, YEARLY.sub("", fold(text)))
    return any(row.actor and row.verb == deed for row in rows) or bool(DOER.search(fold(text))) or text.rstrip().endswith(":")
