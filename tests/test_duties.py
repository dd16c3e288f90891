"""The same duty of several editions or parts is one row."""

from dataclasses import replace

import pytest

from api.desk_choices import DutyChoice
from api.duties import list_duties, plain
from corpus.errors import Unknown
from corpus.records import Responsibility
from tests.small_library import add, make_edition, open_library

TREES = "Kommunen ska plantera träd."
LAMPS = "Nämnden följer upp belysningen."


def make_duties(name, texts, **facts):
    """An edition whose every sentence is a duty of its first word."""
    edition = make_edition(name, texts, **facts)
    duties = tuple(
        Responsibility(f"{name}-{one.order}", name, one.anchor, one.start, one.end, one.text, one.text.split()[0], "göra", "ska", False, "")
        for one in edition.passages
    )
    return replace(edition, responsibilities=duties)


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path) as opened:
        add(opened, make_duties("a", ["Kommunen  ska plantera trad", LAMPS], status="förslag"))
        add(opened, make_duties("b", [TREES], status="gällande"))
        yield opened


def listed(library, **choice):
    return [
        (duty.record.id, [(twin.document, twin.anchor) for twin in duty.also_in]) for duty in list_duties(library, DutyChoice(**choice))
    ]


def test_twins_are_one_row_that_says_where_the_other_stands(library):
    assert listed(library) == [("a-1", []), ("b-0", [("a", "a/mal")])]


def test_filters_come_before_twins(library):
    assert listed(library, document="a") == [("a-0", [("b", "b/mal")]), ("a-1", [])]
    assert listed(library, q="trad") == [("a-0", [("b", "b/mal")])]
    assert listed(library, actor="NÄMND") == [("a-1", [])]
    assert listed(library, limit=1) == [("a-1", [])]


def test_every_edition_can_be_shown(library):
    assert listed(library, editions_all=True) == [("a-0", [("b", "b/mal")]), ("a-1", []), ("b-0", [("a", "a/mal")])]


def test_another_number_is_another_duty(library):
    add(library, make_duties("c", ["Kommunen ska plantera 20 träd."]))
    add(library, make_duties("d", ["Kommunen ska plantera 30 träd."]))
    assert [one for one, _ in listed(library)] == ["a-1", "b-0", "c-0", "d-0"]


def test_a_sentence_that_a_part_says_twice_keeps_both_rows(library):
    add(library, make_duties("e", [TREES, TREES]))
    assert [one for one, _ in listed(library)] == ["a-1", "b-0", "e-1"]
    assert [one for one, _ in listed(library, document="e")] == ["e-0", "e-1"]


def test_two_parts_of_one_document_are_one_row(tmp_path):
    with open_library(tmp_path) as library:
        edition = make_duties("bunt", [TREES])
        memo = replace(edition.sections[0], anchor="bunt/memo", part="tjänsteutlåtande", order=1)
        passage = replace(edition.passages[0], id="bunt/memo#0-27", anchor="bunt/memo", order=1)
        duty = replace(edition.responsibilities[0], id="memo", anchor="bunt/memo", order=1)
        changed = {"sections": (memo,), "passages": (passage,), "responsibilities": (duty,)}
        add(library, replace(edition, **{name: getattr(edition, name) + more for name, more in changed.items()}))
        assert listed(library) == [("bunt-0", [("bunt", "bunt/memo")])]


def test_an_unknown_document_is_told(library):
    with pytest.raises(Unknown):
        list_duties(library, DutyChoice(document="borta"))


def test_words_are_compared_without_accents_and_spaces():
    assert plain("Följa  UPP,\nvar 3:e må\u00adnad.") == plain("folja upp var 3:e månad")
    assert plain("3:e") != plain("3:a")
