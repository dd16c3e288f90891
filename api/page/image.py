"""The picture of a page with a quote marked on it, from the file as it was sent.

In: an open library, a document and page, source ranges of a quote. Out: a PNG file; where the words stand on it, and its address. Pages are
drawn in a child; the last ones are kept in memory without their marks, so that nothing on disk tells what was looked at. Knows nothing of
HTTP or PDF.
"""

from __future__ import annotations

import struct
import tempfile
import threading
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

import numpy as np
from numpy.typing import NDArray

from api.export import File
from api.guards.place import at
from api.routes.problems import Busy
from corpus.boxes import Box, find_boxes, list_pages
from corpus.errors import Unknown, UnreadableDocument
from corpus.library import Library
from corpus.records import Span
from ingest.ocr.render import Drawing, render_page

DRAWING = Drawing(dpi=110, most_pixels=4_000_000, colour=True)  # 11 points are 17 pixels high; A3 is 2.2 million pixels
KEPT_BYTES = 32 * 1024 * 1024  # of drawn pages, deflated; a page takes 0.1–0.5 MB
AT_ONCE = 2  # children that draw
WAIT_SECONDS = 20  # for one of them
MARK = np.array([255, 232, 130], np.uint16)  # what lies under it is darkened by this colour: black text stays black
EDGE = np.array([176, 96, 0], np.uint8)  # a frame, so that a mark is seen without seeing colours
MARGIN = 2  # pixels between the words and the frame
FRAME = 2  # pixels

Pixels = NDArray[np.uint8]  # rows, columns, red green blue
Row = dict[str, object]


class Drawn:
    """Drawn pages kept in memory, the one longest unused goes first. For many threads."""

    def __init__(self, most_bytes: int = KEPT_BYTES) -> None:
        self.most_bytes = most_bytes
        self._pages: OrderedDict[tuple[str, int], tuple[tuple[int, ...], bytes]] = OrderedDict()
        self._lock = threading.Lock()
        self._drawing = threading.BoundedSemaphore(AT_ONCE)

    def draw(self, kept: Path, page_number: int) -> Pixels:
        """The pixels of a page of a kept file (UnreadableDocument, Busy)."""
        key = (kept.name, page_number)
        with self._lock:
            found = self._pages.get(key)
            if found:
                self._pages.move_to_end(key)
        if found:
            return np.frombuffer(zlib.decompress(found[1]), np.uint8).reshape(found[0]).copy()
        if not self._drawing.acquire(timeout=WAIT_SECONDS):
            raise Busy("För många sidor ritas samtidigt. Vänta en stund och försök igen.")
        try:
            pixels = draw_now(kept, page_number)
        finally:
            self._drawing.release()
        self._keep(key, pixels)
        return pixels

    def _keep(self, key: tuple[str, int], pixels: Pixels) -> None:
        packed = zlib.compress(pixels.tobytes(), 1)
        with self._lock:
            self._pages[key] = (pixels.shape, packed)
            while len(self._pages) > 1 and sum(len(one[1]) for one in self._pages.values()) > self.most_bytes:
                self._pages.popitem(last=False)


DRAWN = Drawn()


def show_page(library: Library, document_id: str, page_number: int, ranges: Sequence[Span]) -> File:
    """The page as a PNG with the quote marked (Unknown for a document or page that is not there, or has no picture)."""
    store = library.store
    document = store.document(document_id)
    if store.format(document_id) != "pdf":
        raise Unknown(f"{document.title} är ingen PDF, så det finns ingen bild av sidorna. Läs avsnittets text.")
    pages = store.pages(document_id)
    if not any(page.number == page_number for page in pages):
        raise Unknown(f"{document.title} har ingen sida {page_number}. Dokumentet har {len(pages)} sidor.")
    kept = library.settings.data / "files" / document.file_hash
    if not kept.exists():
        raise Unknown(f"Filen till {document.title} finns inte kvar, så sidan kan inte visas. Läs in den igen.")
    marks = find_boxes(store.boxes(document_id, [page_number]), pages, ranges)
    pixels = DRAWN.draw(kept, page_number)
    for _, box in marks:
        mark_box(pixels, box)
    return File(write_png(pixels), "image/png", f"{document_id}-{page_number}.png")


def draw_now(kept: Path, page_number: int) -> Pixels:
    """Draw a page in a child and read its pixels."""
    with tempfile.TemporaryDirectory(prefix="planlots-page-") as folder:
        image = Path(folder) / "page.ppm"
        if not render_page(kept, page_number - 1, DRAWING, image):
            raise UnreadableDocument(f"Sida {page_number} kunde inte ritas: skadad eller för tung. Öppna originalfilen.")
        head, pixels = image.read_bytes().split(b"\n", 1)
    columns, rows = map(int, head.split()[1:3])
    return np.frombuffer(pixels, np.uint8).reshape(rows, columns, 3).copy()


def mark_box(pixels: Pixels, box: Box) -> None:
    """Lay a transparent colour and a frame on part of a page, in place."""
    rows, columns = pixels.shape[:2]
    left, right = max(0, round(box[0] * columns) - MARGIN), min(columns, round(box[2] * columns) + MARGIN)
    top, bottom = max(0, round(box[1] * rows) - MARGIN), min(rows, round(box[3] * rows) + MARGIN)
    part = pixels[top:bottom, left:right]
    part[:] = (part * MARK // 255).astype(np.uint8)
    for edge in (part[:FRAME], part[-FRAME:], part[:, :FRAME], part[:, -FRAME:]):
        edge[:] = EDGE


def write_png(pixels: Pixels) -> bytes:
    """Pixels as a PNG file (RFC 2083): three chunks, rows without filters."""
    rows, columns = pixels.shape[:2]
    plain = np.zeros((rows, 1 + 3 * columns), np.uint8)
    plain[:, 1:] = pixels.reshape(rows, 3 * columns)
    head = struct.pack(">IIBBBBB", columns, rows, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(plain.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def place_quote(library: Library, anchor: str, ranges: Sequence[Span], wanted: tuple[int | None, int | None]) -> Row:
    """What a section tells of its pages: `page_images` for every page that it (or its quote) stands on, `page_boxes` of the quote."""
    store, document_id = library.store, anchor.partition("/")[0]
    if store.format(document_id) != "pdf":
        return {"page_images": [], "page_boxes": []}
    pages = store.pages(document_id)
    numbers = list_pages(pages, ranges)
    query = urlencode({"anchor": anchor} | {name: at_ for name, at_ in zip(("start", "end"), wanted, strict=True) if at_ is not None})
    quoted = None not in wanted
    boxes = find_boxes(store.boxes(document_id, numbers), pages, ranges) if quoted else []
    return {
        "page_images": [{"page_number": number, "url": page_address(document_id, number, query if quoted else "")} for number in numbers],
        "page_boxes": [[number, *(round(edge, 4) for edge in box)] for number, box in boxes],
    }


def page_address(document_id: str, page_number: int, query: str = "") -> str:
    """Where the picture of a page is fetched."""
    return at(f"/api/pages/{quote(document_id)}/{page_number}.png" + (f"?{query}" if query else ""))
