"""Late interaction: every word of a question finds its nearest word in a passage, and its neighbour near by.

In: a question and passages, an encoder. Out: scores per passage, 0 to 1. Knows nothing of arms, engines or the store.
Sources: MaxSim of ColBERT (Khattab and Zaharia, 2020), over static word vectors, each question word weighted by how rare it is in Swedish;
pairs of words in a window, of the sequential dependence model (Metzler and Croft, 2005), where words are the same that mean much the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from assistant.retrieval.rarity import rarity
from corpus.analysis import stop_words
from corpus.encoder import Encoder
from corpus.folding import list_words
from corpus.records import Passage

Array = np.ndarray[tuple[int, ...], np.dtype[Any]]
Parts = tuple[str, ...]  # of a text, one after the other

KEPT_WORDS = 60_000  # word vectors in memory, at most 60 MB; then all are forgotten
ROOM = KEPT_WORDS + 2**12  # rows of the table: memory is taken when a row is filled; to copy them into a larger one takes 0.2 s
KEPT_TEXTS = 20_000  # word lists in memory
SAME = 0.7  # cosine from which two words are one: inflections, compounds, synonyms; 0.6 to 0.9 find as much
WINDOW = 8  # content words to each side in which a neighbour counts as near; 3 to 14 find as much


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a passage's words come to a question's."""

    late: float  # mean over the question's words of the nearest word's cosine
    together: float  # share of the question's pairs of neighbours that stand near each other in the passage


class WordTable:
    """Unit vectors of the words met so far, and the words of the texts met so far."""

    def __init__(self, encoder: Encoder) -> None:
        self.encode = encoder.encode_words
        self.rows: dict[str, int] = {}
        self.table = np.zeros((ROOM, encoder.dimension), dtype=np.float32)
        self.texts: dict[Parts, Array] = {}

    def numbers(self, words: Sequence[str]) -> Array:
        """The rows of these words, made on first use."""
        self._learn(words)
        return self._look_up(words)

    def text_numbers(self, texts: Sequence[Parts]) -> list[Array]:
        """The rows of each text's words, in their order. New words of all texts are made together: one by one takes ten times as long."""
        kept = self.texts
        new = [text for text in dict.fromkeys(texts) if text not in kept]
        parts = {(part,) for text in new for part in text}
        unread = {part: keep_content(list_words(part[0])) for part in parts if part not in kept}
        self._learn(chain.from_iterable(unread.values()))
        read = {part: self._look_up(unread[part]) if part in unread else kept[part] for part in parts}
        made = {text: np.concatenate([read[part,] for part in text]) for text in new}
        if len(kept) + 2 * len(new) > KEPT_TEXTS:
            self.texts = {}
        self.texts.update(made)
        self.texts.update(((part,), read[part,]) for text in new for part in text[:-1])  # headings and leads are those of many
        return [made[text] if text in made else kept[text] for text in texts]

    def _look_up(self, words: Sequence[str]) -> Array:
        """The rows of words that are known."""
        return np.fromiter(map(self.rows.__getitem__, words), np.int32, len(words))

    def _learn(self, asked: Iterable[str]) -> None:
        """Make the rows of those that are new."""
        words = sorted(set(asked).difference(self.rows))
        if not words:
            return
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


def full_text(passage: Passage, text: str) -> Parts:
    """A text of a passage with the nearest heading and the lead of its list."""
    return passage.path[-1] if passage.path else "", passage.lead or "", text


def late_text_scores(question: str, texts: Sequence[Parts], encoder: Encoder) -> list[float]:
    """As `late_scores`, of texts as they are."""
    return [one.late for one in compare_words(question, texts, encoder, pairs=False)]


def compare_passages(question: str, passages: Sequence[Passage], encoder: Encoder) -> list[Nearness]:
    """Each passage with the nearest heading and the lead of its list."""
    return compare_words(question, [full_text(passage, passage.text) for passage in passages], encoder)


def compare_words(question: str, texts: Sequence[Parts], encoder: Encoder, *, pairs: bool = True) -> list[Nearness]:
    """Each text; rare words of the question weigh more. `pairs`: whether it is asked what stands together, half of the work."""
    words = content_words(question)
    if not words or not texts:
        return [Nearness(0.0, 0.0)] * len(texts)
    table = find_table(encoder)
    asked = table.numbers(words)
    numbers = table.text_numbers(texts)
    filled = [place for place, found in enumerate(numbers) if len(found)]
    late, together = np.zeros((2, len(texts)), dtype=np.float32)
    if filled:
        weights = np.array([rarity(word) for word in words], dtype=np.float32)
        similar, bounds = align(table.table, asked, [numbers[place] for place in filled])
        # not @: of narrow arrays BLAS reads what lies beside them, and then reports numbers that are none
        late[filled] = np.einsum("tq,q->t", np.maximum.reduceat(similar, bounds[:-1], axis=0), weights / weights.sum())
        if pairs:
            together[filled] = join_pairs(similar, bounds, weights)
    return [Nearness(*both) for both in zip(late.tolist(), together.tolist(), strict=True)]


def find_table(encoder: Encoder) -> WordTable:
    """The words met so far; a new table when there are too many."""
    table = _tables.get(encoder)
    if table is None or len(table.rows) > KEPT_WORDS:
        table = _tables[encoder] = WordTable(encoder)
    return table


def learn_words(words: Sequence[str], encoder: Encoder) -> None:
    """Meet words that passages to come will have."""
    find_table(encoder).numbers(keep_content(words))


def align(table: Array, asked: Array, numbers: Sequence[Array]) -> tuple[Array, Array]:
    """(words of all texts, question words) cosines, and where each text begins and ends in them."""
    every = np.concatenate(numbers)
    present = np.zeros(len(table), dtype=bool)
    present[every] = True
    words = np.flatnonzero(present)
    places = np.empty(len(table), dtype=np.int32)  # of each word among those present
    places[words] = np.arange(len(words), dtype=np.int32)
    # pair by pair, not @: its threads wait for each other, 12 ms on a busy machine where this takes 0.2
    similar = np.vecdot(table.take(words, axis=0)[:, None], table.take(asked, axis=0)[None])[places[every]]
    return similar, np.cumsum([0, *map(len, numbers)])


def join_pairs(similar: Array, bounds: Array, weights: Array) -> Array:
    """Per text the share of the question's neighbours that stand within WINDOW of each other, rare pairs weighing more."""
    joint = np.sqrt(weights[:-1] * weights[1:])
    if not len(joint):
        return np.zeros(len(bounds) - 1, dtype=np.float32)
    same = similar >= SAME
    places = np.flatnonzero(same[:, :-1].any(axis=1))
    texts = np.searchsorted(bounds, places, side="right") - 1
    counts = np.concatenate([np.zeros((1, same.shape[1] - 1), dtype=np.int32), same[:, 1:].cumsum(axis=0, dtype=np.int32)])
    until, since = np.minimum(places + WINDOW + 1, bounds[texts + 1]), np.maximum(places - WINDOW, bounds[texts])
    rows, pairs = np.nonzero(same[places, :-1] & (counts[until] > counts[since]))
    found = np.zeros((len(bounds) - 1, len(joint)), dtype=np.float32)
    found[texts[rows], pairs] = 1.0
    shares: Array = np.einsum("tp,p->t", found, joint / joint.sum())
    return shares


def content_words(text: str) -> list[str]:
    """The words of a text but for stop words, each once, in order."""
    return list(dict.fromkeys(keep_content(list_words(text))))


def keep_content(words: Sequence[str]) -> list[str]:
    """Those that are no stop words."""
    stop = stop_words()
    return [word for word in words if word not in stop]
