"""Fitting the ranker's weights, on examples small enough to see through."""

import numpy as np

from eval.train.ranker import NAMES, Example, cross_validate, fit_weights, share_first


def example(*rows, gold):
    wide = np.zeros((len(rows), len(NAMES)))
    wide[:, :2] = rows
    return Example(wide, np.array([place == gold for place in range(len(rows))]))


def test_the_measure_that_tells_gold_apart_gets_the_weight():
    weights = fit_weights([example((1.0, 0.3), (0.0, 0.9), gold=0), example((0.1, 0.8), (0.9, 0.2), gold=1)])
    assert weights[0] > 0.5 > weights[1]
    assert not weights[2:].any()


def test_a_question_without_gold_teaches_nothing():
    with_gold = [example((1.0, 0.0), (0.0, 1.0), gold=0)]
    assert np.allclose(fit_weights([*with_gold, example((0.0, 1.0), (1.0, 0.0), gold=None)]), fit_weights(with_gold))


def test_the_share_first_counts_the_best_statement_only():
    weights = np.eye(len(NAMES))[0]
    right, wrong = example((0.9, 0.0), (0.2, 0.0), gold=0), example((0.9, 0.0), (0.2, 0.0), gold=1)
    assert share_first([right, wrong, wrong, wrong], weights) == 0.25
    assert share_first([], weights) == 0.0


def test_folds_are_measured_with_weights_of_the_others():
    easy = [example((1.0, 0.0), (0.0, 1.0), gold=0) for _ in range(10)]
    assert cross_validate(easy) == 1.0
    assert cross_validate([]) == 0.0
