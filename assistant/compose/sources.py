"""What a plan builds on and what hangs together with it -> every sentence of the plan that says so.

In: an inquiry. Out: a draft, or None when something else is asked or no sentence tells it. Reads the documents themselves, since "bygger
planen på" says nothing a search could go by. Generic Swedish; knows frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checks.citations import Quote, quote_place
from assistant.compose.draft import Draft, Line, show_frame, show_quote
from assistant.compose.text import sentence_before
from assistant.compose.whole import has_topic, order_documents
from assistant.frames import MISSING, fill
from assistant.inquiry import Inquiry
from assistant.question.words import fold, stem, terms_of
from assistant.registers.inventory import drop_editions, find_references, list_sort
from assistant.retrieval.places import Place, name_places, recall_places
from assistant.retrieval.scan import find_sections
from assistant.retrieval.scan import find_sentences as scan_sentences
from corpus.records import Document, Section
from corpus.sentences import split_sentences
from corpus.store import Store

SHOWN = 6  # sentences of one plan
TEXTS = (
    r"(?:\w*program\w*|\w*plan(?:er|erna|en)?|\w*strateg\w*|\w*policy\w*|\w*styrdokument\w*|\w*overenskommelse\w*|\w*avtal\w*|\w*riktlinje\w*|"
    r"\w*utredning\w*|\w*proposition\w*|\w*betankande\w*|\w*lag(?:en|ar|arna|stiftning\w*)?|\w*konvention\w*|\w*agenda\w*|\w*vision\w*|"
    r"\w*handling\w*|\w*dokument\w*|\w*papper\w*|\w*underlag\w*|\w*kallor\w*)"
)
ASKED_TEXT = re.compile(
    rf"\b(?:vil(?:ka|ken|ket)|finns(?: det)?|ar det) (?:nagra |nagot |fler |andra |statliga? |nationella? )*(?P<thing>{TEXTS})\b"
)
ANY_TEXT = re.compile(r"dokument\w*|papper\w*|handling\w*|kallor\w*|underlag\w*|plan\w*")
ASKS_BASIS = re.compile(
    rf"\bvil(?:ka|ken|ket) (?:andra |statliga? |nationella? )?{TEXTS}\b.*"
    r"\b(?:bygger|grundar|grundas|vilar|utgar|baseras|baserar|stoder|lutar)\b|"
    r"\bvad (?:bygger|grundar|grundas|vilar|utgar|baseras)\b"
)
ASKS_POINTED = re.compile(rf"\bvil(?:ka|ken|ket) (?:andra )?{TEXTS}\b.*\b(?:hanvisa\w*|refererar|refereras|pekar)\b")
ANY = re.compile(".")
ASKS_RELATED = re.compile(
    rf"\b(?:vilka|vilket|finns(?: det)?|ar det) (?:nagra |nagot |fler |andra )*{TEXTS}\b.*"
    r"\b(?:hor|hanger|hang|knyter|kopplas|kopplade|kopplad|paverkar|paverkas|ihop|samman|samverkar|samspelar|"
    r"kompletterar|i linje|samma (?:hall|riktning))\b|"
    r"\bfinns (?:det )?(?:nagra |fler )?andra (?:\w+ )?(?:program|planer|styrdokument|strategier)\b"
)
BASIS = re.compile(
    r"\b(?:bygger|grundar sig|grundas|grundad|vilar|utgar(?: \w+)?|baseras|baserar sig)\b.* (?:pa|fran|i)\b|"
    r"\b(?:tar|har) sin utgangspunkt i\b|^enligt \w*lag|\b(?:konkretiserar|verkstaller)\b"
)
RELATED = re.compile(
    r"\b(?:andra|flera|ovriga|stadens|kommunens|regionens) styrdokument\b|"
    r"\b(?:hanger|hor|hanga)\b.*\b(?:ihop|samman)\b|\bsammanlank\w*|\b(?:gar|ligger) (?:\w+ )?i linje med\b|"
    r"\bknyter (?:\w+ )?an\b|\b(?:ar|nara) kopplad\w* till\b|\bkompletter(?:ar|as)\b|\bsamspelar\b|"
    r"\bandra (?:\w+ ){0,2}(?:program|planer|strategier)\b|\bfoljer (?:\w+ )?i (?:\w+ )?\w*(?:plan|program|strategi)\w*"
)
# sorts of text that are known by a number -> how a sentence that gives it names the sort
ACTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"utredning|betankande"), re.compile(r"\bsou\b.*\d{4}:\d|\b(?:utredning|betankande)\w*\b.*\d{4}:\d")),
    (re.compile(r"proposition"), re.compile(r"\bprop(?:\.|osition\w*)?\b.*\d{4}[:/]\d")),
)
LAWS = re.compile(r"\blag(?:ar|en|stiftning)?\b")
SAYS_LAW = re.compile(r"\w*(?:lag|lagen|lagar|lagarna|balken|konvention\w*|forordning\w*)\b|\(\d{4}:\d+\)")
TEXT = re.compile(rf"\b{TEXTS}\b")
NAMED_BEFORE = re.compile(rf"\b{TEXTS}\b.*\bsom(?: \w+)?\s*$")  # "flera program finns som ligger" i linje med …
NAMES = (SAYS_LAW, TEXT)  # what such a sentence names
GOES_ON = re.compile(r"^(?:det (?:handlar|galler|ror) |dessa ar|bland (?:dem|dessa)|andra viktiga|exempel)")
POINTS_BACK = re.compile(r"^(?:den|det|de|denna|detta|dessa|en sadan|ett sadant)\b")
# words of such a question that are no topic
SCAFFOLD = re.compile(
    rf"{TEXTS}|(?:bygg\w*|lutar|grund\w*|vila\w*|utga\w*|baser\w*|stod\w*|hor\w*|hang\w*|knyt\w*|hanvis\w*|referer\w*|peka\w*|koppl\w*|paverk\w*|samman\w*|ihop|styr\w*|fler|"
    r"samverk\w*|samspel\w*|komplett\w*|linje\w*|riktning\w*|"
    r"viktig\w*|pa|beteckning\w*|nummer|nr|racker|statlig\w*|nationell\w*|sou|sfs|prop)"
)


def compose_sources(inquiry: Inquiry) -> Draft | None:
    """Every sentence by which the plans asked about say what they build on, or what hangs together with them."""
    folded = fold(inquiry.reading.topic)
    tells = BASIS if ASKS_BASIS.search(folded) else RELATED if ASKS_RELATED.search(folded) else None
    pointed = bool(ASKS_POINTED.search(folded))
    if not (tells or pointed) or inquiry.reading.named.unknown or has_topic(inquiry, SCAFFOLD):
        return None
    law = bool(LAWS.search(folded))
    if pointed and law:
        return None  # the inventory has every law
    documents = order_documents(inquiry)
    quotes = (find_sentences(inquiry, one, tells, law=law) if tells else find_references(inquiry.library, one.id, ANY) for one in documents)
    found = drop_editions([quote for some in quotes for quote in some])
    if law and not found:  # no sentence says what the plan builds on: every law that it points to
        found = [quote for one in list_sort(inquiry.library, inquiry.documents, "laws") for quote in one.quotes]
    found = [*keep_sort(found, folded), *find_acts(inquiry, documents, folded)]
    lines = [line for document in documents for line in show_plan(inquiry, document, found)]
    if not lines and law:
        missing = " ".join(fill(MISSING, "none_there", inquiry.language, title=one.title) for one in inquiry.documents[:SHOWN])
        return Draft("reference", (), missing, "not_found")
    return Draft("reference", tuple(lines), is_list=True) if lines else None


def find_acts(inquiry: Inquiry, documents: Sequence[Document], asked: str) -> list[Quote]:
    """The sentences and notes that give the number of an inquiry or a bill, when such are asked for."""
    thing = ASKED_TEXT.search(asked)
    says = next((says for sort, says in ACTS if thing and sort.search(thing["thing"])), None)
    return drop_editions([quote for one in documents for quote in recall_acts(inquiry.library.store, one.id, says)] if says else [])


def recall_acts(store: Store, document_id: str, says: re.Pattern[str]) -> Iterator[Quote]:
    """Those of one document, read once."""

    def find() -> Iterator[Place]:
        return ((0, *one) for one in scan_sentences(store, document_id, (says,)))

    return map(quote_place, recall_places(store, document_id, name_places("acts", says), find))


def keep_sort(found: list[Quote], asked: str) -> list[Quote]:
    """Only the sentences that speak of the sort of text asked for ("vilka program …"), with what they go on from; all when none does."""
    thing = ASKED_TEXT.search(asked)
    if thing is None or ANY_TEXT.fullmatch(thing["thing"]):
        return found
    sort = stem(thing["thing"])
    said = [any(term.endswith(sort) for term in terms_of(quote.text).whole) for quote in found]
    goes_on = [bool(GOES_ON.search(fold(quote.text))) for quote in found]
    kept = [
        quote
        for place, quote in enumerate(found)
        if said[place]
        or (place + 1 < len(found) and goes_on[place + 1] and said[place + 1])
        or (place and goes_on[place] and said[place - 1])
    ]
    return kept or found


def show_plan(inquiry: Inquiry, document: Document, found: list[Quote]) -> list[Line]:
    """A plan's sentences under its title; a sentence that points back follows the one it points at."""
    own = [quote for quote in found if quote.section.document == document.id][:SHOWN]
    if not own:
        return []
    lines = [show_frame("in_plan", inquiry.language, tuple(own), title=document.title)]
    shown: set[tuple[str, int, int]] = set()
    for quote in own:
        before = sentence_before(quote.section, quote.start) if POINTS_BACK.match(fold(quote.text)) else None
        lines += [show_quote(one) for one in (before, quote) if one and one.key not in shown]
        shown |= {one.key for one in (before, quote) if one}
    return lines


