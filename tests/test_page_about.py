"""What the service tells about itself, and what its operator adds."""

import tomllib
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.page.about import FILE, Statement, read_statement
from api.service.state import Service
from corpus.errors import StoreUnavailable
from corpus.settings import Settings
from tests.fake_desk import FakeDesk

TEMPLATE = Path(__file__).parent.parent / "docs" / FILE


def make_client(settings):
    return TestClient(create_app(settings, Service(settings, FakeDesk())), raise_server_exceptions=False)


@pytest.fixture
def client(tmp_path):
    return make_client(Settings(tmp_path, "", None))


def test_the_page_tells_that_it_is_an_ai_system_before_the_first_question(client):
    html = client.get("/").text
    assert html.index("ett AI-system") < html.index("Till exempel")
    assert "artikel 50" in client.get("/om").text and "article 50" in client.get("/om?lang=en").text


def test_a_connected_model_is_named_and_never_chosen_for_the_reader(tmp_path):
    client = make_client(Settings(tmp_path, "", None, model_url="http://127.0.0.1:1/v1", model_name="Älgen"))
    html = client.get("/").text
    assert "Ingen språkmodell används" not in html and "Sammanfattat av språkmodellen Älgen" in html
    assert 'value="extract" checked' in html and "Älgen" in client.get("/om").text


def test_without_the_file_the_statement_says_what_is_missing(client):
    html = client.get("/tillganglighet").text
    assert "Redogörelsen är inte ifylld" in html and FILE in html


def test_the_operator_fills_in_the_statement(client, tmp_path):
    filled = 'verksamhet = "Skogsby <kommun>"\nepost = "a@skogsby.se"\nbrister = ["Kartan kan inte läsas upp."]\nannat = 1\n'
    (tmp_path / FILE).write_text(filled, encoding="utf-8")
    html = client.get("/tillganglighet").text
    assert "Skogsby &lt;kommun&gt;" in html and "mailto:a@skogsby.se" in html and "Kartan kan inte läsas upp." in html
    assert "uppfyller delvis" in html and "inte ifylld" not in html


def test_the_template_names_every_field():
    assert set(tomllib.loads(TEMPLATE.read_text(encoding="utf-8"))) == set(Statement.__slots__)
    assert read_statement(TEMPLATE) == Statement()


@pytest.mark.parametrize("content", [b"verksamhet = ", b"\xff\xfe"])
def test_a_damaged_file_is_told_of(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(StoreUnavailable, match=FILE):
        read_statement(tmp_path / FILE)
