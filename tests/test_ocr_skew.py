"""Pages that lie askew: lines drawn by hand at an angle that is known."""

import numpy as np
import pytest

from ingest.ocr.skew import find_skew, turn_back, turn_pixels


def draw_lines(angle=0.0, *, size=(700, 500)):
    """A page with twenty lines of strokes and gaps by chance; they sink to the right by `angle` degrees."""
    pixels, chance = np.full(size, 240, np.uint8), np.random.default_rng(7)
    for top in range(100, size[0] - 100, 25):
        across = np.repeat(chance.random(size[1] // 4) < 0.6, 4).nonzero()[0]
        across = across[(across >= 60) & (across < size[1] - 60)]
        for row in range(8):
            pixels[np.round(top + row + (across - size[1] / 2) * np.tan(np.radians(angle))).astype(int), across] = 20
    return pixels


@pytest.mark.parametrize("angle", [-3.0, -1.0, 0.5, 2.0, 5.0])
def test_the_angle_of_lines_is_found(angle):
    found = find_skew(draw_lines(angle))
    assert found == pytest.approx(angle, abs=0.11)
    assert find_skew(turn_pixels(draw_lines(angle), found)) == 0.0


@pytest.mark.parametrize("angle", [-2.0, 3.0])
def test_a_page_on_its_side_is_measured_too(angle):
    on_its_side = np.rot90(draw_lines(angle))
    assert find_skew(on_its_side) == pytest.approx(angle, abs=0.11)


def test_what_lies_straight_or_has_no_lines_stays():
    assert find_skew(draw_lines(0.1)) == 0.0
    assert find_skew(np.full((400, 300), 255, np.uint8)) == 0.0
    assert find_skew(np.random.default_rng(1).integers(0, 255, (400, 300)).astype(np.uint8)) == 0.0
    assert find_skew(np.zeros((3, 3), np.uint8)) == 0.0


def test_a_box_goes_back_to_where_it_was_drawn():
    pixels = np.full((400, 200), 255, np.uint8)
    pixels[100:110, 150:160] = 0
    turned = turn_pixels(pixels, 4.0) < 128
    rows, columns = np.flatnonzero(turned.any(axis=1)), np.flatnonzero(turned.any(axis=0))
    box = (int(columns[0]) * 50, int(rows[0]) * 25, int(columns[-1] + 1) * 50, int(rows[-1] + 1) * 25)  # in UNIT, 10,000 a side
    left, top, right, bottom = turn_back(box, 4.0, 2.0)
    assert abs((left + right) / 2 - 155 * 50) < 75
    assert abs((top + bottom) / 2 - 105 * 25) < 50
    assert turn_back((0, 0, 10000, 10000), 8.0, 1.4) == (0, 0, 10000, 10000)
