"""The documents tell the truth: the README's tree is the code's, its commands run, its settings exist, its links lead somewhere."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli import main, make_parser
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
