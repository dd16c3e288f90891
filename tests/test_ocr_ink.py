"""What the ink of a word tells: drawn by hand, so that every length can be counted."""

import numpy as np
import pytest

from ingest.ocr.ink import cut_ink, cut_letters, find_bars, find_holes, is_bullet, is_section, read_pixels


def draw(*rows):
    return np.array([[sign == "#" for sign in row] for row in rows])


SECTION = draw(" ### ", "#   #", "#    ", " ### ", "#   #", "#   #", " ### ", "    #", "#   #", " ### ")
EIGHT = draw(" ### ", "#   #", "#   #", "#   #", " ### ", "#   #", "#   #", "#   #", "#   #", " ### ")
LETTER_S = draw(" ### ", "#   #", "#    ", "#    ", " ### ", "    #", "    #", "#   #", "#   #", " ### ")
ZERO = draw(" ### ", "#   #", "#   #", "#   #", "#   #", "#   #", "#   #", "#   #", "#   #", " ### ")
DISC = draw(" ## ", "####", "####", " ## ")


def test_a_section_sign_has_its_hole_at_the_waist():
    assert is_section(SECTION)
    assert not any(is_section(other) for other in (EIGHT, LETTER_S, ZERO, DISC, SECTION[:0]))
    assert find_holes(EIGHT) == [(0.25, 0.3), (0.7, 0.4)]


def test_a_bullet_is_full():
    assert is_bullet(np.pad(DISC, 3))
    assert not is_bullet(ZERO)
    assert not is_bullet(draw("#  #", " ## ", " ## ", "#  #"))
    assert not is_bullet(np.ones((3, 12), bool))
    assert not is_bullet(DISC[:0])


@pytest.mark.parametrize("length", [7, 14])
def test_bars_are_measured(length):
    ink = np.zeros((22, 60), bool)
    ink[1:21, 0:10] = ink[1:21, 40:50] = True  # two digits, 20 high
    ink[11:13, 15 : 15 + length] = True
    assert find_bars(ink, 21, 20.0) == [length]


def test_a_line_at_the_foot_or_the_top_is_no_dash():
    ink = np.zeros((22, 60), bool)
    ink[19:21, 5:25] = ink[1:3, 30:50] = True
    assert find_bars(ink, 21, 20.0) == []
    assert find_bars(np.zeros((5, 5), bool), 4, 4.0) == []


def test_ink_is_darker_than_half_way():
    pixels = np.full((10, 10), 200, np.uint8)
    pixels[4, 2:6] = 90
    pixels[6, 2:6] = 160
    assert int(cut_ink(pixels, (0, 0, 10, 10)).sum()) == 4
    assert cut_ink(pixels, (20, 20, 5, 5)).size == 0
    assert [letter.shape for letter in cut_letters(cut_ink(pixels, (0, 0, 10, 10)))] == [(10, 4)]


def test_a_picture_of_another_kind_is_refused(tmp_path):
    (tmp_path / "a.pgm").write_bytes(b"P5 3 2 255\n" + bytes(range(6)))
    assert read_pixels(tmp_path / "a.pgm").tolist() == [[0, 1, 2], [3, 4, 5]]
    (tmp_path / "b.pgm").write_bytes(b"P6 1 1 255\n" + bytes(3))
    with pytest.raises(ValueError, match="Netpbm"):
        read_pixels(tmp_path / "b.pgm")
