"""Words in capitals that were words with å ä ö, with the models that ship."""

from ingest.repair import read_tokens
from ingest.repair.channel import Channel
from ingest.repair.load import load_models
from ingest.repair.lock import find_tokens
from ingest.repair.shouts import find_shouts, mend_shouts


def shouts(text):
    models = load_models()
    return find_shouts(list(find_tokens(text, 0, len(text))), models, Channel(models.prior))


def test_a_common_word_in_capitals_is_doubted():
    assert shouts("det som GOR att batar FAR plats") == {"GOR", "FAR"}


def test_abbreviations_and_words_without_a_twin_are_not():
    assert shouts("enligt LSS och SKR, men INTE och ALLA") == set()


def mend(text):
    models = load_models()
    tokens = list(find_tokens(text, 0, len(text)))
    readings, channel = read_tokens(tokens, models)
    return [(change.start, change.text) for change in mend_shouts(tokens, readings, models, channel)]


def test_a_word_in_capitals_that_also_stands_in_small_letters_is_mended():
    text = "det som GORS ska goras sa att det gors i tid och gors ratt"
    assert mend(text) == [(8, "GÖRS")]


def test_a_word_of_its_own_or_a_short_one_is_not():
    assert mend("det som RADA gor och det som GOR ar ratt, gor det, rader, rader") == []
