"""`planlots ingest` without a service: files, folders, refusals, the summary."""

import json

import pytest

from api.cli import main
from api.commands.ingest import list_files
from corpus.errors import BadRequest

PLAN = "# Plan för sjön\n\n## Mål\n\nKommunen ska plantera tjugo kastanjer vid sjön.\n"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "planer"
    (made / "under").mkdir(parents=True)
    (made / "b.md").write_text(PLAN, encoding="utf-8")
    (made / "under" / "a.txt").write_text("", encoding="utf-8")
    (made / ".dold").write_text("x", encoding="utf-8")
    return made


def run(capsys, data, *words):
    code = main(["ingest", *words, "--json", "--data", str(data)])
    out, err = capsys.readouterr()
    return code, json.loads(out) if out else err


def test_folders_are_listed_by_name_without_hidden_files(folder):
    assert [path.name for path in list_files([str(folder)])] == ["b.md", "a.txt"]


def test_a_path_that_is_not_there_is_refused_before_anything_is_read(folder):
    with pytest.raises(BadRequest, match="borta"):
        list(list_files([str(folder / "borta")]))


def test_each_file_is_told_with_its_result(folder, tmp_path, capsys):
    data = tmp_path / "data"
    code, rows = run(capsys, data, str(folder))
    told = {row["file_name"]: (row["result"], row["line"]) for row in rows}
    assert code == 1
    assert told["b.md"][0] == "ny" and told["b.md"][1].startswith("b.md: ny. Plan för sjön")
    assert told["a.txt"][0] == "fel" and len(told["a.txt"][1]) > 20
    code, rows = run(capsys, data, str(folder / "b.md"))
    assert (code, rows[0]["result"]) == (0, "oförändrad")


def test_a_known_id_makes_a_new_edition(folder, tmp_path, capsys):
    data = tmp_path / "data"
    run(capsys, data, str(folder / "b.md"), "--id", "sjoplan")
    (folder / "b.md").write_text(PLAN.replace("tjugo", "trettio"), encoding="utf-8")
    code, rows = run(capsys, data, str(folder / "b.md"), "--id", "sjoplan")
    assert (code, rows[0]["result"], rows[0]["document_id"]) == (0, "uppdaterad", "sjoplan")


def test_one_id_is_for_one_file(folder, tmp_path, capsys):
    code, err = run(capsys, tmp_path / "data", str(folder), "--id", "x")
    assert code == 1 and "en fil åt gången, inte 2" in err


def test_an_unreadable_file_does_not_stop_the_others(folder, tmp_path, capsys):
    (folder / "c.pdf").write_bytes(b"%PDF-1.7 trasig")
    code, rows = run(capsys, tmp_path / "data", str(folder))
    assert code == 1
    assert {row["file_name"]: row["result"] for row in rows} == {"a.txt": "fel", "b.md": "ny", "c.pdf": "fel"}
