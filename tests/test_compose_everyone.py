"""Who does what in a whole plan: every row of its register."""

import pytest

from assistant.answer import ask
from tests.small_plan import open_plan

PLAN = """Glupbo kommun
Plan för rena stränder 2027–2029

1 Organisation

Strandrådet samordnar arbetet. Rådet sammanträder två gånger per år.

2 Åtgärder

Åtgärd 2.1 Badplatser
Ställ ut sopkärl vid varje badplats.
Ansvarig: Tekniska nämnden
Tidplan: 2027

Åtgärd 2.2 Skolor
Ordna en städdag för alla skolor.
Ansvarig: Utbildningsnämnden
Tidplan: Varje vår
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("everyone"), PLAN, "strander.txt") as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    ["Vem ansvarar för varje åtgärd?", "lista vem som har ansvaret för åtgärderna", "vilka är ansvariga för åtgärderna i Glupbo?"],
)
def test_each_measure_is_told_with_who_is_responsible_and_when(library, question):
    answer = ask(library, question)
    quotes = [one.quote for one in answer.citations]
    assert any("sopkärl" in quote and "Tekniska nämnden" in quote and "2027" in quote for quote in quotes)
    assert any("städdag" in quote and "Utbildningsnämnden" in quote for quote in quotes)
    assert not any("samordnar" in quote for quote in quotes)


def test_who_does_what_tells_of_everybody(library):
    text = ask(library, "Vem gör vad?").text
    assert all(name in text for name in ("Strandrådet", "Tekniska nämnden", "Utbildningsnämnden"))


def test_a_narrower_matter_is_not_answered_by_all(library):
    assert "städdag" not in ask(library, "Vem ansvarar för alla sopkärl?").text
