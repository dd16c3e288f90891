"""A place in a section -> the list that stands there: the sentence that introduces it, and its items.

In: a section and a place. Out: quotes. Knows how sections write lists, a line an item; knows nothing of questions.
"""

from __future__ import annotations

import re

from assistant.checks.citations import Quote, trim
from corpus.records import Section
from corpus.sentences import split_sentences


def find_list(section: Section, start: int) -> tuple[Quote | None, list[Quote]]:
    """The list at, or introduced by the line at, a place of a section: its lead and its items."""
    text = section.text
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text)]
    at = next((index for index, (first, last) in enumerate(lines) if first <= start < last), None)
    if at is None:
        return None, []
    if text[slice(*lines[at])].rstrip().endswith(":"):
        first = at + 1
    else:
        first = at
        while first > 0 and joined(text, lines[first - 1], lines[first]) and not text[slice(*lines[first - 1])].rstrip().endswith(":"):
            first -= 1
    last = first
    while last + 1 < len(lines) and joined(text, lines[last], lines[last + 1]):
        last += 1
    items = [Quote(section, *trim(section, *line)) for line in lines[first : last + 1]]
    before = lines[first - 1] if first else None
    lead = last_sentence(section, before) if before and text[slice(*before)].rstrip().endswith(":") else None
    return lead, items


def joined(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether two lines stand in one list: a single line break between them."""
    return text[left[1] : right[0]] == "\n"


def last_sentence(section: Section, line: tuple[int, int]) -> Quote:
    """The last sentence of a line, which introduces the list."""
    spans = split_sentences(section.text[slice(*line)])
    first, last = spans[-1] if spans else (0, line[1] - line[0])
    return Quote(section, line[0] + first, line[0] + last)
