"""PDF -> pages of text. Runs in the child that `ingest.child` starts, never in the service itself.

In: the path of one PDF. Out: its pages in order, blank ones too, so that page numbers stay true.
Knows pypdf. Knows nothing of sections, passages, vectors or questions.
"""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Sequence
from math import hypot
from pathlib import Path
from typing import NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from corpus.errors import UnreadableDocument
from corpus.records import Page, Source
from ingest.readers.fragments import Fragment
from ingest.readers.layout import mark_pages
from ingest.readers.ligatures import mend_fragments
from ingest.readers.pdf_hidden import look_over
from ingest.readers.ruled import column_stacks, join_ruled
from ingest.readers.rulings import Drawing, find_grids, find_stacks

MAX_PAGES = 5_000  # no plan is longer; a page tree that is, is a trap
MIN_CHARS = 20  # a page with less text than this is a picture of a page: only OCR can make it searchable
BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
ITALIC = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
BULLETS = {0xF0B7: "•", 0xF0A7: "•", 0xF02D: "–", 0xF0D8: "•", 0xF076: "•", 0xF0FC: "•", 0x7F: "•"}  # of the fonts Symbol and Wingdings
# what pypdf raises for damage: its own errors, and those of Python where it trusted the file (an unknown filter, a number without end)
FAULTS = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)
Matrix = Sequence[float]
NO_TEXT = "sidan är en bild utan text"
BROKEN = "sidan är skadad"


class Sights(NamedTuple):
    """Numbers of pages on which something else than text in view was found."""

    hidden: tuple[int, ...] = ()  # text that nobody sees
    pictured: tuple[int, ...] = ()  # pictures that cover the page


NOTHING_SEEN = Sights()


def read_pdf(path: Path) -> Source:
    """Read every page. Raises UnreadableDocument when the file as a whole cannot be read."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = open_reader(path)
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise UnreadableDocument(f"{path.name} har {count} sidor, fler än {MAX_PAGES}. Dela upp den och försök igen.")
        seen = [hide_text(reader.pages[index]) for index in range(count)]
        pages = mend_fragments([read_page(reader.pages[index]) for index in range(count)])
        texts = mark_pages([page or [] for page in pages])
        return lay_out(
            [None if page is None else text for page, text in zip(pages, texts, strict=True)],
            read_labels(reader, count),
            read_title(reader),
            Sights(*(tuple(number for number, one in enumerate(seen, start=1) if one[place]) for place in (0, 1))),
        )
    except FAULTS as error:
        raise UnreadableDocument(f"{path.name} är skadad ({type(error).__name__}). Hämta filen på nytt från källan.") from error


def open_reader(path: Path) -> PdfReader:
    """Open the file; one that only restricts printing and copying opens with the empty password."""
    reader = PdfReader(path)
    try:
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError:
        locked = True
    if locked:
        raise UnreadableDocument(f"{path.name} är skyddad med lösenord. Be avsändaren om en kopia utan lösenord.")
    return reader


def read_page(page: PageObject) -> list[Fragment] | None:
    """The page's pieces of text in reading order, or None when the page itself is broken."""
    fragments: list[Fragment] = []
    drawing = Drawing()

    def keep(text: str, cm: Matrix, tm: Matrix, font: dict[str, object] | None, size: float) -> None:
        """Called by pypdf for each run of text with the matrices of PDF 32000-1, 9.4.4."""
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        name = str((font or {}).get("/BaseFont", ""))
        fragments.append(Fragment(clean_text(text), y, size * scale, bool(BOLD.search(name)), x, bool(ITALIC.search(name))))

    try:
        page.extract_text(visitor_text=keep, visitor_operand_before=drawing.see)
    except FAULTS:
        return None
    fragments = join_ruled(fragments, find_grids(drawing))
    return join_ruled(fragments, column_stacks(fragments, find_stacks(drawing)))


def hide_text(page: PageObject) -> tuple[bool, bool]:
    """Take away text that nobody sees; whether there was any, and whether the page is a picture. One that is damaged is read as it is."""
    try:
        hidden, pictured = look_over(page)
    except FAULTS:
        return False, False
    return hidden > 0, pictured


def clean_text(text: str) -> str:
    """Without what no text holds: zero bytes, lone surrogates, form feeds inside a page."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\x00", "")
    return text.translate(BULLETS).encode("utf-8", "replace").decode("utf-8")


def read_labels(reader: PdfReader, count: int) -> list[str | None]:
    """Page labels where the file gives its own numbering ("iv", "A-3"); None where they only repeat the position."""
    try:
        labels = list(reader.page_labels)
    except FAULTS:
        return [None] * count
    own = any(label != str(number) for number, label in enumerate(labels, start=1))
    return [label or None for label in labels] if own and len(labels) == count else [None] * count


def read_title(reader: PdfReader) -> str | None:
    """The title that the file tells of itself; file names and program names are no titles."""
    try:
        title = str((reader.metadata and reader.metadata.title) or "").strip()
    except FAULTS:
        return None
    return title if len(title) > 3 and " " in title and "Microsoft Word" not in title else None


def lay_out(texts: list[str | None], labels: list[str | None], title: str | None, sights: Sights = NOTHING_SEEN) -> Source:
    """Join the pages with form feeds; each page's span includes the one that ends it."""
    pages, unreadable, position = [], [], 0
    for number, (text, label) in enumerate(zip(texts, labels, strict=True), start=1):
        length = len(text or "") + (1 if number < len(texts) else 0)
        pages.append(Page(number, label, position, position + length))
        position += length
        if text is None or len("".join(text.split())) < MIN_CHARS:
            unreadable.append((number, BROKEN if text is None else NO_TEXT))
    return Source("\f".join(text or "" for text in texts), tuple(pages), "pdf", title, tuple(unreadable), (), *sights)
