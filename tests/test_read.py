"""Files of every kind, good and bad, through the one door."""

from itertools import pairwise

import pytest

from corpus.errors import UnreadableDocument
from ingest.child import Limits
from ingest.readers import read
from ingest.readers.read import read_file, split_pages
from tests.makers import PAGES, bomb_pdf, cyclic_pdf, docx_bytes, pdf_bytes


def write(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def told(tmp_path, name, data, **limits):
    with pytest.raises(UnreadableDocument) as caught:
        read_file(write(tmp_path, name, data), limits=Limits(**limits))
    return str(caught.value)


def test_pdf_gives_every_page_with_its_number(tmp_path):
    source = read_file(write(tmp_path, "plan.pdf", pdf_bytes((*PAGES, None))))
    assert source.format == "pdf" and source.title == "Plan för trygg skolväg"
    assert [page.number for page in source.pages] == [1, 2, 3]
    assert source.text[source.pages[1].start : source.pages[1].end].split("\n")[0] == "Uppföljning"
    assert source.unreadable_pages == ((3, "sidan är en bild utan text"),)
    assert source.pages[-1].end == len(source.text)


def test_docx_keeps_headings_lists_and_tables(tmp_path):
    source = read_file(write(tmp_path, "plan.docx", docx_bytes()))
    assert source.format == "docx" and source.pages == ()
    assert "# Syfte\n" in source.text and "- Bygg gångbro över ån.\n" in source.text
    assert "| Gångbro | Tekniska nämnden |" in source.text


@pytest.mark.parametrize("data, kind", [(docx_bytes(), "docx"), (pdf_bytes(), "pdf"), (b"# A\n\ntext\n\n# B\n", "markdown")])
def test_content_decides_not_the_name(tmp_path, data, kind):
    assert read_file(write(tmp_path, "fil.pdf", data)).format == kind


@pytest.mark.parametrize(
    "name, data, words",
    [
        ("tom.txt", b"", "är tom"),
        ("blank.txt", b" \n \n", "innehåller ingen text"),
        ("slip.pdf", b"x\n", "innehåller ingen text"),
        ("bild.pdf", b"\x89PNG\r\n", "är en bild"),
        ("gammal.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "äldre formatet"),
        ("sida.pdf", b"<!DOCTYPE html><html><body>Plan", "webbsida"),
        ("arkiv.docx", b"PK\x03\x04trasig", "skadad"),
        ("program.txt", bytes(range(256)) * 9, "ingen textfil"),
        ("trasig.pdf", pdf_bytes()[:300], "skadad"),
        ("skrap.pdf", b"%PDF-1.7\n" + b"skrap" * 99, "skadad"),
        ("last.pdf", pdf_bytes(password="hemligt"), "skyddad med lösenord"),
        ("rund.pdf", cyclic_pdf(), "rund.pdf"),
    ],
)
def test_a_bad_file_is_refused_with_reason_and_cure(tmp_path, name, data, words):
    message = told(tmp_path, name, data)
    assert name in message and words in message
    assert 6 <= len(message.split()) <= 24


def test_a_locked_pdf_with_empty_password_is_read(tmp_path):
    assert "Norråker" in read_file(write(tmp_path, "plan.pdf", pdf_bytes(password=""))).text


def test_a_trap_is_ended_and_told(tmp_path):
    message = told(tmp_path, "bomb.pdf", bomb_pdf(), cpu_seconds=2, wall_seconds=5)
    assert "för tung" in message


def test_too_large_a_file_is_refused(tmp_path):
    assert "mer än" in told(tmp_path, "plan.txt", "ord " * 1000, file_bytes=3000)
    assert "mer än" in told(tmp_path, "plan.txt", "ord " * 1000, text_bytes=3000)


def test_much_text_is_decoded_in_the_child_and_reads_the_same(tmp_path, monkeypatch):
    path = write(tmp_path, "plan.txt", ("Vägarna plogas före klockan sju.\n\f" * 3_000).encode("cp1252"))
    assert path.stat().st_size > read.AT_HAND
    long = read_file(path)
    monkeypatch.setattr(read, "AT_HAND", 10**9)
    assert read_file(path) == long and len(long.pages) == 3_000
    monkeypatch.setattr(read, "AT_HAND", 10)
    for name, data, words in (("tom.txt", b" \n" * 99, "ingen text"), ("program.txt", bytes(range(256)) * 9, "ingen textfil")):
        assert words in told(tmp_path, name, data)


def test_a_missing_file_and_a_folder_are_told_by_path(tmp_path):
    for path in (tmp_path / "saknas.pdf", tmp_path):
        with pytest.raises(UnreadableDocument, match=str(path)):
            read_file(path)


def test_form_feeds_part_pages_without_gap():
    text = "ett\n\ftvå\n\ftre\n\f"
    pages = split_pages(text)
    assert [text[p.start : p.end].strip() for p in pages] == ["ett", "två", "tre"]
    assert pages[0].start == 0 and pages[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(pages))
    assert split_pages("utan sidor\n") == ()


def test_facts_before_a_markdown_text_are_no_text(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text('---\ntitle: "Plan för rena stränder"\nlang: sv\n---\n\n# Stränder\n\nVi städar varje strand.\n', encoding="utf-8")
    source = read.read_file(path)
    assert source.title == "Plan för rena stränder"
    assert source.text.lstrip().startswith("# Stränder")


def test_a_line_across_a_markdown_text_is_no_fact(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text("# Stränder\n\n---\n\nVi städar: varje strand.\n\n---\n\n## Mer\n", encoding="utf-8")
    source = read.read_file(path)
    assert source.title is None and "Vi städar" in source.text
