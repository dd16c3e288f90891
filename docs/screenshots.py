"""Photograph the page of a running service for the README and the guides: `python docs/screenshots.py [ADDRESS]`.

In: a running `planlots serve` over the bundled documents, without keys. Out: docs/images/: an answer with its first source open beside it,
and the workbench. Knows the page's forms; needs playwright, Pillow and Debian's chromium.
"""

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ADDRESS = "http://127.0.0.1:8000"
CHROMIUM = "/usr/bin/chromium"
IMAGES = Path(__file__).parent / "images"
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
    take(page, image)


def photograph_evaluation(browser: Browser, address: str, images: Path) -> None:
    """Run the questions that come along twice; take the workbench, the report's first page and a judgement."""
    page = browser.new_page(viewport=SIZE, locale="sv-SE", base_url=address)  # type: ignore[arg-type]
    for name in ("Före ändringen", "Efter ändringen"):
        page.goto("/utvardering/samlingar/medfoljande")
        page.fill("#name", name)
        page.get_by_role("button", name="Starta körningen").click()
        page.locator(".report").wait_for(timeout=300_000)
    take(page, images / "rapport.png")
    page.goto("/utvardering")
    take(page, images / "utvardering.png")
    page.get_by_role("button", name="Skapa bedömningen").click()
    page.fill("#bedomare", "Anna")
    page.get_by_role("button", name="Börja bedöma").click()
    take(page, images / "bedomning.png")


def take(page: Page, image: Path) -> None:
    """What is on the screen."""
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
        service = sys.argv[1] if len(sys.argv) > 1 else ADDRESS
        photograph(chromium, service, IMAGES / "answer.png")
        photograph_evaluation(chromium, service, IMAGES)
        chromium.close()
