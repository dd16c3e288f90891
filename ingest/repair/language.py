"""How probable is a word after two others? A word trigram model in hashed tables.

In: word numbers (of the lexicon; START, NUMBER and UNKNOWN beside them). Out: natural logarithms of P(word | two words before).
Interpolated Kneser-Ney with back-off, pruned and rounded to a byte a value (Chen & Goodman 1999). Knows nothing of letters or documents.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.repair.tables import ABSENT, HashTable

Ids = NDArray[np.int64]
Logs = NDArray[np.float32]

START, NUMBER, UNKNOWN = 0, 1, 2  # sentence start, a figure, a word outside the lexicon
FIRST_WORD = 3  # the lexicon's word n has number n + FIRST_WORD
STEP = 0.08  # nats per unit of a stored byte: P is kept within 4 %, down to exp(-20.3)
SHIFT = np.uint64(20)  # bits of a word number in a code
PAIR_TAG = np.uint64((1 << 20) - 1)  # first place of a bigram's code
BACKOFF_TAG = np.uint64((1 << 20) - 2)  # first place of the code of a context's back-off weight


def join_codes(first: NDArray[np.uint64] | np.uint64, second: NDArray[np.uint64], third: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Three word numbers or tags (each under 2**20) as one code."""
    return (((first << SHIFT) | second) << SHIFT) | third


class LanguageModel:
    """unigrams, backoffs: float32 (words,), log P and log back-off weight; table: the n-grams."""

    def __init__(self, unigrams: Logs, backoffs: Logs, table: HashTable) -> None:
        self.unigrams = unigrams
        self.backoffs = backoffs
        self.table = table

    def _read(self, codes: NDArray[np.uint64], otherwise: Logs) -> Logs:
        stored = self.table.get(codes)
        return np.where(stored == ABSENT, otherwise, -STEP * stored.astype(np.float32)).astype(np.float32)

    def score(self, first: Ids, second: Ids, third: Ids) -> Logs:
        """log P(third | first, second), element by element."""
        a, b, c = (ids.astype(np.uint64) for ids in (first, second, third))
        pair = self._read(join_codes(PAIR_TAG, b, c), self.backoffs[second] + self.unigrams[third])
        nothing = np.zeros(len(a), np.float32)
        return self._read(join_codes(a, b, c), pair + self._read(join_codes(BACKOFF_TAG, a, b), nothing))
