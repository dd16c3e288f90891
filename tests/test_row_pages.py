from corpus.records import Passage, Responsibility
from ingest.registers.row_pages import place_rows


def passage(anchor, start, end, page, label=None):
    return Passage(f"{anchor}#{start}-{end}", "plan", anchor, start, end, "x" * (end - start), "text", (), None, "plan", page, label, 0)


def row(anchor, start):
    return Responsibility(
        f"{anchor}#{start}",
        "plan",
        anchor,
        start,
        start + 5,
        "quote",
        "nämnden",
        "leda",
        "ska",
        False,
        "arbetet",
        page_number=1,
        page_label="1",
    )


def test_a_row_stands_on_the_page_of_its_passage():
    passages = [passage("plan/a", 60, 90, 3), passage("plan/a", 0, 50, 2, "2 (9)"), passage("plan/b", 0, 9, 7)]
    found = place_rows([row("plan/a", 0), row("plan/a", 89), row("plan/b", 4)], passages)
    assert [(one.page_number, one.page_label) for one in found] == [(2, "2 (9)"), (3, None), (7, None)]


def test_a_row_in_no_passage_keeps_its_page():
    found = place_rows([row("plan/a", 50), row("plan/c", 0)], [passage("plan/a", 0, 50, 2)])
    assert [one.page_number for one in found] == [1, 1]
