"""The records that pass between the steps: frozen, each field with its unit, base and meaning.

Knows nothing of files, databases, vectors or questions. All offsets are code points, half-open [start, end).
"Source offsets" count from the start of the whole document's source text, "clean offsets" from the start of one section's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]  # [start, end) in code points

BlockKind = Literal["heading", "paragraph", "item", "footnote", "caption", "table", "contents", "furniture", "debris"]
PartKind = Literal["beslut", "förslag", "tjänsteutlåtande", "särskilt uttalande", "reservation", "bilaga", "plan", "dokument"]
SectionKind = Literal["section", "note"]
PassageKind = Literal["text", "item", "note", "table", "heading"]
Standing = Literal["gällande", "beslutad", "förslag", "upphävd", "okänd"]
Operation = Literal["copy", "repair", "join", "insert", "correct"]

OPINION_PARTS: frozenset[PartKind] = frozenset({"särskilt uttalande", "reservation"})  # never feed a register


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the source. The pages of a document cover its source text without gap or overlap."""

    number: int  # position in the file, from 1, as a PDF viewer counts
    label: str | None  # as printed on the page, "6 (20)"; None where nothing is printed or it cannot be told
    start: int  # source offsets
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader gave, never changed: the text of the whole file with its pages."""

    text: str
    pages: tuple[Page, ...]  # empty where the format has no pages (Markdown, DOCX, passages)
    format: Literal["text", "markdown", "pdf", "docx", "passages"]
    title: str | None = None  # from the file's own metadata, if it has any
    unreadable_pages: tuple[tuple[int, str], ...] = ()  # (page_number, reason in Swedish)
    reread_pages: tuple[int, ...] = ()  # numbers of pages whose text was read anew from their picture
    hidden_pages: tuple[int, ...] = ()  # numbers of pages with text that nobody sees, left out; 0: of a file without pages
    pictured_pages: tuple[int, ...] = ()  # numbers of pages that a picture covers: scans, with or without a text layer, and covers


DOUBTFUL = 3.0  # nats: a change of a smaller margin marks a word as doubtful


@dataclass(frozen=True, slots=True)
class Change:
    """One repair: source[start:end] is read as `text`. Changes never overlap and come in source order.

    One whose text is the source's marks a doubt: the word stands as read, but may be wrong.
    """

    start: int  # source offsets
    end: int
    text: str
    margin: float | None = None  # nats between the chosen reading and the next; None when a rule decided
    alternatives: tuple[str, ...] = ()
    rule: str = ""  # which step made it: "nfc", "hyphen", "ocr", "correction"


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of the alignment of a section: text[clean_start:clean_end] stands for source[source_start:source_end].

    Segments cover the section's text without gap or overlap, in order. "copy" segments are equal code point by code point; "join" stands
    for a line break that became a space (or nothing, at a hyphen); "insert" has an empty source span; "repair" and "correct" differ from
    the source.
    """

    clean_start: int
    clean_end: int
    source_start: int
    source_end: int
    operation: Operation = "copy"
    margin: float | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of layout. Every word of the source lies in the spans of exactly one block of its document."""

    kind: BlockKind
    text: str  # repaired and joined; a list item without its bullet, a heading without its marks and numbering kept
    spans: tuple[Span, ...]  # source offsets; several when a page break, footnote or figure cuts the block
    page_number: int | None  # where it starts
    anchor: str  # of the section (or note) it belongs to; "" only for furniture, debris and contents before the first section
    level: int = 0  # heading: depth from 1; item: nesting from 1
    lead: str | None = None  # item: the line that introduces its list
    mark: str | None = None  # item: its bullet or number as printed; footnote: its mark, "13"
    clean: Span | None = None  # where the block's text stands in the section's text; None for headings and what is lifted out


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote joined to its mark. Its text is the section (kind "note") at `anchor`."""

    mark: str  # "13"
    anchor: str  # of the note itself
    section: str  # anchor of the section whose text carries the mark
    position: int | None  # clean offset in that section where the mark stood; None if the mark was not found


@dataclass(frozen=True, slots=True)
class Section:
    """Node of the outline, or a note. `text` is the clean text under the heading, without it and without its children's text."""

    anchor: str  # document-id/slug/slug, ASCII, repeats numbered ~2
    document: str  # id
    kind: SectionKind
    heading: str  # clean heading as printed; for a note "Fotnot 13"
    subtitle: str | None  # a second heading line that belongs to the first ("– Från reaktivt till proaktivt")
    level: int  # depth in the outline from 1
    path: tuple[str, ...]  # headings from the part's first down to and including this one
    part: PartKind
    page_number: int | None
    page_label: str | None
    text: str  # paragraphs parted by "\n\n", list items by "\n"
    segments: tuple[Segment, ...]  # alignment of `text`
    source_span: Span  # from its heading to where the next section starts
    heading_spans: tuple[Span, ...] = ()  # source offsets of the heading line(s); empty when it stands only in the contents list
    parent: str | None = None  # anchor
    order: int = 0  # position in the document from 0, in reading order


