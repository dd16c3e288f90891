"""Chunks and outline -> sections, notes and blocks.

In: the repaired text, the chunks in reading order, the nodes of the outline with their parts. Out: the sections with clean text, alignment
and anchors, the notes joined to where their marks stood, and the blocks. Every line lies in exactly one block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.anchors import number_repeats, slug
from corpus.records import Block, Note, Page, PartKind, Section, Span
from corpus.sentences import trim
from ingest.structure.chunks import Chunk
from ingest.structure.clean import Clean, Lifts, clean_chunks, find_hyphened
from ingest.structure.headings import LIFTED
from ingest.structure.levels import Node
from ingest.structure.lines import Base, Line, join_covers
from ingest.structure.lists import find_leads

MAX_PREAMBLE = 700  # characters before the first heading that still belong to it: the head of a letter or memo


@dataclass(frozen=True, slots=True)
class Draft:
    """A section to be: its node, its chunks and their indices."""

    node: Node
    part: PartKind
    first: int  # index of its first chunk
    last: int  # after its last chunk


@dataclass(frozen=True, slots=True)
class Text:
    """What all sections of a document are made from."""

    document_id: str
    base: Base
    chunks: tuple[Chunk, ...]
    words: frozenset[str]  # written with a hyphen
    labels: dict[int | None, str | None]  # page number -> what is printed on the page
    lifts: Lifts
    hard_breaks: bool  # Markdown: two spaces at a line's end keep the line apart


def gather_text(
    document_id: str, base: Base, lines: Sequence[Line], chunks: tuple[Chunk, ...], pages: Sequence[Page], *, hard_breaks: bool
) -> Text:
    """What the sections are made from, with the places of note marks by line."""
    starts = [line.start for line in lines]
    lifts: dict[int, list[Span]] = {}
    for chunk in chunks:
        if chunk.mark_span is not None:
            lifts.setdefault(bisect_right(starts, chunk.mark_span[0]) - 1, []).append(chunk.mark_span)
    labels: dict[int | None, str | None] = {page.number: page.label for page in pages}
    return Text(
        document_id, base, chunks, find_hyphened(base.text), labels, {line: tuple(spans) for line, spans in lifts.items()}, hard_breaks
    )


def draft_sections(text: Text, nodes: Sequence[Node], parts: Sequence[PartKind], title: str, whole: PartKind) -> list[Draft]:
    """Which chunks belong to which node. What stands before the first heading belongs to it; if it is long, it is a section of its own."""
    total = len(text.chunks)
    if not nodes:
        return [Draft(Node(0, None, title, 1), whole, 0, total)]
    ends = [*(node.at for node in nodes[1:]), total]
    drafts = [Draft(node, part, node.at, end) for node, part, end in zip(nodes, parts, ends, strict=True)]
    before = [chunk for chunk in text.chunks[: nodes[0].at] if chunk.kind not in LIFTED]
    if sum(len(chunk.text) for chunk in before) <= MAX_PREAMBLE:
        drafts[0] = replace(drafts[0], first=0)
    else:
        drafts.insert(0, Draft(Node(0, None, title, 1), parts[0], 0, nodes[0].at))
    return drafts


def make_sections(text: Text, drafts: Sequence[Draft]) -> tuple[list[Section], list[Note], list[Block]]:
    """All records of the document in reading order."""
    anchors, parents = name_anchors(text.document_id, drafts)
    starts = find_starts(text, drafts)
    sections: list[Section] = []
    blocks: list[Block] = []
    cleans: list[Clean] = []
    for index, draft in enumerate(drafts):
        body = [chunk for chunk in text.chunks[draft.first : draft.last] if chunk.kind not in LIFTED and chunk is not draft.node.chunk]
        clean = clean_chunks(text.base, body, text.lifts, text.words, hard_breaks=text.hard_breaks)
        cleans.append(clean)
        parent = parents[index]
        path = (*(sections[parent].path if parent is not None else ()), draft.node.heading)
        sections.append(make_section(text, draft, clean, anchors[index], path, starts[index : index + 2]))
        sections[-1] = replace(sections[-1], parent=anchors[parent] if parent is not None else None)
        blocks += make_blocks(
            text, draft, body, clean, anchors[index], has_section=bool(draft.node.chunk) or index > 0 or draft.node.at == 0
        )
    noted, notes = make_notes(text, drafts, sections, cleans)
    blocks = [*point_notes(blocks, noted), *find_lost(text, blocks)]
    return order_sections(sections, noted), notes, sorted(blocks, key=lambda block: block.spans[0] if block.spans else (0, 0))


def name_anchors(document_id: str, drafts: Sequence[Draft]) -> tuple[list[str], list[int | None]]:
    """The anchor of each section and the index of its parent."""
    parents: list[int | None] = []
    stack: list[int] = []
    for index, draft in enumerate(drafts):
        while stack and drafts[stack[-1]].node.level >= draft.node.level:
            stack.pop()
        parents.append(stack[-1] if stack else None)
        stack.append(index)
    anchors = [""] * len(drafts)
    below: dict[int | None, list[int]] = {}
    for index, parent in enumerate(parents):
        below.setdefault(parent, []).append(index)
    for parent in [None, *range(len(drafts))]:
        children = below.get(parent, [])
        prefix = document_id if parent is None else anchors[parent]
        for index, name in zip(children, number_repeats([slug(drafts[i].node.heading) for i in children]), strict=True):
            anchors[index] = f"{prefix}/{name}"
    return anchors, parents


def find_starts(text: Text, drafts: Sequence[Draft]) -> list[int]:
    """Source offset where each section begins, and the end of the source."""
    starts = []
    for draft in drafts:
        chunk = text.chunks[draft.first] if draft.first < len(text.chunks) else None
        starts.append(trim(text.base.source, chunk.lines[0].cover)[0] if chunk else len(text.base.source))
    return [*starts, len(text.base.source)]


def make_section(text: Text, draft: Draft, clean: Clean, anchor: str, path: tuple[str, ...], bounds: Sequence[int]) -> Section:
    """One section of the outline."""
    node = draft.node
    page_number = first_page(text, draft)
    return Section(
        anchor=anchor,
        document=text.document_id,
        kind="section",
        heading=node.heading,
        subtitle=clean_heading(text, node.chunk.subtitle) if node.chunk and node.chunk.subtitle else None,
        level=len(path),
        path=path,
        part=draft.part,
        page_number=page_number,
        page_label=text.labels.get(page_number) or node.page_label,
        text=clean.text,
        segments=clean.segments,
        source_span=(bounds[0], bounds[1]),
        heading_spans=join_covers(text.base, node.chunk.lines) if node.chunk else (),
    )


def first_page(text: Text, draft: Draft) -> int | None:
    """The page that the heading stands on, or the first line."""
    if draft.node.chunk is not None:
        return draft.node.chunk.lines[0].page_number
    return text.chunks[draft.first].lines[0].page_number if draft.first < len(text.chunks) else None


def clean_heading(text: Text, lines: Sequence[Line], skip: int = 0) -> str:
    """The clean text of a heading's lines."""
    lines = [line for line in lines if not re.fullmatch(r"[=-]{3,}", line.text)]
    chunk = Chunk("heading", tuple(lines), skip)
    return clean_chunks(text.base, [chunk], text.lifts, text.words).text if lines else ""


