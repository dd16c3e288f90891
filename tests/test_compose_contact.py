"""Whom to turn to about a plan: its own lines, or that it tells none."""

import pytest

from assistant.answer import ask
from tests.plans import open_library
from tests.small_plan import open_plan


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("contact")) as opened:
        yield opened


@pytest.mark.parametrize(
    "question", ["vem ska jag kontakta om planen?", "vart vänder jag mig om jag har frågor", "finns det en kontaktperson?"]
)
def test_the_line_that_tells_it_is_shown(library, question):
    found = ask(library, question)
    assert found.status == "answered"
    assert "Kontakta trafikstrategen, telefon 0555-10 20." in found.text


def test_a_plan_that_tells_none_is_said_to(tmp_path):
    with open_library(tmp_path) as other:
        found = ask(other, "vem ska jag kontakta om planen?")
    assert (found.status, found.missing) == ("not_found", "Dokumenten ger inga kontaktuppgifter.")


def test_who_to_turn_to_about_a_thing_is_another_question(library):
    assert "Tekniska nämnden ansvarar för vägarna." in ask(library, "vem ska jag kontakta om vägarna?").text
