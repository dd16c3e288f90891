"""Pieces of text and the grids drawn around them -> the same pieces, with ruled tables as rows of cells between bars.

In: the fragments of one page in the order the file holds them, and its grids. Out: fragments; each row of a table is one, "| a | b |".
A cell that reaches over rows is told in each of them, one over columns in the first. Knows nothing of PDF or what tables say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.lexicon import load_lexicon
from ingest.readers.fragments import Fragment
from ingest.readers.grid import ADVANCE, MARK, join_lines
from ingest.readers.rulings import Grid, Rule

MIN_CELLS = 4  # with text, and in at least two rows and two columns
MOST_WORDS = 40  # of a cell of a table of one row
MIN_FILLED = 0.2  # share of the cells: fewer belong to a chart or a form
INSIDE = 0.3  # of the type's height above its foot: where a piece of text is taken to stand
LOOSE = 4.0  # points that cells of one column may begin apart
LINED = 0.8  # share of the pieces that begin where a column does
APART = 0.6  # of the type's size between the words of two columns
LAST = 8.0  # sizes that a last row without a line below it may be high
CLOSE = 1.45  # sizes between the lines of a head
GAP = 2.0  # sizes between the lines of what stands below it
HEAD = 2.4  # sizes that a head without a line above it may be high
MIN_HEADS = 2
PADDING = 10.0  # points of a cell that are left empty at its sides
CAUTION = 1.2  # how much wider than told by counting letters a line may be
BODY = re.compile(r"(?:nämnd|förvaltning|utskott|kontor|enhet|chef|direktör|strateg|samordnare|ansvarig)(?:en|et|n)?$")
NAMES = frozenset({"Region", "Svenska", "Sveriges", "Svensk"})  # words that names begin with
DIVIDED = re.compile(r" ?\u2010(?=\s*$)")  # a hyphen that only the setting of the line has put there
HANGS = re.compile(r"(?:[-–,;:/(]|\b(?:och|samt|eller|för|av|i|på|med|till|från|om|inom|vid|att|som|en|ett|den|det|de)|\b[A-ZÅÄÖ]\w+s)$")


@dataclass(frozen=True, slots=True)
class Words:
    """A line of a cell. `right` is estimated."""

    text: str
    left: float
    right: float
    foot: float
    size: float
    bold: bool


def join_ruled(fragments: Sequence[Fragment], grids: Sequence[Grid]) -> list[Fragment]:
    """Replace what stands in each table by its rows, where the first piece of it stands."""
    out = list(fragments)
    for grid in grids:
        held = [(index, cell) for index, one in enumerate(out) if (cell := find_cell(grid, one)) is not None]
        texts = {cell: [out[index] for index, at in held if at == cell] for cell in {cell for _, cell in held}}
        if not is_table(grid, texts):
            continue
        inside = {index for index, _ in held}
        first, last = min(inside), max(inside)
        rows = [Fragment("\n", 0.0, 0.0, False), *write_rows(grid, texts)]
        rest = [one for index, one in enumerate(out[first : last + 1], first) if index not in inside and one.text.strip()]
        out = [*out[:first], *rows, *rest, *out[last + 1 :]]
    return out


def column_stacks(fragments: Sequence[Fragment], stacks: Sequence[Sequence[Rule]]) -> list[Grid]:
    """The grids of rows parted by level lines or shades alone: their columns begin where the words of the head do."""
    grids = []
    for stack in stacks:
        held = [one for one in fragments if one.text.strip() and stack[0].start - LOOSE <= one.x < stack[0].end]
        ys, at = [rule.at for rule in stack], 0
        while at < len(ys):
            rows, starts = gather_rows(held, ys, at)
            at += max(1, len(rows) - 2)
            if len(rows) > 2:
                columns = (min(stack[0].start, starts[0] - LOOSE), *(start - LOOSE for start in starts[1:]), stack[0].end + LOOSE)
                count = len(starts)
                grids.append(Grid(columns, tuple(rows), tuple(tuple(range(n * count, (n + 1) * count)) for n in range(len(rows) - 1))))
    return grids


def gather_rows(held: Sequence[Fragment], ys: Sequence[float], at: int) -> tuple[list[float], list[float]]:
    """(y of the lines between rows, where columns begin) of the table whose head stands on the line; no two rows where there is none."""
    size = max((one.size for one in held), default=0.0)
    above = take_band(held, min(ys[at] + HEAD * size, ys[at - 1] if at else float("inf")), ys[at])
    head = above[-1:]
    for one in reversed(above[:-1]):
        if one.y - head[-1].y > CLOSE * one.size:
            break
        head.append(one)
    starts = list_starts(head)
    rows = [max((one.y for one in head), default=0.0) + size, ys[at]]
    if len(starts) < MIN_HEADS:
        return [], []
    for foot in ys[at + 1 :]:
        if not is_row(take_band(held, rows[-1], foot), starts):
            break
        rows.append(foot)
    below = take_band(held, rows[-1], rows[-1] - LAST * size)
    end = next((one.y for one, after in pairwise(below) if one.y - after.y > GAP * one.size), below[-1].y if below else 0.0)
    last = [one for one in below if one.y >= end]
    if last and is_row(last, starts) and len({near(one, starts) for one in last} - {None}) >= MIN_HEADS:
        rows.append(end - INSIDE * size)  # no line below the last row
    return rows, starts


def take_band(held: Sequence[Fragment], top: float, foot: float) -> list[Fragment]:
    """The pieces between two heights, from the top down."""
    return sorted((one for one in held if foot <= one.y + INSIDE * one.size < top), key=lambda one: (-one.y, one.x))


def near(one: Fragment, starts: Sequence[float]) -> int | None:
    """The column that a piece begins in, if it begins where one does."""
    return next((column for column, start in enumerate(starts) if abs(one.x - start) <= LOOSE), None)


def is_row(band: Sequence[Fragment], starts: Sequence[float]) -> bool:
    """Do the lines of a band begin where columns do, not all of them in the first?"""
    begun = [
        one
        for one in band
        if not any(
            abs(one.y - other.y) < 1 and 0 < one.x - other.x <= (ADVANCE * CAUTION * len(other.text.strip()) + APART) * other.size
            for other in band
        )
    ]
    placed = [near(one, starts) for one in begun]
    return any(place for place in placed) and sum(place is not None for place in placed) >= LINED * len(begun)


def list_starts(head: Sequence[Fragment]) -> list[float]:
    """Where the words of a table's head begin, a column each."""
    starts: list[float] = []
    right = float("-inf")
    for one in sorted(head, key=lambda one: one.x):
        if one.x - right > APART * one.size and not any(abs(one.x - start) <= LOOSE for start in starts):
            starts.append(one.x)
        right = max(right, one.x + ADVANCE * one.size * len(one.text.strip()))
    return starts


