"""When a plan was decided, by whom, and until when it holds, by whatever words that is asked for."""

import pytest

from assistant.answer import ask
from tests.small_plan import open_plan

PLAN = """# Riktlinjer för båtförvaring i Sälviks kommun 2031–2034

Kommunfullmäktige beslutade 2030-11-18, § 12

Giltiga till och med 2034-12-31.

**Kommunfullmäktige beslutar**

att anta riktlinjerna, samt

att upphäva förtöjningspolicyn.

## Vinterplatser

Hamnnämnden hyr ut 140 vinterplatser. Kön öppnar i mars varje år.

## Skolbåtar

För Sälviks gymnasium finns en egen brygga. Museet har två platser.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("status"), PLAN, "batar.md") as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "När och av vem antogs riktlinjerna för båtförvaring?",
        "beslut om båtriktlinjerna i Sälvik, datum och instans",
        "Ange beslutsdatum för Sälviks riktlinjer för båtförvaring",
        "Sälvik båtriktlinjer – antagna? när? av?",
        "e båtriktlinjerna klubbade å i så fall när å av vem",
    ],
)
def test_who_decided_and_when_is_read_in_the_letterhead(library, question):
    assert "Kommunfullmäktige beslutade 2030-11-18" in ask(library, question).text


@pytest.mark.parametrize(
    "question",
    [
        "riktlinjernas giltighetstid",
        "Skriv vilken period riktlinjerna för båtförvaring är tänkta för",
        "när går riktlinjerna ut",
        "Vi ska köpa en kran och vill veta läget, till och med när gäller riktlinjerna?",
    ],
)
def test_how_long_it_holds_is_read_there_too(library, question):
    assert "2034-12-31" in ask(library, question).text


@pytest.mark.parametrize("question", ["Var har gymnasiet sin båt?", "Har gymnasieelever en brygga?"])
def test_words_of_latin_are_met_in_any_form(library, question):
    assert "egen brygga" in ask(library, question).text