def make_blocks(text: Text, draft: Draft, body: Sequence[Chunk], clean: Clean, anchor: str, *, has_section: bool) -> list[Block]:
    """A block for each chunk of the section, lifted ones among them."""
    texts = [clean.text[start:end] for start, end in clean.places]
    leads = dict(zip(map(id, body), find_leads(body, texts), strict=True))
    places = dict(zip(map(id, body), clean.places, strict=True))
    out = []
    for chunk in text.chunks[draft.first : draft.last]:
        place = places.get(id(chunk))
        spans = join_covers(text.base, (*chunk.lines, *chunk.subtitle))
        if place is not None:
            words = clean.text[place[0] : place[1]]
        elif chunk is draft.node.chunk:
            words = draft.node.heading
        else:
            words = clean_chunks(text.base, [replace(chunk, kind="paragraph")], {}, text.words).text
        level = draft.node.level if chunk is draft.node.chunk else chunk.level if chunk.kind == "item" else 0
        mark = chunk.mark if chunk.kind in {"item", "footnote"} else None
        owner = anchor if has_section or chunk.kind not in LIFTED else ""
        page = chunk.lines[0].page_number
        out.append(Block(chunk.kind, words, spans, page, owner, level, leads.get(id(chunk)), mark, place))
    return out


def make_notes(
    text: Text, drafts: Sequence[Draft], sections: Sequence[Section], cleans: Sequence[Clean]
) -> tuple[list[tuple[int, Section, Chunk]], list[Note]]:
    """Notes as sections under the one that carries their mark; with the index of that section."""
    homes = {span: index for index, clean in enumerate(cleans) for span in clean.lifts}
    found = [
        (homes.get(chunk.mark_span, index) if chunk.mark_span else index, chunk)
        for index, draft in enumerate(drafts)
        for chunk in text.chunks[draft.first : draft.last]
        if chunk.kind == "footnote"
    ]
    noted: list[tuple[int, Section, Chunk]] = []
    notes: list[Note] = []
    taken = {section.anchor for section in sections}
    for home, chunk in found:
        section = sections[home]
        name = f"{section.anchor}/not-{slug(chunk.mark or '')}"
        while name in taken:
            name = number_repeats([*(a for a in taken if a.startswith(name)), name])[-1]
        taken.add(name)
        noted.append((home, make_note(text, section, chunk, name), chunk))
        position = cleans[home].lifts.get(chunk.mark_span) if chunk.mark_span else None
        notes.append(Note(chunk.mark or "", name, section.anchor, position))
    return noted, notes


