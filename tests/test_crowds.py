"""Many clients at once on a real socket: two hundred who stall in the middle of what they send, a hundred who ask at the same moment."""

import http.client
import json
import signal
import socket
import threading
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from functools import partialmethod

from api.app import Front, create_app
from api.guards import asgi as guards
from api.routes import upload
from api.service import serve
from tests.fake_desk import ANSWER
from tests.keyed import Keyed

NO_RATE = Front(rate=0)  # they all come from one address


@contextmanager
def serving(app, service):
    """The port of a server of its own, until the end."""
    listener = serve.bind("127.0.0.1", 0)
    server = serve.QuietServer(serve.configure(app, "127.0.0.1"), service)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.handle_exit(signal.SIGTERM, None)
        thread.join()
        listener.close()


def read_answer(client):
    answer = http.client.HTTPResponse(client)
    answer.begin()
    return answer.status, answer.headers, json.loads(answer.read())


def ask(port, question="Vem skottar?"):
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    client.request("POST", "/api/ask", json.dumps({"question": question}), {"content-type": "application/json"})
    answer = client.getresponse()
    found = answer.status, answer.headers, json.loads(answer.read())
    client.close()
    return found


def test_two_hundred_who_stall_are_all_ended_and_nobody_else_waits(monkeypatch, tmp_path):
    monkeypatch.setattr(guards.Bodies, "__init__", partialmethod(guards.Bodies.__init__, seconds=1.0))
    monkeypatch.setattr(upload, "IDLE_SECONDS", 1.0)
    keyed = Keyed(tmp_path)
    key = keyed.secret("editor")
    form = 'Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\n# Pl'
    begun = (
        "POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n{",
        f"POST /api/documents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nContent-Length: 900\r\n{form}",
    )
    app = create_app(keyed.library.settings, keyed.service, NO_RATE)
    with serving(app, keyed.service) as port, ExitStack() as stack:
        stalled = [stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60)) for _ in range(200)]
        for number, client in enumerate(stalled):
            client.sendall(begun[number % 2].encode())
        assert ask(port)[0] == 200  # while all of them stall
        told = [read_answer(client) for client in stalled]
        assert all(client.recv(1) == b"" for client in stalled)  # hung up
        assert ask(port)[0] == 200
    keyed.close()
    questions, uploads = Counter(status for status, *_ in told[::2]), Counter(status for status, *_ in told[1::2])
    assert questions == {408: 100}
    assert set(uploads) == {408, 503} and uploads[408] >= upload.AT_ONCE  # no more than that are listened to at a time
    assert all(headers["retry-after"] for status, headers, _ in told if status == 503)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.read_bytes().startswith(b"# Pl")]


def test_a_hundred_who_ask_at_once_all_get_their_turn(monkeypatch, tmp_path):
    """Four are answered at a time and sixty wait; the others hear when to come again, and nobody has to come more than a few times."""
    monkeypatch.setattr(guards.Turns, "__init__", partialmethod(guards.Turns.__init__, at_once=4, waiting=60))
    keyed = Keyed(tmp_path)
    inside, most, lock = [], [], threading.Lock()

    def slow(question, history=(), documents=None, mode=None, watch=None):
        with lock:
            inside.append(question)
            most.append(len(inside))
        time.sleep(0.01)
        with lock:
            inside.remove(question)
        return ANSWER

    keyed.service.desk.ask = slow
    tries, refused, start = Counter(), [], threading.Barrier(100)

    def user(port, number):
        start.wait(60)
        for _ in range(50):
            status, headers, _ = ask(port, f"Fråga {number}?")
            tries[number] += 1
            if status == 200:
                return
            refused.append((status, headers["retry-after"]))
            time.sleep(0.05)

    with serving(create_app(keyed.library.settings, keyed.service, NO_RATE), keyed.service) as port:
        users = [threading.Thread(target=user, args=(port, number)) for number in range(100)]
        for one in users:
            one.start()
        for one in users:
            one.join(60)
    keyed.close()
    assert len(tries) == 100 and max(tries.values()) < 50
    assert max(most) <= 4
    assert refused and set(refused) == {(503, "2")}


def test_who_waits_is_answered_in_the_order_of_coming(monkeypatch, tmp_path):
    monkeypatch.setattr(guards.Turns, "__init__", partialmethod(guards.Turns.__init__, at_once=1, waiting=60))
    keyed = Keyed(tmp_path)
    order, gate = [], threading.Event()

    def slow(question, history=(), documents=None, mode=None, watch=None):
        gate.wait(60)
        order.append(question)
        return ANSWER

    keyed.service.desk.ask = slow
    app = create_app(keyed.library.settings, keyed.service, NO_RATE)
    with serving(app, keyed.service) as port:
        users = []
        for number in range(12):
            users.append(threading.Thread(target=ask, args=(port, f"{number}?")))
            users[-1].start()
            while app.state.turns.inside <= number:
                time.sleep(0.005)
        gate.set()
        for one in users:
            one.join(60)
    keyed.close()
    assert order == [f"{number}?" for number in range(12)]
