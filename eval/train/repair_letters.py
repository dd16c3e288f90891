"""Words with counts -> a letter model that tells Swedish spelling from nonsense.

In: word → count. Out: an .npz with the hash table of letter n-grams. Each word weighs by the logarithm of its count, so that it is
word types that teach. Witten-Bell interpolation (Witten & Bell 1991).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.repair.language import STEP
from ingest.repair.letters import ALPHABET, ORDER, code_windows, letter_numbers
from ingest.repair.tables import ABSENT, build_table

KEEP_WEIGHT = 3.0  # n-grams of order 4 and up that weigh less are left to the lower order


def build_letters(counts: dict[str, int], out: Path) -> None:
    """Estimate P(letter | up to ORDER - 1 letters before) and save it."""
    words = [word for word in counts if word.isalpha()]
    weights = np.repeat(np.log1p([counts[word] for word in words]), [len(word) + 1 for word in words])
    numbers = letter_numbers(words)
    lower: NDArray[np.float64] = np.full(len(weights), 1.0 / len(ALPHABET))
    codes, values, gains = [], [], []
    for order in range(1, ORDER + 1):
        grams, gram_places = np.unique(code_windows(numbers, order), return_inverse=True)
        _, context_places = np.unique(code_windows(numbers, order) // np.uint64(len(ALPHABET)), return_inverse=True)
        gram_weights = np.bincount(gram_places, weights)
        first = np.zeros(len(grams), np.int64)
        first[gram_places] = np.arange(len(gram_places))
        context_of = context_places[first]
        totals = np.bincount(context_of, gram_weights)
        kinds = np.bincount(context_of)
        share = (gram_weights + kinds[context_of] * lower[first]) / (totals + kinds)[context_of]
        keep = (gram_weights >= KEEP_WEIGHT) | (order < 4)
        codes.append(grams[keep])
        values.append(np.clip(np.rint(-np.log(share[keep]) / STEP), 0, ABSENT - 1).astype(np.uint8))
        gains.append(gram_weights[keep])
        lower = share[gram_places]
    table = build_table(np.concatenate(codes), np.concatenate(values), np.concatenate(gains))
    np.savez(out, slots=table.slots)
    print("letter n-grams", sum(map(len, codes)))
