"""Rows of tables: their heads, units and counts."""

import pytest

from assistant.evidence.attributes import gives
from assistant.evidence.tables import counts_cells, find_head, find_rows, give_units, head_text, is_head
from assistant.question.words import content_words

TEXT = """Så många båtar finns i hamnarna.

Hamn | Båtar 2024 | Båtar 2030 | Skede
Norrhamnen | 47 | 60 | Muddring pågår
Sörviken, yttre bryggan | 12 | 15 | Tillstånd sökt

Siffrorna ses över."""
PAIRS = """Dokumenttyp | Program
Antaget av | Nämnden"""


def at(words, text=TEXT):
    return text.index(words)


def test_the_rows_of_a_table_and_its_head():
    rows = find_rows(TEXT, at("Sörviken"))
    assert [TEXT[slice(*row)].split(" | ", maxsplit=1)[0] for row in rows] == ["Hamn", "Norrhamnen", "Sörviken, yttre bryggan"]
    assert TEXT[slice(*find_head(TEXT, at("Norrhamnen")))].startswith("Hamn |")
    assert is_head(TEXT, at("Hamn |"))
    assert not is_head(TEXT, at("Norrhamnen"))
    assert head_text(TEXT, at("Norrhamnen")).endswith("Skede")
    assert head_text(TEXT, at("Hamn |")) == ""


def test_other_lines_are_no_rows():
    assert find_rows(TEXT, at("Siffrorna")) == ()
    assert find_head(TEXT, at("Så många")) is None


def test_of_two_columns_the_first_row_heads_nothing():
    assert find_head(PAIRS, at("Antaget", PAIRS)) is None
    assert head_text(PAIRS, at("Antaget", PAIRS)) == ""


@pytest.mark.parametrize(
    ("head", "row", "attribute"),
    [
        ("Åtgärd | Budget (tkr)", "Måla kajen | 6 800", "money"),
        ("Åtgärd | Kostnad", "Måla kajen | 800", "money"),
        ("Mått | Andel 2027", "Målade kajer | 40", "share"),
        ("Mått | 2024 | 2027", "Dagar från ansökan till kajplats | 74 | 45", "duration"),
        ("2024 | 2027", "Väntetid i månader | 7 | 3", "duration"),  # the corner is empty
    ],
)
def test_the_head_or_the_label_gives_the_unit(head, row, attribute):
    assert gives(attribute, give_units(row, head))
    assert not gives(attribute, row)


def test_a_row_of_another_width_stays_as_it_is():
    assert give_units("Måla kajen | 6 800 | 4", "Budget (tkr)") == "Måla kajen | 6 800 | 4"


@pytest.mark.parametrize(("asked", "counted"), [("båtar", True), ("norrhamnen", True), ("cyklar", False)])
def test_a_row_counts_what_its_label_or_column_says(asked, counted):
    (thing,) = content_words(asked, lambda _: 1.0)
    assert counts_cells("Norrhamnen | 47 | Muddring pågår", "Plats | Båtar | Skede", (thing,)) is counted
    assert not counts_cells("Norrhamnen | Muddring pågår | nej", "Plats | Båtar | Skede", (thing,))
