"""Columns set with spaces."""

import pytest

from ingest.readers.columns import join_columns

MEASURES = """Text före.

Åtgärd                          Ansvarig            Klart
Måla bryggor vid gästhamnen     Hamnkontoret        2027
och laga trappan
Prova flytvästar                Fritids-            Varje vår
                                enheten

Text efter."""


def test_rows_are_whole_though_their_cells_have_several_lines() -> None:
    assert join_columns(MEASURES).split("\n") == [
        "Text före.",
        "",
        "",
        "| Åtgärd | Ansvarig | Klart |",
        "| Måla bryggor vid gästhamnen och laga trappan | Hamnkontoret | 2027 |",
        "| Prova flytvästar | Fritidsenheten | Varje vår |",
        "",
        "",
        "Text efter.",
    ]


def test_terms_and_their_meanings_are_rows() -> None:
    text = "HK      hamnkontoret\nTEK     tekniska kontoret\n        och dess vakt"
    assert join_columns(text).strip().split("\n") == ["| HK | hamnkontoret |", "| TEK | tekniska kontoret och dess vakt |"]


@pytest.mark.parametrize(
    "text",
    [
        "1 Inledning ........ 3\n2 Hamnen           7\n3 Bryggor          9",
        "HAMNKOMMUN          Plan\nHamnnämnden         Sid 2 (3)",
        "Region Vik                Strands kommun\n\nHamns kommun              Skärs kommun",
        "här går texten     och där går den\nvidare i spalter   som ingen läser\nrad för rad utan   att mena något",
        "  •  en brygga\n  •  en båt\n1.  ett hus\n2.  en väg",
        "För Region Vik            För Skärs kommun\n\nBo Ek                     Li Al\nhamnchef                  lots",
        "En mening.  En till.\nEn rad.",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert join_columns(text) == text


def test_a_page_break_ends_a_table_and_is_kept() -> None:
    text = "Kaj norr     laga pollare\nKaj syd      laga stege\n\fKaj väst     laga lina\nKaj öst      laga ring"
    assert join_columns(text).count("\f") == 1
    assert join_columns(text).count("| Kaj") == 2
