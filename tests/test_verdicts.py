"""Yes and no only of the body and the thing asked about."""

import pytest

from assistant.answer import ask
from assistant.evidence.verdicts import keeps_direction
from tests.plans import open_library


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_library(tmp_path_factory.mktemp("verdicts")) as opened:
        yield opened


def opening(library, question):
    return ask(library, question).text.split("[")[0].strip()


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("ansvarar tekniska nämnden för belysningen?", "Ja."),
        ("ska tekniska nämnden betala för kameror?", "Nej."),
        ("måste delrapporten lämnas till kommunfullmäktige?", "Ja."),
    ],
)
def test_the_statement_of_the_very_body_says_yes_or_no(library, question, verdict):
    assert opening(library, question) == verdict


@pytest.mark.parametrize(
    "question",
    [
        "ansvarar byggnadsnämnden för belysningen?",  # another board does
        "får tekniska nämnden strunta i belysningen?",  # the opposite is asked
        "ska rådet köpa robotar?",  # nobody speaks of robots
        "måste byalagen vara med?",  # one word alone
    ],
)
def test_another_body_or_thing_gives_no_verdict(library, question):
    assert opening(library, question) not in ("Ja.", "Nej.")


@pytest.mark.parametrize(
    ("asked", "said", "kept"),
    [
        ("maste vi rapportera till hamnstyrelsen", "arbetet foljs av hamnstyrelsen och rapporteras arligen", False),
        ("maste vi rapportera till hamnstyrelsen", "arbetet rapporteras arligen till den samlade hamnstyrelsen", True),
        ("far regionen bestamma over kommunen", "regionen och kommunen beslutar tillsammans", False),
        ("ska planen foljas upp", "planen ska foljas upp", True),
    ],
)
def test_a_deed_done_to_a_body_is_done_to_it_in_the_statement_too(asked, said, kept):
    assert keeps_direction(asked, said) == kept
