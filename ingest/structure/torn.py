"""Chunks with headings told -> the same lines, with paragraphs whole whose first line a figure has put behind its others.

Who reads a page around a figure may give the first line of the paragraph below it last: "och kulturnämnden i uppdrag att …" stands
under the heading, "I budgeten fick skolnämnden, fritidsnämnden" behind the figure. Only such a list without its end and an end without
its list are put together: nothing else proves that the lines belong so. In: chunks. Out: chunks. Knows nothing of pixels or outlines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.structure.chunks import Chunk
from ingest.structure.headings import LIFTED
from ingest.structure.wording import is_finished, starts_large, starts_small

LISTED = re.compile(r"\w{3,}, (?:\w+ ){0,2}\w{3,}$")  # a line that ends in a list whose last member is still to come
LAST_OF_LIST = re.compile(r"(?:och|samt|eller) \w")
CLOSED = re.compile(r"\b(?:och|samt|eller) \w+$")  # the list has its last member


def mend_torn(chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """Every line stays in exactly one chunk; a whole paragraph stands where its torn part did."""
    out = list(chunks)
    for index, chunk in enumerate(chunks):
        after = next((at for at in range(index + 1, len(chunks)) if chunks[at].kind not in LIFTED), None)
        if after is None or not is_orphan(chunks, index) or not is_its_start(chunk, chunks[after], chunks[index + 1 : after]):
            continue
        first, *rest = chunks[after].lines
        out[index] = replace(chunk, lines=(first, *chunk.lines, *rest))
        out[after] = replace(chunks[after], lines=())
    return tuple(chunk for chunk in out if chunk.lines)


def is_orphan(chunks: Sequence[Chunk], index: int) -> bool:
    """Is it a paragraph without beginning and end: the last member of a list, below a heading or finished text?"""
    chunk = chunks[index]
    before = next((one for one in reversed(chunks[:index]) if one.kind not in LIFTED), None)
    opened = before is None or before.kind == "heading" or is_finished(before.lines[-1].text)
    open_ended = not is_finished(chunk.lines[-1].text)
    return chunk.kind == "paragraph" and opened and open_ended and bool(LAST_OF_LIST.match(chunk.lines[0].text))


def is_its_start(orphan: Chunk, chunk: Chunk, between: Sequence[Chunk]) -> bool:
    """Does a paragraph behind a figure hold the beginning and the end that another lacks: a list, and a small letter after it?"""
    if chunk.kind != "paragraph" or len(chunk.lines) < 2 or not any(one.kind in {"debris", "caption"} for one in between):
        return False
    first, second = chunk.lines[0].text, chunk.lines[1].text
    listed = bool(LISTED.search(first)) and not CLOSED.search(first) and starts_large(first)
    return listed and starts_small(second) and chunk.lines[0].page_number == orphan.lines[-1].page_number
