import io
import zipfile

import pytest
from openpyxl import load_workbook

from corpus.errors import BadRequest
from eval import sheets
from eval.intake import write_template
from eval.sheets import Choice, SheetTable, check_size, csv_cell, read_rows, show_cell, write_book, write_csv

TABLE = SheetTable("Svar", ("Fråga", "Poäng"), (20, 8), (("=1+1", 0.5), ("två\x07", None)), (Choice(1, ("ja", "nej"), strict=True),))


def sheet_of(content):
    return load_workbook(io.BytesIO(content)).worksheets[0]


def test_text_is_never_a_formula_and_holds_no_control_characters():
    sheet = sheet_of(write_book([TABLE]))
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A3"].value, sheet["B2"].value) == ("=1+1", "s", "två", 0.5)
    assert sheet.freeze_panes == "A2"


def test_a_column_has_its_drop_down():
    (allowed,) = sheet_of(write_book([TABLE])).data_validations.dataValidation
    assert allowed.formula1 == '"ja,nej"'
    assert str(allowed.sqref).startswith("A2:A")


def test_the_template_has_columns_drop_downs_examples_and_a_guide():
    book = load_workbook(io.BytesIO(write_template()))
    sheet, guide = book.worksheets
    assert [cell.value for cell in sheet[1]] == [
        "Fråga",
        "Förväntat avsnitt eller facitcitat",
        "Fakta",
        "Kan besvaras (ja/nej)",
        "Typ",
        "Kommentar",
    ]
    assert [str(one.sqref)[0] for one in sheet.data_validations.dataValidation] == ["D", "E"]
    assert all(len(one.formula1) <= 257 for one in sheet.data_validations.dataValidation)  # what Excel allows, with its quotes
    assert sheet["F2"].value.startswith("Exempel")
    assert guide.title == "Så här fyller du i" and guide.max_row > 6


def test_csv_is_as_a_swedish_excel_opens_it():
    assert write_csv(TABLE).decode("utf-8-sig").split("\r\n") == ["Fråga;Poäng", "'=1+1;0,5", "två;", ""]
    assert csv_cell(3) == "3"


@pytest.mark.parametrize(("value", "shown"), [(None, ""), (True, "ja"), (2030.0, "2030"), (0.5, "0.5"), ("x", "x")])
def test_cells_as_people_write_them(value, shown):
    assert show_cell(value) == shown


def test_the_sheet_with_the_column_is_read_not_the_first():
    other = SheetTable("Om", ("Titel",), (9,), (("något",),))
    rows = read_rows(write_book([other, TABLE]), "x.xlsx", "fråga")
    assert rows[0] == (1, ["Fråga", "Poäng"])


def test_a_bomb_is_refused_by_its_unpacked_size(monkeypatch):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("a", b"0" * 2_000_000)
    monkeypatch.setattr(sheets, "MAX_BYTES", 1_000_000)
    with pytest.raises(BadRequest, match="uppackad"):
        check_size(packed.getvalue(), "x.xlsx")


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 1)
    with pytest.raises(BadRequest, match="fler än 1 rader"):
        read_rows(write_book([TABLE]), "x.xlsx", "fråga")
