"""A section with a quote in it, ready to show: beside an answer, or at its own lasting address.

In: the desk and a place ("anchor@start-end"). Out: a `Source` with the text cut into runs. Knows nothing of requests or templates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from api.desk_choices import Desk
from api.page.reading import Group, Reading, Run, list_readings, read_clean, read_scanned
from api.payloads import Row

SHOWN_READINGS = 40  # more are not gone through by hand, and would weigh more than the text
PLACE = re.compile(r"^(?P<anchor>[^@]{1,600})(?:@(?P<start>\d{1,9})-(?P<end>\d{1,9}))?$")


@dataclass(frozen=True, slots=True)
class Place:
    """A section, and a quote in it."""

    anchor: str
    quote: tuple[int, int] | None = None

    def __str__(self) -> str:
        """As the form carries it."""
        return f"{self.anchor}@{self.quote[0]}-{self.quote[1]}" if self.quote else self.anchor


@dataclass(frozen=True, slots=True)
class Source:
    """What is shown of a section."""

    place: Place
    section: Row
    document: Row
    groups: tuple[Group, ...]  # the repaired text; empty when the scanned one is shown
    scan: tuple[Run, ...]
    scanned: bool
    children: tuple[Row, ...]  # outline nodes right under this one, shown when the section has no text of its own
    crumbs: tuple[tuple[str, str | None], ...]  # heading and anchor, from the document's first down to this one
    readings: tuple[Reading, ...] = ()  # repaired and doubtful words, doubtful first; SHOWN_READINGS at most
    all_readings: int = 0
    shown: str = ""  # the quote's own words
    repaired: bool = False  # the quote holds repaired words


def parse_place(text: str) -> Place:
    """ "anchor@start-end" or "anchor"; anything else is looked up as an anchor, and will be unknown."""
    found = PLACE.match(text)
    if not found:
        return Place(text[:600])
    start, end = found["start"], found["end"]
    return Place(found["anchor"], (int(start), int(end)) if start and int(start) < int(end) else None)


def read_source(desk: Desk, place: Place, *, scanned: bool) -> Source:
    """Fetch and cut the section (Unknown, Withdrawn)."""
    start, end = place.quote or (None, None)
    section = desk.section(place.anchor, start, end)
    document = desk.document(section["document"]["id"])
    nodes = trail(document["outline"], place.anchor)
    children = tuple(nodes[-1]["children"]) if nodes else ()
    readings = list_readings(section)
    left, right = place.quote or (0, 0)
    return Source(
        place=place,
        section=section,
        document=document,
        groups=() if scanned else read_clean(section, place.quote),
        scan=read_scanned(section, section["source_ranges"] if place.quote else ()) if scanned else (),
        scanned=scanned,
        children=children,
        crumbs=crumbs(section, nodes),
        readings=readings[:SHOWN_READINGS],
        all_readings=len(readings),
        shown=section["text"][left:right],
        repaired=any(one.repaired and one.start < right and left < one.end for one in readings),
    )


def trail(outline: list[Row], anchor: str) -> list[Row]:
    """The outline nodes from the root down to the anchor; empty when it is not in the outline (a note)."""
    for node in outline:
        if node["anchor"] == anchor:
            return [node]
        below = trail(node["children"], anchor)
        if below:
            return [node, *below]
    return []


def crumbs(section: Row, nodes: list[Row]) -> tuple[tuple[str, str | None], ...]:
    """The path with the anchors of its headings; a note has its path without links."""
    if not nodes:
        return tuple((heading, None) for heading in section["path"])
    return tuple((node["heading"], node["anchor"]) for node in nodes)
