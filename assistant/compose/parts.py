"""Two or three things asked in one message -> each answered by the statement that tells it best, within what was found for the whole.

In: an inquiry and its draft. Out: the draft with what else was asked and is told. Each thing's own words count most and those of the rest
of the message a little: alone, "och vem betalar då?" finds any payer. What stands where the answer stands goes before what is elsewhere.
Searches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from assistant.compose.draft import Draft, Line, has_room, is_shown
from assistant.compose.text import show_evidence
from assistant.evidence.attributes import gives
from assistant.evidence.refuse import FREELY
from assistant.evidence.statements import Evidence, Matches, sort_evidence
from assistant.frames import MISSING
from assistant.inquiry import Inquiry
from assistant.question.asks import split_asks
from assistant.question.kinds import find_attribute
from assistant.question.words import LIGHT, Word, coverage, fold, stem, terms_of

CONTEXT = 0.25  # what a word of the rest of the message weighs beside the words of the thing asked
SAME_DOCUMENT, SAME_SECTION = 1.0, 1.5  # added for a statement that stands where something is shown already
LEAST = 3.0  # score below which a statement tells nothing of what is asked
SAYS = 0.5  # share of what is asked that a line must say to tell it
MEETS = 0.2  # … and that a statement must meet, with its headings, to be shown for it
WORD = re.compile(r"\w+")


def tell_parts(inquiry: Inquiry, draft: Draft) -> Draft:
    """The draft with the best statement for each thing asked that it does not tell yet, as far as there is room."""
    asks = split_asks(inquiry.reading.whole)
    draft = tell_half(inquiry, draft, asks) if draft.status == "not_found" and len(asks) > 1 else draft
    if draft.is_list or len(asks) < 2 or draft.status not in ("answered", "partial"):
        return draft
    lines = list(draft.lines)
    open_asks = [asked for asked in asks if not is_told(inquiry, lines, asked)]
    for asked in open_asks:
        best = find_part(inquiry, lines, asked)
        if best and not is_shown(lines, best.quote) and has_room(lines, [best.quote]):
            lines += [line for line in show_evidence(inquiry, best) if line not in lines]
    if draft.status == "partial" and open_asks and all(is_told(inquiry, lines, asked) for asked in asks):
        draft = replace(draft, missing=None, status="answered")
    return replace(draft, lines=tuple(lines))


def tell_half(inquiry: Inquiry, draft: Draft, asks: Sequence[str]) -> Draft:
    """A refusal of the whole as half an answer, when the nearest statement gives what one of several things asked asks for."""
    figures = [asked for asked in asks if find_attribute(fold(asked)) not in (None, *FREELY) and own_words(inquiry, asked)]
    strange = any(word.strict and not inquiry.collection.holds(terms_of(word.surface)) for word in inquiry.words)
    if strange or not draft.missing or not any(is_told(inquiry, draft.lines, asked) for asked in figures):
        return draft
    missing = reduce(lambda text, nearest: text.replace(nearest, "").strip(), MISSING["nearest"].values(), draft.missing)
    return replace(draft, missing=missing or None, status="partial")


def own_words(inquiry: Inquiry, asked: str) -> list[Word]:
    """The words of the message that stand in one of the things asked."""
    said = {stem(one) for one in WORD.findall(asked)}
    return [word for word in inquiry.words if {stem(one) for one in WORD.findall(word.surface)} <= said]


def is_told(inquiry: Inquiry, lines: Sequence[Line], asked: str) -> bool:
    """Whether a line gives what is asked for, and says half of its words."""
    own, attribute = [word for word in own_words(inquiry, asked) if word.weight > LIGHT], find_attribute(fold(asked))
    attribute = None if attribute in FREELY else attribute
    if attribute is None and not own:
        return True
    quotes = (quote for line in lines if line.verbatim for quote in line.quotes)
    given = (quote for quote in quotes if attribute is None or gives(attribute, quote.text))
    return any(not own or coverage(own, terms_of(f"{quote.text} {' '.join(quote.section.path)}")) >= SAYS for quote in given)


def find_part(inquiry: Inquiry, lines: Sequence[Line], asked: str) -> Evidence | None:
    """The best statement for one of several things asked; None when none gives what it asks for, or tells of it."""
    attribute, own = find_attribute(fold(asked)), own_words(inquiry, asked)
    share = Matches([word if word in own else replace(word, weight=CONTEXT * word.weight) for word in inquiry.words]).share
    sections = {quote.section.anchor for line in lines for quote in line.quotes}
    documents = {quote.section.document for line in lines for quote in line.quotes}
    ranked = sort_evidence(
        replace(
            one,
            covers=share(one.met),
            reaches=share(one.around),
            gives=attribute is not None and gives(attribute, one.text),
            bonus=SAME_DOCUMENT * (one.section.document in documents) + SAME_SECTION * (one.section.anchor in sections),
        )
        for one in inquiry.evidence
        if not one.is_opinion
    )
    best = ranked[0] if ranked else None
    if best is None or best.score < LEAST or (attribute not in (None, *FREELY) and not best.gives):
        return None
    weight = sum(word.weight for word in own)
    met = sum(word.weight * around for word, around in zip(inquiry.words, best.around, strict=True) if word in own)
    return best if met >= MEETS * weight else None
