"""Every limit of the process that parses one untrusted file ends the file, not the service, and is told in words."""

import os

import pytest

from corpus.errors import UnreadableDocument
from ingest.child import Limits, read_in_child
from ingest.readers.pdf import MAX_PAGES
from tests.makers import bomb_pdf, pdf_bytes


def paged_pdf(count):
    """A page tree that names one page so many times."""
    kids = b" ".join([b"3 0 R"] * count)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows) + tail


def refuse(kind, path, **limits):
    with pytest.raises(UnreadableDocument) as told:
        read_in_child(kind, path, Limits(**limits))
    return str(told.value)


def test_more_pages_than_any_plan_has_are_refused_with_their_number(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(paged_pdf(MAX_PAGES + 1))
    assert refuse("pdf", path) == f"plan.pdf har {MAX_PAGES + 1} sidor, fler än {MAX_PAGES}. Dela upp den och försök igen."


def test_more_text_than_may_be_is_refused(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("Väg och vatten.\n" * 130_000, encoding="utf-8")
    assert "mer än 2 MB text" in refuse("txt", path, text_bytes=2_000_000)
    assert read_in_child("txt", path, Limits(text_bytes=4_000_000)).text


def test_memory_has_an_end(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf_bytes())
    assert read_in_child("pdf", path, Limits()).text
    assert refuse("pdf", path, memory_bytes=40_000_000).startswith("plan.pdf kunde inte läsas: för tung.")


def test_processor_time_has_an_end(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(bomb_pdf())
    assert refuse("pdf", path, cpu_seconds=1).startswith("plan.pdf kunde inte läsas: för tung.")


def test_waiting_has_an_end_though_no_time_is_used(tmp_path):
    path = tmp_path / "plan.txt"
    os.mkfifo(path)  # nobody writes to it
    assert refuse("txt", path, wall_seconds=1).startswith("plan.txt kunde inte läsas: för tung.")
