"""Facts of a document as such -> one sentence with the words that say so: diary number, date, period, issuer.

In: an inquiry. Out: a draft, or None when the question is not about a document's own facts or no words of the document say them.
Knows documents' facts and frames.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from assistant.checks.citations import Quote, quote_place, trim
from assistant.compose.draft import Draft, Line, show_frame, show_quote
from assistant.compose.text import name_share
from assistant.evidence.refuse import say_unmet
from assistant.frames import MISSING, fill
from assistant.inquiry import Inquiry
from assistant.question.setting import keep_asked
from assistant.question.words import LIGHT, Terms, Word, fold, match_word, terms_of
from assistant.retrieval.places import Place, name_places, recall_places
from assistant.retrieval.scan import find_sentences, read_document
from corpus.records import OPINION_PARTS, Document
from corpus.sentences import split_sentences
from corpus.store import Store

ASKS_DIARY = re.compile(r"\b(?:diarienum(?:mer|ret)\w*|diarienr|dnr|arendenummer\w*|beteckning)\b")
ASKS_DATE = re.compile(
    r"\b(?:vilket datum|vilken dag|datum|daterad\w*|nar (?:ar|blev|skrevs|skrivet|dat\w+) .*(?:skriv\w*|dat\w+|upprattad\w*))\b"
)
ASKS_PERIOD = re.compile(
    r"\b(?:hur lange|lika lange|hur lang tid|planperiod\w*|vilken (?:tids)?period|vilken tid|vilka ar (?!det|de|den)|galler|"
    r"giltig\w*|loper|till nar|nar (?:slutar|upphor)|i kraft|"
    r"nar (?:borjar|borjade|startar|trader|tradde)|"
    r"hall\w* till|(?:till|fran) och med (?:nar|vilke[nt])|nar (?:gar|gick) (?:\w+ ){1,4}?ut|utgangsda\w+|hur langt (?:fram )?stracker)\b"
)
BEGINS = re.compile(r"\bnar (?:borjar|borjade|startar|trader|tradde)\b")
ASKS_WHY_THEN = re.compile(r"\bvarfor (?:slutar|slutade|upphor|borjar|borjade|galler|loper|gick|gar|ar)\b")
ASKS_SIGNED = re.compile(
    r"\b(?:(?:skrivit|skrev|skriver) under|underteckna\w*|signera\w*|underskrift\w*|"
    r"star bakom (?:den |det )?(?:har )?\w*(?:plan|program|dokument|papper|avtal|forslag|overenskommelse|forord)\w*|"
    r"(?:skrivit|skrev) (?:\w+ )?(?:tjansteutlatande|skrivelse|missiv|forord|utlatande|brev)\w*)\b"
)
# a name with its title on one line, or above a short line that can only be its title: so letters and forewords are signed
NAME = r"[A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?"
TITLE = r"\w*(?:direktör|[Cc]hef|[Oo]rdförande|sekreterare|[Ss]trateg|[Uu]tredare|[Hh]andläggare|[Rr]ektor)"
SIGNED = re.compile(
    rf"^(?:{NAME} ){{1,3}}{NAME}(?:,? (?:[Tt]f\.? |[Bb]iträdande |[Vv]ice )?{TITLE}\b[^\n.]*|[ ]*\n[A-ZÅÄÖ]\w+(?: \w+){{0,7}}[ ]*$)",
    re.MULTILINE,
)
SIGNATURES = 12
DECISION = re.compile(r"\b(?:beslut\w*|antog\w*|antag\w*|godkan\w*|faststall\w*|klubba\w*)\b")  # has a day of its own
NOW = re.compile(r"\b(?:nu|annu|an|fortfarande|idag|i dag|i kraft)\b")
SAYS_PERIOD = re.compile(r"\b(?:galler|period\w*|loper|giltig\w*|avser aren)\b")
UNTIL = re.compile(r"\b(?:galler|giltig\w*|giltighet\w*)\b.*\b(?:till|t\.? ?o\.? ?m)\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
ABOUT_ITSELF = (
    "lika papper papperet skrivelsen skriven skrivet daterad datum dokument hålla håller gäller giltig "
    "giltighet period börjar börja startar träder kraft redan slutar upphör löper länge lång tid gälla tänkt tänkta "
    "avsedd går gick ut giltighetstid giltighetsperiod utgångsdatum utgångsdag sträcker"
)
NUMBER_WORDS = (
    "diarienummer diarienumret diarienr dnr ärendenummer beteckning nummer beslut beslutet ärende ärendet nämnden förvaltningen "
    "plan planen anger"
)
BEGINNING = 6  # letters of a word that may be the beginning of a name's compound
MET = 0.3  # a word met by less than this is not said
SHOWN = 3


def compose_facts(inquiry: Inquiry) -> Draft | None:
    """The fact asked for, of each document asked about that tells it."""
    folded = fold(inquiry.reading.topic)
    if ASKS_SIGNED.search(folded):
        return show_signatures(inquiry)
    if several := show_several(inquiry, folded):
        return several
    if ASKS_DIARY.search(folded) and (strange := [word for word in foreign_words(inquiry, NUMBER_WORDS, MET) if word.weight > LIGHT]):
        return Draft("fact", (), say_unmet(inquiry, strange), "not_found")
    if ASKS_DIARY.search(folded):
        return show_diary(inquiry)
    if ASKS_DATE.search(folded) and not DECISION.search(folded) and is_about_document(inquiry):
        return show_date(inquiry)
    if ASKS_PERIOD.search(folded) and is_about_document(inquiry):
        return show_period(inquiry)
    if ASKS_WHY_THEN.search(folded) and YEAR.search(folded) and is_about_document(inquiry):
        return correct_year(inquiry)
    return None


def show_several(inquiry: Inquiry, folded: str) -> Draft | None:
    """The facts asked for in one breath, "datum, diarienummer och handläggare"; None for fewer than two, or when more is asked."""
    asked = [show for pattern, show in ENUMERATED if pattern.search(folded)]
    if len(asked) < 2 or any(word.weight > LIGHT for word in foreign_words(inquiry, f"{NUMBER_WORDS} {SEVERAL_WORDS}", MET)):
        return None
    drafts = [draft for show in asked if (draft := show(inquiry))]
    lines = tuple(line for draft in drafts for line in draft.lines)
    missing = " ".join(draft.missing for draft in drafts if draft.missing) or None
    return Draft("fact", lines, missing) if lines else None


def show_diary(inquiry: Inquiry) -> Draft:
    """The diary number of each document asked about."""
    return show_fact(inquiry, "diary_number", "diary", lambda document: document.diary_number)


def show_date(inquiry: Inquiry) -> Draft:
    """The date of each document asked about."""
    return show_fact(inquiry, "document_date", "date", lambda document: document.date)


def show_signatures(inquiry: Inquiry) -> Draft | None:
    """Who signed each document asked about: names with titles, in order; None when no name with a title is found."""
    quotes = [quote_place(place) for document in inquiry.to_read for place in list_signatures(inquiry.library.store, document.id)]
    lines = tuple(show_quote(quote) for quote in quotes[:SIGNATURES])
    return Draft("list", lines, is_list=True) if lines else None


def list_signatures(store: Store, document_id: str) -> tuple[Place, ...]:
    """Names with titles in a document, read once."""

    def find() -> Iterator[Place]:
        own = (section for section in read_document(store, document_id) if section.part not in OPINION_PARTS)
        return ((0, section, *trim(section, *one.span())) for section in own for one in SIGNED.finditer(section.text))

    return recall_places(store, document_id, name_places("signed", SIGNED), find)


def show_period(inquiry: Inquiry) -> Draft | None:
    """How long each plan asked about is valid, in its own words; yes or no first when the question is put so."""
    lines: list[Line] = []
    told: dict[tuple[str | None, ...], tuple[Document, Quote]] = {}
    for document in inquiry.to_read:
        quote = find_period(inquiry, document)
        key = (document.issuer, document.valid_from, document.valid_to)  # editions of one plan
        if quote and (key not in told or name_share(quote.text, document) > name_share(told[key][1].text, told[key][0])):
            told[key] = (document, quote)
    for document, quote in list(told.values())[:SHOWN]:
        lines += [show_frame("in_plan", inquiry.language, (quote,), title=document.title), show_quote(quote)]
    verdict = is_valid(inquiry, [document for document, _ in told.values()])
    if lines and verdict:
        lines.insert(0, show_frame(verdict, inquiry.language, lines[0].quotes))
    return Draft(inquiry.kind, tuple(lines)) if lines else None


def correct_year(inquiry: Inquiry) -> Draft | None:
    """How long the plan is valid, when the question takes another year for granted; None when that is the year."""
    period, asked = show_period(inquiry), YEAR.search(fold(inquiry.reading.topic))
    if period is None or asked is None or any(asked.group() in line.text for line in period.lines):
        return None
    missing = f"{fill(MISSING, 'year', inquiry.language, words=asked.group())} {fill(MISSING, 'nearest', inquiry.language)}"
    return replace(period, missing=missing, status="not_found")


def find_period(inquiry: Inquiry, document: Document) -> Quote | None:
    """The sentence that tells how long a document is valid, the one that names it most fully; None when its years are not known."""
    years = [date[:4] for date in (document.valid_from, document.valid_to) if date]
    if not years or (document.valid_from is None and BEGINS.search(fold(inquiry.reading.topic))):
        return None
    told = [*map(quote_place, list_periods(inquiry.library.store, document.id))]
    found = [quote for quote in told if tells_period(years, quote.text)] or [quote for quote in told if tells_end(document, quote.text)]
    return max(found, key=lambda quote: name_share(quote.text, document), default=None) or find_years(inquiry.library.store, document)


def find_years(store: Store, document: Document) -> Quote | None:
    """The line of a title or letterhead that gives both years of a document's period as one: "2031–2034"."""
    first, last = (document.valid_from or "")[:4], (document.valid_to or "")[:4]
    spans = (f"{first}{dash}{last}" for dash in "–-" if first and last)
    return next((quote for years in spans if (quote := find_line(store, document, years))), None)


