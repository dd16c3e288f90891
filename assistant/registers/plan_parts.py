"""The parts that a document names and counts by its headings: "Målområde 1 – …", "Spår B: …", the headings under "Fyra inriktningar".

In: a store and a document. Out: series of headings, each with what its parts are called and a section that stands under each. Generic
Swedish; knows nothing of questions, nor of which words a plan uses for its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.question.words import fold
from assistant.retrieval.kept import remember
from assistant.retrieval.scan import read_document
from corpus.records import OPINION_PARTS, Section
from corpus.store import Store

FEWEST = 2  # parts of a series
NUMBER = r"(?:[A-ZÅÄÖ]?\d{1,2}(?:\.\d{1,2})?|[A-ZÅÄÖ]|[IVX]{1,4})"
BEFORE = r"^\W*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?"  # a heading's own number
NAMED = re.compile(rf"{BEFORE}(?P<name>[^\W\d_]{{2,}}(?:\s[^\W\d_]{{3,}})?)\s+{NUMBER}(?=[\s.:–-]|$)")  # "Prioriterat område 2: Trygghet"
REPEATED = re.compile(r"^\W*\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?P<name>[^\W\d_]{5,})\s+(?=[A-ZÅÄÖ])")  # "3. Fokusområde Vård i hemmet"
LABEL = re.compile(r"^\W*(?:(?:\d{1,2}(?:\.\d{1,2})*|[A-ZÅÄÖ])[.)]?\s+)?")
# what numbers the text, not the plan's work
OF_TEXT = frozenset("kapitel kap avsnitt fotnot not sida tabell figur bilaga bilagor artikel punkt version".split())  # noqa: SIM905
LONGEST = 5  # words of a heading that names what stands below it


@dataclass(frozen=True, slots=True)
class Part:
    """One of a series: its heading as printed, the headings above it, and the first text under it."""

    heading: str
    above: tuple[str, ...]
    section: Section


@dataclass(frozen=True, slots=True)
class Series:
    """Parts that are called the same, or stand under one heading that says what they are."""

    document: str
    label: str  # in lower case: "målområde", "fyra inriktningar"
    parts: tuple[Part, ...]


def list_series(store: Store, document_id: str) -> tuple[Series, ...]:
    """The series of a document: those called alike, then those under one heading; worked out once a generation."""
    return remember(store, document_id, "series", lambda: tuple(find_series(document_id, read_document(store, document_id))))


def find_series(document_id: str, sections: Sequence[Section]) -> Iterator[Series]:
    """The same of sections in reading order."""
    own = [one for one in sections if one.kind != "note" and one.part not in OPINION_PARTS]
    texts = first_texts(own)
    named: dict[str, list[Section]] = {}
    below: dict[str, list[Section]] = {}
    for one in own:
        if one.anchor in texts and (name := name_part(one.heading)):
            named.setdefault(name, []).append(one)
        if one.anchor in texts and one.parent:
            below.setdefault(one.parent, []).append(one)
    alike = {name: group for name, group in named.items() if len(group) >= FEWEST}
    for name, group in alike.items():
        yield Series(document_id, name, tuple(to_part(one, texts) for one in group))
    counted = {one.anchor for group in alike.values() for one in group}
    for one in own:
        group = below.get(one.anchor, [])
        label = LABEL.sub("", one.heading).lower().strip(" .:–-")
        several = re.search(r",| och ", label)  # "Mål och uppföljning" names no sort of part; the first heading is the title
        fresh = not several and one.order > 0 and not counted & {one.anchor, *(part.anchor for part in group)}
        if len(group) >= FEWEST and fresh and 0 < len(label.split()) <= LONGEST:
            yield Series(document_id, label, tuple(to_part(part, texts) for part in group))


def name_part(heading: str) -> str | None:
    """What a heading calls its part, in lower case: "målområde" of "Målområde 1 – Trygghet"; None for other headings."""
    found = NAMED.match(heading) or REPEATED.match(heading)
    name = found["name"].lower() if found else ""
    return name if name and fold(name) not in OF_TEXT else None


def to_part(section: Section, texts: dict[str, Section]) -> Part:
    """A section as one of a series."""
    return Part(section.heading, section.path[:-1], texts[section.anchor])


def first_texts(sections: Sequence[Section]) -> dict[str, Section]:
    """Anchor of each section -> the first section with text at or below it; those with none are left out."""
    found: dict[str, Section] = {}
    parents = {one.anchor: one.parent for one in sections}
    for one in sections:
        anchor: str | None = one.anchor if one.text.strip() else None
        while anchor and anchor not in found:
            found[anchor] = one
            anchor = parents.get(anchor)
    return found
