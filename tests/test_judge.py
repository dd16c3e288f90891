import pytest

from corpus.errors import BadRequest
from eval.archive import Archive
from eval.judge import (
    Score,
    measure_agreement,
    name_judge,
    next_item,
    read_round,
    read_scores,
    save_score,
    score_table,
    start_round,
    summarize_round,
    weighted_kappa,
)
from eval.questionset import Question
from eval.run import Cited, Line, outcome_row
from tests.makers_eval import make_outcome, make_set

SOURCE = Cited(1, "hamn", "Hamnplan", ("Drift",), "3", "hamn/drift", 0, 6, "Vakten")


def outcome_of(name, text):
    return make_outcome(name, lines=(Line("Planen säger:", False, (1,)), Line(text, True, (1,))), sources=(SOURCE,))


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "eval")


def add_run(archive, outcomes):
    run = archive.add_run(archive.keep_set(make_set("A", [outcome.question for outcome in outcomes])), "x")
    for outcome in outcomes:
        archive.append_outcome(run.id, outcome_row(outcome))
    return run.id


@pytest.fixture
def judged(archive):
    old = add_run(archive, [outcome_of("a", "Vakten tänder."), outcome_of("b", "Gammalt svar."), make_outcome("c", status="not_found")])
    new = add_run(archive, [outcome_of("a", "Vakten tänder."), outcome_of("b", "Nytt svar."), make_outcome("c", status="not_found")])
    return start_round(archive, [old, new], "")


def test_an_answer_that_both_runs_gave_is_judged_once(judged):
    assert sorted((item.question_id, len(item.runs)) for item in judged.items) == [("a", 2), ("b", 1), ("b", 1), ("c", 2)]


def test_nothing_a_judge_sees_tells_the_run(judged):
    shown = " ".join(f"{item.id} {item.question} {item.lines} {item.sources}" for item in judged.items)
    assert not [run for run in judged.runs if run in shown or run in judged.id]


def test_a_round_is_read_as_it_was_made(archive, judged):
    assert read_round(archive, judged.id) == judged


@pytest.mark.parametrize(
    ("lines", "sources", "total"),
    [((100, 100), (25,), 100), ((80,), (20,), 80), ((100, 0), (25, 0), 50), ((80,), (), 80), ((0,), (25,), 25)],
)
def test_three_quarters_sentences_one_quarter_citations(lines, sources, total):
    assert Score(lines, sources).total == total


def test_points_are_kept_replaced_and_summed(archive, judged):
    for item in judged.items:
        save_score(archive, judged.id, "Anna", item, Score((0,) * len(item.lines), (0,) * len(item.sources)))
        save_score(archive, judged.id, "Anna", item, Score((100,) * len(item.lines), (25,) * len(item.sources), "bra"))
    given = read_scores(archive, judged.id)
    assert next_item(judged, given["Anna"]) is None and next_item(judged, {}) == 1
    assert {run: (one.value, one.n) for run, one in summarize_round(judged, given).items()} == dict.fromkeys(judged.runs, (100, 3))
    rows = score_table(judged, given).rows
    assert len(rows) == 3 * 3 + 1  # two sentences and a source of three answers, one message of a refusal
    assert {row[8] for row in rows} == {"Anna"} and {row[7] for row in rows} == {100}


@pytest.mark.parametrize(("lines", "sources"), [((100,), (25,)), ((100, 90), (25,)), ((100, 100), ()), ((100, -1), (25,))])
def test_points_off_the_scale_or_missing_are_refused(archive, judged, lines, sources):
    item = next(one for one in judged.items if len(one.lines) == 2)
    with pytest.raises(BadRequest, match="inte fått poäng"):
        save_score(archive, judged.id, "Anna", item, Score(lines, sources))


def test_agreement_of_two(archive, judged):
    item = next(one for one in judged.items if len(one.lines) == 2)
    save_score(archive, judged.id, "Anna", item, Score((100, 0), (25,)))
    save_score(archive, judged.id, "Bo", item, Score((100, 80), (25,)))
    (one,) = measure_agreement(read_scores(archive, judged.id))
    assert (one.one, one.other, one.equal.value, one.equal.n) == ("Anna", "Bo", pytest.approx(2 / 3), 3)


def test_kappa_by_hand():
    assert weighted_kappa([(1, 1), (0, 0)]) == 1
    assert weighted_kappa([(1, 0), (0, 1)]) == -1  # observed 1, expected 1/2
    assert weighted_kappa([(1, 1), (1, 1)]) is None


def test_few_questions_are_drawn_and_none_is_refused(archive, judged):
    assert len({item.question_id for item in start_round(archive, judged.runs, "x", 1).items}) == 1
    empty = archive.add_run(archive.keep_set(make_set("A", [Question("1", "Vem?", None, False)])), "x")
    with pytest.raises(BadRequest, match="inga svar att bedöma"):
        start_round(archive, [empty.id], "x")


def test_a_judge_has_a_name():
    assert name_judge("  Anna   B ") == "Anna B"
    with pytest.raises(BadRequest):
        name_judge(" – ")
