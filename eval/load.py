"""Many at once: users who ask a running service for a limited time, without pause, with pauses, or as often as is said.

In: the port of a service on this machine, questions, how many users and at what pace. Out: how it answered – how many of each status, how
fast, how much memory. Every user is a thread with a connection of its own. Without pause it asks the next question as soon as it has its
answer: harder than people, who read. With pauses it reads for a while that is drawn anew each time (exponential). At a rate questions come
when they come (Poisson), whether those before are answered or not, and the time counts from when they came: an open loop, as other
services' figures are. Ends by itself: at most MOST_USERS for MOST_SECONDS. Knows nothing of right or wrong answers.
"""

from __future__ import annotations

import contextlib
import http.client
import itertools
import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import quote

from eval.bench import HOST, family_of, memory_of, time_reference
from eval.measures import percentile

MOST_USERS = 200
MOST_SECONDS = 60.0
WAIT_SECONDS = 60.0  # for one answer; the service promises 503 long before
IDLE_SECONDS = 4.0  # a connection unused for longer is not used again
PAUSE = 0.1  # seconds before a user who was refused asks again; Retry-After would make it easier
OK, BUSY = 200, 503
SEED = 20  # of pauses and arrivals: the same at each run
MEAN_PAUSE = 1.0  # seconds that a user reads
FEW = 40  # questions that a town asks again and again; none of them was asked before
RATE = 15.0  # questions a second, at which others publish their p95


