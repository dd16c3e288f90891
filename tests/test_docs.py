"""The documents tell the truth: the README's tree is the code's, its commands run, its settings exist, its links lead somewhere."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli import COMMANDS as COMMANDS_OF_PROGRAM
from api.cli import WORKBENCH_WORDS, main, make_parser
from docs.tree import HEADING, draw_tree

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_tree_is_that_of_the_code():
    assert README[README.index(HEADING) :] == draw_tree(), "run python docs/tree.py"


def test_every_file_says_what_it_is():
    silent = [line for line in draw_tree().split("\n") if line.startswith("  ") and len(line.split()) < 3]
    assert not silent


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_named_files_exist(page):
    text = page.read_text(encoding="utf-8").split(HEADING)[0]
    named = re.findall(r"\]\(([^)#:]+)\)", text)
    named += re.findall(r"`([\w./-]+/[\w./-]+\.(?:py|md|jsonl))`", text)
    missing = [name for name in named if not (page.parent / name).exists() and not (ROOT / name).exists()]
    assert not missing


def test_every_page_is_reached_from_the_readme():
    assert {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")} <= set(re.findall(r"\]\(([^)#:]+)\)", README))


def test_every_setting_is_documented():
    told = (ROOT / "docs" / "drift.md").read_text(encoding="utf-8")
    used = set()
    for package in ("corpus", "ingest", "assistant", "api", "eval"):
        for path in (ROOT / package).rglob("*.py"):
            used |= set(re.findall(r"PLANLOTS_[A-Z]+", path.read_text(encoding="utf-8")))
    assert used and not {name for name in used if name not in told}


@pytest.fixture(scope="module")
def bundled_data(tmp_path_factory):
    """A data folder that the first command fills with the bundled documents."""
    return tmp_path_factory.mktemp("docs") / "data"


COMMANDS = [line.split("#")[0].strip() for line in README.split("\n") if line.startswith("planlots ")]
RUNNABLE = [line for line in COMMANDS if not line.startswith(("planlots ingest", "planlots eval"))]


@pytest.mark.parametrize("line", RUNNABLE)
def test_a_command_of_the_readme_runs(line, tmp_path, bundled_data, capsys):
    words = [word if word != "ansvar.xlsx" else str(tmp_path / word) for word in shlex.split(line)[1:]]
    assert main([*words, "--data", str(bundled_data)]) == 0
    assert "".join(capsys.readouterr()).strip()


@pytest.mark.parametrize("line", [line for line in COMMANDS if line not in RUNNABLE])
def test_the_other_commands_are_known(line):
    words = shlex.split(line)[1:]
    result = subprocess.run([sys.executable, "-m", "api.cli", *words[:1], "--help"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert result.returncode == 0 and words[0] in result.stdout


SHOWN = [
    (page.name, line.split("#")[0].strip())
    for page in PAGES
    for block in re.findall(r"```\w*\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for line in block.split("\n")
    if re.match(r"(?:PLANLOTS_\w+=\S+ )*planlots \w", line.strip())
]


@pytest.mark.parametrize(("page", "line"), SHOWN)
def test_a_command_shown_in_the_docs_is_spelt_as_the_program_has_it(page, line):
    words = [word for word in shlex.split(re.sub(r"\$\([^)]*\)", "x", line)) if not word.startswith("PLANLOTS_")][1:]
    assert make_parser(words).parse_args([word for word in words if word not in ("|", "&", ">")])


def spelt_right(line):
    """Whether the program takes a line; one that leaves out a word, or bare names of commands, are right too."""
    words = shlex.split(re.sub(r"\$\([^)]*\)", "x", line).split(" | ")[0].split(" > ")[0])[1:]
    for tried in (words, [*words, "x"]) if any(word.startswith("-") for word in words) else (words, [*words, "--help"]):
        try:
            make_parser(tried).parse_args(tried)
        except SystemExit as end:
            if end.code:
                continue
        return True
    return False


INLINE = sorted({line for page in PAGES for line in re.findall(r"`(planlots [a-z][^`|…]*)`", page.read_text(encoding="utf-8"))})


@pytest.mark.parametrize("line", INLINE)
def test_a_command_named_in_a_sentence_is_spelt_as_the_program_has_it(line, capsys):
    assert spelt_right(line), capsys.readouterr().err


@pytest.mark.parametrize("name", [*COMMANDS_OF_PROGRAM, *(f"eval {word}" for word in WORKBENCH_WORDS)])
def test_the_examples_of_a_help_text_are_right(name, capsys):
    with pytest.raises(SystemExit):
        make_parser([*name.split()]).parse_args([*name.split(), "--help"])
    told = capsys.readouterr().out
    examples = re.findall(r"^  (planlots (?:[^\s]+ ?)+?)(?:  .*)?$", told.partition("exempel:")[2], re.MULTILINE)
    assert examples and not [line for line in examples if not spelt_right(line)]
    assert not [path for path in re.findall(r"\b(?:eval|docs)/[\w/.-]+\.\w+", told) if not (ROOT / path).exists()]


SOURCES = [path for folder in ("corpus", "ingest", "assistant", "api", "eval", "docs") for path in sorted((ROOT / folder).rglob("*.py"))]
FILES = {str(path.relative_to(ROOT)) for folder in ("tests", "deploy", "tools") for path in (ROOT / folder).rglob("*.py")}
FILES |= {str(path.relative_to(ROOT)) for path in SOURCES}


def test_files_and_modules_that_the_code_names_exist():
    lost = []
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        lost += [(path.name, name) for name in re.findall(r"(?<![\w.*/])((?:\w+/)*\w+\.py)\b", text) if not is_file(name)]
        told = re.findall(r'"""(.*?)"""', text, re.DOTALL)
        names = re.findall(r"(?<![\w./-])((?:corpus|ingest|assistant|api|eval)(?:\.\w+)+)", " ".join(told))
        lost += [(path.name, name) for name in names if not is_module(name)]
    assert not lost


def is_file(name):
    """Whether a file is named by its path, or by the end of it."""
    return any(f"/{path}".endswith(f"/{name}") for path in FILES)


def is_module(name):
    """Whether it is a module or room, or a name that a module or room has."""
    path = ROOT / name.replace(".", "/")
    if path.with_suffix(".py").exists() or path.is_dir():
        return True
    home = path.parent.with_suffix(".py") if path.parent.with_suffix(".py").exists() else path.parent / "__init__.py"
    return home.exists() and re.search(rf"\b{path.name}\b", home.read_text(encoding="utf-8")) is not None
