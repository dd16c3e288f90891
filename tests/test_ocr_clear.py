"""Faint and grainy pages made clear."""

import numpy as np

from ingest.ocr.clear import average_rows, clear_pixels, darken_pixels


def test_rows_are_averaged_within_reach():
    column = np.array([[0], [0], [100], [0], [0], [0], [0]], np.uint8)
    assert average_rows(column).ravel().tolist() == [20, 20, 20, 20, 20, 0, 0]


def test_a_faint_stroke_becomes_black_and_the_paper_white():
    page = np.full((60, 60), 200, np.uint8)
    page[20:40, 20:40] = 180
    page[::7, ::5] += 15  # grain
    cleared = clear_pixels(page)
    assert cleared[25:35, 25:35].max() < 60
    assert cleared[:10, :10].min() > 220
    assert cleared.shape == page.shape


def test_an_even_page_is_white():
    assert (clear_pixels(np.full((9, 9), 90, np.uint8)) == 255).all()
    assert (darken_pixels(np.full((9, 9), 90, np.uint8)) == 255).all()


def test_greys_are_darkened_and_paper_stays_white():
    page = np.full((60, 60), 220, np.uint8)
    page[20:40, 20:40], page[44:48, 20:40] = 20, 120  # a stroke, and a hairline of half its ink
    darkened = darken_pixels(page)
    assert darkened[30, 30] == 0
    assert darkened[46, 30] == int(255 * 0.5**3)
    assert darkened[0, 0] == 255
