"""One page of a PDF -> a grey image, in a process of its own.

In: path, page position, resolution. Out: a PGM file. Knows pypdfium2. Run as a program it draws one page within the limits of a child.
Knows nothing of text or OCR.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ingest.child import ROOT, Limits, limit_self

LIMITS = Limits(cpu_seconds=30, wall_seconds=60, memory_bytes=2 << 30, text_bytes=100_000_000)
MOST_PIXELS = 40_000_000  # A3 at 400 dpi is 31 million; a larger page is drawn smaller
POINTS_PER_INCH = 72


def render_page(path: Path, page_index: int, dpi: int, image: Path) -> bool:
    """Draw the page (from 0) into `image`; False when it could not be drawn within the limits."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "ingest.render", str(path), str(page_index), str(dpi), str(image)]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=LIMITS.wall_seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0 and image.exists()


def draw_page(path: Path, page_index: int, dpi: int, image: Path) -> None:
    """Draw the page here, as grey pixels with their size before them (Netpbm P5)."""
    import pypdfium2  # noqa: PLC0415 – after the limits

    document = pypdfium2.PdfDocument(path)
    page = document[page_index]
    width, height = page.get_size()
    scale = dpi / POINTS_PER_INCH
    scale *= min(1.0, (MOST_PIXELS / max(1.0, width * height * scale * scale)) ** 0.5)
    pixels = page.render(scale=scale, grayscale=True).to_numpy()
    rows, columns = pixels.shape[:2]
    image.write_bytes(b"P5 %d %d 255\n" % (columns, rows) + pixels.tobytes())


def main(path: str, page_index: str, dpi: str, image: str) -> None:
    """The child."""
    limit_self(LIMITS)
    draw_page(Path(path), int(page_index), int(dpi), Path(image))


if __name__ == "__main__":
    main(*sys.argv[1:])
