"""Pages of a PDF as pictures with the quote marked: drawn for real, in a library of one document."""

import zlib
from dataclasses import replace

import numpy as np
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.desk import LibraryDesk
from api.desk_choices import QuoteChoice
from api.page import image as page_image
from api.page.image import EDGE, Drawn, write_png
from api.service.state import Service
from corpus.errors import BadRequest, Unknown, UnreadableDocument
from corpus.settings import Settings
from ingest.pipeline import ingest_file
from tests.fake_desk import FakeDesk
from tests.small_library import add, make_edition, open_library
from tests.test_boxes import draw_lines

QUOTE = "ska varje år följa upp målen"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    library = open_library(folder)
    ingest_file(draw_lines(folder / "plan.pdf", pages=2), library)
    add(library, make_edition("vinter", ["Kommunen ska ploga."]))
    yield LibraryDesk(library)
    library.close()


def find_quote(desk):
    section = next(one for one in desk.library.store.sections("plan") if QUOTE in one.text)
    start = section.text.index(QUOTE)
    return section.anchor, start, start + len(QUOTE)


def read_png(content):
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    columns, rows = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    size = int.from_bytes(content[33:37])
    return np.frombuffer(zlib.decompress(content[41 : 41 + size]), np.uint8).reshape(rows, 1 + 3 * columns)[:, 1:].reshape(rows, columns, 3)


def test_the_quote_is_framed_where_it_stands(desk):
    anchor, start, end = find_quote(desk)
    section = desk.section(anchor, start, end)
    image = section["page_images"][0]
    assert image["url"].startswith(f"/api/pages/plan/{image['page_number']}.png?anchor=plan")
    pixels = read_png(desk.page("plan", image["page_number"], QuoteChoice(anchor, start, end)).content)
    rows, columns = np.nonzero((pixels == EDGE).all(axis=2))
    number, left, top, right, bottom = section["page_boxes"][0]
    assert number == image["page_number"]
    assert (rows.min() / len(pixels), rows.max() / len(pixels)) == pytest.approx((top, bottom), abs=0.005)
    assert (columns.min() / pixels.shape[1], columns.max() / pixels.shape[1]) == pytest.approx((left, right), abs=0.005)
    assert (pixels < 60).all(axis=2).any()  # the words can still be read


def test_without_a_quote_nothing_is_framed(desk):
    anchor, _, _ = find_quote(desk)
    section = desk.section(anchor)
    assert section["page_boxes"] == []
    assert section["page_images"][0]["url"] == "/api/pages/plan/1.png"
    assert not (read_png(desk.page("plan", 1, QuoteChoice()).content) == EDGE).all(axis=2).any()


def test_source_offsets_mark_as_well(desk):
    pixels = read_png(desk.page("plan", 1, QuoteChoice(None, 0, 7)).content)
    assert (pixels == EDGE).all(axis=2).any()


@pytest.mark.parametrize(("document", "page"), [("plan", 3), ("vinter", 1), ("borta", 1)])
def test_what_has_no_picture_is_unknown(desk, document, page):
    with pytest.raises(Unknown):
        desk.page(document, page, QuoteChoice())


def test_a_section_of_another_document_is_refused(desk):
    with pytest.raises(BadRequest, match="hör inte till"):
        desk.page("plan", 1, QuoteChoice("vinter/mal", 0, 4))
    assert desk.section("vinter/mal", 0, 4)["page_images"] == []


def test_a_kept_file_that_is_gone_is_told(desk, tmp_path):
    elsewhere = LibraryDesk(replace(desk.library, settings=replace(desk.library.settings, data=tmp_path)))
    with pytest.raises(Unknown, match="finns inte kvar"):
        elsewhere.page("plan", 1, QuoteChoice())


def test_pages_are_kept_within_bounds(monkeypatch, tmp_path):
    drawn = []
    noise = np.random.default_rng(1)

    def draw(kept, number):
        drawn.append(number)
        return noise.integers(0, 255, (100, 100, 3), np.uint8)

    monkeypatch.setattr(page_image, "draw_now", draw)
    pages = Drawn(most_bytes=70_000)
    for number in (1, 2, 1, 3, 1, 2):
        first = pages.draw(tmp_path, number)
    assert drawn == [1, 2, 3, 2]
    first[:] = 0
    assert pages.draw(tmp_path, 2).any()


def test_a_file_that_cannot_be_drawn_is_told(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(UnreadableDocument, match="kunde inte ritas"):
        Drawn().draw(tmp_path / "a.pdf", 1)


def test_a_png_holds_its_pixels():
    pixels = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    assert (read_png(write_png(pixels)) == pixels).all()


def test_the_address(tmp_path):
    settings, desk = Settings(tmp_path, "", None), FakeDesk()
    client = TestClient(create_app(settings, Service(settings, desk)))
    response = client.get("/api/pages/skogsby-plan/2.png?anchor=skogsby-plan/samtal&start=7&end=36")
    assert (response.content, response.headers["content-type"]) == (b"bild", "image/png")
    assert "private" in response.headers["cache-control"]
    assert desk.asked == [("skogsby-plan", 2, QuoteChoice("skogsby-plan/samtal", 7, 36))]
    assert client.get("/api/pages/skogsby-plan/0.png").status_code == 422
