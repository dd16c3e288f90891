"""A question -> passages, best first.

In: an open library, a question, filters. Out: hits with the reasons of their rank, and what was left out. Each arm is asked apart, the
fusion is ours, ties are broken by passage id: the same question gives the same hits. Knows nothing of answers or of HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from time import perf_counter

import numpy as np

from assistant.question.abbreviations import collection_abbreviations
from assistant.question.clean import strip_controls
from assistant.question.language import detect_language
from assistant.question.phrases import find_phrases
from assistant.question.spelling import Corrected, correct, correct_english
from assistant.question.understand import Reading, cut_plan
from assistant.question.understand import read_question as understand
from assistant.question.vocabulary import collection_words, holding_documents
from assistant.records import AlsoIn, Hit, Rejected, SearchResult
from assistant.retrieval.fusion import Candidate, Fused, add_arm, fuse
from assistant.retrieval.highlight import highlight
from assistant.retrieval.late import Nearness, compare_passages
from assistant.retrieval.rarity import full_score, weigh_terms
from assistant.retrieval.siblings import Family, find_families
from assistant.retrieval.signals import NO_WISH, Wish, find_signals, read_wish
from corpus.analysis import question_terms, to_vector
from corpus.encoder import Floats, TextEncoder
from corpus.library import Library, meaning_text
from corpus.points import Scored
from corpus.records import Document, Filters
from corpus.store import Store

DEPTH = 40  # passages from each arm; with 60 one of 189 development questions came out better
LATE = 40  # passages whose words are compared one by one: those that are best by words and meaning together
RERANKED = 20  # hits that a reranker reads, where there is one: about as many as a processor reads in a second
EXPANDED = 0.5  # weight of the words that an abbreviation stands for
COMMON = 0.5  # power of a word's rarity in ordinary Swedish by which it counts, beside its rarity in the collection; 1 serves names less
GUESSED = 0.9  # weight of a word that was put right although the typed one may be a word, beside that one
# cross-validated on 189 development questions, LOG.md: "named" a document the question names, "area" a commitment of a plan for a question
# that looks for one, the last five as in `signals`
WEIGHTS: Mapping[str, float] = {
    "sparse": 0.85,
    "dense": 1.0,
    "late": 0.4,
    "together": 0.2,
    "named": 0.2,
    "area": 0.12,
    "explains": 0.4,
    "period": 0.2,
    "answers": 0.1,
    "opinion": -0.1,
    "bare": -0.1,
}
READ = 16  # questions that are remembered while they are being answered
AREA_KINDS = frozenset({"area", "other"})  # kinds of question that look for what a plan commits to


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the arms are given it."""

    text: str  # misspelt words put right
    terms: dict[str, float]  # to look for, with weights
    row: Floats | None = None  # what it means, as a unit vector; None when there is no encoder or it knows no word of it
    named: frozenset[str] = frozenset()  # documents that the question names
    for_areas: bool = False  # it may be answered by a commitment of a plan
    wish: Wish = NO_WISH
    explained: frozenset[str] = frozenset()  # passages that spell out what it asks the meaning of
    notices: tuple[str, ...] = ()


def search(
    library: Library,
    query: str,
    filters: Filters = Filters(),  # noqa: B008 - frozen
    limit: int = 10,
    *,
    highlighted: bool = True,
) -> SearchResult:
    """The `limit` best passages; twins are shown as one, with `also_in`. An empty question finds nothing.

    `highlighted`: tell where the question's words stand; who only reads the passages saves the time.
    """
    start = perf_counter()
    with library.store.snapshot():
        asked = read_question(query, library)
        candidates = find_candidates(library, asked, filters)
        ranked = rerank(fuse(candidates, WEIGHTS), asked.text, library)
        hits, rejected = choose(ranked, library, filters, limit, asked.terms if highlighted else {})
    took = (perf_counter() - start) * 1000
    return SearchResult(query, hits, rejected, round(took, 3), (*library.notices, *asked.notices))


