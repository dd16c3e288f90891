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
    """The page on which a quote begins: a section may run over several. The section's own where that cannot be told."""
    found = [block.page_number for block in store.blocks(section.anchor) if block.clean and block.clean[0] <= start < block.clean[1]]
    if not found or found[0] == section.page_number:
        return {"page_number": section.page_number, "page_label": section.page_label}
    labels: dict[int | None, str | None] = {page.number: page.label for page in store.pages(section.document)}
    return {"page_number": found[0], "page_label": labels.get(found[0])}
