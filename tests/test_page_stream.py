"""Events for the page's script: what is written so far, then the page, whatever happens."""

import json

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.service.state import Service
from corpus.errors import BadRequest
from corpus.settings import Settings
from tests.fake_desk import ANSWER, FakeDesk

EVENTS = {"accept": "text/event-stream"}


class Writing(FakeDesk):
    def ask(self, question, history=(), documents=None, mode=None, watch=None):
        self.asked.append(mode)
        if question == "fel":
            raise BadRequest("Frågan går inte att läsa.")
        if watch:
            watch({**ANSWER, "statements": ANSWER["statements"][:1]})
            watch({**ANSWER, "generated_by": "Älgen"})
        return {**ANSWER, "generated_by": "Älgen"}


@pytest.fixture
def desk():
    return Writing()


@pytest.fixture
def client(desk, tmp_path):
    settings = Settings(tmp_path, "", None, model_url="http://127.0.0.1:1/v1", model_name="Älgen")
    return TestClient(create_app(settings, Service(settings, desk)), raise_server_exceptions=False)


def events(response):
    assert response.headers["content-type"].startswith("text/event-stream")
    pairs = [block.split("\n") for block in response.text.split("\n\n") if block]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in pairs]


def test_statements_come_first_and_the_page_last(client, desk):
    found = events(client.post("/ask", data={"question": "Vad?", "mode": "generate"}, headers=EVENTS))
    assert [name for name, _ in found] == ["said", "said", "page"]
    assert [[one["label"] for one in said] for _, said in found[:2]] == [
        ["sammanställt utan språkmodell"],
        ["sammanfattat av språkmodell Älgen", "ordagrant, med rättade skannfel"],
    ]
    assert '<article id="svar"' in found[-1][1]["html"] and desk.asked == ["generate"]


def test_an_error_is_a_page_too(client):
    (event,) = events(client.post("/ask", data={"question": "fel", "mode": "generate"}, headers=EVENTS))
    assert event[0] == "page" and "Frågan går inte att läsa." in event[1]["html"]


@pytest.mark.parametrize(("chosen", "mode"), [("generate", "generate"), ("extract", "extract"), ("", "extract"), ("nej", "extract")])
def test_the_posted_form_does_the_same_without_a_stream(client, desk, chosen, mode):
    html = client.post("/ask", data={"question": "Vad?", "mode": chosen}).text
    assert desk.asked == [mode] and html.count('name="mode" value="generate"') == (5 if mode == "generate" else 1)
