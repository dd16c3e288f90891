import itertools

import numpy as np
import pytest

from ingest.repair.decode import Lattice, reduce_logs, spread, starts_of


class Toy:
    """A language model with a made-up score for every triple."""

    def score(self, first, second, third):
        return -(((first * 7 + second * 13 + third * 29) % 11) / 3).astype(np.float32)


def brute_force(words, counts, scores):
    """Posterior of every candidate by summing over all sequences."""
    first = starts_of(np.array(counts))
    weights = np.zeros(len(words))
    for choice in itertools.product(*(range(count) for count in counts)):
        cells = [start + k for start, k in zip(first, choice, strict=True)]
        ids = np.array([words[cell] for cell in cells])
        total = Toy().score(ids[:-2], ids[1:-1], ids[2:]).sum() + sum(scores[cell] for cell in cells)
        weights[cells] += np.exp(total)
    return np.concatenate([weights[s : s + c] / weights[s : s + c].sum() for s, c in zip(first, counts, strict=True)])


@pytest.mark.parametrize("counts", [[1, 1, 3], [1, 1, 2, 3, 1, 2], [1, 1, 1, 2, 1, 1, 3, 2, 2, 1], [1, 1, 2, 1, 1, 1, 1, 2, 1, 2]])
def test_posteriors_are_those_of_all_sequences(counts):
    rng = np.random.default_rng(sum(counts))
    words = rng.integers(0, 40, sum(counts))
    scores = rng.normal(0, 1, sum(counts)).astype(np.float32)
    scores[np.repeat(np.array(counts) == 1, counts)] = 0.0
    posterior = Lattice(words, np.array(counts), Toy()).weigh(scores)
    assert np.exp(posterior) == pytest.approx(brute_force(words, counts, scores), abs=1e-4)


def test_a_text_without_choices_is_certain():
    assert Lattice(np.zeros(5, np.int64), np.ones(5, np.int64), Toy()).weigh(np.zeros(5, np.float32)).tolist() == [0.0] * 5


def test_ragged_arrays():
    rows, cells = spread(np.array([2, 0, 3]))
    assert rows.tolist() == [0, 0, 2, 2, 2]
    assert cells.tolist() == [0, 1, 0, 1, 2]


def test_logs_are_summed_by_stretch():
    logs = np.log(np.array([1.0, 3.0, 5.0], np.float32))
    assert np.exp(reduce_logs(logs, np.array([0, 2]))) == pytest.approx([4.0, 5.0])
