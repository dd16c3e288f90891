"""Text whose columns are set with spaces or tabs -> the same text with its tables as rows, "| a | b |".

In: the text of a text file. Out: text. A table is told by what is set: lines side by side whose cells begin at the same places. Lists of
contents, signatures, letter heads and prose in two columns stay as they are. Knows nothing of pages, PDF or headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

CELL = re.compile(r"\S+(?: \S+)*")
TAB = 8  # columns that a tab reaches
ALIGNED = 2  # characters that cells of one column may begin apart
MIN_ROWS = 2
MIN_COLUMNS = 2
MIN_WORDS = 4  # of a row, in all its cells: fewer are names to sign
MOST_COLUMNS = 8
PAGE = re.compile(r"\.{3,}|\bSida?\b|\b\d+\s?\(\d+\)", re.I)  # a contents list or a running head
NUMBER = re.compile(r"^[.…\s]*\d{1,3}$")  # alone after a heading: its page
BREAK = ((-TAB, "\f"),)  # a page ends: no cell of any table
SIGNED = re.compile(r"^(?:För |Ort och datum|Underskrift|Namnförtydligande|_{3,})")
MARK = re.compile(r"^(?:[•▪◦*–-]|\(?(?:\d{1,2}|[a-zåäö])[.)]|\d{1,2}(?:\.\d{1,2})+\.?|§\s?\d*)$")  # belongs to what follows it
SMALL = re.compile(r"^[a-zåäö(]")
MAX_PROSE = 0.5  # share of rows that begin small in their first cell: more is prose in columns


@dataclass(frozen=True, slots=True)
class Row:
    """A line by its cells: (where it begins, its words)."""

    number: int
    cells: tuple[tuple[int, str], ...]


def join_columns(text: str) -> str:
    """The text, each table of it as rows between bars."""
    if not re.search(r"\S(?: {2,}|\t)\S", text):
        return text
    lines = text.split("\n")
    rows = [Row(number, split_cells(line) if "\f" not in line else BREAK) for number, line in enumerate(lines)]
    out: list[str] = []
    at = 0
    while at < len(rows):
        table = find_table(rows, at)
        if table is None:
            out.append(lines[at])
            at += 1
        else:
            out += ["", *write_rows(table), ""]
            at = table[-1].number + 1
    return "\n".join(out)


def split_cells(line: str) -> tuple[tuple[int, str], ...]:
    """The cells of a line, parted by two spaces or a tab; a bullet or number belongs to what follows it."""
    cells: list[tuple[int, str]] = []
    for found in CELL.finditer(line.expandtabs(TAB)):
        if cells and MARK.match(cells[-1][1]):
            cells[-1] = (cells[-1][0], f"{cells[-1][1]} {found.group()}")
        else:
            cells.append((found.start(), found.group()))
    return tuple(cells)


def find_table(rows: Sequence[Row], at: int) -> list[Row] | None:
    """The rows of the table that begins at the line; None where none does."""
    first = rows[at]
    if not starts_row(first):
        return None
    starts = [start for start, _ in first.cells]
    table = [first]
    for row in rows[at + 1 :]:
        blank = row.number - table[-1].number > 1
        if not row.cells and not blank:
            continue
        if not row.cells or not fits(row, starts, blank=blank):
            break
        if len(row.cells) > len(starts):
            starts = [start for start, _ in row.cells]
        table.append(row)
    return table if is_table(table) else None


def starts_row(row: Row) -> bool:
    """May the line be a row of a table: two cells or more, none of them a page or to be signed?"""
    if not 1 < len(row.cells) <= MOST_COLUMNS or any(SIGNED.match(words) for _, words in row.cells):
        return False
    last = row.cells[-1][1]
    return not PAGE.search(last) and not (len(row.cells) == MIN_COLUMNS and NUMBER.match(last))


def fits(row: Row, starts: Sequence[int], *, blank: bool) -> bool:
    """Do the line's cells begin where the columns do; or, right below, a single cell that goes on?"""
    placed = [any(abs(start - column) <= ALIGNED for column in starts) for start, _ in row.cells]
    if len(row.cells) > 1:
        return starts_row(row) and all(placed[1:]) and (placed[0] or row.cells[0][0] < starts[1])
    start, words = row.cells[0]
    within = bool(SMALL.match(words)) and start + len(words) < starts[1]  # the first cell goes on, and ends before the next column
    return not blank and placed[0] and (start > starts[0] + ALIGNED or within)


def is_table(table: Sequence[Row]) -> bool:
    """At least two whole rows that do not read on as prose, and no block of names to sign."""
    whole = [row for row in table if len(row.cells) > 1]
    small = sum(bool(SMALL.match(row.cells[0][1])) for row in whole)
    spread = any(row.number - above.number > 1 for above, row in pairwise(table))
    words = sum(len(text.split()) for row in whole for _, text in row.cells[1:])
    scant = sum(len(text.split()) for row in table for _, text in row.cells) < MIN_WORDS * len(whole)
    named = spread and words < 3 * len(whole)  # "Region Vretland      Storvrets kommun", line by line with space between
    return len(whole) >= MIN_ROWS and small <= MAX_PROSE * len(whole) and not (named or scant)


def write_rows(table: Sequence[Row]) -> list[str]:
    """The rows between bars; a line that goes on with what stands above belongs to the row above."""
    starts = [start for start, _ in max(table, key=lambda row: len(row.cells)).cells]
    rows: list[list[str]] = []
    for row in table:
        cells = [""] * len(starts)
        for start, words in row.cells:
            column = min(range(len(starts)), key=lambda index: abs(starts[index] - start))
            cells[column] = f"{cells[column]} {words}".strip()
        goes_on = rows and (not cells[0] or SMALL.match(cells[0])) and not (cells[0] and all(cells[1:]) and not SMALL.match(cells[-1]))
        if goes_on:
            rows[-1] = [join_words(above, below) for above, below in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]


def join_words(above: str, below: str) -> str:
    """Two lines of a cell as one; a word divided by a hyphen is whole again."""
    if above.endswith("-") and SMALL.match(below) and below.split(maxsplit=1)[0] not in {"och", "eller", "samt"}:
        return above[:-1] + below
    return f"{above} {below}".strip()
