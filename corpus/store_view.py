"""What of the store is kept in memory, and when it is read anew.

In: a database. Out: the documents of its newest revision, their records filled in as they are asked for. A generation never changes, so
what is kept of it stays right until another one takes its place, whichever process published that.
Knows the tables. Knows nothing of writes, files or questions.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, distinct, func, select

from corpus import schema
from corpus.records import Document, Passage, Section, Source
from corpus.rows import unpack
from corpus.store_engine import Database

KEPT = 60_000  # passages or sections of one document kept in memory, about 120 MB; a longer document is read from disk
KEPT_PAIRS = 200_000  # passages with twins whose ids are kept in memory, about 20 MB; where there are more, each is looked for
IDS_PER_QUERY = 500  # SQLite takes 32,766 parameters, older builds 999

Item = TypeVar("Item")

REVISION = select(schema.settings.c.value).where(schema.settings.c.name == "revision")
DOCUMENTS = select(schema.documents).order_by(schema.documents.c.id)
SECTION = (
    select(schema.sections.c.record)
    .join(schema.generations, schema.generations.c.edition == schema.sections.c.edition)
    .where(
        schema.generations.c.document == bindparam("document"),
        schema.generations.c.generation == bindparam("generation"),
        schema.sections.c.anchor == bindparam("anchor"),
    )
)
SECTIONS = (
    select(schema.sections.c.anchor, schema.sections.c.record)
    .join(schema.generations, schema.generations.c.edition == schema.sections.c.edition)
    .where(
        schema.generations.c.document == bindparam("document"),
        schema.generations.c.generation == bindparam("generation"),
        schema.sections.c.anchor.in_(bindparam("anchors", expanding=True)),
    )
)
ORDERED = select(schema.sections.c.anchor, schema.sections.c.record).where(
    schema.sections.c.edition == bindparam("edition"), schema.sections.c.position.in_(bindparam("orders", expanding=True))
)
PASSAGES = select(schema.passages.c.id, schema.passages.c.edition, schema.passages.c.record).where(
    schema.passages.c.id.in_(bindparam("ids", expanding=True))
)
LISTED = select(func.json_each(bindparam("ids")).table_valued("value").c.value)  # SQLite: one parameter for them all, half the time
PASSAGES_LISTED = select(schema.passages.c.id, schema.passages.c.edition, schema.passages.c.record).where(schema.passages.c.id.in_(LISTED))
TWIN = select(schema.twins.c.passage, schema.twins.c.other, schema.twins.c.other_document, schema.twins.c.other_anchor)
PAIRED = select(schema.twins.c.passage).distinct()
TWINS = TWIN.where(schema.twins.c.passage.in_(bindparam("ids", expanding=True))).order_by(schema.twins.c.other)
TWINS_LISTED = TWIN.where(schema.twins.c.passage.in_(LISTED)).order_by(schema.twins.c.other)
PIECE = select(schema.source_pieces.c.text).where(
    schema.source_pieces.c.edition == bindparam("edition"), schema.source_pieces.c.position == bindparam("position")
)


@dataclass(frozen=True, slots=True)
class Twin:
    """A passage of another document that says the same."""

    document: str  # id
    anchor: str
    passage_id: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What is kept in memory of one document's active generation. The records never change; the dicts only fill."""

    document: Document
    edition: int  # the number under which its rows lie
    revision: int  # of the store when it was published
    points: int
    checksum: str
    source: Source  # without its text
    sections: dict[str, Section] = field(default_factory=dict)
    passages: dict[str, Passage] = field(default_factory=dict)
    whole: dict[str, tuple[Any, ...]] = field(default_factory=dict)  # name of a table -> all its records; "count": of sections
    pieces: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """The documents as one revision of the store has them."""

    revision: int
    readings: Mapping[str, Reading]  # by document id, in its order
    twins: dict[str, tuple[Twin, ...]] = field(default_factory=dict)


