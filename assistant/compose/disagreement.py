"""An answer from one edition of a plan -> the same beside what another edition says otherwise: both with date, newest first.

In: an inquiry and its draft. Out: a draft. Two statements disagree when they tell of the same thing and a number, date, body, modal verb or
negation differs: what makes passages no twins (`corpus.twins`). The nearest statement of the other edition counts, and only if none of the
first edition is nearer to it. Knows editions, words and frames. Knows nothing of how the answer was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import islice

from rapidfuzz import fuzz

from assistant.checks.citations import Quote
from assistant.compose.draft import MAX_WORDS, Draft, Line, count_words, show_frame, show_quote
from assistant.evidence.lineage import find_editions, is_newer, newest_of, sort_newest
from assistant.evidence.statements import find_spans
from assistant.frames import NOTICES, fill, read_frame
from assistant.inquiry import Inquiry
from assistant.question.kinds import BODY
from assistant.question.words import STOP, stem
from corpus.analysis import passage_vector
from corpus.errors import IndexUnavailable
from corpus.records import OPINION_PARTS, Document, Filters, Passage, Standing
from corpus.twins import MATTERS, words_of

NEAR = 5  # passages of an edition that are looked through for a counterpart
LEAST_ALIKE = 55.0  # percent of letters in common order: editions of one sentence, though figures and bodies differ
SAME_WORDS = 0.5  # … and the share of the shorter one's other words that both say
FEWEST = 2  # … and this many words at least
LONG_WORD, SAME_WORD = 6, 86.0  # letters, and percent of them in common: a word and its misreading
WHO = re.compile(rf"{BODY}|\w*(?:sekreterare|ordforande|strateg|utredare|ledare|ansvarig)\w*")
STANDING_FRAMES: dict[Standing, str] = {"förslag": "proposed", "upphävd": "repealed"}  # what weakens a statement is said
SOURCES = frozenset({"source", "source_date"})  # frames that name where the next quote stands
SIDES = 3  # editions that are shown; more than that nobody compares in a sentence
EXPANDED = 2  # quotes of an answer whose counterparts are looked for


def show_disagreement(inquiry: Inquiry, draft: Draft) -> Draft:
    """The draft; where another edition says otherwise, both are shown and the difference is said. Lists get a notice alone."""
    if draft.status != "answered" or inquiry.kind in ("comparison", "locate") or inquiry.lost:
        return draft
    if not draft.is_list:
        for line in [line for line in draft.lines if line.verbatim][:EXPANDED]:
            found = find_sides(inquiry, line.quotes[0])
            if found:
                draft = show_sides(inquiry, draft, found)
                break
        else:
            draft = say_difference(inquiry, draft)
    return replace(draft, notices=(*draft.notices, *tell_newer(inquiry, draft)))


def say_difference(inquiry: Inquiry, draft: Draft) -> Draft:
    """The draft; where it already shows what two documents say of the same thing, each under its name, that they differ."""
    named = [line for line in draft.lines if not line.verbatim and SOURCES & {name for name, _ in read_frame(line.text)}]
    quotes = [line.quotes[0] for line in named]
    if len(quotes) != 2 or quotes[0].section.document == quotes[1].section.document or not differ(quotes[0].text, quotes[1].text):
        return draft
    return replace(draft, lines=(*draft.lines, show_frame("differ", inquiry.language, tuple(quotes))), searched=False)


def find_sides(inquiry: Inquiry, quote: Quote) -> tuple[Quote, ...]:
    """The quote, or its twin in another document, and what other editions of that say otherwise; () when all that tell of it agree."""
    if quote.section.part in OPINION_PARTS:
        return ()
    agreed = {quote.section.document, *(twin.document for twin in quote.also_in)}
    others = (twin.document for twin in quote.also_in if is_wanted(inquiry, twin.document))
    twins = (find_counterpart(inquiry, quote, one) for one in others if has_editions_beside(inquiry, one, agreed))
    for one in (quote, *(twin for twin in twins if twin)):
        rivals = list(islice(find_rivals(inquiry, one), SIDES - 1))
        if rivals:
            return one, *rivals
    return ()


def has_editions_beside(inquiry: Inquiry, document: str, agreed: Set[str]) -> bool:
    """Whether a document has an edition that is none of those that agree."""
    return any(one.id not in agreed for one in find_editions(inquiry.library, inquiry.library.store.document(document)))


def find_rivals(inquiry: Inquiry, quote: Quote) -> Iterator[Quote]:
    """What other editions say otherwise of the same thing, the newest edition first, each saying once."""
    agreed = {twin.document for twin in quote.also_in}
    said = [quote.text]
    for edition in find_editions(inquiry.library, inquiry.library.store.document(quote.section.document)):
        asked = is_wanted(inquiry, edition.id) and edition.id not in agreed
        other = find_counterpart(inquiry, quote, edition.id) if asked else None
        if other and all(differ(text, other.text) for text in said):
            back = find_counterpart(inquiry, other, quote.section.document)
            if back is None or back.text == quote.text:
                said.append(other.text)
                yield other


def is_wanted(inquiry: Inquiry, document: str) -> bool:
    """Whether the question is about that document, or about none in particular."""
    wanted = inquiry.document_ids()
    return wanted is None or document in wanted


def find_counterpart(inquiry: Inquiry, quote: Quote, document: str) -> Quote | None:
    """The statement of a document that is most like a quote; None when none tells of the same thing."""
    found = [
        (fuzz.ratio(" ".join(words_of(quote.text)), " ".join(words_of(one.text))), one) for one in near_statements(inquiry, quote, document)
    ]
    alike = [row for row in found if row[0] >= LEAST_ALIKE and tell_the_same(quote.text, row[1].text)]
    return max(alike, key=lambda row: (row[0], -row[1].section.order, -row[1].start), default=(0.0, None))[1]


def near_statements(inquiry: Inquiry, quote: Quote, document: str) -> Iterator[Quote]:
    """The statements of the document's passages that share the quote's words; opinions are left out."""
    library, section = inquiry.library, quote.section
    asked = Passage("", section.document, section.anchor, quote.start, quote.end, quote.text, "text", (), None, section.part, None, None, 0)
    try:
        words, _ = library.index.arms(passage_vector(asked), None, Filters(documents=(document,)), NEAR)
    except IndexUnavailable:
        return
    active = library.store.generations()
    ids = [hit.passage_id for hit in words if hit.generation == active.get(document)]
    for passage in library.store.passages(ids).values():
        home = library.store.section(passage.anchor)
        if home.part not in OPINION_PARTS:
            yield from (Quote(home, start, end, passage.page_number, passage.page_label) for start, end in find_spans(passage))


def tell_the_same(left: str, right: str) -> bool:
    """Whether two statements have enough words in common besides those that decide the matter."""
    one, two = ({stem(word) for word in words_of(text) if word not in STOP and not decides(word)} for text in (left, right))
    both = len(one & two)
    return both >= FEWEST and both >= SAME_WORDS * min(len(one), len(two))


def decides(word: str) -> bool:
    """Whether a folded word is a number, date, body, modal verb or negation."""
    return any(group.fullmatch(word) for group in MATTERS)


def differ(left: str, right: str) -> bool:
    """Whether a word that decides the matter differs, or a body or title stands in another's place."""
    one, two = find_changes(words_of(left), words_of(right))
    return any(decides(word) for word in (*one, *two)) or all(any(WHO.fullmatch(word) for word in side) for side in (one, two))


