"""A spelling dictionary made by hand -> its forms."""

import pytest

from eval.train.repair_forms import choose_forms, expand_dictionary, is_worth, read_shares, write_forms

AFFIXES = """SET UTF-8
ONLYINCOMPOUND Z
FORBIDDENWORD %
NEEDAFFIX ¤
SFX A Y 2
SFX A 0 n a
SFX A a or [^i]a
SFX B Y 1
SFX B 0 s/Z .
"""
WORDS = """5
brygga/A
kaj/B
hamn/Z
vatt/%A
lin¤/A
Storby
"""


@pytest.fixture
def dictionary(tmp_path):
    (tmp_path / "sv.aff").write_text(AFFIXES, encoding="utf-8")
    (tmp_path / "sv.dic").write_text(WORDS, encoding="utf-8")
    (tmp_path / "shares.tsv").write_text("bryggan\t2e-06\nstorby\t1e-07\n", encoding="utf-8")
    return tmp_path / "sv.dic"


def test_words_take_their_suffixes(dictionary):
    assert expand_dictionary(dictionary) == {"brygga", "bryggan", "bryggor", "kaj", "Storby"}


def test_forms_are_written_with_their_shares(dictionary, tmp_path):
    write_forms(dictionary, tmp_path / "shares.tsv", tmp_path / "forms.tsv")
    assert read_shares(tmp_path / "forms.tsv") == {"Storby": 1e-07, "brygga": 0.0, "bryggan": 2e-06, "bryggor": 0.0, "kaj": 0.0}


def test_known_words_and_short_rare_ones_are_left_out_and_names_told(dictionary, tmp_path):
    write_forms(dictionary, tmp_path / "shares.tsv", tmp_path / "forms.tsv")
    found = {"storby": 1e-07, "bryggan": 2e-06, "bryggor": 0.0}, frozenset({"storby"})
    assert choose_forms(tmp_path / "forms.tsv", {"brygga"}) == found
    assert choose_forms(None, frozenset()) == ({}, frozenset())
    assert is_worth("karm", 1e-6)
    assert not is_worth("karm", 0.0)
