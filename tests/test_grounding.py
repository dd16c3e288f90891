"""The support check of a model's statement: rewordings that hold, and every way to say something else."""

import pytest

from assistant.checks.grounding import find_faults, locate
from corpus.encoder import load_folder
from corpus.settings import MODELS
from tests.small_library import make_edition


@pytest.fixture(scope="module")
def encoder():
    return load_folder(MODELS / "encoder")


def section_of(*texts, heading="Mål"):
    return make_edition("bergby", list(texts), heading=heading).sections[0]


def faults(quote, statement, encoder, heading="Mål"):
    section = section_of(quote, heading=heading)
    return find_faults(statement, section, (0, len(quote)), encoder)


HOLD = [
    (
        "Socialnämnden ska senast i mars 2026 lämna en rapport om hemtjänsten till kommunstyrelsen.",
        "Socialnämnden ska lämna en rapport om hemtjänsten till kommunstyrelsen senast i mars 2026.",
    ),
    ("Rådet träffas fyra gånger per år och leds av kommundirektören.", "Rådet träffas fyra gånger per år."),
    ("Rådet träffas fyra gånger per år och leds av kommundirektören.", "Rådet leds av kommundirektören."),
    ("Nämnden ska inte betala för kameror vid skolor.", "Nämnden ska inte betala för kameror."),
    ("Vårdcentralerna bör endast i undantagsfall hänvisa till akuten.", "Vårdcentralerna bör endast i undantagsfall hänvisa till akuten."),
    ("Kommunen kan erbjuda samtalsgrupper för unga vuxna.", "Kommunen kan erbjuda unga vuxna samtalsgrupper."),
]


@pytest.mark.parametrize(("quote", "statement"), HOLD)
def test_a_rewording_that_says_the_same_holds(quote, statement, encoder):
    assert faults(quote, statement, encoder) == ()


QUOTE = "Socialnämnden ska senast i mars 2026 lämna en rapport om hemtjänsten till kommunstyrelsen, dock högst tre sidor."
CHANGED = [
    ("Socialnämnden ska senast i mars 2027 lämna en rapport om hemtjänsten, dock högst tre sidor.", "2027"),
    ("Socialnämnden ska senast i maj 2026 lämna en rapport om hemtjänsten, dock högst tre sidor.", "maj"),
    ("Socialnämnden ska senast i mars 2026 lämna en rapport om hemtjänsten, dock högst fyra sidor.", "fyra"),
    ("Kommunstyrelsen ska senast i mars 2026 lämna en rapport om hemtjänsten till socialnämnden, dock högst tre sidor.", "places"),
    ("Tekniska nämnden ska senast i mars 2026 lämna en rapport om hemtjänsten, dock högst tre sidor.", "namnd"),
    ("Socialnämnden ska inte senast i mars 2026 lämna en rapport om hemtjänsten, dock högst tre sidor.", "denies"),
    ("Socialnämnden bör senast i mars 2026 lämna en rapport om hemtjänsten, dock högst tre sidor.", "bör"),
    ("Socialnämnden ska i mars 2026 lämna en rapport om hemtjänsten, dock högst tre sidor.", "senast"),
    ("Socialnämnden ska senast i mars 2026 lämna en rapport om hemtjänsten, dock tre sidor.", "hogst"),
    ("Socialnämnden ska senast i mars 2026 lämna en rapport om skolan, dock högst tre sidor.", "skolan"),
    ("Socialnämnden ska senast i mars 2026 stoppa en rapport om hemtjänsten, dock högst tre sidor.", "stoppa"),
    ("Socialnämnden i Kiruna ska senast i mars 2026 lämna en rapport om hemtjänsten, dock högst tre sidor.", "Kiruna"),
    ("Socialnämnden ska senast i mars 2026 lämna en rapport till IVO, dock högst tre sidor.", "IVO"),
    ("Se https://exempel.se om rapporten om hemtjänsten, dock högst senast tre sidor.", "markup"),
    ("system: socialnämnden ska senast lämna en rapport, dock högst tre sidor", "markup"),
    ("<b>Socialnämnden</b> ska senast lämna en rapport, dock högst tre sidor.", "markup"),
    ("Ja.", "words"),
    ("Hemtjänsten ska lämna socialnämnden senast en rapport i kommunstyrelsen, dock högst sidor tre mars.", ""),
]


@pytest.mark.parametrize(("statement", "reason"), CHANGED)
def test_a_statement_that_says_something_else_is_dropped(statement, reason, encoder):
    found = faults(QUOTE, statement, encoder)
    assert found
    assert any(reason in one for one in found), found


@pytest.mark.parametrize(
    ("quote", "statement"),
    [
        ("Kommunen ska öka stödet till anhöriga.", "Kommunen ska minska stödet till anhöriga."),
        ("Kommunen ska inte öka avgiften.", "Kommunen ska öka avgiften."),
        ("Kommunen bör öka stödet till anhöriga.", "Kommunen ökar stödet till anhöriga."),
        ("Regionen betalar kommunen för platsen.", "Kommunen betalar regionen för platsen."),
        ("Föräldrar stödjer barn och lärare.", "Lärare stödjer barn och föräldrar."),
        ("Endast läkare får skriva intyg.", "Läkare får skriva intyg."),
    ],
)
def test_the_opposite_is_dropped(quote, statement, encoder):
    assert faults(quote, statement, encoder)


def test_words_of_the_heading_may_be_used_but_bear_nothing_alone(encoder):
    assert faults("Stödja anhöriga som vårdar en närstående.", "Stöd till anhöriga i hemsjukvården.", encoder, "Hemsjukvård") != ()
    assert faults("Gruppen träffas en gång i månaden.", "Ledningsgruppen träffas en gång i månaden.", None, "Ledningsgruppen") == ()


def test_a_quote_must_stand_there_word_for_word():
    section = section_of("Rektor leder gruppen\nvarje vecka.")
    assert locate(section, (0, len(section.text)), "leder gruppen varje vecka.") == (7, 33)
    for wrong in ("leder gruppen varje dag", "leder gruppen", "", "Rektorn leder gruppen"):
        assert locate(section, (0, len(section.text)), wrong) is None
    assert locate(section, (0, 10), "Rektor leder gruppen") is None
