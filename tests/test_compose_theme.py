"""Whether a plan binds, who pays for it and what it is good for."""

import pytest

from assistant.answer import ask
from tests.small_plan import TEXT, open_plan

EXTRA = """
## Styrning

Syftet med planen är att fler ska cykla till skola och arbete.

Planen är vägledande för alla nämnder. Arbetet finansieras inom tekniska nämndens budget. Staten bidrar med 3 miljoner kronor till broarna.
En rapport finansieras av högskolan som en framtida utmaning.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("theme"), TEXT + EXTRA) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("är planen bindande?", "Planen är vägledande för alla nämnder."),
        ("måste vi följa planen", "Planen är vägledande för alla nämnder."),
        ("hur finansieras arbetet", "Arbetet finansieras inom tekniska nämndens budget."),
        ("vem betalar?", "Staten bidrar med 3 miljoner kronor till broarna."),
        ("varför behövs planen?", "Syftet med planen är att fler ska cykla till skola och arbete."),
        ("vad är poängen med planen", "Syftet med planen är att fler ska cykla till skola och arbete."),
    ],
)
def test_the_plans_own_sentence_is_told(library, question, told):
    found = ask(library, question)
    assert found.status == "answered" and told in found.text
    assert "utmaning" not in found.text and not found.text.startswith("Ja")


def test_what_came_before_is_told_or_said_to_be_untold(library, tmp_path):
    assert (
        ask(library, "vad är nytt jämfört med förra planen?").missing == "Dokumenten säger inget om ”förra planen” i det här sammanhanget."
    )
    with open_plan(tmp_path, TEXT + "\nPlanen ersätter vägplanen från 2019.\n") as opened:
        assert "ersätter vägplanen" in ask(opened, "vad är nytt jämfört med förra planen?").text


def test_an_amount_is_told_by_a_sentence_with_an_amount(library):
    found = ask(library, "hur mycket pengar kostar planen").text
    assert "3 miljoner" in found and "tekniska nämndens budget" not in found


def test_a_question_with_a_topic_is_not_about_the_plan(library):
    assert "fördelar pengarna till vägarna" in ask(library, "vem fördelar pengarna till vägarna?").text
