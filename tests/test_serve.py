"""The service as a process: first start, refusals, slow clients, the end."""

import contextlib
import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest

from api.app import create_app
from api.service import serve
from api.service.serve import AddressTaken, bind, host_names, is_loopback
from api.service.state import Service
from corpus.errors import BadRequest
from corpus.settings import Settings
from tests.fake_desk import FakeDesk
from tests.service import ROOT, RunningService

MARKER = "kvastfening"  # a word no document holds


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with RunningService(tmp_path_factory.mktemp("service") / "data") as running:
        yield running


def fetch(url, body=None):
    request = urllib.request.Request(url, json.dumps(body).encode() if body else None)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def command(*words):
    done = subprocess.run([sys.executable, "-m", "api.cli", *words], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout, done.stderr


def connect(service):
    host, port = service.url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=30)


def test_the_first_start_reads_in_the_bundled_documents(service):
    status, health = fetch(f"{service.url}/api/health")
    assert (status, health["status"], health["documents"], health["engine"]) == (200, "ok", 4, "edge")


def test_the_same_question_gives_the_same_answer(service):
    answers = [fetch(f"{service.url}/api/ask", {"question": "Vad är syftet?"})[1] for _ in range(2)]
    assert {**answers[0], "took_ms": 0} == {**answers[1], "took_ms": 0}


def test_a_second_service_on_the_same_data_is_refused_with_its_process(service):
    code, _, err = command("serve", "--port", "0", "--data", str(service.data))
    assert code == 1
    assert f"process {service.process.pid}" in err and service.url in err


def test_a_taken_port_is_told(service, tmp_path):
    port = service.url.rpartition(":")[2]
    code, _, err = command("serve", "--port", port, "--data", str(tmp_path / "annan"))
    assert code == 1 and f"Porten {port}" in err and "--port" in err


def test_the_command_line_talks_to_the_service(service):
    code, out, _ = command("search", "samverkan", "--limit", "1", "--json", "--data", str(service.data))
    assert code == 0 and len(json.loads(out)["hits"]) == 1


def test_a_file_is_read_in_while_it_runs(service, tmp_path):
    (tmp_path / "sjoplan.md").write_text("# Plan för sjön\n\n## Mål\n\nKommunen ska plantera tjugo kastanjer vid sjön.\n", encoding="utf-8")
    (tmp_path / "tom.txt").write_text("", encoding="utf-8")
    code, out, _ = command("ingest", str(tmp_path), "--json", "--data", str(service.data))
    rows = {row["file_name"]: row for row in json.loads(out)}
    assert (code, rows["sjoplan.md"]["result"], rows["tom.txt"]["result"]) == (1, "klar", "fel")
    _, found = fetch(f"{service.url}/api/search?q=kastanjer&limit=1")
    assert found["hits"][0]["document"]["id"] == rows["sjoplan.md"]["document_id"]
    status, job = fetch(f"{service.url}/api/jobs/{rows['sjoplan.md']['job']}")
    assert (status, job["state"]) == (200, "done")


def test_other_host_names_are_refused(service):
    with connect(service) as client:
        client.sendall(b"GET /api/health HTTP/1.1\r\nHost: evil.example\r\n\r\n")
        assert client.recv(4000).startswith(b"HTTP/1.1 421")


def test_no_question_is_written_anywhere(service):
    fetch(f"{service.url}/api/ask", {"question": f"Vad gäller för {MARKER}?"})
    fetch(f"{service.url}/api/search?q={MARKER}")
    urllib.request.urlopen(f"{service.url}/ask", data=f"question={MARKER}".encode(), timeout=30).close()
    written = [service.log, *(path for path in service.data.rglob("*") if path.is_file())]
    assert not [path for path in written if MARKER.encode() in path.read_bytes()]


