"""A PDF and the Source of its text layer -> the Source with its pictures of pages read.

In: path and source. Out: the source in which each page without text, or with text that was read with the wrong language, is read anew with
Tesseract – if that is there and reads it better –, and where the words of those pages stand. The rest goes on when a page fails.
Knows nothing of structure or repair itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from corpus.records import Page, Source
from ingest.glyphs import GlyphWord
from ingest.ocr_picture import Picture, read_image
from ingest.render import Drawing, render_page
from ingest.repair.detect import PageText, find_wrong, measure_page, measure_pages
from ingest.tesseract import CURE, reads_swedish

VERSION = "4"
DPI = 300  # Tesseract is trained on it; 200 doubles its errors, 400 doubles its time
LEAST_WORDS = 3  # a page read with fewer is not read
LEAST_SHARE = 0.02  # å ä ö among the letters of a page that was read right (0.052–0.056 in running text, fewer in tables)
SAME_WORDS = 0.7  # of the layer's words a re-reading must have, or it has lost part of the page
INK = 200  # grey values under it are ink
CERTAIN = 50.0  # mean certainty of the words, 0–100; print has 85–96 and poor copies 70, noise and photographs 20–40
BLANK = 0.0002  # share of ink under which a page is blank: dust

MISSING = f"sidan är en bild utan text. {CURE}"
FAILED = "sidan är en bild som inte kunde läsas. Kontrollera skanningen."

OnPage = Callable[[int, int], None]  # pages done, pages to be read


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one page: its text, or the reason why there is none."""

    page_number: int
    text: str | None
    blank: bool = False
    words: tuple[GlyphWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Reread:
    """A source, and by page number where the words stand of the pages that were read anew."""

    source: Source
    words: dict[int, tuple[GlyphWord, ...]]


def reread_pages(path: Path, source: Source, *, cache: Path | None = None, on_page: OnPage = lambda done, total: None) -> Reread:
    """Read what the text layer lacks. A source of another format, or with nothing to read anew, comes back as it is."""
    if source.format != "pdf":
        return Reread(source, {})
    measures = measure_pages(source)
    wrong = {page.page_number for page, is_wrong in zip(measures, find_wrong(measures), strict=True) if is_wrong}
    empty = {number for number, _ in source.unreadable_pages}
    if not wrong | empty:
        return Reread(source, {})
    if not reads_swedish():
        told = tuple((number, f"{reason}. {CURE}") for number, reason in source.unreadable_pages)
        return Reread(replace(source, unreadable_pages=told), {})
    numbers = [page.number for page in source.pages if page.number in wrong | empty]
    readings = read_all(path, numbers, cache, on_page)
    made = put_together(source, readings, {page.page_number: page for page in measures})
    return Reread(made, {number: readings[number].words for number in made.reread_pages})


def name_reader() -> str:
    """What reads scans here, for the name of a generation: with Tesseract installed, a document is to be read anew."""
    return f"ocr {VERSION} swe" if reads_swedish() else "ocr none"


def read_all(path: Path, numbers: list[int], cache: Path | None, on_page: OnPage) -> dict[int, Reading]:
    """Read the pages side by side, as many as there are cores. What `on_page` raises ends it."""
    readings: dict[int, Reading] = {}
    with tempfile.TemporaryDirectory(prefix="planlots-ocr-") as folder, ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        begun = [pool.submit(read_page, path, number, Path(folder), cache) for number in numbers]
        try:
            for future in as_completed(begun):
                readings[future.result().page_number] = future.result()
                on_page(len(readings), len(numbers))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)  # whoever cancels waits for the pages in hand, not for all
    return readings


def read_page(path: Path, page_number: int, folder: Path, cache: Path | None) -> Reading:
    """Draw a page and read it, or take the reading of the same picture from the cache."""
    image = folder / f"{page_number}.pgm"
    if not render_page(path, page_number - 1, Drawing(DPI), image):
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
        return Reading(page_number, picture.text if picture.certainty >= CERTAIN else None, words=picture.words)
    finally:
        image.unlink(missing_ok=True)


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


def is_better(text: str, layer: PageText) -> bool:
    """Is a re-reading better than the page's layer? It must be Swedish with å ä ö, and hold about as many words."""
    read = measure_page(text, Page(0, None, 0, len(text)))
    if read.words < LEAST_WORDS:
        return False
    if layer.words < LEAST_WORDS:
        return True
    return read.diacritics >= LEAST_SHARE and read.words >= SAME_WORDS * layer.words


def put_together(source: Source, readings: dict[int, Reading], layers: dict[int | None, PageText]) -> Source:
    """The source with the better text of each page; its pages still cover it, and what could not be read is told."""
    pages: list[Page] = []
    parts: list[str] = []
    position = 0
    better: set[int] = set()
    for page in source.pages:
        text = source.text[page.start : page.end]
        reading = readings.get(page.number)
        if reading and reading.text and is_better(reading.text, layers[page.number]):
            better.add(page.number)
            text = reading.text.strip("\n") + ("\f" if text.endswith("\f") else "")
        pages.append(replace(page, start=position, end=position + len(text)))
        parts.append(text)
        position += len(text)
    blank = {number for number, reading in readings.items() if reading.blank}
    unread = tuple((number, FAILED) for number, _ in source.unreadable_pages if number not in better | blank)
    return replace(source, text="".join(parts), pages=tuple(pages), unreadable_pages=unread, reread_pages=tuple(sorted(better)))
