"""Lines that Tesseract read, and their pixels -> the same lines with those that it left out.

Now and then Tesseract takes a lone line of print for a picture and leaves it out. Print that no word stands for is looked for: bands of ink
as high as the page's lines, wide, of many strokes; they are read by themselves, and taken if they are surely words. In: lines and pixels,
set upright. Out: lines in reading order. Knows nothing of files or documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ingest.ocr.ink import Box, find_runs
from ingest.ocr.tesseract import Word

FEW_LINES = 3  # of a page; with fewer there is nothing to compare with
AROUND = 0.35  # heights of a line around a word that belong to it: points, and the marks that its box leaves out
HEIGHTS = (0.45, 1.8)  # of a band of print, in heights of the page's lines
LEAST_WIDTH = 6.0  # heights; a shorter one is a number or a mark, which are hardly ever left out
GAP = 4.0  # heights of paper that part a band into pieces
LEAST_STROKES, DENSITY = 10, (0.04, 0.45)  # stretches of ink in a band, and the share of it that is ink
MOST_BANDS = 20  # of a page; one with more is a drawing
SURE, FEW_WORDS = 75.0, 2  # mean certainty of what a band is read as, and how many words of three letters it must have
SAME_PARAGRAPH = 1.6  # times the page's distance between lines
LETTERS = re.compile(r"[^\W\d_]{3,}")

Pixels = NDArray[np.uint8]
Line = tuple[Word, ...]
ReadBands = Callable[[Sequence[Box]], Sequence[Sequence[Word]]]  # boxes -> the words in each, with places on the page


def add_unread(lines: Sequence[Line], pixels: Pixels, read_bands: ReadBands) -> list[Line]:
    """The lines, and in their places those that were left out."""
    made = list(lines)
    bands = find_unread(lines, pixels) if len(lines) >= FEW_LINES else []
    if not 0 < len(bands) <= MOST_BANDS:
        return made
    pitch = measure_pitch(lines)
    for number, (band, words) in enumerate(zip(bands, read_bands(bands), strict=True)):
        if is_print(words):
            insert_line(made, band, tuple(words), (str(number), pitch))
    return made


def find_unread(lines: Sequence[Line], pixels: Pixels) -> list[Box]:
    """Boxes of what looks like print and is none of the words."""
    height = median(word.box[3] for line in lines for word in line)
    dark, paper = np.percentile(pixels[::4, ::4], (2, 90))
    ink = pixels < (float(dark) + float(paper)) / 2
    edge = round(AROUND * height)
    for line in lines:
        top, foot = min(word.box[1] for word in line), max(word.box[1] + word.box[3] for word in line)
        left, right = min(word.box[0] for word in line), max(word.box[0] + word.box[2] for word in line)
        ink[max(0, top - edge) : foot + edge, max(0, left - 3 * edge) : right + 3 * edge] = False
    return [box for first, end in find_runs(ink.sum(axis=1) > 1) for box in cut_band(ink, (first, end), height)]


def cut_band(ink: NDArray[np.bool_], rows: tuple[int, int], height: float) -> list[Box]:
    """The pieces of a band of rows that may be print."""
    first, end = rows
    if not HEIGHTS[0] * height <= end - first <= HEIGHTS[1] * height:
        return []
    strokes = find_runs(np.asarray(ink[first:end].any(axis=0), bool))
    pieces: list[list[tuple[int, int]]] = []
    for stroke in strokes:
        if pieces and stroke[0] - pieces[-1][-1][1] <= GAP * height:
            pieces[-1].append(stroke)
        else:
            pieces.append([stroke])
    boxes = [(piece, (piece[0][0], first, piece[-1][1] - piece[0][0], end - first)) for piece in pieces if len(piece) >= LEAST_STROKES]
    return [box for _, box in boxes if box[2] >= LEAST_WIDTH * height and is_dense(ink, box)]


def is_dense(ink: NDArray[np.bool_], box: Box) -> bool:
    """Is as much of a box ink as of print?"""
    left, top, width, height = box
    return bool(DENSITY[0] <= ink[top : top + height, left : left + width].mean() <= DENSITY[1])


def measure_pitch(lines: Sequence[Line]) -> float:
    """The usual distance from one line to the next, in pixels."""
    tops = [min(word.box[1] for word in line) for line in lines]
    steps = [below - above for above, below in pairwise(tops) if below > above]
    return float(median(steps)) if steps else 0.0


def is_print(words: Sequence[Word]) -> bool:
    """Are they surely words?"""
    long = sum(bool(LETTERS.search(word.text)) for word in words)
    return long >= FEW_WORDS and sum(word.certainty for word in words) >= SURE * len(words)


def insert_line(lines: list[Line], band: Box, words: Line, told: tuple[str, float]) -> None:
    """Put a line below the nearest one above it in its column, in whose paragraph it is if it stands close; `told`: a number, the pitch."""
    number, pitch = told
    above = [at for at, line in enumerate(lines) if shares_column(line, band) and line[0].box[1] < band[1]]
    at = max(above, key=lambda place: lines[place][0].box[1], default=-1)
    close = at >= 0 and band[1] - lines[at][0].box[1] <= SAME_PARAGRAPH * pitch
    block = lines[at][0].line[:-1] if close else ("unread", number)
    lines.insert(at + 1, tuple(replace(word, line=(*block, f"unread {number}")) for word in words))


def shares_column(line: Line, band: Box) -> bool:
    """Does a line stand over or under a band?"""
    return line[0].box[0] < band[0] + band[2] and band[0] < line[-1].box[0] + line[-1].box[2]
