"""The collection: quotes are read anew from the store, so that none can be forged, and what has changed or gone is told."""

import io
from datetime import date

import docx
import pytest

from api.folder import MOST, check_of, export_pieces, parse_address, parse_items, place_of, read_pieces
from tests.small_library import add, make_edition, open_library

TEXTS = ["Kommunen ska ploga gatorna.", "Bussen går varje timme."]


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path / "data") as library:
        add(library, make_edition("plan", TEXTS, areas=True))
        yield library


def item(start, end, more=""):
    return f"plan/mal@{start}-{end}{more}"


def test_a_row_becomes_an_item_and_comes_back():
    row = {"anchor": "plan/mal", "start": 0, "end": 27, "quote": TEXTS[0]}
    (found,) = parse_items([place_of(row, "när  plogas\ndet?")])
    assert (found.anchor, found.start, found.end, found.check, found.heading) == ("plan/mal", 0, 27, check_of(TEXTS[0]), "när plogas det?")


@pytest.mark.parametrize("value", ["", "plan/mal", "plan/mal@5-5", "plan/mal@9-2", "plan mal@1-2", "@1-2", "a@1-2!xyz"])
def test_what_is_no_item_is_left_out(value):
    assert parse_items([value]) == ()


def test_each_place_is_there_once_and_the_list_ends():
    assert len(parse_items([item(0, 5), item(0, 5, " annan rubrik")])) == 1
    assert len(parse_items([item(0, n) for n in range(1, MOST + 50)])) == MOST


def test_a_lasting_address_is_an_item():
    assert parse_address("https://planer.se/s/plan/mal?start=0&end=27#citat") == "plan/mal@0-27"
    assert parse_address("/s/plan/mal?lang=en&start=0&end=27") == "plan/mal@0-27"
    assert parse_address("/s/plan/mal") == "" == parse_address("javascript:alert(1)")


def test_the_quote_comes_from_the_store_and_a_changed_one_is_told(library):
    good, old = read_pieces(library, parse_items([item(0, 27, f"!{check_of(TEXTS[0])}"), item(29, 52, "!00000000 Påhittat citat")]))
    assert (good.quote, good.changed) == (TEXTS[0], False)
    assert (old.quote, old.changed) == (TEXTS[1], True)


def test_a_place_that_is_gone_says_so(library):
    outside, away = read_pieces(library, parse_items([item(500, 600), "annan/mal@0-5"]))
    assert outside.gone and away.gone and not outside.document


def test_the_file_has_headings_quotes_sources_and_links(library):
    pieces = read_pieces(library, parse_items([item(0, 27, " När plogas det?"), "borta/mal@0-5"]))
    file = export_pieces(pieces, "https://planer.se", date(2031, 2, 3), "Till\x00 mötet")
    texts = [one.text for one in docx.Document(io.BytesIO(file.content)).paragraphs]
    assert file.name == "underlag-2031-02-03.docx" and texts[0].startswith("Till") and "2031-02-03" in texts[1]
    assert "När plogas det?" in texts and f"”{TEXTS[0]}”" in texts and "Kunde inte hämtas" in texts
    assert any(text.startswith("https://planer.se/s/plan/mal?start=0&end=27") for text in texts)
