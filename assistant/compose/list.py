"""A list asked for -> the whole list in the document's order, with its count.

In: an inquiry. Out: a draft: focus areas or areas from the register, the items of one list of the text, or else the
sentence that enumerates.
Which of a plan's words means which level ("fokusområde", "målområde", "åtgärd") is read from its own headings. Knows registers and frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from assistant.checks.citations import Quote
from assistant.checks.support import CELL
from assistant.compose.area import applies_to_all, to_quote
from assistant.compose.counted import is_counted, is_small_number, numbers_in, only_counts, show_parts
from assistant.compose.draft import Draft, Line, show_frame, show_quote
from assistant.compose.items import find_list
from assistant.compose.responsibility import WITH
from assistant.compose.table import compose_table
from assistant.compose.text import choose, compose_text
from assistant.evidence.attributes import counts
from assistant.evidence.refuse import judge, say_unmet
from assistant.evidence.statements import Evidence
from assistant.frames import MISSING, fill
from assistant.inquiry import Inquiry
from assistant.question.kinds import Attribute
from assistant.question.words import LIGHT, NUMERALS, STOP, Terms, Word, coverage, fold, match_word, read_words, stem, terms_of
from assistant.records import RankedArea
from assistant.registers.matching import FITS
from assistant.retrieval.areas import list_areas, rank_areas
from assistant.retrieval.kept import remember
from corpus.records import OPINION_PARTS
from corpus.sentences import split_sentences

FOCUS_WORDS = frozenset(
    map(
        stem,
        ["fokusområde", "fokusområden", "målområde", "målområden", "huvudområde", "temaområde", "delmål", "fokusområdena", "målområdena"],
    )
)
AREA_WORDS = frozenset(
    map(
        stem,
        [
            "utvecklingsområde",
            "utvecklingsområden",
            "inriktning",
            "inriktningar",
            "åtgärd",
            "åtgärder",
            "insats",
            "insatser",
            "aktivitet",
            "aktiviteter",
            "område",
            "områden",
            "allt",
            "alla",
        ],
    )
)
NAMED = 0.7  # how well a document's name must say a word that narrows nothing
MIN_LIST = 2
NEAR = 0.7  # share of the best area's score from which another is about the topic too
SAID = 0.5  # how well a statement must say a word of the topic to be about it
SENTENCE = 4  # words; "Fem mål" alone is a heading
LEADS = 6  # statements among which the line that introduces a list is looked for
LEAD_BEHIND = 0.15  # how much less of the question it may meet than the best statement
EVERYTHING = re.compile(r"\b(?:allt|alla|samtliga)\b")
ONLY = re.compile(r"\b(?:bara|endast|enbart|specifikt|sarskilt|just)\b")  # leaves out what applies to every operation
NUMBERED = re.compile(r"\b(?:fokusomrade|malomrade|omrade|mal|strategi|del)\w*\s+(\d{1,2})\b")


def compose_list(inquiry: Inquiry) -> Draft:
    """The first of these that applies: areas or focus areas of the register, a list of the text, the sentence that enumerates."""
    rows = plan_areas(inquiry)
    folded = fold(inquiry.reading.topic)
    if table := compose_table(inquiry, [word for word in inquiry.words if is_scaffold(inquiry, word)]):
        return table
    if rows:
        inside = areas_inside(inquiry, rows, folded)
        if not inside and (number := NUMBERED.search(folded)):
            return refuse_number(inquiry, rows, inquiry.reading.topic[slice(*number.span())])
        if inside:
            return show_areas(inquiry, inside)
        if asks_for(inquiry, rows, focus=True):
            plans = [{row.area.focus_area for row in rows if row.area.document == name} for name in {row.area.document for row in rows}]
            return check_count(inquiry, show_focuses(inquiry, rows), sorted(map(len, plans)))
        if asks_for(inquiry, rows, focus=False):
            return check_count(inquiry, show_areas(inquiry, rows), [len(rows)])
        topic = [] if is_counted(inquiry) else find_topic(inquiry, rows)
        if topic:
            about = areas_about(inquiry, rows, topic)
            if about or not tells_of(inquiry, topic):
                return show_areas(inquiry, about) if about else Draft("list", (), say_unmet(inquiry, topic), "not_found")
    return compose_items(inquiry)


def refuse_number(inquiry: Inquiry, rows: Sequence[RankedArea], asked: str) -> Draft:
    """That no focus area has that number, with those that there are."""
    missing = fill(MISSING, "words_together", inquiry.language, words=asked)
    return replace(show_focuses(inquiry, rows), missing=missing, status="not_found")


def check_count(inquiry: Inquiry, draft: Draft, counts: Sequence[int]) -> Draft:
    """The draft, refused when the question takes another number for granted: "vilka fem …" of four."""
    asked = [NUMERALS.get(fold(word.surface)) or int(word.surface) for word in inquiry.words if is_small_number(fold(word.surface))]
    if not asked or any(number in counts for number in asked):
        return draft
    missing = fill(MISSING, "other_count", inquiry.language, count=", ".join(map(str, counts)), words=str(asked[0]))
    return replace(draft, missing=missing, status="not_found")


def plan_areas(inquiry: Inquiry) -> list[RankedArea]:
    """The areas of the plans asked about, in their order, twins listed once."""
    return list_areas(inquiry.library, inquiry.document_ids())


def asks_for(inquiry: Inquiry, rows: Sequence[RankedArea], *, focus: bool) -> bool:
    """Whether the question names what a plan calls its focus areas (or its areas) and nothing narrower."""
    names = focus_names(rows) if focus else area_names(rows)
    left = [word for word in narrowing(inquiry, names) if not (inquiry.reading.understood.wants_all and is_besides(word))]
    return any(word.term in names for word in inquiry.words) and not left


def narrowing(inquiry: Inquiry, names: frozenset[str]) -> list[Word]:
    """The words of the question that narrow a list of what the names name."""
    return [word for word in inquiry.words if word.term not in names and not is_scaffold(inquiry, word)]


def is_besides(word: Word) -> bool:
    """Whether a word asks what each row of a list is to tell besides: "med ansvarig och tid"."""
    return bool(WITH.fullmatch(fold(word.surface)))


def is_scaffold(inquiry: Inquiry, word: Word) -> bool:
    """A word of the question that narrows nothing: the plan's own name, a count word, a number."""
    facts = terms_of(" ".join(f"{one.title} {one.issuer or ''}" for one in inquiry.documents))
    return (
        is_small_number(fold(word.surface))
        or word.weight <= LIGHT
        or match_word(word, facts) >= NAMED
        or fold(word.surface) in STOP | COUNT_WORDS
    )


