"""Everything of one sort that documents hold: dates, enclosures, points of decision, definitions, abbreviations, texts they point to.

In: a library, documents, a sort. Out: quotes in the documents' order, editions of one text once. Generic Swedish headings and patterns;
knows nothing of questions or wording.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

from assistant.checks.citations import Quote, is_repaired, quote_place, trim
from assistant.evidence.attributes import MONTH, PERIOD, RANGE
from assistant.question.abbreviations import SPELLS, find_pairs
from assistant.question.words import STOP, fold, stem, terms_of
from assistant.records import AlsoIn
from assistant.registers.entries import find_entries
from assistant.retrieval.kept import remember
from assistant.retrieval.places import Place, name_places, recall_places
from assistant.retrieval.scan import read_document
from corpus.library import Library
from corpus.records import OPINION_PARTS, Document, Reference, Section
from corpus.sentences import split_sentences

MONTHS = rf"(?:{MONTH}|(?:jan|feb|apr|aug|sept?|okt|nov|dec)\b)"
# a day, a month of a year, a year; never a diary number, a law's number or the number of a report
DATE = re.compile(
    rf"\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{{1,2}}\s?{MONTHS}\b\.?(?: (?:19|20)\d\d)?|\b{MONTHS} (?:19|20)\d\d\b|"
    r"(?<![\d/:-])\b(?:19|20)\d\d\b(?![/:]\d|-\d{3})"
)
DAY = re.compile(rf"\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{{1,2}}\s?{MONTHS}\b\.? (?:19|20)\d\d")
NUMBERED = re.compile(r"\b(?:SOU|SFS|Ds|prop\.?|dnr|diarienummer)\s*:?\s*$", re.IGNORECASE)
AHEAD = re.compile(r"\b(?:ska|skall|senast|innan|kommer att|galler|planeras|till och med|under perioden)\b")
ENCLOSED = re.compile(r"^(?:\d+[.)]?\s*)?(?:bilag\w*|handlingar i arendet|arendets handlingar|medfoljande handlingar)\b")
DECIDED = re.compile(r"\b(?:besluts?forslag|forslag till beslut|beslut(?:ar)?)\W*$|^beslut\b")
# "X är ett …", "X innebär att …" of a word without article, and "med X avses …"
DEFINES = re.compile(
    r"\b(?:[Mm]ed|[Bb]egreppet|[Tt]ermen|[Oo]rdet) [^,.;:]{2,80} (?:avses|menas|menar vi|betyder|förstås)\b|"
    r"\b(?:avses|menas|förstås) (?:här )?med \w+|"
    r"^(?:(?:Termer|Begrepp|Definition(?:er)?|Förklaring(?:ar)?)\s?:\s)?(?P<term>[^,.;:()]{2,80}?)"
    r" (?:är (?:ett|en|när)|är (?:den|de|det|sådana?|sådant) (?:\w+ )?(?:som|där)|innebär att|definieras som|betyder att|"
    r"är (?:personer|människor|insatser|åtgärder|verksamheter|metoder|arbetssätt|stöd|tjänster|lokaler|platser) (?:som|där|med|för)|"
    r"(?:kan )?beskriv(?:s|as) som|kännetecknas av) "
)
# "Ett delat bibliotek är ett bibliotek som", "Stärkande insatser är insatser som": the noun said again, with what sets it apart
AGAIN = re.compile(r"^(?:Ett |En )?(?P<term>[^,.;:()]{2,60}?(?P<noun>\w{3,})) är (?:ett |en )?(?P=noun) (?:som|där|med|för)\b", re.I)
ANSWERS = re.compile(  # told what it does
    r"(?:^|\b)\w*ansvarig\b|\b\w*(?:chef|nämnd|rektor|samordnare|grupp|styrelse|ansvarig|huvudman|direktör)\w*$", re.I
)
ASIDE = re.compile(r"^(?P<term>[^\W\d_][^,.;:()]{2,60}), (?:det vill säga|dvs\.?|d\.v\.s\.) \w")
# one of them stands in any such sentence
HINT = re.compile(
    r"avse|mena|betyder|förstås|är (?:ett|en|när|den|de|det|sådan\w*) |är \w+ (?:som|där|med|för) |innebär|definieras|beskriv|kännetecknas"
    r"|det vill säga|dvs|d\.v\.s"
)
DIGIT = re.compile(r"\d\d|\d\s?[^\W\d_]")  # in any date
DEFINITE = re.compile(r"(?:en|(?<!h)et|na|ns|ts)$")  # a thing already known: something is said of it, it is not defined
OPENERS = frozenset("vidare dessutom dartill aven arbetet".split())  # noqa: SIM905 - adverbs that begin a sentence
MOST_TERM = 5  # words that a defined term may have
SAME = 0.8  # share of all their words that two editions of one sentence have in common
SORTS_OF_TEXT: dict[str, re.Pattern[str]] = {
    "laws": re.compile(r"\blag(?:en|ar)?\b|\w(?:lag|lagen|lagar)\b|balk\w*\b|forordning|\bsfs\b|forfattning|laroplan|konvention"),
    "agreements": re.compile(r"overenskommelse|avtal"),
    "inquiries": re.compile(r"\bsou\b|\bds \d|utredning|betankande|\bproposition|\bprop\b"),
    "programmes": re.compile(r"program|strateg|policy|riktlinje|plan(?:en|er|erna)?\b|budget"),
    "links": re.compile(r"https?:|\bwww\.|\.(?:se|nu|org|com)\b"),
}


@dataclass(frozen=True, slots=True)
class Sorted:
    """Quotes of one document."""

    document: Document
    quotes: tuple[Quote, ...]


def list_sort(library: Library, documents: Sequence[Document], sort: str) -> list[Sorted]:
    """All quotes of that sort, document by document; what an earlier document says in the same words is a place it also stands in."""
    return list(_list_sort(library, tuple(documents), sort))


@lru_cache(maxsize=64)  # sorts of a collection, or of a plan that is named
def _list_sort(library: Library, documents: tuple[Document, ...], sort: str) -> tuple[Sorted, ...]:
    """Compared once for the same generations of the same documents."""
    ordered = sorted(documents, key=lambda one: (has_repairs(library, one.id), one.id))
    found = {one.id: all_quotes(library, one.id, sort) for one in ordered}
    kept = drop_editions([quote for one in ordered for quote in found[one.id]])
    return tuple(Sorted(one, tuple(quote for quote in kept if quote.section.document == one.id)) for one in documents)


def has_repairs(library: Library, document_id: str) -> bool:
    """Whether words of a document were repaired: another edition of it is then cited first."""
    store = library.store
    return remember(
        store,
        document_id,
        "repairs",
        lambda: store.has_changes(document_id) and any(is_repaired(one.segments, 0, len(one.text)) for one in store.sections(document_id)),
    )


def all_quotes(library: Library, document_id: str, sort: str) -> tuple[Quote, ...]:
    """The quotes of one document in its order, read once for each of its generations."""

    def find() -> Iterator[Place]:
        return ((0, one.section, one.start, one.end) for one in find_quotes(library, document_id, sort))

    def make() -> tuple[Quote, ...]:
        return tuple(map(quote_place, recall_places(library.store, document_id, name_places("quotes", sort), find)))

    return remember(library.store, document_id, ("quotes", sort), make)


def find_meanings(library: Library, documents: Sequence[Document], terms: Sequence[str]) -> list[Quote]:
    """The sentences that define a term, given as its words' folded stems, each wording once; else those of a term that ends with it."""
    found = [(quote, defined_term(quote.text)) for one in list_sort(library, documents, "definitions") for quote in one.quotes]
    wanted = tuple(terms)
    same = [quote for quote, term in found if term == wanted]
    return same or [quote for quote, term in found if len(wanted) > 1 and term[-len(wanted) :] == wanted]