Task = Literal["search", "ask"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked, by how many, at what pace."""

    task: Task
    users: int  # at a rate: connections that are open at most
    fresh: bool  # no question is asked twice: a service answers at once what it has just answered
    pause: float = 0.0  # mean seconds between an answer and the next question
    rate: float = 0.0  # questions a second, whoever is still waiting; 0: as the users get around to it
    among: int = 0  # as many questions are all that is asked, over and over; 0: all there are


@dataclass
class Load:
    """How a service did under so many users."""

    task: Task
    users: int
    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)  # 0: the connection broke
    times: list[float] = field(default_factory=list)  # ms of each answer with status 200
    refused_bare: int = 0  # 503 without Retry-After
    memory: tuple[int, int] = (0, 0)  # bytes of the service and its children, before and after
    busy: float = 0.0  # load average of the machine at the start; the users and the service are part of it
    reference: float = 0.0  # ms of the reference task while nobody asked
    fresh: bool = False
    pause: float = 0.0  # as in Plan
    rate: float = 0.0
    among: int = 0

    @property
    def wrong(self) -> int:
        """Answers that are neither 200 nor 503 with Retry-After."""
        return sum(count for status, count in self.statuses.items() if status not in (OK, BUSY)) + self.refused_bare


def run_load(port: int, process: int, questions: Sequence[str], plan: Plan, seconds: float) -> Load:
    """Let the users ask; more than MOST_USERS or MOST_SECONDS are not had."""
    users = min(plan.users, MOST_USERS)
    questions = questions[: plan.among or None]
    load = Load(plan.task, users, busy=os.getloadavg()[0], reference=time_reference(), fresh=plan.fresh)
    load.pause, load.rate, load.among = plan.pause, plan.rate, plan.among
    before = measure_memory(process)
    lock, start = threading.Lock(), time.perf_counter()
    end = start + min(seconds, MOST_SECONDS)
    if plan.rate:
        paces = [arrive(plan.rate, start, end)] * users  # one row of arrivals, each for whoever is free
        asked = [share_lines(questions)] * users
    else:
        paces = [take_breaks(plan.pause, number, end) for number in range(users)]
        asked = [share_out(questions, number, users) if plan.fresh else start_at(questions, number) for number in range(users)]
    threads = [threading.Thread(target=run_user, args=(port, load, own, pace, lock)) for own, pace in zip(asked, paces, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - start
    load.memory = (before, measure_memory(process))
    return load


def take_breaks(pause: float, number: int, end: float) -> Iterator[float]:
    """When a user asks: as soon as it is asked for the next moment, after a break if there are any; until the end."""
    drawn = random.Random(f"{SEED} {number}")
    if pause:
        time.sleep(drawn.random() * pause)  # they do not all begin at once
    while (now := time.perf_counter()) < end:
        yield now
        if pause:
            time.sleep(drawn.expovariate(1 / pause))


def arrive(rate: float, start: float, end: float) -> Iterator[float]:
    """Moments at which questions come, independent of each other."""
    drawn, moment = random.Random(SEED), start
    while (moment := moment + drawn.expovariate(rate)) < end:
        yield moment


def start_at(questions: Sequence[str], number: int) -> Iterator[str]:
    """The questions over and over; each user begins at another one."""
    shift = number * 7 % len(questions)
    return itertools.cycle([*questions[shift:], *questions[:shift]])


def share_out(questions: Sequence[str], number: int, users: int) -> Iterator[str]:
    """One user's own questions."""
    return itertools.cycle(questions[number::users] or questions)


def vary(questions: Sequence[str]) -> list[str]:
    """Each question with one more word of some other question: the same topics, and no two alike."""
    words = sorted({max(question.rstrip("?!. ").split(), key=len) for question in questions})
    return [f"{question.rstrip('?!. ')} {word}?" for word in words for question in questions if word not in question]


def share_lines(questions: Sequence[str]) -> Iterator[str]:
    """The questions one after the other, for all users together."""
    return itertools.cycle(questions)


def run_user(port: int, load: Load, questions: Iterator[str], moments: Iterator[float], lock: threading.Lock) -> None:
    """Ask at each moment, or as soon after it as the answer before has come, until there are no more."""
    connection = http.client.HTTPConnection(HOST, port, timeout=WAIT_SECONDS)
    used = time.perf_counter()
    with contextlib.closing(connection):
        while (turn := take_turn(moments, questions, lock if load.rate else None)) is not None:
            moment, question = turn
            if moment - used > IDLE_SECONDS:
                connection.close()  # the service closes what lies idle; the next call opens it anew
            time.sleep(max(moment - time.perf_counter(), 0.0))
            status, retry = ask_once(connection, load.task, question)
            used = time.perf_counter()
            spent = (used - moment) * 1000
            with lock:
                load.statuses[status] += 1
                load.refused_bare += status == BUSY and not retry
                if status == OK:
                    load.times.append(spent)
            if status != OK:
                time.sleep(PAUSE)


def take_turn(moments: Iterator[float], questions: Iterator[str], lock: threading.Lock | None) -> tuple[float, str] | None:
    """The next moment and question; None at the end. `lock`: others take from the same row."""
    with lock or contextlib.nullcontext():
        moment = next(moments, None)
        return None if moment is None else (moment, next(questions))


def ask_once(connection: http.client.HTTPConnection, task: Task, question: str) -> tuple[int, bool]:
    """(status, whether it says when to come again); status 0 when the connection broke."""
    try:
        if task == "ask":
            body = json.dumps({"question": question, "mode": "extract"}).encode()
            connection.request("POST", "/api/ask", body, {"Content-Type": "application/json"})
        else:
            connection.request("GET", f"/api/search?q={quote(question)}")
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0, False
    return response.status, response.headers.get("Retry-After") is not None


def measure_memory(process: int) -> int:
    """Bytes of a process and its descendants."""
    return sum(memory_of(number) for number in family_of(process))


def run_loads(
    port: int, process: int, questions: Sequence[str], seconds: float, say: Callable[[str], object], rate: float = RATE
) -> Iterator[Load]:
    """What is promised: users who search, who ask, and too many. Each question as it stands is asked once before.

    `rate`: of the open loop; 0 leaves it out.
    """
    connection = http.client.HTTPConnection(HOST, port, timeout=WAIT_SECONDS)
    with contextlib.closing(connection):
        for question in questions:
            ask_once(connection, "ask", question)
    varied = vary(questions) or list(questions)
    plans = [*PLANS, *([replace(plan, rate=rate) for plan in OPEN] if rate else [])]
    for number, plan in enumerate(plans):
        say(f"{describe(plan)} i {seconds:.0f} sekunder …")
        new = plan.fresh or plan.among
        yield run_load(port, process, varied[number :: len(plans)] if new else questions, plan, seconds)


def describe(plan: Plan | Load) -> str:
    """Who asks, in Swedish."""
    if plan.rate:
        return f"{plan.rate:g} i sekunden"
    if plan.among:
        return f"{plan.users} användare, {plan.among} frågor"
    return f"{plan.users} användare med paus" if plan.pause else f"{plan.users} användare"


PLANS = (
    Plan("search", 1, True),
    Plan("ask", 1, True),
    Plan("search", 20, True),
    Plan("ask", 20, True),
    Plan("search", 20, False),
    Plan("ask", 20, False),
    Plan("search", 20, False, among=FEW),
    Plan("ask", 20, False, among=FEW),
    Plan("search", 20, True, pause=MEAN_PAUSE),
    Plan("ask", 20, True, pause=MEAN_PAUSE),
    Plan("ask", 100, True),
)
OPEN = (Plan("search", 100, True), Plan("ask", 100, True))  # at a rate: as many connections as there may be waiting
NAMES: dict[tuple[Task, bool], str] = {
    ("search", True): "söka nytt",
    ("search", False): "söka igen",
    ("ask", True): "fråga nytt",
    ("ask", False): "fråga igen",
}


def write_loads(loads: Sequence[Load]) -> str:
    """The loads as a table in Swedish."""
    lines = [
        f"{'':<11}{'vilka':>25}{'svar/s':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'503':>7}{'fel':>6}"
        f"{'minne MB':>16}{'last':>7}{'referens ms':>13}"
    ]
    for load in loads:
        p50, p95, p99 = (percentile(load.times, share) if load.times else 0.0 for share in (0.5, 0.95, 0.99))
        before, after = (size / 1e6 for size in load.memory)
        lines.append(
            f"{NAMES[load.task, load.fresh]:<11}{describe(load):>25}{len(load.times) / load.seconds:>9.1f}{p50:>9.0f}{p95:>9.0f}{p99:>9.0f}"
            f"{load.statuses[BUSY]:>7}{load.wrong:>6}{f'{before:.0f} → {after:.0f}':>16}{load.busy:>7.1f}{load.reference:>13.2f}"
        )
    return "\n".join(lines).replace(".", ",")
