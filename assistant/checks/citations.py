"""A span of a section -> a citation: the quote, where it stands, and which source words it comes from.

In: sections and offsets. Out: Citation records, numbered from 1 in order of use. Knows alignments; knows nothing of questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from assistant.records import AlsoIn, Citation
from corpus.records import Document, Section, Segment, Span


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a section that an answer shows, before it has a number."""

    section: Section
    start: int  # clean offsets
    end: int
    page_number: int | None = None  # where the quote starts; the section's own page when unknown
    page_label: str | None = None
    also_in: tuple[AlsoIn, ...] = ()

    @property
    def text(self) -> str:
        """The words themselves, as stored."""
        return self.section.text[self.start : self.end]

    @property
    def key(self) -> tuple[str, int, int]:
        """What makes two quotes the same."""
        return self.section.anchor, self.start, self.end


def quote_place(place: tuple[int, Section, int, int]) -> Quote:
    """The words at a place that was found: its number, its section, where they begin and end."""
    return Quote(*place[1:])


def trim(section: Section, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    text = section.text[start:end]
    return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())


def map_segment(segment: Segment, start: int, end: int) -> Span | None:
    """The source span of the part of a segment that lies in [start, end); whole for all but copies."""
    first, last = max(segment.clean_start, start), min(segment.clean_end, end)
    if first >= last and not (segment.clean_start == segment.clean_end and start < segment.clean_start < end):
        return None
    if segment.operation != "copy":
        return segment.source_start, segment.source_end
    return segment.source_start + first - segment.clean_start, segment.source_start + last - segment.clean_start


def find_ranges(segments: Sequence[Segment], start: int, end: int) -> tuple[Span, ...]:
    """The source ranges of a clean span, in source order, adjacent ones joined; several when a page break cuts it."""
    spans = sorted(span for segment in segments if (span := map_segment(segment, start, end)) and span[0] < span[1])
    out: list[Span] = []
    for first, last in spans:
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return tuple(out)


def is_repaired(segments: Sequence[Segment], start: int, end: int) -> bool:
    """Whether words of the span were repaired or corrected."""
    return any(
        segment.operation in ("repair", "correct") and segment.clean_start < end and start < segment.clean_end for segment in segments
    )


@dataclass
class Numbering:
    """Gives each quote of an answer its number, the same quote the same one."""

    find_document: Callable[[str], Document]
    numbers: dict[tuple[str, int, int], int] = field(default_factory=dict)
    citations: list[Citation] = field(default_factory=list)

    def cite(self, quotes: Iterable[Quote]) -> tuple[int, ...]:
        """The numbers of these quotes, new ones added."""
        return tuple(dict.fromkeys(self.number(quote) for quote in quotes))

    def number(self, quote: Quote) -> int:
        """The number of one quote."""
        if quote.key not in self.numbers:
            self.numbers[quote.key] = len(self.citations) + 1
            self.citations.append(make_citation(quote, self.numbers[quote.key], self.find_document(quote.section.document)))
        return self.numbers[quote.key]


def make_citation(quote: Quote, number: int, document: Document) -> Citation:
    """The citation of a quote."""
    section = quote.section
    return Citation(
        number=number,
        document=document,
        part=section.part,
        path=section.path,
        page_number=quote.page_number if quote.page_number is not None else section.page_number,
        page_label=quote.page_label if quote.page_label is not None else section.page_label,
        quote=quote.text,
        anchor=section.anchor,
        start=quote.start,
        end=quote.end,
        source_ranges=find_ranges(section.segments, quote.start, quote.end),
        repaired=is_repaired(section.segments, quote.start, quote.end),
        also_in=quote.also_in,
    )


def renumber(citations: Sequence[Citation], kept: Sequence[int]) -> tuple[tuple[Citation, ...], dict[int, int]]:
    """Only the citations still used, numbered from 1 again, and old number -> new number."""
    used = [citation for citation in citations if citation.number in set(kept)]
    new = {citation.number: index for index, citation in enumerate(used, start=1)}
    return tuple(replace(citation, number=new[citation.number]) for citation in used), new
