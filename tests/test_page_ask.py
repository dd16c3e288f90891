"""What the answer page is made of: columns by plan, the form's fields."""

import pytest

from api.page.ask import read_talk, side_by_side
from api.routes.problems import BadParameter
from tests.fake_desk import ANSWER


def statement(*numbers):
    return {"text": f"s{numbers}", "verbatim": True, "repaired": False, "interpreted": [], "citations": list(numbers)}


def answer(*statements):
    citations = [{"number": number, "document": {"id": document}} for number, document in ((1, "a"), (2, "b"), (3, "a"))]
    return {**ANSWER, "citations": citations, "statements": list(statements)}


def test_statements_stand_under_their_plan():
    columns = side_by_side(answer(statement(1), statement(2), statement(3)))
    assert [(column.document["id"], [row["text"] for row in column.statements]) for column in columns] == [
        ("a", ["s(1,)", "s(3,)"]),
        ("b", ["s(2,)"]),
    ]


def test_a_statement_on_both_plans_or_none_stands_apart():
    columns = side_by_side(answer(statement(1, 2), statement(), statement(1, 3)))
    assert [column.document and column.document["id"] for column in columns] == [None, "a"]


def test_the_form_is_read_and_checked():
    talk = read_talk(
        {
            "question": [" Vad? "],
            "history_question": ["a", " "],
            "history_answer": ["b", "c"],
            "document": ["x", "", "x"],
            "view": ["scanned"],
        }
    )
    assert (talk.question, [(turn.question, turn.answer) for turn in talk.history], talk.documents, talk.scanned) == (
        "Vad?",
        [("a", "b")],
        ("x",),
        True,
    )
    with pytest.raises(BadParameter, match="4001"):
        read_talk({"question": ["x" * 4001]})
