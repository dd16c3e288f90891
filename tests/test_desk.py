"""The desk over a real library of two small made-up documents."""

from dataclasses import replace

import pytest

from api.desk import LibraryDesk, change_rows, overall_quality
from api.desk_choices import AreaChoice, DutyChoice, SearchChoice
from api.routes.schemas import AnswerOut, AreaOut, ComparisonOut, DocumentDetail, Health, SearchOut, SectionOut
from api.where import source_ranges
from assistant.records import Turn
from corpus.errors import BadRequest, Unknown
from corpus.jobs import Jobs
from corpus.records import Change, PageQuality, Responsibility, Section, Segment
from tests.small_library import add, make_edition, open_library

WINTER = ["Kommunen ska sköta plogning av snö på alla gator.", "Nämnden ger stöd till den som inte orkar skotta."]
SCHOOL = ["Varje elev får en lektion om trafik.", "Kommunen ska sköta plogning av snö vid varje skola."]


@pytest.fixture
def desk(tmp_path):
    library = open_library(tmp_path)
    add(library, make_edition("vinter", WINTER, areas=True))
    add(library, make_edition("skola", SCHOOL, areas=True))
    yield LibraryDesk(library)
    library.close()


def test_health_counts_what_is_open(desk):
    health = desk.health()
    Health.model_validate(health)
    assert (health["documents"], health["passages"], health["encoder"]) == (2, 4, "fake")


def test_documents_come_by_id_with_their_sections(desk):
    assert [(row["id"], row["sections"], row["text_quality"]) for row in desk.documents()] == [
        ("skola", 1, "empty"),
        ("vinter", 1, "empty"),
    ]


def test_document_rows_follow_the_store(desk):
    desk.documents()
    desk.library.store.withdraw("skola")
    assert [row["id"] for row in desk.documents()] == ["vinter"]


def test_a_document_has_its_outline(desk):
    row = desk.document("vinter")
    DocumentDetail.model_validate(row)
    assert [(node["anchor"], node["children"]) for node in row["outline"]] == [("vinter/mal", [])]
    with pytest.raises(Unknown):
        desk.document("sommar")


def test_a_section_tells_where_a_quote_stands_in_the_source(desk):
    row = desk.section("vinter/mal", 3, 9)
    SectionOut.model_validate(row)
    assert (row["source_text"], row["source_ranges"]) == (row["text"], [[3, 9]])
    assert (row["previous"], row["next"]) == (None, None)


def test_search_limits_and_explains(desk):
    found = desk.search("plogning", SearchChoice(documents=("vinter",), limit=1))
    SearchOut.model_validate(found)
    assert [hit["document"]["id"] for hit in found["hits"]] == ["vinter"]
    assert found["rejected"] == []
    assert desk.search("plogning", SearchChoice(limit=1, explain=True))["rejected"]
    with pytest.raises(BadRequest):
        desk.search("  ", SearchChoice())


def test_an_answer_fits_the_contract_and_quotes_its_sections(desk):
    answer = desk.ask("Vem sköter plogningen?", [Turn("a", "b")], ["vinter"])
    AnswerOut.model_validate(answer)
    for citation in answer["citations"]:
        text = desk.section(citation["anchor"])["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.parametrize(("question", "documents", "error"), [(" ", None, BadRequest), ("Vad?", ["borta"], Unknown)])
def test_questions_that_cannot_be_asked(desk, question, documents, error):
    with pytest.raises(error):
        desk.ask(question, (), documents)


def test_areas_are_listed_and_ranked(desk):
    rows = desk.areas(AreaChoice(document="vinter"))
    assert [row["text"] for row in rows] == WINTER
    AreaOut.model_validate(rows[0])
    assert desk.areas(AreaChoice(q="lektion", limit=1))[0]["text"] == SCHOOL[0]
    with pytest.raises(Unknown):
        desk.areas(AreaChoice(document="borta"))


def test_plans_are_compared(desk):
    comparison = desk.compare("vinter", "skola")
    ComparisonOut.model_validate(comparison)
    first, second = comparison["rows"]
    assert (first["right"]["text"], first["note"]) == (SCHOOL[1], None)
    assert (second["right"], second["note"]) == (None, "hittades inte bland 2 områden")


def test_empty_registers_are_empty_lists(desk):
    assert (desk.responsibilities(DutyChoice()), desk.references()) == ([], [])


def test_a_duty_tells_where_else_it_stands(tmp_path):
    duty = Responsibility("d1", "plan", "plan/mal", 0, 8, "Kommunen", "Kommunen", "plantera", "ska", False, "kastanjer")
    text = "Kommunen ska plantera tjugo kastanjer vid sjön varje vår under hela perioden."
    with open_library(tmp_path) as library:
        add(library, make_edition("bunt", ["Nämnden antar planen.", text]))
        add(library, replace(make_edition("plan", [text]), responsibilities=(duty,)))
        rows = LibraryDesk(library).responsibilities(DutyChoice(actor="komm", verb="plantera", q="KOMMUNEN"))
        assert [(row["actor"], row["also_in"]) for row in rows] == [("Kommunen", [{"document": "bunt", "anchor": "bunt/mal"}])]
        assert LibraryDesk(library).responsibilities(DutyChoice(actor="region")) == []


def test_a_job_is_told(desk):
    job = Jobs(desk.library.store).enqueue("f" * 64, "plan.pdf")
    assert desk.job(job.id)["state"] == "queued"
    with pytest.raises(Unknown):
        desk.job("nej")


def test_the_verdict_of_most_words_wins():
    pages = [
        PageQuality(1, 10, "sv", 0.05, 0, "good"),
        PageQuality(2, 30, "sv", 0.0, 0, "repaired"),
        PageQuality(3, 15, "sv", 0.05, 0, "good"),
    ]
    assert overall_quality(pages) == "repaired"
    assert overall_quality([]) == "empty"


SEGMENTS = (Segment(0, 4, 100, 104), Segment(4, 7, 104, 108, "repair"), Segment(7, 8, 108, 110, "join"), Segment(8, 12, 120, 124))
SECTION = Section("a/b", "a", "section", "B", None, 1, ("B",), "plan", 1, None, "x" * 12, SEGMENTS, (90, 130))


@pytest.mark.parametrize(
    ("start", "end", "ranges"),
    [
        (1, 3, [(101, 103)]),
        (2, 5, [(102, 108)]),
        (5, 6, [(104, 108)]),
        (7, 9, [(108, 110), (120, 121)]),
        (0, 12, [(100, 110), (120, 124)]),
        (3, 3, []),
    ],
)
def test_a_quote_is_found_again_in_the_source(start, end, ranges):
    assert source_ranges(SECTION, start, end) == ranges


def test_a_change_knows_where_it_stands_in_the_clean_text():
    inside, heading = Change(104, 108, "abc", 1.5, ("abd",), "ocr"), Change(91, 92, "B")
    rows = change_rows(SECTION, [heading, inside])
    assert [(row["start"], row["end"], row["text"]) for row in rows] == [(None, None, "B"), (4, 7, "abc")]
    assert (rows[1]["repaired"], rows[1]["doubtful"]) == (True, True)


def test_a_doubt_lies_within_a_copy_and_is_no_repair():
    (row,) = change_rows(SECTION, [Change(121, 123, "xx", 0.5, ("xy",), "ocr")])
    assert (row["start"], row["end"], row["repaired"], row["doubtful"], row["alternatives"]) == (9, 11, False, True, ["xy"])
