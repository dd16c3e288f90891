"""What the answer page is made of: columns by plan, examples, the form's fields."""

import pytest

from api.page_ask import examples, name_topic, read_talk, side_by_side
from api.problems import BadParameter
from tests.fake_desk import ANSWER, AREA, DOCUMENT, FakeDesk


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


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("Mål 2. Trygg skolväg", "trygg skolväg"),
        ("3.1 Natur", "natur"),
        ("IT och AI", "IT och AI"),
        ("Fritid", "fritid"),
        ("2030", "2030"),
        ("", ""),
    ],
)
def test_a_heading_is_named_inside_a_sentence(heading, topic):
    assert name_topic(heading) == topic


class Desk(FakeDesk):
    def __init__(self, *plans):
        self.plans = plans

    def documents(self):
        return [{**DOCUMENT, "id": document, "text_quality": quality} for document, quality, _ in self.plans]

    def areas(self, choice):
        return [{**AREA, "document": {"id": document}, "focus_area": topic} for document, _, topics in self.plans for topic in topics]


def test_examples_take_turns_between_plans_that_read_well():
    desk = Desk(("a", "good", ["Ett", "Ett", "Två", "Tre", "Fyra"]), ("b", "good", ["Fem"]), ("c", "repaired", ["Otydlig"]))
    assert [example.removeprefix("Vad säger planerna om ") for example in examples(desk, False)] == ["ett?", "fem?", "två?", "tre?"]


def test_examples_come_from_scans_when_there_is_nothing_else():
    assert examples(Desk(("c", "repaired", ["Otydlig"])), False) == ["Vad säger planerna om otydlig?"]
    assert examples(Desk(), True) == []


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
