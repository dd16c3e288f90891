"""The client of a language model, against a real HTTP server that misbehaves."""

import pytest

from assistant.model.client import FAILURES, REST_SECONDS, Breaker, Limits, ModelUnavailable, address, stream_reply
from corpus.settings import Settings
from tests.scripted_model import serve_model

MESSAGES = [{"role": "user", "content": "Hej"}]
QUICK = Limits(connect=0.5, first=0.4, idle=0.4, total=0.8)


@pytest.fixture(scope="module")
def model():
    with serve_model() as served:
        yield served


@pytest.fixture
def settings(model, tmp_path):
    model.fault, model.asked, model.headers = None, [], []
    model.reply = lambda messages: '{"statements": [1, 2]}'
    return Settings(tmp_path, "", None, model_url=model.url, model_name="prov", model_key="hemlig")


@pytest.mark.parametrize("fault", [None, "whole"])
def test_a_reply_comes_whole_whether_streamed_or_not(model, settings, fault):
    model.fault = fault
    assert "".join(stream_reply(settings, MESSAGES)) == '{"statements": [1, 2]}'


def test_the_request_names_model_key_shape_and_nothing_else(model, settings):
    list(stream_reply(settings, MESSAGES))
    body = model.asked[0]
    assert (body["model"], body["messages"], body["temperature"]) == ("prov", MESSAGES, 0)
    assert body["response_format"]["json_schema"]["strict"] is True
    assert model.headers[0]["authorization"] == "Bearer hemlig"


@pytest.mark.parametrize(
    "fault", ["html", "too_many", "server_error", "redirect", "broken_events", "other_json", "cut", "endless", "hang", "trickle"]
)
def test_every_fault_is_named_and_none_hangs(model, settings, fault):
    model.fault = fault
    with pytest.raises(ModelUnavailable) as caught:
        list(stream_reply(settings, MESSAGES, QUICK))
    assert str(caught.value).startswith("Språkmodellen")
    assert len(model.asked) == 1  # a redirect is not followed, nothing is sent twice


def test_nobody_at_the_address(settings, tmp_path):
    with pytest.raises(ModelUnavailable, match="PLANLOTS_LLM_URL"):
        list(stream_reply(Settings(tmp_path, "", None, model_url="http://127.0.0.1:1/v1"), MESSAGES, QUICK))


def test_an_address_that_is_none(tmp_path):
    with pytest.raises(ModelUnavailable, match="PLANLOTS_LLM_URL"):
        list(stream_reply(Settings(tmp_path, "", None, model_url="kommunens modell"), MESSAGES, QUICK))


def test_no_proxy_of_the_environment_is_used(model, settings, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert list(stream_reply(settings, MESSAGES))


def test_whoever_stops_listening_is_not_held_up(model, settings):
    pieces = stream_reply(settings, MESSAGES)
    next(pieces)
    pieces.close()


def test_the_address_may_name_the_whole_path(tmp_path):
    for url in ("http://x/v1", "http://x/v1/", "http://x/v1/chat/completions"):
        assert address(Settings(tmp_path, "", None, model_url=url)) == "http://x/v1/chat/completions"


def test_the_key_is_not_shown_with_the_settings(settings):
    assert "hemlig" not in repr(settings)


def test_a_model_that_fails_again_and_again_rests_for_a_minute():
    now = [100.0]
    breaker = Breaker(clock=lambda: now[0])
    for _ in range(FAILURES):
        breaker.check()
        breaker.fail()
    with pytest.raises(ModelUnavailable, match="vilar"):
        breaker.check()
    now[0] += REST_SECONDS
    breaker.check()
    breaker.fail()
    breaker.succeed()
    breaker.fail()
    breaker.check()
