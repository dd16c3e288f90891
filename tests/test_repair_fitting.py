"""Readings weighed by the words around them: two rivals by hand, and real sentences with the models that ship."""

from types import SimpleNamespace

import marisa_trie
import numpy as np
import pytest

from ingest.repair.adapt import Reading
from ingest.repair.candidates import Candidate
from ingest.repair.fitting import MOST, TRUST, find_rivals, fit_readings, shift
from ingest.repair.language import UNKNOWN
from ingest.repair.lock import Token
from tests.contexts import make_model
from tests.misread import TEXT, mend


def make_reading(candidates, logs, start=0):
    token = Token("las", start, start + 3, "word")
    found = [Candidate(text, word, 0.0, ()) for text, word in candidates]
    return Reading(token, "las", "word", False, found, np.array(logs, np.float32))


def test_rivals_are_words_of_the_lexicon_that_are_not_far_behind():
    reading = make_reading([("lås", 4), ("läs", 7), ("las", UNKNOWN), ("lös", 5)], [-0.1, -2.0, -2.5, -12.0])
    assert find_rivals(reading) == [0, 1]


def test_probability_moves_between_rivals_only():
    reading = make_reading([("lås", 4), ("läs", 7), ("las", UNKNOWN)], np.log([0.6, 0.2, 0.2]))
    logs = shift(reading, np.array([0.0, np.log(3.0)], np.float32))
    assert np.exp(logs).tolist() == pytest.approx([0.4, 0.4, 0.2], rel=1e-5)


def test_the_word_that_is_expected_gains():
    models = SimpleNamespace(lexicon=marisa_trie.Trie(["x"]), context=make_model())
    behind = Token("dörr", 4, 8, "word")
    readings = [
        make_reading([("läs", 4), ("lås", 7)], np.log([0.5, 0.5])),
        Reading(behind, "dörr", "word", False, [Candidate("dörr", 7, 0.0, ())], np.zeros(1, np.float32)),
    ]
    fitted = fit_readings(readings, [readings[0].token, behind], models)
    lead = fitted[0].posteriors[1] - fitted[0].posteriors[0]
    assert lead == pytest.approx(TRUST * MOST, rel=1e-4)  # ten by ten, but no word gains more than MOST
    assert fitted[1] is readings[1]


def test_with_an_empty_model_nothing_moves():
    empty = make_model()
    models = SimpleNamespace(lexicon=marisa_trie.Trie(["x"]), context=SimpleNamespace(words=empty.words[:0]))
    reading = make_reading([("läs", 4), ("lås", 7)], np.log([0.5, 0.5]))
    assert fit_readings([reading], [reading.token], models) == [reading]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Dorren ska hallas last och den boende ska ha sitt eget las i dorren.", "ha sitt eget lås i dörren."),
        ("Den boende kammar sitt har varje morgon.", "Den boende kammar sitt hår varje morgon."),
        ("Den boende har varje morgon ett mal mat.", "Den boende har varje morgon ett mål mat."),
    ],
)
def test_what_stands_around_tells_two_words_apart(read, printed):
    assert mend(TEXT + read).endswith(printed)
