"""The processes that answer for a service."""

import os
import signal
import threading
import time

import pytest

from api.desk import LibraryDesk
from api.desk_choices import SearchChoice
from api.guards.place import placed_under
from api.routes.problems import Busy
from api.service import answerers as api_answerers
from api.service.answerers import MOST, Answerers, count_answerers, free_memory
from api.service.desk_shared import SharedDesk
from corpus.errors import BadRequest
from tests import plans

GB = 1_000_000_000


def test_one_process_a_core_where_there_is_memory():
    assert count_answerers("", cores=2, free=4 * GB) == 2
    assert count_answerers("", cores=1, free=4 * GB) == 0
    assert count_answerers("", cores=4, free=2 * GB + 1) == 2
    assert count_answerers("", cores=64, free=100 * GB) == MOST
    assert count_answerers("3", cores=1, free=0) == 3


@pytest.mark.parametrize("text", ["-1", "fyra", "9", "1.5"])
def test_a_wrong_number_of_processes_is_told(text):
    with pytest.raises(BadRequest, match="Antalet svarsprocesser"):
        count_answerers(text)


def test_the_memory_that_is_free_is_what_the_group_may_have(tmp_path):
    processes, group = tmp_path / "proc", tmp_path / "cgroup" / "system.slice" / "planlots.service"
    assert free_memory(processes, tmp_path / "cgroup") == 0
    (processes / "self").mkdir(parents=True)
    group.mkdir(parents=True)
    (processes / "meminfo").write_text("MemTotal: 9000 kB\nMemAvailable: 8000 kB\n")
    assert free_memory(processes, tmp_path / "cgroup") == 8_192_000
    (processes / "self" / "cgroup").write_text("0::/system.slice/planlots.service\n")
    (group / "memory.max").write_text("4096000\n")
    (tmp_path / "cgroup" / "memory.max").write_text("max\n")
    assert free_memory(processes, tmp_path / "cgroup") == 4_096_000


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with plans.open_library(tmp_path_factory.mktemp("answerers")) as opened:
        yield opened


@pytest.fixture
def desk(library):
    answerers = Answerers(library, 1)
    answerers.start()
    wait_for(lambda: answerers.ready == 1)
    yield SharedDesk(library, answerers=answerers)
    answerers.close()


def wait_for(done):
    deadline = time.monotonic() + 60
    while not done() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert done()


def same(shared, own):
    """Equal as JSON, but for the time it took."""
    return {**shared, "took_ms": 0} == {**own, "took_ms": 0}


def test_another_process_answers_as_this_one_would(desk, library):
    own = LibraryDesk(library)
    question = "Vem ansvarar för uppföljningen?"
    taken = []
    desk.answerers.ask, first = lambda *call: taken.append(first(*call)) or taken[-1], desk.answerers.ask
    assert same(desk.ask(question), own.ask(question)) and taken[-1]
    assert same(desk.search("trygghet", SearchChoice()), own.search("trygghet", SearchChoice())) and taken[-1]
    with placed_under("/planer"):
        found = desk.search("trygghet", SearchChoice())
    assert all(hit["url"].startswith("/planer/") for hit in found["hits"]) and len(taken) == 3
    assert desk.search("trygghet", SearchChoice())["took_ms"] and len(taken) == 3  # of a moment ago
    with pytest.raises(BadRequest):
        desk.ask("  ")


def test_a_process_that_dies_is_missed_by_nobody_and_started_anew(desk, library):
    (answerer,) = desk.answerers._all
    os.kill(answerer.process.pid, signal.SIGKILL)
    assert desk.search("trygghet i kommunen", SearchChoice())["hits"]
    wait_for(lambda: desk.answerers.ready == 1)
    assert {one.process.pid for one in desk.answerers._all}.isdisjoint({answerer.process.pid})
    desk.answerers.close()
    assert desk.search("trygghet i länet", SearchChoice())["hits"]  # by itself


def test_a_change_is_seen_at_once_by_the_other_process(desk, library):
    before = desk.search("trygghet", SearchChoice())["hits"]
    library.store.withdraw(before[0]["document"]["id"])
    library.index.delete(before[0]["document"]["id"])
    after = desk.search("trygghet", SearchChoice())["hits"]
    assert before[0]["document"]["id"] not in {hit["document"]["id"] for hit in after}


def test_who_waits_too_long_for_a_process_is_told_to_come_again(desk, monkeypatch):
    monkeypatch.setattr(api_answerers, "WAIT_SECONDS", 0.0)
    taken = desk.answerers._take()
    with pytest.raises(Busy):
        desk.search("trygghet för alla", SearchChoice())
    desk.answerers._give(taken)
    assert desk.search("trygghet för alla", SearchChoice())["hits"]


def test_while_processes_start_one_at_a_time_is_answered_by_the_service_itself(library):
    answerers = Answerers(library, 1)
    answerers._starting = 1
    assert answerers._take() is None
    taken = []
    waiting = [threading.Thread(target=lambda: taken.append(answerers._take())) for _ in range(2)]
    for place, one in enumerate(waiting):
        one.start()
        wait_for(lambda place=place: len(answerers._waiting) == place + 1)
    answerers.finish_own()
    waiting[0].join(60)
    assert taken == [None] and len(answerers._waiting) == 1
    answerers._send_home()
    waiting[1].join(60)
    answerers.finish_own()
    assert answerers._take() is None  # nobody was left waiting


def test_while_processes_start_the_first_answers_itself_and_the_others_wait(library):
    answerers = Answerers(library, 1)
    answerers._starting = 1
    assert answerers._take() is None  # who comes first
    taken = []
    waiting = threading.Thread(target=lambda: taken.append(answerers._take()))
    waiting.start()
    wait_for(lambda: len(answerers._waiting) == 1)
    answerers.ready = 1
    one = object()
    answerers._give(one)
    waiting.join(60)
    assert taken == [one]


def test_when_no_process_can_start_all_answer_themselves(library, monkeypatch):
    monkeypatch.setattr(api_answerers, "WAIT_SECONDS", 60.0)
    begin = threading.Event()
    monkeypatch.setattr(api_answerers.Answerer, "wait_ready", lambda _: begin.wait(60) and False)
    answerers = Answerers(library, 2)
    answerers.start()
    wait_for(lambda: answerers._starting == 2)
    assert answerers._take() is None
    taken = []
    waiting = threading.Thread(target=lambda: taken.append(answerers._take()))
    waiting.start()
    wait_for(lambda: len(answerers._waiting) == 1)
    begin.set()
    waiting.join(60)
    assert taken == [None] and answerers._take() is None
    answerers.close()
