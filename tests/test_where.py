from types import SimpleNamespace

import pytest

from api.where import quote_page, source_ranges
from corpus.records import Page, Segment

# "abc\ndef" stands at 10-17 in the source; a footnote between the lines is lifted out, and page 4 begins with the second line
SEGMENTS = (Segment(0, 3, 10, 13, "copy"), Segment(3, 4, 13, 40, "join"), Segment(4, 7, 40, 43, "copy"))
BLOCKS = (
    SimpleNamespace(clean=(0, 3), page_number=3),
    SimpleNamespace(clean=None, page_number=3),
    SimpleNamespace(clean=(4, 7), page_number=4),
)
PAGES = (Page(3, "1 (9)", 0, 40), Page(4, "2 (9)", 40, 90))


def store(*pages):
    return SimpleNamespace(blocks=lambda anchor: BLOCKS, pages=lambda document: pages)


def section(page_number=3, page_label="1 (9)"):
    return SimpleNamespace(document="plan", anchor="plan/a", segments=SEGMENTS, page_number=page_number, page_label=page_label)


@pytest.mark.parametrize(("start", "page"), [(0, (3, "1 (9)")), (2, (3, "1 (9)")), (3, (3, "1 (9)")), (4, (4, "2 (9)")), (6, (4, "2 (9)"))])
def test_a_quote_stands_on_the_page_where_it_begins(start, page):
    assert tuple(quote_page(store(*PAGES), section(), start).values()) == page


def test_a_page_whose_label_is_unknown_has_none():
    assert tuple(quote_page(store(), section(), 4).values()) == (4, None)


def test_touching_pieces_are_one_range():
    assert source_ranges(section(), 0, 7) == [(10, 43)]
    assert source_ranges(section(), 1, 3) == [(11, 13)]
