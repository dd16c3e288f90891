import time
from dataclasses import replace

import pytest

from corpus.errors import BadRequest
from eval import session
from eval.archive import Archive
from eval.intake import read_file
from eval.questionset import Gold, Question
from eval.session import PATIENT_LOOKS, find_waiting, follow_run, perform_run, previous_run, read_outcomes
from eval.takein import accept_suggestions, check_file, take_in
from tests.makers_eval import make_set
from tests.small_library import add, make_edition, open_library

TEXT = "Vid snö ska kommunen ploga gatorna före klockan sju."
QUESTIONS = tuple(
    Question(str(n), f"när plogas gatorna? {n}", "fact", True, (Gold("plan", "", TEXT),), (("klockan sju",),)) for n in range(3)
)


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path / "data") as library:
        add(library, make_edition("plan", [TEXT, "Bussen går varje timme."]))
        yield library


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "eval")


def queue(archive, name="x"):
    return archive.add_run(archive.keep_set(make_set("A", QUESTIONS)), name)


def test_a_run_is_done_and_tells_with_what(library, archive):
    queue(archive)
    seen = []
    run = perform_run(library, archive, find_waiting(archive), lambda now: seen.append(now.done))
    assert (run.state, run.done, seen) == ("done", 3, [1, 2, 3])
    assert run == archive.read_run(run.id)
    assert run.corpus[0]["id"] == "plan" and {"planlots", "encoder", "vektorer"} <= set(run.versions)
    outcomes = read_outcomes(archive, run.id)
    assert [outcome.question.question for outcome in outcomes] == [question.question for question in QUESTIONS]
    assert outcomes[0].ranking[0] == {0} and outcomes[0].sources[0].document == "plan"
    assert find_waiting(archive) is None


def test_a_run_goes_on_where_it_stopped(library, archive):
    run = queue(archive)
    stops = iter([False, True])
    run = perform_run(library, archive, run, stop=lambda: next(stops))
    assert (run.state, run.done) == ("running", 1)
    assert find_waiting(archive).id == run.id
    assert perform_run(library, archive, find_waiting(archive)).done == 3
    assert len(archive.outcome_rows(run.id)) == 3


def test_a_run_in_other_hands_is_left_alone(library, archive):
    from corpus.workers import worker_name

    run = queue(archive)
    archive.write_run(replace(run, state="running", worker=worker_name(), heartbeat=time.time()))
    assert find_waiting(archive) is None


def test_a_run_that_nobody_is_left_to_do_is_not_waited_for(archive, monkeypatch):
    monkeypatch.setattr(session, "LOOK_SECONDS", 0.0)
    run, looks = queue(archive), []
    with pytest.raises(BadRequest, match="Ingen tjänst gör körningen"):
        follow_run(archive, run, lambda: looks.append(1) or len(looks) == 10)
    assert len(looks) == 10 + PATIENT_LOOKS
    archive.write_run(replace(run, state="done"))
    seen = []
    assert follow_run(archive, run, lambda: False, seen.append).state == "done" and len(seen) == 1


def test_a_run_can_be_cancelled(library, archive):
    run = queue(archive)
    archive.ask_to_cancel(run.id)
    run = perform_run(library, archive, run)
    assert (run.state, run.done, run.message) == ("cancelled", 0, "Körningen avbröts.")


def test_the_run_before_is_of_the_same_questions(archive):
    kept = archive.keep_set(make_set("A", QUESTIONS))
    runs = [replace(archive.add_run(kept, str(n)), id=f"2030010{n}-000000-aaaa", state="done") for n in (1, 2)]
    other = replace(archive.add_run(archive.keep_set(make_set("B", QUESTIONS[:1])), "b"), id="20300103-000000-aaaa", state="done")
    for run in (*runs, other):
        archive.write_run(run)
    assert previous_run(archive, replace(runs[0], id="20300109-000000-aaaa")).name == "2"
    assert previous_run(archive, runs[0]) is None


def test_a_question_that_cannot_be_asked_is_an_outcome(library, archive):
    long = Question("9", "varför " * 2_000, "fact", True, QUESTIONS[0].gold)
    run = perform_run(library, archive, archive.add_run(archive.keep_set(make_set("A", (long,))), "x"))
    (outcome,) = read_outcomes(archive, run.id)
    assert run.state == "done"
    assert outcome.verdict in ("felaktigt avvisad", "fel", "rätt", "ofullständigt")


CSV = (
    "Fråga;Facit;Kan besvaras\nnär plogas det?;"
    + TEXT.replace("ska", "skall")
    + ";ja\nvem kör bussen?;Bussen går varje timme.;ja\n;;\nx;;kanske\n"
)


def test_a_file_is_taken_in_checked_and_mended(library, archive):
    kept = take_in(archive, library.store, "C:\\filer\\Våra frågor.csv", CSV.encode())
    assert (kept.name, len(kept.questions), [one.line for one in kept.refused]) == ("Våra frågor", 1, [2, 5])
    assert kept.refused[0].field == "kolumn B (Facit)"
    mended = accept_suggestions(archive, archive.read_set(kept.id))
    assert [one.gold[0].quote for one in mended.questions] == ["Bussen går varje timme.", TEXT]
    assert [one.line for one in archive.read_set(kept.id).refused] == [5]


def test_gold_that_names_its_place_is_checked_too(library):
    line = '{"question": "Vem?", "kind": "fact", "gold": [{"document": "plan", "quote": "Zebror äter vallmo i Sahara."}]}'
    checked = check_file(library.store, "x.jsonl", line.encode())
    assert (checked.questions, len(checked.refused)) == ((), 1)
    assert read_file("x.jsonl", line.encode()).questions
