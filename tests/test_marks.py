from itertools import pairwise

import pytest

from corpus.records import Page, Source
from ingest.structure.lines import apply_changes, split_lines
from ingest.structure.marks import PRINTED, mark_pages


def marked(text, kind="text", pages=()):
    found, lines = mark_pages(Source(text, pages, kind), split_lines(apply_changes(text, ())))
    return found, [line.text for line in lines if line.page_start], [line.text for line in lines if line.lost_bullet]


PAGES = """ Inledning

Kommunen har tagit fram planen under våren och den gäller
alla som arbetar med barn i kommunens skolor och som därför
 behöver veta hur arbetet är ordnat.

Vi ska under de närmaste åren:

 bygga nya skolor i norra delen av staden

 rusta de gamla skolorna och
gårdarna
  anställa fler lärare till de yngsta barnen

Därefter görs en ny plan.
 Uppföljning

Planen följs upp varje år.
"""


def test_one_space_is_a_page_or_an_item_by_context():
    pages, starts, items = marked(PAGES)
    assert starts == ["Inledning", "behöver veta hur arbetet är ordnat.", "anställa fler lärare till de yngsta barnen", "Uppföljning"]
    assert items == [
        "bygga nya skolor i norra delen av staden",
        "rusta de gamla skolorna och",
        "anställa fler lärare till de yngsta barnen",
    ]
    assert [page.number for page in pages] == [1, 2, 3, 4]
    assert (pages[0].start, pages[-1].end) == (0, len(PAGES))
    assert all(before.end == after.start for before, after in pairwise(pages))


def test_lists_without_blank_lines_are_items_not_pages():
    text = "Vi ska:\n Bygga skolor\n Rusta gårdar\n Anställa lärare\n Köpa böcker\n\nSedan är vi klara.\n"
    assert marked(text) == ((), [], ["Bygga skolor", "Rusta gårdar", "Anställa lärare", "Köpa böcker"])


def test_indented_paragraphs_are_a_style():
    text = "".join(f" Stycke {number} börjar här och går vidare.\nDet slutar här.\n" for number in range(6))
    assert marked(text)[0] == ()


def test_pages_of_the_reader_stay_and_get_the_printed_label():
    text = "Sida 1 (2)\nText\n\fMer text\nSida 2 (2)\n"
    pages, starts, _ = marked(text, "pdf", (Page(1, None, 0, 17), Page(2, None, 17, len(text))))
    assert [page.label for page in pages] == ["1 (2)", "2 (2)"]
    assert starts == ["Sida 1 (2)", "Mer text"]


def test_markdown_has_no_pages():
    assert marked("# Mål\n\n text\n", "markdown") == ((), [], [])


def test_a_printed_number_amid_a_page_tells_of_a_lost_mark():
    rows = "\n".join(f"Rad {number} i en text som fortsätter länge." for number in range(20))
    text = f" Början\n\n{rows}\n\nKommunen\n\nSida 2 (9)\n\nRubrik\n\n{rows}\n"
    pages, starts, _ = marked(text)
    assert starts == ["Början", "Kommunen"]
    assert [page.label for page in pages] == [None, "2 (9)"]


@pytest.mark.parametrize(
    ("text", "is_number"), [("Sida 6 (20)", True), ("6 (20)", True), ("sid 4", True), ("Sida vid sida", False), ("2024", False)]
)
def test_printed_page_numbers(text, is_number):
    assert bool(PRINTED.match(text)) == is_number


def test_saved_text_is_parted_by_the_numbers_in_its_feet():
    page = "Viks kommun\nPlan för hamnen\n\n" + "".join(
        f"  {word} ska vara öppen.\n" for word in ("Kajen", "Slipen", "Piren", "Bryggan", "Dockan")
    )
    text = "".join(f"{page}Dnr KS 12          Sida {number} (3)\n" for number in (1, 2, 3))
    pages, lines = mark_pages(Source(text, (), "text"), split_lines(apply_changes(text, ())))
    assert [page.label for page in pages] == ["1 (3)", "2 (3)", "3 (3)"]
    assert [line.text for line in lines if line.page_start] == ["Viks kommun"] * 3
