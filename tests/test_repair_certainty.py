"""How sure a reading is: measures by hand, weights on a few rows."""

import numpy as np
import pytest

from eval.train.repair_certainty import fit_weights, measure_fit, read_documents
from ingest.repair import list_tokens, read_tokens
from ingest.repair.certainty import FLAGS, HINGES, count_features, measure_readings, share_nearby, spread_hinges, weigh_readings
from ingest.repair.load import load_models
from ingest.repair.weave import rank_readings


def test_a_value_fills_the_pieces_below_it():
    assert spread_hinges("noise", np.array([-1.0, 0.1, 0.35, 9.0])).tolist() == [[0, 0], [0.5, 0], [1, pytest.approx(0.5)], [1, 1]]


def test_only_the_neighbours_count_as_nearby():
    assert share_nearby(np.array([1.0, 0.0])).tolist() == pytest.approx([0, 1 / 7])


def test_strange_words_are_less_sure_than_common_ones():
    models = load_models()
    text = "det ar viktigt att kommunen far st6d och grxqvim i hemmet"
    readings, _ = read_tokens(list_tokens(text, [(0, len(text))]), models)
    ranked = [rank_readings(reading) for reading in readings]
    assert measure_readings(readings, ranked, models).shape == (len(readings), count_features())
    margins = dict(zip([reading.body for reading in readings], weigh_readings(readings, ranked, models), strict=True))
    assert margins["grxqvim"] < 3 < margins["kommunen"]
    assert weigh_readings([], [], models) == []


def test_every_measure_has_a_column():
    assert count_features() == 1 + sum(len(places) - 1 for places in HINGES.values()) + len(FLAGS)
    assert load_models().certainty.shape == (count_features(),)


def test_weights_follow_what_goes_wrong():
    rows = np.column_stack([np.ones(200), np.arange(200) % 2])
    right = (np.arange(200) % 20 != 1) | (np.arange(200) % 2 == 0)
    weights = fit_weights(rows, right)
    assert weights[1] < 0 < weights[0]
    ridge = np.array([1e-3, 5.0])
    assert measure_fit(rows, right, ridge, weights) > measure_fit(rows, right, ridge, weights + 0.1)


def test_only_documents_that_are_not_held_out_teach(tmp_path):
    row = '{"clean": "%s", "noisy": "%s", "doc": "d", "font": "f", "dpi": 200, "lang": "eng", "heldout": %s}\n'
    long = "ord " * 100
    (tmp_path / "pairs.jsonl").write_text(row % (long, long, "false") + row % ("hemligt " * 60, "hemligt " * 60, "true"), encoding="utf-8")
    assert list(read_documents(tmp_path / "pairs.jsonl")) == [(long, long)]
