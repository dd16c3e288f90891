"""Tables of crosses -> duties: a row for what is done, a column for each who does it or each year, a mark where they meet.

In: the rows of a table with their cells. Out: who has a mark, with the verb of its letter, and when. Letters are read as in tables of
responsibility (R does, A answers, H answers foremost, M takes part). Knows marks; knows nothing of sections or sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from ingest.registers.actors import read_actors
from ingest.registers.duty_values import lower_role
from ingest.registers.times import MONTHS, YEARS
from ingest.registers.verbs import tokenize

CROSS = re.compile(r"[xX×✓✔✗•●■☒☑√]")
LETTERS = {"a": "ansvara", "h": "ansvara", "r": "genomföra", "u": "genomföra", "m": "delta", "d": "delta", "s": "stödja"}
SILENT = frozenset("cik")  # is asked or told: nothing that one does
MARK = re.compile(rf"(?:{CROSS.pattern}|\(?[AHRUMDSCIKahrumdscik](?:\s?[/,+&]\s?[AHRUMDSCIK])*\)?)")
NOTHING = re.compile(r"[-–—]?")
TIME_HEAD = re.compile(
    rf"(?:år )?(?:{YEARS}|(?:kv(?:artal)?|q|tertial|t)\.? ?[1-4](?: {YEARS})?|[vh]t ?-?(?:\d\d)?(?:\d\d)?|{MONTHS})\.?", re.I
)
MIN_MARKED = 2  # columns of marks, or a cross is only a sign of something done
YEAR = re.compile(r"(?:19|20)\d\d")


def find_marked(rows: Sequence[Sequence[str]]) -> list[int]:
    """The columns that hold nothing but marks, some at least; several, or none."""
    width = max(map(len, rows))
    columns = [[row[at].strip() for row in rows[1:] if at < len(row)] for at in range(width)]
    marked = [
        at
        for at, cells in enumerate(columns)
        if any(MARK.fullmatch(cell) for cell in cells) and all(MARK.fullmatch(cell) or NOTHING.fullmatch(cell) for cell in cells)
    ]
    return marked if len(marked) >= MIN_MARKED else []


def read_doers(heads: Sequence[str], marked: Sequence[int], cells: Sequence[str], names: Set[str]) -> list[tuple[str, str]]:
    """(who, verb) of each mark of a row below one who acts."""
    found = []
    for at in marked:
        cell, head = (cells[at].strip() if at < len(cells) else ""), heads[at].strip(" *:") if at < len(heads) else ""
        verb = read_mark(cell)
        if verb is not None and is_someone(head, names):
            found.append((lower_role(head), verb))
    return found


def read_mark(cell: str) -> str | None:
    """The verb that a mark stands for; None for none."""
    if CROSS.fullmatch(cell):
        return "ansvara"
    letters = [letter for letter in cell.lower() if letter.isalpha()] if MARK.fullmatch(cell) else []
    return next((LETTERS[letter] for letter in sorted(letters) if letter in LETTERS), None)


def is_someone(head: str, names: Set[str]) -> bool:
    """Does a column's head name one who acts: a body, an office, an abbreviation?"""
    tokens = tokenize(head, (0, len(head)))
    actors, end = read_actors(tokens, 0, len(tokens), names, post=True)
    return (
        bool(tokens)
        and not TIME_HEAD.fullmatch(head)
        and ((bool(actors) and end == len(tokens)) or re.fullmatch(r"[A-ZÅÄÖ]{2,6}", head) is not None)
    )


def read_times(heads: Sequence[str], marked: Sequence[int], cells: Sequence[str]) -> str | None:
    """When, by the crosses of a row below times: "2026", "2027–2028"."""
    told = [heads[at].strip(" *:") for at in marked if at < min(len(cells), len(heads)) and CROSS.fullmatch(cells[at].strip())]
    told = [head for head in told if TIME_HEAD.fullmatch(head)]
    if len(told) > 1 and all(YEAR.fullmatch(head) for head in told) and all(int(b) - int(a) == 1 for a, b in pairwise(told)):
        return f"{told[0]}–{told[-1]}"
    return ", ".join(told) or None
