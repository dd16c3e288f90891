"""How sure a reading is: what learns, and what comes out."""

import numpy as np

from eval.train.repair_certainty import THINNED, build_certainty, read_documents, thin_out
from ingest.repair import list_tokens, read_tokens
from ingest.repair.certainty import weigh_readings
from ingest.repair.forest import load_forest
from ingest.repair.load import load_models
from ingest.repair.weave import CERTAIN, rank_readings


def test_strange_words_are_less_sure_than_common_ones():
    models = load_models()
    text = "det ar viktigt att kommunen far st6d och grxqvim i hemmet"
    readings, _ = read_tokens(list_tokens(text, [(0, len(text))]), models)
    ranked = [rank_readings(reading) for reading in readings]
    margins = dict(zip([reading.body for reading in readings], weigh_readings(readings, ranked, models), strict=True))
    assert margins["grxqvim"] < 3 < margins["kommunen"] <= CERTAIN
    assert weigh_readings([], [], models) == []


def test_only_documents_that_are_not_held_out_teach(tmp_path):
    row = '{"clean": "%s", "noisy": "%s", "doc": "d", "font": "f", "dpi": 200, "lang": "eng", "heldout": %s}\n'
    long = "ord " * 100
    (tmp_path / "pairs.jsonl").write_text(row % (long, long, "false") + row % ("hemligt " * 60, "hemligt " * 60, "true"), encoding="utf-8")
    assert list(read_documents(tmp_path / "pairs.jsonl")) == [(long, long)]


def test_with_too_little_to_learn_from_every_word_is_sure(tmp_path):
    (tmp_path / "pairs.jsonl").write_text("", encoding="utf-8")
    build_certainty(tmp_path / "pairs.jsonl", tmp_path)
    assert load_forest(tmp_path / "certainty.npz").score(np.zeros((2, 5), np.float32)).tolist() == [CERTAIN, CERTAIN]


def test_all_wrong_readings_stay_and_the_right_ones_stand_for_as_many_as_there_were():
    right = np.array([True] * 6 + [False] * 2)
    kept, weights = thin_out(right)
    assert kept.tolist() == [False, False, True, False, False, True, True, True]
    assert weights[kept].tolist() == [THINNED, THINNED, 1, 1]