@lru_cache(maxsize=20_000)
def defined_term(text: str) -> tuple[str, ...]:
    """The folded stems of the words that a sentence defines, without such as "och"; () when it defines none by name."""
    found = DEFINES.search(text)
    return tuple(stem(word) for word in re.findall(r"\w+", found["term"]) if word not in STOP) if found and found["term"] else ()


def find_quotes(library: Library, document_id: str, sort: str) -> Iterator[Quote]:
    """The quotes of one document in its order."""
    if sort in SORTS_OF_TEXT:
        yield from find_references(library, document_id, SORTS_OF_TEXT[sort])
        return
    own = [section for section in read_document(library.store, document_id) if section.part not in OPINION_PARTS]
    if sort == "abbreviations":
        yield from find_abbreviations(own)
        return
    for section in own:
        yield from FINDERS[sort](section)


def find_references(library: Library, document_id: str, wanted: re.Pattern[str]) -> Iterator[Quote]:
    """The first statement that points to each text of that sort; statements that point to several once."""
    seen: set[tuple[str, int]] = set()
    told: list[frozenset[str]] = []
    for row in library.store.references((document_id,)):
        if not wanted.search(fold(row.target)):
            continue
        target = terms_of(row.target).whole
        if any(target <= other or other <= target for other in told) or (row.anchor, row.start) in seen:
            told.append(target)
            continue
        told.append(target)
        seen.add((row.anchor, row.start))
        yield quote_row(library.store.section(row.anchor), row)


def quote_row(section: Section, row: Reference) -> Quote:
    """The row's sentence as something to cite."""
    return Quote(section, row.start, row.end)


def to_sentences(section: Section, hint: re.Pattern[str], holds: Callable[[str], bool]) -> Iterator[Quote]:
    """The sentences of a section of which something holds. `hint`: what such a sentence has in it; few sections do, and splitting costs."""
    spans = split_sentences(section.text) if hint.search(section.text) else ()
    return (Quote(section, *span) for span in spans if holds(section.text[slice(*span)]))


