"""The table of responsibilities: sorted, filtered, and honest about what is not said."""

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.page.duties import sort_duties, swedish_order
from api.service.state import Service
from corpus.settings import Settings
from tests.fake_desk import DUTY, FakeDesk

ROWS = [
    {**DUTY, "actor": "Östra nämnden", "verb": "leda", "frequency": None, "deadline": "2031"},
    {**DUTY, "actor": "", "verb": "besluta", "frequency": None},
    {**DUTY, "actor": "anhörigrådet", "verb": "följa upp", "frequency": None, "deadline": "2030"},
]


@pytest.fixture
def client(tmp_path, monkeypatch):
    monkeypatch.setattr(FakeDesk, "responsibilities", lambda desk, choice: (desk.asked.append(choice), ROWS)[1])
    settings = Settings(tmp_path, "", None)
    return TestClient(create_app(settings, Service(settings, FakeDesk())), raise_server_exceptions=False)


def test_swedish_letters_come_last_in_their_order():
    assert sorted(["Ö", "ä", "z", "Å", "B", "a"], key=swedish_order) == ["a", "B", "z", "Å", "ä", "Ö"]


@pytest.mark.parametrize(
    ("order", "places"), [("actor", [2, 0, 1]), ("verb", [1, 2, 0]), ("when", [2, 0, 1]), ("", [0, 1, 2]), ("nej", [0, 1, 2])]
)
def test_rows_are_sorted_and_those_without_come_last(order, places):
    assert sort_duties(ROWS, order) == [ROWS[place] for place in places]


def test_the_form_sorts_and_keeps_what_was_chosen(client):
    html = client.post("/responsibilities", data={"order": "actor", "actor": "x", "editions": "all"}).text
    assert html.index("anhörigrådet") < html.index("Östra nämnden") < html.index("anges inte")
    assert '<option value="actor" selected>' in html and 'value="all" checked' in html and 'value="x"' in html


def test_the_file_has_the_order_of_the_page(client):
    lines = client.post("/responsibilities", data={"order": "actor", "format": "csv"}).text.splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == ["anhörigrådet", "Östra nämnden", "anges inte"]


def test_a_long_table_says_how_many_rows_there_are(client, monkeypatch):
    monkeypatch.setattr(FakeDesk, "responsibilities", lambda *_: ROWS * 60)
    html = client.get("/responsibilities").text
    assert "180 rader. Här visas de första 100." in html and html.count("<blockquote>") == 100
    assert len(client.post("/responsibilities", data={"format": "csv"}).text.splitlines()) == 181


def test_a_link_keeps_the_filters_but_not_the_free_text(client):
    html = client.post("/responsibilities", data={"order": "to", "actor": "råd", "q": "hemligt", "when": "deadline", "to": ""}).text
    assert "/responsibilities?actor=r%C3%A5d&amp;when=deadline&amp;order=to" in html and "q=hemligt" not in html
    again = client.get("/responsibilities?actor=r%C3%A5d&when=deadline&order=to").text
    assert '<option value="deadline" selected>' in again and 'value="råd"' in again


def test_only_rows_with_a_deadline_or_frequency_are_kept(client):
    assert client.get("/responsibilities?when=deadline").text.count("<blockquote>") == 2
    assert client.get("/responsibilities?when=frequency").text.count("<blockquote>") == 0
