"""A lone sign that was an å: with the models that ship, and the words that must stand beside it by hand."""

import pytest

from corpus.records import Source
from ingest.repair import repair
from ingest.repair.lock import find_tokens
from ingest.repair.lone import stands_between
from tests.misread import TEXT, mend


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Det finns a ena sidan behov och a andra sidan lokaler.", "Det finns å ena sidan behov och å andra sidan lokaler."),
        ("Avgiften hojs, & andra sidan sanks hyran.", "Avgiften höjs, å andra sidan sänks hyran."),
        ("Det galler 4 personer i 4 kommuner.", "Det gäller 4 personer i 4 kommuner."),
        ("Personer & platser finns i planen.", "Personer & platser finns i planen."),
        ("Maten serveras a la carte varje dag.", "Maten serveras a la carte varje dag."),
        ("Se 4 kap. 2 a § och bilaga A till planen.", "Se 4 kap. 2 a § och bilaga A till planen."),
    ],
)
def test_only_what_was_an_a_with_a_ring_is_put_back(read, printed):
    assert mend(TEXT + read).endswith(printed)


def test_such_a_change_is_for_a_person_to_look_at():
    (change,) = [change for change in repair(Source(TEXT + "Det finns a ena sidan behov.", (), "text"))[0] if change.text == "å"]
    assert change.margin < 3
    assert change.alternatives == ("a",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("beviset a denna", True),
        ("beviset, a denna", True),
        ("beviset a) denna", False),
        ("beviset a Denna", False),
        ("beviset. a denna", False),
        ("beviset a\n\ndenna", False),
        ("we want to have a plan for our town and its people", False),
    ],
)
def test_it_stands_between_two_small_words_of_swedish(text, expected):
    tokens = list(find_tokens(text, 0, len(text)))
    place = next(place for place, token in enumerate(tokens) if token.surface == "a")
    assert stands_between(tokens, place) is expected
