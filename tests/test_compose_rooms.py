"""Sections that nearly every plan has, asked for by any wording."""

import pytest

from assistant.answer import ask
from tests.small_plan import open_plan

PLAN = """# Skogsvårdsprogram för Hällnäs kommun 2027–2031

Fastställt av kommunstyrelsen den 4 mars 2027.

## 1 Bakgrund

Kommunen äger 4 200 hektar skog. Gallringen har legat nere sedan 2019.

## 2 Vilka som omfattas

Programmet omfattar den som arrenderar mark av kommunen i minst fem år. Enskilda skogsägare berörs inte.

## 3 Roller

- **Skogsnämnden** beslutar om avverkning.
- **Skogvaktaren** stämplar träden.
- **Hällnäs Energi AB** tar hand om flisen.

## 4 Uppföljning

Skogvaktaren redovisar varje höst:

- andel gallrad areal
- antal vindfällen
- ton flis till värmeverket

Nämnden läser redovisningen i november.
"""
ROLES = ("Skogsnämnden", "Skogvaktaren stämplar", "Hällnäs Energi AB")
MEASURES = ("gallrad areal", "vindfällen", "ton flis")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("rooms"), PLAN, "skog.md") as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "roller i skogsvården",
        "Hällnäs skog: roller och uppgifter",
        "vem gör va när det gäller skogen i hällnäs",
        "hur är ansvaret fördelat i skogsvårdsprogrammet?",
        "ansvarsfördelning skogsprogrammet",
    ],
)
def test_who_does_what_is_told_by_the_section_of_roles(library, question):
    text = ask(library, question).text.replace("**", "")
    assert all(name in text for name in ROLES)


@pytest.mark.parametrize(
    "question",
    [
        "Vilka mått följs i skogsvårdsprogrammet?",
        "skogsvårdsprogrammets nyckeltal",
        "vad är det man mäter i skogsprogrammet",
        "skogsprogrammet, uppföljning – vilka siffror?",
    ],
)
def test_what_is_measured_is_told_by_the_list_of_the_follow_up(library, question):
    text = ask(library, question).text
    assert all(name in text for name in MEASURES)
    assert "november" not in text


@pytest.mark.parametrize(
    "question", ["vilka gäller skogsvårdsprogrammet för?", "skogsvårdsprogrammet – målgrupp?", "skogsplanen: målgrupp"]
)
def test_whom_it_is_for_is_told_by_the_section_of_scope(library, question):
    assert "den som arrenderar mark" in ask(library, question).text


@pytest.mark.parametrize("question", ["Vem har ansvar för vindkraften?", "vilka mått har bron över ån?"])
def test_another_topic_is_not_answered_by_such_a_section(library, question):
    text = ask(library, question).text
    assert not all(name in text for name in ROLES)
    assert not all(name in text for name in MEASURES)
