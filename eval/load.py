"""Many at once: users who ask a running service without pause, for a limited time.

In: the port of a service on this machine, questions, how many users. Out: how it answered – how many of each status, how fast, how much
memory. Every user is a thread with a connection of its own that asks the next question as soon as it has its answer: harder than people,
who read. Ends by itself: at most MOST_USERS for MOST_SECONDS. Knows nothing of right or wrong answers.
"""

from __future__ import annotations

import contextlib
import http.client
import itertools
import json
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

from eval.bench import HOST, family_of, memory_of, time_reference
from eval.measures import percentile

MOST_USERS = 200
MOST_SECONDS = 60.0
WAIT_SECONDS = 60.0  # for one answer; the service promises 503 long before
PAUSE = 0.1  # seconds before a user who was refused asks again; Retry-After would make it easier
OK, BUSY = 200, 503

Task = Literal["search", "ask"]


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
    fresh: bool = False  # no question was asked twice: a service answers at once what it has just answered

    @property
    def wrong(self) -> int:
        """Answers that are neither 200 nor 503 with Retry-After."""
        return sum(count for status, count in self.statuses.items() if status not in (OK, BUSY)) + self.refused_bare


def run_load(port: int, process: int, questions: Sequence[str], task: Task, users: int, seconds: float, *, fresh: bool = False) -> Load:
    """Let the users ask; more than MOST_USERS or MOST_SECONDS are not had. `fresh`: each question is for one user, once."""
    load = Load(task, min(users, MOST_USERS), busy=os.getloadavg()[0], reference=time_reference(), fresh=fresh)
    before = measure_memory(process)
    end = time.perf_counter() + min(seconds, MOST_SECONDS)
    lock = threading.Lock()
    asked = [share_out(questions, number, load.users) if fresh else start_at(questions, number) for number in range(load.users)]
    threads = [threading.Thread(target=run_user, args=(port, task, own, end, load, lock)) for own in asked]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - started
    load.memory = (before, measure_memory(process))
    return load


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


def run_user(port: int, task: Task, questions: Iterator[str], end: float, load: Load, lock: threading.Lock) -> None:
    """Ask until it is time to stop."""
    connection = http.client.HTTPConnection(HOST, port, timeout=WAIT_SECONDS)
    with contextlib.closing(connection):
        while time.perf_counter() < end:
            before = time.perf_counter()
            status, retry = ask_once(connection, task, next(questions))
            spent = (time.perf_counter() - before) * 1000
            with lock:
                load.statuses[status] += 1
                load.refused_bare += status == BUSY and not retry
                if status == OK:
                    load.times.append(spent)
            if status != OK:
                time.sleep(PAUSE)


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


def run_loads(port: int, process: int, questions: Sequence[str], seconds: float, say: Callable[[str], object]) -> Iterator[Load]:
    """What is promised: users who search, who ask, and too many. Each question as it stands is asked once before."""
    connection = http.client.HTTPConnection(HOST, port, timeout=WAIT_SECONDS)
    with contextlib.closing(connection):
        for question in questions:
            ask_once(connection, "ask", question)
    varied = vary(questions) or list(questions)
    for number, (task, users, fresh) in enumerate(LOADS):
        say(f"{users} användare åt gången i {seconds:.0f} sekunder …")
        yield run_load(port, process, varied[number :: len(LOADS)] if fresh else questions, task, users, seconds, fresh=fresh)


LOADS: tuple[tuple[Task, int, bool], ...] = (
    ("search", 1, True),
    ("ask", 1, True),
    ("search", 20, True),
    ("ask", 20, True),
    ("search", 20, False),
    ("ask", 20, False),
    ("ask", 100, True),
)
NAMES: dict[tuple[Task, bool], str] = {
    ("search", True): "söka nytt",
    ("search", False): "söka igen",
    ("ask", True): "fråga nytt",
    ("ask", False): "fråga igen",
}


def write_loads(loads: Sequence[Load]) -> str:
    """The loads as a table in Swedish."""
    lines = [
        f"{'':<11}{'användare':>10}{'svar/s':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'503':>7}{'fel':>6}"
        f"{'minne MB':>16}{'last':>7}{'referens ms':>13}"
    ]
    for load in loads:
        p50, p95, p99 = (percentile(load.times, share) if load.times else 0.0 for share in (0.5, 0.95, 0.99))
        before, after = (size / 1e6 for size in load.memory)
        lines.append(
            f"{NAMES[load.task, load.fresh]:<11}{load.users:>10}{len(load.times) / load.seconds:>9.1f}{p50:>9.0f}{p95:>9.0f}{p99:>9.0f}"
            f"{load.statuses[BUSY]:>7}{load.wrong:>6}{f'{before:.0f} → {after:.0f}':>16}{load.busy:>7.1f}{load.reference:>13.2f}"
        )
    return "\n".join(lines).replace(".", ",")