def find_sentences(inquiry: Inquiry, document: Document, tells: re.Pattern[str], *, law: bool) -> Iterator[Quote]:
    """The sentences of a document that tell it and name a text, with the one after when that goes on to list them."""
    return recall_sources(inquiry.library.store, document.id, tells, SAYS_LAW if law else TEXT)


def recall_sources(store: Store, document_id: str, tells: re.Pattern[str], names: re.Pattern[str]) -> Iterator[Quote]:
    """The same, read once."""

    def find() -> Iterator[Place]:
        told = (one for one in find_sections(store, document_id, (tells,)) if one.kind != "note")
        return ((0, one.section, one.start, one.end) for section in told for one in read_section(section, tells, names))

    places = recall_places(store, document_id, name_places("sources", tells, names, NAMED_BEFORE), find)
    return map(quote_place, places)


def read_section(section: Section, tells: re.Pattern[str], names: re.Pattern[str]) -> Iterator[Quote]:
    """The sentences of a section that tell it."""
    told = False
    for start, end in split_sentences(section.text):
        text = fold(section.text[start:end])
        found = tells.search(text)
        named = found and (names.search(text, found.start()) or NAMED_BEFORE.search(text[: found.start()]))
        told = bool(named) or (told and bool(GOES_ON.search(text)))
        if told:
            yield Quote(section, start, end)
