"""Progress of long work on standard error: a bar on a terminal, a line for each file elsewhere.

In: an open library and its waiting jobs. Out: the outcomes, shown while they come. Knows tqdm. Imports the readers of files only when
there is a file to read, so that a question does not pay for them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from corpus.jobs import Job, Jobs
from corpus.library import Library

if TYPE_CHECKING:
    from ingest.outcome import Outcome

Stop = Callable[[], bool]


class JobBar:
    """One bar over all waiting jobs; a step counts as an equal share of its job."""

    def __init__(self, jobs: int, stop: Stop) -> None:
        from ingest.pipeline import STEPS  # noqa: PLC0415 - the readers cost 0.3 s

        self.names = STEPS
        self.order = list(STEPS)
        self.jobs = float(jobs)
        self.stop = stop
        self.seen: list[str] = []
        self.bar = tqdm(
            total=self.jobs, desc="Läser in", bar_format="{desc}: {percentage:3.0f} %|{bar}| {postfix}", disable=None, leave=False
        )

    def __call__(self, job: Job, step: str, share: float) -> None:
        """Move the bar. Ends the thread at once when asked to stop; the job is resumed at the next start."""
        if self.stop():
            raise SystemExit(0)
        if job.id not in self.seen:
            self.seen.append(job.id)
        done = len(self.seen) - 1 + (self.order.index(step) + share) / len(self.order)
        self.bar.n = min(done, self.jobs)
        self.bar.set_postfix_str(f"{job.file_name} – {self.names[step].lower()}")

    def close(self) -> None:
        """Take the bar away."""
        self.bar.close()


def show_jobs(library: Library, stop: Stop = lambda: False) -> list[Outcome]:
    """Run every waiting job under a bar."""
    from ingest.jobs import run_jobs  # noqa: PLC0415 - the readers cost 0.3 s

    bar = JobBar(len(waiting_jobs(library)), stop)
    try:
        return run_jobs(library, on_progress=bar)
    finally:
        bar.close()


def show_lists(library: Library) -> None:
    """Find what questions about whole documents need, under a bar, so that nobody who asks has to wait for it."""
    from assistant.ahead import find_unread  # noqa: PLC0415 - as above

    with tqdm(total=100, desc="Förbereder svar", bar_format="{desc}: {percentage:3.0f} %|{bar}|", disable=None, leave=False) as bar:
        for share in find_unread(library):
            bar.n = 100 * share
            bar.refresh()


def waiting_jobs(library: Library) -> list[Job]:
    """Jobs that are not done."""
    return [job for job in Jobs(library.store).list(limit=10_000) if job.state in ("queued", "running")]


def show_bundled(library: Library, stop: Stop = lambda: False) -> None:
    """Read in the bundled documents if the data folder is new, and finish what an earlier run began."""
    if not library.store.document_ids():
        from ingest.bundled import enqueue_bundled  # noqa: PLC0415 - the readers cost 0.3 s

        say("Läser in de medföljande dokumenten. Det görs en gång.")
        enqueue_bundled(library)
    if waiting_jobs(library):
        for outcome in show_jobs(library, stop):
            say(describe(outcome))


def describe(outcome: Outcome) -> str:
    """One line about one file: its result, what came of it, and how well it reads."""
    counts = outcome.counts
    unread = f" {counts['unreadable']} sidor kunde inte läsas." if counts.get("unreadable") else ""
    quality = f" {outcome.quality}." if outcome.quality else ""
    return f"{outcome.file_name}: {outcome.result}. {outcome.message}{quality}{unread}"


def show_rebuild() -> Callable[[int, int], None]:
    """What to call while the index is rebuilt: (passages done, passages in all)."""
    bars: list[Any] = []

    def show(done: int, total: int) -> None:
        if not bars:
            bars.append(tqdm(total=total, desc="Bygger om sökindexet", unit=" stycken", disable=None, leave=False))
        bars[0].n = done
        bars[0].refresh()
        if done >= total:
            bars.pop().close()

    return show


def say(message: str) -> None:
    """A line on standard error, above any bar."""
    tqdm.write(message, file=sys.stderr)
