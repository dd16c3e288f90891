"""Is a plan for this group too: yes or no from the plan's own rule."""

import pytest

from assistant.answer import ask
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
