"""Labels that tell who answers for what stands before or above them."""

import pytest

from eval.registers import Case, make_section
from ingest.registers.responsibilities import read_responsibilities


def read_rows(text: str, heading: str = "Avsnitt") -> list[tuple[str, str, str | None, str | None]]:
    """(actor, task, deadline, frequency) of each row."""
    rows = read_responsibilities([make_section(Case(text, heading, ()))])
    return [(row.actor, row.task, row.deadline, row.frequency) for row in rows]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Måla alla bojar. Ansvar: hamnnämnden, från 2027.", ("hamnnämnden", "Måla alla bojar", "från 2027", None)),
        (
            "Måla alla bojar. Ansvar: hamnnämnden. Klart senast 30 juni 2026.",
            ("hamnnämnden", "Måla alla bojar", "senast 30 juni 2026", None),
        ),
        ("Måla alla bojar. Ansvar: hamnnämnden. Årligen i mars.", ("hamnnämnden", "Måla alla bojar", "i mars", "Årligen")),
        ("Måla bojar inom två veckor. Ansvar: hamnchefen.", ("hamnchefen", "Måla bojar", "inom två veckor", None)),
        ("Måla alla bojar. Ansvar: slussgruppen, där lotsen ingår.", ("slussgruppen", "Måla alla bojar", None, None)),
        ("Måla alla bojar. Ansvarig: hamnchefen och lotsen gemensamt.", ("hamnchefen", "Måla alla bojar", None, None)),
    ],
)
def test_when_stands_beside_who(text: str, row: tuple[str, str, str | None, str | None]) -> None:
    assert read_rows(text)[0] == row


def test_a_second_label_on_a_line_has_its_own_task() -> None:
    text = "Måla bojar. Ansvar: hamnchefen. Beslut om färg fattas i maj. Laga den gamla kajen vid ån. Ansvar: slussvakten."
    assert [(row[0], row[1]) for row in read_rows(text)] == [("hamnchefen", "Måla bojar"), ("slussvakten", "Laga den gamla kajen vid ån")]


def test_a_label_below_a_list_holds_for_each_item() -> None:
    text = "Vi ska:\nMåla bojar\nLaga kajen\n\nAnsvarig nämnd: Hamnnämnden\n\nKlart senast: 2027"
    assert [row for row in read_rows(text) if row[0] == "hamnnämnden"] == [
        ("hamnnämnden", "Måla bojar", "2027", None),
        ("hamnnämnden", "Laga kajen", "2027", None),
    ]


def test_a_number_is_no_part_of_the_task() -> None:
    assert read_rows("Ansvarig: Hamnchefen\n\nGenomförs: 2027", "2.1.1 Måla bojar") == [("hamnchefen", "Måla bojar", "2027", None)]
