"""The desk of a running service, over real HTTP on a loopback port."""

import os
import socket
import threading

import pytest
import uvicorn

from api.app import create_app
from api.desk_choices import AreaChoice, DutyChoice, SearchChoice
from api.service import locate
from api.service.client import RemoteDesk, RemoteProblem, ServiceGone, find_service
from api.service.state import Service
from assistant.records import Turn
from corpus.settings import Settings
from tests.fake_desk import ANSWER, AREA, DUTY, SECTION, FakeDesk


@pytest.fixture(scope="module")
def fake():
    return FakeDesk()


@pytest.fixture(scope="module")
def url(fake, tmp_path_factory):
    settings = Settings(tmp_path_factory.mktemp("data"), "", None)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(settings, Service(settings, fake)), log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def test_it_answers_as_the_library_does(url, fake):
    remote = RemoteDesk(url)
    assert remote.health() == fake.health()
    assert remote.documents() == fake.documents()
    assert remote.document("skogsby-plan") == fake.document("skogsby-plan")
    assert remote.section("skogsby-plan/samtal", 0, 28) == SECTION
    assert remote.areas(AreaChoice()) == [AREA]
    assert remote.responsibilities(DutyChoice()) == [DUTY]
    assert remote.references() == fake.references()
    assert remote.compare("a", "b") == fake.compare("a", "b")
    assert remote.job("j1") == fake.job("j1")


def test_choices_arrive_as_they_were_made(url, fake):
    search = SearchChoice(("a", "b"), ("plan",), 3, True)
    areas = AreaChoice("d", "f", "g", "å ä ö &?", 7, True)
    duties = DutyChoice("d", "vem", "göra", "ord", 7, True)
    remote = RemoteDesk(url)
    remote.search("vård & omsorg", search)
    remote.areas(areas)
    remote.responsibilities(duties)
    assert fake.asked[-3:] == [("vård & omsorg", search), areas, duties]


def test_a_question_is_asked_with_its_history(url, fake):
    assert RemoteDesk(url).ask("Vad?", [Turn("a", "b")], ["skogsby-plan"], "extract") == ANSWER
    assert fake.asked[-1] == ("Vad?", (Turn("a", "b"),), ["skogsby-plan"], "extract")


def test_a_problem_keeps_its_words(url):
    with pytest.raises(RemoteProblem, match="Dokumentet nej finns inte") as caught:
        RemoteDesk(url).document("nej")
    assert (caught.value.status, caught.value.type) == (404, "finns-inte")


def test_no_proxy_is_asked(url, fake, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert RemoteDesk(url).health() == fake.health()


def test_a_service_that_is_gone_is_told():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(ServiceGone, match="planlots serve"):
        RemoteDesk(f"http://127.0.0.1:{port}").health()


def test_a_service_is_found_only_while_it_answers(url, tmp_path, monkeypatch):
    settings = Settings(tmp_path, "", None)
    monkeypatch.setattr(locate, "is_alive", lambda running: True)
    assert find_service(settings) is None
    locate.write(settings, os.getpid(), url)
    assert find_service(settings) == url
    locate.write(settings, os.getpid(), "http://127.0.0.1:1")
    assert find_service(settings) is None
