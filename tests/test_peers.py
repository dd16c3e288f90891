"""The peers on three passages; each is skipped where its library is not installed."""

import json

import pytest

from eval.peers import BUILDERS, OPENERS, read_texts, run_ask

TEXTS = {"bad": "Simhallen är öppen på helger.", "bok": "Biblioteket lånar ut verktyg.", "väg": "Gångbanor plogas före klockan sju."}
NEEDED = {"bm25s": ("bm25s", "Stemmer"), "llamaindex": ("llama_index.retrievers.bm25",), "qdrant": ("qdrant_client",)}


@pytest.fixture
def folder(tmp_path):
    rows = [json.dumps({"id": name, "text": text}) for name, text in TEXTS.items()]
    (tmp_path / "passages.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "questions.json").write_text(json.dumps(["verktyg att låna", "plogas gångbanor?"]), encoding="utf-8")
    return tmp_path


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", BUILDERS)
def test_a_peer_finds_what_shares_its_words(folder, name):
    for library in NEEDED[name]:
        pytest.importorskip(library)
    BUILDERS[name](read_texts(folder), folder)
    result = run_ask(name, folder)
    assert [found[0] for found in result["found"]] == ["bok", "väg"]
    assert len(result["times"]) == 2 and result["memory"] > 1e6


def test_every_peer_can_be_built_and_asked():
    assert set(OPENERS) == {*BUILDERS, "planlots"} == {*NEEDED, "planlots"}
