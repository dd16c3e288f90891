"""The index on a Qdrant server: the embedded index's own tests once more, and what only a shared index must hold.

Always on qdrant-client's made-up server in memory; on a real one too when QDRANT_URL is set (QDRANT_API_KEY where it wants one).
"""

import os
import uuid
from contextlib import closing
from dataclasses import asdict, replace

import pytest
from qdrant_client import QdrantClient

from assistant.answer import ask
from assistant.retrieval.search import search
from corpus import library as library_module
from corpus import remote
from corpus.collections import Collections, collection_settings
from corpus.errors import IndexDamaged, IndexUnavailable
from corpus.index_makers import Makers
from corpus.library import Library, mend, rebuild
from corpus.points import Point
from corpus.records import Filters, SparseVector
from corpus.remote_index import RemoteIndex, open_remote
from corpus.settings import Qdrant, Settings
from corpus.store import Store
from tests import test_index
from tests.small_library import FakeEncoder, add, make_edition
from tests.test_index import POINTS, TAXI, make

pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect:UserWarning")
NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens
MAKERS = Makers("e1", 2, "a1")
EDITION = make_edition("plan", ["Plogning före sju.", "Resor med buss.", "Läxor i skolan."])


@pytest.fixture(
    params=["memory", pytest.param("server", marks=pytest.mark.skipif(not os.environ.get("QDRANT_URL"), reason="no QDRANT_URL"))]
)
def place(request, monkeypatch):
    """A server with nothing of ours on it."""
    name = f"test-{uuid.uuid4().hex[:8]}"
    if request.param == "server":
        place = Qdrant(os.environ["QDRANT_URL"], os.environ.get("QDRANT_API_KEY"), name)
        yield place
        remote.remove_collections(place)
        return
    client = QdrantClient(":memory:")
    end, client.close = client.close, lambda: None  # every connection is to this one server
    monkeypatch.setattr(
        remote, "make_client", lambda place: client if place.url == ":memory:" else QdrantClient(place.url, check_compatibility=False)
    )
    yield Qdrant(":memory:", None, name)
    end()


@pytest.fixture
def index(place):
    with closing(open_remote(place, MAKERS)) as index:
        index.upsert(POINTS)
        index.flush()
        yield index


for name in (
    "test_arms_find_by_words_and_by_meaning",
    "test_filters_are_applied_in_the_engine",
    "test_a_filter_does_not_change_a_words_weight",
    "test_count_delete_and_audit",
    "test_writing_a_point_twice_changes_nothing",
    "test_a_malformed_point_stops_the_whole_batch",
):
    globals()[name] = getattr(test_index, name)


def test_scores_are_those_of_the_embedded_index(index, tmp_path):
    embedded = test_index.Index.open(tmp_path, 2, child=False)
    embedded.upsert(POINTS)
    question = SparseVector((7, 8, 9), (1.0, 0.5, 2.0))
    for one, other in zip(index.arms(question, (0.6, 0.8), Filters(), 10), embedded.arms(question, (0.6, 0.8), Filters(), 10), strict=True):
        assert [(hit.passage_id, round(hit.score, 5)) for hit in one] == [(hit.passage_id, round(hit.score, 5)) for hit in other]
    embedded.close()


def test_two_processes_see_what_either_writes(index, place):
    with closing(open_remote(place, MAKERS)) as other:
        other.upsert([make(7, "tåg")])
        assert index.count("tåg") == 1
        index.delete("tåg")
        assert other.count() == len(POINTS)


def test_other_makers_have_a_collection_of_their_own(index, place):
    with closing(open_remote(place, replace(MAKERS, encoder="e2"))) as other:
        assert other.count() == 0
        assert index.count() == len(POINTS)


def test_without_an_encoder_the_words_that_are_there_are_used(index, place):
    with closing(open_remote(place, Makers("", 0, "a1"))) as found, closing(open_remote(place, Makers("", 0, "a2"))) as other:
        assert found.makers == MAKERS
        assert [hit.passage_id for hit in found.sparse(TAXI, Filters(), 10)] == ["taxi#1", "taxi#2"]
        assert other.makers == Makers("", 0, "a2")


def test_words_alone_need_no_meanings(place):
    with closing(open_remote(place, Makers("", 0, "a2"))) as index:
        index.upsert([replace(point, dense=None) for point in POINTS])
        assert [hit.passage_id for hit in index.arms(TAXI, (1.0, 0.0), Filters(), 10)[0]] == ["taxi#1", "taxi#2"]


def test_a_collection_of_somebody_else_is_refused(place):
    shard = remote.RemoteShard(place, asdict(MAKERS))
    remote.make_client(place).create_collection(shard.name, vectors_config={})
    with pytest.raises(IndexUnavailable, match="inte gjord av Planlots"):
        shard.count(None, None)
    remote.make_client(place).delete_collection(shard.name)


