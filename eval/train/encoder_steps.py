"""Pairs as bags of pieces -> a table in which what belongs together lies together.

In: groups of pairs and a starting table. Out: the trained table. Symmetric InfoNCE with the other pairs of the batch as negatives
(van den Oord et al. 2018; sentence-transformers' MultipleNegativesRankingLoss), one group a step so that the negatives are of the same
kind and hard, at the full and the half dimension (Matryoshka, Kusupati et al. 2022). Knows torch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch

from eval.train.encoder_tokenizer import Bags

SCALE = 20.0  # inverse temperature of the cosine, unless a group has its own
WARM_UP = 50  # steps
HALVED = 2  # every so many steps the half dimension counts too
FIRST_MOMENT, SECOND_MOMENT, EPSILON = 0.9, 0.999, 1e-8  # Adam's, kept for the rows of a batch only

Indices = np.ndarray[tuple[int], np.dtype[np.int64]]
Neighbours = np.ndarray[tuple[int, int], np.dtype[np.int64]]
Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]
Rows = np.ndarray[tuple[int], np.dtype[np.int32]]


@dataclass(frozen=True)
class Group:
    """Pairs of one kind: firsts[left[i]] belongs to seconds[right[i]]."""

    name: str
    weight: float  # how often it is drawn, relative to the others
    firsts: Bags
    seconds: Bags
    left: Indices
    right: Indices
    key: Indices  # pairs with the same key mean the same and never meet in a batch, where they would be taken for negatives
    scale: float = SCALE
    near: Neighbours | None = None  # (keys, k): nearest keys of each, drawn into the same batch as hard negatives
    of_key: list[Indices] = field(default_factory=list)  # with `near`: the pairs of each key

    def draw(self, size: int, rng: np.random.Generator) -> Indices:
        """Numbers of up to `size` pairs with different keys."""
        if self.near is None:
            chosen = rng.choice(len(self.left), min(size, len(self.left)), replace=False)
            return chosen[np.unique(self.key[chosen], return_index=True)[1]]
        seeds = rng.choice(len(self.near), min(len(self.near), size // self.near.shape[1]), replace=False)
        return np.array([rng.choice(self.of_key[key]) for key in np.unique(self.near[seeds])])


@dataclass(frozen=True, slots=True)
class Stage:
    """How long and how fast to train."""

    steps: int
    rate: float  # highest learning rate; falls linearly to nothing
    batch: int
    report: Callable[[int, float], None] = lambda step, loss: None  # called every 100 steps


class Trainer:
    """A table of piece vectors with its Adam moments, updated only where a batch touches it."""

    def __init__(self, table: Matrix, splits: Bags, split_share: float, device: str = "cpu") -> None:
        self.table = torch.tensor(table, device=device)
        self.first, self.second = torch.zeros_like(self.table), torch.zeros_like(self.table)
        self.splits, self.split_share, self.device = splits, split_share, device
        self.updates = 0

    def train(self, groups: Sequence[Group], stage: Stage, rng: np.random.Generator) -> None:
        """Run one stage."""
        weights = np.array([group.weight for group in groups])
        weights /= weights.sum()
        self.first.zero_()
        self.second.zero_()
        self.updates = 0
        for step in range(stage.steps):
            group = groups[rng.choice(len(groups), p=weights)]
            pairs = group.draw(stage.batch, rng)
            rate = stage.rate * min(1, (step + 1) / WARM_UP) * (1 - step / stage.steps)
            left = self._gather(group.firsts, group.left[pairs], rng)
            right = self._gather(group.seconds, group.right[pairs], rng)
            loss = self._step(left, right, rate, group.scale)
            if step % 100 == 0:
                stage.report(step, loss)

    def vectors(self, bags: Bags) -> Matrix:
        """Unit vectors of whole bags, (bags, dimension)."""
        with torch.no_grad():
            ids, starts = torch.from_numpy(bags.ids).long(), torch.from_numpy(bags.starts[:-1])
            sums = torch.nn.functional.embedding_bag(ids.to(self.device), self.table, starts.to(self.device), mode="sum")
            vectors: Matrix = torch.nn.functional.normalize(sums, dim=1).cpu().numpy()
        return vectors

    def _gather(self, bags: Bags, chosen: Indices, rng: np.random.Generator) -> tuple[Rows, Indices]:
        """Pieces of the chosen bags end to end and where each begins; a share of the pieces is written with smaller ones."""
        lengths = np.diff(bags.starts)[chosen]
        ids = np.concatenate([bags.row(int(index)) for index in chosen])
        split = rng.random(len(ids)) < self.split_share
        counts = np.where(split, np.diff(self.splits.starts)[ids], 1)
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        parts = self.splits.ids[np.repeat(self.splits.starts[ids], counts) + np.where(np.repeat(split, counts), within, 0)]
        ends = np.cumsum(counts)[np.cumsum(lengths) - 1]
        return np.where(np.repeat(split, counts), parts, np.repeat(ids, counts)), np.concatenate([[0], ends[:-1]])

    def _step(self, left: tuple[Rows, Indices], right: tuple[Rows, Indices], rate: float, scale: float) -> float:
        """One update; returns the loss."""
        ids = torch.from_numpy(np.concatenate([left[0], right[0]])).long()
        starts = torch.from_numpy(np.concatenate([left[1], right[1] + len(left[0])]))
        touched, places = torch.unique(ids, return_inverse=True)
        touched = touched.to(self.device)
        rows = self.table.index_select(0, touched).requires_grad_()
        sums = torch.nn.functional.embedding_bag(places.to(self.device), rows, starts.to(self.device), mode="sum")
        whole = sums.shape[1]
        dimensions = (whole, whole // 2) if self.updates % HALVED == 0 else (whole,)
        loss = contrast(sums[: len(left[1])], sums[len(left[1]) :], dimensions, scale)
        loss.backward()
        assert rows.grad is not None
        self._update(touched, rows.detach(), rows.grad, rate)
        return float(loss.detach())

    def _update(self, touched: torch.Tensor, rows: torch.Tensor, slope: torch.Tensor, rate: float) -> None:
        """Adam on the touched rows."""
        self.updates += 1
        first = self.first.index_select(0, touched).mul_(FIRST_MOMENT).add_(slope, alpha=1 - FIRST_MOMENT)
        second = self.second.index_select(0, touched).mul_(SECOND_MOMENT).addcmul_(slope, slope, value=1 - SECOND_MOMENT)
        self.first.index_copy_(0, touched, first)
        self.second.index_copy_(0, touched, second)
        step = rate * (1 - SECOND_MOMENT**self.updates) ** 0.5 / (1 - FIRST_MOMENT**self.updates)
        self.table.index_copy_(0, touched, rows.addcdiv(first, second.sqrt().add_(EPSILON), value=-step))


def contrast(left: torch.Tensor, right: torch.Tensor, dimensions: Sequence[int], scale: float = SCALE) -> torch.Tensor:
    """Symmetric InfoNCE of (n, d) left and right, where row i belongs to row i, summed over the first so many `dimensions`."""
    target = torch.arange(len(left), device=left.device)
    loss = left.new_zeros(())
    for dimension in dimensions:
        x, y = (torch.nn.functional.normalize(side[:, :dimension], dim=1) for side in (left, right))
        scores = scale * x @ y.T
        loss = loss + torch.nn.functional.cross_entropy(scores, target) + torch.nn.functional.cross_entropy(scores.T, target)
    return loss
