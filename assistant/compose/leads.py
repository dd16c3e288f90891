"""What is shown of a list, with the line that says what it is a list of: "driva kaféer" with "Kommunen ska:".

In: a draft. Out: the draft, its torn list items led by the line above them, and a lead that would hang in the air with its items. Knows
how a section's text is laid out. Knows nothing of questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.checks.citations import Quote, trim
from assistant.checks.support import CELL
from assistant.compose.draft import Draft, Line, has_room, is_shown, show_quote
from corpus.records import Section, Span
from corpus.sentences import split_sentences

LEADS = re.compile(r"(?::|\bför att|\bska|\bska att|\bansvarar för)\s*$")  # how a line ends that the next ones go on from


def show_leads(draft: Draft) -> Draft:
    """The draft with the leads of its items, and with the items of its leads, as far as there is room."""
    if draft.is_list or not draft.searched:
        return draft
    lines = list(draft.lines)
    for line in draft.lines:
        if not line.verbatim or len(line.quotes) != 1:
            continue
        quote = line.quotes[0]
        lead = find_lead(quote)
        at = lines.index(line)
        if lead and needs_lead(quote) and not is_shown(lines, lead) and has_room(lines, [lead]):
            lines.insert(first_of(lines, lead, at), show_quote(lead))
        elif LEADS.search(quote.text) and (items := items_after(quote)) and not any(is_shown(lines, one) for one in items):
            fitting = [one for count, one in enumerate(items, start=1) if has_room(lines, items[:count])]
            lines[at + 1 : at + 1] = map(show_quote, fitting)
    return replace(draft, lines=tuple(lines))


def needs_lead(quote: Quote) -> bool:
    """Whether a quote does not stand by itself: it begins in the middle of a sentence."""
    return quote.text[:1].islower() and CELL not in quote.text


def first_of(lines: Sequence[Line], lead: Quote, at: int) -> int:
    """Where a lead goes: right before the first line in a row that stands in its list."""
    while at > 0 and lines[at - 1].verbatim and any(find_lead(quote) == lead for quote in lines[at - 1].quotes):
        at -= 1
    return at


def read_lines(section: Section, start: int) -> tuple[list[Span], int]:
    """The lines of the block that a place stands in, the line above the block before them; and which of them has the place."""
    text = section.text
    lines = [found.span() for found in re.finditer(r"[^\n]+", text)]
    at = next(place for place, (first, last) in enumerate(lines) if first <= start <= last)
    top = at
    while top > 0 and text[lines[top - 1][1] : lines[top][0]] == "\n":
        top -= 1
    bottom = at
    while bottom + 1 < len(lines) and text[lines[bottom][1] : lines[bottom + 1][0]] == "\n":
        bottom += 1
    first = max(top - 1, 0)
    return lines[first : bottom + 1], at - first


def find_lead(quote: Quote) -> Quote | None:
    """The last sentence of the line that introduces the list a quote is an item of; None for other text."""
    lines, at = read_lines(quote.section, quote.start)
    text = quote.section.text
    for place in range(at - 1, -1, -1):
        if LEADS.search(text[slice(*lines[place])]):
            first = split_sentences(text[slice(*lines[place])])[-1][0]
            return replace(quote, start=lines[place][0] + first, end=trim(quote.section, *lines[place])[1], also_in=())
        if place == 0 or text[lines[place][1] : lines[place + 1][0]] != "\n":
            break
    return None


def items_after(quote: Quote) -> list[Quote]:
    """The lines that go on from a lead."""
    lines, at = read_lines(quote.section, quote.start)
    text = quote.section.text
    after = lines[at + 1 :]
    if not after and (found := re.compile(r"\s*\n+").match(text, quote.end)):
        after, _ = read_lines(quote.section, found.end())
        after = [line for line in after if line[0] >= found.end()]
    return [replace(quote, start=first, end=last, also_in=()) for first, last in (trim(quote.section, *line) for line in after)]
