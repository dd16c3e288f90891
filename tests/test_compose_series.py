"""What a plan's parts are, by whatever word they are asked for."""

import pytest

from assistant.answer import ask
from tests.small_plan import open_plan

PLAN = """# Skärgårdsprogram för Rönnviks kommun 2027–2031

Programmet har tre löften till öarna.

## Bakgrund

I kommunen bor 312 personer på elva öar. Färjan går fyra gånger om dagen.

## Utvecklingsområde 1: Båtar som går

Färjan ska gå även på julafton. Biljetten kostar 40 kronor.

## Utvecklingsområde 2: Bostäder för yngre

Tio hyresrätter ska byggas på Storön till 2029.

## Utvecklingsområde 3: Hav utan skräp

Strandstädning görs varje vår av skolorna.

## Fyra principer

### Öbor bestämmer

Öråd ska höras innan beslut.

### Samma avgift

Avgiften är lika på alla öar.

### Sjukvård på plats

Distriktssköterskan besöker varje ö en gång i månaden.

### Bredband först

Fiber dras före vägar.
"""
AREAS = ("Båtar som går", "Bostäder för yngre", "Hav utan skräp")
PRINCIPLES = ("Öbor bestämmer", "Samma avgift", "Sjukvård på plats", "Bredband först")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("series"), PLAN, "skargard.md") as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "Vilka utvecklingsområden har Rönnviks skärgårdsprogram?",
        "skärgårdens utvecklingsområden",
        "skargardsprogrammet: omraden?",
        "va e det nu för tre grejer man ska jobba med i skärgårdsprogrammet",
        "Jag undrar om du kan räkna upp satsningsområdena i skärgårdsprogrammet",
        "rada upp de tre spåren i skärgårdsprogrammet",
        "What are the three areas of the programme?",
        "Ska dra det här för styrelsen på tisdag och behöver skärgårdsprogrammets tre områden, vilka är det?",
        "Jämför program i flera kommuner och behöver Rönnviks utvecklingsområden, hur lyder de?",
    ],
)
def test_headings_of_one_name_are_told_by_any_word_for_parts(library, question):
    text = ask(library, question).text
    assert all(name in text for name in AREAS)
    assert not any(name in text for name in PRINCIPLES)


@pytest.mark.parametrize(
    "question", ["Vilka principer finns?", "programmets fyra principer", "hur lyder principerna i skärgårdsprogrammet"]
)
def test_headings_below_one_that_names_them_are_told(library, question):
    text = ask(library, question).text
    assert all(name in text for name in PRINCIPLES)


@pytest.mark.parametrize("question", ["Vilka områden tar upp fiske?", "vad kostar biljetten", "vilka åtgärder görs på stränderna"])
def test_a_topic_or_another_thing_is_not_answered_by_headings(library, question):
    assert not all(name in ask(library, question).text for name in AREAS)
