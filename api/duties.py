"""The register of responsibilities -> rows to show: chosen, and the same duty of several editions or parts as one.

In: a library and a `DutyChoice`. Out: records in document order, each with where else the same stands. Shown is the twin that a search
would cite. Knows nothing of HTTP, rows, pages or how duties are read from a text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.desk_choices import DutyChoice
from assistant.records import AlsoIn
from assistant.retrieval.siblings import merit
from corpus.folding import find_words, fold
from corpus.library import Library
from corpus.records import Passage, Responsibility

Key = tuple[str, str, str, int]  # actor, verb and quote as they are compared, and which of its like in its part it is


@dataclass(frozen=True, slots=True)
class Duty:
    """A responsibility that is shown, and where the same is said."""

    record: Responsibility
    also_in: tuple[AlsoIn, ...]


def list_duties(library: Library, choice: DutyChoice) -> list[Duty]:
    """What fits the choice, in document order (Unknown document). What is filtered out is never shown, but told in `also_in`."""
    if choice.document:
        library.store.document(choice.document)
    records = library.store.responsibilities()
    families = group_twins(library, records)
    chosen = {record.id for record in records if fits(record, choice)}
    shown = chosen if choice.editions_all else {pick(family, chosen) for family in families.values()}
    of_record = {record.id: family for family in families.values() for record in family}
    kept = [record for record in records if record.id in shown][: choice.limit]
    held = find_passage_twins(library, kept)
    return [Duty(record, name_twins(record, of_record[record.id], held.get(record.id, ()))) for record in kept]


def fits(record: Responsibility, choice: DutyChoice) -> bool:
    """Whether the document is the one, and each text asked for stands in its field, without case."""
    wanted = ((choice.actor, record.actor), (choice.verb, record.verb), (choice.q, record.quote))
    here = choice.document in (None, record.document)
    return here and all(not asked or asked.casefold() in text.casefold() for asked, text in wanted)


def group_twins(library: Library, records: Sequence[Responsibility]) -> dict[Key, tuple[Responsibility, ...]]:
    """Duties of the same actor, verb and quote, one of each part of each document; the one to cite first."""
    parts = {section.anchor: section.part for one in {record.document for record in records} for section in library.store.sections(one)}
    seen: Counter[tuple[object, ...]] = Counter()
    families: dict[Key, list[Responsibility]] = {}
    for record in records:
        same = (plain(record.actor), plain(record.verb), plain(record.quote))
        here = (record.document, parts.get(record.anchor), *same)
        families.setdefault((*same, seen[here]), []).append(record)
        seen[here] += 1
    return {key: rank(family, library) for key, family in families.items()}


def rank(family: Sequence[Responsibility], library: Library) -> tuple[Responsibility, ...]:
    """Twins, the one to cite first; a duty without twins costs no look into the store."""
    return tuple(sorted(family, key=lambda record: merit(record, library)) if len(family) > 1 else family)


def plain(text: str) -> str:
    """A text as twins are compared: its words without case, accents, spaces and signs."""
    return "".join(fold(word) for _, _, word in find_words(text))


def pick(family: Sequence[Responsibility], chosen: set[str]) -> str:
    """The id of the first twin that fits; "" for none."""
    return next((record.id for record in family if record.id in chosen), "")


def name_twins(record: Responsibility, family: Sequence[Responsibility], held: Sequence[AlsoIn]) -> tuple[AlsoIn, ...]:
    """Where the duty stands too: its twins, and the twins of its passage in documents that have no row for it."""
    twins = {AlsoIn(other.document, other.anchor) for other in family if other.id != record.id}
    told = {twin.document for twin in twins}
    twins |= {twin for twin in held if twin.document not in told}
    return tuple(sorted(twins, key=lambda twin: (twin.document, twin.anchor)))


def find_passage_twins(library: Library, records: Sequence[Responsibility]) -> dict[str, tuple[AlsoIn, ...]]:
    """Record id -> where the passage that holds its quote stands too, once for each other document."""
    passages: dict[str, list[Passage]] = {}
    for document in sorted({record.document for record in records}):
        for passage in library.store.document_passages(document):
            passages.setdefault(passage.anchor, []).append(passage)
    holders = {
        record.id: passage.id
        for record in records
        for passage in passages.get(record.anchor, ())
        if passage.start <= record.start and record.end <= passage.end
    }
    twins = library.store.twins(sorted(set(holders.values())))
    return {
        record: tuple(AlsoIn(*pair) for pair in sorted({twin.document: twin.anchor for twin in twins[passage]}.items()))
        for record, passage in holders.items()
        if passage in twins
    }
