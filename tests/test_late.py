"""Late interaction: each question word finds its nearest word, by hand on four axes of meaning."""

import pytest

from assistant.retrieval.late import WINDOW, compare_passages, content_words, late_scores
from corpus.records import Passage
from tests.small_library import FakeEncoder


def make(text, number=0):
    return Passage(f"a/b#{number}", "a", "a/b", 0, len(text), text, "text", (), None, "plan", None, None, number)


def test_a_word_of_the_same_meaning_counts_in_full():
    encoder = FakeEncoder()
    assert late_scores("halka", [make("Plogning i tid.", 1), make("Resor med buss.", 2)], encoder) == pytest.approx([1.0, 0.0])


def test_the_score_is_a_mean_over_the_questions_words():
    near, nearer = late_scores("halka bussen", [make("Plogning.", 1), make("Plogning för buss.", 2)], FakeEncoder())
    assert 0 < near < nearer == pytest.approx(1.0)


def test_nothing_to_compare_scores_nothing():
    encoder = FakeEncoder()
    assert late_scores("", [make("Buss.")], encoder) == [0.0]
    assert late_scores("buss", [make("?")], encoder) == [0.0]
    assert late_scores("buss", [], encoder) == []


def test_content_words_are_unique_and_in_order():
    assert content_words("Bussen och bussen är en buss") == ["bussen", "buss"]


def test_neighbours_of_the_question_stand_together():
    far = "Plogning" + " sten" * (WINDOW + 1) + " buss."
    found = compare_passages(
        "halka buss", [make(text, n) for n, text in enumerate(("Plogning och buss.", far, "Buss.", "?"))], FakeEncoder()
    )
    assert [one.together for one in found] == [1.0, 0.0, 0.0, 0.0]


def test_neighbours_do_not_meet_across_passages():
    found = compare_passages("halka buss", [make("En plogning.", 1), make("En buss.", 2)], FakeEncoder())
    assert [one.together for one in found] == [0.0, 0.0]


def test_one_word_has_no_neighbour():
    assert compare_passages("buss", [make("Buss.")], FakeEncoder())[0].together == 0.0
