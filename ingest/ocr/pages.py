"""Pages of a PDF, by number -> what stands on their pictures, within a time for all of them.

In: a path and page numbers, a folder that keeps what was read. Out: one Reading per page: text and words, or why there are none. The rest
goes on when a page fails. Knows the order of the steps: draw, read, keep. Knows nothing of the file's own text.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.ocr.ink import read_pixels
from ingest.ocr.picture import Picture, read_image
from ingest.ocr.render import Drawing, render_scan
from ingest.ocr.skew import turn_back
from ingest.readers.glyphs import GlyphWord

VERSION = "12"  # of what is read of a picture
DPI = 300  # Tesseract is trained on it; 200 doubles its errors, 400 doubles its time
INK = 200  # grey values under it are ink
CERTAIN = 50.0  # mean certainty of the words, 0–100; print has 85–96 and poor copies 70, noise and photographs 20–40
BLANK = 0.0002  # share of ink under which a page is blank: dust
BUDGET = 3600.0  # seconds for all pages of a file: 600 take 20–50 minutes on two cores

OnPage = Callable[[int, int], None]  # pages done, pages to be read


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one page: its text, or the reason why there is none."""

    page_number: int
    text: str | None
    blank: bool = False
    words: tuple[GlyphWord, ...] = ()
    late: bool = False  # the time was up before the page's turn came


def read_pages(path: Path, numbers: list[int], cache: Path | None, on_page: OnPage, *, budget: float = BUDGET) -> dict[int, Reading]:
    """Read the pages side by side, as many as there are cores, while there is time. What `on_page` raises ends it."""
    readings: dict[int, Reading] = {}
    deadline = time.monotonic() + budget
    with tempfile.TemporaryDirectory(prefix="planlots-ocr-") as folder, ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        begun = [pool.submit(read_in_time, path, number, Path(folder), cache, deadline) for number in numbers]
        try:
            for future in as_completed(begun):
                readings[future.result().page_number] = future.result()
                on_page(len(readings), len(numbers))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)  # whoever cancels waits for the pages in hand, not for all
    return readings


def read_in_time(path: Path, page_number: int, folder: Path, cache: Path | None, deadline: float) -> Reading:
    """Read a page if there is time left."""
    if time.monotonic() >= deadline:
        return Reading(page_number, None, late=True)
    return read_page(path, page_number, folder, cache)


def read_page(path: Path, page_number: int, folder: Path, cache: Path | None) -> Reading:
    """Draw a page and read it, or take the reading of the same picture from the cache."""
    image = folder / f"{page_number}.pgm"
    angle = render_scan(path, page_number - 1, Drawing(DPI, straight=True), image)
    if angle is None:
        return Reading(page_number, None)
    try:
        pixels = image.read_bytes()
        if is_blank(pixels):
            return Reading(page_number, None, blank=True)
        kept = cache / f"{hashlib.sha256(pixels).hexdigest()}-{VERSION}.json" if cache else None
        picture = (kept and recall_picture(kept)) or read_image(image, DPI)
        if picture is None:
            return Reading(page_number, None)
        if kept and not kept.exists():
            keep_picture(kept, picture)
        return Reading(page_number, picture.text if picture.certainty >= CERTAIN else None, words=place_words(picture, image, angle))
    finally:
        image.unlink(missing_ok=True)


def place_words(picture: Picture, image: Path, angle: float) -> tuple[GlyphWord, ...]:
    """The words of a picture where they stand on the page as drawn, before it was set straight."""
    if not angle:
        return picture.words
    rows, columns = read_pixels(image).shape
    return tuple((text, *turn_back((left, top, right, foot), angle, rows / columns)) for text, left, top, right, foot in picture.words)


def is_blank(pixels: bytes) -> bool:
    """Hardly any ink? Counts bytes, the few of the header among them."""
    ink = len(pixels) - len(pixels.translate(None, bytes(range(INK))))
    return ink < BLANK * len(pixels)


def recall_picture(path: Path) -> Picture | None:
    """What the cache holds; None when it holds nothing, or nothing whole."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return Picture(told["text"], tuple((text, *box) for text, *box in told["words"]), told["certainty"])


def keep_picture(path: Path, picture: Picture) -> None:
    """Write into the cache, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(asdict(picture), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    draft.replace(path)
