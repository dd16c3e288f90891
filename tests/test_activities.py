"""Lists of activities as people have them: pasted, from a spreadsheet, as CSV; and what is refused."""

import io

import pytest
from openpyxl import Workbook

from api.activities import CHARS, MOST, read_activities
from corpus.errors import BadRequest


def workbook(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_pasted_lines_lose_their_bullets():
    assert read_activities("- Bygga bro\n\n2) Plantera träd\n• Måla\x00 båt\n12345") == ("Bygga bro", "Plantera träd", "Måla båt")


def test_a_pasted_table_gives_its_column():
    assert read_activities("Nr\tAktivitet\n1\tBygga bro\n2\tPlantera träd") == ("Bygga bro", "Plantera träd")


def test_a_workbook_gives_the_column_that_is_called_so():
    content = workbook([["Plan 2031"], ["Nr", "Ansvarig", "Aktivitet"], [1, "En lång beskrivning av vem", "Bygga bro"], [2, "Bo", None]])
    assert read_activities("", "plan.xlsx", content) == ("Bygga bro",)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_csv_without_header_gives_its_longest_column(encoding):
    content = "1;Plantera träd vid ån;Bo\n2;Måla båten röd;Åsa\n".encode(encoding)
    assert read_activities("", "lista.csv", content) == ("Plantera träd vid ån", "Måla båten röd")


def test_a_long_text_is_cut():
    assert len(read_activities("ö" * 1000)[0]) == CHARS


@pytest.mark.parametrize(
    ("pasted", "name", "content"),
    [
        ("", "", b""),
        ("1\n2", "", b""),
        ("x\n" * (MOST + 1), "", b""),
        ("", "gammal.xls", b"\xd0\xcf\x11\xe0"),
        ("", "x.xlsx", b"PK\x03\x04trasig"),
    ],
)
def test_what_is_no_list_is_refused(pasted, name, content):
    with pytest.raises(BadRequest):
        read_activities(pasted, name, content)
