"""Passages of different documents, or of different parts of one, that say the same: found when a document is published, so that search can
show them as one.

In: the passages of a document, and a library. Out: pairs of passage ids. Two passages are twins when their words are nearly the same and
everything that would change the matter is equal: numbers, dates, how often, negations, modal verbs, actors. The test is symmetric.
Knows nothing of questions or ranking.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from corpus.analysis import passage_vector
from corpus.folding import find_words, fold
from corpus.library import Library, meaning_rows
from corpus.records import OPINION_PARTS, Filters, Passage

SIMILAR = 90.0  # percent of letters in common order; two editions of a sentence differ less, two sentences of one list more
SHORTEST = 4  # words; shorter passages ("Ja.", a name) are alike by chance
LONGEST_WORDS = 3  # near-copies share at least one of them, even when others are misread
LEAST_LENGTH = 0.8  # of the longer one's letters, before words are compared at all
CANDIDATES = 20  # per arm and passage: a near-copy has nearly the passage's own score, so it comes first
# words without accents that change the matter, in groups that each say another thing
MATTERS = (
    re.compile(r"inte|ej|icke|aldrig|utan|ing[ea]t?|ingen|varken"),
    re.compile(r"ska|skall|bor|kan|far|maste"),  # a plan that says "bör" is no twin of one that says "ska"
    re.compile(r"januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"),
    re.compile(r"arlig(?:en|a|t)?|(?:ars|halvars|kvartals|manads|vecko)vis|manatlig(?:en)?|dagligen|vart(?:annat|tredje)"),
    re.compile(r"tva|tre|fyra|fem|sex|sju|atta|nio|tio|elva|tolv|forsta|andra|tredje|fjarde|femte"),
    re.compile(
        r"\w*(?:namnd|forvaltning|styrels|utskott|direktor|direktion|bolag|myndighet|verk)(?:en|e|erna|er|n|s|ens|ernas|na|et|ets)?"
    ),
    re.compile(r"(?:region|kommun|stad|landsting|lan)(?:en|er|erna|ernas|ens|et|ets|s)?|stadens|stader|lanets"),
    re.compile(r".*\d.*"),
)


def find_twins(passages: Sequence[Passage], library: Library) -> list[tuple[str, str]]:
    """Pairs (id of one of these passages, id of its twin in another document or in another part of this one), sorted.

    The others are the active passages that the index holds; whichever of two documents comes first, the pair is found with the second.
    """
    told = [passage for passage in passages if len(words_of(passage.text)) >= SHORTEST]
    rows = meaning_rows(told, library)
    pairs = {
        (passage.id, other.id)
        for passage, row in zip(told, rows, strict=True)
        for other in near_passages(passage, row, library)
        if are_twins(passage.text, other.text)
    }
    return sorted(pairs | set(find_own_twins(told)))


def find_own_twins(passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """Twins between the parts of a bundle: what the memo proposes and the decision repeats. An opinion is nobody's twin.

    Within one part a repetition is no twin: the same words under two headings may be two commitments.
    """
    if len({passage.part for passage in passages} - OPINION_PARTS) < 2:
        return
    blocks: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.part not in OPINION_PARTS:
            for word in sorted(set(words_of(passage.text)), key=lambda word: (-len(word), word))[:LONGEST_WORDS]:
                blocks[word].append(passage)
    near = {(left, right) for block in blocks.values() for left, right in combinations(block, 2) if left.part != right.part}
    lengths = {passage.id: len(passage.text) for passage in passages}
    yield from (
        (left.id, right.id)
        for left, right in near
        if min(lengths[left.id], lengths[right.id]) > LEAST_LENGTH * max(lengths[left.id], lengths[right.id])
        and are_twins(left.text, right.text)
    )


def near_passages(passage: Passage, row: Sequence[float] | None, library: Library) -> Iterator[Passage]:
    """Active passages of other documents that either arm finds near."""
    active = library.store.generations()
    others = tuple(document for document in active if document != passage.document)
    if not others:
        return
    dense = row if row is not None and any(row) else None
    words, meaning = library.index.arms(passage_vector(passage), dense, Filters(documents=others), CANDIDATES)
    found = {hit.passage_id for hit in (*words, *meaning) if active.get(hit.document) == hit.generation}
    yield from library.store.passages(sorted(found)).values()


def are_twins(left: str, right: str) -> bool:
    """Whether two texts say the same. Symmetric; letters with and without accents count as equal."""
    first, second = words_of(left), words_of(right)
    if abs(len(first) - len(second)) > max(len(first), len(second)) * (1 - SIMILAR / 100) + 1:
        return False
    if fuzz.ratio(" ".join(first), " ".join(second), score_cutoff=SIMILAR) == 0:
        return False
    return matter_of(first) == matter_of(second)


def words_of(text: str) -> list[str]:
    """A text's words in order, in lower case, without accents."""
    return [fold(word) for _, _, word in find_words(text)]


def matter_of(words: Sequence[str]) -> list[str]:
    """The words of a text that decide what it says: all of them must be the same in a twin."""
    return sorted(word for word in words if any(group.fullmatch(word) for group in MATTERS))
