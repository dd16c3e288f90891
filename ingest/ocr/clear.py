"""Pixels of a faint or grainy page -> the same page smooth and with full contrast, or with its greys darker.

In: grey values. Out: grey values of the same size. Letters lose their edges by it, so only what could not be read as it is goes through
here. Knows nothing of Tesseract or files.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

REACH = 2  # pixels to each side that are averaged: grain of 200 dpi is 1.5 wide at 300 dpi, the stroke of a letter 4
DARKEST, PAPER = 0.5, 60.0  # percentiles of the smoothed page that become black and white
DARKER = 3.0  # power that greys are raised to: 53 of 595 words of hairlines were wrong, with 2 38, with 3 17
EVERY = 4  # pixels, when the percentiles are taken

Pixels = NDArray[np.uint8]


def clear_pixels(pixels: Pixels) -> Pixels:
    """The page smoothed and stretched; one of a single grey becomes white."""
    smooth = average_rows(np.ascontiguousarray(average_rows(pixels).T)).T
    dark, paper = np.percentile(smooth[::EVERY, ::EVERY], (DARKEST, PAPER))
    if paper <= dark:
        return np.full_like(pixels, 255)
    levels = np.clip((np.arange(256) - dark) * 255 / (paper - dark), 0, 255).astype(np.uint8)
    return np.ascontiguousarray(levels[smooth])


def darken_pixels(pixels: Pixels) -> Pixels:
    """The page stretched, with its greys darker: hairlines come back. One of a single grey becomes white."""
    dark, paper = np.percentile(pixels[::EVERY, ::EVERY], (DARKEST, PAPER))
    if paper <= dark:
        return np.full_like(pixels, 255)
    levels = (255 * np.clip((np.arange(256) - dark) / (paper - dark), 0, 1) ** DARKER).astype(np.uint8)
    return np.ascontiguousarray(levels[pixels])


def average_rows(pixels: Pixels) -> Pixels:
    """Each pixel as the mean of those above and below it."""
    rows = len(pixels)
    padded = np.pad(pixels, ((REACH, REACH), (0, 0)), mode="edge").astype(np.uint16)
    total = padded[:rows].copy()
    for shift in range(1, 2 * REACH + 1):
        total += padded[shift : shift + rows]
    return (total // (2 * REACH + 1)).astype(np.uint8)
