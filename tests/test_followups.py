import pytest

from assistant.answer import ask
from tests.plans import open_library


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_library(tmp_path_factory.mktemp("followups")) as opened:
        yield opened


@pytest.mark.parametrize("question", ["ensamhet", "Vem leder rådet?", "Vad menas med trygg vardag?"])
def test_what_is_offered_next_has_an_answer(library, question):
    offered = ask(library, question).follow_ups
    assert offered
    assert question not in offered
    assert all(ask(library, following).status == "answered" for following in offered), [
        (following, ask(library, following).missing) for following in offered
    ]


def test_they_are_in_the_askers_language(library):
    offered = ask(library, "Who leads the trygghetsrådet?").follow_ups
    assert offered
    assert all(following.startswith(("What ", "Which ", "Where ")) for following in offered)
