"""Late interaction: every word of a question finds its nearest word in a passage.

In: a question and passages, an encoder. Out: one score per passage, 0 to 1. Knows nothing of arms, engines or the store.
Source: MaxSim of ColBERT (Khattab and Zaharia, 2020), over static word vectors, each question word weighted by how rare it is in Swedish.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from assistant.rarity import rarity
from corpus.analysis import stop_words
from corpus.encoder import Encoder
from corpus.folding import list_words
from corpus.records import Passage

Array = np.ndarray[tuple[int, ...], np.dtype[Any]]

KEPT_WORDS = 40_000  # word vectors in memory, at most 40 MB; then all are forgotten
KEPT_TEXTS = 20_000  # word lists in memory


class WordTable:
    """Unit vectors of the words met so far, and the words of the texts met so far."""

    def __init__(self, encoder: Encoder) -> None:
        self.encode = encoder.encode_words
        self.rows: dict[str, int] = {}
        self.table = np.zeros((1024, encoder.dimension), dtype=np.float32)
        self.texts: dict[str, Array] = {}

    def numbers(self, words: Sequence[str]) -> Array:
        """The rows of these words, made on first use."""
        new = sorted({word for word in words if word not in self.rows})
        if new:
            self._learn(new)
        return np.array([self.rows[word] for word in words], dtype=np.int32)

    def text_numbers(self, text: str) -> Array:
        """The rows of a text's words, each once."""
        found = self.texts.get(text)
        if found is None:
            found = self.numbers(content_words(text))
            if len(self.texts) >= KEPT_TEXTS:
                self.texts.clear()
            self.texts[text] = found
        return found

    def _learn(self, words: list[str]) -> None:
        vectors = self.encode(words)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        first = len(self.rows)
        while first + len(words) > len(self.table):
            self.table = np.concatenate([self.table, np.zeros_like(self.table)])
        self.table[first : first + len(words)] = vectors
        self.rows.update((word, first + place) for place, word in enumerate(words))


_tables: WeakKeyDictionary[Encoder, WordTable] = WeakKeyDictionary()


def late_scores(question: str, passages: Sequence[Passage], encoder: Encoder) -> list[float]:
    """For each passage, how near its words come to the question's: mean over the question's words, rare words weighing more."""
    return late_text_scores(question, [full_text(passage, passage.text) for passage in passages], encoder)


def full_text(passage: Passage, text: str) -> str:
    """A text of a passage with the nearest heading and the lead of its list."""
    return f"{passage.path[-1] if passage.path else ''} {passage.lead or ''} {text}"


def late_text_scores(question: str, texts: Sequence[str], encoder: Encoder) -> list[float]:
    """As `late_scores`, of texts as they are."""
    words = content_words(question)
    if not words or not texts:
        return [0.0] * len(texts)
    table = _tables.get(encoder)
    if table is None or len(table.rows) > KEPT_WORDS:
        table = _tables[encoder] = WordTable(encoder)
    asked = table.numbers(words)
    numbers = [table.text_numbers(text) for text in texts]
    weights = np.array([rarity(word) for word in words], dtype=np.float32)
    return weigh(table.table, asked, numbers, weights)


def weigh(table: Array, asked: Array, numbers: Sequence[Array], weights: Array) -> list[float]:
    """Weighted mean of each question word's best similarity, per passage; 0 for a passage without words."""
    scores = np.zeros(len(numbers), dtype=np.float32)
    filled = [place for place, found in enumerate(numbers) if len(found)]
    if not filled:
        return list(scores.tolist())
    every = np.concatenate([numbers[place] for place in filled])
    present = np.zeros(len(table), dtype=bool)
    present[every] = True
    places = np.cumsum(present) - 1  # of each word among those present
    # not @: its threads wait for each other, 12 ms on a busy machine where this takes 0.4
    similar = np.einsum("wd,qd->wq", table[present], table[asked])[places[every]]
    starts = np.cumsum([0, *(len(numbers[place]) for place in filled[:-1])])
    best = np.maximum.reduceat(similar, starts, axis=0)
    scores[filled] = best @ (weights / weights.sum())
    return list(scores.tolist())


def content_words(text: str) -> list[str]:
    """The words of a text but for stop words, each once, in order."""
    stop = stop_words()
    return [word for word in dict.fromkeys(list_words(text)) if word not in stop]
