import pytest

from ingest.repair.lexicon import fill_shape, key_of


@pytest.mark.parametrize("read", ["for", "f6r", "fér", "fdr", "för", "fidr"])
def test_all_misreadings_have_the_shape_of_the_word(read):
    assert key_of(read)[0] == key_of("för")[0] == "f*r"


@pytest.mark.parametrize("word", ["för", "vård", "öden-", "kl", "ä", "överenskommelse", "x", "ab"])
def test_shape_and_fills_give_back_the_word(word):
    assert fill_shape(*key_of(word)) == word
