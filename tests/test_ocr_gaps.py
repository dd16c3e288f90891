"""Words that Tesseract tore or joined are parted as the paper parts them; marks without a word are found."""

import numpy as np
import pytest

from ingest.ocr.gaps import count_runs, least_gap, part_lines
from ingest.ocr.tesseract import Word

WIDE, HIGH, SPACE = 12, 40, 14  # of a letter and of the gap between words, in pixels; letters of a word are 4 apart
LEFT = 200


def print_line(shown, read, *, certainty=30.0, top=20):
    """Pixels of a line as it is shown, each letter a block, and its words as read: as many letters, other spaces. "·" is a disc, "_" paper."""
    pixels = np.full((90, 900), 240, np.uint8)
    places, at = [], LEFT
    for letter in shown:
        if letter == " ":
            at += SPACE - 4
            continue
        if letter == "·":
            down, across = np.ogrid[-6:6, -6:6]
            pixels[top + 14 : top + 26, at : at + WIDE][(down + 0.5) ** 2 + (across + 0.5) ** 2 <= 36] = 20
        elif letter != "_":
            pixels[top : top + HIGH, at : at + WIDE] = 20
        places.append(at)
        at += WIDE + 4
    words, taken = [], 0
    for text in read.split():
        first, last = places[taken], places[taken + len(text) - 1] + WIDE
        words.append(Word(("1", "1", "1", "1"), text, (first, top, last - first, HIGH), certainty))
        taken += len(text)
    return tuple(words), pixels


def part(shown, read, **more):
    line, pixels = print_line(shown, read, **more)
    [made] = part_lines([line], pixels)
    return " ".join(word.text for word in made)


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        ("för barn och vuxna/äldre här", "för barn och vuxna /äldre här"),
        ("till namn@by.se om ett fel", "till namn @by.se om ett fel"),
        ("är en del av https://by.se nu", "är en del av https: //by.se nu"),
    ],
)
def test_what_was_torn_is_joined(shown, read):
    assert part(shown, read) == shown


def test_a_word_that_is_sure_is_not_joined():
    assert part("för barn och vuxna/äldre här", "för barn och vuxna /äldre här", certainty=90.0) == "för barn och vuxna /äldre här"


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        ("de som Se s. tolv där", "de som Ses. tolv där"),
        ("enligt 1 b i samma lag", "enligt 1b i samma lag"),
        ("mot 9, 13 och det nya", "mot 9,13 och det nya"),
    ],
)
def test_what_was_joined_is_parted(shown, read):
    assert part(shown, read, certainty=95.0) == shown


def test_the_words_keep_the_boxes_of_their_ink():
    line, pixels = print_line("enligt 1 b i samma lag", "enligt 1b i samma lag")
    [made] = part_lines([line], pixels)
    assert [word.box[0] for word in made] == sorted(word.box[0] for word in made)
    assert (made[1].box[2], made[2].box[2]) == (WIDE, WIDE)


@pytest.mark.parametrize(
    ("text", "place"), [("2026-01", 4), ("-01", 1), ("2/3", 1), ("(2", 1), ("12:30", 3), ("2.1", 2), ("201", 2), ("20%", 2)]
)
def test_dates_times_and_shares_are_never_parted(text, place):
    assert least_gap(text, place) == float("inf")


def test_figures_need_a_wider_gap():
    assert least_gap("1b", 1) < least_gap("9,13", 2) < least_gap("12500", 2) < float("inf")
    assert part("de får 12500 av alla där", "de får 12500 av alla där") == "de får 12500 av alla där"
    assert count_runs('a"b') == [0, 1, 3, 4]


def test_a_bullet_that_was_not_read_is_found_before_and_within_the_line():
    line, pixels = print_line("· stöd till · alla barn", "· stöd till · alla barn")
    read = tuple(word for word in line if word.text != "·")
    [made] = part_lines([read], pixels)
    assert [word.text for word in made] == ["•", "stöd", "till", "•", "alla", "barn"]


def test_another_mark_becomes_a_word_without_text():
    line, pixels = print_line("stöd till _ alla barn", "stöd till _ alla barn")
    left = line[2].box[0]
    pixels[24:40, left + 2 : left + 12 : 4] = 20
    pixels[24:28, left + 2 : left + 12] = 20
    [made] = part_lines([line[:2] + line[3:]], pixels)
    assert [word.text for word in made] == ["stöd", "till", "", "alla", "barn"]


def test_what_stands_far_to_the_left_belongs_elsewhere():
    line, pixels = print_line("stöd till alla barn", "stöd till alla barn")
    pixels[30:42, 100:112] = pixels[30:42, 140:152] = 20
    [made] = part_lines([line], pixels)
    assert [word.text for word in made] == ["stöd", "till", "alla", "barn"]


def test_short_lines_take_the_gap_of_the_page():
    long, above = print_line("för barn och vuxna här", "för barn och vuxna här")
    short, below = print_line("namn@by.se", "namn @by.se")
    moved = tuple(Word(word.line, word.text, (word.box[0], word.box[1] + 90, *word.box[2:]), word.certainty) for word in short)
    made = part_lines([long, moved], np.vstack([above, below]))
    assert [word.text for word in made[1]] == ["namn@by.se"]


def test_nothing_comes_of_nothing():
    assert part_lines([], np.full((9, 9), 240, np.uint8)) == []
    line = (Word(("1", "1", "1", "1"), "ord", (2, 2, 4, 4), 90.0),)
    assert part_lines([line], np.full((9, 9), 240, np.uint8)) == [line]
