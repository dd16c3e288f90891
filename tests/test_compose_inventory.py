"""Lists of one sort, duties by verb, plans side by side and sections by heading: on invented plans and an invented memo."""

from datetime import date

import pytest

from assistant.answer import ask
from assistant.records import Turn
from corpus.library import Library
from corpus.settings import Settings
from tests.plans import editions, make_plan

MEMO = """
# Vägplan för Tallmo
## Förslag till beslut
Nämnden föreslås besluta:
- Vägnämnden antar vägplanen.
- Tekniska kontoret får i uppdrag att bygga bron senast i juni 2026.
## Ärendet
Vägrådet yttrade sig den 4 maj 2025. Kommunfullmäktige antog budgeten den 9 november 2024.
Vägombudet ansvarar för skyltarna. Vägombudet leder vintermötet. Vägombudet har tagit fram en karta.
Väg- och trafikrådet (VTR) följer arbetet enligt väglagen.
## Syfte
Syftet med planen är att bron ska hålla i hundra år.
## Bilagor
Till ärendet hör:
- Karta över Tallmo
- Kostnader för bron
"""
TODAY = date(2027, 5, 1)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    settings = Settings(tmp_path_factory.mktemp("memo"), "no-encoder", None)
    memo = make_plan("memo", MEMO, title="Vägplan för Tallmo", issuer="Tallmo kommun", kind="tjänsteutlåtande", status="förslag")
    with Library.open(settings, child=False) as opened:
        for edition in (*editions(), memo):
            opened.store.publish(edition)
    with Library.open(settings, child=False) as opened:
        yield opened


def answer(library, question, *history):
    return ask(library, question, [Turn(one, "") for one in history], today=TODAY)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Vilka bilagor finns till ärendet?", ["Karta över Tallmo", "Kostnader för bron"]),
        ("Lista alla datum i Tallmos vägplan", ["4 maj 2025", "9 november 2024", "juni 2026"]),
        ("alla deadlines i Tallmo", ["senast i juni 2026"]),
        ("Vad föreslås vägnämnden besluta?", ["antar vägplanen", "bygga bron"]),
        ("va e det vägnämnden ska säga ja till", ["antar vägplanen", "bygga bron"]),
        ("vägplanen – beslut om vad?", ["antar vägplanen", "bygga bron"]),
        ("vilka förkortningar förklaras i Tallmos plan?", ["(VTR)"]),
    ],
)
def test_lists_are_complete_and_counted(library, question, words):
    found = answer(library, question)
    assert found.status == "answered"
    assert all(word in found.text for word in words)
    assert len(found.citations) == len(words) or found.text.startswith(f"{len(found.citations)} i ")


def test_a_list_leaves_out_other_sorts(library):
    assert "4 maj" not in answer(library, "alla deadlines i Tallmo").text


def test_the_purpose_asked_of_no_plan_is_told_of_each(library):
    text = answer(library, "Vad är syftet?").text
    assert "hålla i hundra år" in text or "trygg vardag" in text


def test_a_section_is_shown_by_its_quoted_heading(library):
    found = answer(library, "Vad står det om ”Syfte” i Vägplan för Tallmo?")
    assert found.text.startswith("I Vägplan för Tallmo:\nSyftet med planen")


def test_a_proposal_is_not_adopted(library):
    found = answer(library, "Är Tallmos vägplan antagen?")
    assert found.text.startswith("Nej.")
    assert "är ett förslag" in found.text


def test_a_decided_plan_asked_of_another_decider_is_corrected(library):
    found = answer(library, "När antog riksdagen Tallmos vägplan?")
    assert found.status == "not_found"
    assert "riksdagen" in found.missing


def test_a_follow_up_of_a_verb_alone_is_about_what_was_asked(library):
    found = answer(library, "vilka ingår?", "Vem leder trygghetsrådet?")
    assert "två rektorer och en polis" in found.text


def test_offered_questions_have_answers(library):
    for question in ("Vem leder rådet?", "ensamma gamla", "Vilka bilagor finns till ärendet?", "Vad är syftet?"):
        for offered in answer(library, question).follow_ups:
            assert answer(library, offered).status == "answered", offered
