"""What a plan's parts are, by whatever word they are asked for -> its headings: "vilka spår har strategin", "planens fem mål?".

In: an inquiry. Out: a draft with the headings of one series of each plan meant, or None when the question names no such part, narrows it by
a topic, or no document has such headings. A plan calls its parts as it likes; people call them "områden", "mål", "inriktningar" alike.
Knows series of headings; nothing of searches.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checks.citations import Quote
from assistant.compose.counted import is_small_number
from assistant.compose.draft import Draft, Line, show_frame, show_quote
from assistant.compose.list import COUNT_WORDS, NUMBERED, find_count
from assistant.inquiry import Inquiry
from assistant.question.plans import PLAN_FOR
from assistant.question.setting import keep_asked
from assistant.question.words import LIGHT, MIN_PART, NUMERALS, Terms, Word, fold, match_word, parts, stem, terms_of
from assistant.registers.plan_parts import Part, Series, list_series
from corpus.records import Document
from corpus.sentences import split_sentences

# sorts of parts that people say for one another, and what else plans call their parts
AKIN_SORTS = r"omrade|inriktning|mal|strategi|prioritering|perspektiv|princip|tema|fokus|spar|del|satsning|ben|pelare|hornsten"
WORKS = r"atgard|insats|aktivitet"
OTHERS = r"utmaning|uppgift|lofte|niva|fas|krav|steg"
ALIKE, DOING = frozenset(AKIN_SORTS.split("|")), frozenset(WORKS.split("|"))
WHOLE = frozenset(["del", "spar", "steg", "fas", "niva", "krav", "tema", "ben"])  # ends of other words: stadsdel, kapacitetskrav
FORMS = r"(?:er|erna|ar|arna|or|orna|en|et|n|r|rna|na|t|ens|ets|s)?"
SORT = re.compile(rf"(?P<first>\w*?)(?P<sort>{AKIN_SORTS}|{WORKS}|{OTHERS}){FORMS}")
THINGS = re.compile(r"\b(?:grej|grejer|grejerna|saker|sakerna|punkter|punkterna|bitar|bitarna|delar|delarna|rubrik|rubriker|rubrikerna)\b")
SAME, OF_SORT, WITHIN, AKIN = 1.0, 0.9, 0.7, 0.6  # how well a word says what a series is called
COUNTED = 0.3  # added when the question gives the very number of parts
LETTERS = 3  # of a word that says something
BEGINNING = 6  # letters in which a verb and the noun made of it begin alike: inriktas, inriktning
SAID = 0.5  # how well a document's name must say a word for it to narrow nothing
MOSTLY = 0.6  # share of the remaining words' weight that it must say
PLANS = 3
# words of such a question that are no topic: that work is done, that a heading is asked for
SCAFFOLD = re.compile(
    r"(?:jobb\w*|arbet\w*|utveckl\w*|forbattr\w*|satsa\w*|satsning\w*|prioriter\w*|fokuser\w*|inrikt\w*|dela\w*|indela\w*|uppdela\w*|besta\w*|lyd\w*|"
    r"kalla\w*|ange\w*|rubrik\w*|igen|framover|kommande|huvud\w*|viktig\w*|olika|styr\w*|bygg\w*|utga\w*|innehall\w*|omfatt\w*|lyft\w*|peka\w*|"
    r"enats|enig\w*|overens\w*|valt|valts|bestam\w*|formuler\w*|namn\w*|heter|grej\w*|punkt\w*|bit|bitar\w*|del|delar\w*|strategisk\w*|overgripande|"
    r"gemensam\w*|ska|far|nara|fram|uppsatt\w*|satt\w*|mal|malet|malen|kort\w*|sammanfatt\w*)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A series, how well the question's word says what it is called, and how much else of the question its document's name says."""

    series: Series
    document: Document
    says: float
    covers: float


def compose_series(inquiry: Inquiry) -> Draft | None:
    """The headings of the series that is asked for, of a few plans side by side."""
    found = find_asked(inquiry)
    if not found:
        return None
    best = max(one.says for one in found)
    shown = [one for one in found if one.says >= best]
    first = {one.document.id: one for one in reversed(shown)}
    if len(first) > PLANS:
        return None
    return Draft("list", tuple(line for one in first.values() for line in show_series(inquiry, one.series)), is_list=True)


def find_asked(inquiry: Inquiry) -> list[Found]:
    """The series that a question may ask for, in the documents' order; of those named by their documents these alone."""
    folded = fold(inquiry.reading.topic)
    things = bool(THINGS.search(folded))
    if NUMBERED.search(folded):
        return []  # one of them
    if inquiry.attribute not in (None, "number", "name", "person") or not (things or any(map(may_name, inquiry.words))):
        return []
    rows = [
        row
        for document in inquiry.to_read
        for series in list_series(inquiry.library.store, document.id)
        if (row := weigh(inquiry, document, series, things=things))
    ]
    covers = max((row.covers for row in rows), default=0.0)
    return [row for row in rows if row.covers >= covers]


def may_name(word: Word) -> bool:
    """Whether a word may be what parts are called, or a verb that tells it."""
    folded = fold(word.surface)
    return read_sort(folded) is not None or bool(SCAFFOLD.fullmatch(folded))


