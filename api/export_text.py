"""Headings, sentences, quotes and sources -> a Word file to read, register or take to a meeting.

In: blocks in order. Out: bytes. Knows python-docx. Knows nothing of answers, registers or where the blocks come from.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from api.export import CONTROL, DOCX_TYPE, PAPER_HEIGHT, PAPER_WIDTH, File, file_stem

Look = Literal["heading", "subheading", "text", "quote", "source", "small"]
INDENT_CM = 1.0
SMALL_POINTS = 9


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph and how it looks."""

    look: Look
    text: str


def export_blocks(title: str, blocks: Sequence[Block], name: str = "") -> File:
    """A Word file with a title; named by `name` or the title."""
    return File(to_docx(title, blocks), DOCX_TYPE, f"{file_stem(name or title)}.docx")


def to_docx(title: str, blocks: Sequence[Block]) -> bytes:
    """A standing A4 page in Swedish: real headings, quotes indented, sources small."""
    from docx import Document  # noqa: PLC0415 - costs 0.2 s, which no question should pay
    from docx.shared import Mm  # noqa: PLC0415

    document = Document()
    document.sections[0].page_width, document.sections[0].page_height = Mm(PAPER_HEIGHT), Mm(PAPER_WIDTH)
    document.core_properties.title, document.core_properties.language = clean(title), "sv-SE"
    document.add_heading(clean(title), level=1)
    for block in blocks:
        add_block(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_block(document: Any, block: Block) -> None:
    """One paragraph in its look."""
    from docx.shared import Cm, Pt  # noqa: PLC0415

    text = clean(block.text)
    if block.look in ("heading", "subheading"):
        document.add_heading(text, level=2 if block.look == "heading" else 3)
        return
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.italic = block.look == "quote"
    if block.look in ("quote", "source"):
        paragraph.paragraph_format.left_indent = Cm(INDENT_CM)
    if block.look in ("source", "small"):
        run.font.size = Pt(SMALL_POINTS)


def clean(text: str) -> str:
    """Text without what no XML file may hold."""
    return CONTROL.sub("", text)