def read_question(query: str, library: Library) -> Asked:
    """Take away how it is asked and the plan it names, put its words right, and note what it looks for."""
    return _read_question(strip_controls(query), library, library.store.revision())


@lru_cache(maxsize=READ)
def _read_question(query: str, library: Library, _revision: int) -> Asked:
    """Read once: an answer searches passages and ranks areas for the same words."""
    documents = library.store.documents()
    whole = put_right(query, library)
    holders = partial(holding_documents, library=library)
    reading = understand(whole.text, (), documents, None, holders)
    sure = reading if whole.sure == whole.text else understand(whole.sure, (), documents, None, holders)
    corrected = correct_topic(reading, sure, whole, library)
    guessed = {term: GUESSED * weight for term, weight in question_terms(corrected.text).items()} if corrected.changes else {}
    abbreviations = collection_abbreviations(library)
    expanded = abbreviations.expand(corrected.text)
    more = {term: EXPANDED * weight for term, weight in question_terms(" ".join(expanded)).items()} if expanded else {}
    own = "" if reading.understood.language == "en" else find_phrases(whole.sure)
    typed = weigh_terms(own, question_terms(own), COMMON)
    whole_texts = (whole.text,) if own or reading.understood.language == "en" else ()
    return Asked(
        text=corrected.text,
        terms=typed | more | guessed | question_terms(corrected.sure),
        row=mean_row(tuple(dict.fromkeys((*whole_texts, corrected.sure, corrected.text))), library.encoder),
        named=frozenset(reading.named.documents or ()),
        for_areas=reading.understood.kind in AREA_KINDS,
        wish=read_wish(query),
        explained=abbreviations.explained(corrected.text) if reading.understood.kind == "definition" else frozenset(),
        notices=tuple(f"Läste ”{typed}” som ”{meant}”." for typed, meant in corrected.changes),
    )


def put_right(question: str, library: Library) -> Corrected:
    """The question with its misspelt words put right, those of asking too."""
    if detect_language(question) == "en":
        english = correct_english(question)
        return Corrected(english, english)
    return correct(question, collection_words(library))


def correct_topic(reading: Reading, sure: Reading, whole: Corrected, library: Library) -> Corrected:
    """What to search for, put right."""
    if reading.understood.language == "en":
        text = reading.understood.search_text  # put right before it was translated; what English is left is no misspelt Swedish
        return Corrected(text, text)
    return Corrected(find_topic(sure), find_topic(reading), whole.changes)


def find_topic(reading: Reading) -> str:
    """What the question is about; also a plan named in passing ("i länet") is a place to look in, not a word to look for."""
    return cut_plan(reading.whole, reading.named) or reading.topic if reading.named.loose else reading.understood.search_text


def find_candidates(library: Library, asked: Asked, filters: Filters) -> list[Candidate]:
    """What either arm finds among the active passages, with every arm's score."""
    row = asked.row.tolist() if asked.row is not None else None
    lexical, meaning = library.index.arms(to_vector(weigh_terms(asked.text, asked.terms, COMMON)), row, filters, DEPTH)
    active = library.store.generations()
    sparse, dense = keep_active(lexical, active), level(keep_active(meaning, active), library.encoder)
    found = list(library.store.passages(sorted(sparse.keys() | dense.keys())).values())
    full = full_score(asked.text, sum(points for points, _ in library.store.manifest().values())) or 1.0
    found.sort(key=lambda one: -sparse.get(one.id, 0.0) / full - dense.get(one.id, 0.0))
    near: list[Nearness | None] = [None] * len(found)
    if library.encoder:
        near[:LATE] = compare_passages(asked.text, found[:LATE], library.encoder.static)
    areas = area_ids(library.store, library.store.revision()) if asked.for_areas else frozenset()
    return [
        Candidate(
            passage.id,
            {
                "sparse": sparse.get(passage.id, 0.0) / full,
                "dense": dense.get(passage.id),
                "late": words.late if words else None,
                "together": words.together if words else None,
                "named": float(passage.document in asked.named),
                "area": float(passage.id in areas),
                "explains": float(passage.id in asked.explained),
                **find_signals(passage, asked.wish),
            },
        )
        for passage, words in zip(found, near, strict=True)
    ]


