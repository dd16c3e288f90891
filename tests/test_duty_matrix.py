"""Tables of crosses: who and when."""

import pytest

from eval.registers import Case, make_section
from ingest.registers.duty_matrix import find_marked, read_mark, read_times
from ingest.registers.responsibilities import read_responsibilities


def read_rows(text: str) -> list[tuple[str, str, str, str | None]]:
    """(actor, verb, task, deadline) of each row."""
    rows = read_responsibilities([make_section(Case(text, "Avsnitt", ()))])
    return [(row.actor, row.verb, row.task, row.deadline) for row in rows]


def test_each_cross_is_a_duty_of_the_one_above_it() -> None:
    text = "Åtgärd | HN | Slussnämnden | Klart\n1.1 Måla bojar | x |  | 2027\n1.2 Laga kajen | X | x | 2028\nRita kartor |  |  | 2029"
    assert read_rows(text) == [
        ("HN", "ansvara", "Måla bojar", "2027"),
        ("HN", "ansvara", "Laga kajen", "2028"),
        ("slussnämnden", "ansvara", "Laga kajen", "2028"),
    ]


def test_years_with_crosses_tell_when() -> None:
    text = "Aktivitet | Ansvarig | 2026 | 2027 | 2028\nMåla bojar | Hamnchefen | x | x | \nLaga kajen | Hamnchefen |  |  | x"
    assert read_rows(text) == [("hamnchefen", "ansvara", "Måla bojar", "2026–2027"), ("hamnchefen", "ansvara", "Laga kajen", "2028")]
    assert read_times(["Vad", "2026", "2028", "VT 2029"], [1, 2, 3], ["Måla", "x", "x", "x"]) == "2026, 2028, VT 2029"


def test_letters_tell_what_one_does() -> None:
    text = "Uppgift | Hamnchefen | Slussvakten | Rådet\nStyra trafiken | A | R | I\nHålla koll | A/R | C | I"
    assert [row[:3] for row in read_rows(text)] == [
        ("hamnchefen", "ansvara", "Styra trafiken"),
        ("slussvakten", "genomföra", "Styra trafiken"),
        ("hamnchefen", "ansvara", "Hålla koll"),
    ]


@pytest.mark.parametrize(("cell", "verb"), [("x", "ansvara"), ("H", "ansvara"), ("M", "delta"), ("C", None), ("", None), ("Ja", None)])
def test_a_mark_has_its_verb(cell: str, verb: str | None) -> None:
    assert read_mark(cell) == verb


def test_one_column_of_marks_or_words_is_no_matrix() -> None:
    assert find_marked([["Vad", "Klart"], ["Måla", "x"], ["Laga", ""]]) == []
    assert find_marked([["Vad", "Ett", "Två"], ["Måla", "x", "nej"], ["Laga", "", "x"]]) == []
