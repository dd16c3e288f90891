"""S3: hostile and broken files, each with a verdict – read or refused in words –, and the next file goes on.

The files are made by tests/hostile.py. They are read as ingest.child reads them, under its limits, but many in one process, so that hundreds
take seconds; those that are meant to be ended stand first, each in a child of its own. PLANLOTS_TORTURE=1 takes thousands of mutants.
"""

import json
import os
import subprocess
import sys

import pytest

from corpus.errors import UnreadableDocument
from ingest.child import Limits
from ingest.readers.read import read_file
from tests.hostile import make_docxs, make_pdfs, make_texts, mutants
from tests.makers import docx_bytes, pdf_bytes
from tests.service import ROOT

MUTANTS = 3_000 if os.environ.get("PLANLOTS_TORTURE") else 110  # of each good file
HEAVY = ("heavy page", "wide tree", "forms in forms")
TIGHT = Limits(cpu_seconds=3, wall_seconds=20)
GOOD_TEXT = "# Plan för Norråker\n\n## Ansvar\n\nTekniska nämnden ska ploga varje väg.\n\n- sand\n- salt\n\n| a | b |\n|---|---|\n| c | d |\n".encode()
READ_ALL = """
import json, sys
from pathlib import Path
from corpus.errors import UnreadableDocument
from ingest.child import Limits, limit_self, read_untrusted
from ingest.readers.read import read_text, refuse_empty
from ingest.readers.sniff import sniff_format
limits = Limits(cpu_seconds=int(sys.argv[2]))
limit_self(limits)
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        kind = sniff_format(path)
        source = refuse_empty(read_untrusted(kind, path, limits), path.name) if kind in ("pdf", "docx") else read_text(path, limits)
        source.text.encode()
        verdict = "read" if all(page.start <= page.end <= len(source.text) for page in source.pages) else "pages beyond the text"
    except UnreadableDocument as error:
        verdict = "refused" if 6 <= len(str(error).split()) <= 30 else str(error)
    except (MemoryError, RecursionError):
        verdict = "refused"
    except Exception as error:
        verdict = "unforeseen " + type(error).__name__
    print(json.dumps([path.name, verdict]), flush=True)
"""


def judge(folder, files, seconds=250):
    """name -> verdict, every file read in one child."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    command = [sys.executable, "-c", READ_ALL, str(folder), str(seconds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=10 * seconds, check=False)
    verdicts = dict(json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 0, (sorted(files)[len(verdicts)], done.stderr[-900:])
    return verdicts


@pytest.mark.parametrize("name", HEAVY)
def test_what_is_too_heavy_is_ended_and_told(tmp_path, name):
    path = tmp_path / "tung.pdf"
    path.write_bytes(make_pdfs()[name])
    try:
        assert read_file(path, limits=TIGHT).pages
    except UnreadableDocument as error:
        assert "för tung" in str(error) or "skadad" in str(error)


@pytest.mark.parametrize(("make", "ending"), [(make_pdfs, "pdf"), (make_docxs, "docx"), (make_texts, "txt")])
def test_every_trap_has_a_verdict(tmp_path, make, ending):
    files = {f"{name.replace(' ', '-')}.{ending}": data for name, data in make().items() if name not in HEAVY}
    verdicts = judge(tmp_path, files)
    assert set(verdicts) == set(files)
    assert set(verdicts.values()) == {"read", "refused"}, {
        name: verdict for name, verdict in verdicts.items() if verdict not in ("read", "refused")
    }


def test_every_mutant_has_a_verdict(tmp_path):
    good = {"pdf": pdf_bytes(), "docx": docx_bytes(), "txt": GOOD_TEXT}
    files = {f"{number:05}.{ending}": data for ending, whole in good.items() for number, data in enumerate(mutants(whole, MUTANTS, 11))}
    verdicts = judge(tmp_path, files, 250 if MUTANTS < 1_000 else 3_000)
    assert len(verdicts) == len(files) >= 3 * MUTANTS
    assert set(verdicts.values()) == {"read", "refused"}, {
        name: verdict for name, verdict in verdicts.items() if verdict not in ("read", "refused")
    }


def test_what_a_reader_did_not_foresee_is_told_as_damage(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(make_pdfs()["table beyond the file"])
    with pytest.raises(UnreadableDocument, match="är skadad"):
        read_file(path)


def test_nothing_outside_the_file_is_read(tmp_path):
    for name, data in {**make_docxs(), **make_pdfs()}.items():
        if name not in ("outside entity", "outside stream", "outside file"):
            continue
        path = tmp_path / "plan.docx"
        path.write_bytes(data)
        try:
            assert "root:" not in read_file(path).text
        except UnreadableDocument:
            continue


def test_a_table_of_endless_columns_and_a_list_of_endless_depth_cost_nothing(tmp_path):
    texts = {}
    for name in ("wide span", "huge level", "merge without start"):
        path = tmp_path / "plan.docx"
        path.write_bytes(make_docxs()[name])
        try:
            texts[name] = read_file(path, limits=TIGHT).text
        except UnreadableDocument as error:
            texts[name] = str(error)
    assert texts["wide span"] == "a\n"  # a row of one cell is a frame around it
    assert texts["huge level"].strip() == "- a b c"
    assert texts["merge without start"] == "a\n"
