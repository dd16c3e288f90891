"""Forms of sentences that tell who does what."""

import pytest

from eval.registers import Case, make_section
from ingest.registers.responsibilities import read_responsibilities


def read_rows(text: str, heading: str = "Avsnitt") -> list[tuple[str, str, str]]:
    """(actor, verb, task) of each row."""
    rows = read_responsibilities([make_section(Case(text, heading, ()))])
    return [(row.actor, row.verb, row.task) for row in rows]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Den som ser en trasig boj kallar till hamnmötet.", ("den som ser en trasig boj", "sammankalla", "hamnmötet")),
        ("Den enhet som tar emot båten ansvarar för journalen.", ("den enhet som tar emot båten", "ansvara", "journalen")),
        ("Hamnstrategen är processledare för planen.", ("hamnstrategen", "leda", "planen")),
        ("Hamnrådet fungerar som kontaktyta mot seglarna.", ("hamnrådet", "vara", "kontaktyta mot seglarna")),
        ("Beslut om nya bojar delegeras till hamnchefen.", ("hamnchefen", "besluta", "nya bojar")),
        ("Hamnnämnden ska ha en jour dygnet runt.", ("hamnnämnden", "ha", "en jour dygnet runt")),
        ("Hamnen har letts av hamnkontoret sedan i maj.", ("hamnkontoret", "leda", "Hamnen")),
        ("Frågan ska i första hand avgöras av hamnchefen.", ("hamnchefen", "besluta", "Frågan")),
        (
            "Hamnnämnden ska se till att båtar som kommunen hyr är hela.",
            ("hamnnämnden", "säkerställa", "att båtar som kommunen hyr är hela"),
        ),
        ("Hamnchefen uppdras att redovisa avgifterna i maj.", ("hamnchefen", "rapportera", "avgifterna")),
        ("Ansvaret för att bojarna är hela har hamnnämnden.", ("hamnnämnden", "ansvara", "att bojarna är hela")),
        ("Huvudansvaret för kajen delas av hamnchefen och lotsen.", ("hamnchefen", "ansvara", "kajen")),
        ("Driften av slussen ansvarar hamnnämnden för.", ("hamnnämnden", "ansvara", "Driften av slussen")),
        ("Hamnchefen initierar och hamnrådet genomför besiktningen.", ("hamnchefen", "initiera", "besiktningen")),
        ("Hamnrådet prövar om bryggor eller båtar i byn är hela.", ("hamnrådet", "pröva", "om bryggor eller båtar i byn är hela")),
        ("Hamnchefen sammankallar lotsgruppen var sjätte vecka.", ("hamnchefen", "sammankalla", "lotsgruppen")),
        ("Varje hamnchef utser minst ett ombud.", ("varje hamnchef", "utse", "minst ett ombud")),
    ],
)
def test_a_form_is_a_row(text: str, row: tuple[str, str, str]) -> None:
    assert read_rows(text)[0] == row


@pytest.mark.parametrize(
    "text",
    [
        "Havsby ska ha nöjda seglare.",
        "Medarbetare ska ha den kunskap som krävs.",
        "Nämnden ska ha rätt till svar.",
        "De bojar som hamnen sköter är röda.",
    ],
)
def test_a_vision_and_a_right_are_none(text: str) -> None:
    assert read_rows(text) == []


def test_the_one_told_by_what_they_do_is_told_once() -> None:
    assert len(read_rows("Den enhet som tar emot båten ansvarar för journalen.")) == 1


def test_none_of_it_is_a_no() -> None:
    rows = read_responsibilities([make_section(Case("Hamnrådet fattar inga egna beslut om avgifter.", "Avsnitt", ()))])
    assert [row.negated for row in rows] == [True]


def test_a_lead_gives_its_items_to_whom_it_names() -> None:
    text = "Uppdrag till hamnnämnden:\nta fram en karta\nmåla bojarna"
    assert read_rows(text) == [("hamnnämnden", "ta fram", "en karta"), ("hamnnämnden", "måla", "bojarna")]
