"""Rows with two outcomes -> a forest that tells how likely each outcome is.

In: rows of measures and which of them are right. Out: a Forest of the log odds. Gradient boosting of complete trees with Newton's steps
(Friedman 2001; Chen & Guestrin 2016) over measures cut into bins. Deterministic; knows nothing of words or OCR.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.repair.forest import DEPTH, LEAVES, NODES, Forest, Rows

TREES = 200
RATE = 0.06  # share of each tree's step that is taken
BINS = 64
RIDGE = 5.0
LEAST = 3.0  # weight (sum of p(1 - p)) that each side of a question must keep
LEAST_GAIN = 1e-6

Floats = NDArray[np.float64]


def cut_bins(rows: Rows) -> list[NDArray[np.float32]]:
    """For each measure the values between its bins: none where all rows agree."""
    shares = np.linspace(0, 1, BINS + 1)[1:-1]
    edges = [np.unique(np.concatenate([np.quantile(column, shares), quantile_tail(column)])) for column in rows.T]
    return [edge[(edge >= column.min()) & (edge < column.max())].astype(np.float32) for edge, column in zip(edges, rows.T, strict=True)]


def quantile_tail(column: NDArray[np.float32]) -> Floats:
    """Finer cuts at both ends, where the rare rows are; flags get one between 0 and 1."""
    return np.append(np.quantile(column, [0.001, 0.003, 0.006, 0.994, 0.997, 0.999]), 0.5)


def fit_forest(rows: Rows, right: NDArray[np.bool_], weights: Floats) -> Forest:
    """Log odds of being right. `weights`: how many rows each stands for."""
    edges = cut_bins(rows)
    bins = np.stack([np.searchsorted(edge, column, side="left") for edge, column in zip(edges, rows.T, strict=True)])
    share = float(np.average(right, weights=weights))
    start = float(np.log(share / (1 - share)))
    odds = np.full(len(rows), start)
    trees = []
    for _ in range(TREES):
        chance = 1 / (1 + np.exp(-odds))
        places, limits, leaf = grow_tree(bins, edges, weights * (right - chance), weights * chance * (1 - chance))
        steps = RATE * step_leaves(leaf, weights * (right - chance), weights * chance * (1 - chance))
        odds += steps[leaf]
        trees.append((places, limits, steps))
    places, limits, leaves = (np.stack(part) for part in zip(*trees, strict=True))
    return Forest(start, places.astype(np.uint8), limits.astype(np.float32), leaves.astype(np.float32))


def step_leaves(leaf: NDArray[np.int64], slopes: Floats, curves: Floats) -> Floats:
    """Newton's step of each leaf."""
    return np.bincount(leaf, slopes, LEAVES) / (np.bincount(leaf, curves, LEAVES) + RIDGE)


def grow_tree(
    bins: NDArray[np.int64], edges: list[NDArray[np.float32]], slopes: Floats, curves: Floats
) -> tuple[NDArray[np.int64], Floats, NDArray[np.int64]]:
    """The measure and limit of each node's question, and each row's leaf. A node where nothing is gained sends all rows one way."""
    places, limits = np.zeros(NODES, np.int64), np.full(NODES, np.inf)
    node = np.zeros(bins.shape[1], np.int64)
    for level in range(DEPTH):
        first, width = 2**level - 1, 2**level
        gains, cuts = zip(
            *(rate_cuts(column, len(edge), node - first, width, slopes, curves) for column, edge in zip(bins, edges, strict=True)),
            strict=True,
        )
        best = np.argmax(gains, axis=0)
        chosen = np.zeros(width, np.int64)
        for one in range(width):
            measure = int(best[one])
            chosen[one] = BINS * 4
            if gains[measure][one] > LEAST_GAIN:
                chosen[one] = cuts[measure][one]
                places[first + one], limits[first + one] = measure, edges[measure][chosen[one]]
        here = node - first
        node = 2 * node + 1 + (bins[places[first + here], np.arange(len(node))] > chosen[here])
    return places, limits, node - NODES


def rate_cuts(
    column: NDArray[np.int64], cuts: int, node: NDArray[np.int64], width: int, slopes: Floats, curves: Floats
) -> tuple[Floats, NDArray[np.int64]]:
    """For each node the most that one measure's question gains, and its cut."""
    if not cuts:
        return np.zeros(width), np.zeros(width, np.int64)
    cell = node * (cuts + 1) + column
    sums, mass = (np.bincount(cell, values, width * (cuts + 1)).reshape(width, -1) for values in (slopes, curves))
    left, left_mass = (np.cumsum(part, axis=1)[:, :-1] for part in (sums, mass))
    right, right_mass = sums.sum(axis=1)[:, None] - left, mass.sum(axis=1)[:, None] - left_mass
    gain = left**2 / (left_mass + RIDGE) + right**2 / (right_mass + RIDGE)
    gain -= (sums.sum(axis=1) ** 2 / (mass.sum(axis=1) + RIDGE))[:, None]
    gain[(left_mass < LEAST) | (right_mass < LEAST)] = 0.0
    return gain.max(axis=1), gain.argmax(axis=1)