def find_changes(one: Sequence[str], two: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of each side that the other lacks, wherever they stand; forms of a word and misreadings of it count as the same."""
    left, right = [], list(two)
    for word in one:
        same = word if word in right else next((other for other in right if is_same_word(word, other)), None)
        if same is None:
            left.append(word)
        else:
            right.remove(same)
    return left, right


def is_same_word(one: str, other: str) -> bool:
    """Whether two folded words are forms of one, or one is the other misread; figures never."""
    if any(char.isdigit() for char in one + other):
        return one == other
    return stem(one) == stem(other) or (min(len(one), len(other)) >= LONG_WORD and fuzz.ratio(one, other) >= SAME_WORD)


def show_sides(inquiry: Inquiry, draft: Draft, sides: Sequence[Quote]) -> Draft:
    """The draft with all sides where the first of them stood, what was decided and newest ahead, each under its document and date, and that
    they differ.

    A yes or no, and that a date has passed, no longer hold.
    """
    find = inquiry.library.store.document
    rank = {document.id: place for place, document in enumerate(sort_newest(find(one.section.document) for one in sides))}
    pair = sorted(sides, key=lambda one: (find(one.section.document).status in STANDING_FRAMES, rank[one.section.document]))
    documents = [find(one.section.document) for one in pair]
    lines = [line for one, document in zip(pair, documents, strict=True) for line in show_dated(inquiry, one, document)]
    lines.append(say_newest(inquiry, pair, documents))
    shown = {one.key for one in pair}
    quotes = [line.quotes[0] for line in draft.lines if line.verbatim]
    place = next((at for at, one in enumerate(quotes) if one.key in shown), 0)
    parts = (quotes[:place], [one for one in quotes[place + 1 :] if one.key not in shown])
    before, after = ([show_dated(inquiry, one, find(one.section.document)) for one in part] for part in parts)
    return replace(draft, lines=fit(before, lines, after), searched=False)


def fit(before: Sequence[list[Line]], lines: list[Line], after: Sequence[list[Line]]) -> tuple[Line, ...]:
    """The lines that must be shown, with as much before and after them as a reader takes in."""
    room = MAX_WORDS - sum(count_words(line.text) for line in lines)
    kept: list[list[list[Line]]] = [[], []]
    for side, blocks in enumerate((before, after)):
        for block in blocks:
            room -= sum(count_words(line.text) for line in block)
            if room >= 0:
                kept[side].append(block)
    return tuple(line for block in (*kept[0], lines, *kept[1]) for line in block)


def show_dated(inquiry: Inquiry, quote: Quote, document: Document) -> list[Line]:
    """Document, part and date of a quote, then the quote; and that it is a proposal, or repealed, when it is."""
    words = {"title": document.title, "part": quote.section.part}
    name = "source"
    if document.date:
        name, words["date"] = "source_date", document.date
    elif document.valid_from:
        name, words["valid_from"] = "source_from", document.valid_from
    lines = [show_frame(name, inquiry.language, (quote,), **words), show_quote(quote)]
    standing = STANDING_FRAMES.get(document.status)
    return [*lines, show_frame(standing, inquiry.language, (quote,), title=document.title)] if standing else lines


def say_newest(inquiry: Inquiry, quotes: Sequence[Quote], documents: Sequence[Document]) -> Line:
    """That the quotes differ, and of what day the latest is when all have one."""
    day = newest_of(documents)
    if day is None:
        return show_frame("differ", inquiry.language, tuple(quotes))
    return show_frame("differ_newest", inquiry.language, tuple(quotes), newest=day)


def tell_newer(inquiry: Inquiry, draft: Draft) -> list[str]:
    """A notice for each document quoted whose newer edition is in the collection and not quoted."""
    find = inquiry.library.store.document
    told = {quote.section.document for line in draft.lines for quote in line.quotes}
    told |= {other.document for line in draft.lines for quote in line.quotes for other in quote.also_in}
    notices = []
    for document in (find(name) for name in sorted(told)):
        editions = (one for one in find_editions(inquiry.library, document) if one.status not in STANDING_FRAMES)
        newer = next((one for one in editions if is_newer(one, document)), None)
        if newer and newer.id not in told:
            dates = {"date": document.date or document.valid_from or "", "newer": newer.date or newer.valid_from or ""}
            notices.append(fill(NOTICES, "newer", inquiry.language, title=document.title, **dates))
    return notices
