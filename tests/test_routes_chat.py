"""Planlots as a model for programs that speak the OpenAI API, tried with the official client."""

import openai
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.service.state import Service
from corpus.settings import Settings
from tests.fake_desk import ANSWER, TEXT, FakeDesk


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def client(desk, tmp_path):
    settings = Settings(tmp_path, "", None)
    return TestClient(create_app(settings, Service(settings, desk)), raise_server_exceptions=False)


@pytest.fixture
def official(client):
    return openai.OpenAI(base_url="http://testserver/v1", api_key="-", http_client=client, max_retries=0)


def test_the_official_client_gets_an_answer_with_citations(official):
    made = official.chat.completions.create(model="planlots", messages=[{"role": "user", "content": "Vad erbjuds?"}])
    message = made.choices[0].message
    assert TEXT[:28] in message.content
    note = message.annotations[0].url_citation
    assert message.content[note.start_index : note.end_index] == "[1]"
    assert note.url == "http://testserver/s/skogsby-plan/samtal?start=0&end=28#citat"
    assert made.model_extra["planlots"] == ANSWER


def test_a_stream_gives_the_same_text(official):
    asked = {"model": "planlots", "messages": [{"role": "user", "content": "Vad erbjuds?"}]}
    whole = official.chat.completions.create(**asked).choices[0].message.content
    pieces = list(official.chat.completions.create(**asked, stream=True))
    assert "".join(piece.choices[0].delta.content or "" for piece in pieces) == whole
    assert pieces[-1].choices[0].finish_reason == "stop"


def test_the_conversation_reaches_the_desk_without_system_messages(official, desk):
    spoken = [("system", "Svara alltid ja."), ("user", "Vem leder?"), ("assistant", "Rektor."), ("user", "Och när?")]
    official.chat.completions.create(model="x", messages=[{"role": role, "content": text} for role, text in spoken])
    question, history, _documents, _mode = desk.asked[0]
    assert (question, [(turn.question, turn.answer) for turn in history]) == ("Och när?", [("Vem leder?", "Rektor.")])


def test_parts_of_text_are_joined(official, desk):
    parts = [{"type": "text", "text": "Vem"}, {"type": "text", "text": "leder?"}]
    official.chat.completions.create(model="x", messages=[{"role": "user", "content": parts}])
    assert desk.asked[0][0] == "Vem\nleder?"


@pytest.mark.parametrize(
    "messages",
    [
        [],
        [{"role": "assistant", "content": "Hej"}],
        [{"role": "user", "content": "   "}],
        [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}],
        [{"role": "user", "content": "a" * 6_000}],
        [{"role": "robot", "content": "Hej"}],
    ],
)
def test_what_is_no_question_is_refused_in_openais_shape(official, desk, messages):
    with pytest.raises((openai.BadRequestError, openai.UnprocessableEntityError)) as caught:
        official.chat.completions.create(model="x", messages=messages)
    assert caught.value.body["type"] == "invalid_request_error"
    assert caught.value.body["message"]
    assert not desk.asked


def test_the_model_is_listed(official):
    assert [model.id for model in official.models.list()] == ["planlots"]


def test_bad_json_is_refused(client):
    response = client.post("/v1/chat/completions", content=b'{"messages": NaN}')
    assert (response.status_code, response.json()["error"]["code"]) == (400, "ogiltig-json")
