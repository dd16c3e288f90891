"""Case 36: whatever a language model does, the answer of quotes is shown before it is even asked, and is what stands in the end."""

import socket
import time
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from assistant import answer as answering
from assistant.answer import ask
from assistant.model.client import BREAKERS, Limits
from assistant.model.generate import reword
from tests.plans import open_library
from tests.scripted_model import serve_model

TODAY = date(2027, 5, 1)
QUESTION = "När ska delrapporten lämnas?"
SHORT = Limits(connect=0.3, first=0.3, idle=0.2, total=0.6)  # as the real ones, in less time
FAULTS = ["hang", "trickle", "reset", "html", "broken_events", "other_json", "too_many", "server_error", "redirect", "cut", "endless"]


@pytest.fixture(scope="module")
def served():
    with serve_model() as model:
        yield model


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    with open_library(tmp_path_factory.mktemp("faults")) as library:
        yield library


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    BREAKERS.clear()
    monkeypatch.setattr(answering, "reword", partial(reword, limits=SHORT))


def ask_model(opened, url, asked):
    """The answer, and what was shown before the model was asked."""
    library = replace(opened, settings=replace(opened.settings, model_url=url, model_name="prov"))
    shown = []
    found = ask(library, QUESTION, today=TODAY, mode="generate", watch=lambda one: shown.append((one, len(asked))))
    return found, shown


def stands(opened, found, shown):
    """Whether the answer of quotes was shown first, and is the answer."""
    plain = ask(opened, QUESTION, today=TODAY, mode="extract")
    first, asked_before = shown[0]
    return (
        asked_before == 0
        and first.statements == plain.statements == found.statements
        and found.status == "answered"
        and found.generated_by is None
        and any("Språkmodellen" in notice for notice in found.notices)
    )


@pytest.mark.parametrize("fault", FAULTS)
def test_the_answer_of_quotes_comes_first_and_stands(opened, served, fault):
    served.fault, served.asked = fault, []
    found, shown = ask_model(opened, served.url, served.asked)
    for _ in range(200):  # it may be told of the question after we gave it up
        time.sleep(0 if served.asked else 0.05)
    assert served.asked
    assert stands(opened, found, shown)


def test_nobody_listens(opened):
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    assert stands(opened, *ask_model(opened, url, []))


@pytest.mark.parametrize("reply", ['{"statements": [{"text": "Delrapporten', "Delrapporten lämnas i mars.", "null", '{"statements": 7}'])
def test_json_that_is_none(opened, served, reply):
    served.fault, served.asked = None, []
    served.reply = lambda messages: reply
    found, shown = ask_model(opened, served.url, served.asked)
    plain = ask(opened, QUESTION, today=TODAY, mode="extract")
    assert shown[0][0].statements == found.statements == plain.statements
    assert found.generated_by is None and found.notices
