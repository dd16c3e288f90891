"""Collections share a service and nothing else: not texts, not counts, not keys, not logs."""

import threading

import pytest
from fastapi.testclient import TestClient

from api.routes.problems import Busy, Starting
from api.service import collections as open_collections
from api.service.answerers import ROOM
from api.service.collections import OpenCollections
from api.service.state import Service
from corpus.collections import Collections, collection_settings
from corpus.errors import BadRequest, StoreUnavailable, Unknown
from corpus.jobs import Jobs
from corpus.settings import Settings
from tests import plans
from tests.keyed import Keyed
from tests.libraries import memory_library


@pytest.fixture
def keyed(tmp_path, monkeypatch):
    monkeypatch.setattr(open_collections, "FRESH_SECONDS", 0.0)
    made = Keyed(tmp_path / "data")
    made.app.state.collections.opening = lambda settings, _main: memory_library(settings.data)
    yield made
    made.app.state.collections.close()
    made.close()


def add(keyed, name, *, public=True):
    Collections(keyed.library.store).add(name, name.title(), public=public)
    collection_settings(keyed.library.settings, name).data.mkdir(parents=True)


def upload(client, prefix, text, name="plan.md"):
    response = client.post(f"{prefix}/api/documents", files={"file": (name, text.encode())})
    assert response.status_code == 202, response.text
    return response.json()["id"]


def wait_done(client, prefix, job):
    for _ in range(600):
        state = client.get(f"{prefix}/api/jobs/{job}").json()["state"]
        if state in ("done", "failed"):
            return state
        threading.Event().wait(0.05)
    raise AssertionError("the job did not end")


def titles(client, prefix):
    return [row["title"] for row in client.get(f"{prefix}/api/documents").json()]


PLAN = "# Plan för {name}\n\n## Mål\n\nKommunen ska ploga alla vägar i {name} före klockan sju.\n"


def test_two_municipalities_do_not_see_each_other(keyed):
    add(keyed, "norrby")
    add(keyed, "soderby", public=False)
    norr, soder, anyone = keyed.client("editor", "norrby", "n"), keyed.client("editor", "soderby", "s"), keyed.client()
    assert wait_done(norr, "/c/norrby", upload(norr, "/c/norrby", PLAN.format(name="Norrby"))) == "done"
    assert wait_done(soder, "/c/soderby", upload(soder, "/c/soderby", PLAN.format(name="Söderby"))) == "done"
    assert (titles(anyone, "/c/norrby"), titles(soder, "/c/soderby")) == (["Plan för Norrby"], ["Plan för Söderby"])
    assert anyone.get("/c/soderby/api/documents").status_code == 401
    assert norr.get("/c/soderby/api/documents").status_code == 403
    assert norr.post("/c/soderby/api/documents").status_code == 403
    assert norr.delete("/c/soderby/api/documents/plan-for-soderby").status_code == 403
    assert norr.post("/api/documents").status_code == 403  # the default collection is another one too
    assert "Norrby" not in soder.get("/c/soderby/api/search?q=ploga").text
    assert soder.get("/c/soderby/api/search?q=norrby&explain=true").json()["hits"] == []
    assert [row["id"] for row in anyone.get("/c/norrby/api/documents").json()] == ["plan-for-norrby"]
    log = keyed.client("admin", "norrby", "chef").get("/c/norrby/api/audit").json()
    assert [(row["who"], row["collection"]) for row in log] == [("n", "norrby")]


def test_a_collection_is_answered_by_a_process_of_its_own_that_ends_with_it(tmp_path):
    with plans.open_library(tmp_path / "main") as library:
        Collections(library.store).add("norrby", "Norrby", public=True)
        main = Service(library.settings, library=library)
        houses = OpenCollections(main, lambda _settings, _main: plans.open_library(tmp_path / "norrby"))
        houses.answering = 1
        with houses.lease("norrby") as service:
            answerers = houses._houses["norrby"].answerers
            while not answerers.ready:
                threading.Event().wait(0.02)
            (answerer,) = answerers._all
            taken, asked = [], answerers.ask
            answerers.ask = lambda *call: taken.append(asked(*call)) or taken[-1]
            assert service.desk.ask("Vem leder rådet?")["statements"] and taken[0].startswith(b"{")
        houses.close()
    assert answerer.process.poll() is not None


def test_without_memory_a_collection_is_answered_by_the_service(tmp_path, monkeypatch):
    monkeypatch.setattr(open_collections, "free_memory", lambda: ROOM - 1)
    with plans.open_library(tmp_path / "main") as library:
        houses = OpenCollections(Service(library.settings, library=library), lambda *_: plans.open_library(tmp_path / "norrby"))
        houses.answering = 1
        with houses.lease("norrby") as service:
            assert service.desk.answerers is None and service.desk.ask("Vem leder rådet?")["statements"]
        houses.close()


def test_the_default_collection_is_as_before(keyed):
    add(keyed, "norrby")
    assert keyed.client().get("/api/documents").json()[0]["id"] == "skogsby-plan"  # the made-up desk of the main service
    assert titles(keyed.client(), "/c/norrby") == []


def test_links_on_a_page_stay_in_the_collection(keyed):
    import re

    add(keyed, "norrby")
    html = keyed.client().get("/c/norrby/documents").text
    found = re.findall(r'(?:href|src|action)="([^"#]+)', html)
    assert found and all(address.startswith("/c/norrby/") for address in found)
    assert keyed.client().get("/c/norrby").status_code == 200


def test_openapi_tells_no_names_of_collections(keyed):
    add(keyed, "norrby", public=False)
    keyed.client().get("/c/norrby/openapi.json")
    assert "norrby" not in keyed.client().get("/openapi.json").text


