"""Is it decided, since when, by whom, until when -> the facts of the document, with the words that say so.

In: an inquiry. Out: a draft. The standing comes from the document's own facts; the quote from its decision, or from another document that
tells of it. Editions of one plan are one. Knows frames and evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.checks.citations import Quote, quote_place
from assistant.compose.area import find_families
from assistant.compose.draft import Draft, Line, show_frame, show_quote
from assistant.compose.facts import foreign_words, show_period
from assistant.compose.text import ALIKE_TITLE, compose_text, name_share
from assistant.evidence.refuse import say_unmet
from assistant.frames import MISSING, STANDINGS, fill
from assistant.inquiry import Inquiry
from assistant.question.kinds import BODY, OF_ITSELF
from assistant.question.words import LIGHT, PLAIN, Word, fold, match_word, terms_of
from assistant.registers.inventory import DAY, DECIDED, holds_date
from assistant.retrieval.areas import list_areas
from assistant.retrieval.places import Place, name_places, recall_places
from assistant.retrieval.scan import find_sentences, read_document
from corpus.records import OPINION_PARTS, Document, Reference, Section, Standing
from corpus.sentences import split_sentences
from corpus.store import Store

DECIDES = re.compile(
    r"\b(?:beslutar|beslutade|beslutat|beslutats|fattat beslut|fattade beslut|godkanner|godkande|godkant|godkants|antar|"
    r"antog|antagit|antagen|antagits|faststaller|faststallde|faststallts)\b"
)
PROPOSES = re.compile(r"\b(?:foreslar|foreslas|forslag till beslut|beslutsforslag|foreslagna)\b")
OWN_DECISION = re.compile(
    rf"^(?:\w+,? ){{0,4}}{BODY} (?:\w+ ){{0,2}}?(?:fattat beslut om|fattade beslut om|beslutade|beslutat|antog|"
    rf"antagit|godkanner|godkande|godkant|"
    r"faststallde|faststallt) (?:om )?(?:\w+ ){0,3}?(?:denna|planen|\w+planen|forslag till|programmet|policyn)\b"
)
# a letterhead's line: "Kommunstyrelsen antog 2031-02-03, § 4", "Fastställd av nämnden den 3 maj 2031"
DATED = re.compile(
    rf"^\W*{BODY} (?:\w+ )?(?:beslutade|antog|faststallde|godkande)\b|"
    r"\b(?:beslutad|antag[en]|faststall[dt]|godkan[dt])\w*\W+(?:av|i|\w*fullmaktige|\w*namnd\w*|\w*styrelse\w*)\b|\bbesluts(?:datum|instans)\W"
)
LETTERHEAD = 24  # words of such a line
VALID_NOW = re.compile(r"\b(?:galler|i kraft|giltig\w*|aktuell\w*)\b")
WHEN = re.compile(r"\b(?:nar|vilket datum|vilken dag|vilket ar|\w*datum(?:et)?|beslutsdag(?:en)?)\b")
BODIES = re.compile(rf"{BODY}|riksdag|regering|myndighet")  # who may be asked to have decided
# words of a question about a plan's standing that are about nothing else
STANDING_WORDS = (
    "antagna klubbade klubbades fastställda fastställdes fastställde godkända godkände "
    "beslutsdatum beslutsdag beslutsinstans "
    "ange visa skriv instans instansen datum dag antagande antagandet fastställande antogs "
    "tagen taget beslutad beslutat beslutades beslut antagen antagna antagits antog godkänd godkänt godkändes "
    "fastställd klubbad klubbat förslag "
    "föreslaget föreslagen utkast status politiskt ärende ärendet fall bara egen eget uppdrag gällande giltig kraft "
    "aktuell röstade formellt fattade fattat fattar fattas sa sade sagt ja "
    "handlingsplan handlingsplanen planerna tjänsteutlåtandet igenom tagits politiken politikerna"
)
SHOWN = 3  # plans told of when none is named
VERDICTS: dict[Standing, str] = {"gällande": "yes", "beslutad": "yes", "förslag": "no"}
FRAME_OF = {standing: name for name, standing in STANDINGS.items()}


def compose_status(inquiry: Inquiry) -> Draft:
    """The standing of each plan asked about with its decision; a question about another thing, or of no known standing, by its words."""
    folded = fold(inquiry.reading.topic)
    others = [word for word in foreign_words(inquiry, STANDING_WORDS) if not is_plain(word)]
    if others and not all(BODIES.search(fold(word.surface)) for word in others):
        return replace(compose_text(inquiry), kind="status")
    if VALID_NOW.search(folded) and (period := show_period(inquiry)):
        return replace(period, kind="status")
    families = group_documents(inquiry)
    lines: list[Line] = []
    unknown: list[str] = []
    for family in families[: SHOWN if inquiry.reading.understood.documents is None else len(families)]:
        shown = show_standing(inquiry, family, dated=bool(WHEN.search(folded)))
        lines += shown
        if not shown:
            unknown.append(family[0].title)
    if not lines:
        return replace(compose_text(inquiry), kind="status")
    unmet = [word for word in others if not any(match_word(word, terms_of(line.text)) for line in lines if line.verbatim)]
    if unmet:
        missing = f"{say_unmet(inquiry, unmet)} {fill(MISSING, 'nearest', inquiry.language)}"
        return Draft("status", tuple(lines), missing, "not_found")
    missing = " ".join(fill(MISSING, "status", inquiry.language, title=title) for title in unknown)
    undated = bool(WHEN.search(folded)) and not any(holds_date(quote.text) for line in lines for quote in line.quotes if line.verbatim)
    if undated:
        missing = f"{missing} {fill(MISSING, 'date', inquiry.language)}".strip()
    return Draft("status", tuple(lines), (missing or None) if inquiry.reading.understood.documents or undated else None)


def is_plain(word: Word) -> bool:
    """Whether a word carries too little weight to be another matter than the plan; a body that may decide is one however common."""
    folded = fold(word.surface)
    return word.weight <= LIGHT and (folded in PLAIN or not BODIES.search(folded))


def group_documents(inquiry: Inquiry) -> list[list[Document]]:
    """The documents asked about, editions of one plan together, the one whose standing is known first."""
    family = find_families(list_areas(inquiry.library))
    groups: dict[str, list[Document]] = {}
    for document in inquiry.to_read:
        groups.setdefault(family.get(document.id, document.id), []).append(document)
    return [sorted(group, key=lambda one: (one.status == "okänd", one.id)) for group in groups.values()]


def show_standing(inquiry: Inquiry, family: Sequence[Document], *, dated: bool) -> list[Line]:
    """How a plan stands, and the sentence that says so; with the date of its decision when that is asked for."""
    for document in family:
        quotes = find_decisions(inquiry, document)
        if not quotes:
            continue
        told = next((quote for quote in quotes if DAY.search(quote.text)), None) if dated else None
        named = None if told or not dated else find_told(inquiry, family)
        if dated and not (told or named):
            told = next((quote for quote in quotes if holds_date(quote.text)), None)
        shown = list(dict.fromkeys(quote for quote in (told, named, quotes[0]) if quote))
        name = FRAME_OF.get(document.status)
        frame = [show_frame(name, inquiry.language, (quotes[0],), title=document.title)] if name else []
        verdict = VERDICTS.get(document.status) if len(inquiry.documents) == len(family) and asks_plainly(inquiry) else None
        answer = [show_frame(verdict, inquiry.language, (quotes[0],))] if verdict else []
        return [*answer, *frame, *map(show_quote, shown)]
    return []


def asks_plainly(inquiry: Inquiry) -> bool:
    """Whether a plan is asked to be decided, yes or no, with no choice left open."""
    return inquiry.reading.asked.yes_no and not re.search(r"\b(?:eller|forslag|utkast|inte|upphav\w*)\b", fold(inquiry.reading.topic))


def find_told(inquiry: Inquiry, family: Sequence[Document]) -> Quote | None:
    """A line of another document that names this plan, and no other as well, with a day: "Plan för …, beslut 3 maj 2024"."""
    own = {document.id for document in family}
    best: tuple[float, Reference | None] = (ALIKE_TITLE, None)
    for row in inquiry.library.store.references(None):
        if row.document not in own and DAY.search(row.quote):
            shares = {one.id: name_share(row.quote, one) for one in inquiry.collection.documents}
            share = max(shares[name] for name in own)
            if share > best[0] and share >= max(shares.values()):
                best = (share, row)
    told = best[1]
    return None if told is None else Quote(inquiry.library.store.section(told.anchor), told.start, told.end)


def find_decisions(inquiry: Inquiry, document: Document) -> list[Quote]:
    """Sentences of a document that tell of its own decision or proposal, the plainest first."""
    found = decision_sentences(inquiry.library.store, document)
    return [quote_place(place) for place in sorted(found, key=lambda row: (row[0], row[1].order, row[2]))]


def decision_sentences(store: Store, document: Document) -> tuple[Place, ...]:
    """The sentences that tell of a decision, read once: how plain each is, section, start, end."""
    sort = "proposal" if document.status == "förslag" else "decision"
    name = name_places(sort, DECIDES, PROPOSES, OWN_DECISION, OF_ITSELF, DECIDED, DATED)
    return recall_places(store, document.id, name, lambda: weigh_sentences(store, document))


def weigh_sentences(store: Store, document: Document) -> Iterator[Place]:
    """The same, found: those with a verb of deciding or proposing, and all under a heading of decisions."""
    headed = [one for one in read_document(store, document.id) if one.part not in OPINION_PARTS and DECIDED.search(fold(one.heading))]
    under = [(section, *span) for section in headed for span in split_sentences(section.text)]
    every = {(one[0].order, one[1]): one for one in (*under, *find_sentences(store, document.id, (DECIDES, PROPOSES, DATED)))}
    for section, start, end in every.values():
        plain = tells_decision(section, start, end, proposal=document.status == "förslag")
        if plain:
            yield plain, section, start, end


def tells_decision(section: Section, start: int, end: int, *, proposal: bool) -> int:
    """0 when a sentence tells of no decision; else 1 for the plainest and more for less plain. `proposal`: only what is proposed counts."""
    text = fold(section.text[start:end])
    heading = fold(section.heading)
    if text.endswith(":"):
        return 0  # introduces the points, decides nothing
    headed = section.order == 0 and len(text.split()) <= LETTERHEAD and DATED.search(text)
    if headed and not proposal and DAY.search(section.text[start:end]):
        return 1
    decides = DECIDES.search(text)
    if DECIDED.search(heading) and len(text.split()) < 60:
        return 1
    if proposal:
        return 2 if PROPOSES.search(text) else 0
    if decides and OWN_DECISION.search(text):
        return 2
    if decides and OF_ITSELF.search(text):
        return 3
    return 4 if PROPOSES.search(text) else 0
