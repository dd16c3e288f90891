"""Tesseract's table as text and boxes, and what happens when the program fails."""

import stat

import pytest

from ingest import tesseract
from ingest.tesseract import make_picture, name_dash, read_image

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def row(level, place, box, certainty=-1.0, text=""):
    return "\t".join(map(str, (level, 1, *place, *box, certainty, text)))


def table(*words, size=(1000, 2000)):
    return "\n".join([HEAD, row(1, (0, 0, 0, 0), (0, 0, *size)), *words, ""])


def test_lines_paragraphs_and_boxes():
    picture = make_picture(
        table(
            row(5, (1, 1, 1, 1), (100, 200, 50, 20), 96.0, "Nämnden"),
            row(5, (1, 1, 1, 2), (160, 200, 40, 20), 90.0, "ska"),
            row(4, (1, 1, 2, 0), (100, 230, 50, 20)),
            row(5, (1, 1, 2, 1), (100, 230, 50, 20), 84.0, "följa"),
            row(5, (1, 2, 1, 1), (100, 300, 50, 20), 90.0, '"upp"'),
        )
    )
    assert picture.text == 'Nämnden ska\nfölja\n\n"upp"\n'
    assert picture.words[:2] == (("Nämnden", 1000, 1000, 1500, 1100), ("ska", 1600, 1000, 2000, 1100))
    assert picture.certainty == 90.0


@pytest.mark.parametrize(("width", "dash"), [(7, "-"), (13, "–"), (24, "—")])
def test_a_lone_dash_is_as_long_as_it_is_drawn(width, dash):
    words = [
        row(5, (1, 1, 1, 1), (100, 200, 50, 20), 96.0, "plan"),
        row(5, (1, 1, 1, 2), (160, 210, width, 2), 96.0, "-"),
        row(5, (1, 1, 1, 3), (200, 200, 50, 20), 96.0, "beslut"),
    ]
    assert make_picture(table(*words)).text == f"plan {dash} beslut\n"


def test_a_dash_with_nothing_to_measure_it_by_stays():
    assert make_picture(table(row(5, (1, 1, 1, 1), (160, 210, 99, 2), 96.0, "-"))).text == "-\n"
    assert [name_dash(length) for length in (0.3, 0.6, 1.2)] == ["-", "–", "—"]


def test_an_empty_table_is_an_empty_page():
    picture = make_picture(table())
    assert (picture.text.strip(), picture.words, picture.certainty) == ("", (), 0.0)
    assert make_picture(HEAD).words == ()


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$", "exit 0", "sleep 30"])
def test_a_program_that_fails_reads_nothing(tmp_path, monkeypatch, script):
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\nexec 2>/dev/null\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(tesseract, "list_languages", lambda: frozenset({"swe"}))
    monkeypatch.setattr(tesseract, "SECONDS", 0.5)
    assert read_image(tmp_path / "a.pgm", 300) is None
