"""Numbered headings told by their series, on small texts."""

import pytest

from ingest.structure.lines import apply_changes, split_lines
from ingest.structure.series import find_series


def series(*texts):
    lines = split_lines(apply_changes("\n".join(texts), ()))
    return [lines[number].text for number in sorted(find_series(lines, frozenset()))]


TEXT = "Kommunen ansvarar för att det blir gjort."


def test_a_heading_directly_above_its_sub_heading_counts():
    assert series("1 Ansvar", "1.1 Skolan", TEXT, "1.2 Vården", TEXT, "2 Tid", TEXT) == ["1 Ansvar", "1.1 Skolan", "1.2 Vården", "2 Tid"]


def test_paragraphs_of_minutes_begin_anywhere():
    assert series("§ 17", "Budget", TEXT, "§ 18", "Val", TEXT) == ["§ 17", "§ 18"]


@pytest.mark.parametrize(
    "texts",
    [
        ("1 Vatten", "2 El", "3 Mat", TEXT),  # a list: no text between
        ("1 Åker vi så kommer vi fram i tid.", "2 Stannar vi så gör vi inte det.", "3 Så är det."),  # sentences
        ("3 Plan för skolan", TEXT, "4 Plan för skolan", TEXT, "5 Plan för skolan", TEXT),  # a running head with its page number
        ("12 Syfte", TEXT),  # one alone
    ],
)
def test_what_only_looks_like_a_series(texts):
    assert series(*texts) == []