def list_periods(store: Store, document_id: str) -> tuple[Place, ...]:
    """The sentences of a document that say how long something is valid, read once."""

    def find() -> Iterator[Place]:
        return ((0, *one) for one in find_sentences(store, document_id, (SAYS_PERIOD,)))

    return recall_places(store, document_id, name_places("period", SAYS_PERIOD), find)


def is_valid(inquiry: Inquiry, documents: Sequence[Document]) -> str | None:
    """ "yes" or "no" to whether all these plans are valid in the year asked about, or today; None when that is not asked."""
    folded = fold(inquiry.reading.topic)
    year = YEAR.search(folded)
    if not inquiry.reading.asked.yes_no or not (year or NOW.search(folded)):
        return None
    at = year.group() if year else inquiry.today.isoformat()
    inside = [(one.valid_from or "")[: len(at)] <= at <= (one.valid_to or "")[: len(at)] for one in documents]
    if any(one.status in ("förslag", "upphävd") for one in documents):
        return None
    return "yes" if all(inside) else "no"


def tells_period(years: Sequence[str], text: str) -> bool:
    """Whether a text says that something is valid over these years."""
    return all(year in text for year in years) and bool(SAYS_PERIOD.search(fold(text)))


def tells_end(document: Document, text: str) -> bool:
    """Whether a text says until when something is valid, and that is the end of the document's period."""
    return bool(document.valid_to) and bool(UNTIL.search(fold(text))) and (document.valid_to or "")[:4] in text