def test_a_server_that_is_away_is_not_waited_for_twice():
    index = open_remote(Qdrant(NOWHERE), MAKERS)
    with pytest.raises(IndexUnavailable, match=rf"{NOWHERE} svarar inte"):
        index.count()
    with pytest.raises(IndexUnavailable, match="svarade inte nyss"):
        index.sparse(TAXI, Filters(), 10)
    index.close()


def test_a_dimension_that_is_not_the_indexs_never_reaches_the_server(index):
    with pytest.raises(IndexUnavailable, match="3 tal, indexet 2"):
        index.upsert([Point("a#1", "a", "g", "", "default", TAXI, (1.0, 0.0, 0.0))])


@pytest.fixture
def settings(place, tmp_path, monkeypatch):
    monkeypatch.setattr(library_module, "load_encoder", lambda _: FakeEncoder())
    return Settings(tmp_path, "", None, qdrant=place)


def find(library, question):
    return [hit.passage.id for hit in search(library, question).hits]


def test_an_empty_server_is_filled_from_the_store_and_back_again(settings):
    with Library.open(replace(settings, qdrant=None), child=False) as library:
        add(library, EDITION)
        expected = find(library, "buss")
    with Library.open(settings, child=False) as library:
        assert isinstance(library.index, RemoteIndex)
        assert not library.index.broken
        assert find(library, "buss") == expected != []
        add(library, make_edition("plan", ["Båt till ön."], generation="g2"))
    with Library.open(replace(settings, qdrant=None), child=False) as library:
        assert find(library, "båt") == [passage.id for passage in make_edition("plan", ["Båt till ön."]).passages]


def test_opening_leaves_what_another_process_is_writing(settings):
    with Library.open(settings, child=False) as library:
        add(library, EDITION)
        library.index.upsert([make(9, "plan", (7,), (1.0, 0.0, 0.0, 0.0), generation="being-written")])
        with Library.open(settings, child=False) as other:
            assert other.index.count("plan", "being-written") == 1
            assert rebuild(other) is other
            assert other.index.count() == len(EDITION.passages)


def test_points_that_are_lacking_are_written(settings):
    with Library.open(settings, child=False) as library:
        add(library, EDITION)
        library.index.delete("plan")
    with Library.open(settings, child=False) as library:
        assert library.index.audit(library.store.manifest()) == ()


def test_a_collection_that_vanished_is_made_again(settings, monkeypatch):
    with Library.open(settings, child=False) as library:
        add(library, EDITION)

        def vanish(*_args, **_named):
            raise remote.UnexpectedResponse(404, "Not Found", b"", None)

        with monkeypatch.context() as gone:
            gone.setattr(library.index._remote._client, "query_batch_points", vanish)
            with pytest.raises(IndexDamaged, match="finns inte längre"):
                search(library, "buss")
        library.index._remote._client.delete_collection(library.index._remote.name)
        assert library.index.broken
        assert mend(library)
        assert find(library, "buss")
        assert not mend(library)


def test_while_the_server_is_away_registers_answer_and_searches_say_why(settings):
    with Library.open(replace(settings, qdrant=None), child=False) as library:
        add(library, make_edition("plan", ["Förbättra plogningen.", "Bygga ut bussarna."], areas=True))
    with Library.open(replace(settings, qdrant=Qdrant(NOWHERE)), child=False) as library:
        assert library.index.broken
        assert "Bygga ut bussarna" in ask(library, "Vilka är utvecklingsområdena?").text
        with pytest.raises(IndexUnavailable, match=NOWHERE):
            search(library, "buss")
        with pytest.raises(IndexUnavailable, match=NOWHERE):
            ask(library, "När ska det plogas?")


def test_a_collections_points_lie_apart_and_leave_with_it(settings):
    with closing(Store.open(settings)) as store:
        collections = Collections(store)
        collections.add("norrby", "Norrby", public=True)
        inside = collection_settings(settings, "norrby")
        assert inside.qdrant.name == f"{settings.qdrant.name}-norrby"
        with Library.open(settings, child=False) as main, Library.open(inside, child=False) as library:
            add(library, EDITION)
            assert (main.index.count(), library.index.count()) == (0, 3)
        collections.change("norrby", closed=True)
        collections.remove("norrby", settings)
    assert remote.list_makers(inside.qdrant) == []
    assert len(remote.list_makers(settings.qdrant)) == 1


def test_settings_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("PLANLOTS_QDRANT_URL", "http://qdrant:6333")
    monkeypatch.setenv("PLANLOTS_QDRANT_KEY", "hemlig")
    monkeypatch.setenv("PLANLOTS_QDRANT_SHARDS", "6")
    read = Settings.read("data").qdrant
    assert read == Qdrant("http://qdrant:6333", "hemlig", "planlots", 6, 1)
    assert "hemlig" not in repr(read)
    monkeypatch.setenv("PLANLOTS_QDRANT_REPLICAS", "noll")
    with pytest.raises(Exception, match="heltal från 1"):
        Settings.read("data")
