"""The LlamaIndex retriever and query engine, and the example of the docs."""

import runpy
import sys
from pathlib import Path

import pytest

from api import llamaindex
from api.llamaindex import PlanlotsQueryEngine, PlanlotsRetriever
from tests.fake_desk import CITATION, HIT, TEXT, FakeDesk

EXAMPLE = Path(__file__).parent.parent / "docs/exempel/llamaindex.py"


@pytest.fixture
def desk():
    return FakeDesk()


def test_a_hit_becomes_a_node_with_its_place(desk):
    (node, *_rest) = PlanlotsRetriever(desk, limit=3).retrieve("samtal")
    assert (node.node.id_, node.text, node.score) == (HIT["passage_id"], HIT["text"], HIT["score"])
    assert node.metadata["document"] == HIT["document"]["id"]


def test_an_answer_keeps_its_quotes_as_sources(desk):
    response = PlanlotsQueryEngine(desk).query("Vad erbjuds?")
    assert str(response) == f"{TEXT[:28]} [1]"
    assert [node.text for node in response.source_nodes] == [CITATION["quote"]]
    assert response.source_nodes[0].metadata["path"] == "Mål › Samtal"
    assert response.metadata["planlots"]["record_id"] == "r1"


def test_an_unanswered_question_says_what_is_missing(desk):
    desk.ask = lambda *given: {"answer": "", "missing": "Det står inte i dokumenten.", "citations": []}
    assert str(PlanlotsQueryEngine(desk).query("Vem?")) == "Det står inte i dokumenten."


def test_the_example_of_the_docs_runs(desk, monkeypatch, capsys):
    monkeypatch.setattr(llamaindex, "open_desk", lambda url: desk)
    monkeypatch.setattr(sys, "argv", ["llamaindex.py", "http://127.0.0.1:1", "Vad erbjuds?"])
    runpy.run_path(str(EXAMPLE))
    assert f"[1] ”{TEXT[:28]}”" in capsys.readouterr().out
