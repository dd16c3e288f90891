"""Editions of one plan: by name and issuer, or by what they share; the newer by the days they tell."""

from dataclasses import replace

import pytest

from assistant.evidence.lineage import find_editions, is_newer, name_of, newest_of, sort_newest
from corpus.records import Document
from tests.small_library import add, make_edition, open_library

SENTENCES = [f"Byalaget ska laga brygga nummer {number} före midsommar tillsammans med hamnlaget." for number in range(1, 9)]


def edition(name, texts, title, **facts):
    made = make_edition(name, texts, **facts)
    return replace(made, document=replace(made.document, title=title))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Plan för trygga bryggor 2021–2024", "Plan för trygga bryggor 2025–2028"),
        ("Bryggprogram, reviderad 2027", "Bryggprogram"),
        ("Bryggprogram version 2.1", "Bryggprogram (utkast)"),
    ],
)
def test_titles_of_editions_are_one_name(one, other):
    assert name_of(one) == name_of(other)


def test_titles_of_other_plans_are_not():
    assert name_of("Plan för trygga bryggor") != name_of("Plan för trygga broar")
    assert name_of("Version 2 (2024)") == ""


def find(library, name):
    return [one.id for one in find_editions(library, library.store.document(name))]


def test_editions_have_one_name_and_one_issuer(tmp_path):
    with open_library(tmp_path) as library:
        add(library, edition("ny", ["Vi lagar bryggor."], "Bryggplan 2026", issuer="Vik kommun", date="2026-01-05"))
        add(library, edition("gammal", ["Bryggor ska vara hela."], "Bryggplan 2022", issuer="Vik kommun", date="2022-01-05"))
        add(library, edition("äldst", ["Bryggor är bra."], "Bryggplan", issuer="Vik kommun"))
        add(library, edition("grann", ["Vi lagar bryggor."], "Bryggplan 2026", issuer="Ås kommun", date="2026-01-05"))
        add(library, edition("annan", ["Vi lagar broar."], "Broplan 2026", issuer="Vik kommun", date="2026-01-05"))
        assert find(library, "gammal") == ["ny", "äldst"]
        assert find(library, "grann") == find(library, "annan") == []


def test_where_no_issuer_is_known_the_title_must_name_something(tmp_path):
    with open_library(tmp_path) as library:
        for name, title in (
            ("a", "Plan för trygga bryggor 2021"),
            ("b", "Plan för trygga bryggor"),
            ("c", "Handlingsplan"),
            ("d", "Handlingsplan"),
        ):
            add(library, edition(name, [f"Text {name}."], title))
        assert find(library, "a") == ["b"]
        assert find(library, "c") == []


def test_what_shares_a_good_part_is_an_edition_unless_another_issued_it(tmp_path):
    with open_library(tmp_path) as library:
        add(library, edition("ny", SENTENCES, "Skärgårdsplan", issuer="Vik kommun"))
        add(library, edition("gammal", SENTENCES[:3], "Plan för öarna", issuer=None))
        add(library, edition("lånad", SENTENCES, "Öplan", issuer="Ås kommun"))
        add(library, edition("citerar", [*SENTENCES[:2], "Ekan ska tjäras."], "Båtplan", issuer="Vik kommun"))
        assert find(library, "ny") == ["gammal"]
        assert find(library, "gammal") == ["lånad", "ny"]
        assert find(library, "citerar") == []


def day(date=None, valid_from=None, name="a"):
    return Document(name, "Plan", date=date, valid_from=valid_from)


def test_the_newest_is_told_only_when_all_have_days_of_one_sort():
    assert newest_of([day("2021-01-02"), day("2025-01-01")]) == "2025-01-01"
    assert newest_of([day("2021-01-02", "2022-01-01"), day(None, "2026-01-01")]) == "2026-01-01"
    assert newest_of([day("2021-01-02"), day("2021-01-02")]) is None
    assert newest_of([day("2021-01-02"), day(None, "2026-01-01")]) is None
    assert newest_of([day(), day()]) is None


def test_the_newer_of_two():
    assert is_newer(day("2025-01-01"), day("2021-01-02"))
    assert not is_newer(day("2021-01-02"), day("2025-01-01"))
    assert not is_newer(day("2025-01-01"), day())
    assert [one.id for one in sort_newest([day(name="b"), day("2021-01-01", name="c"), day("2022-01-01", name="d"), day(name="a")])] == [
        "d",
        "c",
        "a",
        "b",
    ]
