"""Files that open right in a Swedish office."""

import csv
import io
import json
from dataclasses import replace

import docx
import openpyxl
import pytest

from api.export import CONTROL, export_table, file_stem, fit_paper, share_width, to_csv, to_docx, to_xlsx
from api.tables import Table
from corpus.errors import BadRequest

TABLE = Table(
    "Ansvar och tider",
    ("Vem", "Vad", "Likhet", "Tomt"),
    (("Nämnden", "rad ett\nrad två; å ä ö", 0.25, None), ("=1+1", '@SUM(A1)"', None, None), ("\x00\ud800sjuk", "-", 1.0, None)),
    (10, 20, 8, 8),
)


def test_csv_opens_in_a_swedish_spreadsheet():
    raw = to_csv(TABLE)
    assert raw.startswith(b"\xef\xbb\xbfVem;Vad;Likhet;Tomt\r\n")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1] == ["Nämnden", "rad ett\nrad två; å ä ö", "0,25", ""]


def test_csv_never_holds_a_formula():
    rows = list(csv.reader(io.StringIO(to_csv(TABLE).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[2][:2] == ["'=1+1", "'@SUM(A1)\""]
    assert rows[3][0] == "sjuk"


def test_xlsx_has_filters_a_frozen_header_and_no_formulas():
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(TABLE))).active
    assert [cell.value for cell in sheet[1]] == ["Vem", "Vad", "Likhet", "Tomt"]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:D4", "A2")
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s")
    assert (sheet["C2"].value, sheet["A4"].value) == (0.25, "sjuk")


def test_xlsx_links_to_where_a_row_stands():
    table = Table("T", ("Vem", "Länk"), (("A", "http://x/s/a?start=1&end=2"), ("B", None)), (10, 50))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table))).active
    assert (sheet["B2"].hyperlink.target, sheet["B3"].hyperlink, sheet["A2"].hyperlink) == ("http://x/s/a?start=1&end=2", None, None)


def test_xlsx_cuts_what_excel_refuses():
    long = Table("T", ("A",), (("x" * 40_000,),), (10,))
    assert len(openpyxl.load_workbook(io.BytesIO(to_xlsx(long))).active["A2"].value) == 32_000


def test_docx_leaves_empty_columns_out():
    document = docx.Document(io.BytesIO(to_docx(TABLE)))
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert document.paragraphs[0].text == "Ansvar och tider"
    assert cells[:2] == [["Vem", "Vad", "Likhet"], ["Nämnden", "rad ett\nrad två; å ä ö", "0,25"]]


def test_paper_has_where_a_row_stands_in_one_column_and_nothing_for_machines():
    rows = (
        ("Nämnden", "nej", "Plan A", "beslutad", "Plan A › Mål", "3", "plan-a/x"),
        ("Styrelsen", "nej", "Plan A", None, None, None, "plan-a/y"),
    )
    headers = ("Vem", "Inte", "Dokument", "Status", "Avsnitt", "Sida", "Ankare")
    paper = ("own", "own", "source", "source", "source", "source", "out")
    table = fit_paper(Table("T", headers, rows, (10, 6, 40, 12, 40, 12, 40), paper))
    assert (table.headers, table.widths) == (("Vem", "Källa"), (10, 40))
    assert table.rows == (("Nämnden", "Plan A, status beslutad, Mål, sida 3"), ("Styrelsen", "Plan A"))


def test_a_line_stands_above_the_table():
    document = docx.Document(io.BytesIO(to_docx(replace(TABLE, lead="Vem gör vad?"))))
    assert [paragraph.text for paragraph in document.paragraphs] == ["Ansvar och tider", "Vem gör vad?"]


def test_columns_fill_a_lying_page():
    assert share_width([4, 16]) == [89, 178]
    document = docx.Document(io.BytesIO(to_docx(TABLE)))
    assert (round(document.sections[0].page_width.mm), round(document.sections[0].page_height.mm)) == (297, 210)
    assert round(sum(column.width.mm for column in document.tables[0].columns)) == 267


@pytest.mark.parametrize("write", [to_csv, to_xlsx, to_docx])
def test_an_empty_table_can_be_saved(write):
    assert write(Table("Tom", ("A", "B"), (), (10, 10)))


def test_json_is_the_rows_themselves():
    file = export_table(TABLE, "json", [{"å": 1}])
    assert (json.loads(file.content), file.name) == ([{"å": 1}], "ansvar-och-tider.json")


def test_an_unknown_format_is_refused():
    with pytest.raises(BadRequest, match="exe"):
        export_table(TABLE, "exe", [])


def test_file_names_are_plain():
    assert [file_stem(title) for title in ("Utvecklingsområden", "../../x", "åäö")] == ["utvecklingsomraden", "x", "aao"]


def test_control_characters_are_found():
    assert CONTROL.sub("", "a\x00b\tc\nd\ufffee") == "ab\tc\nde"
