"""How fast and how large: ingest, search in process, ask over HTTP on a service of its own, start times, memory.

In: questions. Out: figures of one run on the bundled corpus, times also as multiples of a reference task timed in the same run, so that
runs on other machines can be compared. Starts the service on loopback and ends it. Knows nothing of right or wrong answers.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.ahead import prepare
from assistant.answer import ask
from assistant.retrieval.search import search
from corpus.errors import PlanlotsError
from corpus.library import Library
from corpus.settings import Settings
from eval.bundled import bundled_settings, ingest_bundled
from eval.measures import percentile
from eval.questionset import Question

WARM = 40  # questions that open models, lists and files before any is timed in a data folder
ROUNDS = 3  # times that every question is asked; the first round warms up and is not counted
REFERENCE_BYTES = bytes(1 << 20)  # hashing this once is the reference task: pure CPU, the same on every Python
START_LIMIT = 120.0  # seconds until a service must be ready, on the slowest machine we promise
STOP_LIMIT = 10.0  # seconds to end in, as promised for SIGTERM
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure."""

    name: str  # Swedish
    value: float
    unit: str
    bar: float | None = None  # at most this, where something is promised
    ratio: float | None = None  # value / reference task, for times


def run_bench(questions: Sequence[Question], say: Callable[[str], object] = lambda _: None) -> tuple[Figure, ...]:
    """All figures, in a throw-away data folder."""
    reference = time_reference()
    with bundled_settings() as settings:
        say("Läser in de medföljande dokumenten …")
        figures = list(measure_library(settings, questions))
        say("Startar en tjänst …")
        figures += measure_cold(settings, questions[0])
        figures += measure_service(settings, questions)
    return tuple(add_ratio(figure, reference) for figure in [Figure("referens: sha256 av 1 MiB", reference, "ms"), *figures])


def run_folder(settings: Settings, questions: Sequence[Question]) -> tuple[Figure, ...]:
    """Search and answers in this process, engine in its own, in a data folder that there is: each question new, then again.

    Prepared as an answering process of a service is after its first pauses: documents read, their words met.
    """
    reference = time_reference()
    figures: list[Figure] = []
    with Library.open(settings, child=True) as library:
        figures.append(Figure("passager", sum(points for points, _ in library.store.manifest().values()), "st"))
        figures.append(Figure("förberedelse", time_call(lambda: deque(prepare(library), 0)) / 1000, "s"))
        for name, bar, task in (
            ("sök", 10.0, partial(search, library)),
            ("svar", None, partial(ask, library)),
        ):
            for question in questions[:WARM]:
                task(question.question)
            for round_name in ("nya", "igen"):
                times = [time_call(partial(task, question.question)) for question in questions[WARM:]]
                figures += show_times(f"{name} i processen, {round_name}", times, bar)
        figures.append(Figure("minne", sum(memory_of(number) for number in family_of(os.getpid())) / 1e6, "MB"))
    return tuple(add_ratio(figure, reference) for figure in [Figure("referens: sha256 av 1 MiB", reference, "ms"), *figures])


def time_reference() -> float:
    """Milliseconds of the reference task, median of many."""
    return percentile([time_call(lambda: hashlib.sha256(REFERENCE_BYTES).digest()) for _ in range(50)], 0.5)


def time_call(task: Callable[[], object]) -> float:
    """Wall-clock milliseconds of one call."""
    before = time.perf_counter()
    task()
    return (time.perf_counter() - before) * 1000


def add_ratio(figure: Figure, reference: float) -> Figure:
    """The figure with its multiple of the reference task, if it is a time in ms."""
    ratio = figure.value / reference if figure.unit == "ms" else None
    return Figure(figure.name, figure.value, figure.unit, figure.bar, ratio)


def measure_library(settings: Settings, questions: Sequence[Question]) -> Iterator[Figure]:
    """Ingest, size and search of an open library in this process."""
    with Library.open(settings, child=False) as library:
        before = time.perf_counter()
        passages = ingest_bundled(library)
        seconds = time.perf_counter() - before
        yield Figure("passager", passages, "st")
        yield Figure("inläsning", passages / seconds, "passager/s")
        yield Figure("datamapp", sum(path.stat().st_blocks * 512 for path in settings.data.rglob("*") if path.is_file()) / 1e6, "MB")
        yield from show_times("sök i processen", time_rounds(lambda question: search(library, question.question), questions), 5.0)
        yield from show_times(
            "svar i processen", time_rounds(lambda question: ask(library, question.question, question.history), questions), None
        )


