"""The register of areas: listed in document order, or ranked by a question.

In: an open library, filters, perhaps a question. Out: areas with their twins collapsed. The whole register is small and lies in memory,
one copy per revision of the store, so that every area gets every arm's score. Knows nothing of answers or of HTTP.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from assistant.records import AlsoIn, RankedArea
from assistant.retrieval.fusion import Candidate, fuse
from assistant.retrieval.late import late_scores
from assistant.retrieval.rarity import full_score, weigh_terms
from assistant.retrieval.search import Asked, read_question
from assistant.retrieval.siblings import Family, learn_twins, recall_family
from corpus.analysis import passage_vector, term_number
from corpus.encoder import Floats, TextEncoder
from corpus.folding import fold
from corpus.library import Library
from corpus.records import Area, Filters, Passage
from corpus.store import Store

# measured on development phrases, LOG.md: people who look for an area seldom know its words, so these count for less than in search; with
# a memory of phrases all others are held back, so that a score says as much as without one (matching.FITS)
WEIGHTS: Mapping[str, float] = {"sparse": 0.2, "dense": 0.8, "meant": 0.48, "focus": 0.08, "late": 0.4}
NO_MEMORY: Mapping[str, float] = {"sparse": 0.25, "dense": 1.0, "focus": 0.1, "late": 0.5}


@dataclass(frozen=True, slots=True)
class Register:
    """All areas of one revision of the store, as they are compared with a question."""

    revision: int
    areas: tuple[Area, ...]
    passages: tuple[Passage, ...]  # each area as a passage with its focus area and group
    rows: Floats | None  # (areas, dimension), of the area's own text; None without an encoder
    focus_rows: Floats | None  # the same of its focus area
    terms: tuple[Mapping[int, float], ...]  # of each area
    rarity: Mapping[int, float]  # of each term among the areas


_registers: WeakKeyDictionary[Store, Register] = WeakKeyDictionary()


def list_areas(
    library: Library,
    document: str | Sequence[str] | None = None,
    focus: str | None = None,
    group: str | None = None,
    editions_all: bool = False,
) -> list[RankedArea]:
    """Areas in document order. `focus` and `group` are words to be found there; `editions_all` shows every twin."""
    filters = Filters(documents=to_ids(document))
    areas = [area for area in library.store.areas(filters.documents) if is_wanted(area, focus, group)]
    return collapse([(area, None) for area in areas], library, filters, editions_all)


def rank_areas(
    library: Library,
    q: str,
    document: str | Sequence[str] | None = None,
    focus: str | None = None,
    group: str | None = None,
    editions_all: bool = False,
    limit: int = 10,
) -> list[RankedArea]:
    """The `limit` areas that answer a question best, best first, ties by id. An empty question lists them in document order."""
    asked = read_question(q, library)
    if not asked.terms and asked.row is None:
        return list_areas(library, document, focus, group, editions_all)[:limit]
    filters = Filters(documents=to_ids(document))
    register = read_register(library)
    wanted = [place for place, area in enumerate(register.areas) if is_allowed(area, filters) and is_wanted(area, focus, group)]
    scores = score_areas(asked, register, wanted, library)
    ranked = sorted(((register.areas[place], scores[place]) for place in wanted), key=lambda pair: (-round(pair[1], 9), pair[0].id))
    return collapse(ranked, library, filters, editions_all, limit)


def to_ids(document: str | Sequence[str] | None) -> tuple[str, ...] | None:
    """One document's id or several as a tuple; None for all."""
    if document is None:
        return None
    return (document,) if isinstance(document, str) else tuple(document)


def is_allowed(area: Area, filters: Filters) -> bool:
    """Whether an area's document is among those asked for."""
    return filters.documents is None or area.document in filters.documents


def is_wanted(area: Area, focus: str | None, group: str | None) -> bool:
    """Whether the focus area and the group have the words asked for, whatever their case and accents."""
    return contains(f"{area.focus_area} {area.subtitle or ''}", focus) and contains(area.group or "", group)


def contains(text: str, wanted: str | None) -> bool:
    """Whether every word of `wanted` begins a word of the text."""
    if not wanted:
        return True
    words = fold(text.lower()).split()
    return all(any(word.strip("(”\"'").startswith(start) for word in words) for start in fold(wanted.lower()).split())


def collapse(
    ranked: Sequence[tuple[Area, float | None]], library: Library, filters: Filters, editions_all: bool, limit: int | None = None
) -> list[RankedArea]:
    """The first `limit` areas in the order given, twins as one: the best of them to cite, with the score of the best."""
    documents = {document.id: document for document in library.store.documents()}
    areas = {area.id: area for area in library.store.areas()}
    kept = learn_twins([area.id for area, _ in ranked], library)
    shown: dict[str, RankedArea] = {}
    for area, score in ranked:
        if len(shown) == limit:
            break
        family = recall_family(area.id, kept, library, filters) if kept.twins[area.id] else None
        best = area if editions_all or family is None else areas.get(family.shown.id, area)
        if best.id not in shown:
            shown[best.id] = RankedArea(best, documents[best.document], score, tell_twins(best, family) if family else ())
    return list(shown.values())


