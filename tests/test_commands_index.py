"""`planlots index`: where the index lies, and the way to a server and back."""

import json

import pytest
from qdrant_client import QdrantClient

from api.cli import main
from corpus import library as library_module
from corpus import remote
from corpus.library import Library
from corpus.settings import Settings
from tests.small_library import FakeEncoder, add, make_edition

pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect:UserWarning")
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setattr(library_module, "load_encoder", lambda _: FakeEncoder())
    with Library.open(Settings(tmp_path, "", None), child=False) as library:
        add(library, make_edition("plan", ["Plogning före sju.", "Resor med buss."]))
    return tmp_path


@pytest.fixture
def server(monkeypatch):
    client = QdrantClient(":memory:")
    end, client.close = client.close, lambda: None
    monkeypatch.setattr(remote, "make_client", lambda _: client)
    yield client
    end()


def test_there_and_back(data, server, capsys, monkeypatch):
    assert main(["index", "move", "--to", ":memory:", "--data", str(data)]) == 0
    assert "2 stycken ligger nu på :memory:, lika med lagringen.\nSätt PLANLOTS_QDRANT_URL=:memory:" in capsys.readouterr().out
    (collection,) = server.get_collections().collections
    assert server.count(collection.name).count == 2
    monkeypatch.setenv("PLANLOTS_QDRANT_URL", ":memory:")
    main(["index", "where", "--data", str(data)])
    assert capsys.readouterr().out == "Sökindexet ligger på :memory:.\n"
    assert main(["index", "move", "--to", "embedded", "--data", str(data), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"place": "embedded", "points": 2}


def test_a_server_that_is_away_is_said(data, capsys):
    assert main(["index", "move", "--to", NOWHERE, "--data", str(data)]) == 1
    assert f"{NOWHERE} svar" in capsys.readouterr().err
