import pytest

from ingest.repair import list_tokens


def locked(text):
    return {token.surface for token in list_tokens(text, [(0, len(text))]) if token.kind == "locked"}


def test_an_english_sentence_is_locked_and_its_neighbours_are_not():
    text = "Namnden ger stod for alla. We have worked hard for the future. Hamnen ger stod for alla."
    assert {"worked", "hard", "for", "future"} <= locked(text)
    assert not {"Namnden", "stod", "Hamnen"} & locked(text)


def test_a_name_in_english_takes_its_words_with_a_capital_with_it():
    found = locked("Det har Harbour for the Study of All Boats stodjer och det galler batar")
    assert {"Study", "All", "Boats"} <= found
    assert not {"stodjer", "galler", "batar", "har"} & found


@pytest.mark.parametrize("text", ["and for en of", "Det ar and for oss alla", "the stod for alla", "stod for alla"])
def test_one_english_word_makes_no_passage(text):
    assert "for" not in locked(text)


def test_marks_far_from_each_other_or_with_swedish_between_make_none():
    assert "stod" not in locked("the stod som ger and")
    assert "far" not in locked("the " + "far " * 14 + "of")
