"""Rows of the contract become tables with Swedish headers."""

from datetime import date

import pytest

from api.tables import COLUMNS, TITLES, answer_rows, likeness, make_table, page_cell, reads_otherwise, statement_label, timeline_rows
from assistant.registers.timeline import Event
from corpus.records import Document
from tests.fake_desk import ANSWER, AREA, DEFINITION, DOCUMENT, DUTY, HIT, FakeDesk

ROWS = {
    "documents": [DOCUMENT],
    "search": [HIT],
    "areas": [AREA],
    "responsibilities": [DUTY],
    "references": FakeDesk().references(),
    "definitions": [DEFINITION],
    "compare": FakeDesk().compare("a", "b")["rows"],
    "answer": answer_rows(ANSWER),
    "timeline": timeline_rows(
        [Event("deadline", Document("p", "Plan"), date(2031, 1, 1), date(2031, 3, 31), "mars 2031", actor="Rådet", quote="Rådet ska …")]
    ),
    "match": [{"number": 1, "activity": "Bygga bro", "choice": "ingen passar"}],
}


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_kind_of_row_fits_its_columns(kind):
    table = make_table(kind, ROWS[kind])
    assert table.title == TITLES[kind]
    assert {len(row) for row in table.rows} == {len(table.headers)} == {len(table.widths)}
    assert any(cell for row in table.rows for cell in row)


def test_a_responsibility_reads_from_left_to_right():
    row = dict(zip(make_table("responsibilities", [DUTY]).headers, make_table("responsibilities", [DUTY]).rows[0], strict=True))
    assert (row["Vem"], row["Ska eller bör"], row["Gör"], row["Hur ofta"], row["Sida"]) == (
        "Kommunen",
        "ska",
        "erbjuda",
        "varje vår",
        "2 (9)",
    )


def test_a_page_is_the_printed_one_or_the_position():
    assert page_cell({"page_label": "6 (20)", "page_number": 4}) == "6 (20)"
    assert page_cell({"page_label": None, "page_number": 4}) == "4 i filen"
    assert page_cell({"page_label": None, "page_number": None}) is None


@pytest.mark.parametrize(
    ("verbatim", "repaired", "model", "label"),
    [
        (True, False, None, "ordagrant"),
        (True, True, None, "ordagrant, med rättade skannfel"),
        (False, False, None, "sammanställt utan språkmodell"),
        (False, False, "granit", "sammanfattat av språkmodell granit"),
        (True, False, "granit", "ordagrant"),
    ],
)
def test_a_statement_says_how_it_came_about(verbatim, repaired, model, label):
    assert statement_label({"verbatim": verbatim, "repaired": repaired}, model) == label


def test_an_answer_has_a_row_for_each_citation_and_one_for_what_is_missing():
    rows = answer_rows({**ANSWER, "missing": "Planen säger inte när."})
    assert [(row["statement"], row["label"]) for row in rows][-1] == ("Planen säger inte när.", "saknas i dokumenten")
    assert len(rows) == 3
    assert rows[0]["quote"] == ANSWER["citations"][0]["quote"]


def test_a_statement_without_citation_keeps_its_row():
    bare = {**ANSWER, "statements": [{**ANSWER["statements"][0], "citations": []}]}
    assert answer_rows(bare) == [{"statement": "Planen säger:", "label": "sammanställt utan språkmodell"}]


@pytest.mark.parametrize(
    ("question", "understood", "otherwise"),
    [
        ("Vad  gör nämnden?", "vad gör nämnden", False),
        ("vad gör nämnden", "Vad gör nämnden?", False),
        ("Vad gör den?", "Vad gör nämnden?", True),
        ("Vad gör den?", "", False),
    ],
)
def test_only_another_question_is_shown_as_understood(question, understood, otherwise):
    assert reads_otherwise(question, understood) is otherwise
    rows = answer_rows({**ANSWER, "understood_as": understood}, question)
    assert (rows[0]["statement"] == f"Tolkat som: {understood}") is otherwise


def test_a_duty_without_actor_or_modality_says_so():
    row = make_table("responsibilities", [{**DUTY, "actor": "", "modality": "är"}]).rows[0]
    assert row[:2] == ("anges inte", "gör")


@pytest.mark.parametrize(("similarity", "word"), [(0.9, "same"), (0.75, "same"), (0.6, "close"), (0.4, "some"), (0.0, "some")])
def test_similarity_is_told_in_words(similarity, word):
    assert likeness(similarity) == word


def test_rows_link_to_their_place_where_the_service_has_an_address():
    row = {"number": 1, "statement": "Ja.", "label": "ordagrant", "url": "/s/plan/mal?start=0&end=3"}
    table = make_table("answer", [row, {"statement": "Ingen källa.", "label": "ordagrant"}], "https://planer.example.se")
    assert table.headers[-1] == "Länk" and make_table("answer", [row]).headers[-1] != "Länk"
    assert [cells[-1] for cells in table.rows] == ["https://planer.example.se/s/plan/mal?start=0&end=3", None]
