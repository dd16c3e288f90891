"""Names with titles, as documents are signed."""

import pytest

from assistant.compose.facts import ASKS_SIGNED, SIGNED
from assistant.question.words import fold


@pytest.mark.parametrize(
    "text",
    ["Ada Ek\nBrochef", "Bo Alm-Berg, hamndirektör", "Siv Maj Nord\nMedicinskt ansvarig sjuksköterska", "Ulf Strand \nBiträdande rektor"],
)
def test_a_name_with_its_title_is_a_signature(text):
    assert SIGNED.fullmatch(text)


@pytest.mark.parametrize(
    "text", ["Broar och bryggor\nHamnen byggs ut.", "Norra Hamnen byggs ut av kommunen.", "Ada Ek skrev brevet i maj."]
)
def test_headings_and_sentences_are_none(text):
    assert not SIGNED.search(text)


@pytest.mark.parametrize("question", ["vilka har skrivit under avtalet?", "vem undertecknade brevet", "Vilka står bakom förordet?"])
def test_who_signed_is_asked_in_many_ways(question):
    assert ASKS_SIGNED.search(fold(question))
