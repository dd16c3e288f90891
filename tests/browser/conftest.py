"""The real service on a free port over a new data folder, and Debian's Chromium."""

from pathlib import Path

import pytest

from tests.service import RunningService

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with RunningService(tmp_path_factory.mktemp("browser") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's chromium: apt-get install chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def open_page(browser, service):
    """-> a function that opens a page; at the end nothing may have been complained of or fetched from elsewhere."""
    contexts, complaints, elsewhere = [], [], []

    def opened(**options):
        context = browser.new_context(base_url=service.url, **{"viewport": {"width": 1280, "height": 900}, "locale": "sv-SE", **options})
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: "/nej" in message.location["url"] or complaints.append(message.text)
        )  # a page that is not there, on purpose
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: request.url.startswith((service.url, "data:")) or elsewhere.append(request.url))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert (complaints, elsewhere) == ([], [])
