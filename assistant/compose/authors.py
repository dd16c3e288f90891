"""Who made a statement of their own, and whether a question asks for one: "vad tyckte oppositionen", "XP:s särskilda uttalande".

In: an inquiry, statements, a section. Out: yes or no, names, the line that tells whose a statement is. Of parties it knows what
their names end with.
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
    r"ersattare[ns]*|\w{0,13}parti(?:et|erna|ets)?|\w{4,}demokrat\w*|moderat\w*|liberalerna\w*|oppositionen\w*)\b"
)


AUTHOR = re.compile(r"\([A-ZÅÄÖ]{1,4}\)|\b(?:lämna\w*|anmäl\w*|reserver\w*)\b.*\b(?:uttalande\w*|yttrande\w*|reservation\w*|sig)\b")


# of people with their party's letters: "Ada Berg (XP)"
NAMES = re.compile(r"(?P<person>(?:[A-ZÅÄÖ][\wåäöé-]+ ){1,3})\((?P<party>[A-ZÅÄÖ]{1,4})\)")


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
    found = [match for line in lines for match in NAMES.finditer(line)]
    names = [name for match in found for name in (*match["person"].split(), match["party"]) if len(name) > 1]
    return frozenset(fold(name).removesuffix("s") for name in names)


def find_author(section: Section) -> Quote | None:
    """The sentence that opens an opinion with who holds it: "Ada Berg (XP) lämnade ett särskilt uttalande:" """
    first = next(iter(split_sentences(section.text)), None)
    return Quote(section, *first) if first and AUTHOR.search(section.text[slice(*first)]) else None
