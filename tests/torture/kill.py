"""R1: kill -9 at random moments of ingest and search. Nothing acknowledged is lost, nothing is there twice, ready again in 5 s."""

import os
import random
import tempfile
import time
from pathlib import Path

from assistant.search import search
from corpus import store_publish
from corpus.library import Library
from ingest.jobs import enqueue_file, run_jobs
from tests.torture.forks import Figure, Forked, check_whole, last_error, settings_in, write_lines, write_plan

NAMES = ("ada", "boden", "cedern", "dalen")
READY = 5.0  # seconds
LONGEST = 1.5  # seconds before the kill; opening takes a third of one


def work(tell, data, seed, first):
    """Read in and search until killed. Tells before a file is handed over, once it is safe in the queue, and once it is done."""
    rng = random.Random(seed)
    store_publish.AT_ONCE = rng.choice([0, 300, 5_000])
    version = first
    with Library.open(settings_in(data), child=False) as library:
        while True:
            version += 1
            name = rng.choice(NAMES)
            path = data.parent / "in"
            path.mkdir(exist_ok=True)
            plan = rng.random() < 0.2
            made = write_plan(path / "p.md", name, version) if plan else write_lines(path / "p.jsonl", name, version, rng.randint(1, 300))
            tell(["begun", name, version])
            enqueue_file(library, made, document_id=name)
            tell(["queued", name, version])
            for outcome in run_jobs(library):
                tell(["done", outcome.document_id, version])
            search(library, "plogas vägar")


def check(tell, data):
    """Open again, do what was left."""
    started = time.monotonic()
    with Library.open(settings_in(data), child=False) as library:
        tell(["ready", time.monotonic() - started])
        tell(["found", check_whole(library)])
        failed = [outcome.message for outcome in run_jobs(library) if outcome.result == "fel"]
        assert not failed, failed
        tell(["after", check_whole(library)])


def run(runs, seed, seconds):
    """Kill `runs` times, each time on the data that the last kill left."""
    figure, rng, deadline = Figure("R1", "kill -9 under inläsning och sökning"), random.Random(seed), time.monotonic() + seconds
    known, slowest, kills = {}, 0.0, {"vid start": 0, "i arbete": 0}
    with tempfile.TemporaryDirectory(prefix="planlots-torture-") as folder:
        data = Path(folder) / "data"
        for number in range(runs):
            if time.monotonic() > deadline:
                break
            child = Forked(work, data, rng.randrange(2**32), number * 1000)
            if rng.random() < 0.9:  # the others are killed while they start
                child.read(30, first=True)
            child.read(rng.uniform(0.02, LONGEST))
            told = child.kill()
            kills["i arbete" if told else "vid start"] += 1
            figure.runs += 1
            seen, code = Forked(check, data).finish()
            reason = last_error([*told, *seen], code)
            if not reason:
                state = dict(map(tuple, seen))
                reason, slowest, known = compare(known, told, state), max(slowest, state["ready"]), state["after"]
            if reason:
                figure.fail(number, reason)
    if slowest > READY and os.getloadavg()[0] <= (os.cpu_count() or 1):  # on a machine with other work it says nothing
        figure.fail("start", f"{slowest:.1f} s")
    figure.numbers = {"längsta start": f"{slowest:.2f} s", **kills}
    return figure


def compare(known, told, seen):
    """What was lost, in words; None when nothing was."""
    for name in NAMES:
        begun, queued, done = ([one[2] for one in told if one[0] == kind and one[1] == name] for kind in ("begun", "queued", "done"))
        before = known.get(name, 0)
        if seen["found"].get(name, 0) < max([before, *done]):
            return f"{name}: utgåva {max([before, *done])} kvitterades men {seen['found'].get(name)} hittades"
        if seen["found"].get(name, 0) not in {before, *begun}:
            return f"{name}: utgåva {seen['found'].get(name)} har ingen läst in"
        if seen["after"].get(name, 0) < max([before, *queued]):
            return f"{name}: utgåva {max([before, *queued])} köades men {seen['after'].get(name)} lästes in"
    return None
