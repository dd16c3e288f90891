"""A queued run -> a finished one: asks every question, keeps each outcome as it comes, and goes on where a dead process stopped.

In: an open library and the archive. Out: outcomes on disk, and the run's state with versions, corpus and settings. A run is done by one
worker at a time: the service's thread, or the command line. Knows nothing of pages or reports.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

from assistant.answer import ask
from corpus.errors import BadRequest, PlanlotsError
from corpus.library import VECTORS, Library
from corpus.workers import is_gone, worker_name
from eval.archive import ENDED, Archive, Run, now
from eval.gold import load_sections, resolve_questions
from eval.run import Outcome, outcome_row, read_outcome, try_question

LOOK_SECONDS = 1.0  # between looks at a run that another process does
PATIENT_LOOKS = 30  # without anybody who could do it: a service that is started anew is back in less
BEAT_SECONDS = 1.0  # between signs of life; a page that shows progress is no newer
WARM_UP = "Vad är syftet?"  # asked once before the first question, so that the first time measured is no cold start's

Step = Callable[[Run], object]


def find_waiting(archive: Archive) -> Run | None:
    """The oldest run that nobody is doing."""
    free = (run for run in archive.unfinished_runs() if run.state == "queued" or is_gone(run.worker, run.heartbeat))
    return next(free, None)


def perform_run(library: Library, archive: Archive, run: Run, on_step: Step | None = None, stop: Callable[[], bool] = lambda: False) -> Run:
    """Do a run to its end, or until it is cancelled; when `stop` says so it is left as it is, to be resumed. Returns it as it stands."""
    begun = time.monotonic()
    run = claim(library, archive, run)
    try:
        run = ask_all(library, archive, run, on_step, stop, begun)
    except PlanlotsError as error:
        run = replace(archive.read_run(run.id), state="failed", message=str(error), finished=now())
    archive.write_run(run)
    return run


def follow_run(archive: Archive, run: Run, held: Callable[[], bool], on_step: Step = id) -> Run:
    """Watch a run that another process is to do. `held`: whether somebody has the library open, who could do it.

    Raises BadRequest when nobody has had it for PATIENT_LOOKS and the run has not moved: who restarts the service needs less.
    """
    idle = 0
    while run.state not in ENDED:
        time.sleep(LOOK_SECONDS)
        before, run = run, archive.read_run(run.id)
        on_step(run)
        idle = 0 if held() or run != before else idle + 1
        if idle >= PATIENT_LOOKS:
            raise BadRequest(f"Ingen tjänst gör körningen {run.id} längre. Starta planlots serve, så görs den klart.")
    return run


def claim(library: Library, archive: Archive, run: Run) -> Run:
    """Mark the run as ours, and note what it measures."""
    run = replace(
        run,
        state="running",
        worker=worker_name(),
        heartbeat=time.time(),
        done=archive.cut_outcomes(run.id),
        versions=list_versions(library),
        corpus=tuple(
            {"id": one.id, "title": one.title, "file_hash": one.file_hash, "generation": one.generation}
            for one in library.store.documents()
        ),
        settings={
            "encoder": library.encoder.id if library.encoder else "ingen",
            "maskin": platform.machine(),
            "python": platform.python_version(),
        },
    )
    archive.write_run(run)
    return run


def list_versions(library: Library) -> dict[str, str]:
    """The versions of everything that moves an answer."""
    return {"planlots": planlots_version(), "vektorer": VECTORS, "encoder": library.encoder.id if library.encoder else "ingen"}


def planlots_version() -> str:
    """Version of the installed package, "okänd" in a bare checkout."""
    try:
        return version("planlots")
    except PackageNotFoundError:
        return "okänd"


def ask_all(library: Library, archive: Archive, run: Run, on_step: Step | None, stop: Callable[[], bool], begun: float) -> Run:
    """The questions that have no outcome yet, in order."""
    questions = archive.run_questions(run.id)
    targets, problems = resolve_questions(questions, load_sections(library.store))
    run = replace(run, problems=tuple(str(problem) for problem in problems))
    ask(library, WARM_UP)
    before, beaten = run.seconds, 0.0
    for question in questions[run.done :]:
        if stop():
            return replace(run, heartbeat=0.0)  # nobody has it: it is taken up again at the next start
        if archive.is_cancelled(run.id):
            return replace(run, state="cancelled", finished=now(), message="Körningen avbröts.")
        archive.append_outcome(run.id, outcome_row(try_question(library, question, targets.get(question.id, ()))))
        run = replace(run, done=run.done + 1, heartbeat=time.time(), seconds=before + time.monotonic() - begun)
        if run.heartbeat - beaten >= BEAT_SECONDS:
            archive.write_run(run)
            beaten = run.heartbeat
        if on_step:
            on_step(run)
    return replace(run, state="done", finished=now())


def read_outcomes(archive: Archive, run_id: str) -> tuple[Outcome, ...]:
    """The outcomes of a run with their questions, in order."""
    questions = archive.run_questions(run_id)
    return tuple(read_outcome(row, question) for row, question in zip(archive.outcome_rows(run_id), questions, strict=False))


def previous_run(archive: Archive, run: Run) -> Run | None:
    """The last finished run of the same questions before this one, else of the same set."""
    earlier = [one for one in archive.list_runs() if one.id < run.id and one.state == "done"]
    same = [one for one in earlier if one.set_digest == run.set_digest] or [one for one in earlier if one.set_id == run.set_id]
    return same[0] if same else None
