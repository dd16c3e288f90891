"""Who made a statement of their own, and whether a question asks for one: "vad tyckte oppositionen", "XP:s särskilda uttalande".

In: an inquiry, statements, a section. Out: yes or no, names, the line that tells whose a statement is. Knows no party's name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checks.citations import Quote
from assistant.evidence.statements import Evidence
from assistant.inquiry import Inquiry
from assistant.question.words import fold
from corpus.records import Section
from corpus.sentences import split_sentences

ASKS_OPINION = re.compile(
    r"\b(?:tyck\w*|anser|ansag|yttra\w*|uttala\w*|uttalande\w*|reserver\w*|reservation\w*|reservant\w*|asikt\w*|kritik\w*|"
    r"ersattare[ns]*|\w{0,13}parti(?:et|erna|ets)?|(?:krist|social|sverige)\w*demokrat\w*|moderat\w*|liberalerna\w*|oppositionen\w*)\b"
)


AUTHOR = re.compile(r"\([A-ZÅÄÖ]{1,4}\)|\b(?:lämna\w*|anmäl\w*|reserver\w*)\b.*\b(?:uttalande\w*|yttrande\w*|reservation\w*|sig)\b")


NAMES = re.compile(r"\b(?:[A-ZÅÄÖ]{2,4}(?![a-zåäö])|[A-ZÅÄÖ][a-zåäöé]{2,})")  # of people, and of parties by their letters


def asks_opinion(inquiry: Inquiry) -> bool:
    """Whether the question asks what somebody thought, or names who made a statement, and a document holds opinions on it."""
    told = [one for one in inquiry.evidence if one.is_opinion]
    return bool(told) and (bool(ASKS_OPINION.search(fold(inquiry.reading.whole))) or names_author(inquiry, told))


def names_author(inquiry: Inquiry, opinions: Sequence[Evidence]) -> bool:
    """Whether the question names somebody, or a party by its letters, who made one of the statements."""
    asked = {word.removesuffix("s") for word in re.findall(r"\w{2,}", fold(inquiry.reading.whole))}
    return bool(asked & author_names(opinions))


def author_names(opinions: Sequence[Evidence]) -> frozenset[str]:
    """The folded names in the lines that tell whose the statements are."""
    lines = {author.text for one in opinions if (author := find_author(one.section))}
    return frozenset(fold(name).removesuffix("s") for line in lines for name in NAMES.findall(line))


def find_author(section: Section) -> Quote | None:
    """The sentence that opens an opinion with who holds it: "Ada Berg (XP) lämnade ett särskilt uttalande:" """
    first = next(iter(split_sentences(section.text)), None)
    return Quote(section, *first) if first and AUTHOR.search(section.text[slice(*first)]) else None