COUNT_WORDS = read_words("counting.txt")


def focus_names(rows: Iterable[RankedArea]) -> frozenset[str]:
    """Stems of what the plans call their focus areas: generic words, and the first word of a numbered focus heading."""
    own = {stem(found.group(1)) for row in rows if (found := re.match(r"(\w+)\s+\d", row.area.focus_area))}
    return FOCUS_WORDS | own


def area_names(rows: Iterable[RankedArea]) -> frozenset[str]:
    """Stems of what the plans call their areas: generic words, and the nouns of a lead such as "Strategiska inriktningar"."""
    return AREA_WORDS


def areas_inside(inquiry: Inquiry, rows: Sequence[RankedArea], folded: str) -> list[RankedArea]:
    """The areas under the focus area, or for the group, that the question names; [] when it names neither."""
    number = NUMBERED.search(folded)
    if number:
        return [row for row in rows if re.search(rf"\b{number.group(1)}\b", row.area.focus_area)]
    names = focus_names(rows) | area_names(rows)
    rest = [word for word in narrowing(inquiry, names) if not is_besides(word)]
    if not rest or not re.search(r"\b(?:under|inom|i|innehaller|ingar|tillhor|galler|for|hor)\b", folded):
        return []
    under = [
        row for row in rows if all(match_word(word, terms_of(f"{row.area.focus_area} {row.area.subtitle or ''}")) >= 0.7 for word in rest)
    ]
    if under:
        return under
    groups = [word for word in rest if any(row.area.group and match_word(word, terms_of(row.area.group)) for row in rows)]
    if groups and len(groups) == len(rest):
        own = [row for row in rows if row.area.group and any(match_word(word, terms_of(row.area.group)) for word in groups)]
        return own if ONLY.search(folded) else [*own, *(row for row in rows if applies_to_all(row) and row not in own)]
    return []


