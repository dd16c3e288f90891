"""From Tesseract's words to the text of a page and the places of its words."""

import numpy as np
import pytest

from ingest.ocr import picture as ocr_picture
from ingest.ocr.picture import find_turns, make_picture, read_image, turn_box, turn_lines
from ingest.ocr.tesseract import Table, Word

LINE = ("1", "1", "1", "1")


def word(text, box, line=LINE, certainty=90.0):
    return Word(line, text, box, certainty)


def test_lines_paragraphs_and_boxes():
    lines = [
        (word("Nämnden", (100, 200, 50, 20), certainty=96.0), word("ska", (160, 200, 40, 20))),
        (word("följa", (100, 230, 50, 20), ("1", "1", "1", "2"), 84.0),),
        (word('"upp"', (100, 300, 50, 20), ("1", "2", "1", "1")),),
    ]
    picture = make_picture(lines, (1000, 2000))
    assert picture.text == 'Nämnden ska\nfölja\n\n"upp"\n'
    assert picture.words[:2] == (("Nämnden", 1000, 1000, 1500, 1100), ("ska", 1600, 1000, 2000, 1100))
    assert picture.certainty == 90.0


def test_an_empty_page_has_no_words():
    picture = make_picture([], (100, 100))
    assert (picture.text.strip(), picture.words, picture.certainty) == ("", (), 0.0)
    assert make_picture([(word("a", (1, 1, 1, 1)),)], (0, 0)).words == ()


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_on_its_side_is_mended_upright_and_told_as_it_lies(tmp_path, monkeypatch, turns):
    """12 % with a long bar in place of its dash; the page was turned to the right, so it must be turned to the left."""
    pixels = np.full((60, 400), 240, np.uint8)
    pixels[20:40, 10:70] = 20
    pixels[20:40, 100:112] = pixels[20:40, 148:160] = pixels[29:31, 124:137] = 20
    boxes = {"Hela": (10, 20, 60, 20), "2026-2030": (100, 20, 60, 20)}
    lying = np.rot90(pixels, -turns)
    size = (lying.shape[1], lying.shape[0])
    lines = tuple(turn_lines([tuple(word(text, box) for text, box in boxes.items())], -turns % 4, (400, 60)))
    (tmp_path / "a.pgm").write_bytes(b"P5 %d %d 255\n" % size + np.ascontiguousarray(lying).tobytes())
    monkeypatch.setattr(ocr_picture, "read_page", lambda image, dpi, turned: Table(size, lines))
    monkeypatch.setattr(ocr_picture, "read_strips", lambda strips, dpi, language: ())
    picture = read_image(tmp_path / "a.pgm", 300)
    assert find_turns(lines) == turns
    assert picture.text == "Hela 2026–2030\n"
    before = make_picture(lines, size).words
    assert picture.words == (before[0], ("2026–2030", *before[1][1:]))


def test_four_quarter_turns_lead_back():
    box, size = (10, 20, 30, 5), (100, 50)
    assert turn_box(box, 1, size) == (20, 60, 5, 30)
    for _ in range(4):
        box, size = turn_box(box, 1, size), (size[1], size[0])
    assert (box, size) == ((10, 20, 30, 5), (100, 50))
    assert turn_box(turn_box(box, 3, size), 1, (50, 100)) == box


