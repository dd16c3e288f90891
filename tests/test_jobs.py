"""The job table: every job to one worker, a dead worker's job to the next."""

import threading

import pytest

from corpus.errors import Unknown
from corpus.jobs import GAVE_UP, MOST_ATTEMPTS, JobEnded, JobLost, Jobs
from corpus.settings import Settings
from corpus.store import Store
from corpus.workers import worker_name

DEAD = f"{worker_name().split(':')[0]}:999999999:1"


@pytest.fixture
def jobs(tmp_path):
    store = Store.open(Settings(tmp_path, "", None))
    yield Jobs(store)
    store.close()


def test_jobs_are_claimed_in_order_and_once(jobs):
    first, second = jobs.enqueue("f1", "a.txt"), jobs.enqueue("f2", "b.txt", "b")
    claimed = [jobs.claim(), jobs.claim(), jobs.claim()]
    assert [job and job.id for job in claimed] == [first.id, second.id, None]
    assert claimed[1].document_id == "b"
    assert claimed[0].attempts == 1


def test_the_same_file_is_queued_once(jobs):
    first = jobs.enqueue("f1", "a.txt")
    assert jobs.enqueue("f1", "kopia.txt").id == first.id
    assert jobs.enqueue("f1", "a.txt", "annan").id != first.id
    for document_id in ("a", "annan"):
        jobs.finish(jobs.claim(), document_id, "klart")
    assert jobs.enqueue("f1", "a.txt").number == 3


def test_how_a_job_ends_is_kept(jobs):
    jobs.enqueue("f1", "a.txt")
    jobs.enqueue("f2", "b.txt")
    done, failed = jobs.claim(), jobs.claim()
    jobs.beat(done, "index", 0.5)
    assert (jobs.get(done.id).step, jobs.get(done.id).progress) == ("index", 0.5)
    jobs.finish(done, "a", "12 avsnitt")
    jobs.fail(failed, "Filen är tom.")
    assert [(job.state, job.document_id, job.message) for job in jobs.list()] == [
        ("failed", None, "Filen är tom."),
        ("done", "a", "12 avsnitt"),
    ]
    assert jobs.get(done.id).finished
    assert jobs.asked_ids() == {"a"}
    with pytest.raises(Unknown, match="nej"):
        jobs.get("nej")


def test_the_job_of_a_dead_worker_goes_to_the_next(jobs):
    jobs.enqueue("f1", "a.txt")
    lost = jobs.claim(DEAD)
    again = jobs.claim()
    assert (again.id, again.attempts) == (lost.id, 2)
    for late in (lambda: jobs.beat(lost), lambda: jobs.finish(lost, "a", ""), lambda: jobs.fail(lost, "")):
        with pytest.raises(JobLost, match=r"a\.txt"):
            late()
    assert jobs.get(again.id).state == "running"


def test_a_file_that_ends_its_workers_is_given_up(jobs):
    jobs.enqueue("f1", "a.txt")
    for _ in range(MOST_ATTEMPTS):
        assert jobs.claim(DEAD)
    assert jobs.claim() is None
    assert jobs.list()[0].message == GAVE_UP.format(attempts=MOST_ATTEMPTS)


def test_many_threads_claim_each_job_once(jobs):
    for number in range(8):
        jobs.enqueue(f"f{number}", "a.txt")
    claimed = []
    threads = [threading.Thread(target=lambda: claimed.extend(filter(None, [jobs.claim(), jobs.claim()]))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({job.id for job in claimed}) == len(claimed) == 8


def test_a_running_job_that_is_cancelled_stops_at_its_next_step(jobs):
    job = jobs.enqueue("f1", "a.txt")
    running = jobs.claim()
    jobs.beat(running, "read", 0.5)
    assert jobs.cancel(job.id).state == "cancelled"
    with pytest.raises(JobLost):
        jobs.beat(running, "index", 0.0)
    assert jobs.claim() is None
    again = jobs.retry(job.id)
    assert (again.state, again.attempts, again.step, again.finished) == ("queued", 0, "", None)
    assert jobs.claim().id == job.id


def test_it_is_too_late_to_cancel_once_the_document_is_switched(jobs):
    job = jobs.enqueue("f1", "a.txt")
    jobs.beat(jobs.claim(), "publish", 0.0)
    with pytest.raises(JobEnded, match="redan klar"):
        jobs.cancel(job.id)
    with pytest.raises(Unknown):
        jobs.cancel("nej")


def test_a_job_that_went_well_is_not_done_again(jobs):
    jobs.enqueue("f1", "a.txt")
    job = jobs.claim()
    jobs.finish(job, "a", "klart")
    with pytest.raises(JobEnded, match="har lyckats"):
        jobs.retry(job.id)
    assert jobs.count_states() == {"done": 1}


def test_what_must_be_read_anew_waits_behind_what_runs(jobs):
    first = jobs.enqueue("f1", "a.txt", "a")
    jobs.claim()
    second = jobs.enqueue("f1", "a.txt", "a", anew=True)
    assert second.id != first.id
    assert jobs.enqueue("f1", "a.txt", "a", anew=True).id == second.id