class View:
    """The newest state of a database, for many threads."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._state = State(-1, {})
        self._paired: tuple[int, frozenset[str] | None] = (-1, None)
        self._here = threading.local()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Hold one state for this thread's reads inside."""
        with self.database.snapshot() as outermost:
            if outermost:
                self._here.pinned = self.now()
            try:
                yield
            finally:
                if outermost:
                    self._here.pinned = None

    def now(self) -> State:
        """The newest state; a look at a counter when nothing changed."""
        pinned: State | None = getattr(self._here, "pinned", None)
        if pinned:
            return pinned
        version = self.database.data_version()
        seen: tuple[int | None, State] | None = getattr(self._here, "seen", None)
        if seen and version is not None and seen[0] == version:
            return seen[1]
        state = self._load()
        self._here.seen = (version, state)
        return state

    def rows(self, query: Select[Any], values: dict[str, Any] | None = None) -> list[Any]:
        """All rows of a query."""
        with self.database.translated():
            return list(self.database.reader().execute(query, values or {}).all())

    def section(self, anchor: str, generation: str) -> Section | None:
        """A section of any generation, from disk."""
        rows = self.rows(SECTION, {"document": document_of(anchor), "anchor": anchor, "generation": generation})
        return unpack(Section, rows[0][0]) if rows else None

    def find_sections(self, anchors: Iterable[str]) -> dict[str, Section]:
        """The sections with these anchors, in their order; those of no active generation are left out."""
        readings = self.now().readings
        held = {key: reading.sections.get(key) for key in anchors if (reading := readings.get(document_of(key)))}
        missing = [key for key, section in held.items() if section is None]
        found = {**held, **self.fetch_sections(missing, readings)} if missing else held
        return {key: section for key, section in found.items() if section}

    def fetch_sections(self, anchors: list[str], readings: Mapping[str, Reading]) -> dict[str, Section]:
        """Sections of the active generations, from disk; they are kept."""
        found: dict[str, Section] = {}
        for document, group in groupby(sorted(anchors), key=document_of):
            reading = readings[document]
            asked = {"document": document, "generation": reading.document.generation}
            for batch in batched(group, IDS_PER_QUERY):
                for anchor, record in self.rows(SECTIONS, asked | {"anchors": batch}):
                    found[anchor] = unpack(Section, record)
                    keep(reading.sections, anchor, found[anchor])
        return found

    def sections_at(self, reading: Reading, orders: Iterable[int]) -> dict[int, Section]:
        """Sections of a document by position, from disk; they are kept."""
        whole: tuple[Section, ...] | None = reading.whole.get("sections")
        if whole is not None:
            return {order: whole[order] for order in orders if 0 <= order < len(whole)}
        found: dict[int, Section] = {}
        for batch in batched(sorted(set(orders)), IDS_PER_QUERY):
            for anchor, record in self.rows(ORDERED, {"edition": reading.edition, "orders": batch}):
                section = reading.sections.get(anchor) or unpack(Section, record)
                keep(reading.sections, anchor, section)
                found[section.order] = section
        return found

    def find_passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The passages with these ids, in their order; those of no active generation are left out."""
        readings = self.now().readings
        held = {key: reading.passages.get(key) for key in ids if (reading := readings.get(document_of(key)))}
        missing = [key for key, passage in held.items() if passage is None]
        found = {**held, **self.fetch_passages(missing, readings)} if missing else held
        return {key: passage for key, passage in found.items() if passage}

    def fetch_passages(self, ids: list[str], readings: Mapping[str, Reading]) -> dict[str, Passage]:
        """Passages of the active generations, from disk; they are kept."""
        found = {}
        for start in range(0, len(ids), IDS_PER_QUERY):
            for key, edition, record in self._find(PASSAGES, PASSAGES_LISTED, ids[start : start + IDS_PER_QUERY]):
                if edition == readings[document_of(key)].edition:  # another may be on its way in or out
                    found[key] = unpack(Passage, record)
                    keep(readings[document_of(key)].passages, key, found[key])
        return found

    def _find(self, query: Select[Any], listed: Select[Any], ids: list[str]) -> list[Any]:
        """Rows with these ids; `listed` is the same query with one parameter for them all."""
        if self.database.dialect == "sqlite":
            return self.rows(listed, {"ids": json.dumps(ids)})
        return self.rows(query, {"ids": ids})

    def fetch_twins(self, ids: list[str], known: dict[str, tuple[Twin, ...]]) -> dict[str, tuple[Twin, ...]]:
        """Twins of passages, from disk; they are kept, also that there are none."""
        found: dict[str, list[Twin]] = {key: [] for key in ids}
        paired = self.paired()
        asked = ids if paired is None else [key for key in ids if key in paired]
        for start in range(0, len(asked), IDS_PER_QUERY):
            for passage, other, document, anchor in self._find(TWINS, TWINS_LISTED, asked[start : start + IDS_PER_QUERY]):
                found[passage].append(Twin(document, anchor, other))
        for key, twins in found.items():
            keep(known, key, tuple(twins))
        return {key: tuple(twins) for key, twins in found.items()}

    def paired(self) -> frozenset[str] | None:
        """Ids of all passages with twins, read once a revision: most have none, and a query takes half a millisecond. None: too many."""
        now, (revision, found) = self.now().revision, self._paired
        if revision != now:
            rows = self.rows(PAIRED.limit(KEPT_PAIRS + 1))
            found = frozenset(row[0] for row in rows) if len(rows) <= KEPT_PAIRS else None
            self._paired = (now, found)
        return found

    def whole(self, reading: Reading, name: str) -> tuple[Any, ...]:
        """All records of one kind of a document: "passages" or a name of schema.PARTS."""
        if name in reading.whole:
            return reading.whole[name]
        table: Any = schema.passages if name == "passages" else schema.PARTS[name]
        kind: type[Any] = Passage if name == "passages" else schema.PART_KINDS[name]
        rows = self.rows(select(table.c.record).where(table.c.edition == reading.edition).order_by(table.c.position))
        found = tuple(unpack(kind, row[0]) for row in rows)
        keep_whole(reading, name, found)
        return found

    def batches(self, reading: Reading, size: int) -> Iterator[tuple[Passage, ...]]:
        """All passages of a document in reading order, `size` at a time; kept once they have been read to the end."""
        known = reading.whole.get("passages")
        if known is not None:
            yield from map(tuple, batched(known, size))
            return
        table = schema.passages.c
        found: list[Passage] = []
        for first in range(0, reading.points, size):
            mine = (table.edition == reading.edition) & (table.position >= first) & (table.position < first + size)
            batch = tuple(unpack(Passage, row[0]) for row in self.rows(select(table.record).where(mine).order_by(table.position)))
            found += batch if reading.points <= KEPT else ()
            yield batch
        if len(found) == reading.points:  # else it has been published anew meanwhile
            keep_whole(reading, "passages", tuple(found))

    def sample(self, reading: Reading, step: int) -> tuple[Passage, ...]:
        """Every `step`-th passage of a document, in reading order; the others are not read."""
        if step == 1 or "passages" in reading.whole:
            return self.whole(reading, "passages")[::step]
        table = schema.passages.c
        mine = (table.edition == reading.edition) & (table.position % step == 0)
        return tuple(unpack(Passage, row[0]) for row in self.rows(select(table.record).where(mine).order_by(table.position)))

    def twin_counts(self, reading: Reading) -> dict[str, int]:
        """Other document -> how many of this document's passages have a twin there."""
        table = schema.twins.c
        counted = select(table.other_document, func.count(distinct(table.passage))).where(table.document == reading.document.id)
        return dict(tuple(row) for row in self.rows(counted.group_by(table.other_document).order_by(table.other_document)))

    def count_sections(self, reading: Reading) -> int:
        """How many sections a document has, notes left out; counted once, which takes 75 ms for 50,000."""
        if "count" not in reading.whole:
            table = schema.sections.c
            note = table.record.like('%"kind":"note"%')  # a quotation mark within a text has a stroke before it
            reading.whole["count"] = tuple(self.rows(select(func.count()).where(table.edition == reading.edition, ~note))[0])
        return int(reading.whole["count"][0])

    def piece(self, reading: Reading, number: int) -> str:
        """One piece of the source text; empty beyond its end."""
        found = reading.pieces.get(number)
        if found is None:
            rows = self.rows(PIECE, {"edition": reading.edition, "position": number})
            found = rows[0][0] if rows else ""
            keep(reading.pieces, number, found)
        return found

    def _load(self) -> State:
        revision = self.rows(REVISION)[0][0]
        if revision != self._state.revision:
            self._state = State(revision, {row.id: self._renew(row) for row in self.rows(DOCUMENTS)})
        return self._state

    def _renew(self, row: Any) -> Reading:
        """Keep what is in memory of a document that was not published anew."""
        known = self._state.readings.get(row.id)
        if known and known.revision == row.revision:
            return known
        return Reading(unpack(Document, row.record), row.edition, row.revision, row.points, row.checksum, unpack(Source, row.source))


def keep_whole(reading: Reading, name: str, found: tuple[Any, ...]) -> None:
    """Keep all records of a kind, unless there are too many."""
    if len(found) <= KEPT:
        reading.whole[name] = found
        if name == "passages":
            reading.passages.update((one.id, one) for one in found)  # who looks for some of them finds them here


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of at most that size."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def document_of(passage_id: str) -> str:
    """The document id that a passage id or an anchor begins with."""
    return passage_id.partition("/")[0]


def keep(kept: dict[Any, Item], key: Any, value: Item) -> None:
    """Bounded memory: a full dict starts over, since what is asked for next is as likely as anything."""
    if len(kept) >= KEPT:
        kept.clear()
    kept[key] = value
