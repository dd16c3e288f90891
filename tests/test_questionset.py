import json

import pytest

from corpus.errors import BadRequest
from eval.questionset import DEVELOPMENT, KINDS, TRAPS, Question, parse_questions, read_questions

RIGHT = {
    "question": "vem tänder lampan?",
    "kind": "responsibility",
    "gold": [{"document": "hamnplan", "section": "Drift", "quote": "Fyrvaktaren tänder lampan varje kväll."}],
    "facts": [["fyrvaktaren"], "varje kväll"],
}


def parse(*rows):
    return parse_questions([row if isinstance(row, str) else json.dumps(row) for row in rows])


def test_a_right_line_becomes_a_question():
    (question,), problems = parse(RIGHT)
    assert not problems
    assert question.facts == (("fyrvaktaren",), ("varje kväll",))
    assert question.gold[0].section == "Drift"
    assert (question.id, question.line, question.answerable) == ("rad 1", 1, True)


def test_empty_lines_are_skipped_but_counted():
    (question,), _ = parse("", RIGHT, "   ")
    assert question.line == 2


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"question": "  "}, "question", "saknas"),
        ({"kind": "gissning"}, "kind", "gissning"),
        ({"answerable": "ja"}, "answerable", "true"),
        ({"gold": []}, "gold", "minst ett facitcitat"),
        ({"gold": [{"document": "hamnplan"}]}, "gold", "quote"),
        ({"gold": [{"document": "d", "quote": "q", "sida": 3}]}, "gold", "section"),
        ({"facts": [[]]}, "facts", "ordalydelser"),
        ({"history": [{"question": "x"}]}, "history", "answer"),
        ({"tags": "slarvig"}, "tags", "ord"),
        ({"trap": "lurig", "answerable": False}, "trap", "lurig"),
        ({"trap": "tyst"}, "trap", "answerable"),
        ({"fakta": []}, "fakta", "facts"),
        ({"qestion": "x"}, "qestion", "question"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_field(change, field, words):
    _, problems = parse(RIGHT, {**RIGHT, **change})
    assert [problem.line for problem in problems] == [2]
    assert problems[0].field == field
    assert words in problems[0].message


@pytest.mark.parametrize(("line", "words"), [("{", "JSON"), ("[1]", "objekt")])
def test_a_line_that_is_no_object_is_named(line, words):
    _, problems = parse(line)
    assert words in problems[0].message


def test_the_same_id_twice_is_an_error():
    _, problems = parse({**RIGHT, "id": "a"}, {**RIGHT, "id": "a"})
    assert [(problem.line, problem.field) for problem in problems] == [(2, "id")]


def test_all_errors_come_in_one_message(tmp_path):
    path = tmp_path / "prov.jsonl"
    path.write_text("{\n" * 25, encoding="utf-8")
    with pytest.raises(BadRequest) as caught:
        read_questions(path)
    message = str(caught.value)
    assert "25 fel" in message
    assert "Rad 20," in message
    assert "Rad 21," not in message
    assert "5 fel till" in message


def test_an_empty_or_missing_file_is_refused(tmp_path):
    empty = tmp_path / "tom.jsonl"
    empty.write_text("\n", encoding="utf-8")
    with pytest.raises(BadRequest, match="tom"):
        read_questions(empty)
    with pytest.raises(BadRequest, match=r"saknas\.jsonl"):
        read_questions(tmp_path / "saknas.jsonl")


def test_a_follow_up_or_list_does_not_stand_alone():
    (alone, follow, listed), _ = parse(
        RIGHT, {**RIGHT, "id": "b", "history": [{"question": "vad?", "answer": "det"}]}, {**RIGHT, "id": "c", "kind": "list"}
    )
    assert [question.stands_alone for question in (alone, follow, listed)] == [True, False, False]


def test_the_development_set_is_large_and_varied():
    questions = read_questions(DEVELOPMENT)
    unanswerable = [question for question in questions if not question.answerable]
    assert len(questions) - len(unanswerable) >= 150
    assert len(unanswerable) >= 30
    assert {question.trap for question in unanswerable} == set(TRAPS)
    assert {question.kind for question in questions} == set(KINDS)
    assert all(question.facts for question in questions if question.answerable)
    assert sum(bool(question.history) for question in questions) >= 10
    assert len({(question.question, question.history) for question in questions}) == len(questions)
    assert all(isinstance(question, Question) and question.user for question in questions)
