"""What the collection as a whole says about words: how rare each is, and which documents there are.

In: a library. Out: a Collection, made once per revision of the store and kept. Knows nothing of questions.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import chain
from threading import Lock
from weakref import WeakKeyDictionary

from assistant.question.plans import name_words
from assistant.question.words import PLAIN_WEIGHT, Terms, fold, read_words, stem, terms_of
from assistant.retrieval.kept import remember
from corpus.lexicon import load_lexicon
from corpus.library import Library
from corpus.records import Document
from corpus.store import Store

SPOKEN = read_words("spoken.txt")
SAMPLE = 1_500  # passages that rarity is counted on; enough for the common words, which alone need telling apart
# log2 count in 15 million words: a word as common as COMMON says next to nothing of a topic, one RARER steps rarer says all it can
COMMON, RARER = 13.0, 6.0
HELD_BACK = 0.5  # what a common word may gain from being rare in the collection
LEAST, MOST = 0.1, 1.5  # weights are kept within these
FIRST = 10  # passages read at a time until one has a text
OPENING = 60  # characters of a document's first passage that may tell whose it is
NAME = re.compile(r"\b[A-ZÅÄÖ][a-zåäö]{3,}")
PARTIES = re.compile(r"\b[A-ZÅÄÖ]\w+(?:(?:, | och | samt )[A-ZÅÄÖ]\w+)+")  # "Vik, Näs och Bro kommuner"
RARE_NAME = 8.0  # log2 count in 15 million words below which a word with a capital is a name


@dataclass(frozen=True, slots=True)
class Collection:
    """The documents, and in how many passages each folded stem stands."""

    documents: tuple[Document, ...]
    counts: dict[str, int]
    passages: int
    names: frozenset[str] = frozenset()  # folded proper names in the documents' issuers and titles: they tell plans apart, not topics
    areas: frozenset[tuple[str, int]] = frozenset()  # anchor and offset at which each area of the plans begins
    openings: Mapping[str, frozenset[str]] = field(default_factory=dict)  # document id -> names above its first heading: "Ekdala skola"

    def weigh(self, surface: str) -> float:
        """How much a question's word says: rare in the collection and in Swedish weighs most."""
        name = fold(surface).removesuffix("s")
        if name in self.names or any(name in own for own in self.openings.values()):
            return LEAST
        count = self.counts.get(stem(surface), 0)
        if not count and stem(surface) in SPOKEN:  # spoken with whatever is spoken of: that no plan has it says nothing
            return PLAIN_WEIGHT
        general = (COMMON - load_lexicon().frequency(surface.lower())) / RARER
        if count:
            here = MOST * math.log((self.passages + 1) / (count + 0.5)) / math.log(self.passages + 2)
            return min(max(min(here, max(general, 0.0) + HELD_BACK), LEAST), MOST)
        return min(max(general, LEAST), MOST)

    def holds(self, terms: Terms) -> bool:
        """Whether any passage counted has one of these terms as a word."""
        return any(term in self.counts for term in terms.whole)


_locks: WeakKeyDictionary[Store, Lock] = WeakKeyDictionary()
_making = Lock()  # of a store's lock


def learn(library: Library) -> Collection:
    """The collection as it is now. After a start all threads would read every passage at once; collections do not wait for each other."""
    with _making:
        lock = _locks.setdefault(library.store, Lock())
    with lock:
        return _learn(library.store, library.store.revision())


@lru_cache(maxsize=16)  # collections of a service, and revisions of them
def _learn(store: Store, _revision: int) -> Collection:
    """Counted once per revision, and only what changed; the last few are kept."""
    counts: Counter[str] = Counter()
    documents = store.documents()
    total = 0
    manifest = store.manifest()
    for document in documents:
        step = max(1, manifest[document.id][0] * len(documents) // SAMPLE)
        passages, own = remember(store, document.id, ("counts", step), partial(count_terms, store, document.id, step))
        counts.update(own)
        total += passages
    names = frozenset(name for document in documents for name in name_words(document))
    areas = frozenset((area.anchor, area.start) for area in store.areas())
    openings = {one.id: remember(store, one.id, "opening", partial(find_opening, store, one.id)) for one in documents}
    return Collection(documents, dict(counts), total, names, areas, openings)


def find_opening(store: Store, document_id: str) -> frozenset[str]:
    """The folded proper names with which a document opens: whose it is, as a school's routine tells; no parties of an agreement."""
    first = next((one for one in chain.from_iterable(store.passage_batches(document_id, FIRST)) if one.text), None)
    line = first.text[:OPENING].split(".")[0] if first else ""
    known = load_lexicon().frequency
    names = (name.lower() for name in NAME.findall(PARTIES.sub("", line)))
    return frozenset(fold(name).removesuffix("s") for name in names if known(name) < RARE_NAME)


def count_terms(store: Store, document_id: str, step: int) -> tuple[int, Counter[str]]:
    """How many of a document's passages were read, and in how many of them each folded stem stands."""
    passages = store.some_passages(document_id, step)
    return len(passages), Counter(term for passage in passages for term in terms_of(passage.text).whole)
