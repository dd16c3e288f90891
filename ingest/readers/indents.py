"""Lines with their places -> the same lines, with a bullet before list items whose bullets are drawn, not written.

In: the printed lines of one page. Out: lines; the items of an indented run are marked "•". A run counts as a list when it holds two
items at least, or one below a lead, and gaps or other lines close it. Knows nothing of PDF or outlines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.structure.wording import hangs

NEAREST, FARTHEST = 8.0, 90.0  # points that lists are indented by, nested ones too
SAME = 2.0  # points; lines begin at one place if no more parts them
ROOM = 0.85  # share of the column's longest line: a shorter one was ended on purpose
FITS = 1.08  # the same before a capital, which within a sentence only names have
LETTER = 0.45  # width of an average letter as a share of the type's size
MAX_ITEM = 45  # words; longer ones are a quotation
LABEL = re.compile(r"[A-ZÅÄÖ][\w/ ]{2,24}:\s")  # "Ansvarig: ...": lines of a box, not of a list
JOINING = re.compile(r"(?:och|eller|samt|av|som|med|för|på|till|från)\s")  # hardly an item's first word
MARKED = re.compile(r"^(?:[•·▪◦‣●○■□➢✓*–—-]|[eo]\s|\(?(?:\d{1,3}|[a-zåäö])[.)]|\d+(?:\.\d+)*\s|[¹²³⁴⁵⁶⁷⁸⁹⁰#|§])")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text with raised digits marked, and how it is set. `x` and `y` in points, y growing upwards."""

    text: str
    y: float
    size: float
    bold: bool
    x: float = 0.0
    italic: bool = False


def mark_items(lines: Sequence[Line]) -> list[Line]:
    """Put a bullet before each item that an indent alone tells."""
    margins = find_margins(lines)
    out = list(lines)
    at = 0
    while at < len(out):
        end = at
        while end < len(out) and is_indented(out[end], margins) and (end == at or below(out[end - 1], out[end])):
            end += 1
        items = find_items(out, at, end, measure_room(out, margins, out[at])) if end > at else []
        before = next((line.text.strip() for line in reversed(out[:at]) if line.text.strip()), "")
        after = out[end] if end < len(out) else None
        closed = after is None or not after.text.strip() or not below(out[end - 1], after) or after.size != out[at].size
        labels = sum(bool(LABEL.match(out[index].text.strip())) for index in items)
        if items and closed and 2 * labels <= len(items) and (len(items) > 1 or before.endswith(":")):
            for index in items:
                depth = round((out[index].x - out[items[0]].x) / NEAREST) > 0
                out[index] = replace(out[index], text="  " * depth + "• " + out[index].text.strip())
        at = max(end, at + 1)
    return out


def find_margins(lines: Sequence[Line]) -> list[float]:
    """Where the columns of running text begin."""
    letters: Counter[int] = Counter()
    for line in lines:
        if line.text.strip():
            letters[round(line.x)] += len(line.text)
    total = sum(letters.values())
    margins: list[float] = []
    for x in sorted(letters):
        if letters[x] >= 0.12 * total and all(x - margin > FARTHEST for margin in margins):
            margins.append(x)
    return margins


def is_indented(line: Line, margins: Sequence[float]) -> bool:
    """Does the line begin to the right of its column's margin, without a mark of its own?"""
    text = line.text.strip()
    beside = any(NEAREST <= line.x - margin <= FARTHEST for margin in margins)
    return bool(text) and beside and not MARKED.match(text) and not line.bold


def below(above: Line, line: Line) -> bool:
    """Is the line the next one down, set alike?"""
    return abs(above.size - line.size) < 0.2 and 0 < above.y - line.y < 2 * line.size


def measure_room(lines: Sequence[Line], margins: Sequence[float], item: Line) -> float:
    """Letters that a line of the list holds: as many as its column's longest line, less the indent."""
    margin = max((m for m in margins if m < item.x), default=item.x)
    own = [len(line.text.strip()) for line in lines if abs(line.x - margin) <= SAME and abs(line.size - item.size) < 0.2]
    return max(own, default=0) - (item.x - margin) / max(LETTER * item.size, 1)


def find_items(lines: Sequence[Line], first: int, end: int, width: float) -> list[int]:
    """Indices of the lines that begin an item; none where the run is no list."""
    items = [first]
    for index in range(first + 1, end):
        before, line = lines[index - 1], lines[index]
        longest = max(width, *(len(other.text.strip()) for other in lines[first:end] if abs(other.x - before.x) <= SAME))
        taken = len(before.text.strip()) + 1 + len(line.text.split(maxsplit=1)[0])
        # "... Ansvar:", and who it is below; "... i samarbete" over "med regionen"
        leads = before.text.rstrip().endswith(":") or hangs(before.text) or bool(JOINING.match(line.text.strip()))
        capital = line.text.strip()[:1].isupper() and not leads
        room = taken < (FITS if capital else ROOM) * longest and not leads
        nested = abs(line.x - before.x) > SAME
        finished = before.text.rstrip().endswith((".", ";")) and line.text.strip()[:1].isupper()
        if room or (nested and not hangs(before.text)) or finished:
            items.append(index)
    bounds = [*items, end]
    sizes = [sum(len(line.text.split()) for line in lines[a:b]) for a, b in pairwise(bounds)]
    return items if max(sizes) <= MAX_ITEM else []
