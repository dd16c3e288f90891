"""Two processes with a data folder and an engine of their own on one PostgreSQL: both tell the same, and nothing is there twice."""

import multiprocessing
import time
from contextlib import closing

import pytest

from api.service.work import Worker
from assistant.answer import ask
from assistant.retrieval.search import search
from corpus.follow import Follower
from corpus.jobs import Jobs
from corpus.library import Library
from corpus.settings import Settings
from corpus.store import Store
from ingest.jobs import enqueue_file, run_jobs
from ingest.pipeline import ingest_file, remove_document
from tests.postgres import serve_postgres

SPAWN = multiprocessing.get_context("spawn")
SHARED, EACH = 3, 4  # documents that both write again and again, and how often


@pytest.fixture(scope="module")
def server():
    with serve_postgres() as make:
        yield make


@pytest.fixture
def folders(server, tmp_path, request):
    address = server(request.node.name)
    return [Settings(tmp_path / name, "", address) for name in ("ett", "två")]


@pytest.fixture
def pair(folders):
    with Library.open(folders[0], child=False) as one, Library.open(folders[1], child=False) as two:
        yield one, two


def write_plan(folder, place, month):
    path = folder / f"{place.lower()}.md"
    path.write_text(f"# Plan för {place}\n\n## Möten\n\nRektor i {place} kallar till mötena i {month}.\n", encoding="utf-8")
    return path


def found(library, question="vem kallar till mötena?"):
    return sorted(hit.passage.text for hit in search(library, question).hits)


def agrees(library):
    return library.index.audit(library.store.manifest()) == ()


def test_what_one_reads_in_the_other_finds(pair, tmp_path):
    one, two = pair
    follower = Follower(two)
    ingest_file(write_plan(tmp_path, "Norråker", "mars"), one, document_id="norraker")
    assert follower.catch_up() == ("norraker",) and follower.catch_up() == ()
    assert found(one) == found(two) == ["Rektor i Norråker kallar till mötena i mars."]
    assert ask(one, "vem kallar till mötena?").text == ask(two, "vem kallar till mötena?").text
    assert agrees(two)


def test_a_new_edition_takes_the_place_of_the_old_one_in_both(pair, tmp_path):
    one, two = pair
    follower = Follower(two)
    for month in ("mars", "maj"):
        ingest_file(write_plan(tmp_path, "Norråker", month), one, document_id="norraker")
        assert follower.catch_up() == ("norraker",)
        assert found(two) == [f"Rektor i Norråker kallar till mötena i {month}."]
        assert agrees(two)
    remove_document("norraker", one)
    assert follower.catch_up() == ("norraker",) and found(two) == [] and two.index.count() == 0


def test_what_a_process_did_itself_costs_nothing(pair, tmp_path):
    one, _ = pair
    follower = Follower(one)
    ingest_file(write_plan(tmp_path, "Norråker", "mars"), one)
    assert follower.catch_up() == () and agrees(one)


def test_one_with_its_own_database_has_nobody_to_follow(tmp_path):
    with Library.open(Settings(tmp_path, "", None), child=False) as library:
        assert not Follower(library).shared and Follower(library).catch_up() == ()


def test_a_job_goes_to_the_process_that_has_its_file(pair, tmp_path):
    one, two = pair
    job = enqueue_file(one, write_plan(tmp_path, "Norråker", "mars"))
    assert run_jobs(two) == [] and Jobs(two.store).get(job.id).state == "queued"
    assert [outcome.result for outcome in run_jobs(one)] == ["ny"]


def test_the_service_follows_by_itself(folders, tmp_path):
    with Library.open(folders[0], child=False) as one, Library.open(folders[1], child=True) as two:
        worker = Worker(two, bundled=False)
        worker.start()
        ingest_file(write_plan(tmp_path, "Norråker", "mars"), one)
        deadline = time.monotonic() + 30
        while not found(two) and time.monotonic() < deadline:
            time.sleep(0.1)
        worker.stop(10)
        assert found(two) == found(one) != []


def work(settings, folder, number):
    """A process: documents that the other one writes too, each time in another edition."""
    with Library.open(settings, child=False) as library:
        for edition in range(EACH):
            for shared in range(SHARED):
                path = write_plan(folder, f"Ort{shared}", f"månad {number * 100 + edition}")
                ingest_file(path, library, document_id=f"ort{shared}")


def test_both_write_at_once_and_nothing_is_lost_or_doubled(folders, tmp_path):
    Store.open(folders[0]).close()
    processes = []
    for number, settings in enumerate(folders):
        (tmp_path / f"in{number}").mkdir()
        processes.append(SPAWN.Process(target=work, args=(settings, tmp_path / f"in{number}", number)))
        processes[-1].start()
    for process in processes:
        process.join(120)
        assert process.exitcode == 0
    with Library.open(folders[0], child=False) as one, Library.open(folders[1], child=False) as two:
        assert sorted(one.store.generations()) == ["ort0", "ort1", "ort2"]
        assert found(one) == found(two) and len(found(one)) == SHARED
        assert agrees(one) and agrees(two)
        texts = {text.rpartition(" ")[2].rstrip(".") for text in found(one)}
        assert texts <= {str(number * 100 + EACH - 1) for number in (0, 1)}
    with closing(Store.open(folders[0])) as store:
        assert all(len(store.document_passages(name)) == 1 for name in store.generations())
