import argparse
import json
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from corpus.errors import BadRequest
from eval import cli
from eval.areaset import AREAS
from eval.bench import Figure
from eval.ocr import Report, Untouched
from eval.questionset import DEVELOPMENT
from tests.makers_eval import make_outcome

LINE = {"question": "Vem tänder?", "kind": "fact", "gold": [{"document": "hamn", "quote": "Vakten tänder."}], "facts": ["vakten"]}


def parse(*words):
    parser = argparse.ArgumentParser()
    cli.add_parser(parser.add_subparsers())
    return parser.parse_args(["eval", *words])


@pytest.fixture
def measured(monkeypatch, tmp_path):
    """An eval without a corpus: one right answer whatever is asked."""
    store = SimpleNamespace(documents=lambda: (), sections=lambda _: ())

    @contextmanager
    def open_nothing(data):
        yield SimpleNamespace(store=store)

    monkeypatch.setattr(cli, "open_corpus", open_nothing)
    monkeypatch.setattr(cli, "run_set", lambda *_: (make_outcome("a"),))
    monkeypatch.setattr(cli, "find_unstable", lambda *_: ())
    path = tmp_path / "prov.jsonl"
    path.write_text(json.dumps(LINE), encoding="utf-8")
    return str(path)


def test_the_development_set_is_the_default():
    arguments = parse()
    assert arguments.set == str(DEVELOPMENT)
    assert arguments.run is cli.run_eval


def test_a_report_is_printed(measured, capsys):
    assert cli.run_eval(parse(measured, "--twice")) == 0
    out = capsys.readouterr().out
    assert "Av 1 frågor: 1 rätt" in out
    assert "Två körningar gav samma svar" in out
    assert "Vakten tänder." in out  # the gold is not in the empty corpus, and that is said


def test_json_holds_figures_and_every_outcome(measured, capsys):
    assert cli.run_eval(parse(measured, "--json")) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["answers"]["all_facts"] == {"value": 1.0, "low": pytest.approx(0.207, abs=0.001), "high": 1.0, "n": 1}
    assert row["outcomes"][0]["verdict"] == "rätt"
    assert row["unstable"] is None
    assert len(row["problems"]) == 1


def test_answers_that_differ_give_exit_code_1(measured, monkeypatch, capsys):
    monkeypatch.setattr(cli, "find_unstable", lambda *_: ("a",))
    assert cli.run_eval(parse(measured, "--twice")) == 1
    assert "Olika svar två gånger: a" in capsys.readouterr().out


def test_a_kind_without_questions_is_refused(measured):
    with pytest.raises(BadRequest, match="inga frågor av sorten list"):
        cli.run_eval(parse(measured, "--kind", "list"))


def test_an_empty_data_folder_is_refused(tmp_path):
    with pytest.raises(BadRequest, match="är tom"), cli.open_corpus(str(tmp_path)):
        pass


def test_bench_prints_its_table_or_json(monkeypatch, capsys):
    monkeypatch.setattr(cli, "run_bench", lambda questions, say: (say("Mäter …"), (Figure("sök", 2.0, "ms", 5.0, 1.0),))[1])
    assert cli.run_eval(parse("bench")) == 0
    assert cli.run_eval(parse("bench", "--json")) == 0
    captured = capsys.readouterr()
    assert "sök" in captured.out
    assert '"value": 2.0' in captured.out
    assert "Mäter" in captured.err


def test_ocr_prints_its_tables_or_json(monkeypatch, capsys):
    given = []
    monkeypatch.setattr(cli, "measure_ocr", lambda pairs: given.append(pairs) or Report((), (Untouched("ren.txt", 90, 0),), 1000.0, 50.0))
    assert cli.run_eval(parse("ocr", "--pairs", "par.jsonl")) == 0
    assert cli.run_eval(parse("ocr", "--json")) == 0
    assert given == [Path("par.jsonl"), None]
    out = capsys.readouterr().out
    assert "ren.txt" in out
    assert '"characters_per_second": 1000.0' in out


def test_areas_tell_what_missed(measured, monkeypatch, capsys):
    phrase = SimpleNamespace(phrase="trasig lampa", document="hamn", area="Laga lampan.")
    monkeypatch.setattr(cli, "place_phrases", lambda *_: [SimpleNamespace(phrase=phrase, rank=None, rank_all=2, first="Måla båten.")])
    assert cli.run_eval(parse("areas")) == 0
    out = capsys.readouterr().out
    assert "trasig lampa" in out
    assert "Måla båten." in out
    assert cli.run_eval(parse("areas", "--json")) == 0
    assert json.loads(capsys.readouterr().out)["phrases"][0]["rank_all"] == 2


def test_a_file_of_phrases_is_ranked_too(measured, monkeypatch, capsys):
    seen = []
    monkeypatch.setattr(cli, "place_phrases", lambda _, phrases: seen.extend(phrases) or [])
    assert cli.run_eval(parse(str(AREAS.with_name("heldout-areas.jsonl")))) == 0
    assert len(seen) == 66
    assert "Vardagsuttryck till rätt område" in capsys.readouterr().out
