"""Durable jobs: what is to be ingested, by whom it is being done, and how it ended.

In: files by their hash. Out: one job at a time to each worker; the job of a worker that died goes to the next one.
Knows the jobs table and processes. Knows nothing of how a job is done.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Literal, NoReturn

from sqlalchemy import Connection, func, insert, select, update

from corpus.errors import PlanlotsError, Unknown
from corpus.schema import jobs as table
from corpus.store import Store
from corpus.workers import is_gone, worker_name

State = Literal["queued", "running", "done", "failed", "cancelled"]

MOST_ATTEMPTS = 8  # files are read in a child, so what ends its worker is seldom the file: power cuts may come several in a row
CANCELLED = "Inläsningen avbröts på begäran. Inget av filen finns bland dokumenten."
TOO_LATE = ("publish", "clean")  # steps of the pipeline from which there is no way back
GAVE_UP = "Inläsningen avbröts {attempts} gånger av samma fil. Kontrollera filen, eller spara den i ett annat format."


@dataclass(frozen=True, slots=True)
class Job:
    """One file to ingest."""

    id: str
    number: int  # order of arrival, from 1
    kind: str  # "ingest"
    state: State
    file_hash: str
    file_name: str  # a label only
    document_id: str | None  # asked for, or found when done
    step: str  # of the pipeline, "" before the first
    progress: float  # of the step, 0 to 1
    message: str  # Swedish; how it ended
    attempts: int
    worker: str
    heartbeat: float  # seconds since 1970, UTC
    created: str  # ISO 8601, UTC
    finished: str | None


class JobEnded(PlanlotsError):
    """The job is not in a state where this can be done."""

    type = "jobb-ej-mojligt"
    title = "Det går inte med jobbet som det är"
    status = 409


class JobLost(PlanlotsError):
    """Another worker has taken the job over; this one must stop."""

    type = "jobb-overtaget"
    title = "Jobbet har tagits över"


class Jobs:
    """The job table of a store."""

    def __init__(self, store: Store) -> None:
        self._database = store.database

    def enqueue(self, file_hash: str, file_name: str, document_id: str | None = None, kind: str = "ingest", *, anew: bool = False) -> Job:
        """Queue a file. The same file for the same document that still waits or runs is that job, not a second one.

        `anew`: one that runs does not count, since what is to be read has changed after it began.
        """
        states = ("queued",) if anew else ("queued", "running")
        with self._database.writer() as connection:
            waiting = select(table).where(table.c.file_hash == file_hash, table.c.kind == kind, table.c.state.in_(states))
            for row in connection.execute(waiting):
                if document_id in (None, row.document_id):
                    return _job(row)
            number = _next_number(connection)
            job = Job(uuid.uuid4().hex, number, kind, "queued", file_hash, file_name, document_id, "", 0.0, "", 0, "", 0.0, _now(), None)
            connection.execute(insert(table), {field.name: getattr(job, field.name) for field in fields(Job)})
        return job

    def claim(self, worker: str | None = None, *, has_file: Callable[[str], bool] = lambda _hash: True) -> Job | None:
        """The oldest job that nobody works on, marked as this worker's; None when there is none.

        `has_file(file hash)`: whether the file is at hand; a job whose file another process keeps is left to that one.
        """
        name = worker or worker_name()
        if not self._is_waiting():
            return None
        with self._database.writer() as connection:
            query = select(table).where(table.c.state.in_(("queued", "running"))).order_by(table.c.number).with_for_update(skip_locked=True)
            for job in [_job(row) for row in connection.execute(query)]:
                if (job.state == "running" and not is_gone(job.worker, job.heartbeat)) or not has_file(job.file_hash):
                    continue
                if job.attempts >= MOST_ATTEMPTS:
                    _end(connection, job, "failed", GAVE_UP.format(attempts=job.attempts))
                    continue
                taken = {
                    "state": "running",
                    "worker": name,
                    "heartbeat": time.time(),
                    "attempts": job.attempts + 1,
                    "step": "",
                    "progress": 0.0,
                }
                connection.execute(update(table).where(table.c.id == job.id).values(**taken))
                return _job(connection.execute(select(table).where(table.c.id == job.id)).one())
        return None

    def beat(self, job: Job, step: str | None = None, progress: float | None = None) -> None:
        """Sign of life, with how far the job is. Raises JobLost when another worker has it."""
        values: dict[str, Any] = {"heartbeat": time.time()}
        values |= {} if step is None else {"step": step, "progress": min(max(progress or 0.0, 0.0), 1.0)}
        with self._database.writer() as connection:
            _change(connection, job, values)

    def finish(self, job: Job, document_id: str, message: str) -> None:
        """The job is done. Raises JobLost when another worker has it."""
        with self._database.writer() as connection:
            _end(connection, job, "done", message, document_id=document_id, progress=1.0)

    def fail(self, job: Job, message: str) -> None:
        """The job cannot be done, and why. Raises JobLost when another worker has it."""
        with self._database.writer() as connection:
            _end(connection, job, "failed", message)

    def cancel(self, job_id: str) -> Job:
        """Take a job back: its worker stops at its next step. Raises Unknown, and JobEnded when it is too late."""
        values = {"state": "cancelled", "message": CANCELLED, "finished": _now()}
        with self._database.writer() as connection:
            open_still = table.c.state.in_(("queued", "running")) & table.c.step.not_in(TOO_LATE)
            if connection.execute(update(table).where(table.c.id == job_id, open_still).values(**values)).rowcount != 1:
                self._refuse(job_id, "Inläsningen kan inte avbrytas: den är redan klar. Ta bort dokumentet i stället.")
        return self.get(job_id)

    def retry(self, job_id: str) -> Job:
        """Queue a job that failed or was cancelled once more, last in the queue. Raises Unknown or JobEnded."""
        fresh = {"state": "queued", "step": "", "progress": 0.0, "message": "", "attempts": 0, "worker": "", "finished": None}
        with self._database.writer() as connection:
            ended = (table.c.id == job_id) & table.c.state.in_(("failed", "cancelled"))
            if connection.execute(update(table).where(ended).values(number=_next_number(connection), **fresh)).rowcount != 1:
                self._refuse(job_id, "Inläsningen kan inte göras om: den väntar, pågår eller har lyckats. Ladda om sidan.")
        return self.get(job_id)

    def _refuse(self, job_id: str, reason: str) -> NoReturn:
        """Say why a job cannot be changed (Unknown, JobEnded)."""
        self.get(job_id)
        raise JobEnded(reason)

    def count_states(self) -> dict[str, int]:
        """State -> how many jobs are in it."""
        with self._database.translated():
            rows = self._database.reader().execute(select(table.c.state, func.count()).group_by(table.c.state)).all()
        return {state: int(count) for state, count in rows}

    def count_open(self) -> int:
        """How many jobs wait or run."""
        counts = self.count_states()
        return counts.get("queued", 0) + counts.get("running", 0)

    def _is_waiting(self) -> bool:
        """Whether a job may be had: a look that needs no lock, since a service looks every second."""
        query = select(table.c.state, table.c.worker, table.c.heartbeat).where(table.c.state.in_(("queued", "running")))
        with self._database.translated():
            rows = self._database.reader().execute(query).all()
        return any(row.state == "queued" or is_gone(row.worker, row.heartbeat) for row in rows)

    def get(self, job_id: str) -> Job:
        """One job. Raises Unknown."""
        with self._database.translated():
            row = self._database.reader().execute(select(table).where(table.c.id == job_id)).first()
        if row is None:
            raise Unknown(f"Jobbet {job_id} finns inte. Läs in filen igen om den saknas bland dokumenten.")
        return _job(row)

    def asked_ids(self) -> frozenset[str]:
        """Every document id that a job was to make or made."""
        query = select(table.c.document_id).where(table.c.document_id.is_not(None)).distinct()
        with self._database.translated():
            return frozenset(self._database.reader().execute(query).scalars())

    def list(self, limit: int = 100) -> tuple[Job, ...]:
        """The latest jobs, newest first."""
        with self._database.translated():
            rows = self._database.reader().execute(select(table).order_by(table.c.number.desc()).limit(limit)).all()
        return tuple(_job(row) for row in rows)


def _next_number(connection: Connection) -> int:
    return int(connection.execute(select(func.max(table.c.number))).scalar() or 0) + 1


def _end(connection: Connection, job: Job, state: State, message: str, **values: Any) -> None:
    _change(connection, job, {"state": state, "message": message, "finished": _now(), **values})


def _change(connection: Connection, job: Job, values: dict[str, Any]) -> None:
    mine = (table.c.id == job.id) & (table.c.worker == job.worker) & (table.c.attempts == job.attempts)
    if connection.execute(update(table).where(mine, table.c.state.in_(("queued", "running"))).values(**values)).rowcount != 1:
        raise JobLost(f"Inläsningen av {job.file_name} har tagits över av en annan process.")


def _job(row: Any) -> Job:
    return Job(**{field.name: getattr(row, field.name) for field in fields(Job)})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
