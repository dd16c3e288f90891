"""Encodings: the right å ä ö, or a refusal."""

import pytest

from corpus.errors import UnreadableDocument
from ingest.readers.text import decode_text

SAMPLE = "Åtgärder för äldre – i Örnsköldsvik.\nRad två.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
def test_every_usual_encoding_gives_the_same_text(encoding):
    assert decode_text(SAMPLE.encode(encoding), "plan.txt") == SAMPLE


def test_cp850_of_old_systems():
    assert decode_text("Åtgärder för äldre.\n".encode("cp850"), "plan.txt") == "Åtgärder för äldre.\n"


def test_lines_of_two_encodings():
    assert decode_text("först åäö\n".encode() + "sedan åäö\n".encode("cp1252"), "plan.txt") == "först åäö\nsedan åäö\n"


def test_line_ends_become_one():
    assert decode_text(b"a\r\nb\rc\n", "plan.txt") == "a\nb\nc\n"


@pytest.mark.parametrize("data", [bytes(range(128, 256)) * 4, b"ab\x00cd" * 50, "Привет, мир".encode("cp1251")])
def test_what_cannot_be_told_is_refused(data):
    with pytest.raises(UnreadableDocument):
        decode_text(data, "plan.txt")
