"""Is a plan for this group too: yes or no from the plan's own rule."""

import pytest

from assistant.answer import ask
from ingest.pipeline import ingest_file
from tests.small_plan import open_plan


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("scope")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "verdict", "rule"),
    [
        ("gäller planen barn också?", "Ja.", "oavsett ålder"),
        ("gäller planen bara pensionärer?", "Nej.", "oavsett ålder"),
        ("omfattas fristående skolor av planen?", "Ja.", "fristående skolor"),
        ("gäller planen enskilda vägar?", "Nej.", "undantas"),
    ],
)
def test_the_plan_s_rule_says_yes_or_no(library, question, verdict, rule):
    found = ask(library, question)
    assert found.kind == "scope"
    assert found.text.startswith(verdict) and rule in found.text


def test_a_choice_is_answered_by_the_rule_alone(library):
    found = ask(library, "gäller planen för alla invånare eller bara barn?")
    assert "oavsett ålder" in found.text and not found.text.startswith(("Ja", "Nej"))


STAFF = """# Strategi för badhus i Norrvik

## Syfte

Strategin gäller badhusen. Den riktar sig till chefer och medarbetare i badhusen.
"""
OTHER = """# Plan för bibliotek i Norrvik

## Målgrupp

Målgruppen för planen är alla invånare i Norrvik.
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    with open_plan(folder, STAFF) as opened:
        path = folder / "bibliotek.md"
        path.write_text(OTHER, encoding="utf-8")
        ingest_file(path, opened)
        yield opened


def test_who_works_with_the_plan_is_told_by_the_rule_for_staff(two):
    found = ask(two, "gäller strategin för mig som badpersonal?")
    assert "chefer och medarbetare" in found.text and not found.text.startswith(("Ja", "Nej"))


def test_plans_compared_tell_side_by_side_whom_they_are_for(two):
    found = ask(two, "vilka är badhusstrategin till för jämfört med biblioteksplanen?")
    assert found.kind == "comparison"
    assert "chefer och medarbetare" in found.text and "alla invånare i Norrvik" in found.text


def test_how_plans_put_a_thing_is_told_side_by_side(two):
    found = ask(two, "hur formuleras målgruppen i badhusstrategin jämfört med biblioteksplanen?")
    assert "chefer och medarbetare" in found.text and "alla invånare i Norrvik" in found.text
