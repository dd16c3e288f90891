"""Lines that Tesseract left out are found by their ink, read by themselves and put in their places."""

import numpy as np
import pytest

from ingest.ocr.tesseract import Word
from ingest.ocr.unread import add_unread, find_unread, is_print

HIGH, PITCH, LEFT = 30, 60, 100


def make_page(texts, *, left=LEFT, pixels=None):
    """A page of 900 × 1200 pixels on which each letter is a block with a notch, and its lines, one word a line."""
    pixels = np.full((900, 1200), 240, np.uint8) if pixels is None else pixels
    lines = []
    for number, text in enumerate(texts):
        top = 60 + PITCH * number
        for place in range(len(text)):
            x = left + 16 * place
            pixels[top : top + HIGH, x : x + 4] = pixels[top : top + 4, x : x + 11] = 20
        box = (left, top, 16 * len(text) - 5, HIGH)
        lines.append((Word(("1", "1", "1", str(number)), text, box, 95.0),))
    return lines, pixels


def read_as(*words, certainty=95.0):
    return lambda boxes: [[Word(("1",), word, boxes[0], certainty) for word in words]] * len(boxes)


TEXTS = ["kommunens bibliotek ska", "vara öppet varje kväll", "under hela sommaren för", "alla som bor i kommunen"]


@pytest.mark.parametrize("lost", [1, 2])
def test_a_line_that_was_left_out_comes_back_in_its_place(lost):
    lines, pixels = make_page(TEXTS)
    [box] = find_unread(lines[:lost] + lines[lost + 1 :], pixels)
    assert box == (LEFT, 60 + PITCH * lost, 16 * len(TEXTS[lost]) - 5, HIGH)
    made = add_unread(lines[:lost] + lines[lost + 1 :], pixels, read_as("vara", "öppet"))
    assert [" ".join(word.text for word in line) for line in made] == [*TEXTS[:lost], "vara öppet", *TEXTS[lost + 1 :]]
    assert made[lost][0].line[:-1] == lines[0][0].line[:-1]


def test_the_first_line_of_all_is_a_paragraph_of_its_own():
    lines, pixels = make_page(TEXTS)
    made = add_unread(lines[1:], pixels, read_as("kommunens", "bibliotek"))
    assert [line[0].text for line in made] == ["kommunens", *TEXTS[1:]]
    assert made[0][0].line[:-1] != made[1][0].line[:-1]


def test_each_column_has_its_own_lines():
    lines, pixels = make_page(TEXTS)
    right, pixels = make_page(TEXTS, left=700, pixels=pixels)
    made = add_unread([*lines, right[0], *right[2:]], pixels, read_as("vara", "öppet"))
    assert [line[0].text for line in made] == [*TEXTS, TEXTS[0], "vara", *TEXTS[2:]]


@pytest.mark.parametrize(("words", "certainty"), [(("vara", "öppet"), 60.0), (("ii", "¥", "vara"), 95.0), ((), 95.0)])
def test_what_is_not_surely_print_is_left_out(words, certainty):
    lines, pixels = make_page(TEXTS)
    assert add_unread(lines[:1] + lines[2:], pixels, read_as(*words, certainty=certainty)) == lines[:1] + lines[2:]


def test_pictures_rules_and_small_marks_are_no_print():
    lines, pixels = make_page(TEXTS)
    pixels[400:403, 100:900] = 20  # a rule
    pixels[500:800, 100:400] = 20  # a picture
    pixels[440:470, 100:104] = pixels[440:470, 140:144] = 20  # a number
    pixels[850:880, 100:900] = 20  # a bar
    assert find_unread(lines, pixels) == []


def test_with_hardly_any_lines_nothing_is_looked_for():
    lines, pixels = make_page(TEXTS)
    assert add_unread(lines[:2], pixels, read_as("vara", "öppet")) == lines[:2]
    assert add_unread([], pixels, read_as("vara")) == []
    assert not is_print([])
