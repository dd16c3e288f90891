"""The service's worker: one thread that does the ingest jobs of the store, one after the other.

In: an open library. Out: jobs done, also those that the command line queues while the service runs. Knows when to look for jobs and how
to stop; what a job is stands in ingest/jobs.py.
"""

from __future__ import annotations

import logging
import threading
import time

from api.evaluate import Evaluator
from api.service.answerer import find_alone
from corpus.errors import PlanlotsError
from corpus.follow import Follower
from corpus.jobs import Job
from corpus.library import Library, mend
from ingest.bundled import enqueue_bundled
from ingest.jobs import run_jobs

LOOK_SECONDS = 1.0  # between looks for new jobs; one look is one small query

log = logging.getLogger("planlots")


class Worker(threading.Thread):
    """Does jobs until it is stopped."""

    def __init__(self, library: Library, *, bundled: bool = True, stopping: threading.Event | None = None) -> None:
        """`stopping`: set when the service is told to end, so that the job in hand is left while the last answers are still being sent."""
        super().__init__(name="planlots-worker", daemon=True)
        self.library = library
        self.bundled = bundled  # whether the library is to hold the bundled documents
        self.stopping = stopping or threading.Event()
        self.follower = Follower(library)
        self.evaluator = Evaluator(library, self.stopping)

    def run(self) -> None:
        """Queue what this version reads otherwise, then do jobs as they come. A full disk is waited out, a broken index mended."""
        queued = not self.bundled
        self.evaluator.start()
        while not self.stopping.is_set():
            try:
                if mend(self.library):
                    log.warning("Sökindexet hade skadats och byggdes om.")
                if not queued:
                    enqueue_bundled(self.library)
                    queued = True
                run_jobs(self.library, on_progress=self._check, after=self._find_lists)
                self.follower.catch_up()
            except PlanlotsError as error:
                log.warning("%s", error)
                self.stopping.wait(LOOK_SECONDS if self.library.index.broken else LOOK_SECONDS * 30)
            self.stopping.wait(LOOK_SECONDS)

    def stop(self, seconds: float) -> None:
        """Leave the job in hand at its next step; it is resumed at the next start. Waits at most so long for all of it."""
        self.stopping.set()
        end = time.monotonic() + seconds
        self.join(seconds)
        self.evaluator.stop(max(end - time.monotonic(), 0.0))

    def _find_lists(self) -> None:
        """A job is done when what was read can also be asked about without delay; who stops the service need not wait for that."""
        for seconds in find_alone(self.library):
            if self.stopping.wait(seconds):
                return

    def _check(self, _job: Job, _step: str, _share: float) -> None:
        if self.stopping.is_set():
            raise SystemExit(0)  # ends this thread only, and leaves the job to be claimed again
