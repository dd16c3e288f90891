"""Pixels of a page -> what the ink tells about a word: how long its dashes are, whether it is a bullet or a section sign.

In: a grey image and boxes in its pixels. Out: lengths in pixels, yes or no. Knows nothing of Tesseract, text or files beyond Netpbm's P5.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

THIN = 0.24  # heights of a digit: dashes are 0.01–0.21 thick in 385 fonts
MIDDLE = (0.25, 0.8)  # shares of a digit's height between which a dash stands, from the top
LEAST_BAR = 0.18  # heights; shorter is a dot or a gap between letters
MARGIN = 4  # pixels around a word in which there is paper
SQUARE = 1.4  # how much longer than wide a bullet may be
LEAST_HOLE = 0.12  # of a letter's height; less is a speck
WAIST, WIDEST_WAIST = 0.08, 0.5  # how far from the middle the hole of "§" lies, and how high it is: 0.47–0.54 and 0.19–0.42

Box = tuple[int, int, int, int]  # left, top, width, height
Ink = NDArray[np.bool_]


def read_pixels(image: Path) -> NDArray[np.uint8]:
    """The grey values of a Netpbm image (P5), row by row. Raises ValueError or OSError for another file."""
    with image.open("rb") as file:
        kind, columns, rows, _ = file.readline().split()
        if kind != b"P5":
            raise ValueError("not a grey Netpbm image")
        return np.frombuffer(file.read(), np.uint8)[: int(columns) * int(rows)].reshape(int(rows), int(columns))


def cut_ink(pixels: NDArray[np.uint8], box: Box) -> Ink:
    """Where there is ink within a box: darker than half-way between the darkest of it and the paper around it."""
    cut, around = cut_box(pixels, box), cut_box(pixels, widen_box(box))
    if cut.size == 0:
        return np.zeros((0, 0), bool)
    dark, paper = np.percentile(around, (2, 90))
    return cut < (float(dark) + float(paper)) / 2


def cut_box(pixels: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """What of the page lies within a box."""
    left, top, width, height = box
    return pixels[max(0, top) : max(0, top + height), max(0, left) : max(0, left + width)]


def widen_box(box: Box) -> Box:
    """A box with paper around it."""
    left, top, width, height = box
    return left - MARGIN, top - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN


def mark_columns(ink: Ink) -> Ink:
    """Which columns have ink."""
    return np.asarray(ink.any(axis=0), bool)


def find_runs(marked: Ink) -> list[tuple[int, int]]:
    """Stretches (first, end) of a row of marks that are set."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marked, [False])).astype(np.int8)))
    return [(int(first), int(end)) for first, end in zip(edges[::2], edges[1::2], strict=True)]


def find_bars(ink: Ink, foot: int, height: float) -> list[int]:
    """Lengths of the dashes in a word, from the left; `foot` is the row its letters stand on, `height` that of its digits."""
    if not ink.any():
        return []
    rows = np.arange(ink.shape[0])[:, None]
    top = np.where(ink, rows, ink.shape[0]).min(axis=0)
    bottom = np.where(ink, rows, -1).max(axis=0)
    middle = (foot - (top + bottom) / 2) / height
    thin = ink.any(axis=0) & (bottom - top + 1 <= THIN * height) & (middle > 1 - MIDDLE[1]) & (middle < 1 - MIDDLE[0])
    return [end - first for first, end in find_runs(thin) if end - first >= LEAST_BAR * height]


def cut_letters(ink: Ink) -> list[Ink]:
    """What stands apart in a word, from the left."""
    return [ink[:, first:end] for first, end in find_runs(mark_columns(ink))]


def is_bullet(ink: Ink) -> bool:
    """Is it one disc or square, about as wide as high, without hole or notch?"""
    marked = trim_ink(ink)
    height, width = marked.shape
    if not height or max(height, width) > SQUARE * min(height, width):
        return False
    return all(len(find_runs(close_gaps(line))) == 1 for line in (*marked, *marked.T))


def close_gaps(line: Ink) -> Ink:
    """A row of marks without gaps of one pixel: grain."""
    closed = line.copy()
    closed[1:-1] |= line[:-2] & line[2:]
    return closed


def is_section(ink: Ink) -> bool:
    """Is it "§"? That has one hole, at its waist; 8, $ and & have them above and below, S has none."""
    holes = [(middle, height) for middle, height in find_holes(ink) if height >= LEAST_HOLE]
    return len(holes) == 1 and abs(holes[0][0] - 0.5) <= WAIST and holes[0][1] <= WIDEST_WAIST


def trim_ink(ink: Ink) -> Ink:
    """Without the empty rows and columns around it."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else ink[:0, :0]


def find_holes(ink: Ink) -> list[tuple[float, float]]:
    """(middle, height) of each stretch of rows with paper that the ink encloses, in shares of the ink's height."""
    letter = np.pad(trim_ink(ink), 1)
    outside = np.zeros_like(letter)
    outside[0] = True
    while True:
        grown = outside.copy()
        grown[1:] |= outside[:-1]
        grown[:-1] |= outside[1:]
        grown[:, 1:] |= outside[:, :-1]
        grown[:, :-1] |= outside[:, 1:]
        grown &= ~letter
        if (grown == outside).all():
            break
        outside = grown
    enclosed = mark_columns((~letter & ~outside).T)[1:-1]
    height = len(enclosed)
    return [((first + end) / 2 / height, (end - first) / height) for first, end in find_runs(enclosed)]
