"""`planlots compare --format`: the comparison as a file, and what cannot be written is said in plain words."""

import io
from contextlib import contextmanager

import pytest
from openpyxl import load_workbook

from api.cli import main
from api.commands import options
from tests.fake_desk import FakeDesk


@pytest.fixture(autouse=True)
def desk(monkeypatch):
    @contextmanager
    def opened(_):
        yield FakeDesk()

    monkeypatch.setattr(options, "open_desk", opened)


def test_the_comparison_is_saved_as_a_workbook(tmp_path, capsys):
    path = tmp_path / "moten.xlsx"
    assert main(["compare", "a", "b", "--format", "xlsx", "--out", str(path)]) == 0
    headers = [cell.value for cell in next(load_workbook(io.BytesIO(path.read_bytes())).active.iter_rows())]
    assert "Likhet i ord" in headers and "sparade i" in capsys.readouterr().err


def test_the_file_can_go_to_standard_output(capfdbinary):
    assert main(["compare", "a", "b", "--format", "csv", "--out", "-"]) == 0
    assert b"Likhet i ord" in capfdbinary.readouterr().out


def test_a_place_that_cannot_be_written_is_said(tmp_path, capsys):
    assert main(["compare", "a", "b", "--format", "csv", "--out", str(tmp_path / "nej" / "x.csv")]) == 1
    assert "kan inte skrivas" in capsys.readouterr().err
