"""The words of a collection, kept per revision of its store.

In: a library. Out: every word of its passages, findable by length and by its spelling without å ä ö. Serves the question side only; no
document's vectors depend on it. Knows nothing of questions.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import chain
from typing import TypeAlias
from weakref import WeakKeyDictionary

from corpus.analysis import stem, to_vector
from corpus.folding import find_words, fold
from corpus.library import Library
from corpus.records import Filters
from corpus.store import Store

SHORTEST = 3  # letters
RUNNING_WORDS, SMALLEST = 15e6, 10_000  # words behind the lexicon's frequencies; a smaller collection tells as little as one of SMALLEST
KEPT_WORDS = 20_000  # words of questions of which it is remembered whether the collection has them
MOST_HITS = 60  # passages with a name; with more it tells no document apart
OFTEN, STANDS_OUT = 4, 3  # occurrences of what a document is about, and how many times those elsewhere
MOST_PASSAGES = 10_000  # reading more takes longer than a question may; then the index is asked for single words

Mended: TypeAlias = tuple[str | None, str | None]  # a word with its å ä ö, and the word that was meant; None where it stays


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one length, sorted; `bare` are the same without å ä ö."""

    words: tuple[str, ...]
    bare: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a collection, in lower case."""

    words: frozenset[str]
    by_length: Mapping[int, Words]
    accented: Mapping[str, str]  # spelling without å ä ö -> the word
    find: Callable[[str], bool] | None = None  # looks for a word that is not in `words`
    shares: Mapping[str, float] = field(default_factory=dict)  # word -> log2 of its occurrences in as much text as the lexicon counted
    mended: dict[tuple[str, bool], Mended] = field(default_factory=dict, repr=False, compare=False)  # words of questions; only fills

    def holds(self, word: str) -> bool:
        """Whether the collection has the word."""
        return word in self.words or (self.find is not None and self.find(word))


def make_vocabulary(words: Iterable[str]) -> Vocabulary:
    """Arrange words for look-up, each as often as it stands in the collection."""
    counts = Counter(words)
    kept = frozenset(counts)
    shares = {word: math.log2(count * RUNNING_WORDS / max(counts.total(), SMALLEST)) for word, count in counts.items()}
    accented = {fold(word): word for word in sorted(kept) if not word.isascii()}
    return Vocabulary(kept, group_by_length(kept), accented, None, shares)


def group_by_length(words: Iterable[str]) -> dict[int, Words]:
    """Words by their length."""
    groups: dict[int, list[str]] = defaultdict(list)
    for word in sorted(words):
        groups[len(word)].append(word)
    return {length: Words(tuple(group), tuple(map(fold, group))) for length, group in groups.items()}


@dataclass(slots=True)
class Kept:
    """What is in memory of one store."""

    revision: int
    vocabulary: Vocabulary
    documents: dict[tuple[str, str], Counter[str]]  # (document, generation) -> its words and how often they stand there


_kept: WeakKeyDictionary[Store, Kept] = WeakKeyDictionary()


def collection_words(library: Library) -> Vocabulary:
    """The words of every active passage; made anew only for documents that changed."""
    store = library.store
    revision, kept = store.revision(), _kept.get(store)
    if kept and kept.revision == revision:
        return kept.vocabulary
    known = kept.documents if kept else {}
    if sum(points for points, _ in store.manifest().values()) > MOST_PASSAGES:
        return _unread_words(library, revision)
    documents = {key: known.get(key) or document_words(library, key[0]) for key in store.generations().items()}
    vocabulary = make_vocabulary(chain.from_iterable(words.elements() for words in documents.values()))
    _kept[store] = Kept(revision, vocabulary, documents)
    return vocabulary


@lru_cache(maxsize=16)  # collections of a service, and revisions of them
def _unread_words(library: Library, _revision: int) -> Vocabulary:
    """The words of a collection that is too large to be read."""
    return Vocabulary(frozenset(), {}, {}, partial(is_indexed, library=library))


def is_indexed(word: str, library: Library) -> bool:
    """Whether any passage has the word or a form of it."""
    return _is_indexed(stem(word), library, library.store.revision())


@lru_cache(maxsize=KEPT_WORDS)
def _is_indexed(term: str, library: Library, _revision: int) -> bool:
    """Looked for once a revision."""
    return bool(library.index.sparse(to_vector({term: 1.0}), Filters(), 1))


def holding_documents(word: str, library: Library) -> tuple[str, ...]:
    """Ids of the documents that have the word; of a large collection those among its best hits, none when there are too many to tell.

    "klimat*" asks for the one document that speaks of words with this beginning, () when none stands out or the collection is large.
    """
    collection_words(library)
    kept = _kept.get(library.store)
    if word.endswith("*"):
        return find_speaker(word[:-1], kept.documents) if kept and kept.revision == library.store.revision() else ()
    if kept and kept.revision == library.store.revision():
        return tuple(name for (name, _), words in kept.documents.items() if word in words)
    return _indexed_in(stem(word), library, library.store.revision())


def find_speaker(beginning: str, documents: Mapping[tuple[str, str], Counter[str]]) -> tuple[str, ...]:
    """The document that has words with this beginning OFTEN times, and STANDS_OUT times as often as any other."""
    counts = [(sum(n for word, n in words.items() if word.startswith(beginning)), name) for (name, _), words in documents.items()]
    best, second = (*sorted(counts, reverse=True), (0, ""), (0, ""))[:2]
    return (best[1],) if best[0] >= max(OFTEN, STANDS_OUT * second[0]) else ()


@lru_cache(maxsize=KEPT_WORDS)
def _indexed_in(term: str, library: Library, _revision: int) -> tuple[str, ...]:
    """Looked for once a revision."""
    hits = library.index.sparse(to_vector({term: 1.0}), Filters(), MOST_HITS)
    active = library.store.generations()
    return tuple(dict.fromkeys(hit.document for hit in hits if active.get(hit.document) == hit.generation)) if len(hits) < MOST_HITS else ()


def document_words(library: Library, document_id: str) -> Counter[str]:
    """The words of a document's passages and headings, and in how many places."""
    texts = {text for passage in library.store.document_passages(document_id) for text in (passage.text, passage.lead or "", *passage.path)}
    return Counter(word for text in texts for _, _, word in find_words(text) if len(word) >= SHORTEST and word.isalpha())
