"""Each of several things asked is answered by its own statement."""

import pytest

from assistant.answer import ask
from tests.small_plan import TEXT, open_plan

EXTRA = """
## Lånecyklar

Lånecyklarna hämtas vid badhuset.

En trasig lånecykel anmäls till driftjouren.

## Cykelskola

Cykelskolan hålls i maj. Den leds av trafikstrategen.

## Pengar

En lånecykel kostar 20 kronor per dygn.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("parts"), TEXT + EXTRA) as opened:
        yield opened


def shown(library, question):
    return [one.text for one in ask(library, question).statements]


def test_the_second_thing_is_told_from_another_section(library):
    found = shown(library, "var hämtas lånecyklarna, och vad kostar en lånecykel?")
    assert "Lånecyklarna hämtas vid badhuset." in found
    assert "En lånecykel kostar 20 kronor per dygn." in found


def test_what_is_told_already_brings_nothing_more(library):
    found = shown(library, "när hålls cykelskolan och vem leder cykelskolan?")
    assert found == ["Cykelskolan hålls i maj.", "Den leds av trafikstrategen."]


def test_one_thing_asked_brings_nothing_of_another(library):
    assert not any("kostar" in one for one in shown(library, "var hämtas lånecyklarna?"))


def test_a_refusal_shows_what_goes_on_after_the_nearest(library):
    found = ask(library, "vad kostar cykelskolan i maj?")
    assert found.status == "not_found"
    assert [one.text for one in found.statements] == ["Cykelskolan hålls i maj.", "Den leds av trafikstrategen."]


def test_half_an_answer_is_no_refusal(library):
    found = ask(library, "vad kostar en lånecykel, och hur många ponnyer finns det?")
    assert "En lånecykel kostar 20 kronor per dygn." in [one.text for one in found.statements]
    assert found.status in ("answered", "partial")
