"""A person's reading of some words of a section -> a correction that finds its place again.

In: the section, the whole source text, where the words stand, what they should be. Out: a Correction in the source's own words. Words that
repair has changed are taken whole, so that the correction says what all of them should be. Knows nothing of stores or people.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from itertools import pairwise

from corpus.errors import BadRequest
from corpus.records import Correction, Section, Segment, Span
from ingest.corrections import locate_quote

MOST_WORDS = 200  # code points of a correction: words, not paragraphs
CONTEXT = 40  # code points of source noted on each side
LINE_END = re.compile(r"[ \t\r\n\-\u00ad\u2010\u2011]*")  # what a line's end puts between words or in one; no page mark


def make_correction(section: Section, source: str, file_hash: str, span: Span, replacement: str, author: str) -> Correction:
    """The correction of section.text[start:end] (BadRequest says why there can be none)."""
    start, end = span
    wanted = check_replacement(replacement)
    if not 0 <= start < end <= len(section.text) or end - start > MOST_WORDS:
        raise BadRequest(f"Markera mellan 1 och {MOST_WORDS} tecken av avsnittets text.")
    (source_start, source_end), (clean_start, clean_end) = find_source(section, source, start, end)
    correction = Correction(
        file_hash,
        source[max(source_start - CONTEXT, 0) : source_start],
        source[source_start:source_end],
        source[source_end : source_end + CONTEXT],
        section.text[clean_start:start] + wanted + section.text[end:clean_end],
        author,
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
    if locate_quote(source, correction) != (source_start, source_end):
        raise BadRequest("Samma ord står på flera ställen med samma omgivning. Markera några ord till.")
    return correction


def check_replacement(replacement: str) -> str:
    """The words as they should be: composed, on one line, without characters that cannot be seen (BadRequest)."""
    wanted = unicodedata.normalize("NFC", " ".join(replacement.split()))
    if not wanted or len(wanted) > MOST_WORDS:
        raise BadRequest(f"Skriv vad som ska stå, med högst {MOST_WORDS} tecken.")
    if any(unicodedata.category(char)[0] == "C" for char in wanted):
        raise BadRequest("Rättelsen innehåller tecken som inte syns. Skriv orden för hand i stället för att klistra in dem.")
    return wanted


def find_source(section: Section, source: str, start: int, end: int) -> tuple[Span, Span]:
    """(where the words stand in the source, which words of the clean text those are). BadRequest when they are torn apart there."""
    touched = [one for one in section.segments if one.clean_start < end and one.clean_end > start and one.source_start < one.source_end]
    if not touched:
        raise BadRequest("Orden finns inte i originalet. Markera ord som står där.")
    gaps = [(before.source_end, after.source_start) for before, after in pairwise(touched)]
    gaps += [(one.source_start, one.source_end) for one in touched if one.operation == "join"]
    if any(left > right or not LINE_END.fullmatch(source[left:right]) for left, right in gaps):
        raise BadRequest("Orden står inte i följd i originalet. Rätta dem ett i taget.")
    first, last = touched[0], touched[-1]
    clean_start, source_start = _left(first, start)
    clean_end, source_end = _right(last, end)
    return (source_start, source_end), (clean_start, clean_end)


def _left(segment: Segment, start: int) -> Span:
    """(clean, source) of the left edge; a changed segment is taken whole."""
    inside = max(start - segment.clean_start, 0) if segment.operation == "copy" else 0
    return segment.clean_start + inside, segment.source_start + inside


def _right(segment: Segment, end: int) -> Span:
    inside = max(segment.clean_end - end, 0) if segment.operation == "copy" else 0
    return segment.clean_end - inside, segment.source_end - inside
