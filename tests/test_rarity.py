"""Rarity: unknown words tell most, common words least."""

import math

import pytest

from assistant.retrieval.rarity import expected_rarity, full_score, rarity, weigh_terms


def test_rarity_falls_with_frequency():
    assert rarity("xyzzy") == 1.0 > rarity("fritidsgård") > rarity("kommun") > rarity("och") == 0.1


def test_expected_rarity_is_bounded_by_the_collection():
    assert expected_rarity("xyzzy", 100) == pytest.approx(math.log(101))
    assert expected_rarity("kommun", 10**6) < expected_rarity("fritidsgård", 10**6)


def test_the_full_score_counts_each_word_once():
    assert full_score("xyzzy", 100) == full_score("xyzzy och xyzzy", 100) == pytest.approx(math.log(101))
    assert full_score("vad är det?", 100) == 0.0


def test_terms_of_common_words_weigh_less():
    weighed = weigh_terms("kommun xyzzy", {"kommun": 1.0, "xyzzy": 1.0, "annat": 0.5}, 0.5)
    assert weighed == {"kommun": pytest.approx(rarity("kommun") ** 0.5), "xyzzy": 1.0, "annat": 0.5}
