"""Twins: the same words about the same matter; a number, date, actor or negation of difference and they are none."""

import pytest

from corpus.records import Passage
from corpus.twins import are_twins, find_own_twins, find_twins
from tests.small_library import add, make_edition, open_library

PLAN = "Kommunen ska följa upp planen två gånger per år, första gången den 30 juni 2031, och redovisa resultatet för tekniska nämnden."


@pytest.mark.parametrize(
    "other",
    [
        PLAN,
        PLAN.upper(),
        PLAN.replace("ö", "o").replace("å", "a").replace("ä", "a"),
        PLAN.replace("följa", "f6lja").replace("redovisa", "rcdovisa").replace("6", "o"),
        PLAN.replace("resultatet", "resultaten"),
        PLAN.replace("planen", "pla\u00adnen"),
    ],
)
def test_editions_of_a_sentence_are_twins(other):
    assert are_twins(PLAN, other) and are_twins(other, PLAN)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2031", "2032"),
        ("juni", "juli"),
        ("två", "tre"),
        ("ska", "bör"),
        ("ska följa", "ska inte följa"),
        ("Kommunen", "Regionen"),
        ("nämnden", "förvaltningen"),
        (", och redovisa resultatet för tekniska nämnden", ""),
    ],
)
def test_a_difference_that_matters_is_no_twin(old, new):
    assert not are_twins(PLAN, PLAN.replace(old, new))
    assert not are_twins(PLAN.replace(old, new), PLAN)


@pytest.mark.parametrize("order", [("alv", "berg", "dal"), ("dal", "berg", "alv"), ("berg", "alv", "dal")])
def test_pairs_do_not_depend_on_the_order_of_ingest(tmp_path, order):
    texts = {"alv": [PLAN, "Ja."], "berg": [PLAN.replace("ö", "o"), "Ja."], "dal": [PLAN.replace("2031", "2033"), "Ja."]}
    with open_library(tmp_path) as library:
        for name in order:
            add(library, make_edition(name, texts[name]))
        ids = [passage.id for name in texts for passage in library.store.document_passages(name)]
        found = {(one, twin.document) for one, twins in library.store.twins(ids).items() for twin in twins}
    assert {(one.split("/")[0], other) for one, other in found} == {("alv", "berg"), ("berg", "alv")}


def test_a_document_alone_has_no_twins(tmp_path):
    with open_library(tmp_path) as library:
        edition = make_edition("alv", [PLAN, PLAN])
        assert find_twins(edition.passages, library) == []


def in_part(text, part, number):
    return Passage(f"a/b#{number}", "a", "a/b", 0, len(text), text, "text", (), None, part, None, None, number)


def test_parts_of_a_bundle_have_twins_of_their_own():
    memo, decision = in_part(PLAN, "tjänsteutlåtande", 1), in_part(PLAN.replace("resultatet", "resultaten"), "beslut", 2)
    assert list(find_own_twins([memo, decision])) == [("a/b#1", "a/b#2")]


@pytest.mark.parametrize("parts", [("beslut", "beslut"), ("beslut", "reservation")])
def test_repetitions_within_a_part_and_opinions_are_no_twins(parts):
    assert list(find_own_twins([in_part(PLAN, part, number) for number, part in enumerate(parts)])) == []