def find_topic(inquiry: Inquiry, rows: Sequence[RankedArea]) -> list[Word]:
    """The words that say what the areas asked for are to be about; [] when no areas are asked for, or all of them."""
    names = focus_names(rows) | area_names(rows)
    rest = [word for word in narrowing(inquiry, names) if not is_besides(word)]
    counted = inquiry.attribute == "number" and bool(inquiry.words) and inquiry.words[0].term in names  # "hur många områden …"
    named = any(word.term in names for word in inquiry.words) or EVERYTHING.search(fold(inquiry.reading.topic))
    asked = len(rest) < len(inquiry.words) and named and not inquiry.reading.understood.actor
    return rest if asked and (counted or inquiry.attribute is None) else []


def areas_about(inquiry: Inquiry, rows: Sequence[RankedArea], topic: Sequence[Word]) -> list[RankedArea]:
    """The areas about a topic, in their order: all that say its words, and those whose meaning is as near."""
    ranked = rank_areas(inquiry.library, " ".join(word.surface for word in topic), inquiry.document_ids(), limit=len(rows))
    best = max((row.score or 0.0 for row in ranked), default=0.0)
    near = {row.area.id for row in ranked if (row.score or 0.0) >= max(FITS, NEAR * best)}
    own = [replace(word, others=frozenset(), parts=frozenset()) for word in topic]
    return [row for row in rows if row.area.id in near or coverage(own, area_terms(row)) >= NAMED]


def tells_of(inquiry: Inquiry, topic: Sequence[Word]) -> bool:
    """Whether any of the best statements says a word of the topic, itself or around it."""
    places = [inquiry.words.index(word) for word in topic]
    return any(one.around[place] >= SAID for one in inquiry.evidence[:LEADS] for place in places)


def area_terms(row: RankedArea) -> Terms:
    """The words of an area with those of its headings and of whom it is for."""
    area = row.area
    return terms_of(f"{area.text} {area.focus_area} {area.subtitle or ''} {area.group or ''}")


def show_areas(inquiry: Inquiry, rows: Sequence[RankedArea]) -> Draft:
    """Every area, plan by plan and focus by focus, with the count first."""
    lines: list[Line] = []
    by_group = bool(inquiry.reading.understood.operation) and len({applies_to_all(row) for row in rows}) > 1  # its own and what is for all
    for _, plan in groupby(rows, key=lambda row: row.area.document):
        for _, part in groupby(plan, key=lambda row: (row.area.focus_area, row.area.group if by_group else None)):
            block = list(part)
            quotes = tuple(widen(inquiry, to_quote(inquiry, row)) for row in block)
            title, focus, group = block[0].document.title, block[0].area.focus_area, block[0].area.group
            name = (
                "list_group" if focus and group and by_group else "list_focus" if focus else "list_count" if len(block) > 1 else "in_plan"
            )
            words = {"focus": focus} if focus else {}
            words |= {"count": str(len(block))} if name != "in_plan" else {}
            words |= {"group": group} if group and name == "list_group" else {}
            lines.append(show_frame(name, inquiry.language, quotes, title=title, **words))
            lines += [show_quote(quote) for quote in quotes]
    return Draft("list", with_total(inquiry, rows, lines), is_list=True)


def widen(inquiry: Inquiry, quote: Quote) -> Quote:
    """The whole row of the table that an area stands in, when the question asks who and when as well; else the quote itself."""
    text = quote.section.text
    start, end = text.rfind("\n", 0, quote.start) + 1, (text + "\n").index("\n", quote.end)
    asked = any(map(is_besides, inquiry.words))
    return replace(quote, start=start, end=end) if asked and CELL in text[start:end] else quote


