"""Sections asked for by heading, number, or a heading typed alone."""

import pytest

from assistant.answer import ask
from tests.small_plan import open_plan

TEXT = """# Plan för badplatser i Storsele kommun 2026–2029

## 1. Inledning

Planen gäller kommunens elva badplatser. Den ersätter en plan från 2019.

## 2. Tillsyn

Badvakterna ser över bryggorna varje vår. Vattnet provtas var fjortonde dag. Resultaten anslås vid stranden.

### 2.1 Larm

Vid larm stängs badet. Räddningstjänsten kontaktas.

## 3. Underhåll av bryggor

Bryggorna målas vart tredje år. Trasiga stegar byts samma dag.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("section"), TEXT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("sammanfatta kapitel 2", "Badvakterna ser över bryggorna varje vår."),
        ("vad står det i avsnitt 2.1?", "Vid larm stängs badet."),
        ("sammanfatta avsnittet om underhåll", "Bryggorna målas vart tredje år."),
        ("Tillsyn", "Vattnet provtas var fjortonde dag."),
        ("vad säger ”Inledning”?", "Planen gäller kommunens elva badplatser."),
    ],
)
def test_the_sections_first_sentences_are_shown(library, question, told):
    found = ask(library, question)
    assert found.status == "answered" and told in found.text


def test_a_number_that_no_section_has_is_refused(library):
    found = ask(library, "sammanfatta kapitel 9")
    assert found.status == "not_found" and found.missing == "Inget dokument har ett avsnitt med nummer 9."


def test_a_question_that_mentions_a_heading_is_another_question(library):
    assert "varje vår" in ask(library, "hur ofta är det tillsyn av bryggorna?").text
