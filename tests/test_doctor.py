"""What the doctor finds, on a healthy folder and on sick ones."""

import json
import shutil
import subprocess

import pytest

from api import doctor
from api.cli import main
from api.doctor import Finding
from api.service import locate
from corpus.records import PageQuality
from tests.small_library import add, make_edition, open_library


def test_what_is_installed_is_told_with_its_version():
    found = {one.topic: one for one in doctor.examine_installation()}
    assert found["Planlots"].state == "ok" and "Python 3" in found["Planlots"].text
    assert all(found[name].state == "ok" for name in doctor.PACKAGES)


def test_a_missing_package_is_wrong():
    assert doctor.examine_package("finns-inte-alls") == Finding("finns-inte-alls", "wrong", "saknas. Installera om Planlots.")


@pytest.mark.parametrize(
    ("program", "languages", "state", "text"),
    [
        (None, "", "note", "saknas"),
        ("/bin/tesseract", "eng\n", "note", "utan svenska"),
        ("/bin/tesseract", "List:\neng\nswe\n", "ok", "med svenska"),
    ],
)
def test_tesseract_is_optional_but_should_know_swedish(monkeypatch, program, languages, state, text):
    monkeypatch.setattr(shutil, "which", lambda name: program)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, languages, ""))
    found = doctor.examine_tesseract()
    assert found.state == state and text in found.text


def test_a_healthy_library_agrees_with_its_store(tmp_path):
    with open_library(tmp_path) as library:
        add(library, make_edition("plan", ["Snön plogas.", "Bussen går."]))
        found = {one.topic: one for one in doctor.examine_library(library)}
        assert (found["Sökindex"].state, found["Sökindex"].text) == ("ok", "1 dokument och 2 stycken, lika i lagring och sökindex")
        assert found["Betydelsesökning"].state == "ok"


def test_points_that_are_lost_are_found(tmp_path):
    with open_library(tmp_path, encoder=False) as library:
        add(library, make_edition("plan", ["Snön plogas.", "Bussen går."]))
        library.index.delete("plan")
        found = {one.topic: one for one in doctor.examine_library(library)}
        assert found["Sökindex"].state == "wrong" and "plan" in found["Sökindex"].text and "--rebuild" in found["Sökindex"].text
        assert found["Betydelsesökning"].state == "wrong"


def test_a_full_disk_is_wrong(tmp_path, monkeypatch):
    with open_library(tmp_path) as library:
        monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 10, 0))
        assert doctor.examine_disk(library.settings).state == "wrong"


def test_a_document_without_pages_worth_telling_is_fine(tmp_path):
    with open_library(tmp_path) as library:
        add(library, make_edition("plan", ["Snön plogas."]))
        assert doctor.examine_documents(library.store) == [Finding("plan", "ok", "ingen text.")]


def test_what_was_read_anew_or_repaired_is_told():
    pages = [
        PageQuality(1, 60, "sv", 0.05, 0, "good", 0.02),
        PageQuality(2, 20, "sv", 0.0, 0, "repaired", 0.3, "repair"),
        PageQuality(3, 20, "sv", 0.05, 0, "good", 0.04, "reading"),
    ]
    assert doctor.describe_reading(pages) == ", 1 lästa på nytt ur bilden, 1 lagade utan bild, 8 % okända ord i filen"
    assert doctor.describe_reading(pages[:1]) == ""


def test_the_command_rebuilds_what_is_damaged(tmp_path, capsys):
    (tmp_path / "plan.md").write_text("# Plan för sjön\n\nKommunen ska plantera tjugo kastanjer vid sjön.\n", encoding="utf-8")
    data = str(tmp_path / "data")
    assert main(["ingest", str(tmp_path / "plan.md"), "--data", data]) == 0
    shutil.rmtree(tmp_path / "data" / "index")
    capsys.readouterr()
    assert main(["doctor", "--rebuild", "--json", "--data", data]) == 0
    found = {row["topic"]: row for row in json.loads(capsys.readouterr().out)}
    assert found["Sökindex"]["state"] == "ok"


def test_a_folder_that_is_not_there_is_worth_knowing(tmp_path, capsys):
    assert main(["doctor", "--data", str(tmp_path / "borta")]) == 0
    assert "finns inte än" in capsys.readouterr().out


def test_nothing_is_rebuilt_under_a_running_service(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(doctor, "find_running", lambda settings: locate.Running(4242, "http://127.0.0.1:1"))
    assert main(["doctor", "--rebuild", "--data", str(tmp_path)]) == 1
    assert "process 4242" in capsys.readouterr().err