def with_total(inquiry: Inquiry, rows: Sequence[RankedArea], lines: list[Line]) -> tuple[Line, ...]:
    """The lines with the total of each plan first whose areas stand under more than one heading."""
    totals = []
    for _, plan in groupby(rows, key=lambda row: row.area.document):
        block = list(plan)
        if len({row.area.focus_area for row in block}) < 2:
            continue
        quotes = tuple(widen(inquiry, to_quote(inquiry, row)) for row in block)
        totals.append(show_frame("list_count", inquiry.language, quotes, count=str(len(block)), title=block[0].document.title))
    return (*totals, *lines)


def show_focuses(inquiry: Inquiry, rows: Sequence[RankedArea]) -> Draft:
    """The headings of the focus areas, plan by plan, with the sentence that counts them when there is one."""
    lines: list[Line] = []
    for document, plan in groupby(rows, key=lambda row: row.area.document):
        firsts = [next(group) for _, group in groupby(plan, key=lambda row: row.area.focus_area)]
        quotes = tuple(to_quote(inquiry, row) for row in firsts)
        asked = document, focus_names(rows), len(firsts)
        counted = remember(inquiry.library.store, document, asked, partial(find_count, inquiry, *asked))
        if counted:
            lines.append(show_quote(counted))
        lines.append(show_frame("focus_total", inquiry.language, quotes, count=str(len(firsts)), title=firsts[0].document.title))
        for row, quote in zip(firsts, quotes, strict=True):
            lines.append(show_frame("focus_row", inquiry.language, (quote,), focus=row.area.focus_area))
    return Draft("list", tuple(lines), is_list=True)


def find_count(inquiry: Inquiry, document: str, names: frozenset[str], number: int) -> Quote | None:
    """The first sentence of a document that says how many focus areas it has, when it says the same number as the register."""
    things = tuple(Word(name, (0, 0), name, frozenset(), frozenset(), 1.0) for name in sorted(names))
    for section in inquiry.library.store.sections(document):
        folded = fold(section.text)
        if section.part in OPINION_PARTS or not ("- " in folded or any(name in folded for name in names)):
            continue  # a stem stands in its word, but for "barn- och ungdomsvård": looking costs a hundredth of stemming the text
        if not names & terms_of(section.text).whole:
            continue
        for start, end in split_sentences(section.text):
            text = section.text[start:end]
            if len(text.split()) >= SENTENCE and number in numbers_in(text) and counts(text, things):
                return Quote(section, start, end)
    return None


def compose_items(inquiry: Inquiry) -> Draft:
    """The whole list that the best evidence belongs to or introduces; else the sentences that answer."""
    chosen = choose(inquiry)
    if chosen and (refused := only_counts(inquiry, chosen)):
        return refused
    if chosen is None or not judge(replace_attribute(inquiry, None), chosen).answers:
        return replace(compose_text(inquiry), kind="list")
    if parts := show_parts(inquiry, chosen):
        return parts
    if chosen.passage.kind == "table":  # its rows are a list only when the table is what is asked for
        return replace(compose_text(inquiry), kind="list")
    lead, items = find_list(chosen.section, chosen.start)
    if len(items) < MIN_LIST and (other := find_lead(inquiry, chosen)):
        lead, items = find_list(other.section, other.start)
    if len(items) < MIN_LIST or inquiry.attribute == "number":
        return replace(compose_text(inquiry), kind="list")
    lines = [show_quote(quote) for quote in ([lead] if lead else []) + items]
    return Draft("list", tuple(lines), is_list=True)


def find_lead(inquiry: Inquiry, chosen: Evidence) -> Evidence | None:
    """A statement nearly as good as the best that introduces a list, when there is one."""
    leads = (one for one in inquiry.evidence[:LEADS] if one.text.rstrip().endswith(":") and not one.is_opinion)
    return next((one for one in leads if one.reaches >= chosen.reaches - LEAD_BEHIND and one.covers > 0), None)


def replace_attribute(inquiry: Inquiry, attribute: Attribute | None) -> Inquiry:
    """The inquiry asking for another attribute."""
    return replace(inquiry, reading=replace(inquiry.reading, asked=replace(inquiry.reading.asked, attribute=attribute)))
