"""Who does it to the plan itself, when and how often."""

import pytest

from assistant.answer import ask
from tests.small_plan import TEXT, open_plan

EXTRA = """
## Genomförande

Ansvariga för genomförandet av planen är:

- tekniska nämnden
- kultur- och fritidsnämnden

Planen är framtagen av trafikstrategen.

Alla skolor med en egen plan redovisar den för rektorn varje månad.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("deed"), TEXT + EXTRA) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("när ska planen utvärderas?", "En utvärdering av planen ska göras år 2028."),
        ("hur ofta följs den upp?", "Planen ska följas upp årligen av tekniska nämnden."),
        ("vem ansvarar för uppföljningen?", "Planen ska följas upp årligen av tekniska nämnden."),
        ("vilka har varit med och tagit fram planen", "Planen är framtagen av trafikstrategen."),
        ("vem har skrivit planen?", "Planen är framtagen av trafikstrategen."),
    ],
)
def test_the_sentence_of_the_plan_itself_is_told(library, question, told):
    found = ask(library, question)
    assert found.status == "answered" and told in found.text
    assert "rektorn" not in found.text  # what is done to another plan


def test_a_sentence_that_introduces_a_list_comes_with_it(library):
    found = ask(library, "vem är ansvarig för genomförandet av planen?").text
    assert "tekniska nämnden" in found and "kultur- och fritidsnämnden" in found


def test_what_no_plan_tells_is_left_to_the_others(library):
    assert ask(library, "vem reviderar planen?").status == "not_found"


def test_a_question_with_a_topic_is_not_about_the_plan(library):
    assert "Tekniska nämnden ansvarar för vägarna." in ask(library, "vem ansvarar för vägarna?").text
