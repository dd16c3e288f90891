"""How much a question's words tell, from how rare they are in ordinary Swedish.

In: words, the size of a collection. Out: weights. Knows nothing of the collection's own words, so that no document changes another's rank
through them; the engine's own word statistics do that for the sparse arm.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from corpus.analysis import forms
from corpus.folding import find_words
from corpus.lexicon import load_lexicon

RUNNING_WORDS = 15e6  # behind the lexicon's frequencies
PASSAGE_WORDS = 30  # content words of a typical passage
UNSEEN = 0.5  # occurrences of a word that the lexicon does not know
COMMONEST = 16.0  # log2 frequency of a word that says nothing
LEAST_RARITY = 0.1


def rarity(word: str) -> float:
    """0.1 for the commonest words, 1 for an unknown one; linear in the logarithm of the frequency."""
    return max(LEAST_RARITY, 1 - load_lexicon().frequency(word) / COMMONEST)


def weigh_terms(text: str, terms: Mapping[str, float], power: float) -> dict[str, float]:
    """The terms' weights times a power of how rare the word in `text` is that they are forms of; others keep theirs.

    Few passages do not tell that "hela tiden" says nothing: a small collection's own word statistics take what is common for rare.
    """
    rare: dict[str, float] = {}
    for _, _, word in find_words(text):
        told = rarity(word) ** power
        rare.update((term, max(told, rare.get(term, 0.0))) for term, _ in forms(word))
    return {term: weight * rare.get(term, 1.0) for term, weight in terms.items()}


def expected_rarity(word: str, passages: int) -> float:
    """The inverse document frequency that a word would have among so many passages of ordinary Swedish. In nats."""
    occurrences = max(2 ** load_lexicon().frequency(word) - 1, UNSEEN)
    return min(math.log(1 + passages), math.log(1 + RUNNING_WORDS / (PASSAGE_WORDS * occurrences)))


def full_score(question: str, passages: int) -> float:
    """About what BM25 gives a passage that holds every word of the question once; 0 for a question of stop words.

    A passage's BM25 divided by this tells how much of the question it holds, whatever the question: so that words are trusted where they
    match, and the other arms where they do not.
    """
    words = dict.fromkeys(word for _, _, word in find_words(question) if forms(word))
    return math.fsum(expected_rarity(word, passages) for word in words)
