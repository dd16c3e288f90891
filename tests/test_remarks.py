"""Remarks are kept as they were sent, without identity numbers, and become questions."""

import json
from dataclasses import replace

import pytest

from assistant.records import Turn
from corpus.errors import BadRequest, Unknown
from corpus.settings import Settings
from eval import remarks
from eval.intake import read_file
from eval.questionset import parse_questions
from eval.remarks import FAULTS, Remark, Remarks, make_question, write_lines, write_sheet
from eval.settle import load_shelf
from tests.keyed import Keyed

SAID = Remark("missed", "När plogas gångvägarna?", "Det står inte.", expected="Gångvägar sandas när det ar halt.", comment="Se vägar.")


@pytest.fixture
def kept(tmp_path):
    return Remarks.of(Settings(tmp_path, "", None))


def test_nothing_is_there_before_something_is_sent(kept):
    assert kept.list() == [] and not kept.folder.exists()


def test_a_remark_is_kept_as_it_was_sent(kept):
    sent = replace(SAID, history=(Turn("Vem plogar?", "Kommunen."),), sources=("plan/vagar",))
    added = kept.add(sent)
    assert kept.list() == [added] and added.id and added.created
    assert replace(added, id="", created="") == sent


def test_identity_numbers_are_not_written(kept):
    number = "19121212-1212"
    kept.add(replace(SAID, question=f"Får {number} hjälp?", comment=number, expected=number, history=(Turn(number, number),)))
    assert "1212" not in "".join(path.read_text(encoding="utf-8") for path in kept.folder.iterdir())


@pytest.mark.parametrize("wrong", [{"fault": "nej"}, {"fault": ""}, {"question": "  "}])
def test_a_remark_that_says_nothing_is_refused(kept, wrong):
    with pytest.raises(BadRequest):
        kept.add(replace(SAID, **wrong))
    assert kept.list() == []


def test_nobody_can_fill_the_folder(kept, monkeypatch):
    monkeypatch.setattr(remarks, "MAX_REMARKS", 1)
    kept.add(SAID)
    with pytest.raises(BadRequest, match="redan 1 synpunkter"):
        kept.add(SAID)


def test_long_texts_are_cut(kept):
    assert len(kept.add(replace(SAID, comment="x" * 9_999)).comment) == remarks.TEXT_CHARS


def test_a_remark_can_be_removed(kept):
    added = kept.add(SAID)
    kept.remove(added.id)
    assert kept.list() == []
    for name in (added.id, "../planlots"):
        with pytest.raises(Unknown):
            kept.remove(name)


def test_what_should_not_have_been_answered_becomes_such_a_question():
    question = make_question(replace(SAID, fault="answered"))
    assert (question.answerable, question.gold) == (False, ())
    assert question.note.startswith(FAULTS["answered"]) and "Det står inte." in question.note


def test_the_sheet_is_read_by_the_workbench():
    found = read_file("synpunkter.xlsx", write_sheet([replace(SAID, id="a"), replace(SAID, id="b", fault="answered")]))
    assert [(one.question, one.answerable) for one in found.questions] == [(SAID.question, True), (SAID.question, False)]
    assert found.questions[0].gold[0].quote == SAID.expected


def test_lines_name_where_the_gold_stands(tmp_path):
    keyed = Keyed(tmp_path / "data")
    keyed.ingest(tmp_path / "plan.md", document_id="vinter")
    lost = replace(SAID, id="b", expected="Det här står ingenstans i planen, inte alls.")
    rows = [json.loads(line) for line in write_lines([replace(SAID, id="a"), lost], load_shelf(keyed.library.store)).splitlines()]
    assert rows[0]["gold"][0]["document"] == "vinter" and "gold" not in rows[1]
    questions, problems = parse_questions([json.dumps(rows[0])])
    assert questions and not problems
    keyed.close()
