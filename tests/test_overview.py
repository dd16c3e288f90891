"""Areas as a matrix, and references by what they point at."""

from api.overview import MOST_GROUPS, count_by_document, group_references, make_matrices
from tests.fake_desk import AREA

A = {**AREA, "focus_area": "Vatten", "group": "skolan"}
B = {**AREA, "id": "b", "focus_area": "Vatten", "group": None}
C = {**AREA, "id": "c", "focus_area": "Skog", "group": "skolan", "document": {**AREA["document"], "id": "annan"}}


def reference(target, here=None):
    return {"target": target, "document_id": here, "document": {"id": "p"}}


def test_focus_areas_go_down_and_groups_across():
    first, second = make_matrices([A, B, C])
    assert (first.groups, first.total, second.groups) == (("skolan", ""), 2, ("skolan",))
    assert [[one["id"] for one in cell] for cell in first.rows[0].cells] == [[A["id"]], ["b"]]


def test_too_many_groups_share_one_column():
    (matrix,) = make_matrices([{**A, "id": str(n), "group": f"grupp {n}"} for n in range(MOST_GROUPS + 1)])
    assert matrix.groups == ("",) and matrix.rows[0].total == MOST_GROUPS + 1


def test_references_are_grouped_and_those_that_are_here_come_first():
    rows = [reference("Skogslagen"), reference("skogslagen"), reference("Skogslagen"), reference("Vattenplan", "v"), reference("Arv")]
    assert [(one.name, len(one.rows), one.document_id) for one in group_references(rows)] == [
        ("Vattenplan", 1, "v"),
        ("Skogslagen", 3, None),
        ("Arv", 1, None),
    ]
    assert count_by_document(rows) == {"p": 5}
