import pytest

from corpus.records import Section, Segment
from ingest.references import read_references


def section(text, part="plan"):
    return Section(
        "d/a", "d", "section", "A", None, 1, ("A",), part, None, None, text, (Segment(0, len(text), 0, len(text)),), (0, len(text))
    )


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Ansvaret regleras i hamnavtalet.", ["hamnavtalet"]),
        ("Arbetet följer upp enligt lag om fiske i sjöar (2009:77).", ["lag om fiske i sjöar (2009:77)"]),
        ("Planen konkretiseras genom årliga vägplaner.", ["årliga vägplaner"]),
        ("Läs mer på www.vikby.se om bidrag.", ["www.vikby.se"]),
        ("Utredningen (SOU 2031:8) visar det.", ["SOU 2031:8"]),
        ("Arbetet sker enligt planen.", []),
        ("Hamnen är djup.", []),
    ],
)
def test_what_is_pointed_at(text, targets):
    assert [row.target for row in read_references([section(text)])] == targets


def test_the_quote_is_the_sentence_and_a_target_comes_once():
    text = "Se rutinen för båtar. Ansvaret finns i rutinen för båtar."
    (row,) = read_references([section(text)])
    assert text[row.start : row.end] == row.quote == "Se rutinen för båtar."


def test_opinions_give_no_rows():
    assert read_references([section("Ansvaret regleras i hamnavtalet.", "reservation")]) == ()
