"""Pieces of text with their places -> the same pieces, with tables as rows of cells between bars.

In: the fragments of one page in the order the file holds them. Out: fragments; each row of a table is one, "| a | b |".
A table is told by what is set: rows side by side in columns that line up. When in doubt the pieces stay as they are. Knows nothing of PDF.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.lexicon import load_lexicon
from ingest.readers.fragments import Fragment

ADVANCE = 0.45  # width of an average letter as a share of the type's size
SLACK = 0.3  # share that a width told by counting letters can be wrong
ALIGNED = 4.0  # points; cells of one column begin, or end, or are centred, at most so far apart
STEP = 2.2  # lines of one cell lie at most so many sizes apart
MAX_WORDS = 70  # of one cell; longer text side by side is set in columns, to be read one after the other
MIN_CUT = 4  # letters before the end of a line that may be part of a cut word
MIN_CELLS = 6
MARK = re.compile(r"^(?:[•·▪◦‣●○■□➢✓*–—-]|[\uf000-\uf0ff]|o|\(?(?:\d{1,2}|[a-zåäö])[.)]|\d{1,2}(?:\.\d{1,2})+|§\s?\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)$")
PAGE = re.compile(r"^[.…\s]*\d{1,4}$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of one printed line, or several such below each other. Offsets in points, y grows upwards."""

    left: float
    right: float  # estimated
    top: float
    foot: float
    size: float
    text: str
    bold: bool
    first: int  # index of its first fragment
    last: int


