import marisa_trie
import numpy as np
import pytest

from ingest.repair.candidates import Finder, fill_run
from ingest.repair.channel import Channel
from ingest.repair.language import FIRST_WORD, STEP, UNKNOWN
from ingest.repair.lexicon import key_of
from ingest.repair.load import Models

PRIOR = {letter: {"a": 0.5, "o": 0.3, "é": 0.2} for letter in "åäö"}


def make_trie(words):
    return marisa_trie.Trie(["\t".join(key_of(word)) for word in words])


def make_parts(words):
    return marisa_trie.BytesTrie([("\t".join(key_of(word)), bytes([round(2.0 / STEP)])) for word in words])


@pytest.fixture
def finder():
    models = Models(
        make_trie(["vård", "värd", "över", "län", "stöd"]),
        make_parts(["vård", "fjäll"]),
        make_parts(["val", "stöd"]),
        np.ones(9),
        None,
        None,
        None,
        PRIOR,
        None,
    )
    return Finder(models, Channel(PRIOR))


def texts(candidates):
    return {candidate.text for candidate in candidates}


def test_words_of_the_shape_are_found(finder):
    found = finder.find_known("vard")
    assert texts(found) == {"vård", "värd"}
    assert all(candidate.word >= FIRST_WORD and candidate.channel == pytest.approx(np.log(0.5)) for candidate in found)


def test_a_first_letter_beyond_the_run_is_found(finder):
    (candidate,) = [one for one in finder.find_first("ian") if one.text == "län"]
    assert candidate.small
    assert texts(finder.find_first("gver")) == {"över"}
    assert finder.find_first("ver") == []


def test_a_lost_letter_is_found(finder):
    assert "över" in texts(finder.find_hidden("ver"))
    assert "stöd" in texts(finder.find_known("std"))


def test_compounds_are_put_together(finder):
    (candidate,) = [one for one in finder.find_compounds("fjallstod") if one.text == "fjällstöd"]
    assert candidate.word == UNKNOWN
    assert candidate.compound
    assert candidate.cost == pytest.approx(-2.0 - 2.0 - 3.0, abs=2 * STEP)
    assert finder.find_compounds("tornval") == []


def test_an_unknown_word_stands_as_read_among_its_fillings(finder):
    found = texts(finder.find_unknown("snorp"))
    assert {"snorp", "snörp"} <= found


def test_a_run_may_be_one_letter_or_several():
    assert {"éa", "åa", "ä", "ö"} <= set(fill_run("éa"))
    assert fill_run("adoad") == ["adoad"]
