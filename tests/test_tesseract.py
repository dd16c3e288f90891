"""Tesseract's table as lines of words, and what happens when the program fails."""

import stat

import pytest

from ingest.ocr import tesseract
from ingest.ocr.picture import read_image
from ingest.ocr.tesseract import parse_table, read_page, read_strips

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def row(level, place, box, certainty=-1.0, text=""):
    return "\t".join(map(str, (level, 1, *place, *box, certainty, text)))


def table(*words, size=(1000, 2000)):
    return "\n".join([HEAD, row(1, (0, 0, 0, 0), (0, 0, *size)), *words, ""])


def install(tmp_path, monkeypatch, script):
    """A program named tesseract that does something else."""
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\nexec 2>/dev/null\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(tesseract, "list_languages", lambda: frozenset({"swe", "eng"}))
    monkeypatch.setattr(tesseract, "SECONDS", 0.5)


def test_rows_are_words_by_line():
    read = parse_table(
        table(
            row(5, (1, 1, 1, 1), (100, 200, 50, 20), 96.0, "Nämnden"),
            row(5, (1, 1, 1, 2), (160, 200, 40, 20), 90.0, "ska"),
            row(4, (1, 1, 2, 0), (100, 230, 50, 20)),
            row(5, (1, 1, 2, 1), (100, 230, 50, 20), 84.0, "följa"),
        )
    )
    assert read.size == (1000, 2000)
    assert [[word.text for word in line] for line in read.lines] == [["Nämnden", "ska"], ["följa"]]
    assert read.lines[0][1].box == (160, 200, 40, 20)


def test_an_empty_table_has_no_lines():
    assert parse_table(table()).lines == ()
    assert parse_table(HEAD) == tesseract.Table((0, 0), ())


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$", "exit 0", "sleep 30"])
def test_a_program_that_fails_reads_nothing(tmp_path, monkeypatch, script):
    install(tmp_path, monkeypatch, script)
    assert read_page(tmp_path / "a.pgm", 300) is None
    assert read_image(tmp_path / "a.pgm", 300) is None
    assert read_strips([tmp_path / "a-0.pgm"], 300) == ()
    assert not (tmp_path / "a-0.list").exists()


def test_strips_are_read_in_one_run(tmp_path, monkeypatch):
    rows = "\n".join([HEAD, "5\t2\t1\t1\t1\t1\t3\t4\t20\t10\t91\t%"])
    (tmp_path / "rows").write_text(rows)
    install(tmp_path, monkeypatch, f'cp "$1" {tmp_path}/told; cp {tmp_path}/rows "$2.tsv"')
    [word] = read_strips([tmp_path / "a-0.pgm", tmp_path / "a-1.pgm"], 300)
    assert (word.line[0], word.text, word.box) == ("2", "%", (3, 4, 20, 10))
    assert (tmp_path / "told").read_text() == f"{tmp_path}/a-0.pgm\n{tmp_path}/a-1.pgm\n"


def test_without_the_language_of_signs_nothing_is_read_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(tesseract, "list_languages", lambda: frozenset({"swe"}))
    monkeypatch.setattr(tesseract, "run_tesseract", lambda *given: pytest.fail("run"))
    assert read_strips([tmp_path / "a-0.pgm"], 300) == ()
