"""P2: a marked question goes in by every way there is, also the ways that fail; not one byte of it is on disk, in a log or on standard error.

Left out is what people save on purpose: question sets of the workbench, remarks, and files that the command line is told to write.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import pytest

from tests.service import ROOT, RunningService

MARKER = "kvastfening"  # a word no document holds
QUESTION = f"Vem ansvarar för {MARKER} i hemtjänsten?"
GET = (
    "/api/search?q={}",
    "/api/search?q={}&format=csv",
    "/api/search?q={}&limit=no",
    "/api/areas?q={}",
    "/api/areas?focus={}&format=xlsx",
    "/api/responsibilities?q={}",
    "/api/responsibilities?actor={}",
    "/api/references?document={}",
    "/api/compare?left={}&right={}",
    "/api/sections/{}",
    "/api/documents/{}",
    "/api/jobs/{}",
    "/?question={}",
    "/ask?question={}",
    "/search?q={}",
    "/areas?q={}",
    "/responsibilities?q={}",
    "/s/{}",
    "/d/{}",
    "/static/{}",
    "/problem/{}",
    "/{}",
    "/live?{}",
)
FORMS = ("/ask", "/search", "/areas", "/responsibilities", "/koppla", "/underlag", "/sign-in")
CHAT = {"model": "planlots", "messages": [{"role": "user", "content": QUESTION}]}
ASK = {"question": QUESTION, "history": [{"question": QUESTION, "answer": MARKER}]}
BODIES = (
    ("/api/ask", ASK),
    ("/api/ask", {**ASK, "mode": "generate"}),
    ("/api/ask", {**ASK, "documents": [MARKER]}),
    ("/api/ask", {"fråga": QUESTION}),
    ("/api/ask?format=docx", ASK),
    ("/api/ask", {"question": QUESTION * 9_000}),
    ("/api/record", ASK),
    ("/api/record?format=docx", ASK),
    ("/v1/chat/completions", CHAT),
    ("/v1/chat/completions", {**CHAT, "stream": True}),
    ("/v1/chat/completions", {"messages": MARKER}),
    ("/api/corrections", {"anchor": MARKER, "quote": MARKER}),
)
HEADERS = {"content-type": "application/json", "accept": "application/json, text/event-stream"}


def tool_call(name, **arguments):
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}


def send(url, data=None, headers=None):
    with (
        contextlib.suppress(urllib.error.HTTPError),
        urllib.request.urlopen(urllib.request.Request(url, data, headers or {}), timeout=60) as got,
    ):
        return got.status, got.read().decode("utf-8", "replace")
    return None, ""


def send_raw(url, raw):
    """Send bytes, then leave without waiting for an answer."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as client:
        client.sendall(raw)


def use_command(data, *words):
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", *words, "--data", str(data)], cwd=ROOT, capture_output=True, timeout=120, check=False
    )
    return done.stdout, done.stderr


def find_marked(folder):
    """Files under the folder that hold the marker in any of the ways in which text is written."""
    needles = [MARKER.encode(), MARKER.upper().encode(), MARKER.encode("utf-16-le"), MARKER.capitalize().encode()]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path for path in files if any(needle in path.read_bytes() for needle in needles)]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder that holds all the service may write: data, log, temporary files. Its language model never answers."""
    folder = tmp_path_factory.mktemp("marker")
    (folder / "tmp").mkdir()
    changed = {"TMPDIR": str(folder / "tmp"), "PLANLOTS_LLM_URL": "http://127.0.0.1:9/v1", "PLANLOTS_RATE": "0"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in changed.items():
            patch.setenv(name, value)
        yield folder


@pytest.fixture(scope="module")
def service(place):
    with RunningService(place / "data") as running:
        yield running


def test_by_the_pages_and_the_interface(service, place):
    word = urllib.parse.quote(QUESTION)
    for path in GET:
        send(service.url + path.format(word, word))
    for path in FORMS:
        send(service.url + path, urllib.parse.urlencode({"question": QUESTION, "q": QUESTION, "text": QUESTION, "key": MARKER}).encode())
    answered = [send(service.url + path, json.dumps(body).encode(), HEADERS) for path, body in BODIES]
    assert any(status == 200 and '"statements"' in text for status, text in answered)
    assert not find_marked(place)


def test_by_the_tools(service, place):
    names = ("search", "ask", "sok", "fraga", "list_areas", "find_responsibilities")
    for name in names:
        send(f"{service.url}/mcp", json.dumps(tool_call(name, query=QUESTION, question=QUESTION, q=QUESTION)).encode(), HEADERS)
    status, listed = send(f"{service.url}/mcp", json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).encode(), HEADERS)
    assert status == 200
    tools = [tool for line in listed.splitlines() for tool in _tools(line)]
    for tool in tools:
        asked = {
            field: QUESTION for field, shape in tool["inputSchema"].get("properties", {}).items() if shape.get("type", "string") == "string"
        }
        send(f"{service.url}/mcp", json.dumps(tool_call(tool["name"], **asked)).encode(), HEADERS)
    assert tools and not find_marked(place)


def _tools(line):
    with contextlib.suppress(ValueError):
        return json.loads(line.removeprefix("data:").strip() or "{}").get("result", {}).get("tools", [])
    return []


def test_by_what_is_no_right_request(service, place):
    head = "POST /api/ask HTTP/1.1\r\nHost: localhost\r\n"
    for raw in (
        f"GET /{MARKER} HTTP/9.9\r\n\r\n",
        f"GET /api/search?q={MARKER} HTTP/1.1\r\nHost: {MARKER}.example\r\n\r\n",
        f"GET /?q={MARKER * 9_000} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"{head}Content-Length: 999\r\n\r\n{QUESTION}",
        f"{head}Transfer-Encoding: chunked\r\n\r\nzz{MARKER}\r\n",
        f"{head}Authorization: Bearer {MARKER}\r\nContent-Length: 2\r\n\r\n{{}}",
        f"{head}X-Forwarded-For: {MARKER}\r\nCookie: planlots={MARKER}\r\nReferer: http://localhost/?q={MARKER}\r\nContent-Length: 2\r\n\r\n{{}}",
        f"{MARKER}\r\n\r\n",
    ):
        with contextlib.suppress(OSError):
            send_raw(service.url, raw.encode())
    assert send(f"{service.url}/api/health")[0] == 200
    assert not find_marked(place)


def test_by_the_command_line_with_and_without_a_service(service, place):
    told = [use_command(service.data, *words) for words in (("ask", QUESTION), ("search", QUESTION), ("ask", MARKER * 300))]
    service.stop()
    told.append(use_command(service.data, "ask", QUESTION))
    assert any(out for out, _ in told)
    assert not [err for _, err in told if MARKER.encode() in err]
    assert not find_marked(place)
    assert not find_marked(service.log.parent) and os.environ["TMPDIR"] == str(place / "tmp")
