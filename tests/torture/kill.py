"""R1: kill -9 at random moments of start, ingest and search. Nothing acknowledged is lost, nothing is there twice, ready again in 5 s.

Each life of the service opens what the last kill left, tells what is there, does what was left and goes on until it is killed. Every fourth has
its engine in a child as the real service has; there the engine alone may be killed first, and the service must not notice for long.
"""

import os
import random
import signal
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from assistant.retrieval.search import search
from corpus import store_publish
from corpus.jobs import GAVE_UP, Jobs
from corpus.library import Library
from ingest.jobs import enqueue_file, run_jobs
from tests.torture.forks import Figure, Forked, check_whole, last_error, settings_in, write_lines, write_plan

NAMES = ("ada", "boden", "cedern", "dalen")
READY = 5.0  # seconds
LONGEST = 0.8  # seconds of work before the kill
START = 0.5  # seconds: opening and a look at everything take about as long
AT_START = 0.15  # share of the lives that end there
IN_CHILD = 0.25  # share of the lives whose engine has a process of its own


def live(tell, data, seed, number, child):
    """One life. Tells before a file is handed over, once it is safe in the queue, and once it is done. Ends by itself when number is None."""
    rng, started, version = random.Random(seed), time.monotonic(), (number or 0) * 1000
    store_publish.AT_ONCE = rng.choice([0, 300, 5_000])
    with Library.open(settings_in(data), child=child) as library:
        tell(["ready", time.monotonic() - started, library.index.child_id])
        tell(["found", check_whole(library)])
        do_jobs(library)
        tell(["left", list_left(library)])
        tell(["after", check_whole(library)])
        while number is not None:
            version += 1
            name = rng.choice(NAMES)
            path = data.parent / "in"
            path.mkdir(exist_ok=True)
            plan = rng.random() < 0.2
            made = write_plan(path / "p.md", name, version) if plan else write_lines(path / "p.jsonl", name, version, rng.randint(1, 300))
            tell(["begun", name, version])
            enqueue_file(library, made, document_id=name)
            tell(["queued", name, version])
            do_jobs(library)
            tell(["done", name, version])
            search(library, "plogas vägar")
            if child:  # its engine may have died underway
                check_whole(library)


def do_jobs(library):
    failed = [outcome.message for outcome in run_jobs(library) if outcome.result == "fel"]
    assert not failed, failed


def list_left(library):
    """Documents whose file ended its worker so often that the service says so and leaves it: each kill in the middle counts as one."""
    newest = {job.document_id: job for job in reversed(Jobs(library.store).list())}
    return [name for name, job in newest.items() if job.state == "failed" and job.message == GAVE_UP.format(attempts=job.attempts)]


@dataclass
class Known:
    """What has been promised about each document, and what may be there."""

    sure: dict = field(default_factory=dict)  # name -> version that was acknowledged as done, or seen
    queued: dict = field(default_factory=dict)  # name -> last version that is safe in the queue
    begun: dict = field(default_factory=dict)  # name -> versions that may be there without anybody having been told
    left: set = field(default_factory=set)  # names of which it was said that they are not read in, kills in a row being the reason
    told_left: int = 0
    slowest: float = 0.0
    lost: bool = False  # something was: from then on what is there counts

    def hear(self, told):
        """What was lost, in words; None when nothing was."""
        for kind, *value in told:
            reason = getattr(self, f"hear_{kind}")(*value)
            if reason:
                return reason
        return None

    def hear_ready(self, seconds, _engine):
        self.slowest = max(self.slowest, seconds)

    def hear_begun(self, name, version):
        self.begun.setdefault(name, set()).add(version)

    def hear_queued(self, name, version):
        self.queued[name] = version

    def hear_done(self, name, version):
        self.sure[name] = version

    def hear_found(self, found):
        if self.lost:
            self.sure, self.queued, self.begun, self.lost = found, {}, {}, False
        for name in NAMES:
            there, sure = found.get(name, 0), self.sure.get(name, 0)
            if there < sure:
                return f"{name}: utgåva {sure} kvitterades men {there} hittades"
            if there not in {sure, *self.begun.get(name, ())}:
                return f"{name}: utgåva {there} har ingen läst in"
        self.sure = found
        return None

    def hear_left(self, names):
        self.left = set(names)

    def hear_after(self, after):
        for name in NAMES:
            if name in self.left and after.get(name, 0) < self.queued.get(name, 0):
                self.told_left += 1
                continue
            if after.get(name, 0) < max(self.queued.get(name, 0), self.sure.get(name, 0)):
                return f"{name}: utgåva {self.queued.get(name)} köades men {after.get(name)} lästes in"
        self.sure, self.queued, self.begun = after, {}, {}
        return None


def run(runs, seed, seconds, first=0):
    """Kill `runs` times, each time on the data that the last kill left."""
    figure, known, deadline = Figure("R1", "kill -9 under start, inläsning och sökning"), Known(), time.monotonic() + seconds
    kills = {"vid start": 0, "i arbete": 0, "med motorn i egen process": 0, "bara motorn": 0}
    with tempfile.TemporaryDirectory(prefix="planlots-torture-") as folder:
        data = Path(folder) / "data"
        for number in range(first, runs):
            if time.monotonic() > deadline:
                break
            told = end_life(Forked, data, random.Random(f"{seed} {number}"), number, kills)
            figure.runs += 1
            judge(figure, number, known, told, 0)
        judge(figure, "sist", known, *Forked(live, data, seed, None, True).finish(90))
    if known.slowest > READY and os.getloadavg()[0] <= (os.cpu_count() or 1):  # on a machine with other work it says nothing
        figure.fail("start", f"{known.slowest:.1f} s")
    figure.numbers = {"längsta start (s)": round(known.slowest, 2), "sagda avbrutna för många gånger": known.told_left, **kills}
    return figure


def end_life(start, data, rng, number, kills):
    """Let it live for a while; what it told."""
    in_child = rng.random() < IN_CHILD
    life = start(live, data, rng.randrange(2**32), number, in_child)
    if rng.random() < AT_START:
        life.read(rng.uniform(0.0, START))
    else:
        life.read(60, until="after")
        if in_child and rng.random() < 0.5:
            life.read(rng.uniform(0.0, LONGEST))
            kills["bara motorn"] += kill_engine(life.told)
        life.read(rng.uniform(0.02, LONGEST))
    told = life.kill()
    kills["i arbete" if "after" in [one[0] for one in told if isinstance(one, list)] else "vid start"] += 1
    kills["med motorn i egen process"] += in_child
    return told


def kill_engine(told):
    """kill -9 of the engine's own process; whether there was one."""
    engine = next((one[2] for one in told if isinstance(one, list) and one[0] == "ready"), None)
    with suppress(ProcessLookupError):
        if engine:
            os.kill(engine, signal.SIGKILL)
            return True
    return False


def judge(figure, number, known, told, code):
    """Note what was lost."""
    reason = last_error(told, code) or known.hear(told)
    if reason:
        figure.fail(number, reason)
        known.lost = True
