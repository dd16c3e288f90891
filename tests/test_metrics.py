"""Figures by route, never by what a user wrote; for those who may see them."""

import json
import logging

import pytest

from api.guards.metrics import Metrics, State
from api.guards.observe import JsonLines
from tests.keyed import Keyed


@pytest.fixture
def keyed(tmp_path):
    made = Keyed(tmp_path / "data")
    yield made
    made.close()


def figures(text):
    return dict(line.rsplit(" ", 1) for line in text.splitlines() if line and not line.startswith("#"))


def test_requests_are_counted_by_route_and_status(keyed, tmp_path):
    keyed.ingest(tmp_path / "plan.md")
    near = keyed.client(client=("127.0.0.1", 5))
    near.get("/api/search?q=hemligfråga")
    near.get("/api/documents/hemligt-id")
    near.get("/hemlig-adress")
    near.post("/api/documents")
    text = near.get("/metrics").text
    found = figures(text)
    assert found['planlots_requests_total{route="GET /api/search",status="200"}'] == "1.0"
    assert found['planlots_requests_total{route="GET /api/documents/{document_id}",status="404"}'] == "1.0"
    assert found['planlots_requests_total{route="none",status="404"}'] == "1.0"
    assert found['planlots_requests_total{route="POST /api/documents",status="403"}'] == "1.0"
    assert found['planlots_request_seconds_count{route="GET /api/search"}'] == "1.0"
    assert (found["planlots_documents"], found['planlots_jobs{state="done"}'], found["planlots_ready"]) == ("1.0", "1.0", "1.0")
    assert float(found["planlots_passages"]) > 0 and float(found["planlots_data_bytes"]) > 0
    assert "hemlig" not in text


def test_metrics_are_for_this_machine_or_an_admin_of_all(keyed):
    assert keyed.client(client=("203.0.113.7", 5)).get("/metrics").status_code == 403
    assert keyed.client("admin", client=("203.0.113.7", 5)).get("/metrics").status_code == 403
    assert keyed.client("admin", None, "alla", client=("203.0.113.7", 5)).get("/metrics").status_code == 200
    assert keyed.client(client=("127.0.0.1", 5)).get("/metrics", headers={"x-forwarded-for": "203.0.113.7"}).status_code == 403


def test_the_service_lives_before_it_is_ready(tmp_path):
    from fastapi.testclient import TestClient

    from api.app import create_app
    from corpus.settings import Settings

    client = TestClient(create_app(Settings(tmp_path, "", None)))
    assert client.get("/live").json() == {"status": "ok"}
    ready = client.get("/api/health")
    assert (ready.status_code, ready.headers["retry-after"]) == (503, "2")


def test_nothing_open_is_all_noughts():
    found = figures(Metrics().text(State((), 0, ready=False)).decode())
    assert (found["planlots_documents"], found["planlots_ready"], found['planlots_jobs{state="failed"}']) == ("0.0", "0.0", "0.0")


def test_the_log_has_a_json_line_for_each_request_without_what_was_asked(keyed, caplog):
    with caplog.at_level(logging.INFO, "planlots.requests"):
        keyed.client("reader", name="anna").get("/api/search?q=hemligfråga")
    line = json.loads(JsonLines().format(caplog.records[-1]))
    assert (line["route"], line["method"], line["status"], line["key"], line["level"]) == ("GET /api/search", "GET", 200, "anna", "info")
    assert line["ms"] >= 0 and "hemlig" not in json.dumps(line)


def test_an_error_is_told_by_kind_and_place_alone():
    try:
        raise ValueError("ord ur ett dokument")
    except ValueError as error:
        record = logging.LogRecord("planlots", logging.ERROR, "x", 1, "job failed", (), (type(error), error, error.__traceback__))
    line = json.loads(JsonLines().format(record))
    assert line["error"] == "ValueError" and line["at"][0].startswith("test_metrics.py:")
    assert "ord ur" not in json.dumps(line)
