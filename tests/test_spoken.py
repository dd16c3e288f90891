"""Words spoken of anything are told from words of a topic by how alike their items are."""

import numpy as np
import pytest

from assistant.question.words import read_words, stem
from eval.train import spoken
from eval.train.spoken import center, find_spoken, measure_likeness


def test_likeness_is_the_mean_of_all_pairs():
    rows = np.array([[1, 0], [0, 1], [1, 0]], dtype=np.float32)
    assert measure_likeness(rows) == pytest.approx(1 / 3)


def test_the_mean_of_all_is_taken_away():
    assert center(np.array([[1, 1], [1, -1]], dtype=np.float32)) == pytest.approx(np.array([[0, 1], [0, -1]]))


def test_a_word_of_any_topic_is_told_from_one_of_a_topic(monkeypatch):
    monkeypatch.setattr(spoken, "LEAST", 2)
    items = [
        ("Snö röjs.", ["krafs flingor"]),
        ("Vägar saltas.", ["flingor överallt"]),
        ("Böcker lånas.", ["krafs romaner", "en lånad roman"]),
    ]
    rows = np.array([[1, 0], [1, 0], [-1, 0]], dtype=np.float32)
    assert find_spoken(items, rows) == [stem("krafs")]


def test_a_word_of_officialese_is_no_spoken_one(monkeypatch):
    monkeypatch.setattr(spoken, "LEAST", 2)
    rows = np.array([[1, 0], [-1, 0]], dtype=np.float32)
    assert find_spoken([("Massa lyfts.", ["massa snö"]), ("Böcker.", ["massa"])], rows) == []


def test_the_shipped_list_holds_speech():
    assert {stem(word) for word in ("grejer", "massa", "kanske", "prata")} <= read_words("spoken.txt")
    assert not {stem(word) for word in ("blöja", "dagis", "medicin", "buss")} & read_words("spoken.txt")
