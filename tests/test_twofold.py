"""Two questions in one, and a case told before the question."""

import pytest

from assistant.twofold import split_question, split_sentences


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        ("Vem kallar rådet och hur ofta?", ("Vem kallar rådet", "hur ofta")),
        ("Vad gör rådet och nämnden?", None),
        ("Hur ofta ses rådet och forumet?", None),
    ],
)
def test_a_second_half_asks_for_something_of_its_own(question, halves):
    assert split_question(question) == halves


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("Min bror är ensam jämt. Gör kommunen något åt det?", ["Gör kommunen något åt det?", "Min bror är ensam jämt."]),
        ("Hej! Gör kommunen något åt ensamhet?", ["Gör kommunen något åt ensamhet?"]),
        ("Gör kommunen något åt ensamhet?", []),
        ("", []),
    ],
)
def test_sentences_of_a_case_are_asked_alone_questions_first(question, sentences):
    assert split_sentences(question) == sentences
