"""A PDF and the Source of its text layer -> the Source with its pictures of pages read.

In: path and source. Out: the source in which each page without text, with hardly any on a picture, or with text that was read with the
wrong language, is read anew with Tesseract – if that is there and reads it better –, and where the words of those pages stand.
Knows nothing of structure or repair itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from corpus.records import Page, Source
from ingest.ocr.choice import choose_readings
from ingest.ocr.pages import BUDGET, VERSION, OnPage, Reading, read_pages
from ingest.ocr.tesseract import CURE, reads_swedish
from ingest.readers.glyphs import GlyphWord
from ingest.repair.detect import PageText, find_wrong, measure_pages

FEW_WORDS = 60  # of a layer on a picture: a stamp, a page number, a head; running text has 200 and more

MISSING = f"sidan är en bild utan text. {CURE}"
FAILED = "sidan är en bild som inte kunde läsas. Kontrollera skanningen."
LATE = f"sidan hann inte läsas på {round(BUDGET / 60)} minuter. Läs in filen igen så fortsätter läsningen där den slutade."


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
    wrong = {page.page_number or 0 for page, is_wrong in zip(measures, find_wrong(measures), strict=True) if is_wrong}
    wanted = wrong | find_bare(source, measures) | {number for number, _ in source.unreadable_pages}
    if not wanted:
        return Reread(source, {})
    if not reads_swedish():
        told = tuple((number, f"{reason}. {CURE}") for number, reason in source.unreadable_pages)
        return Reread(replace(source, unreadable_pages=told), {})
    readings = read_pages(path, [page.number for page in source.pages if page.number in wanted], cache, on_page)
    made = put_together(source, readings, choose_readings(source, readings, measures, wrong))
    return Reread(made, {number: readings[number].words for number in made.reread_pages})


def find_bare(source: Source, measures: list[PageText]) -> set[int]:
    """Numbers of the pages that are a picture with hardly any text on it: a scan with a stamp, or a cover."""
    return set(source.pictured_pages) & {page.page_number for page in measures if page.words < FEW_WORDS}


def name_reader() -> str:
    """What reads scans here, for the name of a generation: with Tesseract installed, a document is to be read anew."""
    return f"ocr {VERSION} swe" if reads_swedish() else "ocr none"


def list_late(source: Source) -> tuple[int, ...]:
    """Numbers of the pages whose turn did not come in time; the same file read again goes on with them."""
    return tuple(number for number, reason in source.unreadable_pages if reason == LATE)


def put_together(source: Source, readings: dict[int, Reading], better: set[int]) -> Source:
    """The source with the better text of each page; its pages still cover it, and what could not be read is told."""
    pages: list[Page] = []
    parts: list[str] = []
    position = 0
    for page in source.pages:
        text = source.text[page.start : page.end]
        if page.number in better:
            text = (readings[page.number].text or "").strip("\n") + ("\f" if text.endswith("\f") else "")
        pages.append(replace(page, start=position, end=position + len(text)))
        parts.append(text)
        position += len(text)
    unread = tuple(tell_unread(source, readings, better).items())
    return replace(source, text="".join(parts), pages=tuple(pages), unreadable_pages=unread, reread_pages=tuple(sorted(better)))


def tell_unread(source: Source, readings: dict[int, Reading], better: set[int]) -> dict[int, str]:
    """By number, in order, why pages were not read: those without text, and those whose turn did not come."""
    blank = {number for number, reading in readings.items() if reading.blank}
    told = {number: FAILED for number, _ in source.unreadable_pages if number not in better | blank}
    told |= {number: LATE for number, reading in readings.items() if reading.late}
    return dict(sorted(told.items()))
