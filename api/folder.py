"""An *underlag*: quotes that a person has collected -> the quotes as they stand in the documents now, and a Word file.

In: places ("anchor@start-end!check heading") from a browser. Out: pieces read anew from the store, so that no quote can be forged; the
headings are the person's own words. Nothing is kept. Knows nothing of requests.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.export import File
from api.export_text import Block, export_blocks
from api.payloads import Row, page_url
from api.tables import page_cell
from api.where import quote_page
from corpus.errors import PlanlotsError
from corpus.library import Library
from corpus.records import Area, Document, Responsibility, Section

TITLE = "Underlag ur plandokument"
MOST = 200  # pieces: a longer file is read by nobody
HEADING_CHARS = 300
CHECK_CHARS = 8
ITEM = re.compile(
    r"^(?P<anchor>[^@\s]{1,600})@(?P<start>\d{1,9})-(?P<end>\d{1,9})(?:!(?P<check>[0-9a-f]{8}))?(?:\s+(?P<heading>.*))?$", re.DOTALL
)
ADDRESS = re.compile(r"/s/(?P<anchor>[^?#\s]{1,600})\?(?:[^#\s]*&)?start=(?P<start>\d{1,9})&end=(?P<end>\d{1,9})")


@dataclass(frozen=True, slots=True)
class Item:
    """A place that was collected."""

    anchor: str
    start: int
    end: int
    check: str = ""  # of the words that stood there then; "" when not known
    heading: str = ""  # the person's own: a question, or nothing

    def __str__(self) -> str:
        """As forms carry it."""
        return f"{self.anchor}@{self.start}-{self.end}{f'!{self.check}' if self.check else ''} {self.heading}".rstrip()


@dataclass(frozen=True, slots=True)
class Piece:
    """A quote with where it stands; without a document when it can no longer be read, and `gone` says why."""

    item: Item
    document: Document | None = None
    section: Section | None = None
    quote: str = ""
    page: str = ""
    told: str = ""  # what a register says of it: who does what, or which focus area
    changed: bool = False  # other words stand there now than when it was collected
    gone: str = ""

    @property
    def url(self) -> str:
        """The lasting address of the quote."""
        return page_url(self.item.anchor, self.item.start, self.item.end)


def check_of(text: str) -> str:
    """What tells whether a quote still has its words."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:CHECK_CHARS]


def place_of(row: Row, heading: str = "") -> str:
    """A row with a quote (a citation, responsibility, area or hit) -> its item as forms carry it."""
    quote = row.get("quote") or row.get("text") or ""
    return str(Item(row["anchor"], row["start"], row["end"], check_of(quote), " ".join(heading.split())[:HEADING_CHARS]))


def parse_items(values: Sequence[str]) -> tuple[Item, ...]:
    """The items of a form, each place once, MOST at most; what is no item is left out."""
    found: dict[tuple[str, int, int], Item] = {}
    for value in values:
        match = ITEM.match(value.strip())
        if match and int(match["start"]) < int(match["end"]):
            heading = " ".join((match["heading"] or "").split())[:HEADING_CHARS]
            item = Item(match["anchor"], int(match["start"]), int(match["end"]), match["check"] or "", heading)
            found.setdefault((item.anchor, item.start, item.end), item)
    return tuple(found.values())[:MOST]


def parse_address(text: str) -> str:
    """A lasting address of a quote -> its item as forms carry it; "" for another address."""
    match = ADDRESS.search(text.strip())
    return f"{match['anchor']}@{match['start']}-{match['end']}" if match else ""


def read_pieces(library: Library, items: Sequence[Item]) -> tuple[Piece, ...]:
    """Every item as it stands in the documents now."""
    with library.store.snapshot():
        return tuple(read_piece(library, item) for item in items)


def read_piece(library: Library, item: Item) -> Piece:
    """One item; one whose section is gone says so."""
    try:
        section = library.store.section(item.anchor)
        document = library.store.document(section.document)
    except PlanlotsError as error:
        return Piece(item, gone=str(error))
    quote = section.text[item.start : item.end]
    if not quote.strip():
        return Piece(item, gone="Stället finns inte kvar i dokumentet. Sök upp det igen.")
    record = find_record(library, item, section.document)
    page = str(page_cell(quote_page(library.store, section, item.start)) or "")
    return Piece(item, document, section, quote, page, describe_record(record), bool(item.check) and item.check != check_of(quote))


def find_record(library: Library, item: Item, document: str) -> Responsibility | Area | None:
    """The register row that stands exactly there, if there is one."""
    rows: list[Responsibility | Area] = [*library.store.areas([document]), *library.store.responsibilities([document])]
    return next((row for row in rows if (row.anchor, row.start, row.end) == (item.anchor, item.start, item.end)), None)


def describe_record(record: Responsibility | Area | None) -> str:
    """What the register says, on one line."""
    if isinstance(record, Area):
        return " · ".join(filter(None, (record.focus_area, f"gäller för {record.group}" if record.group else "")))
    if record is None:
        return ""
    who = record.actor or "Vem anges inte"
    times = [f"hur ofta: {record.frequency}" if record.frequency else "", f"senast: {record.deadline}" if record.deadline else ""]
    does = " ".join(f"{who}: {'' if record.modality == 'är' else record.modality} {'inte' if record.negated else ''} {record.verb}".split())
    return " · ".join(filter(None, (does, *times)))


def export_pieces(pieces: Sequence[Piece], base: str, today: date, title: str = "") -> File:
    """The Word file. `base`: the service's own address, so that links last."""
    wanted = " ".join(title.split())[:HEADING_CHARS] or TITLE
    return export_blocks(wanted, piece_blocks(pieces, base, today), f"underlag {today.isoformat()}")


def piece_blocks(pieces: Sequence[Piece], base: str, today: date) -> list[Block]:
    """Under each heading its quotes with their sources; then what could not be read."""
    blocks = [Block("small", f"Sammanställt {today.isoformat()} med Planlots. Citaten är hämtade ur dokumenten när filen gjordes.")]
    there = [piece for piece in pieces if piece.document]
    for heading in dict.fromkeys(piece.item.heading for piece in there):
        blocks.append(Block("heading", heading or "Citat"))
        for piece in there:
            if piece.item.heading == heading:
                blocks += source_blocks(piece, base)
    gone = [piece for piece in pieces if piece.gone]
    if gone:
        blocks.append(Block("heading", "Kunde inte hämtas"))
        blocks += [Block("small", f"{piece.item.anchor}: {piece.gone}") for piece in gone]
    return blocks


def source_blocks(piece: Piece, base: str) -> list[Block]:
    """A quote, what the register says of it, and its source with a lasting link."""
    document, section = piece.document, piece.section
    if document is None or section is None:
        return []
    dated = ", ".join(filter(None, (document.issuer, document.date, document.diary_number)))
    places = (f"{document.title} ({document.status})", dated, " › ".join(section.path), f"s. {piece.page}" if piece.page else "")
    return [
        *([Block("text", piece.told)] if piece.told else []),
        Block("quote", f"”{piece.quote}”"),
        *([Block("source", "Texten har ändrats sedan citatet samlades.")] if piece.changed else []),
        Block("source", ". ".join(filter(None, places))),
        Block("source", f"{base}{piece.url}"),
    ]
