"""The command line: help, exit codes, output, and what it does not import."""

import json
import subprocess
import sys

import pytest

from api import cli
from api.cli import COMMANDS, main
from api.commands import options, show
from tests.fake_desk import ANSWER, DUTY, FakeDesk


class NoDesk(FakeDesk):
    """Finds nothing."""

    def ask(self, question, history=(), documents=None, mode=None, watch=None):
        missing = "Dokumenten säger inget om det."
        return {**ANSWER, "status": "not_found", "statements": [], "citations": [], "follow_ups": [], "missing": missing}

    def search(self, query, choice):
        return {"query": query, "took_ms": 1.0, "hits": [], "rejected": [], "notices": ["Betydelsesökning är avstängd."]}

    def areas(self, choice):
        return []

    responsibilities = areas

    def compare(self, left, right):
        return {**super().compare(left, right), "rows": []}


@pytest.fixture
def desk(monkeypatch):
    return use_desk(FakeDesk(), monkeypatch)


def use_desk(desk, monkeypatch):
    class Opened:
        def __enter__(self):
            return desk

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(options, "open_desk", lambda arguments: Opened())
    return desk


def run(capsys, *words):
    code = main(words)
    return code, capsys.readouterr().out


def refused(capsys, *words):
    with pytest.raises(SystemExit) as caught:
        main(words)
    return caught.value.code, capsys.readouterr().err


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    out = capsys.readouterr().out
    assert caught.value.code == 0
    assert all(name in out for name in COMMANDS)
    assert "slutkoder" in out and "usage" not in out


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "train"])
def test_every_command_has_help_with_examples(name, capsys):
    with pytest.raises(SystemExit) as caught:
        main([name, "--help"])
    out = capsys.readouterr().out
    assert caught.value.code == 0
    assert "exempel:" in out and "--json" in out and "--data" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ask"], "det här saknas: FRÅGA"),
        (["fel"], "det finns inget 'fel'"),
        (["search", "a", "--limit", "x"], "--limit: ska vara ett heltal, inte: 'x'"),
        (["ask", "a", "--nej"], "det här känns inte igen: --nej"),
        (["serve", "--threads", "4"], "det här känns inte igen: --threads 4"),
    ],
)
def test_wrong_use_is_told_in_swedish_with_code_2(words, told, capsys):
    code, err = refused(capsys, *words)
    assert code == 2 and told in err


def test_no_command_shows_the_help_with_code_2(capsys):
    assert main([]) == 2
    assert "kommandon:" in capsys.readouterr().err


def test_only_another_reading_of_the_question_is_shown(monkeypatch, capsys):
    answer = {**ANSWER, "understood_as": "Vad erbjuds?"}
    for question, shown in (("vad erbjuds", False), ("Vad är det?", True)):
        show.print_answer(answer, question)
        assert ("Tolkat som: Vad erbjuds?" in capsys.readouterr().out) is shown


def test_a_duty_without_actor_says_so(capsys):
    show.print_duties([{**DUTY, "actor": "", "modality": "är"}])
    assert capsys.readouterr().out.startswith("anges inte erbjuda samtal (varje vår)\n")


def test_an_answer_is_shown_with_labels_and_sources(desk, capsys):
    code, out = run(capsys, "ask", "Vad", "erbjuds?", "--document", "skogsby-plan")
    assert code == 0
    assert desk.asked == [("Vad erbjuds?", (), ["skogsby-plan"], None)]
    assert "Kommunen ska erbjuda samtal. [1]\n  ordagrant, med rättade skannfel\n" in out
    assert "[1] Plan för <Skogsby> (gällande), Mål › Samtal, s. 2 (9)" in out
    assert "Vem leder grupperna?" in out and "\033" not in out


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("ask", "x"), dict),
        (("search", "x"), dict),
        (("areas",), list),
        (("responsibilities",), list),
        (("compare", "a", "b"), dict),
        (("export", "areas"), list),
    ],
)
def test_json_is_whole_and_alone(desk, capsysbinary, words, kind):
    assert main([*words, "--json"]) == 0
    assert isinstance(json.loads(capsysbinary.readouterr().out), kind)


@pytest.mark.parametrize(
    "words", [("search", "x", "--explain"), ("areas", "x"), ("responsibilities", "--actor", "k"), ("compare", "a", "b")]
)
def test_every_list_is_shown(desk, capsys, words):
    code, out = run(capsys, *words)
    assert code == 0 and out.strip()


@pytest.mark.parametrize("words", [("ask", "x"), ("search", "x"), ("areas", "x"), ("responsibilities",), ("compare", "a", "b")])
def test_nothing_found_is_said_with_code_1(monkeypatch, capsys, words):
    use_desk(NoDesk(), monkeypatch)
    code, out = run(capsys, *words)
    assert code == 1 and out.strip()


def test_an_error_is_one_line_with_code_1(desk, capsys):
    assert main(["compare", "a", "a"]) == 1
    assert capsys.readouterr().err == "planlots: Välj två olika planer att jämföra.\n"


def test_a_table_is_saved(desk, capsys, tmp_path):
    path = tmp_path / "ut.csv"
    assert main(["export", "responsibilities", "--format", "csv", "--out", str(path)]) == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbfVem;")
    assert main(["export", "areas", "--out", str(tmp_path / "borta" / "ut.xlsx")]) == 1
    assert "Välj en annan plats med --out" in capsys.readouterr().err


def test_an_interrupt_ends_with_its_code(monkeypatch, capsys):
    desk = use_desk(FakeDesk(), monkeypatch)
    desk.ask = lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
    assert main(["ask", "x"]) == 130


def test_the_version_is_told(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip()


def test_asking_imports_no_web_framework_and_no_readers():
    code = (
        "import sys, api.cli, api.commands.ask, api.desk, api.commands.progress\n"
        "slow = {'fastapi', 'starlette', 'pydantic', 'uvicorn', 'jinja2', 'openpyxl', 'docx', 'pypdf', 'llama_index', 'urllib.request'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=cli.__file__.rsplit("/", 2)[0], check=True)
    assert done.stdout.strip() == "[]"
