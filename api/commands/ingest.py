"""`planlots ingest`: files and folders -> documents that can be searched. Exit code 1 when a file could not be read.

With a running service the files are queued and it does the work; otherwise this process does. Either way a file that has been queued is
not lost by a crash.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tqdm import tqdm

from api.commands import options
from api.commands.progress import describe, show_jobs, show_lists, show_rebuild
from api.service.client import find_service
from corpus.audit import Audit
from corpus.errors import BadRequest, PlanlotsError
from corpus.jobs import Job, Jobs
from corpus.keys import COMMAND_LINE
from corpus.library import Library
from corpus.settings import Settings
from corpus.store import Store
from ingest.files import clean_name, keep_file
from ingest.jobs import enqueue_file
from ingest.outcome import Outcome

LOOK_SECONDS = 0.3  # between looks at the service's jobs
Row = dict[str, Any]
EXAMPLES = """exempel:
  planlots ingest plan.pdf
  planlots ingest planer/ avtal.docx
  planlots ingest plan-2.pdf --id var-plan      ny utgåva av dokumentet var-plan
  planlots ingest stycken.jsonl                 rader av {"id", "title", "text"}, ett stycke per rad

slutkoder: 0 alla filer är inlästa, 1 någon fil kunde inte läsas, 2 kommandot är fel skrivet"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = options.new_parser(subparsers, "ingest", "läs in filer eller mappar", EXAMPLES)
    parser.add_argument("paths", nargs="+", metavar="SÖKVÄG", help="fil eller mapp: text, Markdown, PDF, DOCX eller JSONL")
    parser.add_argument("--id", metavar="ID", help="dokumentets id; en fil med ett känt id blir en ny utgåva")
    parser.add_argument("--cluster", metavar="ADRESS", help="läs filerna på ett Daskkluster, t.ex. tcp://10.0.0.5:8786")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read in and report file by file."""
    main, settings = Settings.read(arguments.data), options.read_settings(arguments)
    files = list(list_files(arguments.paths))
    if arguments.id and len(files) != 1:
        raise BadRequest(f"Med --id går det bara att läsa in en fil åt gången, inte {len(files)}. Ange en fil.")
    running = find_service(main, arguments.collection)
    if arguments.cluster and (running or arguments.id):
        raise BadRequest("Med --cluster kan varken --id anges eller tjänsten vara igång på samma datamapp. Avsluta den först.")
    if arguments.cluster:
        done = on_cluster(settings, files, arguments.cluster)
    else:
        done = through_service(settings, files, arguments.id) if running else here(settings, files, arguments.id)
    note_added(main, arguments.collection, done)
    if arguments.json:
        options.print_json(done)
    else:
        sys.stdout.writelines(f"{row['line']}\n" for row in done)
    return 1 if any(row["result"] == "fel" for row in done) else 0


def note_added(main: Settings, collection: str, done: Sequence[Row]) -> None:
    """What was read in, into the audit log of the service."""
    with closing(Store.open(main)) as store:
        audit = Audit(store)
        for row in done:
            if row["result"] not in ("fel", "oförändrad"):
                audit.note(collection, COMMAND_LINE, "document.add", row["file_name"])


def list_files(paths: Sequence[str]) -> Iterator[Path]:
    """The files named, and those in the folders named, by name; hidden ones are left out."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file() and not _is_hidden(one.relative_to(path)))
        elif path.exists():
            yield path
        else:
            raise BadRequest(f"Filen eller mappen {path} finns inte. Kontrollera sökvägen.")


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def here(settings: Settings, files: Sequence[Path], document_id: str | None) -> list[Row]:
    """Queue and do the jobs in this process."""
    refused: list[Row] = []
    with Library.open(settings, child=False, on_progress=show_rebuild()) as library:
        for path in files:
            try:
                enqueue_file(library, path, document_id=document_id)
            except PlanlotsError as error:
                refused.append(outcome_row(Outcome(path.name, "fel", str(error))))
        done = [outcome_row(outcome) for outcome in show_jobs(library)]
        library.index.optimize()  # nobody is waiting for an answer here
        show_lists(library)
        return refused + done


def on_cluster(settings: Settings, files: Sequence[Path], address: str) -> list[Row]:
    """Read on the cluster, write in this process."""
    from ingest.cluster import ingest_on_cluster  # noqa: PLC0415 - an extra

    with Library.open(settings, child=False, on_progress=show_rebuild()) as library:
        outcomes = ingest_on_cluster(files, library, address)
        done = [outcome_row(one) for one in tqdm(outcomes, desc="Läser in", unit=" filer", total=len(files), disable=None, leave=False)]
        library.index.optimize()
        show_lists(library)
        return done


def outcome_row(outcome: Outcome) -> Row:
    """An outcome as JSON, with the line that is shown."""
    return {**asdict(outcome), "line": describe(outcome)}


def through_service(settings: Settings, files: Sequence[Path], document_id: str | None) -> list[Row]:
    """Queue the files for the running service and wait until it has done them."""
    rows: list[Row] = []
    with closing(Store.open(settings)) as store:
        jobs = Jobs(store)
        waiting: list[Job] = []
        for path in files:
            try:
                file_hash, _ = keep_file(path, settings.data)
                waiting.append(jobs.enqueue(file_hash, clean_name(path.name), document_id))
            except PlanlotsError as error:
                rows.append(outcome_row(Outcome(path.name, "fel", str(error))))
        return rows + [job_row(job) for job in await_jobs(jobs, waiting)]


def await_jobs(jobs: Jobs, waiting: Sequence[Job]) -> Iterator[Job]:
    """Each job once it has ended, in order."""
    for job in tqdm(waiting, desc="Läser in", unit=" filer", disable=None, leave=False):
        now = jobs.get(job.id)
        while now.state in ("queued", "running"):
            time.sleep(LOOK_SECONDS)
            now = jobs.get(job.id)
        yield now


def job_row(job: Job) -> Row:
    """An ended job as JSON, with the line that is shown."""
    result = "klar" if job.state == "done" else "fel"
    row = {"file_name": job.file_name, "result": result, "message": job.message, "document_id": job.document_id, "job": job.id}
    return {**row, "line": f"{job.file_name}: {result}. {job.message}"}
