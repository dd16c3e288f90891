"""What a plan rests on, by whatever words that is asked for."""

import pytest

from assistant.answer import ask
from tests.small_plan import open_plan

PLAN = """# Plan för stormar i Sälviks kommun

Planen säger vem som gör vad när det blåser. Den bygger på vindmätningen från våren 2031.

## Bryggor

Bryggor byggs på pålar av lärk. Hamnen vilar på lera.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("basis"), PLAN, "storm.md") as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "Vilket underlag bygger planen på?",
        "underlag till stormplanen",
        "Ta fram vilken analys planen vilar på",
        "plan Sälvik – bygger på vad?",
        "va har dom utgått från när dom gjorde planen",
        "vilken utredning ligger till grund för planen för stormar",
    ],
)
def test_the_sentence_that_says_so_is_shown(library, question):
    assert "vindmätningen" in ask(library, question).text


@pytest.mark.parametrize("question", ["Vad byggs bryggorna på?", "Vad vilar hamnen på?"])
def test_what_other_things_rest_on_is_another_question(library, question):
    assert "vindmätningen" not in ask(library, question).text.split("\n")[0]