@dataclass(frozen=True, slots=True)
class Passage:
    """Unit of retrieval: text == section.text[start:end]."""

    id: str  # "{anchor}#{start}-{end}", stable as long as the section's text is
    document: str
    anchor: str
    start: int  # clean offsets in the section
    end: int
    text: str
    kind: PassageKind
    path: tuple[str, ...]
    lead: str | None  # of the list the passage belongs to
    part: PartKind
    page_number: int | None  # where the passage starts
    page_label: str | None
    order: int  # position in the document from 0
    external_id: str | None = None  # of a .jsonl line


@dataclass(frozen=True, slots=True)
class Area:
    """A commitment of a plan. text == section.text[start:end] of the section at `anchor`."""

    id: str  # the passage-like id "{anchor}#{start}-{end}"
    document: str
    anchor: str
    start: int
    end: int
    text: str
    focus_area: str  # heading of the fokusområde or målområde, without its subtitle
    subtitle: str | None
    group: str | None  # "gäller för", as the lead prints it, without a trailing colon
    page_number: int | None
    page_label: str | None
    order: int


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who does what. quote == section.text[start:end]."""

    id: str
    document: str
    anchor: str
    start: int
    end: int
    quote: str
    actor: str
    verb: str  # infinitive: "ansvara", "leda", "besluta"
    modality: Literal["ska", "bör", "kan", "är"]  # "är": stated as a fact
    negated: bool
    task: str
    to: str | None = None
    with_: str | None = None
    frequency: str | None = None
    deadline: str | None = None
    condition: str | None = None
    inferred: tuple[str, ...] = ()  # names of the fields that were read from another sentence (*tolkat*)
    collective: bool = False  # named only as a group ("fackförvaltningarna")
    path: tuple[str, ...] = ()
    page_number: int | None = None
    page_label: str | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a plan points elsewhere. quote == section.text[start:end]."""

    id: str
    document: str
    anchor: str
    start: int
    end: int
    quote: str
    text: str  # the words that point
    target: str  # what is pointed at, as a name
    target_document: str | None = None  # id, when it is in the collection
    order: int = 0


@dataclass(frozen=True, slots=True)
class PageQuality:
    """How readable a page is, measured without ground truth."""

    page_number: int | None  # None for formats without pages: the whole document
    words: int
    language: str  # "sv", "en", ... or "und"
    diacritics: float  # share of letters that are å ä ö; clean Swedish has 0.052–0.056
    garbage_lines: int
    verdict: Literal["good", "repaired", "wrong language", "poor", "empty"]
    unknown: float = 0.0  # share of the words, as the source has them, that the Swedish lexicon lacks; compounds and names count
    choice: Literal["layer", "reading", "repair"] = "layer"  # where the text comes from: the file, a reading of the picture, repair
    hidden_text: bool = False  # the file holds text on this page that cannot be seen; it was left out


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """Where the words of one page stand on its picture. `corpus.boxes` packs and unpacks them."""

    page_number: int
    width: float  # points, of the page as it is shown
    height: float
    words: str  # packed: source offsets within the page, and a box each


@dataclass(frozen=True, slots=True)
class Document:
    """One file."""

    id: str
    title: str
    issuer: str | None = None
    kind: str | None = None  # "handlingsplan", "tjänsteutlåtande", ...
    status: Standing = "okänd"
    date: str | None = None  # ISO 8601
    valid_from: str | None = None
    valid_to: str | None = None
    diary_number: str | None = None
    pages: int | None = None
    collection: str = "default"
    file_name: str = ""  # a label only, never a path
    file_hash: str = ""  # sha256 of the file, hex
    generation: str = ""  # hash of file and of everything that made the records from it


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's reading of a word, kept apart from every document and applied last."""

    file_hash: str
    before: str  # up to 40 code points of source before the quote
    quote: str  # the source's own words
    after: str
    replacement: str
    author: str = ""
    created: str = ""  # ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that one generation of a document consists of: what ingest hands to the store."""

    document: Document
    source: Source
    changes: tuple[Change, ...]
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]  # outline and notes, in reading order
    notes: tuple[Note, ...]
    passages: tuple[Passage, ...]
    areas: tuple[Area, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    references: tuple[Reference, ...] = ()
    quality: tuple[PageQuality, ...] = ()
    orphans: tuple[Correction, ...] = ()  # corrections whose quote is no longer in the source
    boxes: tuple[PageBoxes, ...] = ()  # of each page of a PDF, in order; empty for other formats
    versions: dict[str, str] = field(default_factory=dict)  # reader, repair, structure, analyser, encoder


@dataclass(frozen=True, slots=True)
class SparseVector:
    """Term weights: indices sorted and unique, of equal length with values, all finite."""

    indices: tuple[int, ...]  # 32-bit hashes of terms
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages a search may return; None means all."""

    documents: tuple[str, ...] | None = None  # ids
    kinds: tuple[str, ...] | None = None  # document kinds
    collection: str = "default"
