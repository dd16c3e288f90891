"""Reading pictures of pages. Only the last tests need Tesseract; they are skipped where it is not installed."""

import random
import time
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from corpus.boxes import find_boxes
from corpus.records import Page, Source
from ingest.editions import read_edition
from ingest.ocr import pages as ocr_pages
from ingest.ocr import scans as ocr
from ingest.ocr.pages import Reading, is_blank, keep_picture, read_page, recall_picture
from ingest.ocr.picture import Picture, read_image
from ingest.ocr.render import MOST_PIXELS, Drawing, draw_page, render_page, render_scan
from ingest.ocr.scans import LATE, MISSING, list_late, name_reader, put_together, reread_pages
from ingest.ocr.tesseract import CURE, list_languages, reads_swedish
from ingest.readers.read import read_file

LINES = ["Nämnden ska varje år följa upp målen", "och de äldre får stöd i hemmet."]
RIGHT = "Nämnden ska varje år följa upp att målen nås och att stödet till de äldre är gott. " * 6
MISREAD = RIGHT.translate(str.maketrans("åäö", "aao"))
needs_tesseract = pytest.mark.skipif(not reads_swedish(), reason="Tesseract with Swedish is not installed")
needs_osd = pytest.mark.skipif("osd" not in list_languages(), reason="Tesseract cannot tell which way is up")


def set_column(lines, left, size):
    """Lines of Helvetica under each other, as a page's content stream."""
    shown = b" ".join(b"(" + line.encode("cp1252") + b") '" for line in lines)
    return b"BT /F1 %d Tf %d 700 Td %d TL %s ET" % (size, left, size * 3 // 2, shown)


def make_pdf(path, lines, turn=0, beside=()):
    """A page of Helvetica, in two columns where `beside` has lines; by hand, so that no library is tested against itself."""
    size = 13 if beside else 20
    text = set_column(lines, 40, size) + b" " + set_column(beside, 330, size)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>" % turn,
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    path.write_bytes(
        body + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    )
    return path


def empty_page():
    return Source("", (Page(1, None, 0, 0),), "pdf", None, ((1, "sidan är en bild utan text"),))


def two_pages():
    text = MISREAD + "\f" + RIGHT
    return Source(text, (Page(1, "i", 0, len(MISREAD) + 1), Page(2, None, len(MISREAD) + 1, len(text))), "pdf")


def test_other_formats_and_good_layers_come_back_as_they_are(tmp_path):
    text = Source(MISREAD, (), "text")
    assert reread_pages(tmp_path / "a.txt", text).source is text
    good = Source(RIGHT, (Page(1, None, 0, len(RIGHT)),), "pdf")
    assert reread_pages(tmp_path / "a.pdf", good).source is good


def test_without_tesseract_the_cure_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "reads_swedish", lambda: False)
    assert reread_pages(tmp_path / "a.pdf", empty_page()).source.unreadable_pages == ((1, MISSING),)
    assert CURE in MISSING
    assert name_reader() == "ocr none"


def test_a_page_of_the_wrong_language_is_read_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "reads_swedish", lambda: True)
    monkeypatch.setattr(ocr_pages, "read_page", lambda path, number, folder, cache: Reading(number, RIGHT))
    told = []
    source = reread_pages(tmp_path / "a.pdf", two_pages(), on_page=lambda done, total: told.append((done, total))).source
    assert source.text == RIGHT + "\f" + RIGHT
    assert [source.text[page.start : page.end] for page in source.pages] == [RIGHT + "\f", RIGHT]
    assert source.pages[0].label == "i"
    assert told == [(1, 1)]
    assert source.reread_pages == (1,)


def test_a_worse_reading_is_not_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "reads_swedish", lambda: True)
    monkeypatch.setattr(ocr_pages, "read_page", lambda path, number, folder, cache: Reading(number, RIGHT[:80]))
    assert reread_pages(tmp_path / "a.pdf", two_pages()).source.text == two_pages().text