def test_it_ends_soon_with_code_0_though_clients_hang_on(tmp_path):
    running = RunningService(tmp_path / "data")
    half = [connect(running) for _ in range(20)]
    for client in half:
        client.sendall(b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
    code, seconds = running.stop(signal.SIGTERM)
    for client in half:
        client.close()
    assert code == 0 and seconds < 10
    assert not (running.data / "server.json").exists()
    with RunningService(running.data) as again:
        assert fetch(f"{again.url}/api/health")[1]["documents"] == 4


def test_only_loopback_names_unless_it_listens_to_the_network(monkeypatch):
    assert is_loopback("127.0.0.1") and is_loopback("::1") and is_loopback("localhost")
    assert not is_loopback("0.0.0.0") and not is_loopback("planer.example")
    assert "localhost" in host_names("127.0.0.1") and host_names("0.0.0.0") == ()
    monkeypatch.setenv("PLANLOTS_HOSTS", "planer.example, ")
    assert host_names("0.0.0.0")[0] == "planer.example"


def test_an_address_that_cannot_be_used_is_told():
    with pytest.raises(AddressTaken, match=r"192\.0\.2\.1"):
        bind("192.0.2.1", 0)


def test_stopped_in_its_first_start_it_ends_with_code_0_and_goes_on_next_time(tmp_path):
    data = tmp_path / "data"
    with subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--port", "0", "--data", str(data)], cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as process:
        for line in process.stderr:
            if "medföljande" in line:
                break
        process.send_signal(signal.SIGTERM)
        process.stderr.read()
    assert process.returncode == 0
    with RunningService(data) as again:
        assert fetch(f"{again.url}/api/health")[1]["documents"] == 4


@pytest.fixture
def patient(monkeypatch, tmp_path):
    """A server that waits a fifth of a second for headers, and the port it listens on."""
    monkeypatch.setattr(serve, "HEADER_SECONDS", 0.2)
    settings = Settings(tmp_path, "", None)
    service = Service(settings, FakeDesk())
    listener = bind("127.0.0.1", 0)
    server = serve.QuietServer(serve.configure(create_app(settings, service), "127.0.0.1"), service)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield listener.getsockname()[1]
    server.handle_exit(signal.SIGTERM, None)
    thread.join()
    listener.close()


@pytest.mark.parametrize("begun", [b"", b"GET /api/health HTTP/1.1\r\nHost: loc"])
def test_headers_that_never_end_are_not_waited_for(patient, begun):
    with socket.create_connection(("127.0.0.1", patient), timeout=30) as client:
        client.sendall(begun)
        with contextlib.suppress(ConnectionResetError):
            assert client.recv(100) == b""  # the end, within the test's patience


@pytest.mark.parametrize("raw", [b"HEJ\r\n\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 40_000])
def test_what_is_no_http_is_told_in_swedish(patient, raw):
    with socket.create_connection(("127.0.0.1", patient), timeout=30) as client:
        client.sendall(raw)
        answer = http.client.HTTPResponse(client)
        answer.begin()
        problem = json.loads(answer.read())
    assert (answer.status, answer.headers["content-type"], problem["status"]) == (400, "application/problem+json", 400)
    assert problem["detail"].startswith("Anropet kan inte läsas.")


def test_a_connection_may_rest_between_whole_requests(patient):
    client = http.client.HTTPConnection("127.0.0.1", patient, timeout=30)
    client.connect()
    first = client.sock
    for _ in range(2):
        client.request("GET", "/api/health")
        assert client.getresponse().read().startswith(b'{"status":"ok"')
        time.sleep(0.3)
    assert client.sock is first
    client.close()


def test_answers_leave_at_once():
    with bind("127.0.0.1", 0) as listener:
        assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_question_of_a_megabyte_is_refused_in_words(service):
    for _ in range(10):
        assert fetch(f"{service.url}/api/ask", {"question": "a" * 1_000_000})[0] == 413


def test_an_upload_without_end_is_cut_off(service):
    with connect(service) as client:
        client.sendall(b"POST /api/documents HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        with pytest.raises(OSError):
            for _ in range(10_000):
                client.sendall(b"10000\r\n" + b"x" * 65_536 + b"\r\n")


def test_an_upload_without_end_is_cut_off_with_a_key_too(service):
    _, out, _ = command("keys", "add", "anna", "--role", "editor", "--data", str(service.data))
    head = f"POST /api/documents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {out.split()[-1]}\r\nTransfer-Encoding: chunked\r\n"
    with connect(service) as client:
        client.sendall(head.encode() + b"Content-Type: multipart/form-data; boundary=x\r\n\r\n")
        with pytest.raises(OSError):
            for _ in range(10_000):  # a form that never begins
                client.sendall(b"10000\r\n" + b"x" * 65_536 + b"\r\n")


def test_who_may_not_upload_hears_why(service):
    with connect(service) as client:
        client.sendall(b"POST /api/documents HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\n\r\n" + b"x" * 3_000_000)
        answer = http.client.HTTPResponse(client)
        answer.begin()
        assert (answer.status, json.loads(answer.read())["type"]) == (403, "/problem/ej-tillatet")


def test_one_connection_too_many_is_told_in_swedish_to_come_again(patient, monkeypatch):
    monkeypatch.setattr(serve, "CONNECTIONS", 1)
    with socket.create_connection(("127.0.0.1", patient), timeout=30) as first:
        first.sendall(b"GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert first.recv(100).startswith(b"HTTP/1.1 200")
        with socket.create_connection(("127.0.0.1", patient), timeout=30) as second:
            answer = http.client.HTTPResponse(second)
            answer.begin()
            problem = json.loads(answer.read())
    assert (answer.status, answer.headers["retry-after"], problem["type"]) == (503, "2", "/problem/upptagen")


def test_a_private_collection_has_an_engine_and_word_counts_of_its_own(service, tmp_path):
    data = str(service.data)
    (tmp_path / "plan.md").write_text("# Plan för Norrby\n\n## Mål\n\nKommunen ska ploga alla vägar i Norrby.\n", encoding="utf-8")
    assert command("collections", "add", "norrby", "--private", "--data", data)[0] == 0
    before = fetch(f"{service.url}/api/search?q=norrby&explain=true")[1]
    time.sleep(1.1)  # how long the service goes by the list of collections that it has read
    assert command("ingest", str(tmp_path / "plan.md"), "--collection", "norrby", "--data", data)[0] == 0
    code, out, _ = command("search", "norrby", "--collection", "norrby", "--json", "--data", data)
    assert code == 0 and [hit["document"]["title"] for hit in json.loads(out)["hits"]] == ["Plan för Norrby"]
    assert fetch(f"{service.url}/c/norrby/api/search?q=norrby")[0] == 401
    after = fetch(f"{service.url}/api/search?q=norrby&explain=true")[1]
    assert {**after, "took_ms": 0} == {**before, "took_ms": 0}
    assert (service.data / "server.secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("text", "rate"), [("", 20.0), ("0", 0.0), ("2.5", 2.5)])
def test_the_rate_is_read(text, rate):
    assert serve.read_rate(text) == rate


@pytest.mark.parametrize("text", ["-1", "x", "nan", "inf"])
def test_a_rate_that_is_none_is_refused(text):
    with pytest.raises(BadRequest, match="PLANLOTS_RATE"):
        serve.read_rate(text)
