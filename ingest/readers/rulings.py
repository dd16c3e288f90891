"""Lines drawn on a page -> the grids of its tables: which cells there are, also those that reach over several rows or columns.

In: a page's drawing operators, one by one, with their matrices. Out: grids in points. A line is a stroke along an axis or a painted box
as thin as one. Knows PDF's path operators (ISO 32000-1, 8.5). Knows nothing of text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

THIN = 3.0  # points: a box no thicker than this is a line
NEAR = 3.0  # points that lines which meet may miss each other by
SHORTEST = 5.0  # points; shorter ones are marks and letters
LOWEST, HIGHEST = 8.0, 250.0  # points that a painted row is high
MIN_STACK = 2  # lines: below the head, and below a row
MOST = 6_000  # lines of a page: more are a drawing or a map
FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
STROKES = frozenset({b"S", b"s", b"B", b"B*", b"b", b"b*"})
CLOSES = frozenset({b"s", b"b", b"b*", b"h"})
Point = tuple[float, float]
Matrix = Sequence[float]


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A line along an axis: `at` is its place across, [start, end] along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table. Each place (row, column) of the finest grid has the number of the cell it belongs to."""

    columns: tuple[float, ...]  # x of the lines between columns, from the left
    rows: tuple[float, ...]  # y of the lines between rows, from the top down
    cells: tuple[tuple[int, ...], ...]

    def find_cell(self, x: float, y: float) -> int | None:
        """The cell that a point lies in."""
        row = next((index for index, (top, foot) in enumerate(pairwise(self.rows)) if foot <= y < top), None)
        column = next((index for index, (left, right) in enumerate(pairwise(self.columns)) if left <= x < right), None)
        return None if row is None or column is None else self.cells[row][column]


@dataclass(slots=True)
class Drawing:
    """What is drawn on one page, as it is gone through."""

    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    shades: list[Rule] = field(default_factory=list)  # upper and lower edges of painted boxes that may lie behind rows
    paths: list[list[Point]] = field(default_factory=list)

    def see(self, operator: bytes, operands: Any, matrix: Matrix, _text: Matrix) -> None:
        """Called by pypdf before each operator, with the current matrix."""
        if operator == b"re" and len(operands) == 4:
            x, y, width, height = map(float, operands)
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
            self.paths.append([place(corner, matrix) for corner in corners])
        elif operator == b"m" and len(operands) == 2:
            self.paths.append([place((float(operands[0]), float(operands[1])), matrix)])
        elif operator == b"l" and len(operands) == 2 and self.paths:
            self.paths[-1].append(place((float(operands[0]), float(operands[1])), matrix))
        elif operator in {b"c", b"v", b"y"}:
            self.paths.append([])  # what is round is no line
        elif operator == b"h" or operator in FILLS or operator in STROKES or operator == b"n":
            self.paint(operator)

    def paint(self, operator: bytes) -> None:
        """Keep the lines of the path that ends, or close it."""
        if operator in CLOSES:
            self.paths = [[*path, *path[:1]] for path in self.paths]
        if operator == b"h":
            return
        if len(self.level) + len(self.upright) < MOST:
            for path in self.paths if operator != b"n" else ():
                self.keep_path(path, stroked=operator in STROKES)
        self.paths = []

    def keep_path(self, path: Sequence[Point], *, stroked: bool) -> None:
        """The line that a thin painted path is; or the edges of a stroked one."""
        if len(path) < 2:
            return
        left, right = min(x for x, _ in path), max(x for x, _ in path)
        foot, top = min(y for _, y in path), max(y for _, y in path)
        if min(right - left, top - foot) <= THIN:
            self.keep_line((left, foot), (right, top))
        elif not stroked and LOWEST <= top - foot <= HIGHEST:
            self.shades += [Rule(foot, left, right), Rule(top, left, right)]
        elif stroked:
            for one, other in pairwise(path):
                if min(abs(one[0] - other[0]), abs(one[1] - other[1])) <= 1:
                    self.keep_line(one, other)

    def keep_line(self, one: Point, other: Point) -> None:
        """A line from one point to another, along the axis that it is longer in."""
        (left, right), (foot, top) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        if max(right - left, top - foot) < SHORTEST:
            return
        if right - left > top - foot:
            self.level.append(Rule((foot + top) / 2, left, right))
        else:
            self.upright.append(Rule((left + right) / 2, foot, top))


