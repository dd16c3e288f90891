"""Tables and answers -> files: CSV, XLSX, DOCX, JSON.

In: a `Table` (see `tables.py`) or rows. Out: bytes with content type and file name. CSV has semicolons, a BOM and Swedish headers, as a
Swedish Excel opens it. Knows openpyxl and python-docx. Knows nothing of HTTP, stores or questions.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

from api.tables import LINK, Cell, Table
from corpus.errors import BadRequest

FORMATS = ("json", "csv", "xlsx", "docx")
FORMULA = re.compile(r"^[=+\-@\t\r]")  # a spreadsheet would run a cell that begins so
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML file may hold these
PAPER_WIDTH, PAPER_HEIGHT, MARGIN = 297, 210, 15  # millimetres: a lying A4
SOURCE_HEADER = "Källa"
NAMED = ("Status", "Sida")  # what of a source is no telling word without its header
CELL_CHARS = 32_000  # Excel refuses cells of more than 32,767
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class File:
    """A finished file."""

    content: bytes
    content_type: str
    name: str


def export_table(table: Table, format_: str, rows: Any) -> File:
    """The table in a format of FORMATS; JSON gives the rows themselves (BadRequest for another format)."""
    if format_ == "json":
        return File(to_json(rows), "application/json", f"{file_stem(table.title)}.json")
    if format_ not in WRITERS:
        raise BadRequest(f"Formatet ”{format_[:20]}” finns inte. Välj {', '.join(FORMATS)}.")
    write, content_type = WRITERS[format_]
    return File(write(table), content_type, f"{file_stem(table.title)}.{format_}")


def to_json(rows: Any) -> bytes:
    """Readable JSON, UTF-8."""
    return json.dumps(rows, ensure_ascii=False, indent=1).encode("utf-8")


def to_csv(table: Table) -> bytes:
    """Semicolons, BOM, CRLF; cells that a spreadsheet would run get an apostrophe first."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.headers)
    writer.writerows([[_csv_cell(cell) for cell in row] for row in table.rows])
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.4f}".rstrip("0").rstrip(".").replace(".", ",")  # as a Swedish spreadsheet reads numbers
    text = CONTROL.sub("", str(cell))
    return f"'{text}" if isinstance(cell, str) and FORMULA.match(text) else text


def to_xlsx(table: Table) -> bytes:
    """One sheet with filters, a frozen header and wrapped cells."""
    from openpyxl import Workbook  # noqa: PLC0415 - costs 0.2 s, which no question should pay
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = table.title[:31]
    sheet.append(list(table.headers))
    for row_number, row in enumerate(table.rows, start=2):
        for column_number, value in enumerate(row, start=1):
            cell = sheet.cell(row_number, column_number)
            cell.value = CONTROL.sub("", value)[:CELL_CHARS] if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if table.headers[column_number - 1] == LINK and value:
                cell.hyperlink, cell.font = str(value), Font(color="0B5563", underline="single")
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E6EEF2")
    for number, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.headers))}{len(table.rows) + 1}"
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fit_paper(table: Table) -> Table:
    """The table for paper: where a row stands in one last column; out goes what a machine reads, and columns that say nothing."""
    paper = table.paper or ("own",) * len(table.headers)
    told = [at for at in range(len(paper)) if any(row[at] not in (None, "", "nej") for row in table.rows)] or [0]
    own, source = ([at for at in told if paper[at] == kind] for kind in ("own", "source"))
    rows = [[row[at] for at in own] + ([_source_cell(table.headers, row, source)] if source else []) for row in table.rows]
    headers = (*(table.headers[at] for at in own), *((SOURCE_HEADER,) if source else ()))
    widths = (*(table.widths[at] for at in own), *((max(table.widths[at] for at in source),) if source else ()))
    return replace(table, headers=headers, rows=tuple(map(tuple, rows)), widths=widths, paper=())


def _source_cell(headers: Sequence[str], row: Sequence[Cell], source: Sequence[int]) -> str:
    said = {headers[at]: _docx_cell(row[at]) for at in source if row[at] not in (None, "")}
    if "Dokument" in said and "Avsnitt" in said:
        said["Avsnitt"] = said["Avsnitt"].removeprefix(f"{said['Dokument']} › ")
    return ", ".join(f"{header.lower()} {cell}" if header in NAMED else cell for header, cell in said.items())


def to_docx(table: Table) -> bytes:
    """A lying A4 page with the table as `fit_paper` makes it; the header repeats on every page."""
    from docx import Document  # noqa: PLC0415 - costs 0.2 s, which no question should pay
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.shared import Mm, Pt  # noqa: PLC0415

    document = Document()
    document.core_properties.title, document.core_properties.language = table.title, "sv-SE"
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(PAPER_WIDTH), Mm(PAPER_HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    document.styles["Normal"].font.size = Pt(9)
    document.add_heading(table.title, level=1)
    if table.lead:
        document.add_paragraph(CONTROL.sub("", table.lead))
    paper = fit_paper(table)
    widths = [Mm(width) for width in share_width(paper.widths)]
    grid = document.add_table(rows=1, cols=len(paper.headers), style="Table Grid")
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for cell, header in zip(grid.rows[0].cells, paper.headers, strict=True):
        cell.paragraphs[0].add_run(header).bold = True
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in paper.rows:
        for cell, value, width in zip(grid.add_row().cells, row, widths, strict=True):
            cell.text, cell.width = _docx_cell(value), width
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def share_width(widths: Sequence[int]) -> list[float]:
    """Millimetres of each column; by the root of its width in a spreadsheet, so that a long one leaves room for short words."""
    shares = [sqrt(width) for width in widths]
    return [(PAPER_WIDTH - 2 * MARGIN) * share / sum(shares) for share in shares]


def _docx_cell(cell: Cell) -> str:
    return "" if cell is None else CONTROL.sub("", _csv_number(cell))


def _csv_number(cell: Cell) -> str:
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def file_stem(title: str) -> str:
    """A title as an ASCII file name."""
    folded = title.lower().translate(str.maketrans("åäöé", "aaoe"))
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-") or "planlots"


WRITERS: Mapping[str, tuple[Callable[[Table], bytes], str]] = {
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "xlsx": (to_xlsx, XLSX_TYPE),
    "docx": (to_docx, DOCX_TYPE),
}