def join_tables(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Replace each table by its rows."""
    rows = gather_rows(stack_cells(gather_cells(fragments)))
    out: list[Fragment] = []
    at = 0
    for table in find_tables(rows):
        out += fragments[at : table[0][0].first]
        out.append(Fragment("\n", 0.0, 0.0, False))
        out += [write_row(row) for row in order_columns(table)]
        at = max(cell.last for row in table for cell in row) + 1
    return [*out, *fragments[at:]]


def gather_cells(fragments: Sequence[Fragment]) -> list[Cell]:
    """Fragments that adjoin on one line, as one cell each; a bullet or number belongs to what follows it."""
    cells: list[Cell] = []
    broken = True
    for index, fragment in enumerate(fragments):
        text = fragment.text.strip()
        if text:
            fresh = Cell(
                fragment.x,
                fragment.x + ADVANCE * fragment.size * len(text),
                fragment.y,
                fragment.y,
                fragment.size,
                fragment.text.strip("\n"),
                fragment.bold,
                index,
                index,
            )
            last = cells[-1] if cells else None
            if last is not None and adjoins(last, fresh, broken=broken):
                space = " " if MARK.match(last.text.strip()) else ""
                text = last.text + space + fresh.text
                cells[-1] = replace(last, right=max(fresh.right, last.right), text=text, last=index, bold=last.bold and fresh.bold)
            else:
                cells.append(fresh)
            broken = False
        broken = broken or "\n" in fragment.text
    return cells


def adjoins(last: Cell, fresh: Cell, *, broken: bool) -> bool:
    """Do two pieces stand on one line without a gap that parts columns?"""
    size = max(last.size, fresh.size)
    if abs(last.foot - fresh.top) > 0.5 * size or fresh.left < last.left:
        return False
    if MARK.match(last.text.strip()):
        return fresh.left - last.left < 5 * size
    return not broken and fresh.left - last.right < 1.2 * size + SLACK * (last.right - last.left)


def stack_cells(cells: Sequence[Cell]) -> list[Cell]:
    """Lines below each other, as one cell each; the file holds a cell's lines one after the other."""
    out: list[Cell] = []
    for cell in cells:
        last = out[-1] if out else None
        if last is not None and 0 < last.foot - cell.top < STEP * cell.size and overlap(last, cell) and last.size == cell.size:
            right = max(last.right, cell.right)
            out[-1] = replace(
                last, left=min(last.left, cell.left), right=right, foot=cell.foot, text=join_lines(last.text, cell.text), last=cell.last
            )
        else:
            out.append(cell)
    return out


def join_lines(above: str, below: str) -> str:
    """Two lines of a cell as one; a word divided by a hyphen is whole again."""
    above, below = above.rstrip(), below.strip()
    divided = above.endswith("-") and below[:1].islower() and below.split()[0] not in {"och", "eller", "samt"}
    if divided:
        return above[:-1] + below
    return f"{above}{below}" if is_cut(above, below) else f"{above} {below}"


def is_cut(above: str, below: str) -> bool:
    """Did a narrow column cut a long word without a hyphen: "Näringslivsenhete" over "n"?"""
    first, rest = re.search(r"[^\W\d_]*$", above), re.match(r"[^\W\d_]+", below)
    if first is None or rest is None or len(first.group()) < MIN_CUT or not rest.group().islower():
        return False
    start, lexicon = first.group().lower(), load_lexicon()
    whole = lexicon.knows(start) and lexicon.knows(rest.group())  # "utbildning" over "sförvaltningen" are no two words
    return not whole and lexicon.knows(start + rest.group())


def overlap(one: Cell, other: Cell) -> bool:
    """Do two cells lie above each other?"""
    return one.left < narrow(other) and other.left < narrow(one)


def narrow(cell: Cell) -> float:
    """Where the cell ends at the least."""
    return cell.left + 0.85 * (cell.right - cell.left)


def gather_rows(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Cells side by side, as rows; a cell alone is a row of one."""
    rows: list[list[Cell]] = []
    for cell in cells:
        row = rows[-1] if rows else []
        beside = bool(row) and all(not overlap(other, cell) for other in row) and cell.left > row[-1].left
        level = bool(row) and cell.foot <= max(c.top for c in row) + cell.size and cell.top >= min(c.foot for c in row) - cell.size
        if beside and level:
            row.append(cell)
        else:
            rows.append([cell])
    return rows


def find_tables(rows: Sequence[list[Cell]]) -> list[list[list[Cell]]]:
    """Runs of rows whose columns line up."""
    tables: list[list[list[Cell]]] = []
    run: list[list[Cell]] = []
    for row in [*rows, []]:
        if len(row) > 1 and not any(len(cell.text.split()) > MAX_WORDS for cell in row) and (not run or follows(run, row)):
            run.append(row)
            continue
        if is_table(run):
            tables.append(run)
        run = [row] if len(row) > 1 else []
    return tables


def follows(run: Sequence[Sequence[Cell]], row: Sequence[Cell]) -> bool:
    """Does the row stand directly below the others, in the same columns?"""
    above = run[-1]
    gap = min(cell.foot for cell in above) - max(cell.top for cell in row)
    widest = max(run, key=len)
    placed = all(sum(overlap(cell, column) for column in widest) <= 1 or len(row) > len(widest) for cell in row)
    return 0 < gap < 5 * row[0].size and placed and any(lines_up(cell, column) for cell in row[1:] for column in above[1:])


def lines_up(one: Cell, other: Cell) -> bool:
    """Do two cells begin, end or have their middle at the same place?"""
    starts, ends = abs(one.left - other.left), abs(one.right - other.right)
    return min(starts, ends, abs(one.left + one.right - other.left - other.right) / 2) <= ALIGNED


def is_table(run: Sequence[Sequence[Cell]]) -> bool:
    """At least two rows and six cells that hold more than names of chapters with their pages."""
    if len(run) < 2 or sum(len(row) for row in run) < MIN_CELLS:
        return False
    pages = all(len(row) == 2 and PAGE.match(row[-1].text.strip()) for row in run)
    return not pages and any(any(char.isalpha() for char in cell.text) for row in run for cell in row)


def order_columns(table: Sequence[Sequence[Cell]]) -> list[list[Cell | None]]:
    """Rows with a place for every column; None where a row lacks a cell."""
    columns = next(list(row) for row in table if len(row) == max(map(len, table)))
    out: list[list[Cell | None]] = []
    for row in table:
        places: list[Cell | None] = [None] * len(columns)
        for cell in row:
            free = [index for index, place in enumerate(places) if place is None]
            best = min(free, key=lambda index: abs(columns[index].left + columns[index].right - cell.left - cell.right))
            places[best] = cell
        kept = [place for place in places if place is not None]
        out.append(places if kept == list(row) else [*row, *[None] * (len(columns) - len(row))])
    return out


def write_row(row: Sequence[Cell | None]) -> Fragment:
    """A row of a table as one line of text."""
    told = [cell for cell in row if cell is not None]
    top, size = max(cell.top for cell in told), min(cell.size for cell in told)
    words = " | ".join(" ".join(cell.text.replace("|", "/").split()) if cell is not None else "" for cell in row)
    return Fragment(f"| {words} |\n", top, size, False, told[0].left)
