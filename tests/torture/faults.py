"""R2: kill -9 at every step of an ingest, before and after each. Old or new is searchable, never none, never both."""

import os
import random
import signal
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from corpus import store_publish
from corpus.index import Index
from corpus.library import Library
from corpus.store_engine import Database
from ingest import pipeline
from tests.torture.forks import Figure, Forked, check_whole, copy_over, last_error, settings_in, write_lines


def work(tell, data, fatal):
    """One update of a document, killed at the point of number `fatal`; tells the names of the points that it comes by."""
    pipeline.BATCH, pipeline.FLUSH_EVERY, store_publish.AT_ONCE, store_publish.ROWS = 50, 2, 0, 100
    passed = 0

    def point(name):
        nonlocal passed
        tell(name)
        if passed == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        passed += 1

    def around(kind, name):
        real = getattr(kind, name)

        def call(*args, **named):
            point(f"före {name}")
            found = real(*args, **named)
            point(f"efter {name}")
            return found

        setattr(kind, name, call)

    with Library.open(settings_in(data), child=False) as library:
        for name in ("upsert", "flush", "delete"):
            around(Index, name)
        real = Database.writer

        @contextmanager
        def writer(database):
            point("före transaktion")
            with real(database) as connection:
                yield connection
                point("i transaktion")
            point("efter transaktion")

        Database.writer = writer
        path = write_lines(data.parent / "vägar.jsonl", "vägar", 2, 150)
        pipeline.ingest_file(path, library, document_id="vagar", on_step=lambda step, share: point(f"steg {step}"))


def prepare(_tell, data):
    with Library.open(settings_in(data), child=False) as library:
        pipeline.ingest_file(write_lines(data.parent / "vägar.jsonl", "vägar", 1, 120), library, document_id="vagar")
        pipeline.ingest_file(write_lines(data.parent / "broar.jsonl", "broar", 1, 20), library, document_id="broar")


def check(tell, data):
    """Old or new, then new once it is read in again."""
    with Library.open(settings_in(data), child=False) as library:
        tell(check_whole(library))
        pipeline.ingest_file(write_lines(data.parent / "vägar.jsonl", "vägar", 2, 150), library, document_id="vagar")
        tell(check_whole(library))


def run(runs, seed, seconds, first=0):
    """Every point once, in random order, as far as runs and time go."""
    figure, deadline = Figure("R2", "kill -9 vid varje steg av en inläsning"), time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="planlots-torture-") as folder:
        origin, data = Path(folder) / "före", Path(folder) / "data"
        Forked(prepare, origin).finish()
        names, _ = Forked(work, copy_over(origin, data), -1).finish()
        order = pick(names, random.Random(seed))
        outcomes = {"gammal": 0, "ny": 0}
        for number in order[first:runs]:
            if time.monotonic() > deadline:
                break
            told, _ = Forked(work, copy_over(origin, data), number).finish()
            figure.runs += 1
            seen, code = Forked(check, data).finish()
            reason = last_error(seen, code)
            if reason or len(told) != number + 1 or [one.get("broar") for one in seen] != [1, 1] or seen[1]["vagar"] != 2:
                figure.fail(f"{number} {names[number]}", reason or f"{told[-1:]} {seen}")
            else:
                outcomes["gammal" if seen[0]["vagar"] == 1 else "ny"] += 1
        figure.numbers = {
            "av punkter": len(names),
            "av olika slag": len({names[number] for number in order[: first + figure.runs]}),
            **outcomes,
        }
    return figure


def pick(names, rng):
    """Points to try: one of each kind first."""
    order = rng.sample(range(len(names)), len(names))
    first = {names[number]: number for number in order}
    return [*first.values(), *(number for number in order if number not in first.values())]