def place(point: Point, matrix: Matrix) -> Point:
    """The point on the page."""
    x, y = point
    return (matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5])


def find_grids(drawing: Drawing) -> list[Grid]:
    """The grids of the page, each of lines that touch."""
    level, upright = join_rules(drawing.level), join_rules(drawing.upright)
    grids = [make_grid(rows, columns) for rows, columns in group_rules(level, upright)]
    return [grid for grid in grids if grid is not None]


def find_stacks(drawing: Drawing) -> list[list[Rule]]:
    """Level lines and edges as wide as each other with nothing upright between, from the top down: of tables without column lines."""
    upright = join_rules(drawing.upright)
    loose = [rule for rule in join_rules([*drawing.level, *drawing.shades]) if not any(touch(rule, other) for other in upright)]
    stacks: dict[tuple[int, int], list[Rule]] = {}
    for rule in sorted(loose, reverse=True):
        key = next((one for one in stacks if abs(one[0] - rule.start) <= NEAR and abs(one[1] - rule.end) <= NEAR), None)
        stacks.setdefault(key or (round(rule.start), round(rule.end)), []).append(rule)
    return [stack for stack in stacks.values() if len(stack) >= MIN_STACK]


def join_rules(rules: Sequence[Rule]) -> list[Rule]:
    """Lines in one line that touch, as one; those that lie close beside each other take the same place."""
    out: list[Rule] = []
    for group in cluster(sorted(rules)):
        at = sum(rule.at for rule in group) / len(group)
        start, end = None, 0.0
        for rule in sorted(group, key=lambda rule: rule.start):
            if start is None or rule.start > end + NEAR:
                if start is not None:
                    out.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        out.append(Rule(at, start or 0.0, end))
    return out


def cluster(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Lines in the order of their place, in groups of those that lie close."""
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > NEAR:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def group_rules(level: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Level and upright lines that touch each other, directly or through others."""
    left = set(range(len(upright)))
    rest = set(range(len(level)))
    while left:
        columns, rows, waiting = set(), set(), [min(left)]
        left.discard(waiting[0])
        while waiting:
            index = waiting.pop()
            columns.add(index)
            touched = {row for row in rest if touch(level[row], upright[index])}
            rest -= touched
            rows |= touched
            reached = {column for column in left if any(touch(level[row], upright[column]) for row in touched)}
            left -= reached
            waiting += sorted(reached)
        yield [level[row] for row in sorted(rows)], [upright[column] for column in sorted(columns)]


def touch(level: Rule, upright: Rule) -> bool:
    """Do a level and an upright line meet?"""
    return level.start - NEAR <= upright.at <= level.end + NEAR and upright.start - NEAR <= level.at <= upright.end + NEAR


def make_grid(level: Sequence[Rule], upright: Sequence[Rule]) -> Grid | None:
    """The grid of lines that touch, with cells where no line parts them; None where there are no two columns."""
    if not level or not upright:
        return None
    columns = find_places([rule.at for rule in upright], [end for rule in level for end in (rule.start, rule.end)])
    rows = find_places([rule.at for rule in level], [end for rule in upright for end in (rule.start, rule.end)])[::-1]
    if len(columns) < 3 or len(rows) < 2:
        return None
    numbers: dict[tuple[int, int], int] = {}
    for row, (top, foot) in enumerate(pairwise(rows)):
        for column, (left, right) in enumerate(pairwise(columns)):
            above, before = numbers.get((row - 1, column)), numbers.get((row, column - 1))
            if above is not None and not covers(level, top, (left + right) / 2):
                numbers[row, column] = above
            elif before is not None and not covers(upright, left, (top + foot) / 2):
                numbers[row, column] = before
            else:
                numbers[row, column] = len(numbers)
    count = len(columns) - 1
    return Grid(tuple(columns), tuple(rows), tuple(tuple(numbers[row, at] for at in range(count)) for row in range(len(rows) - 1)))


def find_places(places: Sequence[float], ends: Sequence[float]) -> list[float]:
    """The places of lines in order, and the outer ends of those across them, where no line is drawn around the table."""
    return [place for before, place in pairwise([float("-inf"), *sorted({*places, min(ends), max(ends)})]) if place - before > NEAR]


def covers(rules: Sequence[Rule], at: float, along: float) -> bool:
    """Does a line lie at the place, where it is asked for?"""
    return any(abs(rule.at - at) <= NEAR and rule.start - NEAR <= along <= rule.end + NEAR for rule in rules)
