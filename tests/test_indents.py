"""List items told by an indent alone."""

from ingest.readers.indents import Line, mark_items


def marked(*rows):
    return [line.text for line in mark_items([Line(text, 700 - 14.0 * n, 11, False, x) for n, (text, x) in enumerate(rows)])]


LONG = "Kommunen ska under hela perioden ge stöd till alla som behöver det"


def test_an_indented_run_is_a_list():
    assert marked((LONG, 50), ("", 0), ("Ring alla", 70), ("Skriv till dem som inte svarar", 70))[2:] == [
        "• Ring alla",
        "• Skriv till dem som inte svarar",
    ]


def test_a_first_line_set_in_is_no_item():
    assert marked((LONG, 70), (LONG, 50), (LONG, 70), (LONG, 50)) == [LONG] * 4


def test_bullets_that_are_written_stay():
    assert marked((LONG, 50), ("", 0), ("• Ett", 70), ("• Två", 70))[2:] == ["• Ett", "• Två"]


def test_what_must_go_on_or_joins_begins_no_item():
    rows = (LONG, 50), ("", 0), ("öppna en låda för", 70), ("förslag", 70), ("starta ett kafé i samarbete", 70), ("med orten", 70)
    assert marked(*rows)[2:] == ["• öppna en låda för", "förslag", "• starta ett kafé i samarbete", "med orten"]


def test_lines_of_labels_are_no_list():
    rows = (LONG, 50), ("", 0), ("Ansvarig: Hamnen", 70), ("Klart: 2027", 70)
    assert marked(*rows)[2:] == ["Ansvarig: Hamnen", "Klart: 2027"]
