import json
from dataclasses import replace

import pytest

from api.cli import find_module, main
from eval import commands
from eval.archive import Archive
from eval.commands import SHUT
from tests.small_library import add, make_edition, open_library

TEXT = "Vid snö ska kommunen ploga gatorna före klockan sju."
CSV = f"Fråga;Facit;Fakta;Kan besvaras\nnär plogas gatorna vid snö?;{TEXT};klockan sju;ja\nvem äger månen?;;;nej\n"


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder with one made-up document, and a file of questions beside it."""
    monkeypatch.chdir(tmp_path)
    with open_library(tmp_path / "data") as library:
        add(library, make_edition("plan", [TEXT, "Bussen går varje timme."]))
    (tmp_path / "fragor.csv").write_text(CSV, encoding="utf-8")
    return tmp_path / "data"


def run(capsys, *words, data=None):
    code = main(["eval", *words, *(["--data", str(data)] if data else [])])
    return code, "".join(capsys.readouterr())


def test_the_template_is_written(data, capsys):
    assert run(capsys, "template", "--out", "mall.xlsx")[0] == 0
    assert (data.parent / "mall.xlsx").read_bytes().startswith(b"PK")


def test_a_file_is_checked_and_errors_give_1(data, capsys):
    assert run(capsys, "check", "fragor.csv", data=data) == (0, "2 frågor kan köras.\n")
    (data.parent / "fel.csv").write_text(CSV.replace("nej", "kanske"), encoding="utf-8")
    code, told = run(capsys, "check", "fel.csv", data=data)
    assert code == 1 and "Rad 3, kolumn D (Kan besvaras): ”kanske”" in told


def test_from_a_file_to_report_comparison_gate_and_judging(data, capsys):
    for name in ("före", "efter"):
        code, told = run(capsys, "run", "fragor.csv", "--name", name, data=data)
        assert code == 0 and "Av 2 frågor:" in told
    ids = [one.id for one in Archive(data / "eval").list_runs()]
    assert run(capsys, "runs", data=data)[1].splitlines()[0].endswith("efter")
    assert "Andel rätt" in run(capsys, "report", data=data)[1]
    for ending in ("html", "docx", "xlsx"):
        assert run(capsys, "report", ids[0], "--out", f"r.{ending}", data=data)[0] == 0
    assert "Lika många rätt" in run(capsys, "compare", data=data)[1]
    assert json.loads(run(capsys, "compare", *ids[::-1], "--json", data=data)[1])["changed"] == []
    (data.parent / "g.toml").write_text("[minst]\nright = 1.0\n[hogst]\nwrongly_refused = 0.0\n")
    code, told = run(capsys, "gate", "g.toml", "--run", ids[0], "--keep", "kvar.json", data=data)
    assert code in (0, SHUT) and (code == 0) == ("UNDERKÄNT" not in told)
    code, told = run(capsys, "judge", "--start", *ids, data=data)
    omgang = told.split()[1]
    assert omgang in run(capsys, "judge", data=data)[1]
    assert "0 bedömare" in run(capsys, "judge", omgang, data=data)[1]
    assert run(capsys, "judge", omgang, "--out", "b.csv", data=data)[0] == 0


def test_a_file_is_taken_in_beside_a_running_service(data, capsys, monkeypatch):
    monkeypatch.setattr(commands, "follow_run", lambda _, run, *__: replace(run, state="failed", message="Tjänsten stoppades."))
    with open_library(data):  # as the service holds the index
        code, told = run(capsys, "run", "fragor.csv", data=data)
    assert code == 1 and "Tjänsten stoppades." in told
    archive = Archive(data / "eval")
    assert [(one.name, len(one.questions)) for one in archive.list_sets()] == [("fragor", 2)]
    assert [one.state for one in archive.list_runs()] == ["queued"]


def test_a_gate_that_is_shut_gives_3(data, capsys):
    run(capsys, "run", "fragor.csv", data=data)
    (data.parent / "g.toml").write_text('[minst]\n"recall@1" = 1.0\nrefused = 1.0\nutanför = 1.0\n'.replace("utanför", '"utanför"'))
    newest = Archive(data / "eval").list_runs()[0].id
    code, told = run(capsys, "gate", "g.toml", "--run", newest, data=data)
    assert code == SHUT and "utanför ämnet: kan inte mätas" in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("report",), "Det finns ingen körning med svar"),
        (("compare",), "Det behövs två körningar"),
        (("run", "borta"), "Frågesamlingen finns inte"),
        (("check", "borta.csv"), "borta.csv kan inte läsas"),
        (("judge", "borta"), "Bedömningen finns inte"),
    ],
)
def test_what_is_missing_is_told(data, capsys, words, message):
    code, told = run(capsys, *words, data=data)
    assert code == 1 and message in told


def test_an_ending_that_is_not_known(data, capsys):
    run(capsys, "run", "fragor.csv", data=data)
    code, told = run(capsys, "report", "--out", "r.pdf", data=data)
    assert code == 1 and "slutar inte på .html, .docx, .xlsx" in told


@pytest.mark.parametrize(
    ("words", "module"),
    [(["eval", "run"], "eval.commands"), (["eval"], "eval.cli"), (["eval", "areas"], "eval.cli"), (["ask", "run"], "x")],
)
def test_which_words_are_the_workbenchs(words, module):
    assert find_module("eval.cli" if words[0] == "eval" else "x", words) == module
