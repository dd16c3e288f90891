import pytest

from corpus.records import Change
from ingest.structure.lines import apply_changes, join_covers, measure_width, split_lines

TEXT = "Första raden \n  - vérd\n\nsista"


def test_without_changes_the_repaired_text_is_the_source():
    base = apply_changes(TEXT, ())
    assert base.text == TEXT
    assert [base.to_source(at) for at in (0, 5, len(TEXT))] == [0, 5, len(TEXT)]


def test_a_change_shifts_what_follows():
    base = apply_changes("en vérd till", (Change(3, 7, "vården", rule="ocr"),))
    assert base.text == "en vården till"
    assert base.to_source(3) == 3
    assert base.to_source(5) == 7
    assert base.to_source(9) == 7
    assert [(s.operation, s.source_start, s.source_end) for s in base.cut(0, 14)] == [("copy", 0, 3), ("repair", 3, 7), ("copy", 7, 12)]


def test_a_correction_is_told_from_a_repair_and_overlaps_are_left_out():
    base = apply_changes("abcdef", (Change(0, 2, "X", rule="correction"), Change(1, 3, "Y"), Change(9, 12, "Z")))
    assert base.text == "Xcdef"
    assert base.pieces[0].operation == "correct"


def test_a_doubt_is_a_copy():
    base = apply_changes("en vard", (Change(3, 7, "vard", 0.5, ("värd",), "ocr"),))
    assert base.text == "en vard"
    assert {piece.operation for piece in base.pieces} == {"copy"}


def test_lines_know_text_indent_and_cover():
    lines = split_lines(apply_changes(TEXT, ()))
    assert [line.text for line in lines] == ["Första raden", "- vérd", "", "sista"]
    assert [line.indent for line in lines] == [0, 2, 0, 0]
    assert [line.cover for line in lines] == [(0, 14), (14, 23), (23, 24), (24, 29)]
    assert [line.blank for line in lines] == [False, False, True, False]


def test_a_cover_never_cuts_a_word():
    lines = split_lines(apply_changes("ordning", (Change(0, 3, "a\nb"),)))
    assert [line.cover for line in lines] == [(0, 7), (7, 7)]


def test_covers_of_neighbours_join():
    base = apply_changes("ett\ntvå\n\ntre\n", ())
    lines = split_lines(base)
    assert join_covers(base, (lines[0], lines[1], lines[3])) == ((0, 7), (9, 12))


@pytest.mark.parametrize(("text", "width"), [("", 80), ("kort", 80), ("x" * 40 + "\n" + "y" * 60, 40), ("x" * 60, 60)])
def test_width_is_that_of_the_longer_lines(text, width):
    assert measure_width(split_lines(apply_changes(text, ()))) == width
