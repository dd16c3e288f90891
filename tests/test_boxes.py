"""Words on a page: packed, matched with the text, found for a quote."""

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.boxes import find_boxes, list_pages, pack_words, unpack_words
from corpus.records import Page, PageBoxes, Source
from ingest.readers.boxes import box_page, box_pages
from ingest.readers.glyphs import PageWords, read_words
from ingest.readers.read import read_file

LINES = ["Nämnden ska varje år följa upp målen", "och de äldre får stöd i hemmet."]


def draw_lines(path, pages=1, turn=0):
    canvas = Canvas(str(path), pagesize=A4[::-1] if turn in (90, 270) else A4)  # reportlab swaps the sides of a page that it turns
    for _ in range(pages):
        canvas.setPageRotation(turn)
        canvas.setFont("Helvetica", 20)
        for number, line in enumerate(LINES):
            canvas.drawString(72, 700 - 30 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def box_file(path):
    source = read_file(path)
    return source, box_pages(source, read_words(path), {})


def test_packing_loses_nothing_and_is_small():
    words = [
        (7 * n, 7 * n + 6, 1000 + 500 * (n % 10), 600 + 170 * (n // 10), 1450 + 500 * (n % 10), 750 + 170 * (n // 10)) for n in range(400)
    ]
    packed = pack_words(words)
    assert [tuple(row) for row in unpack_words(packed).tolist()] == words
    assert len(packed) < 2000
    assert unpack_words(pack_words([])).shape == (0, 6)


def test_a_quote_over_two_lines_is_two_boxes(tmp_path):
    source, boxes = box_file(draw_lines(tmp_path / "a.pdf"))
    start = source.text.index("målen")
    (number, first), (_, second) = find_boxes(boxes, source.pages, [(start, source.text.index(" får"))])
    assert number == 1
    baseline = (842 - 700) / 842
    assert first[1] < baseline < first[3]
    assert 0.4 < first[0] < first[2] < 0.8
    assert second[0] == pytest.approx(72 / 595, abs=0.005)
    assert first[3] < second[3]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_are_where_a_turned_page_shows_the_words(tmp_path, turn):
    source, boxes = box_file(draw_lines(tmp_path / "a.pdf", turn=turn))
    start = source.text.index("Nämnden")
    [(_, (left, top, right, bottom))] = find_boxes(boxes, source.pages, [(start, start + 7)])
    across, down = (left + right) / 2, (top + bottom) / 2
    upright = {90: (down, 1 - across), 180: (1 - across, 1 - down), 270: (1 - down, across)}[turn]
    assert upright == pytest.approx((110 / 595, (842 - 706) / 842), abs=0.02)


def test_part_of_a_word_is_part_of_its_box():
    page = Page(1, None, 0, 10)
    boxes = [PageBoxes(1, 100, 100, pack_words([(0, 10, 2000, 100, 4000, 200)]))]
    assert find_boxes(boxes, [page], [(5, 10)]) == [(1, (0.3, 0.01, 0.4, 0.02))]
    assert find_boxes(boxes, [page], [(10, 12)]) == []


def test_columns_are_boxed_apart():
    page = Page(1, None, 0, 20)
    words = [(0, 5, 1000, 100, 2000, 200), (6, 10, 2100, 100, 3000, 200), (11, 15, 6000, 100, 7000, 200)]
    found = find_boxes([PageBoxes(1, 100, 100, pack_words(words))], [page], [(0, 20)])
    assert [box[:3:2] for _, box in found] == [(0.1, 0.3), (0.6, 0.7)]


def test_pages_that_a_range_touches():
    pages = [Page(1, None, 0, 10), Page(2, None, 10, 20)]
    assert list_pages(pages, [(9, 11)]) == [1, 2]
    assert list_pages(pages, [(10, 11)]) == [2]


def test_words_in_another_order_and_parted_otherwise_are_found():
    text = "vänster spalt här höger spalt där sammansatt ord"
    shown = [("höger", 1), ("spalt", 2), ("där", 3), ("vänster", 4), ("spalt", 5), ("här", 6), ("samman", 7), ("satt", 8), ("ord", 9)]
    words = [(word, 100 * at, 0, 100 * at + 90, 50) for word, at in shown]
    found = {text[start:end]: left for start, end, left, *_ in box_page(text, Page(1, None, 0, len(text)), words)}
    assert found == {"vänster": 400, "spalt": found["spalt"], "här": 600, "höger": 100, "där": 300, "sammansatt": 700, "ord": 900}


def test_a_page_read_from_its_picture_takes_its_boxes_from_there():
    source = Source("ett två\f", (Page(1, None, 0, 8),), "pdf")
    layers = [PageWords(1, 595.0, 842.0, (("annat", 1, 1, 2, 2),))]
    (page,) = box_pages(source, layers, {1: (("ett", 100, 100, 200, 150), ("två", 220, 100, 300, 150))})
    assert unpack_words(page.words)[:, :3].tolist() == [[0, 3, 100], [4, 7, 220]]
    assert (page.width, page.height) == (595.0, 842.0)


def test_other_formats_have_no_boxes():
    assert box_pages(Source("text", (), "text"), (), {}) == ()


def test_a_file_that_is_none_has_no_words(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert read_words(tmp_path / "a.pdf") == ()


def test_pages_that_repeat_a_word_for_ever_have_no_boxes(monkeypatch):
    text = "mål mål mål\fhus"
    source = Source(text, (Page(1, None, 0, 12), Page(2, None, 12, 15)), "pdf")
    word = [("mål", 0, 0, 10, 10)]
    layers = (PageWords(1, 100.0, 100.0, tuple(word * 3)), PageWords(2, 100.0, 100.0, (("hus", 0, 0, 10, 10),)))
    monkeypatch.setattr("ingest.readers.boxes.MOST_PAIRS", 10)
    assert [len(unpack_words(page.words)) for page in box_pages(source, layers, {})] == [3, 1]  # nine pairs and one
    monkeypatch.setattr("ingest.readers.boxes.MOST_PAIRS", 8)
    assert [len(unpack_words(page.words)) for page in box_pages(source, layers, {})] == [0, 0]
