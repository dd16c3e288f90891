"""POST /api/record and `planlots ask --record`."""

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli import main
from api.commands import options
from api.service.state import Service
from corpus.settings import Settings
from tests.fake_desk import FakeDesk


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def client(desk, tmp_path):
    settings = Settings(tmp_path, "", None)
    return TestClient(create_app(settings, Service(settings, desk)))


@pytest.mark.parametrize("format_", ["json", "docx"])
def test_a_record_is_a_file(client, format_):
    response = client.post(f"/api/record?format={format_}", json={"question": "Vad?"})
    assert response.content == b"grunder"
    assert response.headers["content-disposition"] == f'attachment; filename="svar.{format_}"'


def test_a_bad_body_or_format_is_refused(client, desk):
    assert client.post("/api/record", json={"question": " "}).status_code == 422
    assert client.post("/api/record?format=csv", json={"question": "Vad?"}).status_code == 422
    assert not desk.asked


class Opened:
    def __init__(self, desk):
        self.desk = desk

    def __enter__(self):
        return self.desk

    def __exit__(self, *_):
        return None


def test_the_command_saves_it(desk, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(options, "open_desk", lambda arguments: Opened(desk))
    target = tmp_path / "svar.docx"
    assert main(["ask", "Vad?", "--record", str(target)]) == 0
    assert (target.read_bytes(), str(target) in capsys.readouterr().out) == (b"grunder", True)
    assert main(["ask", "Vad?", "--record", str(tmp_path / "svar.pdf")]) == 1
    assert main(["ask", "Vad?", "--record", str(tmp_path / "saknas" / "svar.json")]) == 1
