"""Excel workbooks of the workbench: question sets in and out, and tables of results.

In: bytes of a workbook, or tables. Out: its rows as text, or bytes of a workbook. Knows openpyxl. Knows nothing of what the columns mean:
that is intake.py's business.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from corpus.errors import BadRequest

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | None
MAX_BYTES = 40 * 1024 * 1024  # unpacked: a workbook of 5,000 questions has 2 MB
MAX_ROWS = 5_000  # questions in a set; a run of them takes minutes
MAX_COLUMNS = 40
CELL_CHARS = 32_000  # Excel refuses cells of more than 32,767
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML file may hold these
FORMULA = re.compile(r"^[=+\-@\t\r]")  # a spreadsheet would run a cell that begins so
HEADER_FILL = "E3EFF1"
EXTRA_ROWS = 500  # rows below the last that drop-downs reach


@dataclass(frozen=True, slots=True)
class Choice:
    """A column whose cells are chosen from a list."""

    column: int  # from 1
    values: tuple[str, ...]
    strict: bool  # refuse other values, or only warn


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet: a header row and rows."""

    title: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]  # characters
    rows: tuple[tuple[Cell, ...], ...]
    choices: tuple[Choice, ...] = ()


def read_rows(content: bytes, name: str, wanted: str) -> list[tuple[int, list[str]]]:
    """Row number and cells as text, of the first sheet with `wanted` in one of its first rows (else the first). Raises BadRequest."""
    from openpyxl import load_workbook  # noqa: PLC0415 - costs 0.2 s, which no question should pay
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    check_size(content, name)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [
            list(number_rows(sheet.iter_rows(values_only=True, max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS))) for sheet in book.worksheets
        ]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError) as error:
        raise BadRequest(
            f"{name} kan inte läsas som Excel ({type(error).__name__}). Spara den på nytt som .xlsx, eller som CSV."
        ) from error
    having = [rows for rows in sheets if any(wanted in (cell.strip().casefold() for cell in cells) for _, cells in rows[:5])]
    found = (having or sheets or [[]])[0]
    if found and found[-1][0] > MAX_ROWS + 1:
        raise BadRequest(f"{name} har fler än {MAX_ROWS} rader. Dela upp den i flera frågesamlingar.")
    return found


def check_size(content: bytes, name: str) -> None:
    """Refuse what is no workbook, or would unpack to more than MAX_BYTES."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile as error:
        raise BadRequest(f"{name} är ingen hel Excelfil. Spara den på nytt som .xlsx, eller som CSV.") from error
    if size > MAX_BYTES:
        raise BadRequest(
            f"{name} blir {size // 2**20} MB uppackad och får bli högst {MAX_BYTES // 2**20} MB. Ta bort bilder och andra blad."
        )


def number_rows(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, with their number from 1, without the empty cells at their end."""
    for number, row in enumerate(rows, start=1):
        cells = [show_cell(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            yield number, cells


def show_cell(value: Any) -> str:
    """A cell's value as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def write_book(tables: Sequence[SheetTable], notes: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()) -> bytes:
    """A workbook with the tables as sheets and, after them, sheets of explanations: title and pairs of what and how."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        add_table(book, table)
    for title, pairs in notes:
        add_notes(book, title, pairs)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_csv(table: SheetTable) -> bytes:
    """Semicolons, BOM, CRLF, decimal commas, as a Swedish Excel opens it; a cell that it would run gets an apostrophe first."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.headers)
    writer.writerows([[csv_cell(cell) for cell in row] for row in table.rows])
    return out.getvalue().encode("utf-8-sig")


def csv_cell(cell: Cell) -> str:
    """A cell as text."""
    if isinstance(cell, float):
        return f"{cell:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    text = CONTROL.sub("", "" if cell is None else str(cell))
    return f"'{text}" if isinstance(cell, str) and FORMULA.match(text) else text


def add_table(book: Workbook, table: SheetTable) -> None:
    """A sheet with a frozen header, filters, wrapped cells and drop-downs."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet = book.create_sheet(table.title[:31])
    fill_row(sheet, 1, table.headers)
    for number, row in enumerate(table.rows, start=2):
        fill_row(sheet, number, row)
    style_header(sheet)
    for number, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.headers))}{len(table.rows) + 1}"
    for choice in table.choices:
        add_choice(sheet, choice, len(table.rows) + EXTRA_ROWS)


def fill_row(sheet: Worksheet, number: int, row: Sequence[Cell]) -> None:
    """Write cells; text is never a formula."""
    from openpyxl.styles import Alignment  # noqa: PLC0415

    for column, value in enumerate(row, start=1):
        cell = sheet.cell(number, column)
        cell.value = CONTROL.sub("", value)[:CELL_CHARS] if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def style_header(sheet: Worksheet) -> None:
    """Bold on a tint."""
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415

    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=HEADER_FILL)


def add_choice(sheet: Worksheet, choice: Choice, last: int) -> None:
    """A drop-down for a column, from row 2 on."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    allowed = DataValidation(type="list", formula1=f'"{",".join(choice.values)}"', allow_blank=True, showErrorMessage=True)
    allowed.errorStyle = "stop" if choice.strict else "warning"
    allowed.errorTitle, allowed.error = "Välj ur listan", f"Välj: {', '.join(choice.values)}."[:255]
    letter = get_column_letter(choice.column)
    allowed.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(allowed)


def add_notes(book: Workbook, title: str, pairs: Sequence[tuple[str, str]]) -> None:
    """A sheet of two columns to read."""
    from openpyxl.styles import Font  # noqa: PLC0415

    sheet = book.create_sheet(title[:31])
    for number, pair in enumerate(pairs, start=1):
        fill_row(sheet, number, pair)
        sheet.cell(number, 1).font = Font(bold=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 100
