"""Rows of the registers and the passages -> the same rows with the page that their quote begins on.

In: rows as read out of sections, and the passages of the same sections. Out: the rows with the page of the passage they begin in, as a
citation of the same words has it: a section may run over several pages. Knows nothing of how rows or passages are made.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.records import Passage, Responsibility


def place_rows(rows: Iterable[Responsibility], passages: Sequence[Passage]) -> tuple[Responsibility, ...]:
    """Each row on the page where it stands; one that lies in no passage keeps its section's page."""
    homes: dict[str, list[Passage]] = {}
    for passage in sorted(passages, key=lambda one: one.start):
        homes.setdefault(passage.anchor, []).append(passage)
    return tuple(place_row(row, homes.get(row.anchor, [])) for row in rows)


def place_row(row: Responsibility, passages: Sequence[Passage]) -> Responsibility:
    """A row and the passages of its section, by where they start."""
    at = bisect_right([passage.start for passage in passages], row.start) - 1
    if at < 0 or row.start >= passages[at].end:
        return row
    return replace(row, page_number=passages[at].page_number, page_label=passages[at].page_label)
