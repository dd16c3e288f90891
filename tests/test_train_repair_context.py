"""Training of the context model: rows and rivals by hand; that it learns, and computes what repair computes, where torch is there."""

import marisa_trie
import numpy as np
import pytest

from eval.train import repair_context
from eval.train.repair_context import build_context, draw_batches, prepare, shrink, start_tables, weigh_far
from eval.train.repair_rivals import choose_own, find_rivals, is_alike, lay_rows, list_words
from ingest.repair.context import AROUND, BUCKETS, PIECES, load_context
from ingest.repair.language import FIRST_WORD
from ingest.repair.lexicon import key_of

LEXICON = marisa_trie.Trie(["\t".join(key_of(word)) for word in ("lås", "läs", "nyckel", "boken", "bok", "nyckellås")])


@pytest.fixture
def words():
    return list_words(LEXICON)


@pytest.fixture
def text(words):
    """A lock behind a key and a reading before a book, a hundred times."""
    number = {word: place for place, word in enumerate(words)}
    return np.array([number[word] for word in ("nyckel", "lås", "läs", "boken")] * 100 + [0] * AROUND, np.int64)


@pytest.mark.parametrize(
    ("one", "other", "alike"), [("lås", "läs", True), ("lås", "las", True), ("för", "far", True), ("bok", "bak", False)]
)
def test_words_are_alike_that_differ_by_a_ring_or_dots(one, other, alike):
    assert is_alike(one, other) is alike


def test_rivals_are_those_of_words_in_the_text(words):
    counts = np.array([9, 0, 0, *[0] * 6])
    counts[words.index("lås")] = 5
    rivals = find_rivals(words, counts)
    assert rivals[words.index("lås")].tolist() == [words.index("läs"), 0, 0, 0, 0, 0]
    assert not rivals[words.index("läs")].any()


def test_the_commonest_words_have_rows_of_their_own(words):
    counts = np.zeros(len(words), np.int64)
    counts[[words.index("lås"), words.index("nyckel")]] = 3
    own = choose_own(counts)
    rows = lay_rows(words, own)
    assert own.tolist() == sorted([words.index("lås"), words.index("nyckel")])
    assert rows[words.index("lås"), 1:].tolist() == [0] * (PIECES - 1)
    assert rows[words.index("nyckellås"), 1] != 0
    assert rows[:FIRST_WORD, 0].tolist() == [1, 2, 3]


def test_common_words_say_little_of_what_is_spoken_of():
    weights = weigh_far(np.array([3, 4]), np.array([0, 0, 0, 999, 1]))
    assert weights[4] < 0.002 < 0.4 < weights[5]
    assert len(weights) == FIRST_WORD + 1 + 2 + BUCKETS


def test_a_byte_a_number_keeps_within_a_step():
    own = np.array([3], np.int32)
    tables = start_tables(1)
    small = shrink(own, tables, weigh_far(own, np.ones(4, np.int64)))
    assert np.abs(small.table * small.steps[:, None] - tables["table"]).max() < 0.6 * small.steps.max()


def test_too_little_text_teaches_nothing(text, tmp_path):
    build_context(text, LEXICON, np.zeros(len(LEXICON) + FIRST_WORD, np.float32), tmp_path / "context.npz")
    assert not len(load_context(tmp_path / "context.npz").words)


@pytest.fixture
def lesson(text, words, monkeypatch):
    monkeypatch.setattr(repair_context, "STEPS", 30)
    monkeypatch.setattr(repair_context, "BATCH", 64)
    counts = np.bincount(text, minlength=len(words))
    unigrams = np.log((counts + 0.5) / (counts + 0.5).sum()).astype(np.float32)
    return prepare(text, counts, choose_own(counts), words, unigrams)


def test_the_same_places_are_drawn_each_time(lesson):
    first, second = ([(places.tolist(), drawn.tolist()) for places, drawn in draw_batches(lesson)] for _ in range(2))
    assert first == second
    assert len(first) == 30


def test_it_learns_which_word_stands_where_and_computes_what_repair_computes(lesson, text, words):
    torch = pytest.importorskip("torch")
    network = pytest.importorskip("eval.train.repair_network")
    learnt = network.train(lesson, start_tables(len(lesson.own)))
    model = shrink(lesson.own, learnt, lesson.weights)
    rows = lesson.rows
    vectors, bias = model.spread(rows)
    place = np.array([2 * AROUND + 1], np.int32)  # a lock, behind a key
    own = np.where(rows[:, 1] == 0, rows[:, 0], 0)
    expected = model.expect(vectors, text.astype(np.int32), own[text], place)
    full = network.Network(lesson, {**learnt, "table": model.table * model.steps[:, None]})
    with torch.no_grad():
        assert full.expect(torch.from_numpy(place.astype(np.int64))).numpy() == pytest.approx(expected, rel=1e-3, abs=1e-3)
    said = vectors @ expected[0] + bias
    assert words[int(text[place[0]])] == "lås"
    assert said[words.index("lås")] > said[words.index("läs")] + 1
