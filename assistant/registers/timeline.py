"""The documents -> what happens when: their own dates, the deadlines of responsibilities, and sentences that name a time.

In: an open library. Out: events in order of time, and what comes back or names no year, apart. The same sentence of several editions is
told once. Knows nothing of pictures, pages or HTTP.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from weakref import WeakKeyDictionary

from assistant.records import AlsoIn
from assistant.registers.dates import find_often, read_named
from corpus.folding import list_words
from corpus.library import Library
from corpus.records import OPINION_PARTS, Document, Responsibility, Section, Span
from corpus.sentences import split_sentences
from corpus.store import Store

OWN_WORDS = 4  # that a sentence must have beside the time: fewer are a title, or "Datum: 2031-05-04"
EventKind = Literal["dated", "valid", "deadline", "told"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something with a time. quote == section.text[start:end]; a document's own facts have no quote."""

    kind: EventKind  # a document's date; when it holds; a responsibility's deadline; a sentence that names a time
    document: Document
    first: date | None  # None: it comes back, or its text names no year
    last: date | None
    words: str  # of the text, that tell the time; "" for a document's facts
    limit: bool = False  # it is to be done by `last`
    actor: str = ""  # who, for a deadline that the register knows
    quote: str = ""
    anchor: str = ""
    start: int = 0
    end: int = 0
    page_number: int | None = None
    page_label: str | None = None
    path: tuple[str, ...] = ()
    also_in: tuple[AlsoIn, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events with days, in order; and those without, in document order."""

    dated: tuple[Event, ...]
    undated: tuple[Event, ...]


_kept: WeakKeyDictionary[Store, tuple[int, Timeline]] = WeakKeyDictionary()


def read_timeline(library: Library, documents: Sequence[str] | None = None) -> Timeline:
    """The timeline of all documents, or of these (Unknown for an id that is not there)."""
    for name in documents or ():
        library.store.document(name)
    whole = _read_whole(library)
    if not documents:
        return whole
    chosen = set(documents)
    dated, undated = (tuple(kept for one in part for kept in _keep(one, chosen, library)) for part in (whole.dated, whole.undated))
    return Timeline(dated, undated)


def _keep(event: Event, chosen: set[str], library: Library) -> Iterator[Event]:
    """The event if one of its documents is wanted, told from that one."""
    if event.document.id in chosen:
        yield event
        return
    twin = next((twin for twin in event.also_in if twin.document in chosen), None)
    if twin:
        section = library.store.section(twin.anchor)
        start = section.text.find(event.quote)
        others = (*(other for other in event.also_in if other != twin), AlsoIn(event.document.id, event.anchor))
        if start >= 0:
            document = library.store.document(twin.document)
            place = {"anchor": twin.anchor, "start": start, "end": start + len(event.quote), "path": section.path}
            page = {"page_number": section.page_number, "page_label": section.page_label}
            yield replace(event, document=document, also_in=others, **place, **page)  # type: ignore[arg-type]


def _read_whole(library: Library) -> Timeline:
    """All of it, made anew when the store changes."""
    revision, kept = library.store.revision(), _kept.get(library.store)
    if kept and kept[0] == revision:
        return kept[1]
    documents = library.store.documents()
    events = [event for document in documents for event in (*find_facts(document), *find_told(library, document))]
    told = join_twins(events)
    dated = sorted((one for one in told if one.last), key=lambda one: (one.last, one.first, one.document.id, one.anchor, one.start))
    made = Timeline(tuple(dated), tuple(one for one in told if one.last is None))
    _kept[library.store] = (revision, made)
    return made


def find_facts(document: Document) -> Iterator[Event]:
    """When a document was dated, and from when to when it holds."""
    dated, begins, ends = (read_day(value) for value in (document.date, document.valid_from, document.valid_to))
    if dated:
        yield Event("dated", document, dated, dated, "")
    if ends or begins:
        yield Event("valid", document, begins or ends, ends or begins, "", limit=ends is not None)


def read_day(value: str | None) -> date | None:
    """An ISO date; None for none, and for what is none."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def find_told(library: Library, document: Document) -> Iterator[Event]:
    """Every sentence that names a time, with who is to do what when the register knows it; opinions are left out."""
    duties: dict[str, list[Responsibility]] = {}
    for duty in library.store.responsibilities([document.id]):
        duties.setdefault(duty.anchor, []).append(duty)
    for section in library.store.sections(document.id):
        if section.part in OPINION_PARTS:
            continue
        for span in find_spans(section):
            yield from tell_sentence(document, section, span, duties.get(section.anchor, ()))


def find_spans(section: Section) -> Iterator[Span]:
    """The sentences of a section, paragraph by paragraph."""
    at = 0
    for line in section.text.split("\n"):
        yield from ((at + start, at + end) for start, end in split_sentences(line))
        at += len(line) + 1


def tell_sentence(document: Document, section: Section, span: Span, duties: Sequence[Responsibility]) -> Iterator[Event]:
    """The events of one sentence: one for each time with a year; one without days when something only comes back."""
    text = section.text[slice(*span)]
    named = read_named(text)
    often = find_often(text)
    if not named and not often:
        return
    duty = next((one for one in duties if one.start < span[1] and span[0] < one.end and (one.deadline or one.frequency)), None)
    event = Event(
        "deadline" if duty or any(one.limit for one in named) else "told", document, None, None, "", actor=duty.actor if duty else ""
    )
    place = {"quote": text, "anchor": section.anchor, "start": span[0], "end": span[1], "path": section.path}
    page = {"page_number": section.page_number, "page_label": section.page_label}
    event = replace(event, **place, **page)  # type: ignore[arg-type]
    dated = [one for one in named if one.last]
    if dated:
        events = (replace(event, first=one.first, last=one.last, words=one.words, limit=one.limit) for one in dated)
        yield from (one for one in events if is_worth_telling(one, document))
    elif duty or any(one.limit for one in named):
        yield replace(event, words=", ".join(dict.fromkeys([*(one.words for one in named), *filter(None, [often])])))


def is_worth_telling(event: Event, document: Document) -> bool:
    """Whether a sentence tells more than a title or a letterhead, and other years than those its document holds in."""
    if event.kind == "deadline" or event.last is None or event.first is None:
        return True
    begins, ends = read_day(document.valid_from), read_day(document.valid_to)
    holds = begins and ends and (event.first.year, event.last.year) == (begins.year, ends.year)
    return len(list_words(event.quote)) - len(list_words(event.words)) >= OWN_WORDS and not holds


def join_twins(events: Iterable[Event]) -> list[Event]:
    """The same words with the same time in several documents, or parts of one, as one event of the first."""
    first: dict[tuple[object, ...], Event] = {}
    for event in events:
        key = (
            event.first,
            event.last,
            event.words,
            tuple(list_words(event.quote)) or event.document.id,
            event.kind if not event.quote else "",
        )
        known = first.get(key)
        if known is None:
            first[key] = event
        elif event.document.id != known.document.id and all(twin.document != event.document.id for twin in known.also_in):
            first[key] = replace(known, also_in=(*known.also_in, AlsoIn(event.document.id, event.anchor)))
    return list(first.values())


def is_past(event: Event, today: date) -> bool:
    """Whether all its days have gone."""
    return event.last is not None and event.last < today
