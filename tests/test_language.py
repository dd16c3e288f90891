import pytest

from assistant.question.language import LONGEST_PHRASE, detect_language, english_words, find_alternatives, to_swedish


@pytest.mark.parametrize(
    "text",
    [
        "Vem leder gruppen?",
        "adhd skola",
        "STAR DET NAGOT OM ALDRE",
        "vad gäller för follow-up of planen",
        "KSA?",
        "När ses the steering group?",
    ],
)
def test_swedish_and_short_questions_are_swedish(text):
    assert detect_language(text) == "sv"


@pytest.mark.parametrize(
    "text", ["Who leads the group?", "What does KSA mean?", "how often do they meet", "Is there anything about lonely old people?"]
)
def test_english_questions_are_english(text):
    assert detect_language(text) == "en"


def test_words_and_phrases_become_swedish():
    assert to_swedish("Who leads the operational steering group?") == "vem leder operativ styrgrupp?"


def test_names_and_unknown_words_stay():
    assert to_swedish("the Zorkmid plan in Norråker") == "Zorkmid plan i Norråker"


def test_inflected_words_are_found():
    assert to_swedish("hospitals") == "sjukhus slutenvård"
    assert to_swedish("municipality's") == "kommun"


def test_every_phrase_of_the_lexicon_is_short_enough_to_be_found():
    too_long = [word for word in english_words() if len(word.split()) > LONGEST_PHRASE or word != word.lower()]
    assert too_long == []


@pytest.mark.parametrize(
    ("english", "swedish"),
    [
        ("what do they mean by quay?", "vad menas med kaj"),
        ("What are they doing about loneliness?", "vad gör de om ensamhet"),
        ("how soon?", "hur snabbt"),
    ],
)
def test_phrases_of_asking_are_put_in_swedish_whole(english, swedish):
    assert to_swedish(english).startswith(swedish.rsplit(" ", 1)[0])


def test_words_that_one_english_word_may_mean_are_told():
    assert ("stöd", "hjälp") in find_alternatives("help with the plan")
