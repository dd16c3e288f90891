"""Every one of the sixty payloads as metadata of a PDF, title, file name, heading, issuer, kind and diary number, and fifteen at once as a
question, in a real browser. The rest of promise S2's product (text, headings, items, remarks) stands in test_hostile.py.
"""

from dataclasses import replace
from io import BytesIO
from urllib.parse import quote

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.library import Library
from corpus.settings import Settings
from ingest.readers.pdf import read_pdf
from tests.browser.test_hostile import PAYLOADS, WATCH, anchors, read, visit
from tests.service import RunningService
from tests.small_library import add, make_edition

pytestmark = pytest.mark.browser

LISTS = ("/", "/search", "/documents", "/areas", "/responsibilities", "/compare", "/planer", "/tidslinje", "/hanvisningar", "/koppla")


def write_pdf(number, payload):
    """A PDF whose metadata are the payload."""
    buffer = BytesIO()
    canvas = Canvas(buffer)
    for tell in (canvas.setTitle, canvas.setAuthor, canvas.setSubject, canvas.setKeywords, canvas.setCreator):
        tell(payload)
    canvas.drawString(72, 760, f"Plan {number}")
    canvas.save()
    return buffer.getvalue()


def make_document(path, number, payload):
    """The edition of a PDF whose metadata, name, heading, issuer, kind and number are the payload: no rule of ours makes them milder."""
    path.write_bytes(write_pdf(number, payload))
    source = read_pdf(path)
    assert source.title in (payload, None)  # None: a title that is none is not taken over
    text = f"Nämnd {number} ska lämna in blankett {number} till kansliet varje år."
    edition = make_edition(f"plan-{number}", [text], areas=True, heading=payload)
    told = dict.fromkeys(("issuer", "kind", "diary_number"), payload)
    return replace(edition, document=replace(edition.document, title=payload, file_name=f"{payload}.pdf", **told))


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("payloads")
    with Library.open(Settings.read(folder / "data"), child=False) as library:
        for number, payload in enumerate(PAYLOADS):
            add(library, make_document(folder / "a.pdf", number, payload))
    with RunningService(folder / "data") as running:
        yield running


@pytest.fixture
def page(open_page):
    opened = open_page()
    opened.add_init_script(f"({WATCH})()")
    return opened


def test_titles_and_file_names_are_text_on_every_page_that_lists_them(page, service):
    rows = [row for row in read(service, "/api/documents") if row["id"].startswith("plan-")]
    assert len(rows) == len(PAYLOADS) == 60
    assert {row["title"] for row in rows} == set(PAYLOADS)
    assert {row["file_name"] for row in rows} == {f"{payload}.pdf" for payload in PAYLOADS}
    for address in LISTS:
        visit(page, lambda address=address: page.goto(address))
    page.goto("/documents")
    shown = page.locator("body").inner_text()
    assert [payload for payload in PAYLOADS if payload not in shown] == []


def test_each_documents_own_page_runs_nothing(page, service):
    for number, payload in enumerate(PAYLOADS):
        visit(page, lambda number=number: page.goto(f"/d/plan-{number}"))
        assert payload in page.locator("body").inner_text()


def test_sections_and_comparisons_run_nothing(page, service):
    for number in range(0, len(PAYLOADS), 6):
        (first, *_) = anchors(read(service, f"/api/documents/plan-{number}")["outline"])
        visit(page, lambda first=first: page.goto(f"/s/{first}?start=0&end=9"))
        visit(page, lambda number=number: page.goto(f"/compare?left=plan-{number}&right=plan-{number + 1}"))


def test_answers_and_hits_name_them_as_text(page):
    page.goto("/search")
    page.fill("#q", "nämnd ska lämna in blankett till kansliet")
    visit(page, lambda: page.press("#q", "Enter"))
    assert page.locator(".hits li").count() > 5
    for number in range(0, len(PAYLOADS), 10):
        page.goto("/")
        page.fill("#question", f"Vem ska lämna in blankett {number}?")
        visit(page, lambda: page.press("#question", "Enter"))
        page.wait_for_selector("#svar")
        assert page.evaluate("[window.xss, window.reports]") == [0, []]


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), 15))
def test_questions_and_searches_are_text(page, first):
    question = " ".join(PAYLOADS[first : first + 15])
    assert len(question) < 2000
    for address in (
        f"/search?q={quote(question)}",
        f"/areas?q={quote(question)}",
        f"/responsibilities?q={quote(question)}",
        f"/ask?question={quote(question)}",
    ):
        visit(page, lambda address=address: page.goto(address))
    page.goto("/")
    page.fill("#question", question)
    visit(page, lambda: page.press("#question", "Enter"))
    page.wait_for_selector("#svar")
    assert page.evaluate("[window.xss, window.reports]") == [0, []]