def find_cell(grid: Grid, fragment: Fragment) -> int | None:
    """The cell that a piece of text stands in."""
    return grid.find_cell(fragment.x + 1, fragment.y + INSIDE * fragment.size) if fragment.text.strip() else None


def is_table(grid: Grid, texts: dict[int, list[Fragment]]) -> bool:
    """Do enough cells hold text, in several rows and columns?"""
    rows = sum(any(cell in texts for cell in row) for row in grid.cells)
    columns = sum(any(cell in texts for cell in column) for column in zip(*grid.cells, strict=True))
    count = len({cell for row in grid.cells for cell in row})
    if rows == 1 and columns > 1 and len(grid.cells) == 1:  # what a page break has left of a table, but no frame around prose
        return all(sum(len(one.text.split()) for one in pieces) <= MOST_WORDS for pieces in texts.values())
    return rows > 1 and columns > 1 and len(texts) >= MIN_CELLS and len(texts) >= MIN_FILLED * count


def write_rows(grid: Grid, texts: dict[int, list[Fragment]]) -> list[Fragment]:
    """A line of text for each row that holds any of its own."""
    words = {cell: join_cell(pieces, find_width(grid, cell)) for cell, pieces in texts.items()}
    kept = sorted({row.index(cell) for row in grid.cells for cell in row if cell in texts})  # a column without words is a space
    out = []
    for above, row in pairwise([(), *grid.cells]):
        pieces = [piece for cell in dict.fromkeys(row) if cell not in above for piece in texts.get(cell, ())]
        if not pieces:
            continue
        cells = [words.get(row[at], "").replace("|", "/") if row.index(row[at]) == at else "" for at in kept]
        top, size = max(piece.y for piece in pieces), min(piece.size for piece in pieces)
        out.append(Fragment(f"| {' | '.join(cells)} |\n", top, size, False, min(piece.x for piece in pieces)))
    return out


def find_width(grid: Grid, cell: int) -> float:
    """Points from the cell's left line to its right one."""
    row = next(row for row in grid.cells if cell in row)
    last = len(row) - 1 - row[::-1].index(cell)
    return grid.columns[last + 1] - grid.columns[row.index(cell)]


def join_cell(pieces: Sequence[Fragment], width: float) -> str:
    """The words of a cell on one line; paragraphs of it are parted."""
    lines: list[Words] = []
    for piece in pieces:
        text = " ".join(piece.text.split())
        right = piece.x + ADVANCE * piece.size * len(text)
        fresh = Words(piece.text.strip("\n"), piece.x, right, piece.y, piece.size, piece.bold)
        last = lines[-1] if lines else None
        if last is not None and abs(last.foot - piece.y) < 0.5 * max(last.size, piece.size):
            gap = " " if MARK.match(last.text.strip()) else ""
            lines[-1] = replace(last, text=last.text + gap + fresh.text, right=max(right, last.right), size=max(last.size, piece.size))
        else:
            lines.append(fresh)
    told = ""
    for at, line in enumerate(lines):
        text = " ".join(DIVIDED.sub("-", line.text).split())
        if at and was_ended(lines[at - 1], line, width):
            told = f"{told} {text}" if told[-1:] in ".:;,!?" else f"{told}; {text}"
        else:
            told = join_lines(told, text) if told else text
    return told


def was_ended(above: Words, below: Words, width: float) -> bool:
    """Was a line ended on purpose: the next begins large and its first word would have had room?"""
    text = below.text.strip()
    first = text.split(maxsplit=1)[0]
    if MARK.match(first):
        return True
    if not first[:1].isupper() or HANGS.search(above.text.rstrip()):
        return False
    word, knows = first.rstrip("-\u2010,;"), load_lexicon().knows
    if (BODY.search(word) or BODY.search(above.text.rstrip(" .,"))) and word not in NAMES:
        return True
    common = word[1:].islower() and word not in NAMES and (knows(word.lower()) or (word != first and knows(word.lower().removesuffix("s"))))
    caution = 1.0 if common else CAUTION  # a common word with a capital begins something; a name may stand anywhere
    room = width - PADDING - caution * (above.right - above.left)
    return caution * ADVANCE * below.size * (len(first) + 1) < room