def test_a_page_that_fails_is_told_and_the_rest_goes_on(tmp_path, monkeypatch):
    source = Source("\f\f", (Page(1, None, 0, 1), Page(2, None, 1, 2), Page(3, None, 2, 2)), "pdf", None, ((1, "x"), (2, "x"), (3, "x")))
    readings = {1: Reading(1, None), 2: Reading(2, RIGHT), 3: Reading(3, None, blank=True)}
    made = put_together(source, readings, {2})
    assert made.unreadable_pages == ((1, ocr.FAILED),)
    assert made.text[made.pages[1].start : made.pages[1].end] == RIGHT + "\f"


def test_pages_whose_turn_does_not_come_are_told_and_read_the_next_time(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "reads_swedish", lambda: True)
    clock = [0.0]

    def read_slowly(path, number, folder, cache):
        clock[0] += ocr_pages.BUDGET
        return Reading(number, RIGHT)

    monkeypatch.setattr(ocr_pages.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(ocr_pages.os, "sched_getaffinity", lambda process: {0})
    monkeypatch.setattr(ocr_pages, "read_page", read_slowly)
    source = Source("\f" + MISREAD, (Page(1, None, 0, 1), Page(2, None, 1, 1 + len(MISREAD))), "pdf", None, ((1, "x"),))
    made = reread_pages(tmp_path / "a.pdf", source).source
    assert (made.text, made.reread_pages) == (RIGHT + "\f" + MISREAD, (1,))
    assert made.unreadable_pages == ((2, LATE),)
    assert list_late(made) == (2,)
    assert list_late(replace(made, unreadable_pages=((1, MISSING),))) == ()


def test_a_stamp_on_a_scan_does_not_hide_what_stands_there(tmp_path, monkeypatch):
    stamp = "Dnr KS 2031/118 Inkom 2031-05-04 till kommunen"
    source = Source(stamp, (Page(1, None, 0, len(stamp)),), "pdf", pictured_pages=(1,))
    monkeypatch.setattr(ocr, "reads_swedish", lambda: True)
    monkeypatch.setattr(ocr_pages, "read_page", lambda path, number, folder, cache: Reading(number, stamp + "\n" + RIGHT))
    assert reread_pages(tmp_path / "a.pdf", source).source.text == stamp + "\n" + RIGHT
    monkeypatch.setattr(ocr_pages, "read_page", lambda path, number, folder, cache: Reading(number, stamp + " ärende"))
    assert reread_pages(tmp_path / "a.pdf", source).source.text == stamp
    monkeypatch.setattr(ocr_pages, "read_page", lambda *given: pytest.fail("read"))
    assert reread_pages(tmp_path / "a.pdf", replace(source, pictured_pages=())).source.text == stamp


def test_whoever_cancels_waits_for_the_pages_in_hand_only(tmp_path, monkeypatch):
    begun = []

    def read_slowly(path, number, folder, cache):
        begun.append(number)
        time.sleep(0.001)
        return Reading(number, RIGHT)

    def cancel(done, total):
        assert total == 2000
        raise KeyboardInterrupt

    monkeypatch.setattr(ocr_pages, "read_page", read_slowly)
    with pytest.raises(KeyboardInterrupt):
        ocr_pages.read_pages(tmp_path / "a.pdf", list(range(2000)), None, cancel)
    assert 0 < len(begun) < 2000


@pytest.mark.parametrize(("certainty", "text"), [(91.0, RIGHT), (36.0, None)])
def test_noise_is_no_text(tmp_path, monkeypatch, certainty, text):
    monkeypatch.setattr(ocr_pages, "render_scan", lambda path, index, drawing, image: 0.0 * image.write_bytes(b"P5 1 1 255\n" + bytes(99)))
    monkeypatch.setattr(ocr_pages, "read_image", lambda image, dpi: Picture(RIGHT, (), certainty))
    assert read_page(tmp_path / "a.pdf", 1, tmp_path, None).text == text


def test_a_damaged_cache_is_read_anew(tmp_path):
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    assert recall_picture(tmp_path / "a.json") is None
    keep_picture(tmp_path / "b.json", Picture("åäö", (("åäö", 1, 2, 3, 4),), 90.0))
    assert recall_picture(tmp_path / "b.json") == Picture("åäö", (("åäö", 1, 2, 3, 4),), 90.0)


def test_blank_is_hardly_any_ink():
    assert is_blank(b"P5 100 100 255\n" + b"\xff" * 100_000)
    assert not is_blank(b"P5 100 100 255\n" + b"\xff" * 90_000 + b"\x10" * 10_000)


def test_a_page_is_drawn(tmp_path):
    path = make_pdf(tmp_path / "a.pdf", LINES)
    draw_page(path, 0, Drawing(72), tmp_path / "a.pgm")
    head, pixels = (tmp_path / "a.pgm").read_bytes().split(b"\n", 1)
    assert head == b"P5 595 842 255"
    assert len(pixels) == 595 * 842
    assert not is_blank(pixels)


def test_a_scan_is_set_straight_and_its_angle_told(tmp_path):
    draw_page(make_pdf(tmp_path / "a.pdf", LINES * 8), 0, Drawing(100), tmp_path / "a.pgm")
    Image.open(tmp_path / "a.pgm").rotate(-2.5, resample=Image.Resampling.BICUBIC, fillcolor=255).save(tmp_path / "b.pdf", resolution=100)
    assert render_scan(tmp_path / "b.pdf", 0, Drawing(100, straight=True), tmp_path / "b.pgm") == pytest.approx(2.5, abs=0.1)
    assert render_scan(tmp_path / "b.pdf", 0, Drawing(100), tmp_path / "c.pgm") == 0.0
    assert (tmp_path / "b.pgm").read_bytes() != (tmp_path / "c.pgm").read_bytes()


def test_words_of_a_page_askew_stand_where_they_were_drawn(tmp_path, monkeypatch):
    monkeypatch.setattr(
        ocr_pages, "render_scan", lambda path, index, drawing, image: 5.0 + 0 * image.write_bytes(b"P5 99 99 255\n" + bytes(9801))
    )
    monkeypatch.setattr(ocr_pages, "read_image", lambda image, dpi: Picture(RIGHT, (("målen", 9000, 4900, 9200, 5100),), 90.0))
    [(text, left, top, right, bottom)] = read_page(tmp_path / "a.pdf", 1, tmp_path, None).words
    assert text == "målen"
    assert 8900 < left < right < 9300
    assert 5200 < top < 5300 < 5400 < bottom < 5500  # 4,100 to the right of the middle: 4,100 · sin 5° = 357 lower


def test_pages_that_are_pictures_are_told(tmp_path):
    draw_scan(tmp_path / "a.pdf")
    assert read_file(tmp_path / "a.pdf").pictured_pages == (1, 2, 3)
    assert read_file(make_pdf(tmp_path / "b.pdf", LINES)).pictured_pages == ()


def test_a_file_that_is_none_cannot_be_drawn(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert render_page(tmp_path / "a.pdf", 0, Drawing(72), tmp_path / "a.pgm") is False


def test_a_picture_that_is_none_is_not_read(tmp_path):
    (tmp_path / "a.pgm").write_bytes(b"P5 nothing")
    assert read_image(tmp_path / "a.pgm", 300) is None


def test_tesseract_killed_midway_costs_one_page(tmp_path, monkeypatch):
    text = "\n".join(f"5\t1\t1\t1\t{line}\t1\t9\t9\t50\t20\t95\t{word}" for line, word in enumerate(RIGHT.split()))
    (tmp_path / "table").write_text(f"head\n1\t1\t0\t0\t0\t0\t0\t0\t900\t900\t-1\t\n{text}\n", encoding="utf-8")
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\nmkdir {tmp_path}/once 2>/dev/null && kill -9 $$\ncp {tmp_path}/table $2.tsv\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(ocr, "reads_swedish", lambda: True)
    pages = [Image.new("L", (300, 200), 255) for _ in range(3)]
    for number, page in enumerate(pages):
        ImageDraw.Draw(page).rectangle((50, 50, 90 + number, 90), fill=0)
    pages[0].save(tmp_path / "a.pdf", save_all=True, append_images=pages[1:], resolution=100)
    source = reread_pages(tmp_path / "a.pdf", read_file(tmp_path / "a.pdf"), cache=tmp_path / "kept").source
    [(lost, reason)] = source.unreadable_pages
    assert reason == ocr.FAILED
    assert set(source.reread_pages) == {1, 2, 3} - {lost}
    assert source.text.count("Nämnden") == 2 * RIGHT.count("Nämnden")
    again = reread_pages(tmp_path / "a.pdf", read_file(tmp_path / "a.pdf"), cache=tmp_path / "kept").source
    assert (again.unreadable_pages, again.reread_pages) == ((), (1, 2, 3))


def test_a_picture_of_20_000_pixels_is_drawn_smaller(tmp_path):
    page = Image.new("1", (20_000, 4_000), 1)
    ImageDraw.Draw(page).rectangle((1_000, 1_000, 9_000, 2_000), fill=0)
    page.save(tmp_path / "a.pdf", resolution=72)
    assert render_scan(tmp_path / "a.pdf", 0, Drawing(300, straight=True), tmp_path / "a.pgm") == 0.0
    columns, rows = (int(size) for size in (tmp_path / "a.pgm").read_bytes()[:30].split()[1:3])
    assert MOST_PIXELS - 30_000 < rows * columns <= MOST_PIXELS + 30_000
    assert columns == pytest.approx(5 * rows, abs=5)


@needs_tesseract
@pytest.mark.parametrize("turn", [0, *(pytest.param(turn, marks=needs_osd) for turn in (90, 180, 270))])
def test_a_scan_is_read_and_kept(tmp_path, monkeypatch, turn):
    path = make_pdf(tmp_path / "a.pdf", LINES * 6, turn)
    source = reread_pages(path, empty_page(), cache=tmp_path / "kept").source
    assert "Nämnden ska varje år följa upp målen" in source.text
    assert source.unreadable_pages == ()
    monkeypatch.setattr(ocr_pages, "read_image", lambda image, dpi: pytest.fail("read twice"))
    assert reread_pages(path, empty_page(), cache=tmp_path / "kept").source == source


@needs_tesseract
def test_columns_are_read_one_after_the_other(tmp_path):
    left = ["Nämnden ska varje år följa upp målen,", "och de äldre får stöd i hemmet så", "länge de vill och behöver det."] * 5
    right = ["Förskolan arbetar med språk och lek.", "Skolan möter varje elev där den är,", "och fritids håller öppet på lovet."] * 5
    text = reread_pages(make_pdf(tmp_path / "a.pdf", left, beside=right), empty_page()).source.text
    assert text.count("Nämnden ska varje år") == text.count("Förskolan arbetar med") == 5
    assert text.rindex("länge de vill och behöver det.") < text.index("Förskolan arbetar med språk och lek.")


def draw_scan(path):
    """A scan without a layer: text, a blank page, noise."""
    draw_page(make_pdf(path, LINES), 0, Drawing(120), path.with_suffix(".pgm"))
    text = Image.open(path.with_suffix(".pgm")).crop((0, 150, 992, 500))
    noise = Image.new("L", text.size, 255)
    chance = random.Random(1)
    for _ in range(90):
        left, top = chance.randrange(900), chance.randrange(320)
        box = (left, top, left + chance.randrange(2, 60), top + chance.randrange(2, 30))
        ImageDraw.Draw(noise).rectangle(box, fill=chance.randrange(120))
    text.save(path, save_all=True, append_images=[Image.new("L", text.size, 255), noise], resolution=120)
    return path


@needs_tesseract
def test_every_page_of_a_scan_gets_what_it_needs(tmp_path):
    told = []
    edition = read_edition(draw_scan(tmp_path / "a.pdf"), "plan", (), lambda step, share: told.append((step, share)))
    assert {number for number, _ in edition.source.unreadable_pages} == {3}
    assert edition.source.reread_pages == (1,)
    assert {page.page_number for page in edition.quality if page.choice == "reading"} == {1}
    assert [share for step, share in told if step == "read"] == [0.0, 1 / 3, 2 / 3, 1.0]
    start = edition.source.text.index("målen")
    [(number, (left, top, right, bottom))] = find_boxes(edition.boxes[:1], edition.source.pages, [(start, start + 5)])
    assert number == 1
    baseline = (120 * (842 - 700 + 30) / 72 - 150) / 350
    assert top < baseline < bottom + 0.02
    assert 0.3 < left < right < 0.95
