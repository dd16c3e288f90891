"""Texts with small marks (*.flow) -> the Word and PDF files of this folder, written anew: builds that text files cannot have.

Run it from the repository: `python tests/files/plans/second/make.py`. Marks: "#" title, "##" and "###" headings, "-" bullet, "+" number,
"!" bold line, "@" table row with "|" between its cells, "^" footnote at the end. Knows python-docx and reportlab; not how plans are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

HERE = Path(__file__).parent
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10.5, leading=13.5, spaceAfter=6)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=9, leading=11, spaceAfter=0)
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Times-Bold", spaceAfter=2)
ITEM = ParagraphStyle("item", parent=BODY, leftIndent=14, bulletIndent=2, spaceAfter=2)
HEADS = {
    "#": ParagraphStyle("title", parent=BODY, fontName="Helvetica-Bold", fontSize=20, leading=25, spaceAfter=12),
    "##": ParagraphStyle("one", parent=BODY, fontName="Helvetica-Bold", fontSize=14, leading=18, spaceBefore=12),
    "###": ParagraphStyle("two", parent=BODY, fontName="Helvetica-Bold", fontSize=11.5, leading=15, spaceBefore=8),
}


@dataclass(frozen=True, slots=True)
class Build:
    """How one plan is set."""

    running: str  # head of every page
    widths: tuple[int, ...]  # of a table's columns, in points
    frames: tuple[tuple[int, int, int, int], ...] = ((60, 60, 475, 720),)


PDFS = {
    "andts-furunas": Build("Furunäs kommun | ANDTS-plan 2026–2029", (195, 105, 95, 80), ((60, 60, 475, 380),)),
    "lansplan-vattjarn": Build("Vattjärns län – Plan för psykisk hälsa", (100, 120), ((50, 60, 240, 720), (310, 60, 240, 720))),
    "biblioteksplan-hedemo": Build("HEDEMO KOMMUN", (150, 300)),
}
WORDS = {"aldreplan-hagalund": True, "suicidprevention-tallasen": False}  # with heading styles, or with bold lines only


def make_flow(text: str, widths: Sequence[int]) -> list[Paragraph | Table]:
    """Paragraphs, list items and tables."""
    flow: list[Paragraph | Table] = []
    rows: list[list[Paragraph]] = []
    number = 0
    for line in [*text.strip().splitlines(), ""]:
        mark, _, rest = line.partition(" ")
        if mark == "@":
            rows.append([Paragraph(cell, CELL) for cell in rest.split("|")])
            continue
        if rows:
            style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            flow.append(Table(rows, colWidths=list(widths), repeatRows=1, style=style))
            rows = []
        number = number + 1 if mark == "+" else 0
        if mark in HEADS:
            flow.append(Paragraph(rest, HEADS[mark]))
        elif mark in "-+" and mark:
            flow.append(Paragraph(rest, ITEM, bulletText="•" if mark == "-" else f"{number}."))
        elif line:
            flow.append(Paragraph(rest if mark == "!" else line, BOLD if mark == "!" else BODY))
    return flow


def write_pdf(name: str, build: Build) -> None:
    """A PDF with a running head and page numbers."""
    template = BaseDocTemplate(str(HERE / f"{name}.pdf"), pagesize=A4, title="", invariant=1)

    def draw(canvas: object, _document: object) -> None:
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        canvas.drawString(60, 812, build.running)  # type: ignore[attr-defined]
        canvas.drawString(290, 30, f"{canvas.getPageNumber()}")  # type: ignore[attr-defined]

    template.addPageTemplates(PageTemplate(frames=[Frame(*frame) for frame in build.frames], onPage=draw))
    template.build(make_flow((HERE / f"{name}.flow").read_text(encoding="utf-8"), build.widths))


def write_word(name: str, *, styled: bool) -> None:
    """A Word file with heading styles, or one whose headings are bold lines."""
    word = docx.Document()
    rows: list[list[str]] = []
    for line in [*(HERE / f"{name}.flow").read_text(encoding="utf-8").strip().splitlines(), ""]:
        mark, _, rest = line.partition(" ")
        if mark == "@":
            rows.append(rest.split("|"))
            continue
        if rows:
            table = word.add_table(rows=len(rows), cols=len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
            rows = []
        if mark in HEADS and styled:
            word.add_heading(rest, len(mark) - 1)
        elif mark in (*HEADS, "!"):
            word.add_paragraph().add_run(rest).bold = True
        elif mark and mark in "-+":
            word.add_paragraph(rest, style="List Bullet" if mark == "-" else "List Number")
        elif line:
            word.add_paragraph(line)
    word.save(str(HERE / f"{name}.docx"))


def main() -> None:
    """Write the files."""
    for name, build in PDFS.items():
        write_pdf(name, build)
    for name, styled in WORDS.items():
        write_word(name, styled=styled)


if __name__ == "__main__":
    main()
