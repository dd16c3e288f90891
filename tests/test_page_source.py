"""A section made ready to show."""

import pytest

from api.page.source import Place, parse_place, read_source, trail
from corpus.errors import Unknown
from tests.fake_desk import OUTLINE, FakeDesk


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("plan/mal@3-9", Place("plan/mal", (3, 9))),
        ("plan/mal~2", Place("plan/mal~2")),
        ("plan/mal@9-3", Place("plan/mal")),
        ("plan/mal@x-9", Place("plan/mal@x-9")),
        ("", Place("")),
    ],
)
def test_a_place_is_read(text, place):
    assert parse_place(text) == place


def test_a_place_survives_the_form():
    assert parse_place(str(Place("plan/mal", (3, 9)))) == Place("plan/mal", (3, 9))
    assert str(Place("plan/mal")) == "plan/mal"


def test_the_path_leads_down_to_the_section():
    source = read_source(FakeDesk(), Place("skogsby-plan/samtal", (0, 28)), scanned=False)
    assert source.crumbs == (("Mål", "skogsby-plan/mal"), ("Samtal", "skogsby-plan/samtal"))
    assert source.groups and not source.scan
    assert trail(OUTLINE, "nej") == []


def test_the_scanned_text_is_an_alternative():
    source = read_source(FakeDesk(), Place("skogsby-plan/samtal", (0, 28)), scanned=True)
    assert not source.groups and any(run.quoted for run in source.scan)


def test_without_a_quote_nothing_is_marked():
    source = read_source(FakeDesk(), Place("skogsby-plan/samtal"), scanned=True)
    assert [run.quoted for run in source.scan] == [False]


def test_an_unknown_section_is_unknown():
    with pytest.raises(Unknown):
        read_source(FakeDesk(), Place("nej"), scanned=False)
