import pytest

from ingest.repair.lexicon import fill_shape, is_known, key_of
from ingest.repair.load import load_models


@pytest.mark.parametrize("read", ["for", "f6r", "fér", "fdr", "för", "fidr"])
def test_all_misreadings_have_the_shape_of_the_word(read):
    assert key_of(read)[0] == key_of("för")[0] == "f*r"


@pytest.mark.parametrize("word", ["för", "vård", "öden-", "kl", "ä", "överenskommelse", "x", "ab"])
def test_shape_and_fills_give_back_the_word(word):
    assert fill_shape(*key_of(word)) == word


def test_words_of_the_lexicon_are_known():
    lexicon = load_models().lexicon
    assert [word for word in ("vård", "vérd", "och") if is_known(word, lexicon)] == ["vård", "och"]
