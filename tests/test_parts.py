import pytest

from ingest.structure.parts import Landmark, find_parts
from ingest.structure.wording import fold


def landmark(heading, opening="", page_start=False, after_enclosures=False):
    return Landmark(fold(heading), fold(opening), page_start, after_enclosures)


def test_one_document_is_one_part():
    found = find_parts([landmark("Plan för skolan", page_start=True), landmark("Mål"), landmark("Uppföljning")], "plan")
    assert found == [("plan", True), ("plan", False), ("plan", False)]


def test_an_opinion_is_a_part_of_its_own():
    marks = [landmark("Beslut"), landmark("Särskilt uttalande"), landmark("Reservation"), landmark("Handlingar i ärendet")]
    assert [kind for kind, _ in find_parts(marks, "beslut")] == ["beslut", "särskilt uttalande", "reservation", "beslut"]


def test_decision_memo_and_plan_of_a_bundle():
    marks = [
        landmark("Beslut om plan för skolan i Granby", page_start=True),
        landmark("Beslut"),
        landmark("Ersättaryttrande", "Karin Ek (X) lämnade ett särskilt uttalande"),
        landmark("Beslut om plan for skolan i Granby", page_start=True),
        landmark("Förvaltningens förslag till beslut"),
        landmark("Bilaga", "1. Plan för skolan"),
        landmark("Inledning", page_start=True, after_enclosures=True),
        landmark("Mål"),
    ]
    assert find_parts(marks, "beslut") == [
        ("beslut", True),
        ("beslut", False),
        ("särskilt uttalande", False),
        ("tjänsteutlåtande", True),
        ("tjänsteutlåtande", False),
        ("tjänsteutlåtande", False),
        ("plan", True),
        ("plan", False),
    ]


@pytest.mark.parametrize("page_start", [True, False])
def test_an_opening_without_enclosures_before_it_begins_nothing(page_start):
    marks = [landmark("Plan för skolan"), landmark("Inledning", page_start=page_start)]
    assert [begins for _, begins in find_parts(marks, "plan")] == [True, False]
