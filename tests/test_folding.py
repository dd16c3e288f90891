"""Folding: the same word however it is encoded, and where it stands."""

import unicodedata

import pytest

from corpus.folding import find_words, fold, fold_text, normalise


def words(text):
    return [word for _, _, word in find_words(text)]


@pytest.mark.parametrize("text", ["Ångström", unicodedata.normalize("NFD", "Ångström"), "Ång\u00adström", "Ång\u200bström"])
def test_a_word_is_the_same_however_it_is_encoded(text):
    assert words(text) == ["ångström"]
    start, end, _ = next(iter(find_words(text)))
    assert text[start:end] == text


def test_spans_point_into_the_original_text():
    text = "Se ﬁguren på s. 12, dnr 2023/524 (SFS 2017:30)."
    found = [(text[start:end], word) for start, end, word in find_words(text)]
    assert ("ﬁguren", "figuren") in found
    assert [word for _, word in found if word[0].isdigit()] == ["12", "2023/524", "2017:30"]


def test_fold_takes_accents_only():
    assert fold("åäöé") == "aaoe"
    assert fold("plan") == "plan"
    assert normalise("Å\u00adÄ") == "åä"


def test_a_text_is_folded_letter_by_letter_whatever_else_is_in_it():
    plain = "Foraldrar – ”arlig” e3 ⅷ"
    assert fold_text("Föräldrar – ”ärlig” é3 ⅷ") == plain == fold_text(unicodedata.normalize("NFD", "Föräldrar – ”ärlig” é3 ⅷ"))
    assert fold_text("ǻ ḉ 각") == unicodedata.normalize("NFD", "a c 각")
