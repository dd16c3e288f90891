"""Rows of one table asked for -> those rows, under the heads of their columns: "räkna upp projekten med antal och år".

In: an inquiry for a list. Out: a draft, or None when no table found says what is asked. Knows tables of sections and the question's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checks.citations import Quote
from assistant.compose.draft import Draft, Line, show_quote
from assistant.evidence.statements import Evidence
from assistant.evidence.tables import find_head, find_rows, head_text
from assistant.inquiry import Inquiry
from assistant.question.words import LIGHT, Terms, Word, fold, match_word, terms_of
from corpus.records import Section, Span

ROWS = 40  # statements among whose sections the tables are looked for
SAID = 0.45  # how well a table must say a word
MOSTLY = 0.75  # share of the question's weight that the table must say
BESIDES = re.compile(
    r"\b(?:med|inklusive|samt) (?:\w+ )?(?:antal|ar|artal|tid\w*|ansvar\w*|namn|typ|kostnad\w*|belopp|datum)\b"
)  # columns wanted


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a section, and how its parts meet the question's words."""

    section: Section
    head: Span
    rows: tuple[Span, ...]  # below the head
    named: tuple[float, ...]  # each word by its head and the headings above
    told: tuple[tuple[float, ...], ...]  # each row's own words


def compose_table(inquiry: Inquiry, scaffold: Sequence[Word] = ()) -> Draft | None:
    """The rows that the question narrows to, all when it narrows none; `scaffold`: words that narrow nothing."""
    words = [word for word in asked_words(inquiry) if word not in scaffold]
    tables = [table for table in find_tables(inquiry, words) if fits(table, words)]
    if not words or not tables:
        return None
    table = max(tables, key=lambda one: weigh(one, words))
    rows = narrow_rows(table, words)
    return Draft("list", tuple(show_quote(Quote(table.section, *span)) for span in (table.head, *rows)), is_list=True) if rows else None


def asked_words(inquiry: Inquiry) -> list[Word]:
    """The question's weighty words, without the columns that it wants to see besides."""
    besides = BESIDES.search(fold(inquiry.reading.understood.search_text))
    last = besides.start() if besides else len(inquiry.reading.understood.search_text)
    return [word for word in inquiry.words if word.weight > LIGHT and word.span[0] < last]


def find_tables(inquiry: Inquiry, words: Sequence[Word]) -> list[Table]:
    """The tables with a head that the best statements' rows stand in, each once."""
    found: dict[tuple[str, int], Table] = {}
    for one in inquiry.evidence[:ROWS]:
        head = find_head(one.section.text, one.start) if one.passage.kind == "table" and not one.is_opinion else None
        if head and (one.section.anchor, head[0]) not in found:
            found[one.section.anchor, head[0]] = read_table(one, head, words)
    return list(found.values())


def read_table(evidence: Evidence, head: Span, words: Sequence[Word]) -> Table:
    """The table of a row, measured."""
    section, rows = evidence.section, find_rows(evidence.section.text, evidence.start)[1:]
    frame = terms_of(f"{section.text[slice(*head)]} {' '.join(section.path)}")
    return Table(section, head, rows, match(words, frame), tuple(match(words, terms_of(section.text[slice(*row)])) for row in rows))


def match(words: Sequence[Word], terms: Terms) -> tuple[float, ...]:
    """How well a text meets each word."""
    return tuple(match_word(word, terms) for word in words)


def weigh(table: Table, words: Sequence[Word]) -> float:
    """The share of the words' weight that the table says, in its head, the headings above or a row."""
    said = [max(name, *(row[place] for row in table.told), 0.0) for place, name in enumerate(table.named)]
    return sum(word.weight for word, one in zip(words, said, strict=True) if one >= SAID) / sum(word.weight for word in words)


def fits(table: Table, words: Sequence[Word]) -> bool:
    """Whether a table says what is listed, in its head or the headings above, and most else that is asked."""
    return bool(words) and max(table.named, default=0.0) >= SAID and weigh(table, words) >= MOSTLY


def narrow_rows(table: Table, words: Sequence[Word]) -> list[Span]:
    """The rows that say every word the head does not; of several topics those that say one of them; all when nothing narrows."""
    places = [place for place in range(len(words)) if table.named[place] < SAID and any(row[place] >= SAID for row in table.told)]
    whole = [row for row, told in zip(table.rows, table.told, strict=True) if all(told[place] >= SAID for place in places)]
    return whole or [row for row, told in zip(table.rows, table.told, strict=True) if any(told[place] >= SAID for place in places)]


def show_head(evidence: Evidence) -> list[Line]:
    """The heads of a row's columns, as a line to stand before it; none for other statements."""
    if evidence.passage.kind != "table" or not head_text(evidence.section.text, evidence.start):
        return []
    head = find_head(evidence.section.text, evidence.start)
    return [show_quote(Quote(evidence.section, *head))] if head else []
