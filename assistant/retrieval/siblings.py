"""Twins -> which of them is cited.

In: passage ids and a library. Out: for each its family: the passage to show, and where else the same is said. Knows nothing of scores.
Cited is what is in force before what is decided before what is proposed, then the better read text with fewer repairs, then the first id.
Of equals the newest is cited. Plans are mostly published once they are decided, so one whose standing is unknown counts as decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from corpus.library import Library
from corpus.records import Document, Filters, PartKind, Passage, Responsibility, Standing
from corpus.store import Store

STANDINGS: dict[Standing, int] = {"gällande": 0, "beslutad": 1, "okänd": 1, "förslag": 2, "upphävd": 3}
PROPOSING: frozenset[PartKind] = frozenset({"förslag", "tjänsteutlåtande"})  # of a bundle: the decision and the plan come before them
READABLE = {"good": 0, "repaired": 1}  # any other verdict comes last
REPAIRS = frozenset({"repair", "correct"})
KEPT = 20_000  # passages whose twins are in memory; then all are forgotten


@dataclass(frozen=True, slots=True)
class Family:
    """A passage that is shown, and its twins."""

    shown: Passage
    others: tuple[Passage, ...] = ()  # by document
    members: frozenset[str] = frozenset()  # ids of all of them


@dataclass(slots=True)
class Kept:
    """What is in memory of one revision of a store: each passage with its twins, the one to cite first."""

    revision: int
    twins: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    families: dict[tuple[str, Filters], Family] = field(default_factory=dict)  # by passage id


_kept: WeakKeyDictionary[Store, Kept] = WeakKeyDictionary()


def find_families(passage_ids: Sequence[str], library: Library, filters: Filters = Filters()) -> dict[str, Family]:  # noqa: B008 - frozen
    """Each passage's family; a passage without twins is a family of its own. Shown is one that the filters allow.

    An id that is no active passage has no family.
    """
    kept = learn_twins(passage_ids, library)
    return {one: recall_family(one, kept, library, filters) for one in passage_ids if kept.twins[one]}


def recall_family(passage_id: str, kept: Kept, library: Library, filters: Filters) -> Family:
    """The family of a passage with known twins."""
    found = kept.families.get((passage_id, filters))
    if found is None:
        found = kept.families[passage_id, filters] = make_family(kept.twins[passage_id], library, filters)
    return found


def learn_twins(passage_ids: Sequence[str], library: Library) -> Kept:
    """What is in memory, with at least these: each with its twins, the one to cite first; () for an id that is no active passage."""
    kept = _kept.get(library.store)
    if kept is None or kept.revision != library.store.revision() or max(len(kept.twins), len(kept.families)) > KEPT:
        kept = _kept[library.store] = Kept(library.store.revision())
    missing = [one for one in passage_ids if one not in kept.twins]
    if missing:
        groups = group_twins(missing, library)
        members = library.store.passages(sorted({one for group in groups.values() for one in group}))
        ranked = {group: rank_members([members[one] for one in group if one in members], library) for group in set(groups.values())}
        kept.twins.update((one, ranked[group] if one in members else ()) for one, group in groups.items())
    return kept


def rank_members(passages: Sequence[Passage], library: Library) -> tuple[Passage, ...]:
    """Twins, the one to cite first."""
    return tuple(sorted(passages, key=lambda passage: merit(passage, library)) if len(passages) > 1 else passages)


def group_twins(passage_ids: Sequence[str], library: Library) -> dict[str, frozenset[str]]:
    """Each passage with its twins and their twins, in whichever order they are asked for."""
    known: dict[str, frozenset[str]] = {}
    front = set(passage_ids)
    while front:
        twins = library.store.twins(sorted(front))
        known |= {one: frozenset(twin.passage_id for twin in twins.get(one, ())) for one in front}
        front = {twin for one in front for twin in known[one]} - known.keys()
    return {one: reach(one, known) for one in passage_ids}


def reach(start: str, known: dict[str, frozenset[str]]) -> frozenset[str]:
    """Everything that can be reached from a passage over twins."""
    reached, front = {start}, [start]
    while front:
        new = known.get(front.pop(), frozenset()) - reached
        reached |= new
        front += new
    return frozenset(reached)


def make_family(members: Sequence[Passage], library: Library, filters: Filters) -> Family:
    """The first of the passages that the filters allow, and one of every other document."""
    ids = frozenset(passage.id for passage in members)
    if len(members) == 1:
        return Family(members[0], (), ids)
    shown = next((passage for passage in members if is_allowed(passage, library, filters)), members[0])
    others = {passage.document: passage for passage in reversed(members) if passage.document != shown.document}
    return Family(shown, tuple(others[document] for document in sorted(others)), ids)


def is_allowed(passage: Passage, library: Library, filters: Filters) -> bool:
    """Whether the filters let a passage through, as the index would have it."""
    document = library.store.document(passage.document)
    wanted = ((filters.documents, document.id), (filters.kinds, document.kind or ""), ((filters.collection,), document.collection))
    return all(values is None or value in values for values, value in wanted)


def merit(passage: Passage | Responsibility, library: Library) -> tuple[int, bool, int, int, int, str]:
    """Sorts the passage (or duty) to cite first: its document's standing, its part's, its page's readability, its repairs, date and id."""
    document = library.store.document(passage.document)
    verdicts = {page.page_number: page.verdict for page in library.store.quality(passage.document)}
    verdict = verdicts.get(passage.page_number, verdicts.get(None, "good"))
    section = library.store.section(passage.anchor)
    repairs = sum(one.operation in REPAIRS and one.clean_start < passage.end and one.clean_end > passage.start for one in section.segments)
    readable = READABLE.get(verdict, len(READABLE))
    return STANDINGS[document.status], section.part in PROPOSING, readable, repairs, -count_days(document), passage.id


def count_days(document: Document) -> int:
    """A number that is larger the later a document was decided, or holds from; 0 without a date."""
    return int((document.date or document.valid_from or "0").replace("-", ""))
