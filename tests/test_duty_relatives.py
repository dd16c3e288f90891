"""What someone does told in passing."""

import pytest

from eval.registers import Case, make_section
from ingest.registers.responsibilities import read_responsibilities


def read_rows(text: str) -> list[tuple[str, str, str]]:
    """(actor, verb, task) of each row of a text."""
    rows = read_responsibilities([make_section(Case(text, "Avsnitt", ()))])
    return [(row.actor, row.verb, row.task) for row in rows]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("De bryggor som hamnkontoret ansvarar för målas i maj.", ("hamnkontoret", "ansvara", "bryggor")),
        ("Ungdomarna möts på en festival som kulturnämnden arrangerar.", ("kulturnämnden", "arrangera", "en festival")),
        ("Regionen ansvarar för läkare, kommunen för skötare.", ("kommunen", "ansvara", "skötare")),
    ],
)
def test_a_duty_in_passing_is_a_row(text: str, row: tuple[str, str, str]) -> None:
    assert row in read_rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "Båtarna lagas på samma sätt som kommunen lagar bryggor.",
        "Det är något som kommunen behöver.",
        "Det arbete som regionen driver ingår inte i planen.",
        "Hamnen följer de mål som fullmäktige antog 2021.",
        "Stöd ges till såväl byar som kommunen leder till havs.",
    ],
)
def test_a_likeness_or_history_is_none(text: str) -> None:
    assert read_rows(text) == []


def test_a_gap_splits_the_task() -> None:
    text = "Regionen ansvarar för hälso- och sjukvården och kommunen för omsorgen."
    assert read_rows(text) == [("regionen", "ansvara", "hälso- och sjukvården"), ("kommunen", "ansvara", "omsorgen")]
    text = "Nämnden ansvarar för planering och uppföljning för kommunen."
    assert read_rows(text) == [("nämnden", "ansvara", "planering och uppföljning för kommunen")]
