"""Pixels of a scanned page -> how far it lies askew, and the page set straight.

In: grey values. Out: an angle in degrees, positive when lines sink to the right; pixels; boxes as they lie on the page as drawn. A page
that lies on its side is measured too; which way is up is not known here. Knows nothing of Tesseract or files.
"""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from corpus.boxes import UNIT

MOST = 8.0  # degrees; who lays a sheet on the glass does it better
COARSE, FINE = 0.25, 0.05  # degrees from step to step; a line of 170 mm is read well up to 0.3
LEAST = 0.3  # degrees; less is left as it is
SIDE = 1000  # pixels of the longer side when measuring; letters are about 10 high then
EDGE = 0.04  # share of each side that is not looked at: shadows of the scanner
MOST_POINTS = 120_000  # dark pixels that are looked at
CLEAR = 3.0  # how many times sharper the lines are at the angle than at most: text has 14–85, photographs under 2
ROWS = 256  # turned at a time

Pixels = NDArray[np.uint8]
Points = tuple[NDArray[np.float32], NDArray[np.float32]]
GlyphBox = tuple[int, int, int, int]


def find_skew(pixels: Pixels) -> float:
    """The angle of the lines; 0.0 when there are none that are clear, or when they lie straight."""
    down, across = find_points(pixels)
    if not len(down):
        return 0.0
    angles = np.arange(-MOST, MOST + COARSE / 2, COARSE)
    tried = [(measure_sharpness(axes, angles), axes) for axes in ((down, -across), (across, down))]  # lines along the page, across it
    sharpness, axes = max(tried, key=lambda one: float(one[0].max() / np.median(one[0])))
    if sharpness.max() < CLEAR * np.median(sharpness):
        return 0.0
    around = angles[int(sharpness.argmax())] + np.arange(-COARSE, COARSE + FINE / 2, FINE)
    angle = float(around[int(measure_sharpness(axes, around).argmax())])
    return round(angle, 2) if LEAST <= abs(angle) < MOST else 0.0


def find_points(pixels: Pixels) -> Points:
    """Rows and columns of the dark places of the page, made smaller."""
    step = max(1, max(pixels.shape) // SIDE)
    rows, columns = (size // step * step for size in pixels.shape)
    small = pixels[:rows, :columns].reshape(rows // step, step, columns // step, step).min(axis=(1, 3))
    edges = [round(EDGE * size) for size in small.shape]
    inner = small[edges[0] : small.shape[0] - edges[0], edges[1] : small.shape[1] - edges[1]]
    if not inner.size:
        return np.zeros(0, np.float32), np.zeros(0, np.float32)
    paper = float(np.percentile(inner, 70))
    down, across = np.nonzero(inner < paper / 2)
    thin = len(down) // MOST_POINTS + 1
    return down[::thin].astype(np.float32), across[::thin].astype(np.float32)


def measure_sharpness(axes: Points, angles: NDArray[np.float64]) -> NDArray[np.float64]:
    """How sharply lines and gaps change along the first axis, at each angle of the second to it."""
    found = []
    for angle in angles:
        places = axes[0] + axes[1] * np.float32(np.tan(radians(angle)))
        counts = np.bincount((places - places.min()).astype(np.int64))
        found.append(float((np.diff(counts) ** 2).sum()))
    return np.array(found)


def turn_pixels(pixels: Pixels, angle: float) -> Pixels:
    """The page turned about its middle so that lines at this angle lie straight; white where nothing was."""
    rows, columns = pixels.shape
    straight = np.full_like(pixels, 255)
    across = np.arange(columns, dtype=np.float32) - columns / 2
    for first in range(0, rows, ROWS):
        down = np.arange(first, min(first + ROWS, rows), dtype=np.float32)[:, None] - rows / 2
        x = across * cos(radians(angle)) - down * sin(radians(angle)) + columns / 2
        y = across * sin(radians(angle)) + down * cos(radians(angle)) + rows / 2
        left, top = np.floor(x).astype(np.int32), np.floor(y).astype(np.int32)
        inside = (left >= 0) & (left < columns - 1) & (top >= 0) & (top < rows - 1)
        right, below = (x - left)[inside], (y - top)[inside]
        left, top = left[inside], top[inside]
        upper = pixels[top, left] * (1 - right) + pixels[top, left + 1] * right
        lower = pixels[top + 1, left] * (1 - right) + pixels[top + 1, left + 1] * right
        straight[first : first + ROWS][inside] = (upper * (1 - below) + lower * below + 0.5).astype(np.uint8)
    return straight


def turn_back(box: GlyphBox, angle: float, shape: float) -> GlyphBox:
    """A box of the straight page, in UNIT of it, as it lies on the page as drawn; `shape` is height / width."""
    left, top, right, bottom = box
    corners = [(x, y) for x in (left, right) for y in (top, bottom)]
    turned = [turn_point(x, y, angle, shape) for x, y in corners]
    return min(x for x, _ in turned), min(y for _, y in turned), max(x for x, _ in turned), max(y for _, y in turned)


def turn_point(x: int, y: int, angle: float, shape: float) -> tuple[int, int]:
    """One point of it, kept on the page."""
    across, down = x - UNIT / 2, (y - UNIT / 2) * shape
    back_x = across * cos(radians(angle)) - down * sin(radians(angle)) + UNIT / 2
    back_y = (across * sin(radians(angle)) + down * cos(radians(angle))) / shape + UNIT / 2
    return max(0, min(UNIT, round(back_x))), max(0, min(UNIT, round(back_y)))
