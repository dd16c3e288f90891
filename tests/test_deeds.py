"""What bodies do: how questions ask, how texts say it, and what is past."""

import pytest

from assistant.question.deeds import DEEDS, OTHER, PAST, find_deeds, head_of, says_deed
from assistant.question.words import fold


@pytest.mark.parametrize(
    ("verb", "text", "head"),
    [
        ("leda", "Rådet leds av byfogden.", "Leder"),
        ("ansvara", "Nämnden har ansvar för broarna.", "Ansvarar"),
        ("ta fram", "Kontoret tar varje vår fram en karta.", "Tar fram"),
        ("besluta", "Nämnden sköter broarna.", "Övrigt"),
        ("okänd", "Nämnden sköter broarna.", "Övrigt"),
    ],
)
def test_a_row_is_headed_by_a_verb_that_its_quote_says(verb, text, head):
    assert head_of(verb, fold(text), "sv") == head


def test_a_heading_is_borne_only_by_texts_that_say_it():
    assert says_deed("Leder", fold("Rådet leds av byfogden."))
    assert not says_deed("Beslutar", fold("Rådet leds av byfogden."))
    assert says_deed(OTHER["sv"], fold("Vad som helst."))
    assert not says_deed("Dansar", fold("Rådet dansar."))


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("Kontoret har tagit fram en karta.", True),
        ("Nämnden fick i uppdrag att bygga.", True),
        ("Planen har under våren 2031 i stora delar beslutats av nämnden.", True),
        ("Nämnden har ansvar för beslutade insatser.", False),
        ("Kontoret tar fram en karta.", False),
    ],
)
def test_what_was_done_is_no_duty(text, past):
    assert bool(PAST.search(fold(text))) is past


def test_every_verb_is_asked_for_by_its_own_heading():
    missed = [verb for verb, deed in DEEDS.items() if verb not in find_deeds(deed.sv.lower()) and verb != "ta fram"]
    assert set(missed) <= {"bestå av", "sammanträda", "ge i uppdrag"}
