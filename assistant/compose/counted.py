"""Things that a statement counts -> the number, the things themselves where headings name them, or that they are only counted.

In: an inquiry for a list or a number, and the best statement. Out: a draft, or None when nothing is counted. Knows sections and frames.
"""

from __future__ import annotations

import re

from assistant.checks.citations import Quote
from assistant.compose.draft import Draft, show_frame, show_quote
from assistant.compose.items import find_list
from assistant.evidence.attributes import counts
from assistant.evidence.refuse import ENUMERATION, judge
from assistant.evidence.statements import Evidence
from assistant.frames import MISSING, fill
from assistant.inquiry import Inquiry
from assistant.question.words import NUMERALS, fold, stem, terms_of
from corpus.records import Section
from corpus.sentences import split_sentences

MIN_LIST = 2
COUNTED = 0.5  # share of the question that a statement must say itself to give its number
CALLED = re.compile(r"\b(?:vilka|namnen pa)(?: ar)?(?: de| dom| dessa)? (?P<count>\w+) (?:\w+ )??(?P<what>\w{4,})")  # "vilka fyra byar"


def is_counted(inquiry: Inquiry) -> bool:
    """Whether a number asked for is told by the best statement, so that the areas about the topic need not be counted."""
    best = inquiry.evidence[0] if inquiry.evidence else None
    told = best is not None and inquiry.attribute == "number" and best.gives and not best.area
    return told and best is not None and best.covers >= COUNTED and judge(inquiry, best).answers


def only_counts(inquiry: Inquiry, evidence: Evidence) -> Draft | None:
    """The refusal of "vilka fyra byar" by a statement that counts them, "i fyra byar", and names none; None where it names them."""
    asked = CALLED.search(fold(inquiry.reading.topic))
    if asked is None or not is_small_number(asked["count"]) or len(find_list(evidence.section, evidence.start)[1]) >= MIN_LIST:
        return None
    number = NUMERALS.get(asked["count"]) or int(asked["count"])
    told = number in numbers_in(evidence.text) and stem(asked["what"]) in terms_of(evidence.text).whole
    if not told or ENUMERATION.search(evidence.text) or evidence.text.rstrip().endswith(":") or find_parts(inquiry, evidence):
        return None
    return refuse_with(inquiry, evidence, fill(MISSING, "which_ones", inquiry.language))


def refuse_with(inquiry: Inquiry, evidence: Evidence, missing: str) -> Draft:
    """A refusal with the statement as the nearest there is."""
    return Draft("list", (show_quote(evidence.quote),), f"{missing} {fill(MISSING, 'nearest', inquiry.language)}", "not_found")


def find_parts(inquiry: Inquiry, evidence: Evidence) -> list[Section]:
    """The sections below a statement's own, when it counts just as many: "Rådet har fyra uppgifter." above four headings; [] else."""
    things = inquiry.words[:1]
    own = [one for one in inquiry.library.store.sections(evidence.section.document) if one.parent == evidence.section.anchor and one.text]
    told = len(own) >= MIN_LIST and len(own) in numbers_in(evidence.text)
    return own if told and counts(evidence.text, things) else []


def show_parts(inquiry: Inquiry, evidence: Evidence) -> Draft | None:
    """The statement that counts, and the headings below it that it counts; None where it counts none."""
    parts = find_parts(inquiry, evidence) if inquiry.attribute is None else []
    if not parts:
        return None
    firsts = [Quote(one, *next(iter(split_sentences(one.text)))) for one in parts]
    rows = [show_frame("focus_row", inquiry.language, (quote,), focus=quote.section.heading) for quote in firsts]
    return Draft("list", (show_quote(evidence.quote), *rows), is_list=True)


def is_small_number(folded: str) -> bool:
    """A count in words or at most two figures."""
    return folded in NUMERALS or (folded.isdigit() and len(folded) <= 2)


def numbers_in(text: str) -> frozenset[int]:
    """The small numbers of a text, in figures or words."""
    words = re.findall(r"\w+", fold(text))
    return frozenset(NUMERALS.get(word) or int(word) for word in words if is_small_number(word))
