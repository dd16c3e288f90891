"""Events with days -> where each stands in a picture of the years: lanes, bars, marks and the line for today.

In: a timeline's dated events. Out: numbers in the picture's own units, for a template to draw. Knows nothing of HTML or of where the
events come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.registers.timeline import Event

WIDTH = 960
LEFT, RIGHT = 24, 24  # margins
TOP = 44  # room for years and today
MARK = 12  # radius: a mark is 24 units across, as large as a fingertip must have
STEP = 2 * MARK + 4  # between marks side by side, and between rows of marks
TITLE = 24  # height of a lane's title
BAR = 12
GAP = 14  # below a lane
MOST_YEARS = 40  # a picture of more shows nothing


@dataclass(frozen=True, slots=True)
class Mark:
    """One event: a numbered disc."""

    number: int  # of its row in the table
    x: float
    y: float
    event: Event
    past: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """When a document holds."""

    x: float
    width: float
    y: float


@dataclass(frozen=True, slots=True)
class Lane:
    """One document."""

    title: str
    y: float  # of the title's foot
    bar: Bar | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture."""

    height: float
    years: tuple[tuple[int, float], ...]  # year and where it begins
    today: float | None  # x; None when it lies outside
    lanes: tuple[Lane, ...]
    left_out: int  # events from before its first year


@dataclass(frozen=True, slots=True)
class Scale:
    """Days -> x."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Where a day stands."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def draw_timeline(events: Sequence[Event], today: date) -> Drawing | None:
    """The picture of events numbered from 1 in their order; None when there are none."""
    days = [event.last for event in events if event.last]
    if not days:
        return None
    scale = make_scale(events, today)
    lanes: list[Lane] = []
    y = float(TOP)
    numbered = [(number, event) for number, event in enumerate(events, start=1) if event.last and event.last >= scale.first]
    for name in dict.fromkeys(event.document.id for event in events):
        mine = [(number, event) for number, event in numbered if event.document.id == name]
        if mine:
            lane, y = draw_lane(mine, scale, y, today)
            lanes.append(lane)
    year_places = [(year, scale.place(date(year, 1, 1))) for year in range(scale.first.year, scale.last.year)]
    return Drawing(
        y, thin(year_places), scale.place(today) if scale.first <= today <= scale.last else None, tuple(lanes), len(events) - len(numbered)
    )


def make_scale(events: Sequence[Event], today: date) -> Scale:
    """From the first year that a document is dated or holds in, at the latest last year, to the last year named."""
    own = [event.first for event in events if event.kind in ("dated", "valid") and event.first]
    named = [event.last for event in events if event.last]
    last = max(*named, today).year
    first = max(min([*own, min(*named, today) if not own else today]).year, last - MOST_YEARS)
    return Scale(date(min(first, today.year - 1), 1, 1), date(last + 1, 1, 1))


def thin(years: list[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    """Every year, or every so many when they would touch."""
    step = 1 + len(years) // 16
    return tuple(years[::step])


def draw_lane(events: Sequence[tuple[int, Event]], scale: Scale, y: float, today: date) -> tuple[Lane, float]:
    """A document's title, its bar and its marks; and where the next lane begins."""
    title_y = y + TITLE - 6
    valid = next((event for _, event in events if event.kind == "valid" and event.first and event.last), None)
    y += TITLE
    bar = None
    if valid and valid.first and valid.last:
        x = scale.place(max(valid.first, scale.first))
        bar = Bar(x, max(scale.place(valid.last) - x, 4), y)
    y += BAR + 6
    marks = stack_marks([(number, event) for number, event in events if event.last], scale, y + MARK, today)
    rows = len({mark.y for mark in marks})
    return Lane(events[0][1].document.title, title_y, bar, tuple(marks)), y + rows * STEP + GAP


def stack_marks(events: Sequence[tuple[int, Event]], scale: Scale, y: float, today: date) -> list[Mark]:
    """Marks beside each other where there is room, else in the next row."""
    marks: list[Mark] = []
    ends: list[float] = []  # of each row, x of its last mark
    for number, event in events:
        last = event.last or today
        x = min(max(scale.place(last), LEFT), WIDTH - RIGHT)
        row = next((at for at, end in enumerate(ends) if x - end >= STEP), len(ends))
        ends[row : row + 1] = [x]
        marks.append(Mark(number, x, y + row * STEP, event, last < today))
    return marks