def test_the_second_reading_is_told_in_places_of_the_page(tmp_path, monkeypatch):
    pixels = np.arange(40 * 60, dtype=np.uint8).reshape(40, 60)
    seen = []

    def read_strips(strips, dpi, language):
        seen.extend(strip.read_bytes() for strip in strips)
        return (word("%", (3, 2, 5, 6), ("2", "1", "1", "1")),)

    monkeypatch.setattr(ocr_picture, "read_strips", read_strips)
    found = ocr_picture.read_boxes([(0, 0, 9, 9), (20, 10, 12, 8)], pixels, tmp_path / "a.pgm", 300)
    assert [[one.box for one in strip] for strip in found] == [[], [(23, 12, 5, 6)]]
    assert seen[1] == b"P5 12 8 255\n" + pixels[10:18, 20:32].tobytes()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_reads_like_noise_is_tried_the_other_ways_round(tmp_path, monkeypatch, turns):
    pixels = np.full((40, 80), 240, np.uint8)
    pixels[10:14, 20:30] = 20
    lying = np.ascontiguousarray(np.rot90(pixels, -turns))
    (tmp_path / "a.pgm").write_bytes(b"P5 %d %d 255\n" % (lying.shape[1], lying.shape[0]) + lying.tobytes())

    def read_page(image, dpi, turned):
        seen = ocr_picture.read_pixels(image)
        right = not turned and seen.shape == (40, 80) and seen[12, 25] == 20
        return Table(
            (seen.shape[1], seen.shape[0]), ((word("mål" if right else "1ĘE", (20, 10, 10, 4), certainty=90.0 if right else 30.0),),)
        )

    monkeypatch.setattr(ocr_picture, "read_page", read_page)
    picture = read_image(tmp_path / "a.pgm", 300)
    assert (picture.text, picture.certainty) == ("mål\n", 90.0)
    rows, columns = np.nonzero(lying == 20)
    [(_, left, top, right, foot)] = picture.words
    assert (left, right) == (columns.min() * 10000 // lying.shape[1], (columns.max() + 1) * 10000 // lying.shape[1])
    assert (top, foot) == (rows.min() * 10000 // lying.shape[0], (rows.max() + 1) * 10000 // lying.shape[0])
    assert [path.name for path in tmp_path.iterdir()] == ["a.pgm"]


def test_noise_stays_noise(tmp_path, monkeypatch):
    (tmp_path / "a.pgm").write_bytes(b"P5 80 40 255\n" + bytes(3200))
    monkeypatch.setattr(ocr_picture, "read_page", lambda image, dpi, turned: Table((80, 40), ((word("1", (1, 1, 9, 9), certainty=36.0),),)))
    assert read_image(tmp_path / "a.pgm", 300).certainty == 36.0


def test_a_grainy_page_is_read_made_clear(tmp_path, monkeypatch):
    (tmp_path / "a.pgm").write_bytes(b"P5 80 40 255\n" + bytes([200, 180, 220, 200] * 800))

    def read_page(image, dpi, turned):
        clear = len(set(ocr_picture.read_pixels(image).ravel().tolist()) & {180, 220}) == 0
        return Table((80, 40), ((word("mål", (8, 4, 8, 4), certainty=90.0 if clear else 0.0),),))

    monkeypatch.setattr(ocr_picture, "read_page", read_page)
    picture = read_image(tmp_path / "a.pgm", 300)
    assert (picture.certainty, picture.words) == (90.0, (("mål", 1000, 1000, 2000, 2000),))


@pytest.mark.parametrize(("darker", "words", "taken"), [(92.0, 20, True), (90.3, 20, False), (95.0, 10, False)])
def test_hairlines_are_read_darker_and_the_surer_reading_is_taken(tmp_path, monkeypatch, darker, words, taken):
    (tmp_path / "a.pgm").write_bytes(b"P5 80 40 255\n" + bytes([20, 200, 110, 200] * 800))

    def read_page(image, dpi, turned):
        dark = 110 not in set(ocr_picture.read_pixels(image).ravel().tolist())
        text, count, certainty = ("från", words, darker) if dark else ("fran", 20, 90.0)
        return Table((80, 40), (tuple(word(text, (8 * place, 4, 4, 4), certainty=certainty) for place in range(count)),))

    monkeypatch.setattr(ocr_picture, "read_page", read_page)
    monkeypatch.setattr(ocr_picture, "read_strips", lambda strips, dpi, language: ())
    assert read_image(tmp_path / "a.pgm", 300).text.split()[0] == ("från" if taken else "fran")
