"""The lexicon -> the rows of each word in the context model, and the words that OCR may take for each other.

In: the words by number, and how often each stands in the text. Out: arrays by word number. Knows nothing of torch or documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from ingest.repair.context import PIECES, Rows, cut_rows
from ingest.repair.language import FIRST_WORD
from ingest.repair.lexicon import fill_shape

MOST_WORDS = 28_000  # words with a row of their own: together with BUCKETS 34,000 rows of 80 bytes
MOST_RIVALS = 6  # of one word, the commonest
SWEDISH = frozenset("åäö")
TAKEN_FOR = SWEDISH | frozenset("aodié")  # what they are read as, and what a reader may make of that
BLUR = str.maketrans("åäöodié", "aaaaaaa")
Numbers = NDArray[np.int64]


def list_words(lexicon: marisa_trie.Trie) -> list[str]:
    """The words by number; those of START, NUMBER and UNKNOWN are empty."""
    keys = (lexicon.restore_key(place).split("\t") for place in range(len(lexicon)))
    return [""] * FIRST_WORD + [fill_shape(shape, fills) for shape, fills in keys]


def choose_own(counts: Numbers) -> Rows:
    """The sorted numbers of the words that get a row of their own: the commonest."""
    order = np.argsort(-counts[FIRST_WORD:], kind="stable")[:MOST_WORDS] + FIRST_WORD
    return np.sort(order[counts[order] > 0]).astype(np.int32)


def lay_rows(words: Sequence[str], own: Rows) -> Rows:
    """Shape (words, PIECES): the rows of each word."""
    rows = np.zeros((len(words), PIECES), np.int32)
    rows[:FIRST_WORD, 0] = np.arange(FIRST_WORD) + 1
    rows[own, 0] = np.arange(len(own)) + FIRST_WORD + 1
    row_of = {words[number]: int(rows[number, 0]) for number in own.tolist()}
    first_bucket = FIRST_WORD + 1 + len(own)
    for number in np.flatnonzero(rows[:, 0] == 0).tolist():
        rows[number] = cut_rows(words[number], lambda tail: row_of.get(tail, 0), first_bucket)
    return rows


def find_rivals(words: Sequence[str], counts: Numbers) -> Numbers:
    """Shape (words, MOST_RIVALS): numbers of the words that each word of the text may be taken for, the commonest first, 0 for none."""
    blurred: dict[str, list[int]] = defaultdict(list)
    for number in range(FIRST_WORD, len(words)):
        blurred[words[number].translate(BLUR)].append(number)
    rivals = np.zeros((len(words), MOST_RIVALS), np.int64)
    for group in blurred.values():
        for number, others in list_alike(group, words, counts) if len(group) > 1 else ():
            rivals[number, : len(others)] = others
    return rivals


def list_alike(group: Sequence[int], words: Sequence[str], counts: Numbers) -> Iterator[tuple[int, list[int]]]:
    """Each word of the text in a group, and those that it may be taken for."""
    for number in group:
        if counts[number]:
            alike = [other for other in group if other != number and is_alike(words[number], words[other])]
            if alike:
                yield number, sorted(alike, key=lambda other: (-counts[other], other))[:MOST_RIVALS]


def is_alike(one: str, other: str) -> bool:
    """Do two words of one length differ only where one of them has å, ä or ö?"""
    return all(a == b or ((a in SWEDISH or b in SWEDISH) and {a, b} <= TAKEN_FOR) for a, b in zip(one, other, strict=True))