def read_sort(folded: str) -> tuple[str, str] | None:
    """What a word for parts begins with and ends with: "malomraden" with "mal" and "omrade"; None for other words."""
    found = SORT.fullmatch(folded)
    return (found["first"], found["sort"]) if found and not (found["first"] and found["sort"] in WHOLE) else None


def weigh(inquiry: Inquiry, document: Document, series: Series, *, things: bool) -> Found | None:
    """A series with how well it is what the question asks for; None when it is not."""
    words = keep_asked(inquiry.words, inquiry.reading.understood.search_text)
    says = {word: name_match(inquiry, word, series.label) for word in words}
    best = max((*says.values(), AKIN if things else 0.0), default=0.0)
    number = asked_number(inquiry)
    if best < AKIN or (number and number != len(series.parts)):
        return None
    met = says_rest(inquiry, document, [word for word in words if not says[word] and not is_beside(word)], series.label)
    sure = number is not None or best >= OF_SORT
    scoped = inquiry.reading.understood.documents is not None or bool(met)
    return Found(series, document, best + COUNTED * (number is not None), met) if met is not None and (sure or scoped) else None


def says_rest(inquiry: Inquiry, document: Document, rest: Sequence[Word], besides: str = "") -> float | None:
    """The weight of the words that a document's name says, which are most of them; None when it says fewer."""
    opening = " ".join(inquiry.collection.openings.get(document.id, ()))
    facts = terms_of(f"{document.title} {document.issuer or ''} {opening} {besides}")
    met = sum(word.weight for word in rest if says_word(word, facts))
    return met if met >= MOSTLY * sum(word.weight for word in rest) else None


def asked_number(inquiry: Inquiry) -> int | None:
    """The number of parts that a question takes for granted."""
    numbers = [fold(word.surface) for word in inquiry.words if is_small_number(fold(word.surface))]
    return (NUMERALS.get(numbers[0]) or int(numbers[0])) if numbers else None


def is_beside(word: Word) -> bool:
    """Whether a word narrows no series: a number, a letter, or that something is worked on."""
    folded = fold(word.surface)
    return is_light(word) or folded in COUNT_WORDS or bool(SCAFFOLD.fullmatch(folded))


def is_light(word: Word) -> bool:
    """Whether a word says next to nothing: a number, a letter, one that every plan is full of."""
    folded = fold(word.surface)
    return word.weight <= LIGHT or len(folded) < LETTERS or folded.isdigit() or is_small_number(folded)


def says_word(word: Word, facts: Terms) -> bool:
    """Whether a document's name says a word, or one that begins alike."""
    folded = fold(word.surface)
    planned = PLAN_FOR.fullmatch(folded)  # "klimatplanen" of a plan whose name is of the climate
    subject = planned["subject"].strip("-") if planned else folded
    alike = any(one.startswith(subject[:BEGINNING]) for one in facts.whole | facts.parts) if len(subject) >= MIN_PART else False
    within = planned is not None and not parts(word.surface[slice(*planned.span("subject"))]).isdisjoint(facts.whole | facts.parts)
    return alike or within or match_word(word, facts) >= SAID or stem(subject) in facts.whole


def name_match(inquiry: Inquiry, word: Word, label: str) -> float:
    """How well a word says what a series is called."""
    names = re.findall(r"\w{3,}", label)
    told = [(name, sort) for name in names if (sort := read_sort(fold(name)))] or [(name, ("", "")) for name in names[-1:]]
    if any(word.term == stem(name) for name, _ in told):
        return SAME
    folded = fold(word.surface)
    if any(len(folded) > BEGINNING and fold(name).startswith(folded[:BEGINNING]) for name, _ in told):
        return WITHIN
    asked = read_sort(folded)
    if asked is None or (asked[0] and inquiry.collection.holds(terms_of(word.surface))):
        return 0.0  # what is called by that word is something else
    if any(asked[1] == sort[1] for _, sort in told):
        return OF_SORT
    return AKIN if any({asked[1], sort[1]} <= group for _, sort in told for group in (ALIKE, DOING)) else 0.0


def show_series(inquiry: Inquiry, series: Series) -> list[Line]:
    """The sentence that counts them when there is one, then their number and every heading."""
    names = frozenset(stem(name) for name in re.findall(r"\w{3,}", series.label)) - {stem(one) for one in NUMERALS}
    counted = find_count(inquiry, series.document, names, len(series.parts))
    quotes = [to_quote(part) for part in series.parts]
    title = inquiry.library.store.document(series.document).title
    return [
        *([show_quote(counted)] if counted else []),
        show_frame("list_count", inquiry.language, tuple(quotes), count=str(len(quotes)), title=title),
        *(
            show_frame("focus_row", inquiry.language, (quote,), focus=part.heading)
            for part, quote in zip(series.parts, quotes, strict=True)
        ),
    ]


def to_quote(part: Part) -> Quote:
    """The first sentence below a heading, to cite it by."""
    first: Sequence[int] = next(iter(split_sentences(part.section.text)))
    return Quote(part.section, first[0], first[1])