def make_note(text: Text, section: Section, chunk: Chunk, anchor: str) -> Section:
    """The section of one note."""
    clean = clean_chunks(text.base, [replace(chunk, kind="paragraph")], {}, text.words)
    spans = join_covers(text.base, chunk.lines)
    page = chunk.lines[0].page_number
    heading = f"Fotnot {chunk.mark}"
    return replace(
        section,
        anchor=anchor,
        kind="note",
        heading=heading,
        subtitle=None,
        level=section.level + 1,
        path=(*section.path, heading),
        page_number=page,
        page_label=text.labels.get(page),
        text=clean.text,
        segments=clean.segments,
        source_span=(spans[0][0], spans[-1][1]) if spans else section.source_span,
        heading_spans=(),
        parent=section.anchor,
    )


def point_notes(blocks: Sequence[Block], noted: Sequence[tuple[int, Section, Chunk]]) -> list[Block]:
    """Footnote blocks carry the anchor of their note."""
    by_place = {section.source_span: section for _, section, _ in noted}
    out = []
    for block in blocks:
        section = by_place.get((block.spans[0][0], block.spans[-1][1])) if block.kind == "footnote" and block.spans else None
        out.append(replace(block, anchor=section.anchor, text=section.text, clean=(0, len(section.text))) if section else block)
    return out


def order_sections(sections: Sequence[Section], noted: Sequence[tuple[int, Section, Chunk]]) -> list[Section]:
    """Sections in reading order, each followed by its notes."""
    out: list[Section] = []
    for index, section in enumerate(sections):
        out.append(section)
        out += [note for home, note, _ in noted if home == index]
    return [replace(section, order=order) for order, section in enumerate(out)]


def find_lost(text: Text, blocks: Sequence[Block]) -> list[Block]:
    """Words of the source that the repair step took away altogether: debris, so that nothing is lost."""
    covered = sorted(span for block in blocks for span in block.spans)
    out, at = [], 0
    for start, end in [*covered, (len(text.base.source), len(text.base.source))]:
        gap = trim(text.base.source, (at, start))
        if at < start and re.search(r"\w", text.base.source[gap[0] : gap[1]]):
            out.append(Block("debris", text.base.source[gap[0] : gap[1]], (gap,), None, ""))
        at = max(at, end)
    return out
