"""Source and changes -> the structure of a document: its facts, blocks, sections, notes, passages and areas.

In: the source as the reader gave it and the changes of the repair step. Out: a Structure; everything in it leads back to source offsets.
Knows the order of the steps, each of which has a file of its own. Knows nothing of storage, vectors or questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.records import Area, Block, Change, Document, Note, Page, PartKind, Passage, Section, Source
from ingest.registers.areas import find_areas
from ingest.structure.chunks import Chunk, make_chunks
from ingest.structure.contents import find_contents
from ingest.structure.facts import part_of, read_facts
from ingest.structure.furniture import Roles, find_furniture
from ingest.structure.headings import LIFTED, find_headings, plain
from ingest.structure.levels import Node
from ingest.structure.lines import Line, apply_changes, measure_width, split_lines
from ingest.structure.lists import restore_items, split_bare, tell_leads
from ingest.structure.marks import mark_pages
from ingest.structure.notes import find_notes
from ingest.structure.outline import Outline, make_outline
from ingest.structure.parts import ENCLOSURES, Landmark, find_parts
from ingest.structure.passages import make_passages
from ingest.structure.sections import Text, clean_heading, draft_sections, gather_text, make_sections
from ingest.structure.series import find_series
from ingest.structure.torn import mend_torn
from ingest.structure.wording import TITLE_WORD, fold

VERSION = "15"  # raised when the same source gives another structure


@dataclass(frozen=True, slots=True)
class Structure:
    """What a document consists of."""

    document: Document
    pages: tuple[Page, ...]  # of the source, with those that only its text marks
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    passages: tuple[Passage, ...]
    areas: tuple[Area, ...]


def build(document_id: str, source: Source, changes: tuple[Change, ...] = (), file_name: str = "") -> Structure:
    """The structure of any text; never raises."""
    base = apply_changes(source.text, changes)
    pages, lines = mark_pages(source, split_lines(base))
    source = replace(source, pages=pages)
    width = measure_width(lines)
    contents = find_contents(lines)
    roles = find_furniture(lines, width) | dict.fromkeys(contents.lines, "contents")
    notes = find_notes(lines, roles)
    running = running_heads(lines, roles)
    sure = find_series(lines, frozenset(roles).union(line.number for note in notes for line in note.lines))
    chunks = mend_torn(find_headings(make_chunks(lines, roles, notes, width, sure), width, contents, running))
    chunks = restore_items(split_bare(tell_leads(chunks), width))

    headings = [title for chunk in chunks if chunk.kind == "heading" for title in titles_of(chunk)]
    facts = read_facts(document_id, source, base.text, headings, file_name)
    whole = part_of(facts.kind)
    parts, starts = tell_parts(chunks, whole)
    outline = make_outline(chunks, contents, starts, running)
    chunks = drop_repeats(chunks, outline)

    text = gather_text(document_id, base, lines, chunks, pages, hard_breaks=source.format == "markdown")
    nodes = [name_node(text, node) for node in outline.nodes]
    drafts = draft_sections(text, nodes, [part_at(parts, node, whole) for node in nodes], facts.title, whole)
    sections, joined, blocks = make_sections(text, drafts)
    return Structure(
        replace(facts, title=name_document(facts, nodes)),
        pages,
        tuple(blocks),
        tuple(sections),
        tuple(joined),
        make_passages(sections, blocks, text.labels),
        find_areas(sections, blocks),
    )


def titles_of(chunk: Chunk) -> list[str]:
    """A heading; before it the full title that its subtitle is, if it is one."""
    subtitle = " ".join(line.text for line in chunk.subtitle)
    return [*([subtitle] if TITLE_WORD.search(subtitle) and subtitle[:1].isalpha() else []), plain(chunk.text)]


def tell_parts(chunks: Sequence[Chunk], whole: PartKind) -> tuple[dict[int, PartKind], list[int]]:
    """The part of each heading, by the index of its chunk, and the chunks that begin one."""
    at = [index for index, chunk in enumerate(chunks) if chunk.kind == "heading"]
    marks: list[Landmark] = []
    for number, index in enumerate(at):
        chunk = chunks[index]
        after = [c for c in chunks[index + 1 : at[number + 1] if number + 1 < len(at) else None] if c.kind not in LIFTED]
        enclosed = bool(marks) and bool(ENCLOSURES.search(marks[-1].heading))
        opening = fold(" ".join(c.text for c in after[:3]))[:300]
        marks.append(Landmark(fold(chunk.text), opening, chunk.lines[0].page_start, enclosed))
    found = find_parts(marks, whole)
    return {index: kind for index, (kind, _) in zip(at, found, strict=True)}, [
        index for index, (_, begins) in zip(at, found, strict=True) if begins
    ]


def part_at(parts: dict[int, PartKind], node: Node, whole: PartKind) -> PartKind:
    """The part of a node; of one that stands only in the contents list, that of the heading after it."""
    return parts.get(node.at, whole)


def running_heads(lines: Sequence[Line], roles: Roles) -> frozenset[str]:
    """Folded running heads, one line each."""
    return frozenset(fold(lines[number].text) for number, role in roles.items() if role == "furniture") - {""}


def drop_repeats(chunks: tuple[Chunk, ...], outline: Outline) -> tuple[Chunk, ...]:
    """Headings that only repeat a group's name are furniture."""
    return tuple(replace(chunk, kind="furniture") if index in outline.repeats else chunk for index, chunk in enumerate(chunks))


def name_node(text: Text, node: Node) -> Node:
    """The node with its clean heading."""
    if node.chunk is None:
        return node
    return replace(node, heading=clean_heading(text, node.chunk.lines, node.chunk.skip) or node.heading)


def name_document(facts: Document, nodes: Sequence[Node]) -> str:
    """The title, as the clean heading has it where it is one."""
    same = next((node.heading for node in nodes[:1] if fold(node.heading) == fold(facts.title)), None)
    return same or facts.title