def holds_date(text: str) -> bool:
    """Whether a text gives a date or year, not only a number or a title that has a year in it."""
    if not DIGIT.search(text):
        return False
    if not PERIOD.search(fold(text)):
        text = RANGE.sub("", text)
    return any(not NUMBERED.search(text[: found.start()]) for found in DATE.finditer(text))


def find_dates(section: Section) -> Iterator[Quote]:
    """Sentences that give a date or a year."""
    return to_sentences(section, DIGIT, holds_date)


def find_deadlines(section: Section) -> Iterator[Quote]:
    """Sentences that give a date or a year by which, or in which, something is to be done."""
    return to_sentences(section, DIGIT, lambda text: holds_date(text) and bool(AHEAD.search(fold(text))))


def list_lines(section: Section) -> Iterator[Quote]:
    """The lines of a section, but for those that only introduce a list."""
    lines = (Quote(section, *trim(section, *found.span())) for found in re.finditer(r"[^\n]+", section.text))
    return (quote for quote in lines if quote.text and not quote.text.endswith(":"))


def find_enclosures(section: Section) -> Iterator[Quote]:
    """The lines under a heading such as "Bilagor"; signatures below them are left out."""
    if ENCLOSED.match(fold(section.heading)) and section.text:
        first = section.text.split("\n\n")[0]
        yield from (quote for quote in list_lines(section) if quote.end <= len(first))


def find_decisions(section: Section) -> Iterator[Quote]:
    """The points under a heading such as "Beslut", "Förslag till beslut" or "Nämnden beslutar"."""
    if DECIDED.search(fold(section.heading)) and section.kind == "section":
        yield from list_lines(section)


def find_definitions(section: Section) -> Iterator[Quote]:
    """Sentences that say what a word means, in text or in a note, and the entries of lists of terms."""
    told = list(to_sentences(section, HINT, defines))
    ends = {quote.end for quote in told}
    return iter(sorted([*told, *(one for one in find_entries(section) if one.end not in ends)], key=lambda quote: quote.start))


def defines(text: str) -> bool:
    """Whether a sentence says what a word means: its subject is short and told of for the first time."""
    if AGAIN.match(text):
        return True
    found = DEFINES.search(text) or ASIDE.match(text)
    if not found or found["term"] is None:
        return bool(found)
    words = found["term"].split()
    if ANSWERS.search(found["term"]) and re.search(r" är (?:den|de) ", found.group()):
        return False
    return len(words) <= MOST_TERM and fold(words[0]) not in STOP | OPENERS and not DEFINITE.search(words[0])


def find_abbreviations(sections: Sequence[Section]) -> Iterator[Quote]:
    """The first sentence that spells out each abbreviation."""
    told: set[str] = set()
    for section in sections:
        for quote in to_sentences(section, SPELLS, lambda text: bool(SPELLS.search(text))):
            shorts = {short for short, _ in find_pairs(quote.text)}
            if shorts - told:
                told |= shorts
                yield quote


FINDERS: dict[str, Callable[[Section], Iterator[Quote]]] = {
    "dates": find_dates,
    "deadlines": find_deadlines,
    "enclosures": find_enclosures,
    "decisions": find_decisions,
    "definitions": find_definitions,
}


def drop_editions(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes, those that say the same in the same words and numbers as an earlier one told as its twins."""
    kept: list[Quote] = []
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)  # of kept quotes, by what their editions have too
    for quote in quotes:
        keys = edition_keys(quote)
        near = sorted({place for key in keys for place in places[key]})
        twin = next((place for place in near if same_words(kept[place], quote)), None)
        if twin is None:
            for key in keys:
                places[key].append(len(kept))
            kept.append(quote)
        elif quote.section.document not in {kept[twin].section.document, *(one.document for one in kept[twin].also_in)}:
            also = (*kept[twin].also_in, AlsoIn(quote.section.document, quote.section.anchor))
            kept[twin] = replace(kept[twin], also_in=also)
    return kept


def edition_keys(quote: Quote) -> list[tuple[str, ...]]:
    """Its numbers with each of its first words; two quotes with SAME of their words in common share a key, most others none.

    Prefix filtering: of n words at most n − ⌈SAME·n⌉ can be missing in the other, so of the first n − ⌈SAME·n⌉ + 1 one is there, and in the
    other's first too; long words come first, since they are rare. Chaudhuri, Ganti and Kaushik 2006, https://doi.org/10.1109/ICDE.2006.9.
    """
    numbers = tuple(re.findall(r"\d+", quote.text))
    words = sorted(terms_of(quote.text).whole, key=lambda word: (-len(word), word))
    return [(*numbers, word) for word in words[: len(words) - ceil(SAME * len(words)) + 1] or [""]]


def same_words(left: Quote, right: Quote) -> bool:
    """Whether two quotes are editions of one sentence: nearly the same words and exactly the same numbers."""
    if re.findall(r"\d+", left.text) != re.findall(r"\d+", right.text):
        return False
    one, two = terms_of(left.text).whole, terms_of(right.text).whole
    return len(one & two) >= SAME * len(one | two)
