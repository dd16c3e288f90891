import pytest

from eval.questionset import Gold, Question
from eval.report import comma, write_report
from eval.run import Outcome
from eval.summary import count_verdicts, group_outcomes, name_form, summarize_answers, summarize_refusals, summarize_search, summarize_times
from tests.makers_eval import make_outcome

SET = (
    make_outcome("a", ranking=(frozenset({0}),)),
    make_outcome("b", facts=(True, False), cited=(True, False), ranking=(frozenset(), frozenset({0}))),
    make_outcome("c", status="not_found", cited=(), quoted=False, found=(False,)),
    make_outcome("d", kind="list", facts=(False, False), history=True),
    make_outcome("e", answerable=False, status="not_found", trap="tyst"),
    make_outcome("f", answerable=False, trap="närmiss"),
)


def test_verdicts_are_counted():
    assert count_verdicts(SET) == {"rätt": 1, "ofullständigt": 1, "fel": 1, "felaktigt avvisad": 1, "rätt avvisad": 1, "svarade ändå": 1}


def test_search_is_measured_on_questions_that_stand_alone():
    measures = summarize_search(SET)
    assert measures["success@1"].n == 3
    assert measures["success@1"].value == pytest.approx(1 / 3)
    assert measures["success@5"].value == pytest.approx(2 / 3)
    assert measures["mrr"].value == pytest.approx((1 + 0.5 + 0) / 3)


def test_answers_are_measured_on_the_answerable_and_answered():
    measures = summarize_answers(SET)
    assert (measures["all_facts"].value, measures["all_facts"].n) == (0.25, 4)
    assert measures["fact_recall"].value == pytest.approx((1 + 0.5 + 0 + 0) / 4)
    assert measures["citation_precision"].value == pytest.approx((1 + 0.5 + 1) / 3)
    assert measures["wrongly_refused"].value == 0.25


def test_refusals_come_by_trap():
    measures = summarize_refusals(SET)
    assert (measures["refused"].value, measures["refused"].n) == (0.5, 2)
    assert measures["tyst"].value == 1
    assert measures["närmiss"].value == 0
    assert measures["utanför"] is None


def test_groups_are_ordered_by_size_and_name():
    groups = group_outcomes(SET, lambda outcome: [outcome.question.kind])
    assert [(name, len(members)) for name, members in groups.items()] == [("fact", 5), ("list", 1)]
    assert name_form(SET[3]) == ["följdfråga"]


def test_times_are_percentiles():
    assert summarize_times(SET) == {"search_p50": 2.0, "search_p99": 2.0, "ask_p50": 5.0, "ask_p99": 5.0}


def test_an_outcome_has_its_question_typed():
    assert isinstance(SET[0], Outcome)
    assert isinstance(SET[0].question, Question)
    assert isinstance(SET[0].question.gold[0], Gold)


def test_the_report_says_it_in_swedish():
    text = write_report(SET, unstable=())
    assert text.startswith("Av 6 frågor: 1 rätt, 1 ofullständigt, 1 fel, 1 felaktigt avvisad, 1 rätt avvisad, 1 svarade ändå.")
    assert "f svarade ändå · avvisning: borde ha avvisat (närmiss)" in text
    assert "b ofullständigt · sammansättning: rätt ställe hittades men svaret saknar ”två”" in text
    assert text.index("f svarade ändå") < text.index("b ofullständigt")
    assert "Två körningar gav samma svar" in text
    assert comma(0.5) == "0,50"


def test_the_report_of_a_perfect_run_has_no_worst():
    assert "Inga dåliga svar." in write_report(SET[:1])
    assert "Olika svar två gånger: a" in write_report(SET[:1], unstable=("a",))
