from collections import Counter

import pytest

from corpus.records import Change
from eval.ocr_score import Score, repair_token, score_text, share
from ingest.repair.lock import Token

TRUE = "Stöd för barn i Ramvik enligt KFN 2031/118 och lång väg"
READ = "St6d for barn i Ramvik enligt KFN 2031/118 och lang vag"


def change(word, text, margin=9.0):
    start = READ.index(word)
    return Change(start, start + len(word), text, margin, (), "ocr")


def test_words_are_counted():
    score = score_text(TRUE, READ, (change("St6d", "Stöd"), change("barn", "börn"), change("lang", "läng", 1.0)))
    assert (score.words, score.wrong, score.mended, score.broken) == (11, 4, 1, 1)
    assert (score.flagged, score.caught) == (1, 1)
    assert score.errors == 4
    assert score.left == Counter(
        {("för", "for", "for"): 1, ("barn", "barn", "börn"): 1, ("lång", "lang", "läng"): 1, ("väg", "vag", "vag"): 1}
    )


def test_protected_words_are_counted():
    score = score_text(TRUE, READ, (change("2031/118", "2031/ll8"),))
    assert (score.protected, score.harmed, score.broken) == (2, 1, 1)


def test_edits_are_counted_before_and_after():
    score = score_text(TRUE, READ, (change("St6d", "Stöd"),))
    assert (score.distance_before, score.distance_after) == (4, 3)


def test_scores_add_up():
    one = score_text(TRUE, READ, ())
    assert (one + one).words == 2 * one.words
    assert (Score() + one) == one


def test_a_cut_word_is_repaired_in_its_pieces():
    token = Token("sjuk-\nvarden", 10, 22, "word")
    assert repair_token(token, (Change(16, 22, "vården", 9.0),)) == "sjukvården"


def test_a_share_of_nothing_is_nothing():
    assert share(0, 0) == 0.0
    assert share(1, 4) == pytest.approx(0.25)
