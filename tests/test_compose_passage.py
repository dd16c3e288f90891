"""The rest of the paragraph that an answer stands in."""

import pytest

from assistant.answer import ask
from tests.small_plan import TEXT, open_plan

EXTRA = """
## Lånecyklar

Kommunen lånar ut cyklar åt alla över femton år. Lånecyklarna hämtas vid badhuset. Avgiften är tjugo kronor per dygn. Barn lånar gratis.

Cykelverkstaden sköts av en förening.

## Cykelpumpar

Det finns åtta pumpar vid skolorna. Pumparna ses över varje vår. En trasig pump anmäls till driftjouren.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("passage"), TEXT + EXTRA) as opened:
        yield opened


def shown(library, question):
    return [one.text for one in ask(library, question).statements]


def test_the_second_thing_asked_stands_in_the_same_paragraph(library):
    assert "Avgiften är tjugo kronor per dygn." in shown(library, "var hämtas lånecyklarna och vad blir det i pengar?")


def test_the_sentences_stand_as_in_the_document_and_no_other_paragraph_does(library):
    found = shown(library, "var hämtas lånecyklarna och vad blir det i pengar?")
    assert found == [
        "Kommunen lånar ut cyklar åt alla över femton år.",
        "Lånecyklarna hämtas vid badhuset.",
        "Avgiften är tjugo kronor per dygn.",
        "Barn lånar gratis.",
    ]


def test_a_figure_asked_for_alone_needs_no_company(library):
    assert shown(library, "hur många pumpar finns vid skolorna?")[-1] == "Det finns åtta pumpar vid skolorna."


def test_numbers_are_given_as_they_are_read(library):
    numbers = [one.citations for one in ask(library, "var hämtas lånecyklarna och vad blir det i pengar?").statements]
    assert numbers == [(1,), (2,), (3,), (4,)]
