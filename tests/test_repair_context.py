"""The context model: a network of two numbers a row, by hand."""

import numpy as np
import pytest

from ingest.repair.context import AROUND, BESIDE, BUCKETS, FAR, NEAR, cut_rows, load_context, save_context
from tests.contexts import make_model


def test_words_have_rows_behind_those_of_start_number_and_unknown():
    model = make_model()
    assert [model.own_row(number) for number in (0, 1, 2, 3, 4, 5, 7, 9)] == [1, 2, 3, 0, 4, 0, 5, 0]
    assert model.first_bucket == 6


def test_a_rare_word_is_the_longest_known_word_in_it_and_its_ends():
    known = {"skåpet": 5, "apet": 4}
    rows = cut_rows("nyckelskåpet", lambda tail: known.get(tail, 0), 6)
    assert rows[0] == 5
    assert len(rows) == 4
    assert all(6 <= row < 6 + BUCKETS for row in rows[1:])
    assert rows[1:] == cut_rows("nyckelskåpet", lambda tail: 0, 6)[:3]


def test_a_word_is_the_mean_of_its_rows():
    vectors, bias = make_model().spread(np.array([[4, 0, 0, 0], [4, 5, 0, 0]], np.int32))
    assert vectors.tolist() == [[5.0, 0.0], [2.5, 5.0]]
    assert bias.tolist() == pytest.approx([0.0, 0.125])


def test_what_is_expected_comes_from_near_and_from_far():
    model = make_model()
    vectors, _ = model.spread(np.array([[1, 0, 0, 0], [4, 0, 0, 0], [5, 0, 0, 0]], np.int32))
    own = np.array([1, 4, 5], np.int32)
    text = np.zeros(2 * AROUND + 20, np.int32)
    text[AROUND + 1] = 1
    far = AROUND + 1 + BESIDE
    text[far] = 2
    places = np.array([AROUND, AROUND + 5], np.int32)
    expected = model.expect(vectors, text, own[text], places)
    assert expected[0].tolist() == [5.0, 2 * 10.0 / 2]  # the word behind it, and the one seven words on
    assert expected[1].tolist() == [0.0, 0.0]
    assert set(FAR.tolist()).isdisjoint(NEAR.tolist())


def test_a_model_comes_back_from_its_file(tmp_path):
    model = make_model()
    save_context(model, tmp_path / "context.npz")
    again = load_context(tmp_path / "context.npz")
    assert np.array_equal(again.table, model.table)
    assert np.array_equal(again.direct, model.direct)
    assert again.own_row(7) == 5
    save_context(again, tmp_path / "twice.npz")
    assert (tmp_path / "twice.npz").read_bytes() == (tmp_path / "context.npz").read_bytes()
