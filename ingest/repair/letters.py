"""How Swedish is the spelling of a word that no lexicon knows?

In: words, lower case. Out: log P of their letters under a letter n-gram model. Knows nothing of meaning, context or OCR.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.repair.language import STEP
from ingest.repair.tables import ABSENT, HashTable

ORDER = 6  # letters in the longest n-gram
ALPHABET = "\0 abcdefghijklmnopqrstuvwxyzåäöéü?"  # \0 pads the front, a space ends a word, ? stands for any other letter
NUMBERS = np.array([max(0, ALPHABET.find(chr(sign))) if chr(sign) in ALPHABET else ALPHABET.index("?") for sign in range(384)], np.uint64)
MISS = 1.0  # nats a letter loses for each order that has to be left: what Witten-Bell's weights come to on average


def letter_numbers(words: Sequence[str]) -> NDArray[np.uint64]:
    """For every letter and word end: the letter and the ORDER - 1 before it within the word, shape (letters, ORDER), last column newest."""
    padding = ALPHABET[0] * (ORDER - 1)
    signs = np.frombuffer("".join([f"{padding}{word} " for word in words]).encode("utf-32-le"), np.uint32)
    numbers = NUMBERS[np.minimum(signs, len(NUMBERS) - 1)]
    rows = np.lib.stride_tricks.sliding_window_view(numbers, ORDER)
    kept: NDArray[np.uint64] = rows[signs[ORDER - 1 :] != ord(ALPHABET[0])]
    return kept


def code_windows(numbers: NDArray[np.uint64], order: int) -> NDArray[np.uint64]:
    """One code per row for its last `order` letters; code // len(ALPHABET) is the code of the context."""
    codes = np.full(len(numbers), order, np.uint64)
    for column in range(ORDER - order, ORDER):
        codes = codes * np.uint64(len(ALPHABET)) + numbers[:, column]
    return codes


class LetterModel:
    """table: code of an n-gram of letters → cost of its last letter in units of STEP nats."""

    def __init__(self, table: HashTable) -> None:
        self.table = table

    def score(self, words: Sequence[str]) -> NDArray[np.float32]:
        """log P of each word's letters."""
        if not words:
            return np.zeros(0, np.float32)
        numbers = letter_numbers(words)
        logs = np.full(len(numbers), np.nan, np.float32)
        for order in range(ORDER, 0, -1):
            open_rows = np.isnan(logs)
            stored = self.table.get(code_windows(numbers[open_rows], order)).astype(np.float32)
            logs[open_rows] = np.where(stored == ABSENT, np.nan, -STEP * stored - MISS * (ORDER - order))
        logs[np.isnan(logs)] = -MISS * ORDER - np.log(len(ALPHABET))
        ends = np.cumsum([len(word) + 1 for word in words])
        return np.add.reduceat(logs, ends - [len(word) + 1 for word in words])
