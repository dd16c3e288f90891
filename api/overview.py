"""Areas and references of the plans -> what an overview shows: focus area by *gäller för*, and what is pointed at.

In: rows of the contract. Out: records for a template. Knows nothing of HTML, stores or requests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.payloads import Row
from corpus.folding import fold, list_words

MOST_GROUPS = 8  # columns; the rest share one


@dataclass(frozen=True, slots=True)
class FocusRow:
    """A focus area and its areas by column."""

    name: str
    subtitle: str | None
    cells: tuple[tuple[Row, ...], ...]  # one for each of the matrix's groups

    @property
    def total(self) -> int:
        """How many areas it has."""
        return sum(len(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The areas of one plan."""

    document: Row
    groups: tuple[str, ...]  # "" for those that apply to no group of their own
    rows: tuple[FocusRow, ...]

    @property
    def total(self) -> int:
        """How many areas it has."""
        return sum(row.total for row in self.rows)


@dataclass(frozen=True, slots=True)
class Target:
    """What the plans point at, and where they do."""

    name: str
    document_id: str | None  # when it is here
    rows: tuple[Row, ...]


def make_matrices(areas: Sequence[Row]) -> tuple[Matrix, ...]:
    """One for each plan, in the areas' order."""
    plans: dict[str, list[Row]] = {}
    for area in areas:
        plans.setdefault(area["document"]["id"], []).append(area)
    return tuple(make_matrix(rows) for rows in plans.values())


def make_matrix(areas: Sequence[Row]) -> Matrix:
    """Focus areas down, groups across; both in the plan's order."""
    groups = list(dict.fromkeys(area["group"] or "" for area in areas))
    shown = tuple(groups) if len(groups) <= MOST_GROUPS else ("",)
    focuses: dict[str, list[Row]] = {}
    for area in areas:
        focuses.setdefault(area["focus_area"], []).append(area)
    rows = tuple(
        FocusRow(
            name,
            mine[0]["subtitle"],
            tuple(tuple(area for area in mine if shown == ("",) or (area["group"] or "") == group) for group in shown),
        )
        for name, mine in focuses.items()
    )
    return Matrix(areas[0]["document"], shown, rows)


def group_references(rows: Sequence[Row]) -> tuple[Target, ...]:
    """References by what they point at: those that are here first, then the most pointed at, then by name."""
    targets: dict[str, list[Row]] = {}
    for row in rows:
        key = row["document_id"] or " ".join(fold(word) for word in list_words(row["target"]))
        targets.setdefault(key, []).append(row)
    made = [Target(name_target(mine), mine[0]["document_id"], tuple(mine)) for mine in targets.values()]
    return tuple(sorted(made, key=lambda one: (one.document_id is None, -len(one.rows), one.name.casefold())))


def name_target(rows: Sequence[Row]) -> str:
    """The name used most; the first of equals."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["target"]] = counts.get(row["target"], 0) + 1
    return max(counts, key=lambda name: counts[name])


def count_by_document(rows: Sequence[Row]) -> Mapping[str, int]:
    """Document id -> how many of the rows are its own."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["document"]["id"]] = counts.get(row["document"]["id"], 0) + 1
    return counts
