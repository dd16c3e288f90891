import pytest

from ingest.structure.numbering import read_number


@pytest.mark.parametrize(
    ("text", "number", "label"),
    [
        ("2.3 Uppföljning", (2, 3), ""),
        ("1. Mål", (1,), ""),
        ("§ 5 Regler", (5,), "§"),
        ("12 § Nämnden", (12,), "§"),
        ("Kapitel 3 Skola", (3,), "kapitel"),
        ("Strategi 2.3 Digitalt", (2, 3), "strategi"),
        ("Åtgärd 1: Bygg", (1,), "åtgärd"),
        ("Del II Genomförande", (2,), "del"),
        ("Bilaga B Tabeller", (2,), "bilaga"),
        ("Mål och medel", (), ""),
        ("2024 års plan", (), ""),
        ("3 500 kronor", (), ""),
    ],
)
def test_numbers_and_labels(text, number, label):
    found = read_number(text)
    assert (found.number, found.label) == (number, label)


def test_length_is_what_the_number_takes():
    text = "Mål 2: Trygghet"
    assert text[read_number(text).length :] == "Trygghet"
