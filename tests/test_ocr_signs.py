"""Signs that Tesseract's Swedish lacks: told by their ink, or by a second reading of the line."""

import numpy as np
import pytest

from ingest.ocr.signs import find_doubtful, join_signs, mend_signs, name_dash
from ingest.ocr.tesseract import Word

HIGH, STEP = 20, 100  # of a digit, and from word to word


def make_line(*texts, widths=None):
    """Words of one line, each as high as a digit; a lone dash is drawn low."""
    sizes = widths or [60] * len(texts)
    boxes = [(STEP * place, 10, width, HIGH) for place, width in enumerate(sizes)]
    boxes = [(x, 18, w, 3) if text in "-–—" else (x, y, w, h) for (x, y, w, h), text in zip(boxes, texts, strict=True)]
    return tuple(Word(("1", "1", "1", "1"), text, box, 90.0) for text, box in zip(texts, boxes, strict=True))


def draw_page(line, *, bars=()):
    """A page on which every word is a full block, but for those with bars: (place of the word, length)."""
    pixels = np.full((60, 1000), 240, np.uint8)
    for left, top, width, height in (word.box for word in line):
        pixels[top : top + height, left : left + width] = 20
    for place, length in bars:
        left = line[place].box[0]
        pixels[10:30, left : left + 60] = 240
        pixels[10:30, left : left + 12] = pixels[10:30, left + 48 : left + 60] = 20
        pixels[19:21, left + 24 : left + 24 + length] = 20
    return pixels


def mend(line, pixels=None, second=()):
    [made] = mend_signs([line], draw_page(line) if pixels is None else pixels, lambda boxes: [second for _ in boxes])
    return " ".join(word.text for word in made)


@pytest.mark.parametrize(("width", "dash"), [(7, "-"), (13, "–"), (24, "—")])
def test_a_lone_dash_is_as_long_as_it_is_drawn(width, dash):
    assert mend(make_line("hela", "-", "beslut", widths=[60, width, 60])) == f"hela {dash} beslut"


def test_a_dash_with_nothing_to_measure_it_by_stays():
    assert mend(make_line("-", "-")) == "- -"
    assert [name_dash(length) for length in (0.35, 0.5, 0.7, 1.2)] == ["-", "–", "–", "—"]


@pytest.mark.parametrize(("length", "text"), [(13, "2026–2030"), (7, "2026-2030")])
def test_a_dash_within_a_word_is_as_long_as_it_is_drawn(length, text):
    line = make_line("Under", "2026-2030", "ska")
    assert mend(line, draw_page(line, bars=[(1, length)])) == f"Under {text} ska"


@pytest.mark.parametrize("text", ["2026-01-31", "2026-0871", "0999-12345"])
def test_dates_and_numbers_of_files_and_telephones_have_hyphens_however_long(text):
    line = make_line("Dnr", text.replace("-", "–"), "den")
    assert mend(line, draw_page(line, bars=[(1, 13)])) == f"Dnr {text} den"


def test_a_dash_that_is_not_found_in_the_picture_stays():
    line = make_line("Under", "2026-2030", "ska")
    assert mend(line, draw_page(line)) == "Under 2026-2030 ska"


def test_the_second_reading_gives_signs_and_nothing_else():
    line = make_line("Minst", "12", "96", "av", "Fjallby")
    second = [Word(("1",), "%", (200, 10, 60, HIGH), 90.0), Word(("1",), "Fjällby", (400, 10, 60, HIGH), 90.0)]
    assert mend(line, second=second) == "Minst 12 % av Fjallby"


def test_an_unsure_sign_and_one_elsewhere_are_not_taken():
    line = make_line("Minst", "12", "96", "av")
    assert mend(line, second=[Word(("1",), "%", (200, 10, 60, HIGH), 20.0)]) == "Minst 12 96 av"
    assert mend(line, second=[Word(("1",), "%", (300, 10, 60, HIGH), 90.0)]) == "Minst 12 96 av"


@pytest.mark.parametrize(
    ("read", "other", "made"),
    [
        ("95946", "95%", "95%"),
        ("registratorQfjallby.se", "registrator@fjallby.se", "registrator@fjallby.se"),
        ("annaOfjällby.se", "anna@fjallby.se", "anna@fjällby.se"),
        ("”C", "°C", "°C"),
        ("20", "20%", "20%"),
        ("26", "20%", "26"),
        ("96", "86", "96"),
    ],
)
def test_signs_are_joined_to_the_first_reading(read, other, made):
    assert join_signs(read, other) == made


@pytest.mark.parametrize(
    ("text", "before"), [("96", "12"), ("Yo", "38,5"), ("95946", "målet"), ("annaQby.se", "till"), (">", ""), ("?C", "20-22")]
)
def test_what_may_hide_a_sign_is_read_again(text, before):
    assert find_doubtful(make_line(text), before) == [0]


@pytest.mark.parametrize(("text", "before"), [("kronor", "12"), ("2030", "år"), ("–", ""), ("möten", "8"), ("A", "")])
def test_the_rest_is_not(text, before):
    assert find_doubtful(make_line(text), before) == []


@pytest.mark.parametrize(
    ("read", "other", "made"),
    [("(2005:s9)", "(200s:59)", "(2005:59)"), ("7s-åriga", "75-ariga", "75-åriga"), ("l1", "11", "11"), ("mål", "ma1", "mål")],
)
def test_a_letter_is_a_figure_when_the_second_reading_has_that_one(read, other, made):
    assert join_signs(read, other) == made


@pytest.mark.parametrize(("read", "made"), [("”inte'", "”inte”"), ("”ska',", "”ska”,"), ('mål"”', 'mål"'), ("n'te", "n'te")])
def test_quotation_marks_come_in_pairs_and_once(read, made):
    assert mend(make_line("sägs", read)) == f"sägs {made}"


def test_an_address_that_the_second_reading_has_in_one_piece_is_one_word():
    line = make_line("på", "www:", "by.se/stod+", "kontakt")
    second = [Word(("1",), "www.by.se/stod#kontakt", (100, 10, 280, HIGH), 90.0)]
    line = (*line[:2], *(word for word in line[2:]))
    assert mend(line, second=second) == "på www.by.se/stod#kontakt"


@pytest.mark.parametrize(
    ("read", "made"),
    [("den I maj", "den 1 maj"), ("den l oktober,", "den 1 oktober,"), ("I maj", "I maj"), ("Den I majs", "Den I majs"), ("lI-avtalet", "II-avtalet"),
     ("Illern lI", "Illern II")],
)  # fmt: skip
def test_strokes_that_are_drawn_alike_are_what_they_must_be(read, made):
    assert mend(make_line("gäller", *read.split())) == f"gäller {made}"


def test_an_address_is_one_word():
    assert mend(make_line("Skriv", "namn", "@fjallby.se")[:3], second=()) in {"Skriv namn @fjallby.se", "Skriv namn@fjallby.se"}
    assert mend(make_line("på", "www.", "fjallby.se")) == "på www.fjallby.se"


def test_a_bullet_and_a_section_sign_are_told_by_their_ink():
    line = make_line("e", "enligt", "8", "lagen", widths=[20, 60, 10, 60])
    pixels = draw_page(line)
    rows = [" ### ", "#   #", "#    ", " ### ", "#   #", "#   #", " ### ", "    #", "#   #", " ### "]
    drawn = np.kron([[sign == "#" for sign in row] for row in rows], np.ones((2, 2), bool))
    pixels[10:30, 200:210] = np.where(drawn, 20, 240)
    assert mend(line, pixels) == "• enligt § lagen"
