"""What tells sure readings from doubtful ones, on a text small enough to check by hand."""

import numpy as np
import pytest

from ingest.repair import list_tokens, read_tokens
from ingest.repair.load import load_models
from ingest.repair.measures import FLAGS, MEASURES, class_initial, count_measures, measure_readings, share_nearby
from ingest.repair.weave import rank_readings


def test_only_the_neighbours_count_as_nearby():
    assert share_nearby(np.array([1.0, 0.0, 0.0]), 1).tolist() == pytest.approx([0, 0.5, 0])


def test_a_capital_that_looks_like_its_small_letter_is_told_from_others():
    assert [class_initial(*pair) for pair in (("k", "k"), ("B", "b"), ("K", "k"), ("F", "f"), ("O", "ö"))] == [0, 1, 2, 2, 3]


def test_every_reading_has_a_row_of_its_own_measures():
    models = load_models()
    text = "kommunen ger st6d i hemmet och kommunen f6ljer upp grxqvim"
    readings, _ = read_tokens(list_tokens(text, [(0, len(text))]), models)
    rows = measure_readings(readings, [rank_readings(reading) for reading in readings], models)
    bodies = [reading.body for reading in readings]
    assert rows.shape == (len(readings), count_measures())
    assert np.isfinite(rows).all()
    count = rows[:, MEASURES.index("count")]
    assert count[bodies.index("kommunen")] == pytest.approx(np.log(2))
    assert count[bodies.index("hemmet")] == 0
    restored = rows[:, MEASURES.index("restored")]
    assert restored[bodies.index("f6ljer")] == 1
    assert restored[bodies.index("hemmet")] == 0
    strange = rows[:, len(MEASURES) + FLAGS.index("strange")]
    assert strange[bodies.index("grxqvim")] == 1
    assert strange[bodies.index("kommunen")] == 0
