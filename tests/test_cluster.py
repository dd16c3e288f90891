"""Ingest on a Dask cluster: two worker processes on this machine, no dashboard; one of them is killed."""

import os
import signal

import pytest
from distributed import LocalCluster

from corpus.library import Library
from corpus.settings import MODELS, Settings
from ingest import cluster
from ingest.cluster import ClusterUnavailable, ingest_on_cluster

pytestmark = pytest.mark.filterwarnings("ignore")  # of the libraries that tear a cluster down


@pytest.fixture(scope="module")
def workers():
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1", silence_logs=50) as made:
        yield made


@pytest.fixture
def library(tmp_path):
    with Library.open(Settings(tmp_path / "data", str(MODELS / "encoder"), None), child=False) as library:
        yield library


def write_plans(folder, count):
    paths = [folder / f"plan-{number}.md" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(f"# Plan {number} för Norråker\n\n## Möten\n\nRektor {number} kallar till mötena varje månad.\n", encoding="utf-8")
    return paths


def test_every_file_is_read_once_and_again_changes_nothing(library, workers, tmp_path):
    paths = write_plans(tmp_path, 5)
    empty = tmp_path / "tom.pdf"
    empty.write_bytes(b"")
    done = {one.file_name: one for one in ingest_on_cluster([*paths, empty], library, workers.scheduler_address)}
    assert {name: one.result for name, one in done.items()} == {path.name: "ny" for path in paths} | {"tom.pdf": "fel"}
    assert library.index.audit(library.store.manifest()) == ()
    assert len(library.store.documents()) == len(paths)
    again = list(ingest_on_cluster(paths, library, workers.scheduler_address))
    assert {one.result for one in again} == {"oförändrad"}


def test_the_cluster_reads_as_this_process_does(library, workers, tmp_path):
    (path,) = write_plans(tmp_path, 1)
    there = cluster.read_file(path.read_bytes(), path.name, ())
    list(ingest_on_cluster([path], library, workers.scheduler_address))
    (document,) = library.store.documents()
    assert [one.text for one in library.store.document_passages(document.id)] == [one.text for one in there.passages]


def test_a_killed_worker_loses_nothing(library, workers, tmp_path):
    paths = write_plans(tmp_path, 8)
    outcomes = ingest_on_cluster(paths, library, workers.scheduler_address)
    first = next(outcomes)
    os.kill(next(iter(workers.workers.values())).pid, signal.SIGKILL)
    done = [first, *outcomes]
    assert sorted(one.file_name for one in done) == [path.name for path in paths]
    assert {one.result for one in done} == {"ny"}


def test_a_cluster_that_is_away_is_named(library, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    with pytest.raises(ClusterUnavailable, match=r"tcp://127\.0\.0\.1:9 svarar inte"):
        list(ingest_on_cluster(write_plans(tmp_path, 1), library, "tcp://127.0.0.1:9"))
