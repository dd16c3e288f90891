"""Lines -> the contents list: which lines it takes, and its entries with depth and printed page number.

In: the lines of a document. Out: the list's entries in order. A contents list says more of the outline than heading marks do.
Knows nothing of where its headings stand in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.structure.lines import Line
from ingest.structure.wording import fold, is_finished

TITLE = re.compile(r"^[#*\s]*(?:innehåll|innehållsförteckning|inneh[aå][l1]lsf[oö]rteckning|innehall)[*:\s]*$", re.IGNORECASE)
LEADERS = re.compile(r"^(?P<text>.*?\S)\s*(?:[.…·_]{3,}|(?:\s?\.){3,}|\t+|\s{3,})\s*(?P<page>\d{1,4})$")
DOTTED = re.compile(r"(?:[.…·_]\s?){3,}|\t")
PLAIN = re.compile(r"^(?P<text>.*[^\W\d_].*?)\s+(?P<page>\d{1,4})$")
LINKED = re.compile(r"^[-*+]?\s*\[(?P<text>[^\]]+)\]\(#[^)]*\)$")
NUMBER = re.compile(r"^(\d+(?:\.\d+)*)\.?\s")
EMPHASIS = re.compile(r"</?[bi]>|</?strong>|\*\*|__", re.IGNORECASE)
LONGEST = 400  # characters of an entry with its leaders
MIN_ENTRIES = 3  # fewer lines with page numbers are no contents list
MAX_GAP = 2  # blank lines between entries


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents list."""

    text: str
    page_label: str | None  # as printed
    depth: int  # from 1, within the list
    bold: bool
    line: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The list: its lines, the title's among them, and its entries."""

    lines: frozenset[int] = frozenset()
    entries: tuple[Entry, ...] = ()


def find_contents(lines: Sequence[Line]) -> Contents:
    """The first contents list of the document; empty where there is none."""
    for line in lines:
        if line.text and (TITLE.match(line.text) or leads_entry(line.text)):
            found = read_list(lines, line.number)
            if found.entries:
                return found
    return Contents()


def leads_entry(text: str) -> bool:
    """Does the line read as an entry without doubt: by leaders or a link within the document?"""
    return bool(DOTTED.search(text) and match_leaders(strip_emphasis(text))) or bool(LINKED.match(text))


def match_leaders(text: str) -> re.Match[str] | None:
    """The parts of an entry with leaders. What is longer than any entry is not tried: that would take the cube of its length."""
    return LEADERS.match(text) if len(text) <= LONGEST and text[-1:].isdigit() else None


def read_list(lines: Sequence[Line], first: int) -> Contents:
    """Entries from the line on, as long as they follow each other."""
    titled = bool(TITLE.match(lines[first].text))
    raw: list[tuple[Line, Entry]] = []
    taken = {first} if titled else set()
    blanks = 0
    for line in lines[first + titled :]:
        if not line.text:
            blanks += 1
            continue
        entry = read_entry(line, titled)
        if entry is None or blanks > MAX_GAP:
            break
        raw.append((line, entry))
        taken.add(line.number)
        blanks = 0
    raw = raw[: find_fall(raw)] if titled else raw  # a page foot that ends with a number follows the last entry
    taken &= {first, *(line.number for line, _ in raw)}
    if len(raw) < MIN_ENTRIES and titled:
        return read_titles(lines, first)
    return Contents(frozenset(taken), give_depths(raw)) if len(raw) >= MIN_ENTRIES and pages_rise(raw) else Contents()


def pages_rise(raw: Sequence[tuple[Line, Entry]]) -> bool:
    """Do the page numbers never fall? Else the lines are a table's."""
    numbers = [int(entry.page_label) for _, entry in raw if entry.page_label]
    return all(before <= after for before, after in pairwise(numbers))


def find_fall(raw: Sequence[tuple[Line, Entry]]) -> int:
    """How many entries there are before a page number falls."""
    pages = [int(entry.page_label) if entry.page_label else None for _, entry in raw]
    highest = 0
    for number, page in enumerate(pages):
        if page is not None and page < highest:
            return number
        highest = max(highest, page or 0)
    return len(raw)


def read_entry(line: Line, titled: bool) -> Entry | None:
    """One entry, or None when the line is none."""
    plain = strip_emphasis(line.text)
    match = match_leaders(plain) or LINKED.match(line.text) or (PLAIN.match(plain) if titled and len(plain) <= LONGEST else None)
    if match is None or line.text.startswith("#"):
        return None
    text = match["text"].strip(" .…·_\t")
    page = match.groupdict().get("page")
    return Entry(text, page, 1, plain != line.text, line.number) if fold(text) else None


def read_titles(lines: Sequence[Line], first: int) -> Contents:
    """A list without page numbers: short lines under its title, each of which stands again as a line further down."""
    raw, blanks = [], 0
    for line in lines[first + 1 :]:
        if not line.text:
            blanks += 1
            continue
        again = any(fold(later.text) == fold(line.text) for later in lines[line.number + 1 :] if later.text)
        if blanks > MAX_GAP or is_finished(line.text) or line.text.startswith("#") or not again or not fold(line.text):
            break
        raw.append((line, Entry(strip_emphasis(line.text).strip("-*• "), None, 1, strip_emphasis(line.text) != line.text, line.number)))
        blanks = 0
    titles = {fold(entry.text) for _, entry in raw}
    if len(raw) < MIN_ENTRIES or len(titles) < len(raw):
        return Contents()
    return Contents(frozenset({first, *(line.number for line, _ in raw)}), give_depths(raw))


def give_depths(raw: Sequence[tuple[Line, Entry]]) -> tuple[Entry, ...]:
    """Depth of each entry: by its number, else by indent, else by bold type where bold and plain lines alternate."""
    numbers = [NUMBER.match(entry.text) for _, entry in raw]
    if sum(match is not None for match in numbers) > len(raw) / 2:
        depths = [match[1].count(".") + 1 if match else 1 for match in numbers]
    elif len({line.indent for line, _ in raw}) > 1:
        indents = sorted({line.indent for line, _ in raw})
        depths = [indents.index(line.indent) + 1 for line, _ in raw]
    elif any(entry.bold for _, entry in raw) and not all(entry.bold for _, entry in raw):
        depths = bold_depths([entry.bold for _, entry in raw])
    else:
        depths = [1] * len(raw)
    return tuple(replace(entry, depth=depth) for (_, entry), depth in zip(raw, depths, strict=True))


def bold_depths(bold: Sequence[bool]) -> list[int]:
    """Bold lines are groups: what follows one lies under it, what precedes the first stands beside it."""
    first = bold.index(True)
    return [1 if is_bold or index < first else 2 for index, is_bold in enumerate(bold)]


def strip_emphasis(text: str) -> str:
    """Without the marks of bold and italic type."""
    return EMPHASIS.sub("", text)
