"""The service's worker thread."""

import os
import signal
import threading
import time

import pytest

from api.service import work
from api.service.work import Worker
from assistant.retrieval.search import search
from corpus.errors import IndexDamaged, StoreUnavailable
from corpus.jobs import Jobs
from ingest.jobs import enqueue_file
from tests.small_library import add, make_edition, open_library


@pytest.fixture
def library(tmp_path, monkeypatch):
    monkeypatch.setattr(work, "enqueue_bundled", lambda library: [])
    monkeypatch.setattr(work, "LOOK_SECONDS", 0.01)
    with open_library(tmp_path / "data") as opened:
        yield opened


def put(library, tmp_path):
    (tmp_path / "plan.md").write_text("# Plan för sjön\n\nKommunen ska plantera kastanjer.\n", encoding="utf-8")
    return enqueue_file(library, tmp_path / "plan.md")


def await_state(library, job, state):
    deadline = time.monotonic() + 60
    while Jobs(library.store).get(job.id).state != state and time.monotonic() < deadline:
        time.sleep(0.02)
    return Jobs(library.store).get(job.id)


def test_a_job_that_comes_later_is_done(library, tmp_path):
    worker = Worker(library)
    worker.start()
    job = await_state(library, put(library, tmp_path), "done")
    worker.stop(30)
    assert (job.state, worker.is_alive()) == ("done", False)


def test_trouble_with_the_store_is_waited_out(library, tmp_path, monkeypatch):
    troubles = [StoreUnavailable("Disken är full.")]

    def stumble(library, **named):
        if troubles:
            raise troubles.pop()
        return run(library, **named)

    run = work.run_jobs
    monkeypatch.setattr(work, "run_jobs", stumble)
    worker = Worker(library)
    worker.start()
    job = await_state(library, put(library, tmp_path), "done")
    worker.stop(30)
    assert job.state == "done"


def test_stopped_it_leaves_the_job_in_hand(library, tmp_path):
    job = put(library, tmp_path)
    worker = Worker(library)
    worker.stopping.set()
    with pytest.raises(SystemExit):
        worker._check(job, "read", 0.0)
    worker.start()
    worker.join()
    assert Jobs(library.store).get(job.id).state == "queued"


def test_a_broken_index_is_mended_while_the_service_runs(tmp_path, monkeypatch):
    monkeypatch.setattr(work, "enqueue_bundled", lambda library: [])
    monkeypatch.setattr(work, "LOOK_SECONDS", 0.01)
    with open_library(tmp_path / "data", child=True) as library:
        add(library, make_edition("plan", ["Plogning före sju.", "Resor med buss."]))
        break_index(library)
        with pytest.raises(IndexDamaged):
            search(library, "plogning")
        worker = Worker(library)
        worker.start()
        deadline = time.monotonic() + 60
        while library.index.broken and time.monotonic() < deadline:
            time.sleep(0.02)
        worker.stop(30)
        assert search(library, "plogning").hits[0].passage.text == "Plogning före sju."
        assert library.index.audit(library.store.manifest()) == ()


def break_index(library):
    """Kill the engine's child and spoil every file it would open."""
    os.kill(library.index.child_id, signal.SIGKILL)
    for path in (library.index.folder / "shard").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\xff" * 64)


def test_the_services_own_end_stops_the_worker_and_its_evaluator(tmp_path):
    closing = threading.Event()
    with open_library(tmp_path) as library:
        worker = Worker(library, bundled=False, stopping=closing)
        worker.start()
        closing.set()
        worker.join(10)
        worker.stop(5)
        assert not worker.is_alive() and not worker.evaluator.is_alive()
