"""The fit of the chance that the documents answer, on numbers that can be checked by hand."""

import numpy as np
import pytest

from assistant.evidence.refuse import ANSWERS
from eval.train.doubt import REFUSED, area_under, calibration_error, fit_curve, leave_out, place_bias, predict

ROWS = np.column_stack([np.ones(40), np.repeat([0.2, 0.8], 20), np.tile([0.4, 0.6], 20)])
ANSWERED = np.repeat([0.0, 1.0], 20)


def test_the_curve_learns_which_column_tells():
    weights = fit_curve(ROWS, ANSWERED)
    assert weights[1] > 5 * abs(weights[2])
    assert predict(ROWS, weights)[ANSWERED > 0].min() > 0.5 > predict(ROWS, weights)[ANSWERED == 0].max()


def test_the_bias_leaves_few_answerable_questions_below_the_bar():
    rows = np.column_stack([np.ones(100), np.linspace(0, 1, 100)])
    weights = place_bias(rows, np.ones(100), np.array([0.0, 2.0]))
    assert (predict(rows, weights) < ANSWERS).mean() == pytest.approx(REFUSED, abs=0.011)


def test_area_and_error_by_hand():
    assert area_under(np.array([0.9, 0.5, 0.5, 0.1]), np.array([1.0, 1.0, 0.0, 0.0])) == pytest.approx(0.875)
    assert calibration_error(np.array([0.9, 0.9, 0.1]), np.array([1.0, 0.0, 0.0])) == pytest.approx((0.4 * 2 + 0.1) / 3)


def test_what_is_left_out_is_still_told_apart():
    chances = leave_out(ROWS, ANSWERED)
    assert area_under(chances, ANSWERED) == 1.0
