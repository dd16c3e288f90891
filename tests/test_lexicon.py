"""The shipped lexicon: compounds, frequencies, spellings; on Swedish that no bundled document decides."""

import pytest

from corpus.lexicon import load_lexicon, restore


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("trygghetslarm", ("trygghets", "larm")),
        ("kvinnofrid", ("kvinna", "frid")),
        ("fritidsgård", ("fritids", "gård")),
        ("gatukontoret", ("gata", "kontoret")),
        ("energisparbidrag", ("energi", "sparbidrag")),
        ("samordning", None),
        ("trygghet", None),
        ("kommunal", None),
        ("gata", None),
    ],
)
def test_compounds_come_apart_and_other_words_do_not(word, parts):
    assert load_lexicon().split(word) == parts


def test_frequency_tells_common_from_rare_from_unknown():
    lexicon = load_lexicon()
    assert lexicon.frequency("och") > lexicon.frequency("gata") > lexicon.frequency("fritidsgård") > lexicon.frequency("xyzzy") == 0


def test_known_are_words_and_compounds_of_words():
    lexicon = load_lexicon()
    assert lexicon.knows("gata") and lexicon.knows("fritidsgårdslarm")
    assert not lexicon.knows("gtaa") and not lexicon.knows("")


@pytest.mark.parametrize(("bare", "word"), [("alder", "ålder"), ("manniska", "människa"), ("sno", "snö"), ("buss", None), ("xyzzy", None)])
def test_accents_are_put_back(bare, word):
    assert restore(bare, load_lexicon()) == word
