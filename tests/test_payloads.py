"""Records become the dicts of the contract, one to one."""

from dataclasses import replace

from api import payloads
from api.routes.schemas import AnswerOut, DocumentOut, ReferenceOut, ResponsibilityOut
from assistant.records import AlsoIn, Answer, Citation, Statement
from corpus.records import Block, Document, Reference, Responsibility, Section, Segment

DOCUMENT = Document("plan", "Plan", issuer="Skogsby", status="gällande", date="2031-05-04")
DUTY = Responsibility(
    "d1", "plan", "plan/mal", 0, 5, "quote", "Nämnden", "leda", "ska", False, "arbetet", with_="skolan", inferred=("actor",), path=("Mål",)
)
SECTIONS = tuple(
    Section(anchor, "plan", kind, anchor, None, level, (anchor,), part, 1, None, "x", (Segment(0, 1, 0, 1),), (0, 1), (), parent, order)
    for order, (anchor, kind, level, part, parent) in enumerate(
        [
            ("plan/a", "section", 1, "beslut", None),
            ("plan/a/b", "section", 2, "beslut", "plan/a"),
            ("plan/fotnot-1", "note", 2, "beslut", "plan/a"),
            ("plan/c", "section", 1, "plan", None),
            ("plan/d", "section", 2, "plan", "plan/borta"),
        ]
    )
)


def test_the_outline_is_nested_without_notes_and_without_loss():
    outline = payloads.outline(SECTIONS)
    assert [(node["anchor"], [child["anchor"] for child in node["children"]]) for node in outline] == [
        ("plan/a", ["plan/a/b"]),
        ("plan/c", []),
        ("plan/d", []),
    ]


def test_parts_begin_with_their_first_section():
    assert [(part["part"], part["anchor"]) for part in payloads.parts(SECTIONS)] == [("beslut", "plan/a"), ("plan", "plan/c")]


def test_a_document_tells_what_could_not_be_read():
    row = payloads.document_row(DOCUMENT, 3, "plan", "good", [(4, "bild")])
    DocumentOut.model_validate(row)
    assert row["unreadable_pages"] == [{"page_number": 4, "reason": "bild"}]


def test_a_responsibility_keeps_with_and_inferred():
    row = payloads.responsibility_row(DUTY, DOCUMENT, [AlsoIn("bunt", "bunt/mal")])
    ResponsibilityOut.model_validate(row)
    assert (row["with"], row["inferred"], row["also_in"]) == ("skolan", ["actor"], [{"document": "bunt", "anchor": "bunt/mal"}])


def test_a_reference_points_to_a_document_or_to_none():
    record = Reference("r1", "plan", "plan/a", 0, 5, "quote", "avtalet", "Skogsavtalet")
    row = payloads.reference_row(record, {"plan": DOCUMENT})
    ReferenceOut.model_validate(row)
    assert (row["document_id"], row["document"]["id"]) == (None, "plan")


def test_an_answer_keeps_its_statements_and_citations():
    citation = Citation(1, DOCUMENT, "plan", ("Mål",), 3, None, "quote", "plan/mål~2", 0, 5, ((7, 12), (20, 22)))
    answer = Answer("partial", "fact", "Vad?", "s [1]", (Statement("s", True, (1,)),), (citation,), "Inte när.", ("Mer?",), "r", 1.23456)
    row = payloads.answer_row(answer)
    AnswerOut.model_validate(row)
    assert row["citations"][0]["source_ranges"] == [[7, 12], [20, 22]]
    assert row["citations"][0]["url"] == "/s/plan/m%C3%A5l~2?start=0&end=5#citat"
    assert (row["missing"], row["took_ms"]) == ("Inte när.", 1.23)
    assert payloads.answer_row(replace(answer, took_ms=9.0))["record_id"] == row["record_id"]


def test_a_block_lifted_out_has_no_place_in_the_text():
    row = payloads.block_row(Block("footnote", "not", ((5, 8),), 1, "plan/fotnot-1", mark="1"))
    assert (row["start"], row["end"], row["source_ranges"]) == (None, None, [[5, 8]])


def test_an_address_without_quote_has_no_query():
    assert payloads.page_url("plan/mal") == "/s/plan/mal"
