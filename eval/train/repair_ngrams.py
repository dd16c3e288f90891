"""A text as word numbers -> the pruned trigram model of OCR repair.

In: word numbers. Out: an .npz with unigrams, back-off weights and the hash table of n-grams.
Interpolated Kneser-Ney with three discounts (Chen & Goodman 1999), pruned by weighted difference (Seymore & Rosenfeld 1996).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.repair.language import BACKOFF_TAG, PAIR_TAG, START, STEP, join_codes
from ingest.repair.tables import ABSENT, build_table

BITS = 20
LOW = (1 << BITS) - 1
PAIR_LOSS = 5.0  # nats of training text that a bigram must be worth to be kept
FORM_FLOOR = 0.1  # occurrences that a form which no text has is worth; a word of the texts has at least 1.5
FORM_TRUST = 0.5  # of its share of general Swedish: officials write otherwise
TRIPLE_LOSS = 11.0  # the same for a trigram: 2.5 trebles the table and mends no more words
Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Level:
    """N-grams of one order: context and last word as numbers, discounted share of the context's count, weight left to the lower order."""

    contexts: Numbers
    lasts: Numbers
    counts: Numbers
    shares: Floats


def pick_discounts(counts: Numbers) -> Floats:
    """Chen & Goodman's discounts for counts 0, 1, 2 and 3 or more."""
    n1, n2, n3, n4 = (max(1, int((counts == n).sum())) for n in (1, 2, 3, 4))
    base = n1 / (n1 + 2 * n2)
    estimates = np.array([1 - 2 * base * n2 / n1, 2 - 3 * base * n3 / n2, 3 - 4 * base * n4 / n3])
    return np.append(0.0, np.clip(estimates, 0.1, [0.9, 1.8, 2.7]))  # a text of few words gives impossible ones


def discount(contexts: Numbers, lasts: Numbers, counts: Numbers, size: int) -> tuple[Level, Floats]:
    """Shares of the n-grams, and per context (0 ≤ context < size) the weight that is left for the lower order."""
    discounts = pick_discounts(counts)[np.minimum(counts, 3)]
    totals = np.bincount(contexts, counts, size)
    left = np.bincount(contexts, discounts, size) / np.maximum(totals, 1)
    return Level(contexts, lasts, counts, (counts - discounts) / totals[contexts]), np.where(totals > 0, left, 1.0)


def count_codes(codes: Numbers) -> tuple[Numbers, Numbers]:
    """Distinct codes, sorted, with their counts."""
    unique, counts = np.unique(codes, return_counts=True)
    return unique, counts.astype(np.int64)


def renew_weights(level: Level, full: Floats, lower: Floats, keep: NDArray[np.bool_], size: int) -> Floats:
    """Back-off weights after pruning, so that each context's probabilities sum to one again."""
    kept_full = np.bincount(level.contexts[keep], full[keep], size)
    kept_lower = np.bincount(level.contexts[keep], lower[keep], size)
    return np.clip((1 - kept_full) / np.maximum(1 - kept_lower, 1e-9), 1e-6, 1.0)


def round_logs(values: Floats) -> NDArray[np.uint8]:
    """Probabilities or weights as bytes of STEP nats."""
    return np.clip(np.rint(-np.log(values) / STEP), 0, ABSENT - 1).astype(np.uint8)


def count_singles(pairs: Numbers, words: int, forms: Floats | None) -> Floats:
    """How many kinds of words stand before each; `forms`: share of general Swedish of those that no text has, NaN for the others."""
    singles: Floats = np.bincount(pairs & LOW, minlength=words).astype(np.float64)
    if forms is None:
        return singles + 0.5
    absent = ~np.isnan(forms) & (singles == 0)
    return singles + np.where(absent, FORM_FLOOR + FORM_TRUST * np.nan_to_num(forms) * singles.sum(), 0.5)


def build_ngrams(sequence: Numbers, words: int, out: Path, forms: Floats | None = None) -> None:
    """Estimate, prune and save the model of a text of numbers under `words`; `forms` as `count_singles` takes them."""
    triples, triple_counts = count_codes((((sequence[:-2] << BITS) | sequence[1:-1]) << BITS) | sequence[2:])
    real = triples & LOW != START  # a sentence's end is no word to be predicted
    triples, triple_counts = triples[real], triple_counts[real]
    pairs, pair_kinds = count_codes(triples & ((1 << 2 * BITS) - 1))  # how many words stand before a pair
    singles = count_singles(pairs, words, forms)
    unigrams = singles / singles.sum()
    second, weights = discount(pairs >> BITS, pairs & LOW, pair_kinds, words)
    pair_full = second.shares + weights[second.contexts] * unigrams[second.lasts]
    context_codes, context_places = np.unique(triples >> BITS, return_inverse=True)
    third, triple_weights = discount(context_places.astype(np.int64), triples & LOW, triple_counts, len(context_codes))
    triple_lower = pair_full[np.searchsorted(pairs, triples & ((1 << 2 * BITS) - 1))]
    triple_full = third.shares + triple_weights[third.contexts] * triple_lower
    keep = triple_counts * np.log(triple_full / (triple_weights[third.contexts] * triple_lower)) > TRIPLE_LOSS
    triple_weights = renew_weights(third, triple_full, triple_lower, keep, len(context_codes))
    used = np.bincount(third.contexts[keep], minlength=len(context_codes)) > 0
    pair_counts = np.bincount(np.searchsorted(pairs, triples & ((1 << 2 * BITS) - 1)), triple_counts, len(pairs))
    pair_lower = unigrams[second.lasts]
    keep_pair = pair_counts * np.log(pair_full / (weights[second.contexts] * pair_lower)) > PAIR_LOSS
    weights = renew_weights(second, pair_full, pair_lower, keep_pair, words)
    codes = [
        triples[keep].astype(np.uint64),
        join_codes(PAIR_TAG, (pairs[keep_pair] >> BITS).astype(np.uint64), (pairs[keep_pair] & LOW).astype(np.uint64)),
        join_codes(BACKOFF_TAG, (context_codes[used] >> BITS).astype(np.uint64), (context_codes[used] & LOW).astype(np.uint64)),
    ]
    values = [round_logs(triple_full[keep]), round_logs(pair_full[keep_pair]), round_logs(triple_weights[used])]
    gains = [triple_counts[keep], pair_counts[keep_pair], np.bincount(third.contexts, third.counts, len(context_codes))[used]]
    print("trigrams", int(keep.sum()), "bigrams", int(keep_pair.sum()), "contexts", int(used.sum()))
    table = build_table(np.concatenate(codes), np.concatenate(values), np.concatenate(gains).astype(np.float64))
    np.savez(
        out,
        unigrams=round_logs(unigrams),
        backoffs=round_logs(weights),
        slots=table.slots,
    )
