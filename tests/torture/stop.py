"""R5: SIGTERM with 20 open streams and a running job. Out in 10 s with code 0; the job resumes."""

import contextlib
import json
import random
import socket
import tempfile
import time
import urllib.request
from contextlib import closing
from pathlib import Path

from corpus.jobs import Jobs
from corpus.settings import Settings
from corpus.store import Store
from ingest.files import keep_file
from tests.service import RunningService
from tests.torture.forks import Figure, write_lines

STREAMS = 20
OUT = 10.0  # seconds
BODY = json.dumps({"question": "vem ansvarar för uppföljningen?"}).encode()
HEAD = b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


def queue(data, path):
    """As `planlots ingest` does it beside a service."""
    with closing(Store.open(Settings(data, "", None))) as store:
        file_hash, _ = keep_file(path, data)
        return Jobs(store).enqueue(file_hash, path.name, "vagar").id


def state(data, job):
    with closing(Store.open(Settings(data, "", None), read_only=True)) as store:
        return Jobs(store).get(job).state


def stop_once(folder, rng, figure, number):
    data = folder / "data"
    running = RunningService(data)
    host, port = running.url.removeprefix("http://").split(":")
    job = queue(data, write_lines(folder / "vägar.jsonl", "vägar", number, 4_000))
    while state(data, job) == "queued":
        time.sleep(0.05)
    clients = [socket.create_connection((host, int(port)), timeout=30) for _ in range(STREAMS)]
    for client in clients:
        client.sendall(HEAD % len(BODY) + (BODY if rng.random() < 0.7 else BODY[:-1]))  # some are answered, some never ask to the end
    time.sleep(rng.uniform(0, 1))
    code, seconds = running.stop()
    for client in clients:
        client.close()
    if code != 0 or seconds > OUT:
        figure.fail(number, f"slutkod {code} efter {seconds:.1f} s")
    resumed = state(data, job) != "done"
    with RunningService(data) as again:
        deadline = time.monotonic() + 120
        while state(data, job) in ("queued", "running") and time.monotonic() < deadline:
            time.sleep(0.2)
        with contextlib.closing(urllib.request.urlopen(f"{again.url}/api/documents/vagar", timeout=30)) as answer:
            if state(data, job) != "done" or answer.status != 200:
                figure.fail(number, f"jobbet är {state(data, job)}")
    return seconds, resumed


def run(runs, seed, seconds, first=0):
    """Stop a service in the middle of everything, start it again."""
    figure, deadline = Figure("R5", "SIGTERM med 20 strömmar och en inläsning"), time.monotonic() + seconds
    slowest, resumed = 0.0, 0
    with tempfile.TemporaryDirectory(prefix="planlots-torture-") as folder:
        for number in range(first, runs):
            if time.monotonic() > deadline:
                break
            took, left = stop_once(Path(folder), random.Random(f"{seed} {number}"), figure, number)
            slowest, resumed = max(slowest, took), resumed + left
            figure.runs += 1
    figure.numbers = {"längsta avslut (s)": round(slowest, 1), "återupptagna": resumed}
    return figure
