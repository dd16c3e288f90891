import math

import pytest

from ingest.repair.channel import NEVER, Channel

PRIOR = {"ö": {"o": 0.9, "6": 0.1}, "Ö": {"O": 1.0}}


@pytest.fixture
def channel():
    return Channel(PRIOR)


def test_the_prior_is_what_the_noise_lab_saw(channel):
    score, steps = channel.align("6", "ö")
    assert score == pytest.approx(math.log(0.1))
    assert steps == (("ö", "6"),)


def test_other_letters_are_read_as_printed_or_not_at_all(channel):
    assert channel.align("o", "o")[0] == 0.0
    assert channel.align("o", "a") == NEVER
    assert channel.align("", "d") == NEVER


def test_a_run_is_aligned_sign_by_sign(channel):
    assert channel.align("od", "öd")[1] == (("ö", "o"), ("d", "d"))
    assert channel.align("éa", "å")[1] == (("å", "éa"),)


def test_an_i_may_be_read_as_a_one_but_not_the_other_way(channel):
    assert channel.align("1", "i")[0] > -8
    assert channel.align("i", "1") == NEVER


def test_the_document_outweighs_the_prior(channel):
    channel.learn({("ö", "6"): 95.0, ("ö", "o"): 5.0})
    assert channel.share("ö", "6") > 0.8
    assert channel.share("ö", "o") < 0.2


def test_a_single_new_reading_proves_nothing(channel):
    before = channel.share("ö", "ti")
    channel.learn({("ö", "o"): 100.0, ("ö", "ti"): 1.0})
    assert channel.share("ö", "ti") <= before
    channel.learn({("ö", "o"): 100.0, ("ö", "ti"): 20.0})
    assert channel.share("ö", "ti") > 0.1


def test_capitals_have_shares_of_their_own(channel):
    channel.learn({("ö", "6"): 100.0})
    assert channel.share("Ö", "O") == 1.0
