"""Photograph the page of a running service for the README: `python docs/screenshots.py [ADDRESS]`.

In: a running `planlots serve` over the bundled documents. Out: docs/images/answer.png, an answer with its first source open beside it.
Knows the page's form; needs playwright, Pillow and Debian's chromium.
"""

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ADDRESS = "http://127.0.0.1:8000"
CHROMIUM = "/usr/bin/chromium"
PICTURE = Path(__file__).parent / "images" / "answer.png"
QUESTION = "pappa är dement och mamma orkar inte – står det nåt om det?"
SIZE = {"width": 1280, "height": 860}
COLOURS = 128


def photograph(browser: Browser, address: str, image: Path) -> None:
    """Ask, open the first citation's source, and take what is on the screen from the top."""
    page = browser.new_page(viewport=SIZE, locale="sv-SE", base_url=address)  # type: ignore[arg-type]
    page.goto("/")
    page.fill("#question", QUESTION)
    page.press("#question", "Enter")
    page.locator(".statement:not(.frame) .cite").first.click()
    page.wait_for_selector("#kalla")
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=image)
    shrink(image)


def shrink(image: Path) -> None:
    """Keep COLOURS colours: half the bytes, and no difference to see."""
    with Image.open(image) as taken:
        fewer = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    fewer.save(image, optimize=True)


if __name__ == "__main__":
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        photograph(chromium, sys.argv[1] if len(sys.argv) > 1 else ADDRESS, PICTURE)
        chromium.close()