def is_about_document(inquiry: Inquiry) -> bool:
    """Whether the question has no topic beside the document itself."""
    asked = keep_asked(inquiry.words, inquiry.reading.understood.search_text)
    return all(word.weight <= LIGHT or YEAR.fullmatch(word.surface) for word in foreign_words(inquiry) if word in asked)


def foreign_words(inquiry: Inquiry, besides: str = "", least: float = 0.0) -> list[Word]:
    """The words of the question that are neither the documents' names nor about documents as such.

    `besides`: more such words; `least`: how well a word must be met to be one of them.
    """
    names = terms_of(
        " ".join(f"{one.title} {one.issuer or ''} {one.kind or ''} {one.diary_number or ''}" for one in inquiry.documents)
        + f" {ABOUT_ITSELF} {besides}"
    )
    return [word for word in inquiry.words if match_word(word, names) <= least and not begins_name(word, names)]


def begins_name(word: Word, names: Terms) -> bool:
    """Whether a compound of a name begins with the word: "digitala" of a "digitaliseringsstrategi"."""
    starts = {word.term, fold(word.surface)}  # the stem of "bostad" is shorter than its compounds say
    return not word.strict and any(len(start) >= BEGINNING and f"\n{start}" in names.lines for start in starts)


def show_fact(inquiry: Inquiry, frame: str, slot: str, read: Callable[[Document], str | None]) -> Draft:
    """A frame sentence and its quote for every document that has the fact, or that none of those asked about tells it."""
    lines: list[Line] = []
    lacking = []
    for document in inquiry.to_read:
        value = read(document)
        quote = find_line(inquiry.library.store, document, value) if value else None
        if value is None or quote is None:
            lacking.append(document.title)
        elif len(lines) < 2 * SHOWN:
            lines += [show_frame(frame, inquiry.language, (quote,), title=document.title, **{slot: value}), show_quote(quote)]
    asked = inquiry.reading.understood.documents is not None
    missing = " ".join(fill(MISSING, f"no_{slot}", inquiry.language, title=title) for title in lacking) if asked or not lines else None
    return Draft("fact", tuple(lines), missing or None, "answered" if lines else "not_found")


def find_line(store: Store, document: Document, value: str) -> Quote | None:
    """The first line of a document's own parts that gives its diary number, or its date as it is kept; read once."""
    found = recall_places(store, document.id, name_places("line", value), lambda: read_lines(store, document.id, value.casefold()))
    return quote_place(found[0]) if found else None


def read_lines(store: Store, document_id: str, value: str) -> Iterator[Place]:
    """The first sentence with these words in the first section that has them."""
    for section in read_document(store, document_id):
        if section.part not in OPINION_PARTS and value in section.text.casefold():
            spans = (span for span in split_sentences(section.text) if value in section.text[slice(*span)].casefold())
            yield from ((0, section, *span) for span in islice(spans, 1))
            return


# facts that may be asked for together, and how each is told
ENUMERATED: tuple[tuple[re.Pattern[str], Callable[[Inquiry], Draft | None]], ...] = (
    (re.compile(r"\b(?:datum\w*|daterad\w*)\b"), show_date),
    (ASKS_DIARY, show_diary),
    (re.compile(r"\b(?:handlaggare\w*|undertecknare\w*|undertecknat|avsandare\w*)\b"), show_signatures),
)
SEVERAL_WORDS = "datum daterad handläggare undertecknare undertecknat avsändare"
