"""Texts as piece numbers -> the table that contrastive training starts from.

In: bags of pieces. Out: one row for each piece: its skip-gram vector (Mikolov et al. 2013), made one long, times a smooth inverse
frequency a / (a + p) (Arora et al. 2017), so that a plain sum already weighs rare pieces most. Knows gensim.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np
from gensim.models import Word2Vec

from eval.train.encoder_tokenizer import Bags

WINDOW = 8  # pieces to each side: wide windows give topics rather than grammar
NEGATIVES, SUBSAMPLE, EPOCHS, RAREST = 8, 1e-4, 2, 5
SMOOTHING = 1e-3  # a, in a / (a + p)
UNSEEN = 0.06  # standard deviation of the rows of pieces that skip-gram never saw: as long as the others

Table = np.ndarray[tuple[int, int], np.dtype[np.float32]]


def start_table(bags: Bags, pieces: int, dimension: int, seed: int) -> Table:
    """(pieces, dimension) float32. One worker, since several make skip-gram depend on their timing."""
    vectors = _train_skipgram(bags, dimension, seed)
    table = np.random.default_rng(seed).normal(0, UNSEEN, (pieces, dimension)).astype(np.float32)
    for piece in vectors.index_to_key:
        table[int(piece)] = vectors[piece] / np.linalg.norm(vectors[piece])
    counts = np.bincount(bags.ids, minlength=pieces) + 1
    scale = SMOOTHING / (SMOOTHING + counts / counts.sum())
    table *= scale.astype(np.float32)[:, None]
    return table


def _train_skipgram(bags: Bags, dimension: int, seed: int):  # type: ignore[no-untyped-def]  # noqa: ANN202 - gensim has no types
    """gensim's vectors by piece number, written as text."""
    descriptor, name = tempfile.mkstemp(suffix=".txt")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as lines:
            lines.writelines(" ".join(map(str, bags.row(index))) + "\n" for index in range(len(bags)))
        model = Word2Vec(
            corpus_file=name, vector_size=dimension, window=WINDOW, min_count=min(RAREST, 1 + len(bags) // 1000), sg=1,
            negative=NEGATIVES, sample=SUBSAMPLE, epochs=EPOCHS, workers=1, seed=seed + 1,
        )  # fmt: skip
        return model.wv
    finally:
        Path(name).unlink()
