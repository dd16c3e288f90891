"""One passage per line, none dropped, and a bad line told by its number."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableDocument
from ingest.readers.passagefile import read_lines, read_passages


def write(path, *rows):
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path):
    return tmp_path / "prov.jsonl"


def test_each_line_is_a_section_and_a_passage(file):
    edition = read_passages(write(file, {"id": "d 1", "title": "Snö", "text": " Plogas.\nOfta. "}, {"id": 7, "text": "Ja"}), "prov")
    first, second = edition.sections
    assert (first.anchor, first.heading, first.text) == ("prov/d-1", "Snö", "Plogas.\nOfta.")
    assert (second.anchor, second.heading, second.heading_spans) == ("prov/7", "7", ())
    assert [(one.id, one.external_id, one.path) for one in edition.passages] == [
        ("prov/d-1#0-13", "d 1", ("Snö",)),
        ("prov/7#0-2", "7", ()),
    ]
    assert edition.source.text == "Snö\nPlogas.\nOfta.\n\nJa\n"
    assert (edition.document.title, edition.document.file_name) == ("prov", "prov.jsonl")


def test_short_and_empty_ones_are_kept(file):
    edition = read_passages(write(file, {"id": "a", "title": "", "text": "J"}, {"id": "b", "title": "Bara rubrik", "text": ""}), "prov")
    assert [passage.text for passage in edition.passages] == ["J", ""]
    assert edition.passages[1].path == ("Bara rubrik",)


def test_blank_lines_a_mark_of_order_and_the_other_id_are_understood(file):
    file.write_bytes(b'\xef\xbb\xbf{"_id": "a", "text": "x"}\n\n{"_id": "b", "title": null, "text": "y"}')
    assert [(line.id, line.title) for line in read_lines(file)] == [("a", ""), ("b", "")]


GOOD = '{"id": "a", "title": "", "text": "x"}'


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{trasig", "rad 2: raden är inte giltig JSON"),
        ("[" * 100_000, "rad 2: raden är inte giltig JSON"),
        ("[1]", "rad 2: raden ska vara ett objekt"),
        ('{"title": "", "text": "x"}', "rad 2: id saknas"),
        ('{"id": true, "text": "x"}', "rad 2: id saknas"),
        ('{"id": " ", "text": "x"}', "rad 2: id saknas"),
        ('{"id": "b", "title": ""}', r"rad 2: texten \(text\) saknas"),
        ('{"id": "b", "title": 3, "text": "x"}', r"rad 2: rubriken \(title\) saknas eller är inte text"),
        (GOOD, "rad 2: id ”a” finns redan på rad 1"),
    ],
)
def test_a_bad_line_refuses_the_file_by_its_number(file, row, told):
    with pytest.raises(UnreadableDocument, match=r"prov\.jsonl, " + told):
        read_passages(write(file, GOOD, row), "prov")


def test_other_encodings_and_empty_files_are_refused(file):
    file.write_bytes(GOOD.encode() + b'\n{"id": "b", "text": "\xe5"}')
    with pytest.raises(UnreadableDocument, match="rad 2: texten är inte UTF-8"):
        read_passages(file, "prov")
    with pytest.raises(UnreadableDocument, match="inga passager"):
        read_passages(write(file, "", ""), "prov")
    with pytest.raises(UnreadableDocument, match="kan inte läsas"):
        read_passages(file.parent, "prov")


def test_kept_anchors_are_given_back_and_taken_ones_are_not(file):
    edition = read_passages(
        write(file, {"id": "A", "text": "x"}, {"id": "a", "text": "y"}, {"id": "b", "text": "z"}), "p", {"a": "p/a"}, {"p/b"}
    )
    assert [section.anchor for section in edition.sections] == ["p/a~2", "p/a", "p/b~2"]


TEXTS = st.text(st.characters(codec=None), max_size=20)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_offsets_and_words_are_right_for_any_text(tmp_path_factory, rows):
    file = write(
        tmp_path_factory.mktemp("p") / "x.jsonl", *({"id": n, "title": title, "text": text} for n, (title, text) in enumerate(rows))
    )
    edition = read_passages(file, "x")
    source = edition.source.text
    source.encode()
    assert len(edition.passages) == len(rows)
    for section, passage in zip(edition.sections, edition.passages, strict=True):
        assert passage.text == section.text[passage.start : passage.end]
        for segment in section.segments:
            if segment.operation == "copy":
                assert source[segment.source_start : segment.source_end] == section.text
    covered = {at for block in edition.blocks for start, end in block.spans for at in range(start, end)}
    assert all(char.isspace() for at, char in enumerate(source) if at not in covered)