def test_a_collection_is_switched_off_and_on(keyed):
    add(keyed, "norrby")
    store = Collections(keyed.library.store)
    store.change("norrby", closed=True)
    response = keyed.client().get("/c/norrby/api/documents")
    assert (response.status_code, "avstängd" in response.json()["detail"]) == (404, True)
    store.change("norrby", closed=False, public=False)
    assert keyed.client().get("/c/norrby/api/documents").status_code == 401
    store.change("default", closed=True)
    assert keyed.client().get("/api/documents").status_code == 404
    assert keyed.client().get("/live").status_code == 200


@pytest.mark.parametrize("path", ["/c/nej/api/documents", "/c/%2e%2e/api/documents", "/c//api/documents", "/c/NORRBY/"])
def test_a_collection_that_is_not_there_is_not_found(keyed, path):
    assert keyed.client().get(path).status_code == 404


@pytest.mark.parametrize("name", ["", "default", "A", "a b", "../x", "å", "-a", "a" * 41, "a/b"])
def test_names_that_cannot_be_folders_are_refused(keyed, name):
    with pytest.raises(BadRequest, match="kan inte heta"):
        Collections(keyed.library.store).add(name, "", public=True)


def test_names_are_used_once(keyed):
    add(keyed, "norrby")
    with pytest.raises(BadRequest, match="redan en samling"):
        Collections(keyed.library.store).add("norrby", "", public=True)
    with pytest.raises(Unknown):
        Collections(keyed.library.store).change("soderby", closed=True)


def test_a_closed_collection_is_removed_with_its_keys(keyed):
    add(keyed, "norrby")
    secret, collections = keyed.secret("editor", "norrby"), Collections(keyed.library.store)
    with pytest.raises(BadRequest, match="Stäng"):
        collections.remove("norrby", keyed.library.settings)
    collections.change("norrby", closed=True)
    collections.remove("norrby", keyed.library.settings)
    assert keyed.keys.find(secret) is None
    assert not collection_settings(keyed.library.settings, "norrby").data.exists()
    with pytest.raises(BadRequest):
        collections.remove("default", keyed.library.settings)


def test_a_database_server_gives_each_collection_a_schema_of_its_own(tmp_path):
    settings = Settings(tmp_path, "", "postgresql+psycopg://anna:hemlig@db/planlots")
    inside = collection_settings(settings, "norr-by")
    assert inside.database == "postgresql+psycopg://anna:hemlig@db/planlots?options=-csearch_path%3Dplanlots_norr_by"
    assert collection_settings(Settings(tmp_path, "", "sqlite:////srv/p.db"), "norrby").database == "sqlite:////srv/p-norrby.db"
    assert collection_settings(settings, "default") is settings


def test_the_collection_unused_longest_is_closed_when_there_are_too_many(keyed):
    opened = OpenCollections(keyed.service, keyed.app.state.collections.opening, most=2)
    for name in ("a", "b", "c"):
        add(keyed, name)
    with opened.lease("a") as a:
        pass
    with opened.lease("b") as b, opened.lease("c") as c:
        assert a.closing.is_set() and not b.closing.is_set()
        assert len(opened.libraries()) == 3  # with the default one
        with pytest.raises(Busy), opened.lease("a"):
            pass
    with opened.lease("a"):
        assert c.closing.is_set() and not b.closing.is_set()  # b was let go of last
    opened.close()
    assert b.closing.is_set()


def test_a_collection_with_a_job_is_not_closed(keyed):
    add(keyed, "a")
    add(keyed, "b")
    opened = OpenCollections(keyed.service, keyed.app.state.collections.opening, most=1)
    with opened.lease("a") as service:
        opened._houses["a"].worker.stop(5)
        Jobs(service.library.store).enqueue("f", "a.md")
    with pytest.raises(Busy), opened.lease("b"):
        pass
    opened.close()


def test_a_collection_that_cannot_be_opened_says_why_and_is_tried_again(keyed):
    add(keyed, "a")
    tries = []

    def opening(settings, _main):
        tries.append(settings.data)
        if len(tries) == 1:
            raise StoreUnavailable("Databasen är skadad.")
        return memory_library(settings.data)

    opened = OpenCollections(keyed.service, opening)
    with pytest.raises(StoreUnavailable, match="skadad"), opened.lease("a"):
        pass
    with opened.lease("a") as service:
        assert service.desk.documents() == []
    opened.close()


def test_a_collection_that_opens_slowly_is_told_to_come_again(keyed, monkeypatch):
    add(keyed, "a")
    monkeypatch.setattr(open_collections, "OPEN_SECONDS", 0.01)
    go = threading.Event()
    opened = OpenCollections(keyed.service, lambda settings, _main: go.wait(10) and memory_library(settings.data))
    with pytest.raises(Starting), opened.lease("a"):
        pass
    go.set()
    opened.close()


def test_jobs_that_were_left_wake_their_collection(keyed, monkeypatch):
    for name in ("a", "b"):
        add(keyed, name)
    left = memory_library(collection_settings(keyed.library.settings, "a").data)
    Jobs(left.store).enqueue("f" * 64, "a.md")
    left.close()
    collections = keyed.app.state.collections
    collections.wake()
    assert set(collections._houses) == {"a"}
    jobs = Jobs(collections._houses["a"].service.library.store)
    for _ in range(600):
        if not jobs.count_open():
            break
        threading.Event().wait(0.05)
    assert jobs.list()[0].state == "failed"  # there is no such file


def test_nothing_is_known_of_collections_before_the_service_is_ready(tmp_path):
    from api.app import create_app

    client = TestClient(create_app(Settings(tmp_path, "", None)))
    assert (client.get("/c/norrby/api/documents").status_code, client.get("/api/documents").status_code) == (503, 503)
