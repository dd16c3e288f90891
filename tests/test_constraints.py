"""Near misses: what a question asks of a body, a title or a year must be said of that very one."""

from datetime import date

import pytest

from assistant.answer import ask
from assistant.evidence.constraints import NTH_DAY, names_actor
from assistant.question.words import fold
from tests import small_library
from tests.plans import open_library


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_library(tmp_path_factory.mktemp("constraints")) as opened:
        yield opened


def refused(library, question):
    found = ask(library, question, today=date(2027, 5, 1))
    return found.status == "not_found" and found.missing


@pytest.mark.parametrize(
    "question",
    [
        "Vem leder byalagen?",  # they appoint, nobody is said to lead them
        "Vem utser trygghetsrådet?",
        "Vilka sitter i tekniska nämnden?",
        "Vad gör hamnkontoret?",
        "När ska hamnbolaget lämna delrapporten?",
        "Vem är rektorschef i byalagen?",
        "Vad har byalagen för budget?",
        "Vilket år ska trygghetsrådet träffas?",
        "Vilket diarienummer har byordningen?",
        "Vad tyckte polisen om programmet?",  # polisen sits in the council; what it thought is not told
        "Vad blir följden om kommunen inte bygger gångbanorna?",
        "Vilka sitter i det yttre trygghetsrådet?",
        "Vem bestämmer om kamerorna?",  # who is not to pay for them is told
        "Vad säger programmet om artificiell intelligens?",
    ],
)
def test_what_is_told_of_another_is_no_answer(library, question):
    assert refused(library, question)


@pytest.mark.parametrize("question", ["Vem leder trygghetsrådet?", "Vilka sitter i trygghetsrådet?", "Vem kallar ombuden?"])
def test_what_is_told_of_the_very_one_is(library, question):
    assert not refused(library, question)


def test_the_body_that_is_not_told_of_is_named(library):
    found = ask(library, "Hur ofta träffas tekniska nämnden?", today=date(2027, 5, 1))
    assert found.missing.startswith("Dokumenten säger inget om ”tekniska”")


@pytest.mark.parametrize(
    ("text", "actor", "share"),
    [
        ("Byggnämndens pensionärsråd tog del av ärendet.", "byggnämnden", 0.0),
        ("Byggnämndens pensionärsråd tog del av ärendet.", "byggnämndens pensionärsråd", 1.0),
        ("Byggnämndens ansvar är tillsynen.", "byggnämnden", 1.0),
        ("Byggnämnden beslutar.", "byggnämnden", 1.0),
    ],
)
def test_another_bodys_council_does_not_name_it(text, actor, share):
    assert names_actor(text, actor) == share


@pytest.mark.parametrize("text", ["från och med den fjärde dagen", "tre dagar efter beskedet", "den sista arbetsdagen"])
def test_a_day_may_be_told_by_its_number(text):
    assert NTH_DAY.search(fold(text))


def test_what_a_mark_hides_is_said_to_be_withheld(tmp_path):
    with small_library.open_library(tmp_path) as held:
        text = "Staben samlas vid larm och ringer nummer [uppgift utelämnad] till jouren."
        small_library.add(held, small_library.make_edition("kris", [text, "Larmet prövas varje vår."]))
        found = ask(held, "Vilket nummer ringer staben vid larm?")
        assert (found.status, found.missing.split(".")[0]) == (
            "not_found",
            "Uppgiften är utelämnad i den version av dokumentet som finns här",
        )


def test_those_counted_out_of_a_group_must_be_told_of(tmp_path):
    with small_library.open_library(tmp_path) as held:
        small_library.add(held, small_library.make_edition("arv", ["Under 2024 hade 41 båtar plats i hamnen, 12 båtar var hyrda."]))
        assert ask(held, "Hur många av de 41 båtarna var hyrda?").status == "answered"
        assert ask(held, "Hur många av de 41 båtarna var flytdockor?").status == "not_found"


def test_an_errand_is_answered_by_who_tells_of_doing_it(tmp_path):
    with small_library.open_library(tmp_path) as held:
        texts = ["Ansökan om båtplats görs i kommunens e-tjänst.", "Hamnen i byn har båtplatser för gäster och en brygga."]
        small_library.add(held, small_library.make_edition("hamn", texts))
        assert "e-tjänst" in ask(held, "hur ansöker man om båtplats?").text
        assert ask(held, "hur byter man båtplats i hamnen?").status == "not_found"
        assert ask(held, "hur ansöker man om bygglov?").status == "not_found"
