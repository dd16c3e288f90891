"""What a plan builds on, and what hangs together with it."""

import pytest

from assistant.answer import ask
from tests.small_plan import open_plan


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("sources")) as opened:
        yield opened


@pytest.mark.parametrize("question", ["vad bygger planen på?", "vilken lag bygger planen på?", "vilka dokument vilar planen på?"])
def test_what_it_builds_on(library, question):
    found = ask(library, question)
    assert (found.status, found.kind) == ("answered", "reference")
    assert "Planen bygger på väglagen (1971:948)" in found.text
    assert "klimatprogram" not in found.text


def test_what_hangs_together_with_it_and_what_the_sentence_goes_on_to_list(library):
    found = ask(library, "vilka andra styrdokument hör ihop med planen?")
    assert "flera styrdokument" in found.text and "klimatprogram" in found.text


def test_another_thing_s_grounds_are_not_the_plan_s(library):
    assert "väglagen" not in ask(library, "vilka program hör ihop med badplatserna?").text


LINKED = """# Vägplan för Vikby

## Bakgrund

Dessutom finns ett antal styrdokument för Vikby som går i linje med avsikterna. Det handlar bland annat om byns bryggprogram.
"""


@pytest.mark.parametrize(
    "question", ["vilka andra program drar åt samma håll som planen?", "vilka andra program ligger i linje med planen?"]
)
def test_texts_named_before_what_they_hang_together_with(tmp_path, question):
    with open_plan(tmp_path, LINKED) as library:
        assert "byns bryggprogram" in ask(library, question).text


ACTS = """# Vägplan för Vikby

## Bakgrund

Planen bygger på statliga utredningar och en proposition. Ett urval: Trygga bryggor (SOU 2031:4). Proposition Vägen hem (2032/33:17).
"""


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("vilka statliga utredningar bygger planen på?", "SOU 2031:4", "33:17"),
        ("Vilken proposition lutar sig planen mot? Nummer räcker.", "33:17", "SOU"),
    ],
)
def test_numbers_of_inquiries_and_bills_are_told_with_what_it_builds_on(tmp_path, question, told, untold):
    with open_plan(tmp_path, ACTS) as library:
        text = ask(library, question).text
    assert told in text and untold not in text
