"""Which is better, a page's own text or the reading of its picture?"""

import pytest

from corpus.records import Page, Source
from ingest.ocr.choice import choose_readings, find_unknown, is_better
from ingest.ocr.pages import Reading
from ingest.repair.detect import measure_page, measure_pages

RIGHT = "Nämnden ska varje år följa upp att målen nås och att stödet till de äldre är gott. " * 6
MISREAD = RIGHT.translate(str.maketrans("åäö", "aao"))
POOR = RIGHT.replace("Nämnden", "Närnnclen").replace("varje", "vazjc").replace("stödet", "stöclct").replace("äldre", "äIclrc")


def choose(layer, reading, wrong):
    source = Source(layer, (Page(1, None, 0, len(layer)),), "pdf")
    return choose_readings(source, {1: Reading(1, reading)}, measure_pages(source), wrong) == {1}


@pytest.mark.parametrize(
    ("layer", "reading", "wrong", "taken"),
    [
        (MISREAD, RIGHT, {1}, True),
        (MISREAD, POOR, {1}, False),  # repair gives the layer back
        (MISREAD, MISREAD, {1}, False),
        (MISREAD, RIGHT[:80], {1}, False),
        (MISREAD, None, {1}, False),
        ("", RIGHT, set(), True),
        ("Dnr KS 2031/118", RIGHT, set(), True),
        ("Dnr KS 2031/118 " + RIGHT, RIGHT, set(), False),
    ],
)
def test_the_better_one_is_taken(layer, reading, wrong, taken):
    assert choose(layer, reading, wrong) is taken


def test_better_is_swedish_and_has_the_words():
    layer = measure_page(MISREAD, Page(1, None, 0, len(MISREAD)))
    nothing = measure_page("", Page(1, None, 0, 0))
    assert is_better(RIGHT, layer, 60)
    assert not is_better(MISREAD, layer, 60)
    assert not is_better(RIGHT[:100], layer, 60)
    assert is_better("Karta över länet", nothing, 0)
    assert not is_better("a b", nothing, 0)


def test_unknown_words_are_a_share():
    assert find_unknown("nämnden ska xqzvw") == pytest.approx(1 / 3)
    assert find_unknown("") == 0.0
