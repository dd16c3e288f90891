"""Word document -> text with Markdown marks for what Word knows: headings, lists, tables, footnotes.

In: the path of one .docx. Out: a Source without pages (Word has none until it is printed). Runs in the child of `ingest.child`.
Knows python-docx. Knows nothing of sections, passages, vectors or questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx import Document as open_document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from corpus.errors import UnreadableDocument
from corpus.records import Source
from ingest.readers.docx_hidden import hide_unseen

HEADING_STYLE = re.compile(r"^(?:heading|rubrik)\s*(\d)", re.IGNORECASE)
TITLE_STYLE = re.compile(r"^(?:title|titel|rubrik)$", re.IGNORECASE)
LIST_STYLE = re.compile(r"\b(?:list|lista|punkt)", re.IGNORECASE)
NUMBER_STYLE = re.compile(r"number|numrerad", re.IGNORECASE)
DEEPER_STYLE = re.compile(r"\s([2-5])$")
# what a paragraph's text is made of, and what stands for what is no letter
PIECES = {"w:t": "", "w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "w:footnoteReference": "", "w:endnoteReference": ""}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a second copy of a text box, for older programs
ENDNOTE = "s"  # before the number of an endnote: footnotes and endnotes are counted apart
MAX_BOLD = 120  # characters
MOST_LEVELS = 8  # of a list below the first: Word has nine
MOST_COLUMNS = 63  # of a table, as Word itself
CONTENTS_STYLE = re.compile(r"^(?:toc|innehåll)\s*\d", re.IGNORECASE)


def read_docx(path: Path) -> Source:
    """Read the body in its order. Raises UnreadableDocument when the file cannot be read."""
    try:
        document = open_document(str(path))
        hidden = hide_unseen(document)
        styles = name_styles(document)
        lines = count_items([line for element in body_elements(document) for line in render_element(element, styles)])
        lines += read_notes(document)
        title = (document.core_properties.title or "").strip() or None
    except (OpcError, BadZipFile, KeyError, ValueError, AttributeError, SyntaxError, OSError) as error:
        raise UnreadableDocument(
            f"{path.name} är skadad ({type(error).__name__}). Öppna den i Word, spara på nytt och försök igen."
        ) from error
    text = "\n".join(lines).strip() + "\n"
    if not text.strip():
        raise UnreadableDocument(f"{path.name} innehåller ingen text. Är den skannad, spara den som PDF och försök igen.")
    return Source(text, (), "docx", title, hidden_pages=(0,) if hidden else ())


def body_elements(document: Any) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in reading order; content controls are looked into."""
    for element in document.element.body.iter(qn("w:p"), qn("w:tbl")):
        if any(parent.tag in {qn("w:tbl"), qn("w:txbxContent")} for parent in element.iterancestors()):
            continue
        yield Paragraph(element, document) if element.tag == qn("w:p") else Table(element, document)


