"""The addresses of the contract, answered by a made-up desk; every answer fits the shape that /openapi.json describes."""

import re

import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from api.app import Front, create_app
from api.routes import schemas
from api.service.state import Service
from corpus.settings import Settings
from tests.fake_desk import FakeDesk


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def client(desk, tmp_path):
    settings = Settings(tmp_path, "", None)
    return TestClient(create_app(settings, Service(settings, desk)), raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/api/health", schemas.Health),
        ("/api/documents", list[schemas.DocumentOut]),
        ("/api/documents/skogsby-plan", schemas.DocumentDetail),
        ("/api/sections/skogsby-plan/samtal", schemas.SectionOut),
        ("/api/search?q=samtal", schemas.SearchOut),
        ("/api/areas?q=samtal", list[schemas.AreaOut]),
        ("/api/responsibilities", list[schemas.ResponsibilityOut]),
        ("/api/definitions?term=samtal", list[schemas.DefinitionOut]),
        ("/api/references", list[schemas.ReferenceOut]),
        ("/api/compare?left=a&right=b", schemas.ComparisonOut),
        ("/api/jobs/j1", schemas.JobOut),
    ],
)
def test_what_is_sent_fits_what_is_described(client, path, shape):
    response = client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    TypeAdapter(shape).validate_python(response.json())


@pytest.mark.parametrize(
    ("method", "path", "status", "type_"),
    [
        ("GET", "/api/nej", 404, "finns-inte"),
        ("GET", "/api/documents/nej", 404, "finns-inte"),
        ("GET", "/api/documents/..%2f..%2fetc%2fpasswd", 404, "finns-inte"),
        ("GET", "/api/sections/finns/inte", 404, "finns-inte"),
        ("GET", "/api/sections/skogsby-plan/borta", 410, "borttagen"),
        ("GET", "/api/search", 422, "ogiltig-parameter"),
        ("GET", "/api/search?q=%20", 422, "ogiltig-fraga"),
        ("GET", "/api/search?q=a&limit=x", 422, "ogiltig-parameter"),
        ("GET", "/api/search?q=a&limit=0", 422, "ogiltig-parameter"),
        ("GET", f"/api/search?q={'a' * 5000}", 422, "ogiltig-parameter"),
        ("GET", "/api/areas?format=exe", 422, "ogiltig-parameter"),
        ("GET", "/api/compare?left=a&right=a", 422, "ogiltig-fraga"),
        ("PUT", "/api/documents", 405, "fel-metod"),
        ("POST", "/api/documents", 403, "ej-tillatet"),
        ("DELETE", "/api/documents/skogsby-plan", 403, "ej-tillatet"),
        ("POST", "/api/corrections", 403, "ej-tillatet"),
    ],
)
def test_bad_input_gets_a_problem_in_swedish(client, method, path, status, type_):
    response = client.request(method, path)
    problem = response.json()
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert (problem["type"], problem["status"]) == (f"/problem/{type_}", status)
    assert problem["title"] and problem["detail"].endswith((".", "”."))


def test_a_withdrawn_section_names_the_nearest(client):
    assert client.get("/api/sections/skogsby-plan/borta").json()["nearest"] == "skogsby-plan/samtal"


def test_search_hands_on_what_was_chosen(client, desk):
    client.get("/api/search?q=a&limit=3&document=x&document=y&kind=&explain=true")
    query, choice = desk.asked[0]
    assert (query, choice.documents, choice.kinds, choice.limit, choice.explain) == ("a", ("x", "y"), None, 3, True)


def test_duties_hand_on_what_was_chosen(client, desk):
    client.get("/api/responsibilities?actor=a&verb=&q=b&editions=all&limit=2")
    choice = desk.asked[0]
    assert (choice.actor, choice.verb, choice.q, choice.editions_all, choice.limit) == ("a", None, "b", True, 2)


def test_areas_hand_on_what_was_chosen(client, desk):
    client.get("/api/areas?document=x&focus=&group=g&q=a&editions=all&limit=2")
    choice = desk.asked[0]
    assert (choice.document, choice.focus, choice.group, choice.q, choice.editions_all, choice.limit) == ("x", None, "g", "a", True, 2)


@pytest.mark.parametrize(
    "table", ["documents", "areas", "responsibilities", "references", "definitions", "search?q=a", "compare?left=a&right=b"]
)
@pytest.mark.parametrize("format_", ["csv", "xlsx", "docx"])
def test_every_table_can_be_saved(client, table, format_):
    response = client.get(f"/api/{table}{'&' if '?' in table else '?'}format={format_}")
    assert response.status_code == 200
    assert response.headers["content-disposition"].endswith(f'.{format_}"')
    assert len(response.content) > 50


def test_nothing_is_answered_before_the_library_is_open(tmp_path):
    client = TestClient(create_app(Settings(tmp_path, "", None)))
    response = client.get("/api/health")
    assert (response.status_code, response.json()["type"], response.headers["retry-after"]) == (503, "/problem/startar", "2")


def test_other_hosts_are_refused(tmp_path):
    client = TestClient(create_app(Settings(tmp_path, "", None), front=Front(hosts=("localhost",))), base_url="http://evil.example")
    assert client.get("/").status_code == 421


def test_every_path_is_described_with_its_problems(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert "/api/ask" in paths and "/" not in paths
    for path, methods in paths.items():
        for method, described in methods.items():
            assert "4XX" in described["responses"], (path, method)
            assert "application/problem+json" in described["responses"]["4XX"]["content"]


def test_every_reference_of_the_description_leads_somewhere(client):
    description = client.get("/openapi.json").json()
    for pointer in re.findall(r'"\$ref": ?"#/([^"]+)"', client.get("/openapi.json").text):
        found = description
        for name in pointer.split("/"):
            found = found[name]
        assert found
