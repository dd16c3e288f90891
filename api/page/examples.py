"""Documents -> questions to begin with, made of what their registers hold.

In: the desk. Out: a few Swedish questions of different kinds, of different documents first. Knows no document by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from api.desk_choices import AreaChoice, Desk, DutyChoice
from api.payloads import Row

EXAMPLES = 4
TOPICS = 2  # of them about focus areas; the rest about who does what and when
TOPIC_CHARS = 60  # a longer heading is no example to read
ACTOR_WORDS = 3
SCANNED_ROWS = 200
NUMBERED = re.compile(r"^(?:\w+ )?\d+(?:\.\d+)*[.:)]?\s+")  # "Mål 2. ", "3.1 "


def examples(desk: Desk) -> list[str]:
    """At most EXAMPLES questions; fewer where the registers are empty."""
    clear = {document["id"] for document in desk.documents() if document["text_quality"] in ("good", "empty")}
    topics = list(ask_topics(_prefer(desk.areas(AreaChoice(limit=SCANNED_ROWS)), clear)))
    duties = _prefer(desk.responsibilities(DutyChoice(limit=SCANNED_ROWS)), clear)
    others = list(dict.fromkeys([*ask_actors(duties), *ask_times(duties)]))
    chosen = [*topics[: max(TOPICS, EXAMPLES - len(others))], *others]
    return chosen[:EXAMPLES]


def _prefer(rows: list[Row], clear: set[str]) -> list[Row]:
    """The rows of documents that read well, where there are any."""
    return [row for row in rows if row["document"]["id"] in clear] or rows


def ask_topics(areas: Iterable[Row]) -> Iterator[str]:
    """About focus areas, one document after the other."""
    by_document: dict[str, dict[str, None]] = {}
    for area in areas:
        by_document.setdefault(area["document"]["id"], {})[name_topic(area["focus_area"])] = None
    rounds = zip_longest(*by_document.values())
    for topic in dict.fromkeys(topic for one_each in rounds for topic in one_each if topic and len(topic) <= TOPIC_CHARS):
        yield f"Vad säger planerna om {topic}?"


def ask_actors(duties: Iterable[Row]) -> Iterator[str]:
    """What the one with most duties is to do."""
    counts: dict[str, int] = {}
    for duty in duties:
        actor = str(duty["actor"] or "")
        if actor and len(actor.split()) <= ACTOR_WORDS and not duty["inferred"]:
            counts[actor] = counts.get(actor, 0) + 1
    if counts:
        actor = max(sorted(counts), key=lambda name: counts[name])
        yield f"Vad ska {actor if actor[1:2].isupper() else actor[:1].lower() + actor[1:]} göra?"


def ask_times(duties: Iterable[Row]) -> Iterator[str]:
    """When things are to be done, where a document says so."""
    if any(duty["frequency"] or duty["deadline"] for duty in duties):
        yield "Vad ska göras varje år, och av vem?"


def name_topic(heading: str) -> str:
    """A focus area's heading as it reads inside a sentence: without its number, its first letter small unless it is an abbreviation."""
    topic = NUMBERED.sub("", heading) or heading
    return topic if topic[1:2].isupper() else topic[:1].lower() + topic[1:]
