"""A person's words find their place in the source, whatever repair and line ends have done there."""

import pytest

from corpus.errors import BadRequest
from corpus.records import Section, Segment
from ingest.corrections import locate_quote
from ingest.word_correction import check_replacement, make_correction

#         0         1         2         3         4         5
#         0123456789012345678901234567890123456789012345678901234
SOURCE = "Kommunen ska fdngas av verk-\nsamheten. Se\fsida 4 nedan. Se\fsida"
TEXT = "Kommunen ska fångas av verksamheten. Se nedan."
SEGMENTS = (
    Segment(0, 13, 0, 13),
    Segment(13, 19, 13, 19, "repair"),
    Segment(19, 27, 19, 27),
    Segment(27, 27, 27, 29, "join"),
    Segment(27, 39, 29, 41),
    Segment(39, 40, 41, 49, "join"),
    Segment(40, 46, 49, 55),
)


def section(segments=SEGMENTS, text=TEXT):
    return Section("plan/a", "plan", "section", "A", None, 1, ("A",), "plan", 1, None, text, segments, (0, len(SOURCE)))


def correct(words, replacement, source=SOURCE, **named):
    start = TEXT.index(words)
    return make_correction(section(**named), source, "hash", (start, start + len(words)), replacement, "anna")


def test_the_example_is_right():
    for piece in SEGMENTS:
        if piece.operation == "copy":
            assert TEXT[piece.clean_start : piece.clean_end] == SOURCE[piece.source_start : piece.source_end]


def test_a_word_as_it_stands_is_quoted_with_its_surroundings():
    found = correct("Kommunen", "Regionen")
    assert (found.quote, found.replacement, found.before, found.author) == ("Kommunen", "Regionen", "", "anna")
    assert found.after == SOURCE[8:48]
    assert locate_quote(SOURCE, found) == (0, 8)


def test_a_repaired_word_is_taken_whole():
    assert (correct("ångas", "ängas").quote, correct("ångas", "ängas").replacement) == ("fdngas", "fängas")


def test_a_word_cut_by_a_line_end_is_one_word():
    found = correct("verksamheten", "verkstaden")
    assert (found.quote, found.replacement) == ("verk-\nsamheten", "verkstaden")


def test_words_on_both_sides_of_a_page_mark_are_refused():
    with pytest.raises(BadRequest, match="i följd"):
        correct("Se nedan", "Jämför nedan")


def test_words_that_stand_twice_in_the_same_surroundings_are_refused():
    page = "Sidhuvud som alltid är likadant på varje enda sida. Plan for staden. Sidhuvud som alltid är likadant på varje enda sida. "
    source = page * 2
    text = "for"
    one = Section(
        "p/a", "p", "section", "A", None, 1, (), "plan", 1, None, text, (Segment(0, 3, page.index("for"), page.index("for") + 3),), (0, 9)
    )
    with pytest.raises(BadRequest, match="flera ställen"):
        make_correction(one, source, "hash", (0, 3), "för", "anna")


@pytest.mark.parametrize("span", [(0, 0), (-1, 3), (3, 2), (0, 999)])
def test_spans_outside_the_text_are_refused(span):
    with pytest.raises(BadRequest, match="Markera"):
        make_correction(section(), SOURCE, "hash", span, "x", "anna")


@pytest.mark.parametrize("wrong", ["", "  \n", "a" * 201, "a\u202eb", "a\x00b", "a\ud800"])
def test_replacements_that_cannot_be_seen_are_refused(wrong):
    with pytest.raises(BadRequest):
        check_replacement(wrong)


def test_a_replacement_is_composed_and_on_one_line():
    assert check_replacement("  fa\u030angas\nav ") == "fångas av"


def test_whatever_is_marked_is_refused_or_found_again():
    found = 0
    for start in range(len(TEXT)):
        for end in range(start + 1, min(start + 15, len(TEXT)) + 1):
            try:
                correction = make_correction(section(), SOURCE, "hash", (start, end), "X", "anna")
            except BadRequest:
                continue
            place = locate_quote(SOURCE, correction)
            assert SOURCE[place[0] : place[1]] == correction.quote and "X" in correction.replacement and "\f" not in correction.quote
            found += 1
    assert found > 400
