"""A stretch of a section's text -> where it stands: in the source, and on which page.

In: sections and clean offsets. Out: source ranges, and the number and label of a page. Knows nothing of requests.
"""

from __future__ import annotations

from api.payloads import Row
from corpus.records import Section, Span
from corpus.store import Store


def source_ranges(section: Section, start: int, end: int) -> list[Span]:
    """Where [start, end) of a section's text stands in the source: touching pieces joined, in source order."""
    found: list[Span] = []
    for segment in section.segments:
        if segment.clean_end <= start or segment.clean_start >= end or segment.source_start == segment.source_end:
            continue
        left, right = segment.source_start, segment.source_end
        if segment.operation == "copy":
            left += max(start - segment.clean_start, 0)
            right -= max(segment.clean_end - end, 0)
        if left >= right:
            continue
        if found and found[-1][1] == left:
            left = found.pop()[0]
        found.append((left, right))
    return sorted(found)


def quote_page(store: Store, section: Section, start: int) -> Row:
    """The page on which a quote begins: a section may run over several. The section's own where the format has no pages."""
    own: Row = {"page_number": section.page_number, "page_label": section.page_label}
    ranges = source_ranges(section, start, start + 1)
    if section.page_number is None or not ranges:
        return own
    page = next((page for page in store.pages(section.document) if page.start <= ranges[0][0] < page.end), None)
    return own if page is None or page.number == section.page_number else {"page_number": page.number, "page_label": page.label}