def name_styles(document: Any) -> dict[str | None, str]:
    """Style id -> its name; None -> the default one's. Asking python-docx for each paragraph is 80 % of the time to read a document."""
    default = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    named = {style.style_id: style.name or "" for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
    return {None: (default.name or "") if default is not None else "", **named}


def render_element(element: Paragraph | Table, styles: dict[str | None, str]) -> list[str]:
    """Lines of Markdown for one paragraph or table, with a blank line after what stands alone."""
    if isinstance(element, Table):
        boxed = list_boxed(element)
        return [line for one in boxed for line in render_element(one, styles)] if boxed else [*render_table(element), ""]
    style = styles.get(element._p.style, styles[None])
    if CONTENTS_STYLE.match(style):
        return [paragraph_text(element, tabs=True).strip()]
    text = paragraph_text(element)
    if not text.strip():
        return [""]
    mark = paragraph_mark(element, style)
    if mark.endswith(("- ", ". ")):
        return [mark + text.replace("\n", " ")]
    if mark:
        return ["", mark + text.replace("\n", " "), ""]
    return ["", f"**{text}**" if is_bold(element) and text.count("*") == 0 else text, ""]


def paragraph_text(paragraph: Paragraph, *, tabs: bool = False) -> str:
    """The words of a paragraph, with [^n] where a note is marked; deleted text is not part of it, a text box is told once."""
    pieces = []
    for node in paragraph._p.iter(*(qn(name) for name in PIECES)):
        if any(parent.tag == FALLBACK for parent in node.iterancestors()):
            continue
        if node.tag == qn("w:t"):
            pieces.append(node.text or "")
        elif node.tag in {qn("w:footnoteReference"), qn("w:endnoteReference")}:
            pieces.append(f"[^{ENDNOTE * (node.tag == qn('w:endnoteReference'))}{node.get(qn('w:id'))}]")
        else:
            pieces.append(PIECES["w:" + str(node.tag).rpartition("}")[2]] if tabs or node.tag != qn("w:tab") else " ")
    lines = (" ".join(line.split(" ")) if tabs else " ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def paragraph_mark(paragraph: Paragraph, style: str) -> str:
    """The Markdown mark that says what Word says of the paragraph by its style, outline level or numbering."""
    if TITLE_STYLE.match(style):
        return "# "
    if match := HEADING_STYLE.match(style):
        return "#" * min(int(match[1]) or 1, 6) + " "
    properties = paragraph._p.find(qn("w:pPr"))
    outline, level = read_number(properties, "w:outlineLvl"), read_number(properties, "w:numPr", "w:ilvl")
    if outline is not None and outline < 9:  # 9 is Word's number for body text
        return "#" * min(outline + 1, 6) + " "
    if level is not None or LIST_STYLE.search(style):
        deeper = DEEPER_STYLE.search(style)
        return "  " * min(MOST_LEVELS, level or (int(deeper[1]) - 1 if deeper else 0)) + ("1. " if NUMBER_STYLE.search(style) else "- ")
    return ""


def is_bold(paragraph: Paragraph) -> bool:
    """Is a short paragraph set in bold from its first letter to its last? In files without styles that is how headings are set."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs) and len(paragraph.text) <= MAX_BOLD and "\n" not in paragraph.text.strip()


def count_items(lines: list[str]) -> list[str]:
    """Numbered items with the numbers that Word shows: it stores none."""
    counts: dict[int, int] = {}
    out = []
    for line in lines:
        depth = len(line) - len(line.lstrip(" "))
        if line.lstrip(" ").startswith("1. "):
            counts = {level: count for level, count in counts.items() if level <= depth}
            counts[depth] = counts.get(depth, 0) + 1
            line = f"{' ' * depth}{counts[depth]}. {line.lstrip(' ')[3:]}"  # noqa: PLW2901
        elif line and not line.lstrip(" ").startswith("- "):
            counts = {}
        out.append(line)
    return out


def read_number(properties: Any, *names: str) -> int | None:
    """The number that a paragraph's property holds; None where it is not set."""
    for name in names:
        properties = None if properties is None else properties.find(qn(name))
    value = None if properties is None else properties.get(qn("w:val"))
    return int(value) if value is not None and value.isdigit() else None


def list_boxed(table: Table) -> list[Paragraph]:
    """The paragraphs of a table of one column, which is only a frame around them; none where it is a table."""
    rows: list[Any] = [row.tc_lst for row in table._tbl.tr_lst]
    framed = all(len(cells) == 1 and not cells[0].findall(qn("w:tbl")) for cells in rows)
    return [Paragraph(p, table) for cells in rows for p in cells[0].iterchildren(qn("w:p"))] if framed else []


def render_table(table: Table) -> list[str]:
    """A row a line, cells between bars; a cell merged over columns is told once, one merged over rows in each."""
    lines: list[str] = []
    above: dict[int, str] = {}
    for row in table._tbl.tr_lst:
        cells: list[str] = []
        column = 0
        for cell in row.tc_lst[:MOST_COLUMNS]:
            text = above.get(column, "") if is_continued(cell) else cell_text(cell, table)
            above[column] = text
            cells.append(text)
            column += min(read_number(cell.find(qn("w:tcPr")), "w:gridSpan") or 1, MOST_COLUMNS)
        lines.append("| " + " | ".join(cells) + " |")
    return [lines[0], "|" + " --- |" * (lines[0].count("|") - 1), *lines[1:]] if lines else []


def is_continued(cell: Any) -> bool:
    """Does the cell go on from the one above?"""
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and merged.get(qn("w:val"), "continue") == "continue"


def cell_text(cell: Any, table: Table) -> str:
    """The words of one cell on one line; a bar would part it in two."""
    return " ".join(" ".join(paragraph_text(Paragraph(p, table)) for p in cell.iterchildren(qn("w:p"))).split()).replace("|", "/")


def read_notes(document: Any) -> list[str]:
    """Footnotes and endnotes as Markdown writes them: "[^1]: text"."""
    lines = []
    for relation in document.part.rels.values():
        if not relation.reltype.endswith(("/footnotes", "/endnotes")) or relation.is_external:
            continue
        end = relation.reltype.endswith("/endnotes")
        root = parse_xml(relation.target_part.blob)
        for note in root.iter(qn("w:endnote" if end else "w:footnote")):
            text = " ".join("".join(t.text or "" for t in note.iter(qn("w:t"))).split())
            if text and note.get(qn("w:type")) is None:
                lines.append(f"[^{ENDNOTE * end}{note.get(qn('w:id'))}]: {text}")
    return ["", *lines] if lines else []
