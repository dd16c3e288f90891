"""Small decision trees: one by hand, and a few that are grown."""

import numpy as np
import pytest

from eval.train.repair_forest import cut_bins, fit_forest
from ingest.repair.forest import LEAVES, NODES, Forest, load_forest, save_forest


def make_tree() -> Forest:
    """Is measure 0 over 1, and if so measure 1 over 5? All other questions send left."""
    places, limits = np.zeros((1, NODES), np.uint8), np.full((1, NODES), np.inf, np.float32)
    limits[0, 0] = 1
    places[0, 2], limits[0, 2] = 1, 5
    return Forest(0.5, places, limits, np.arange(LEAVES, dtype=np.float32)[None, :])


def test_a_row_follows_the_answers_to_its_leaf():
    rows = np.array([[0, 9], [2, 4], [2, 6]], np.float32)
    assert make_tree().score(rows).tolist() == [0.5, 4.5, 6.5]


def test_a_saved_forest_is_the_same_and_so_are_its_bytes(tmp_path):
    for name in ("a.npz", "b.npz"):
        save_forest(make_tree(), tmp_path / name)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    rows = np.array([[2, 6]], np.float32)
    assert load_forest(tmp_path / "a.npz").score(rows).tolist() == [6.5]


def test_a_measure_that_never_differs_is_not_cut():
    cuts = cut_bins(np.array([[1, 0], [1, 1], [1, 1]], np.float32))
    assert [len(edges) > 0 for edges in cuts] == [False, True]


def test_the_odds_follow_what_goes_wrong():
    generator = np.random.default_rng(1)
    rows = generator.random((4000, 3)).astype(np.float32)
    wrong = (rows[:, 0] > 0.5) & (rows[:, 1] > 0.5)  # neither measure tells alone
    chance = 1 / (1 + np.exp(-fit_forest(rows, ~wrong, np.ones(len(rows))).score(rows)))
    assert chance[wrong].max() < 0.1
    assert chance[~wrong].mean() > 0.95
    assert chance.mean() == pytest.approx((~wrong).mean(), abs=0.02)
