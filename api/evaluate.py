"""The workbench inside the service: a thread that does queued runs, and reports kept ready.

In: an open library. Out: runs done one after the other beside everything else, and reports as HTML. Knows when to look for runs and how to
stop; what a run is stands in eval/session.py.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from corpus.errors import PlanlotsError
from corpus.library import Library
from eval.archive import Archive, Run, now
from eval.findings import Findings, find
from eval.report_html import report_body
from eval.session import find_waiting, perform_run, previous_run, read_outcomes

LOOK_SECONDS = 1.0  # between looks for queued runs; one look lists a folder
KEPT = 8  # reports in memory, about 200 kB each
BAD_SHOWN = 20  # bad answers on the page; the files have all

log = logging.getLogger("planlots")


class Evaluator(threading.Thread):
    """Does queued runs until it is stopped."""

    def __init__(self, library: Library, stopping: threading.Event | None = None) -> None:
        super().__init__(name="planlots-eval", daemon=True)
        self.library = library
        self.archive = Archive.of(library.settings)
        self.stopping = stopping or threading.Event()

    def run(self) -> None:
        """Take the oldest run that waits. What fails is written down in the run, or tried again later."""
        while not self.stopping.wait(LOOK_SECONDS):
            try:
                self.do_next()
            except PlanlotsError as error:
                log.warning("%s", error)
                self.stopping.wait(LOOK_SECONDS * 30)

    def do_next(self) -> None:
        """One run, if one waits; its report is made at once, so that nobody waits for it."""
        waiting = find_waiting(self.archive)
        if waiting is None:
            return
        try:
            run = perform_run(self.library, self.archive, waiting, stop=self.stopping.is_set)
            if run.state == "done":
                show_report(self.archive, run)
        except PlanlotsError:
            raise
        except Exception as error:  # noqa: BLE001 - the border of the thread: one run that fails must not end all others
            log.error("%s in a run", type(error).__name__)
            told = f"Något gick fel i programmet ({type(error).__name__}). Kör frågorna igen, eller anmäl felet."
            self.archive.write_run(replace(self.archive.read_run(waiting.id), state="failed", message=told, finished=now()))

    def stop(self, seconds: float) -> None:
        """Leave the run in hand after its question; it is resumed at the next start."""
        self.stopping.set()
        if self.is_alive():
            self.join(seconds)


def find_all(archive: Archive, run: Run) -> Findings:
    """The findings of a run, beside the one before it."""
    before = previous_run(archive, run)
    earlier = (before, read_outcomes(archive, before.id)) if before else None
    return find(run, read_outcomes(archive, run.id), earlier)


def show_report(archive: Archive, run: Run) -> str:
    """The report of a run that has ended, for the page."""
    before = previous_run(archive, run)
    return _make_report(archive.folder, run.id, before.id if before else "")


@lru_cache(maxsize=KEPT)
def _make_report(folder: Path, run_id: str, before_id: str) -> str:
    archive = Archive(folder)
    return report_body(find_all(archive, archive.read_run(run_id)), BAD_SHOWN)
