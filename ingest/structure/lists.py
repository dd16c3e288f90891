"""Chunks -> chunks whose list items are all told, and the lead of each.

In: the chunks with headings told. Out: the same lines; paragraphs that are items of a list whose bullets a page or a reader has
lost are items. Knows nothing of areas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.sentences import split_sentences
from ingest.structure.chunks import Chunk
from ingest.structure.furniture import WRAPPED
from ingest.structure.headings import LIFTED
from ingest.structure.lines import Line
from ingest.structure.wording import count_words, is_finished, starts_small

ROOM = 0.85  # share of the width: items are indented, so their lines are shorter than the text's
MIN_BULLETS = 3  # a document with fewer bullets has no habit of them
MAX_ITEM = 90  # words; what is longer is no item that lost its bullet


def split_bare(chunks: Sequence[Chunk], width: int) -> tuple[Chunk, ...]:
    """Below a lead, lines that were ended on purpose are items whose bullets the reader could not see."""
    out: list[Chunk] = []
    for index, chunk in enumerate(chunks):
        led = index > 0 and is_lead(chunks, index - 1) and chunks[index - 1].text.endswith(":")
        pieces = split_lines(chunk.lines, width) if led and chunk.kind == "paragraph" and width <= WRAPPED else []
        alike = len({starts_small(piece[0].text) for piece in pieces}) == 1
        if len(pieces) > 1 and alike and not any(":" in line.text for line in chunk.lines):
            out += [Chunk("item", piece, level=1) for piece in pieces]
        else:
            out.append(chunk)
    return tuple(out)


def split_lines(lines: Sequence[Line], width: int) -> list[tuple[Line, ...]]:
    """The lines parted where one leaves room for the next one's first word."""
    pieces: list[tuple[Line, ...]] = []
    for line in lines:
        before = pieces[-1][-1].text if pieces else ""
        if pieces and len(before) + 1 + len(line.text.split(maxsplit=1)[0]) > ROOM * width:
            pieces[-1] = (*pieces[-1], line)
        else:
            pieces.append((line,))
    return pieces


def tell_leads(chunks: Sequence[Chunk]) -> list[Chunk]:
    """A sentence that the list directly below it ends introduces it: "Kommunen ansvarar för" above "a) stöd i boendet"."""
    out = []
    for chunk, after in zip(chunks, [*chunks[1:], None], strict=False):
        open_ended = chunk.kind == "paragraph" and not is_finished(chunk.text) and count_words(chunk.text) > 1
        below = after is not None and after.kind == "item" and after.lines[0].number - chunk.lines[-1].number <= 2
        out.append(replace(chunk, leads=True) if open_ended and below and after is not None and starts_small(after.text) else chunk)
    return out


def restore_items(chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """On a page without one bullet, what follows an item that runs on to it, or a lead of the same list, is the list going on."""
    bulleted = [chunk for chunk in chunks if chunk.kind == "item" and chunk.mark and not chunk.mark[0].isdigit()]
    pages = {chunk.lines[0].page_number for chunk in bulleted}
    if len(bulleted) < MIN_BULLETS or None in pages:
        return tuple(chunks)
    out: list[Chunk] = []
    bare: int | None = None  # the page without bullets that the list has reached
    listing = False
    for index, chunk in enumerate(chunks):
        if chunk.kind in LIFTED:
            out.append(chunk)
            continue
        lead = is_lead(chunks, index)
        if chunk.kind == "paragraph" and not lead and bare is not None and chunk.lines[0].page_number == bare:
            out.append(replace(chunk, kind="item", level=1) if count_words(chunk.text) <= MAX_ITEM else chunk)
            continue
        listing = (listing and lead) or chunk.kind == "item"
        bare = next_bare(chunk, pages, bare, listing)
        out.append(chunk)
    return tuple(out)


def next_bare(chunk: Chunk, pages: set[int | None], bare: int | None, listing: bool) -> int | None:
    """The page without bullets that a list runs on to with this chunk, if it does."""
    if not listing:
        return None
    last = chunk.lines[-1].page_number
    if last in pages:
        return None
    runs_on = chunk.kind == "item" and chunk.lines[0].page_number != last
    return last if runs_on or bare == last else None


def is_lead(chunks: Sequence[Chunk], index: int) -> bool:
    """Does the chunk introduce what follows it: by a colon, or told before?"""
    chunk = chunks[index]
    return chunk.leads or (chunk.kind == "paragraph" and chunk.text.rstrip("*_ ").endswith(":"))


def find_leads(chunks: Sequence[Chunk], texts: Sequence[str]) -> tuple[str | None, ...]:
    """For each chunk of one section the lead of the list it is an item of, None where it has none."""
    leads: list[str | None] = []
    current: str | None = None
    for index, (chunk, text) in enumerate(zip(chunks, texts, strict=True)):
        if chunk.kind in LIFTED:
            leads.append(None)
            continue
        if chunk.kind != "item":
            current = last_sentence(text) if is_lead(chunks, index) else None
        leads.append(current if chunk.kind == "item" else None)
    return tuple(leads)


def last_sentence(text: str) -> str:
    """The sentence that introduces a list: the last of its paragraph."""
    spans = split_sentences(text)
    return text[spans[-1][0] : spans[-1][1]] if spans else text
