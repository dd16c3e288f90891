"""When a plan is followed up: the year before "every year", and who decides only when somebody is said to."""

import pytest

from assistant.answer import ask
from tests.small_plan import open_plan


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("dated")) as opened:
        yield opened


def test_the_year_of_the_deed_asked_about_is_told(library):
    assert "2028" in ask(library, "när ska planen utvärderas?").text
    assert "årligen" in ask(library, "hur ofta kollar man läget?").text


def test_who_decides_on_the_money_is_who_distributes_it(library):
    assert "Kommunstyrelsen fördelar pengarna till vägarna." in ask(library, "vem bestämmer om pengarna till vägarna?").text


def test_a_must_is_told_by_the_sentence_that_has_the_deed(library):
    assert ask(library, "måste planen följas upp varje år?").text.startswith("Ja.")
