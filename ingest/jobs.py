"""Queued files -> outcomes. A job outlives the process that runs it: the next run does what was left.

In: paths; an open library. Out: jobs in the store, and how each ended. One bad file never stops the others.
Knows when a job is taken, kept alive and ended. Knows nothing of what the ingest of a file is.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus.errors import PlanlotsError, Unknown
from corpus.jobs import Job, JobLost, Jobs
from corpus.library import Library
from ingest.files import clean_name, keep_file
from ingest.outcome import Outcome
from ingest.pipeline import ingest_file

BEAT = 10.0  # seconds between signs of life
REPORT = 0.5  # seconds between reports within a step: each is a durable write
UNEXPECTED = "Ett oväntat fel avbröt inläsningen ({error}). Anmäl det, och spara filen i ett annat format så länge."

OnProgress = Callable[[Job, str, float], None]  # job, step of the pipeline, share of the step done
After = Callable[[], None]
logger = logging.getLogger("planlots.ingest")


def enqueue_file(library: Library, path: Path, *, document_id: str | None = None, file_name: str | None = None) -> Job:
    """Keep a file and queue it; when this returns, neither a crash nor a power cut loses it.

    Raises UnreadableDocument when it cannot be read at all, StoreUnavailable when it cannot be kept.
    """
    file_hash, _ = keep_file(path, library.settings.data)
    return Jobs(library.store).enqueue(file_hash, clean_name(file_name or path.name), document_id)


def enqueue_document(library: Library, document_id: str) -> Job:
    """Queue a document's own file again, as after a correction, also when it is being read just now. Raises Unknown."""
    document = library.store.document(document_id)
    if not kept_path(library, document.file_hash).exists():
        raise Unknown(f"Filen till dokumentet {document_id} finns inte kvar. Läs in originalet igen.")
    return Jobs(library.store).enqueue(document.file_hash, document.file_name, document_id, anew=True)


def run_jobs(library: Library, *, on_progress: OnProgress | None = None, after: After | None = None) -> list[Outcome]:
    """Do every job that waits, and those whose worker died. Raises only what stops all of them: the store cannot be written.

    `after` is called when a file has been read, before its job is done.
    """
    jobs = Jobs(library.store)
    outcomes = []
    while job := jobs.claim(has_file=lambda file_hash: has_file(library, file_hash)):
        with suppress(JobLost):
            outcomes.append(run_job(job, jobs, library, on_progress, after))
    return outcomes


def run_job(job: Job, jobs: Jobs, library: Library, on_progress: OnProgress | None, after: After | None = None) -> Outcome:
    """Do one claimed job and note how it ended. Raises JobLost when another worker took it over."""
    report = Reporter(job, jobs, on_progress)
    try:
        with keep_alive(job, jobs):
            path = kept_path(library, job.file_hash)
            outcome = ingest_file(path, library, document_id=job.document_id, file_name=job.file_name, on_step=report)
            if after:
                after()
    except JobLost:
        raise
    except PlanlotsError as error:
        outcome = Outcome(job.file_name, "fel", str(error), job.document_id)
    except Exception as error:
        logger.exception("job %s failed", job.id)
        outcome = Outcome(job.file_name, "fel", UNEXPECTED.format(error=type(error).__name__), job.document_id)
    if outcome.result == "fel" or outcome.document_id is None:
        jobs.fail(job, outcome.message)
    else:
        jobs.finish(job, outcome.document_id, outcome.message)
    return outcome


def has_file(library: Library, file_hash: str) -> bool:
    """Whether a job's file is this process's to read: in a database of its own always, and what is wrong with it is told then."""
    return library.settings.database is None or kept_path(library, file_hash).exists()


def kept_path(library: Library, file_hash: str) -> Path:
    """Where a kept file lies."""
    return library.settings.data / "files" / file_hash


class Reporter:
    """Notes a job's step and share done, in the store now and then, to the caller always."""

    def __init__(self, job: Job, jobs: Jobs, on_progress: OnProgress | None) -> None:
        self.job, self.jobs, self.on_progress = job, jobs, on_progress
        self.step, self.noted = "", 0.0

    def __call__(self, step: str, share: float) -> None:
        """Raises JobLost when another worker took the job over."""
        now = time.monotonic()
        if step != self.step or now - self.noted > REPORT:
            self.jobs.beat(self.job, step, share)
            self.step, self.noted = step, now
        if self.on_progress:
            self.on_progress(self.job, step, share)


@contextmanager
def keep_alive(job: Job, jobs: Jobs) -> Iterator[None]:
    """Give signs of life from a thread of its own, also during a step that takes minutes."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(BEAT):
            with suppress(PlanlotsError):  # a lost job or a busy store shows at the next step
                jobs.beat(job)

    thread = threading.Thread(target=beat, name=f"job-{job.id[:8]}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
