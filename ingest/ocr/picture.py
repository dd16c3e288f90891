"""A page image -> its text and where its words stand.

In: the path of a grey image. Out: a Picture, or nothing when it could not be read. Knows the order of the steps: read, set upright, mend
the signs. Knows nothing of PDF or documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.boxes import UNIT
from ingest.ocr.clear import clear_pixels, darken_pixels
from ingest.ocr.ink import Box, read_pixels
from ingest.ocr.signs import Line, mend_signs
from ingest.ocr.tesseract import LANGUAGE, SIGNS_LANGUAGE, Word, read_page, read_strips
from ingest.ocr.unread import add_unread

UPRIGHT, FEW_WORDS = 80.0, 10  # mean certainty of upright print, and words that tell it; under it Tesseract looks which way is up
FAINT = 93.0  # mean certainty under which greys are darkened: of 107 pages of print one had less, and that had hairlines
SURER, AS_LONG = 0.5, 0.9  # how much surer the darker page must be read, and the share of the words that it must have
DOUBTFUL = 60.0  # mean certainty under which a page may be grainy or stand on its head: print has 75 and more, upside down 20–45
FRAME = 12  # pixels of paper around a line that is read by itself
WAYS = (2, 1, 3)  # quarter turns to try; on its head is the likeliest that Tesseract does not notice


@dataclass(frozen=True, slots=True)
class Picture:
    """What Tesseract read of an image."""

    text: str  # a line a line, blank lines between paragraphs
    words: tuple[tuple[str, int, int, int, int], ...]  # text, left, top, right, bottom in UNIT of the image
    certainty: float  # mean of the words', 0–100: 90 and more in print, under 40 in noise


def read_image(image: Path, dpi: int) -> Picture | None:
    """What stands on an image; None when Tesseract failed. One that reads like noise is tried made clear, and the other ways round."""
    picture = read_as_it_lies(image, dpi)
    if picture and (picture.certainty < UPRIGHT or len(picture.words) < FEW_WORDS):
        picture = read_as_it_lies(image, dpi, turned=True)
    if picture is None or picture.certainty >= FAINT:
        return picture
    pixels = read_pixels(image)
    if picture.certainty >= DOUBTFUL:
        darker = read_changed(darken_pixels(pixels), image, dpi, 0)
        return darker if darker and is_surer(darker, picture) else picture
    for turns, other in [(0, clear_pixels(pixels)), *((turns, np.rot90(pixels, turns)) for turns in WAYS)]:
        changed = read_changed(other, image, dpi, turns)
        if changed and changed.certainty >= DOUBTFUL:
            return changed
    return picture


def is_surer(one: Picture, other: Picture) -> bool:
    """Is a reading surer than another, and as long?"""
    return one.certainty >= other.certainty + SURER and len(one.words) >= AS_LONG * len(other.words)


def read_changed(pixels: NDArray[np.uint8], image: Path, dpi: int, turns: int) -> Picture | None:
    """What stands on other pixels of an image, which has been turned by so many quarter turns to the left; places as it lies."""
    changed = image.with_name(f"{image.stem}-changed.pgm")
    write_strip(pixels, (0, 0, pixels.shape[1], pixels.shape[0]), changed)
    try:
        picture = read_as_it_lies(changed, dpi, turned=turns == 0)
    finally:
        changed.unlink(missing_ok=True)
    return picture and replace(picture, words=tuple(turn_word(word, -turns % 4) for word in picture.words))


def turn_word(word: tuple[str, int, int, int, int], turns: int) -> tuple[str, int, int, int, int]:
    """A word with its box, in UNIT, after so many quarter turns of the page to the left."""
    text, left, top, right, foot = word
    left, top, width, height = turn_box((left, top, right - left, foot - top), turns, (UNIT, UNIT))
    return text, left, top, left + width, top + height


def read_as_it_lies(image: Path, dpi: int, *, turned: bool = False) -> Picture | None:
    """Read, mend the signs. Tesseract looks which way is up if `turned`, which takes a fifth longer."""
    table = read_page(image, dpi, turned=turned)
    if table is None:
        return None
    pixels = read_pixels(image)
    turns = find_turns(table.lines)
    straight = np.rot90(pixels, turns)
    lines = turn_lines(table.lines, turns, table.size)
    whole = add_unread(lines, straight, lambda boxes: read_boxes(frame_boxes(boxes), straight, image, dpi, language=LANGUAGE))
    mended = mend_signs(whole, straight, lambda boxes: read_boxes(boxes, straight, image, dpi))
    return make_picture(turn_lines(mended, -turns % 4, (straight.shape[1], straight.shape[0])), table.size)


def find_turns(lines: Sequence[Line]) -> int:
    """How many quarter turns to the left set a page upright, by the way that its lines run: Tesseract tells places as on the image."""
    runs = [0, 0, 0, 0]
    for one, other in (pair for line in lines for pair in pairwise(line)):
        across, down = other.box[0] - one.box[0], other.box[1] - one.box[1]
        runs[(1 if down > 0 else 3) if abs(down) > abs(across) else (2 if across < 0 else 0)] += 1
    return max(range(4), key=lambda turns: runs[turns])


def turn_lines(lines: Sequence[Line], turns: int, size: tuple[int, int]) -> list[Line]:
    """The lines of an image of this size, with their places on the image after so many quarter turns to the left."""
    return [tuple(replace(word, box=turn_box(word.box, turns, size)) for word in line) for line in lines]


def turn_box(box: Box, turns: int, size: tuple[int, int]) -> Box:
    """One box of them."""
    left, top, width, height = box
    right, foot = size[0] - left - width, size[1] - top - height
    return [box, (top, right, height, width), (right, foot, width, height), (foot, left, height, width)][turns]


def frame_boxes(boxes: Sequence[Box]) -> list[Box]:
    """Boxes with paper around them."""
    return [(left - FRAME, top - FRAME, width + 2 * FRAME, height + 2 * FRAME) for left, top, width, height in boxes]


def read_boxes(
    boxes: Sequence[Box], pixels: NDArray[np.uint8], image: Path, dpi: int, *, language: str = SIGNS_LANGUAGE
) -> list[list[Word]]:
    """Read strips of the page anew; the words of each, with their places on the page."""
    found: list[list[Word]] = [[] for _ in boxes]
    strips = [image.with_name(f"{image.stem}-{number}.pgm") for number in range(len(boxes))]
    places = [write_strip(pixels, box, strip) for box, strip in zip(boxes, strips, strict=True)]
    try:
        for word in read_strips(strips, dpi, language=language):
            number = int(word.line[0]) - 1
            left, top, width, height = word.box
            found[number].append(replace(word, box=(left + places[number][0], top + places[number][1], width, height)))
    finally:
        for strip in strips:
            strip.unlink(missing_ok=True)
    return found


def write_strip(pixels: NDArray[np.uint8], box: Box, strip: Path) -> tuple[int, int]:
    """Write a part of the page as an image of its own; its left and upper edge on the page."""
    left, top = max(0, box[0]), max(0, box[1])
    cut = pixels[top : box[1] + box[3], left : box[0] + box[2]]
    strip.write_bytes(b"P5 %d %d 255\n" % (cut.shape[1], cut.shape[0]) + np.ascontiguousarray(cut).tobytes())
    return left, top


def make_picture(lines: Sequence[Line], size: tuple[int, int]) -> Picture:
    """Lines as text and boxes."""
    words = [word for line in lines for word in line]
    boxed = tuple(scale_word(word, size) for word in words) if min(size) else ()
    return Picture(join_lines(lines), boxed, sum(word.certainty for word in words) / len(words) if words else 0.0)


def scale_word(word: Word, size: tuple[int, int]) -> tuple[str, int, int, int, int]:
    """A word with its box in UNIT of an image of this size."""
    left, top, width, height = word.box
    across, down = UNIT / size[0], UNIT / size[1]
    return word.text, round(left * across), round(top * down), round((left + width) * across), round((top + height) * down)


def join_lines(lines: Sequence[Line]) -> str:
    """Lines as text; a blank line where the paragraph or the block changes."""
    parts: list[str] = []
    for line, above in zip(lines, [None, *lines], strict=False):
        if above and line[0].line[:-1] != above[0].line[:-1]:
            parts.append("")
        parts.append(" ".join(word.text for word in line))
    return "\n".join(parts) + "\n"
