"""Tables as they stand in a section's text, a row a line -> the rows of one, its column heads, and what a row tells with them.

In: a section's text and a place in it. Out: spans of rows, the head, units and counts. Of questions it knows the things counted.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.checks.support import CELL
from assistant.question.words import Word, fold, match_word, terms_of
from corpus.records import Span

SHORT_CELL = 6  # words; a column is headed by no more
FEWEST = 3  # columns of a table whose first row heads it; of two columns the first row may as well be one of the others
KEPT_TABLES = 10_000
SAYS = 0.7  # how well a label must say what is counted
FIGURE = re.compile(r"^(?:ca |cirka |högst |minst |omkring )?\d[\d  .,]*(?:–\d+)?\W*$")  # a cell that is a number without a unit
UNIT = re.compile(r"\b(?:tkr|mkr|mnkr|kkr|kr|kronor|miljoner kronor|procent)\b|%")
COSTS = re.compile(r"\b(?:kostnad\w*|budget\w*|belopp\w*|anslag\w*|medel|pris\w*|finansiering\w*)\b")
SHARES = re.compile(r"\b(?:andel\w*)\b")
TIMES = re.compile(
    r"\b(?:(?P<unit>dagar|dygn|veckor|manader|timmar|minuter|ar) (?:fran|till|i|per|efter|for|mellan)|"
    r"i (?P<other>dagar|veckor|manader|ar)\b)"
)


@lru_cache(maxsize=KEPT_TABLES)
def find_rows(text: str, start: int) -> tuple[Span, ...]:
    """The rows of the table that the line at this place belongs to, in order; () when it is no row."""
    first = text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0
    last = text.find("\n\n", start)
    block = text[first : last if last >= 0 else len(text)]
    lines = [found.span() for found in re.finditer(r"[^\n]+", block)]
    at = next((place for place, (one, other) in enumerate(lines) if first + one <= start < first + other), None)
    if at is None or CELL not in block[slice(*lines[at])]:
        return ()
    top = bottom = at
    while top > 0 and CELL in block[slice(*lines[top - 1])]:
        top -= 1
    while bottom + 1 < len(lines) and CELL in block[slice(*lines[bottom + 1])]:
        bottom += 1
    return tuple((first + one, first + other) for one, other in lines[top : bottom + 1])


def find_head(text: str, start: int) -> Span | None:
    """The row that heads the table of the row at this place; None when it has none, and for no row."""
    rows = find_rows(text, start)
    if len(rows) < 2:
        return None
    head, second = (text[slice(*row)].split(CELL) for row in rows[:2])
    columns = max(len(head), len(second))
    short = all(len(cell.split()) <= SHORT_CELL and not cell.rstrip().endswith(".") for cell in head)
    return rows[0] if columns >= FEWEST and len(head) >= columns - 1 and short and len(set(head)) == len(head) else None


def is_head(text: str, start: int) -> bool:
    """Whether the line at this place heads a table: it tells nothing by itself."""
    head = find_head(text, start)
    return head is not None and head[0] <= start < head[1]


def head_text(text: str, start: int) -> str:
    """The words of the head of the table of the row at this place; "" for the head itself, and where there is none."""
    head = find_head(text, start)
    return text[slice(*head)] if head and not head[0] <= start < head[1] else ""


def pair_cells(row: str, head: str) -> list[tuple[str, str]]:
    """Each cell of a row with what heads its column; "" where the corner is empty or the columns are not told."""
    cells, heads = row.split(CELL), head.split(CELL)
    if len(heads) == len(cells) - 1:
        heads = ["", *heads]
    return list(zip(cells, heads, strict=True)) if len(cells) == len(heads) else [(cell, "") for cell in cells]


def give_units(row: str, head: str) -> str:
    """A table's row with the unit of each number, as its column or its label gives it.

    "Gångväg | 6 800" under "Åtgärd | Budget (tkr)" is "… 6 800 tkr"; "Dagar från ansökan till beslut | 74" is "… | 74 dagar".
    """
    pairs = pair_cells(row, head)
    label = next((unit for cell, _ in pairs if (unit := find_time(cell))), "")
    return CELL.join(
        f"{cell} {find_unit(one) or label * bool(FIGURE.match(cell))}".strip() if re.search(r"\d\W*$", cell) else cell
        for cell, one in pairs
    )


def find_unit(head: str) -> str:
    """The unit of a column by its head: "Budget (tkr)" and "Kostnad" are in money, "Andel" in per cent; "" for others."""
    folded = fold(head)
    unit = UNIT.search(folded)
    if unit:
        return unit.group()
    return "kronor" if COSTS.search(folded) else "procent" if SHARES.search(folded) else ""


def find_time(label: str) -> str:
    """The unit of time that a label counts in: "Dagar från ansökan till beslut", "Väntetid i månader"; "" for others."""
    found = TIMES.search(fold(label))
    return (found["unit"] or found["other"]) if found else ""


def counts_cells(row: str, head: str, things: tuple[Word, ...]) -> bool:
    """Whether a row counts one of these things: its label, or the head of a column with a number, says it."""
    pairs = pair_cells(row, head)
    figures = [one for cell, one in pairs if FIGURE.match(cell)]
    said = [terms_of(text) for text in (*figures, *(cell for cell, _ in pairs if not FIGURE.match(cell)))]
    return bool(figures) and any(match_word(thing, terms) >= SAYS for thing in things for terms in said)
