"""Capitals that were printed small: a document by hand."""

import numpy as np

from ingest.repair.adapt import Reading
from ingest.repair.candidates import Candidate
from ingest.repair.capitals import find_initials, find_lowered, settle_capitals
from ingest.repair.lock import Token

WORDS = ["karta", "kalla", "krona", "bord", "hus", "ort", "över", "lokal", "lera"]
CAPITALS = np.full(20, 0.01, np.float32)


def read_words(text):
    readings, start = [], 0
    for word in text.split():
        token = Token(word, start, start + len(word), "word")
        printed = word.lower() if word.lower() in WORDS else "över"
        candidate = Candidate(printed, 3 + WORDS.index(printed), 0.0, ())
        readings.append(Reading(token, word, "word", word[0].isupper(), [candidate], np.zeros(1, np.float32)))
        start += len(word) + 1
    return readings


def test_a_letter_that_stands_both_ways_in_several_words_was_misread():
    readings = read_words("karta Karta kalla Kalla bord hus ort bord hus ort")
    assert find_lowered(readings, CAPITALS) == {6, 18}


def test_one_word_that_mostly_has_its_capital_keeps_it():
    assert find_lowered(read_words("Krona Krona krona Karta bord hus ort"), CAPITALS) == set()


def test_other_letters_with_capitals_acquit():
    readings = read_words("karta Karta kalla Kalla bord Bord hus Hus ort Ort")
    assert find_lowered(readings, CAPITALS) == set()


def test_an_l_that_no_word_begins_with_needs_no_small_twin():
    share = CAPITALS.copy()
    text = "bord Lokal hus Lera ort bord hus ort bord hus ort"
    assert find_lowered(read_words(text), share) == set()
    share[3 + WORDS.index("lokal")] = share[3 + WORDS.index("lera")] = 0.001
    assert find_lowered(read_words(text), share) == {5, 15}


def test_the_document_tells_whether_its_o_was_a_small_letter():
    share = CAPITALS.copy()
    share[3 + WORDS.index("över")] = 0.001
    (start,) = find_initials(read_words("bord Over"), share)
    assert find_initials(read_words("bord Over"), share)[start] == "small"
    share[3 + WORDS.index("över")] = 0.3
    assert find_initials(read_words("bord Over"), share)[start] == "large"


def test_readings_learn_how_their_letter_was_printed():
    settled = settle_capitals(read_words("karta Karta kalla Kalla bord hus ort bord hus ort"), CAPITALS)
    assert [reading.first for reading in settled][:4] == ["", "small", "", "small"]


def test_the_second_word_of_a_name_keeps_its_capital():
    readings = read_words("karta Karta kalla Kalla krona Storby Krona bord hus ort bord hus ort")
    assert find_lowered(readings, CAPITALS) == {6, 18}
