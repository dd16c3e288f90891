"""Words in capitals that were words with å ä ö, with the models that ship."""

from ingest.repair.channel import Channel
from ingest.repair.load import load_models
from ingest.repair.lock import find_tokens
from ingest.repair.shouts import find_shouts


def shouts(text):
    models = load_models()
    return find_shouts(list(find_tokens(text, 0, len(text))), models, Channel(models.prior))


def test_a_common_word_in_capitals_is_doubted():
    assert shouts("det som GOR att batar FAR plats") == {"GOR", "FAR"}


def test_abbreviations_and_words_without_a_twin_are_not():
    assert shouts("enligt LSS och SKR, men INTE och ALLA") == set()
