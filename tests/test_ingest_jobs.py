"""Queued files are ingested once each, whatever ends the process that does it."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import StoreUnavailable, Unknown
from corpus.jobs import JobLost, Jobs
from corpus.library import Library
from corpus.settings import Settings
from ingest import jobs as ingest_jobs
from ingest.jobs import enqueue_document, enqueue_file, kept_path, run_job, run_jobs
from tests.libraries import memory_library

ROOT = Path(__file__).parent.parent


@pytest.fixture
def library(tmp_path):
    opened = memory_library(tmp_path / "data")
    yield opened
    opened.close()


def write(path, *texts):
    path.write_text("".join(json.dumps({"id": f"p{n}", "title": "Snö", "text": text}) + "\n" for n, text in enumerate(texts)))
    return path


def test_a_queue_is_done_and_a_bad_file_stops_no_other(library, tmp_path):
    (tmp_path / "trasig.jsonl").write_text("{")
    for path in (tmp_path / "trasig.jsonl", write(tmp_path / "a.jsonl", "Plogas."), write(tmp_path / "b.jsonl", "Sandas.")):
        enqueue_file(library, path)
    told = []
    outcomes = run_jobs(library, on_progress=lambda job, step, share: told.append((job.file_name, step)))
    assert [(one.file_name, one.result, one.document_id) for one in outcomes] == [
        ("trasig.jsonl", "fel", None),
        ("a.jsonl", "ny", "a"),
        ("b.jsonl", "ny", "b"),
    ]
    states = {job.file_name: (job.state, job.document_id, job.message) for job in Jobs(library.store).list()}
    assert states["trasig.jsonl"] == ("failed", None, "trasig.jsonl, rad 1: raden är inte giltig JSON. Rätta raden och läs in filen igen.")
    assert states["a.jsonl"] == ("done", "a", "a: 1 avsnitt, 1 stycke.")
    assert ("b.jsonl", "publish") in told
    assert run_jobs(library) == []


def test_the_file_is_safe_when_the_job_is_queued(library, tmp_path):
    path = write(tmp_path / "a.jsonl", "Plogas.")
    job = enqueue_file(library, path, document_id="vinter", file_name="../Vinter.jsonl")
    path.unlink()
    assert kept_path(library, job.file_hash).exists()
    assert [(one.document_id, one.file_name) for one in run_jobs(library)] == [("vinter", "Vinter.jsonl")]


def test_a_document_is_queued_again_from_its_kept_file(library, tmp_path):
    enqueue_file(library, write(tmp_path / "a.jsonl", "Plogas."))
    run_jobs(library)
    enqueue_document(library, "a")
    assert [one.result for one in run_jobs(library)] == ["oförändrad"]
    kept_path(library, library.store.document("a").file_hash).unlink()
    with pytest.raises(Unknown, match="finns inte kvar"):
        enqueue_document(library, "a")


def test_a_fault_of_ours_fails_the_job_and_not_the_queue(library, tmp_path, caplog):
    for name in ("a", "b"):
        enqueue_file(library, write(tmp_path / f"{name}.jsonl", name * 9))
    library.index.fail_on = "upsert"
    outcomes = run_jobs(library)
    assert [one.result for one in outcomes] == ["fel", "fel"]
    assert "RuntimeError" in outcomes[0].message
    assert "fault in upsert" in caplog.text
    library.index.fail_on = None
    enqueue_file(library, tmp_path / "a.jsonl")
    assert [one.result for one in run_jobs(library)] == ["ny"]


def test_a_full_disk_fails_the_job_with_the_reason(library, tmp_path, monkeypatch):
    enqueue_file(library, write(tmp_path / "a.jsonl", "Plogas."))

    def refuse(_):
        raise StoreUnavailable("Bara 1 MB är ledigt.")

    monkeypatch.setattr("ingest.pipeline.require_space", refuse)
    assert [(one.result, one.message) for one in run_jobs(library)] == [("fel", "Bara 1 MB är ledigt.")]


def test_a_job_that_was_taken_over_is_left_alone(library, tmp_path):
    enqueue_file(library, write(tmp_path / "a.jsonl", "Plogas."))
    jobs = Jobs(library.store)
    lost = jobs.claim(f"{socket.gethostname()}:999999999:1")
    assert jobs.claim()
    with pytest.raises(JobLost):
        run_job(lost, jobs, library, None)
    assert library.store.documents() == ()


def test_a_long_step_gives_signs_of_life(library, tmp_path, monkeypatch):
    monkeypatch.setattr(ingest_jobs, "BEAT", 0.01)
    enqueue_file(library, write(tmp_path / "a.jsonl", "Plogas."))
    jobs, seen = Jobs(library.store), set()

    def wait(job, step, share):
        while step == "read" and len(seen) < 3:
            seen.add(jobs.get(job.id).heartbeat)

    assert [one.result for one in run_jobs(library, on_progress=wait)] == ["ny"]
    assert len(seen) >= 3


CHILD = """
import sys, time
from pathlib import Path
from corpus.library import Library
from corpus.settings import Settings
from ingest.jobs import enqueue_file, run_jobs

def stop(job, step, share):
    if step == sys.argv[3] and share >= float(sys.argv[4]):
        print("stopped", flush=True)
        time.sleep(600)

with Library.open(Settings(Path(sys.argv[1]), "", None), child=False) as library:
    enqueue_file(library, Path(sys.argv[2]))
    run_jobs(library, on_progress=stop)
"""


@pytest.mark.parametrize(("step", "share"), [("read", 0), ("index", 0.5), ("publish", 0)])
def test_a_killed_ingest_is_resumed(tmp_path, step, share):
    data, path = tmp_path / "data", write(tmp_path / "a.jsonl", *(f"Väg {n} plogas före klockan sju." for n in range(300)))
    command = [sys.executable, "-c", CHILD, str(data), str(path), step, str(share)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}) as child:
        assert child.stdout.readline() == b"stopped\n"
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    path.unlink()
    with Library.open(Settings(data, "", None), child=False) as library:
        assert library.store.documents() == ()
        assert [job.state for job in Jobs(library.store).list()] == ["running"]
        assert [(one.result, one.document_id) for one in run_jobs(library)] == [("ny", "a")]
        assert [(job.state, job.attempts) for job in Jobs(library.store).list()] == [("done", 2)]
        assert library.index.count() == len(library.store.document_passages("a")) == 300
        assert library.index.audit(library.store.manifest()) == ()
