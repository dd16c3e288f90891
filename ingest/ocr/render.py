"""One page of a PDF -> an image, in a process of its own.

In: path, page position, how to draw it. Out: a grey or coloured Netpbm file; a scan is set straight. Knows pypdfium2. Run as a program it
draws one page within the limits of a child. Knows nothing of text or OCR.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.child import ROOT, Limits, limit_self

LIMITS = Limits(cpu_seconds=30, wall_seconds=60, memory_bytes=2 << 30, text_bytes=100_000_000)
MOST_PIXELS = 40_000_000  # A3 at 400 dpi is 31 million; a larger page is drawn smaller
POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a page is drawn."""

    dpi: int
    most_pixels: int = MOST_PIXELS
    colour: bool = False
    straight: bool = False  # set a grey page straight that lies askew


def render_page(path: Path, page_index: int, drawing: Drawing, image: Path) -> bool:
    """Draw the page (from 0) into `image`; False when it could not be drawn within the limits."""
    return render_scan(path, page_index, drawing, image) is not None


def render_scan(path: Path, page_index: int, drawing: Drawing, image: Path) -> float | None:
    """The same; the angle in degrees by which the page was turned, as `ocr_skew` has it, None when it could not be drawn."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "ingest.ocr.render", str(path), str(page_index), json.dumps(asdict(drawing)), str(image)]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=LIMITS.wall_seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return float(done.stdout or 0) if done.returncode == 0 and image.exists() else None


def draw_page(path: Path, page_index: int, drawing: Drawing, image: Path) -> float:
    """Draw the page here, as pixels with their size before them (Netpbm P5, or P6 with colours); by how many degrees it was turned."""
    import pypdfium2  # noqa: PLC0415 – after the limits

    from ingest.ocr.skew import find_skew, turn_pixels  # noqa: PLC0415 – NumPy is not loaded where nothing is drawn

    document = pypdfium2.PdfDocument(path)
    page = document[page_index]
    width, height = page.get_size()
    scale = drawing.dpi / POINTS_PER_INCH
    scale *= min(1.0, (drawing.most_pixels / max(1.0, width * height * scale * scale)) ** 0.5)
    pixels = page.render(scale=scale, grayscale=not drawing.colour, rev_byteorder=True, prefer_bgrx=False).to_numpy()
    pixels = pixels.reshape(pixels.shape[:2]) if not drawing.colour else pixels
    angle = find_skew(pixels) if drawing.straight and not drawing.colour else 0.0
    pixels = turn_pixels(pixels, angle) if angle else pixels
    rows, columns = pixels.shape[:2]
    kind = b"P6" if drawing.colour else b"P5"
    image.write_bytes(kind + b" %d %d 255\n" % (columns, rows) + pixels.tobytes())
    return angle


def main(path: str, page_index: str, drawing: str, image: str) -> None:
    """The child: the angle on standard output."""
    limit_self(LIMITS)
    sys.stdout.write(str(draw_page(Path(path), int(page_index), Drawing(**json.loads(drawing)), Path(image))))


if __name__ == "__main__":
    main(*sys.argv[1:])
