"""Load: users who ask a made-up server, which is sometimes busy."""

import http.server
import threading
from contextlib import contextmanager

import pytest

from eval.load import Plan, arrive, run_load, share_out, start_at, vary, write_loads


class Answering(http.server.BaseHTTPRequestHandler):
    """Answers 200, but every third time 503; with Retry-After or without."""

    protocol_version = "HTTP/1.1"
    polite = True
    count = 0

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        type(self).count += 1
        busy = type(self).count % 3 == 0
        self.send_response(503 if busy else 200)
        if busy and self.polite:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_):
        pass


@contextmanager
def serving(polite):
    handler = type("Handler", (Answering,), {"polite": polite})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.mark.parametrize("task", ["search", "ask"])
def test_answers_and_polite_refusals_are_counted(task):
    with serving(polite=True) as port:
        load = run_load(port, 1, ["när plogas det?"], Plan(task, 3, fresh=False), 0.5)
    assert load.statuses[200] == len(load.times) > 0
    assert load.statuses[503] > 0
    assert load.wrong == 0
    assert "användare" in write_loads([load])


def test_a_refusal_without_a_time_is_wrong():
    with serving(polite=False) as port:
        load = run_load(port, 1, ["när?"], Plan("search", 2, fresh=False), 0.5)
    assert load.wrong == load.statuses[503] > 0


def test_a_service_that_is_gone_is_wrong_not_endless():
    load = run_load(9, 1, ["när?"], Plan("search", 2, fresh=False), 0.3)
    assert load.statuses.keys() == {0}
    assert load.wrong == load.statuses[0]
    assert not load.times


def test_each_user_begins_elsewhere():
    questions = ["a", "b", "c"]
    assert [next(start_at(questions, number)) for number in range(3)] == ["a", "b", "c"]


def test_no_varied_question_is_asked_twice():
    varied = vary(["När plogas gången?", "Vem sandar?"])
    assert varied == ["Vem sandar plogas?", "När plogas gången sandar?"]
    assert [[next(own), next(own)] for own in (share_out("abcd", number, 2) for number in range(2))] == [["a", "c"], ["b", "d"]]


def test_a_fresh_load_is_told_from_one_that_asks_again():
    with serving(polite=True) as port:
        load = run_load(port, 1, [f"när {number}?" for number in range(9)], Plan("search", 2, fresh=True), 0.2)
    assert "söka nytt" in write_loads([load])


def test_a_few_questions_are_drawn_from_many():
    asked = set()

    class Noting(Answering):
        def do_GET(self):
            asked.add(self.path)
            super().do_GET()

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Noting) as server:
        threading.Thread(target=server.serve_forever).start()
        load = run_load(server.server_address[1], 1, [f"när{number}" for number in range(9)], Plan("search", 2, fresh=False, among=3), 0.3)
        server.shutdown()
    assert len(asked) == 3 and "2 användare, 3 frågor" in write_loads([load])


def test_users_with_pauses_ask_seldom():
    with serving(polite=True) as port:
        load = run_load(port, 1, ["när?"], Plan("search", 3, fresh=False, pause=0.2), 0.6)
    assert 0 < sum(load.statuses.values()) < 40  # without pause there are hundreds
    assert "3 användare med paus" in write_loads([load])


def test_an_open_loop_asks_as_often_as_is_said_whoever_waits():
    moments = list(arrive(20.0, 100.0, 200.0))
    assert moments == sorted(moments) and moments[0] > 100.0 and moments[-1] < 200.0
    assert 1_800 < len(moments) < 2_200
    with serving(polite=True) as port:
        load = run_load(port, 1, ["när?", "vem?"], Plan("ask", 5, fresh=True, rate=40.0), 0.5)
    assert sum(load.statuses.values()) == len(list(arrive(40.0, 0.0, 0.5)))
    assert "40 i sekunden" in write_loads([load])
