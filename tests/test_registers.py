import pytest

from eval.registers import (
    INVENTED,
    PASSAGES,
    Case,
    Gold,
    judge_plans,
    judge_rows,
    judge_sentences,
    make_section,
    matches,
    parse_gold,
    read_cases,
    read_gold,
    summarize,
)
from ingest.registers.responsibilities import read_responsibilities

CASES = read_cases()


@pytest.mark.parametrize("case", CASES, ids=[case.text[:50] for case in CASES])
def test_made_up_sentences(case):
    (judged,) = judge_sentences([case])
    assert judged.notes == ()


def test_nearly_all_duties_of_passages_written_blind_are_found_and_right():
    figures = summarize(list(judge_sentences([case for path in PASSAGES for case in read_cases(path)])))
    assert figures["found"].value >= 0.95
    assert figures["right"].value >= 0.97


def test_the_set_is_large_and_holds_texts_without_rows():
    assert len(CASES) >= 120
    assert sum(not case.gold for case in CASES) >= 15


def test_a_row_is_read_with_its_fields():
    assert parse_gold("? nämnden | rapportera | läget | to=styrelsen") == Gold("nämnden", "rapportera", "läget", {"to": "styrelsen"}, True)


def test_another_actor_verb_or_task_does_not_match():
    (row,) = read_responsibilities([make_section(Case("Den lilla nämnden leder arbetet.", "A", ()))])
    assert matches(Gold("lilla nämnden", "leda", "arbetet"), row)
    for gold in (Gold("nämnden", "leda", "arbetet"), Gold("lilla nämnden", "följa upp", "arbetet"), Gold("lilla nämnden", "leda", "båten")):
        assert not matches(gold, row)


def test_what_is_missed_and_what_is_wrong_count_apart():
    found = read_responsibilities([make_section(Case("Nämnden leder arbetet.", "A", ()))])
    judged = judge_rows([Gold("rådet", "leda", "arbetet")], found, "x")
    figures = summarize([judged])
    assert (figures["found"].value, figures["right"].value) == (0.0, 0.0)
    assert len(judged.notes) == 2


def test_the_bundled_rows_name_bundled_documents():
    assert {document: len(rows) > 3 for document, rows in read_gold().items()}.keys() == {
        "stockholm-handlingsplan",
        "lanet-handlingsplan",
        "von-tjansteutlatande",
    }


def test_nearly_all_rows_of_the_invented_plans_are_found_and_right():
    judged = list(judge_plans())
    figures = summarize(judged)
    assert len(judged) == len(read_gold(INVENTED)) == 10
    assert figures["found"].value >= 0.95, [note for one in judged for note in one.notes]
    assert figures["right"].value >= 0.98, [note for one in judged for note in one.notes]
