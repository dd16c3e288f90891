"""POST /api/ask: bodies, answers, events, files."""

import json

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.routes import schemas
from api.service.state import Service
from corpus.settings import Settings
from tests.fake_desk import ANSWER, FakeDesk


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def client(desk, tmp_path):
    settings = Settings(tmp_path, "", None)
    return TestClient(create_app(settings, Service(settings, desk)), raise_server_exceptions=False)


def test_an_answer_is_sent_as_it_is(client):
    response = client.post("/api/ask", json={"question": "Vad erbjuds?"})
    assert response.json() == ANSWER
    schemas.AnswerOut.model_validate(response.json())


def test_history_documents_and_mode_reach_the_desk(client, desk):
    body = {"question": "Och sen?", "history": [{"question": "a", "answer": "b"}], "documents": ["skogsby-plan"], "mode": "extract"}
    client.post("/api/ask", json=body)
    question, history, documents, mode = desk.asked[0]
    assert (question, history[0].question, history[0].answer, documents, mode) == ("Och sen?", "a", "b", ["skogsby-plan"], "extract")


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b'{"question": "  "}', 422),
        (b'{"question": ""}', 422),
        (b"{}", 422),
        (b"[]", 422),
        (b"null", 422),
        (b'{"question": 3}', 422),
        (b"{", 400),
        (b"", 400),
        (b'{"question": NaN}', 400),
        (b'{"question": ' + b"[" * 50_000, 400),
        (b'{"question": "\\ud800 vem"}', 422),
        (json.dumps({"question": "a" * 5_000}).encode(), 422),
        (json.dumps({"question": "a" * 1_000_000}).encode(), 413),
        (b'{"question": "a", "history": "b"}', 422),
        (b'{"question": "a", "mode": "x"}', 422),
    ],
)
def test_a_bad_body_gets_a_problem(client, desk, raw, status):
    response = client.post("/api/ask", content=raw)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert response.json()["detail"] and not desk.asked


def test_the_same_as_events(client):
    response = client.post("/api/ask", json={"question": "Vad?"}, headers={"accept": "text/event-stream"})
    events = [event.split("\n") for event in response.text.strip().split("\n\n")]
    assert [event[0] for event in events] == ["event: status", "event: statements", "event: done"]
    assert json.loads(events[2][1].removeprefix("data: ")) == ANSWER


def test_events_end_when_the_service_closes(client):
    client.app.state.service.closing.set()
    client.app.state.service.open_desk = FakeDesk
    response = client.post("/api/ask", json={"question": "Vad?"}, headers={"accept": "text/event-stream"})
    assert response.text.startswith("event: status") and "event: done" not in response.text


@pytest.mark.parametrize("format_", ["csv", "xlsx", "docx"])
def test_an_answer_can_be_saved(client, format_):
    response = client.post(f"/api/ask?format={format_}", json={"question": "Vad?"})
    assert response.headers["content-disposition"] == f'attachment; filename="svar.{format_}"'


def test_an_unexpected_error_shows_and_logs_no_question(client, caplog):
    response = client.post("/api/ask", json={"question": "hemligt exploderar"})
    assert (response.status_code, response.json()["type"]) == (500, "/problem/internt-fel")
    assert "hemligt" not in response.text + caplog.text