def time_rounds(task: Callable[[Question], object], questions: Sequence[Question]) -> list[float]:
    """Milliseconds of the task for every question and every round but the first."""
    times = []
    for number in range(ROUNDS):
        for question in questions:
            spent = time_call(lambda question=question: task(question))  # type: ignore[misc]
            if number:
                times.append(spent)
    return times


def show_times(name: str, times: Sequence[float], bar: float | None) -> list[Figure]:
    """p50, held against the bar, and p99."""
    return [Figure(f"{name}, p50", percentile(times, 0.5), "ms", bar), Figure(f"{name}, p99", percentile(times, 0.99), "ms")]


def measure_cold(settings: Settings, question: Question) -> list[Figure]:
    """One question on the command line without a service, interpreter start and all."""
    command = [sys.executable, "-m", "api.cli", "ask", question.question, "--data", str(settings.data)]
    times = [time_call(lambda: subprocess.run(command, check=True, capture_output=True, timeout=START_LIMIT)) for _ in range(ROUNDS)]
    return [Figure("planlots ask, kallt", min(times), "ms", 1500.0)]


def measure_service(settings: Settings, questions: Sequence[Question]) -> Iterator[Figure]:
    """Start time, times over HTTP and memory of a service."""
    with running_service(settings) as (port, start_ms, process):
        yield Figure("tjänstens start", start_ms, "ms")
        connection = http.client.HTTPConnection(HOST, port, timeout=START_LIMIT)
        yield from show_times("svar över HTTP", time_rounds(lambda question: ask_service(connection, question), questions), 30.0)
        yield Figure("minne, tjänst med barn", sum(memory_of(number) for number in family_of(process.pid)) / 1e6, "MB")
        connection.close()


@contextmanager
def running_service(settings: Settings) -> Iterator[tuple[int, float, subprocess.Popen[bytes]]]:
    """A service on a free port: port, milliseconds until it was ready, process. Ended on the way out."""
    port = find_port()
    command = [sys.executable, "-m", "api.cli", "serve", "--host", HOST, "--port", str(port), "--data", str(settings.data)]
    before = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_ready(port, process)
        yield port, (time.perf_counter() - before) * 1000, process
    finally:
        process.terminate()
        try:
            process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def find_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when /api/health answers 200. Raises PlanlotsError when the service ends or takes too long."""
    before = time.perf_counter()
    while time.perf_counter() - before < START_LIMIT:
        if process.poll() is not None:
            raise PlanlotsError(f"Tjänsten avslutades vid start med kod {process.returncode}. Kör planlots serve och läs felet.")
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=2)
            connection.request("GET", "/api/health")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.02)
    raise PlanlotsError(f"Tjänsten blev inte klar på {START_LIMIT:.0f} sekunder. Kör planlots serve och läs felet.")


def ask_service(connection: http.client.HTTPConnection, question: Question) -> None:
    """One question over an open connection. Raises PlanlotsError on anything but 200."""
    history = [{"question": turn.question, "answer": turn.answer} for turn in question.history]
    body = json.dumps({"question": question.question, "history": history}).encode()
    connection.request("POST", "/api/ask", body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    response.read()
    if response.status != http.HTTPStatus.OK:
        raise PlanlotsError(f"Tjänsten svarade {response.status} på {question.id}. Fråga den för sig och läs felet.")


def family_of(number: int) -> list[int]:
    """Process ids of a process and all its descendants, from /proc; itself alone where there is no /proc."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended since
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    family = [number]
    for member in family:
        family.extend(parents.get(member, []))
    return family


def memory_of(number: int) -> int:
    """Resident bytes of a process that are its own, 0 if it has ended. Shared pages count once, as a share (Pss)."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def write_figures(figures: Sequence[Figure]) -> str:
    """The figures as a table in Swedish."""
    lines = [f"{'':<28}{'värde':>12}  {'enhet':<12}{'gräns':>8}{'× referens':>12}"]
    for figure in figures:
        bar = f"{figure.bar:g}" if figure.bar is not None else ""
        ratio = f"{figure.ratio:.2f}" if figure.ratio is not None else ""
        mark = "  över gränsen" if figure.bar is not None and figure.value > figure.bar else ""
        lines.append(f"{figure.name:<28}{figure.value:>12.1f}  {figure.unit:<12}{bar:>8}{ratio:>12}{mark}".replace(".", ","))
    return "\n".join(lines)
