"""Search limited by the documents' facts, and told why."""

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.desk_choices import SearchChoice, document_years
from api.page.reading import hit_reasons, hit_words
from api.page.search import find_limits
from api.service.state import Service
from corpus.settings import Settings
from tests.fake_desk import DOCUMENT, HIT, FakeDesk

OTHER = {
    **DOCUMENT,
    "id": "b",
    "issuer": "Region Norr",
    "kind": "avtal",
    "status": "förslag",
    "date": "2029-02-01",
    "valid_from": "2030",
    "valid_to": "2032",
}


@pytest.fixture
def desk(monkeypatch):
    made = FakeDesk()
    monkeypatch.setattr(made, "documents", lambda: [dict(DOCUMENT), OTHER])
    return made


@pytest.fixture
def client(desk, tmp_path):
    settings = Settings(tmp_path, "", None)
    return TestClient(create_app(settings, Service(settings, desk)), raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("facts", "years"),
    [
        ({}, ("2031",)),
        ({"date": None}, ()),
        ({"valid_from": "2030-01-01", "valid_to": "2032"}, ("2030", "2031", "2032")),
        ({"valid_from": "2030-06"}, ("2030", "2031")),
        ({"valid_from": "0001", "valid_to": "9999"}, 61),
    ],
)
def test_a_document_belongs_to_the_years_of_its_date_and_validity(facts, years):
    found = document_years({**DOCUMENT, **facts})
    assert (len(found) if isinstance(years, int) else found) == years


@pytest.mark.parametrize(
    "limit",
    [
        {},
        {"issuers": ("Region Norr",)},
        {"standings": ("förslag", "beslutad")},
        {"years": ("2032",)},
        {"documents": ("b",), "years": ("2029",)},
    ],
)
def test_limits_are_held_against_the_documents_facts(limit):
    assert SearchChoice(**limit).fits(OTHER)
    assert SearchChoice(**limit).fits(DOCUMENT) == (not limit)


def test_there_is_as_much_to_choose_as_the_documents_differ():
    limits = find_limits([DOCUMENT, OTHER])
    assert (limits.issuers, limits.standings) == (("Region Norr", "Skogsby kommun"), ("förslag", "gällande"))
    assert limits.years == ("2032", "2031", "2030", "2029")


def test_the_form_limits_the_search_and_keeps_what_was_chosen(client, desk):
    html = client.post("/search", data={"q": "samtal", "issuer": "Region Norr", "status": "förslag", "year": "2030", "kind": ""}).text
    choice = desk.asked[-1][1]
    assert (choice.issuers, choice.standings, choice.years, choice.kinds) == (("Region Norr",), ("förslag",), ("2030",), None)
    assert '<option value="Region Norr" selected' in html and '<option value="2030" selected' in html


def test_a_hit_tells_why_it_was_found(client):
    html = client.post("/search", data={"q": "samtal"}).text
    assert "Sökord i stycket: erbjuda" in html and "Sammanlagd poäng: 0,50" in html


def test_reasons_come_by_weight_and_unknown_ones_too():
    hit = {**HIT, "arms": {"sparse": 9.0, "sparse_adds": 0.2, "dense_adds": 0.7, "bare_adds": -0.1, "area_adds": 0.001, "ny_adds": 0.3}}
    assert hit_reasons(hit) == (("dense", 0.7), ("other", 0.3), ("sparse", 0.2), ("bare", -0.1))
    assert hit_words({**HIT, "highlights": [[13, 20], [0, 8]]}) == ("kommunen", "erbjuda")
