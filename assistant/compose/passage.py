"""What is shown, with the rest of its paragraph: what else a question asks often stands beside the sentence that answers best.

In: an inquiry and a draft. Out: the draft with the sentences beside its quotes, in the document's order, as far as a reader takes them in.
What follows goes on about the same; what precedes is shown when it meets something of the question, or more than one thing is asked.
A figure asked for and told needs no company. Knows paragraphs; knows nothing of how the quotes were chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.checks.citations import Quote
from assistant.compose.draft import MAX_QUOTES, Draft, Line, count_words, show_quote
from assistant.compose.text import FIGURE
from assistant.evidence.attributes import gives
from assistant.inquiry import Inquiry
from assistant.question.asks import split_asks
from assistant.question.words import coverage, terms_of
from corpus.records import Span
from corpus.sentences import split_sentences

ROOM = 75  # words of an answer up to which sentences are added: well under MAX_WORDS, read at a glance
MEETS = 0.1  # share of the question that a sentence before must meet to be shown
ENOUGH, WHO_ENOUGH = 0.5, 0.7  # share of the question from which a statement that gives the figure asked for, or the body, tells all
STATUSES = frozenset({"answered", "partial", "not_found"})  # of a refusal the nearest statement is shown: what goes on may tell more


def show_passages(inquiry: Inquiry, draft: Draft) -> Draft:
    """The draft with its quotes' paragraphs filled up; lists, comparisons and refusals as they are, and what tells all."""
    several = len(split_asks(inquiry.reading.whole)) > 1
    if draft.is_list or draft.status not in STATUSES or (draft.kind == "comparison" and not draft.searched):
        return draft
    found = draft.searched or draft.kind == "locate"
    if not several and (not found or draft.kind == "definition" or tells_all(inquiry, draft)):
        return draft
    words = ROOM - sum(count_words(line.text) for line in draft.lines)
    quotes = MAX_QUOTES - len({quote.key for line in draft.lines for quote in line.quotes})
    lines: list[Line] = []
    for plain, run in groupby(draft.lines, key=is_plain):
        for group in group_paragraphs(list(run)) if plain else [list(run)]:
            beside = (span for span in order_beside(group) if several or belongs(inquiry, group, span)) if plain else iter(())
            added = take(group, beside, words, quotes)
            words, quotes = words - sum(count_words(one.text) for one in added), quotes - len(added)
            lines += sorted((*group, *added), key=lambda line: line.quotes[0].start) if plain else group
    return replace(draft, lines=tuple(lines))


def tells_all(inquiry: Inquiry, draft: Draft) -> bool:
    """Whether a figure, a day or a body is asked for, and a quote gives it and says most of the question."""
    attribute = inquiry.attribute
    if attribute is None or attribute not in FIGURE | {"person"}:
        return False
    enough = WHO_ENOUGH if attribute == "person" else ENOUGH
    quotes = [line.quotes[0] for line in draft.lines if is_plain(line)]
    told = (one for one in quotes if gives(attribute, one.text))
    return any(coverage(inquiry.words, terms_of(f"{one.text} {' '.join(one.section.path)}")) >= enough for one in told)


def is_plain(line: Line) -> bool:
    """Whether a line is one quote word for word."""
    return line.verbatim and len(line.quotes) == 1


def group_paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of one paragraph together, in the order in which paragraphs are first shown."""
    groups: dict[tuple[str, int], list[Line]] = {}
    for line in lines:
        (quote,) = line.quotes
        groups.setdefault((quote.section.anchor, find_paragraph(quote)[0]), []).append(line)
    return list(groups.values())


def find_paragraph(quote: Quote) -> Span:
    """The paragraph that a quote begins in: a section's text between line breaks."""
    text = quote.section.text
    end = text.find("\n", quote.start)
    return text.rfind("\n", 0, quote.start) + 1, len(text) if end < 0 else end


def belongs(inquiry: Inquiry, group: Sequence[Line], span: Span) -> bool:
    """Whether a sentence goes on after what is shown, or meets something of the question."""
    quotes = [line.quotes[0] for line in group]
    if span[0] >= quotes[0].start:
        return True
    return coverage(inquiry.words, terms_of(quotes[0].section.text[slice(*span)])) >= MEETS


def take(group: Sequence[Line], beside: Iterator[Span], words: int, quotes: int) -> list[Line]:
    """The first of these sentences as lines, while there is room for them."""
    added: list[Line] = []
    for start, end in beside:
        line = show_quote(replace(group[0].quotes[0], start=start, end=end, also_in=()))
        words, quotes = words - count_words(line.text), quotes - 1
        if words < 0 or quotes < 0:
            break
        added.append(line)
    return added


def order_beside(group: Sequence[Line]) -> Iterator[Span]:
    """The other sentences of a group's paragraph, by how many sentences lie between; of two as near the later first."""
    first = group[0].quotes[0]
    begin, stop = find_paragraph(first)
    spans = [(begin + start, begin + end) for start, end in split_sentences(first.section.text[begin:stop])]
    shown = [place for place, span in enumerate(spans) if any(overlaps(span, line.quotes[0]) for line in group)]
    others = (place for place in range(len(spans)) if place not in shown)
    yield from (spans[one] for one in sorted(others, key=lambda one: min((abs(one - place), one < place) for place in shown)) if shown)


def overlaps(span: Span, quote: Quote) -> bool:
    """Whether a sentence and a quote have letters in common."""
    return span[0] < quote.end and quote.start < span[1]