def rerank(ranked: Sequence[Fused], question: str, library: Library) -> Sequence[Fused]:
    """The first RERANKED anew, with what the operator's reranker says of each added; as they are when there is none."""
    if library.reranker is None or not ranked:
        return ranked
    passages = library.store.passages([found.passage_id for found in ranked[:RERANKED]])
    texts = [meaning_text(passages[found.passage_id]) for found in ranked[:RERANKED]]
    scores = library.reranker.scores(question, texts)
    first = [add_arm(found, "reranker", score) for found, score in zip(ranked[:RERANKED], scores, strict=True)]
    return [*sorted(first, key=lambda found: (-found.score, found.passage_id)), *ranked[RERANKED:]]


def level(cosines: Mapping[str, float], encoder: TextEncoder | None) -> dict[str, float]:
    """Cosines on the scale that the weights are for."""
    if encoder is None or not cosines:
        return dict(cosines)
    rows = encoder.level(np.array(list(cosines.values()), dtype=np.float32))
    return dict(zip(cosines, rows.tolist(), strict=True))


def mean_row(texts: Sequence[str], encoder: TextEncoder | None) -> Floats | None:
    """The mean of the texts' meanings as a unit vector; None when there is no encoder or it knows no word of them."""
    if encoder is None:
        return None
    row: Floats = encoder.encode_questions(texts).sum(axis=0)
    length = float((row @ row) ** 0.5)
    return row / length if length > 0 else None


@lru_cache(maxsize=16)  # collections of a service, and revisions of them
def area_ids(store: Store, _revision: int) -> frozenset[str]:
    """Ids of the passages that are areas."""
    return frozenset(area.id for area in store.areas())


def keep_active(found: Sequence[Scored], active: Mapping[str, str]) -> dict[str, float]:
    """Passage id -> score, without passages of generations that are no longer or not yet shown."""
    return {hit.passage_id: hit.score for hit in found if active.get(hit.document) == hit.generation}


def choose(
    ranked: Sequence[Fused], library: Library, filters: Filters, limit: int, terms: Mapping[str, float]
) -> tuple[tuple[Hit, ...], tuple[Rejected, ...]]:
    """Collapse twins and cut at the limit; what is left out is told with its reason. `terms` are highlighted."""
    documents = {document.id: document for document in library.store.documents()}
    families = dict(find_families([found.passage_id for found in ranked[:limit]], library, filters))
    hits: list[Hit] = []
    rejected: list[Rejected] = []
    shown: dict[str, str] = {}  # every member of a family that has its hit -> the member that is shown
    for found in ranked:
        if found.passage_id not in shown and len(hits) < limit:
            if found.passage_id not in families:
                families |= find_families([found.passage_id], library, filters)
            family = families[found.passage_id]
            shown |= dict.fromkeys(family.members, family.shown.id)
            hits.append(make_hit(found, family, documents, terms))
        if shown.get(found.passage_id) != found.passage_id:
            rejected.append(Rejected(found.passage_id, found.score, "twin" if found.passage_id in shown else "limit"))
    return tuple(hits), tuple(rejected)


def make_hit(found: Fused, family: Family, documents: Mapping[str, Document], terms: Mapping[str, float]) -> Hit:
    """The family's best passage with the score that found it."""
    passage = family.shown
    also_in = tuple(AlsoIn(twin.document, twin.anchor) for twin in family.others)
    return Hit(passage, documents[passage.document], found.score, highlight(passage.text, terms) if terms else (), found.arms, also_in)
