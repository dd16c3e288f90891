import http.client
import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from corpus.errors import PlanlotsError
from eval import bench
from eval.bench import (
    Figure,
    add_ratio,
    ask_service,
    family_of,
    find_port,
    memory_of,
    show_times,
    time_reference,
    time_rounds,
    wait_ready,
    write_figures,
)
from eval.questionset import Question

QUESTION = Question("a", "vem?", "fact", False)


def test_the_first_round_is_not_counted():
    asked = []
    times = time_rounds(lambda question: asked.append(question.id), [QUESTION, QUESTION])
    assert len(asked) == 2 * bench.ROUNDS
    assert len(times) == 2 * (bench.ROUNDS - 1)
    assert all(time >= 0 for time in times)


def test_times_get_a_ratio_and_counts_do_not():
    assert add_ratio(Figure("sök", 6.0, "ms", 5.0), 2.0).ratio == 3.0
    assert add_ratio(Figure("passager", 6.0, "st"), 2.0).ratio is None
    assert time_reference() > 0
    p50, p99 = show_times("sök", [1.0, 2.0, 9.0], 5.0)
    assert (p50.value, p50.bar, p99.value, p99.bar) == (2.0, 5.0, 9.0, None)


def test_the_table_marks_what_is_over_its_bar():
    table = write_figures([Figure("sök, p50", 6.25, "ms", 5.0, 3.125), Figure("passager", 200, "st")])
    assert "6,2" in table
    assert "3,12" in table
    assert table.count("över gränsen") == 1


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    status = 200

    def reply(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(self.status)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    do_GET = do_POST = reply

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with HTTPServer(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield made.server_address[1]
        made.shutdown()
        thread.join()


@pytest.fixture
def sleeper():
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
        yield process
        process.kill()


def test_a_ready_service_is_seen_and_asked(server, sleeper):
    wait_ready(server, sleeper)
    connection = http.client.HTTPConnection("127.0.0.1", server, timeout=5)
    ask_service(connection, QUESTION)
    ask_service(connection, QUESTION)  # on the same connection
    connection.close()


def test_an_error_answer_stops_the_bench(server, monkeypatch):
    monkeypatch.setattr(Handler, "status", 500)
    connection = http.client.HTTPConnection("127.0.0.1", server, timeout=5)
    with pytest.raises(PlanlotsError, match="500"):
        ask_service(connection, QUESTION)
    connection.close()


def test_a_service_that_ends_or_hangs_is_named(sleeper, monkeypatch):
    with subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"]) as ended:
        ended.wait()
        with pytest.raises(PlanlotsError, match="kod 3"):
            wait_ready(find_port(), ended)
    monkeypatch.setattr(bench, "START_LIMIT", 0.05)
    with pytest.raises(PlanlotsError, match="blev inte klar"):
        wait_ready(find_port(), sleeper)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs /proc")
def test_memory_counts_the_children(sleeper):
    assert sleeper.pid in family_of(os.getpid())
    deadline = time.monotonic() + 20  # a program that has just been started holds little yet
    while memory_of(sleeper.pid) <= 1_000_000 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert memory_of(sleeper.pid) > 1_000_000
    assert memory_of(2**30) == 0
