"""Sections and blocks -> passages, the units of retrieval.

In: the sections in reading order and their blocks. Out: passages, each a slice of one section's text: a paragraph, a list item,
a table row, a note. Long paragraphs are split at sentence ends, short ones that adjoin are joined. Knows nothing of vectors or questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.records import Block, Passage, PassageKind, Section, Span
from corpus.sentences import split_sentences

LONG = 900  # characters; longer paragraphs hold several thoughts, and one vector blurs them
PIECE = 600  # characters that a split paragraph's pieces aim at
SHORT = 120  # characters; a shorter paragraph says too little alone


def make_passages(sections: Sequence[Section], blocks: Sequence[Block], pages: dict[int | None, str | None]) -> tuple[Passage, ...]:
    """Passages of all sections in order; `pages` gives each page's label."""
    by_anchor: dict[str, list[Block]] = {}
    for block in blocks:
        if block.clean is not None and block.clean[0] < block.clean[1]:
            by_anchor.setdefault(block.anchor, []).append(block)
    out: list[Passage] = []
    for section in sections:
        own = sorted(by_anchor.get(section.anchor, []), key=lambda block: block.clean or (0, 0))
        for start, end, kind, block in join_short(section.text, split_blocks(section, own)):
            label = pages.get(block.page_number) or section.page_label
            passage_id = f"{section.anchor}#{start}-{end}"
            out.append(
                Passage(
                    passage_id,
                    section.document,
                    section.anchor,
                    start,
                    end,
                    section.text[start:end],
                    kind,
                    section.path,
                    block.lead,
                    section.part,
                    block.page_number,
                    label,
                    len(out),
                )
            )
    return tuple(out)


Cut = tuple[int, int, PassageKind, Block]


def split_blocks(section: Section, blocks: Iterable[Block]) -> list[Cut]:
    """The stretches of a section's text, one or more for each block."""
    out: list[Cut] = []
    for block in blocks:
        start, end = block.clean or (0, 0)
        kind: PassageKind = (
            "note" if section.kind == "note" else "table" if block.kind == "table" else "item" if block.kind == "item" else "text"
        )
        if block.kind == "table":
            spans = split_rows(section.text, start, end)
        elif end - start > LONG:
            spans = split_long(section.text, start, end)
        else:
            spans = [(start, end)]
        out += [(left, right, kind, block) for left, right in spans]
    return out


def split_rows(text: str, start: int, end: int) -> list[Span]:
    """The rows of a table."""
    spans, at = [], start
    for row in text[start:end].split("\n"):
        if row.strip():
            spans.append((at, at + len(row)))
        at += len(row) + 1
    return spans


def split_long(text: str, start: int, end: int) -> list[Span]:
    """Pieces of whole sentences, of about the same length."""
    sentences = [(start + left, start + right) for left, right in split_sentences(text[start:end])]
    count = max(round((end - start) / PIECE), 1)
    aim = (end - start) / count
    spans: list[Span] = []
    for sentence in sentences:
        if spans and sentence[1] - spans[-1][0] <= max(aim * 1.2, SHORT):
            spans[-1] = (spans[-1][0], sentence[1])
        else:
            spans.append(sentence)
    return spans


def join_short(text: str, cuts: Sequence[Cut]) -> list[Cut]:
    """Short paragraphs join the one before them, else the one after; leads of lists stay with the text before them."""
    out: list[Cut] = []
    for cut in cuts:
        last = out[-1] if out else None
        if last is not None and last[2] == cut[2] == "text" and cut[1] - last[0] <= LONG:
            short = cut[1] - cut[0] < SHORT or last[1] - last[0] < SHORT
            if short and not text[last[1] : cut[0]].strip() and last[3].page_number == cut[3].page_number:
                out[-1] = (last[0], cut[1], "text", last[3])
                continue
        out.append(cut)
    return out
