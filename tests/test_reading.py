"""A section's text cut into runs: nothing lost, nothing added, the quote and the repairs marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.page.reading import hit_runs, read_clean, read_scanned
from tests.fake_desk import HIT, SCAN, SECTION, TEXT


def runs_of(groups):
    return [run for group in groups for piece in group.pieces for run in piece.runs]


def test_items_stand_together_and_paragraphs_apart():
    groups = read_clean(SECTION, None)
    assert [(group.kind, len(group.pieces)) for group in groups] == [("paragraph", 1), ("paragraph", 1), ("item", 2)]


def test_the_quote_is_marked_across_pieces_and_pointed_at_once():
    runs = runs_of(read_clean(SECTION, (17, 64)))
    assert "".join(run.text for run in runs if run.quoted) == TEXT[17:28] + TEXT[30:57] + TEXT[58:64]
    assert [run.text for run in runs if run.first] == [TEXT[17:20]]


def test_a_repair_tells_what_the_file_says():
    assert [(run.text, run.was) for run in runs_of(read_clean(SECTION, None)) if run.repaired] == [("erbjuda", "erbjucla")]


def test_a_doubt_is_marked_but_is_no_repair():
    doubt = {**SECTION["changes"][0], "source_start": 107, "source_end": 110, "start": 0, "end": 3, "repaired": False, "doubtful": True}
    runs = runs_of(read_clean({**SECTION, "changes": [doubt]}, None))
    assert [(run.text, run.repaired, run.was) for run in runs if run.doubtful] == [(TEXT[:3], False, "")]


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_no_character_is_lost_whatever_is_quoted(start, end):
    runs = runs_of(read_clean(SECTION, (start, end) if start < end else None))
    assert "".join(run.text for run in runs) == TEXT.replace("\n", "")


@pytest.mark.parametrize("blocks", [[], SECTION["blocks"][1:3]])
def test_text_that_no_block_claims_is_shown_too(blocks):
    runs = runs_of(read_clean({**SECTION, "blocks": blocks}, None))
    assert "".join(run.text for run in runs) == TEXT.replace("\n", "")


def test_the_scanned_text_is_whole_with_its_ranges_marked():
    runs = read_scanned(SECTION, [[107, 118], [120, 136], [130, 999]])
    assert "".join(run.text for run in runs) == SCAN
    assert [run.text for run in runs if run.quoted] == [SCAN[7:18], SCAN[20:36]]
    assert sum(run.first for run in runs) == 1


def test_highlights_out_of_range_are_left_out():
    assert [(run.text, run.quoted) for run in hit_runs({**HIT, "text": "abcdef", "highlights": [[4, 9], [1, 2], [1, 3]]})] == [
        ("a", False),
        ("b", True),
        ("cdef", False),
    ]
