"""The bench beside other engines, with engines that answer from a list."""

from dataclasses import replace

import pytest

from corpus.errors import BadRequest, PlanlotsError
from corpus.records import Passage
from eval import sizes
from eval.gold import Target
from eval.questionset import Gold, Question
from eval.sizes import Row, Trial, count_lines, cut_fill, draw_rows, measure_engine, run_engine, write_rows

ROW = Row("planlots", 200, 0.9, 0.7, 0.75, 4.25, 9.5, 800.0, 250.0, 1.5)


@pytest.fixture
def trial(tmp_path):
    passages = {name: Passage(name, "d", f"d/{name}", 0, 10, "tio tecken", "text", (), None, "dokument", None, None, 0) for name in "ab"}
    questions = tuple(Question(name, "vad?", "fact", True, (Gold("d", "", "tio"),)) for name in ("ett", "två"))
    targets = {name: ((Target("d", "d/b", 0, 10, True),),) for name in ("ett", "två")}
    return Trial(tmp_path, questions, targets, passages)


def test_an_engine_is_measured_by_what_it_finds(trial, monkeypatch):
    result = {"found": [["b", "a"], ["x", "b"]], "times": [1.0, 3.0], "memory": 5e6, "ready": 10.0}
    monkeypatch.setattr(sizes, "run_engine", lambda *_: result)
    monkeypatch.setattr(sizes.time, "time", lambda: 8.0)
    row = measure_engine("bm25s", trial, 5000, 100.0)
    assert (row.recall, row.mrr, row.p50, row.p99, row.memory, row.start) == (1.0, 0.75, 1.0, 3.0, 5.0, 2.0)


def test_the_filling_is_cut_and_must_be_enough(tmp_path):
    fill = tmp_path / "fill.jsonl"
    fill.write_text("1\n2\n3\n", encoding="utf-8")
    cut_fill(fill, tmp_path / "out", 2)
    assert count_lines(tmp_path / "out") == 2
    with pytest.raises(BadRequest, match="bara 3 rader, men 4 behövs"):
        cut_fill(fill, tmp_path / "out", 4)
    with pytest.raises(BadRequest, match="--fill"):
        cut_fill(None, tmp_path / "out", 1)


def test_an_engine_that_fails_is_named(tmp_path):
    with pytest.raises(PlanlotsError, match=r"BM25 \(bm25s\) kunde inte köras.*planlots\[peers\]"):
        run_engine("build", "bm25s", tmp_path / "borta")


def test_rows_are_written_and_drawn(tmp_path):
    table = write_rows([ROW])
    assert "Planlots" in table and "4,2" in table and "0,90" in table and table.rstrip().endswith("1,5")
    assert write_rows([replace(ROW, disk=12.4)]).endswith("1,5       12")
    draw_rows([ROW], tmp_path / "b.svg")
    assert (tmp_path / "b.svg").read_text(encoding="utf-8").startswith("<?xml")