def tell_twins(area: Area, family: Family) -> tuple[AlsoIn, ...]:
    """Where else an area stands: once for each other document."""
    members = (*family.others, *filter(None, [family.shown]))
    return tuple(
        AlsoIn(twin.document, twin.anchor) for twin in sorted(members, key=lambda one: one.document) if twin.document != area.document
    )


def read_register(library: Library) -> Register:
    """The areas as they are compared, made anew when the store changes."""
    revision, kept = library.store.revision(), _registers.get(library.store)
    if kept and kept.revision == revision:
        return kept
    areas = library.store.areas()
    passages = tuple(to_passage(area, library) for area in areas)
    terms = tuple(dict(zip(vector.indices, vector.values, strict=True)) for vector in map(passage_vector, passages))
    rows = library.encoder.encode([area.text for area in areas]) if library.encoder else None
    focus_rows = library.encoder.encode([to_focus(area) for area in areas]) if library.encoder else None
    made = Register(revision, areas, passages, rows, focus_rows, terms, term_rarity(terms))
    _registers[library.store] = made
    return made


def to_passage(area: Area, library: Library) -> Passage:
    """An area as a passage: under its plan's title and its focus area's heading, led in by its group."""
    section = library.store.section(area.anchor)
    return Passage(
        id=area.id,
        document=area.document,
        anchor=area.anchor,
        start=area.start,
        end=area.end,
        text=area.text,
        kind="item",
        path=tuple(dict.fromkeys((library.store.document(area.document).title, *section.path, to_focus(area)))),
        lead=area.group,
        part=section.part,
        page_number=area.page_number,
        page_label=area.page_label,
        order=area.order,
    )


def to_focus(area: Area) -> str:
    """The focus area with its subtitle."""
    return " ".join(filter(None, (area.focus_area, area.subtitle)))


def term_rarity(terms: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """How much each term tells among the areas: the inverse document frequency that the engine uses."""
    found = Counter(term for one in terms for term in one)
    return {term: math.log(1 + (len(terms) - count + 0.5) / (count + 0.5)) for term, count in found.items()}


def weigh_words(asked: Asked) -> dict[int, float]:
    """The question's terms by their numbers, common words counting less: there are even fewer areas than passages."""
    return {term_number(term): weight for term, weight in weigh_terms(asked.text, asked.terms, 1.0).items()}


def match_words(question: Mapping[int, float], terms: Mapping[int, float], rarity: Mapping[int, float]) -> float:
    """BM25 of one area."""
    return math.fsum(question[term] * rarity[term] * terms[term] for term in sorted(question.keys() & terms.keys()))


def compare_rows(rows: Floats | None, row: Floats | None, encoder: TextEncoder | None) -> Floats | None:
    """How near each row comes to the question's, on the scale that the weights are for."""
    return encoder.level(rows @ row) if encoder and rows is not None and row is not None else None


def recall_phrases(asked: Asked, register: Register, encoder: TextEncoder | None) -> Floats | None:
    """How near each area comes to what everyday phrases like the question's meant; None where there is no memory of phrases."""
    if encoder is None or register.rows is None or (told := encoder.recall(asked.text)) is None:
        return None
    return encoder.level(register.rows @ told)


def score_areas(asked: Asked, register: Register, wanted: Sequence[int], library: Library) -> dict[int, float]:
    """A fused score for each wanted area, by its place in the register."""
    row = asked.row
    near, focus = (compare_rows(rows, row, library.encoder) for rows in (register.rows, register.focus_rows))
    passages = [register.passages[place] for place in wanted]
    meant = recall_phrases(asked, register, library.encoder)
    late = late_scores(asked.text, passages, library.encoder.static) if library.encoder else [None] * len(passages)
    words = weigh_words(asked)
    full = full_score(asked.text, len(register.areas)) or 1.0
    candidates = [
        Candidate(
            str(place),
            {
                "sparse": match_words(words, register.terms[place], register.rarity) / full,
                "dense": float(near[place]) if near is not None else None,
                "meant": float(meant[place]) if meant is not None else None,
                "focus": float(focus[place]) if focus is not None else None,
                "late": late_score,
            },
        )
        for place, late_score in zip(wanted, late, strict=True)
    ]
    return {int(found.passage_id): found.score for found in fuse(candidates, NO_MEMORY if meant is None else WEIGHTS)}
