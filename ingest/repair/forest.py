"""Rows of measures -> log odds, by a sum of small decision trees.

In: rows, shape (rows, measures). Out: for each row the sum of one leaf of every tree. Trees are complete and DEPTH questions deep: node n
asks whether measure places[t, n] is over limits[t, n], and goes on to node 2n + 1 or 2n + 2 (Friedman 2001). Knows nothing of words.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DEPTH = 3
NODES, LEAVES = 2**DEPTH - 1, 2**DEPTH
BATCH = 4096  # rows worked out at once: a tree's answers fit into the cache

Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Forest:
    """start: log odds of the average row; places, limits: (trees, NODES); leaves: (trees, LEAVES) float32."""

    start: float
    places: NDArray[np.uint8]
    limits: NDArray[np.float32]
    leaves: NDArray[np.float32]

    def score(self, rows: Rows) -> NDArray[np.float64]:
        """Log odds of each row."""
        total = np.full(len(rows), self.start)
        for begin in range(0, len(rows), BATCH):
            columns = np.ascontiguousarray(rows[begin : begin + BATCH].T)
            for places, limits, leaves in zip(self.places, self.limits, self.leaves, strict=True):
                total[begin : begin + BATCH] += leaves[find_leaf(columns, places, limits)]
        return total


def load_forest(path: Path) -> Forest:
    """Read a forest that `save_forest` has written."""
    with np.load(path) as data:
        return Forest(float(data["start"]), data["places"], data["limits"], data["leaves"])


def save_forest(forest: Forest, path: Path) -> None:
    """Write a forest; the same forest gives the same bytes."""
    np.savez(path, start=forest.start, places=forest.places, limits=forest.limits, leaves=forest.leaves)


def find_leaf(columns: Rows, places: NDArray[np.uint8], limits: NDArray[np.float32]) -> NDArray[np.int64]:
    """Which leaf of one tree each row falls into: all its questions are answered at once, then followed down."""
    answers = columns[places] > limits[:, None]
    node = np.zeros(columns.shape[1], np.int64)
    rows = np.arange(columns.shape[1])
    for _ in range(DEPTH):
        node = 2 * node + 1 + answers[node, rows]
    leaf: NDArray[np.int64] = node - NODES
    return leaf
