"""The guards, each around an application of a few lines."""

import asyncio
import json

import pytest

from api.guards import asgi as guards
from api.routes.problems import BadJson, BadParameter

SCOPE = {"type": "http", "method": "POST", "path": "/api/ask", "headers": [(b"host", b"localhost:8000")]}


async def echo(scope, receive, send):
    body = (await receive())["body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": scope["method"].encode() + b" " + body})


def call(app, scope=SCOPE, messages=({"type": "http.request", "body": b"hej"},)):
    """-> (status, headers, body)"""
    sent, waiting = [], list(messages)

    async def receive():
        if waiting:
            return waiting.pop(0)
        return await asyncio.sleep(60)

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:])


def with_headers(*headers, **changes):
    return {**SCOPE, "headers": [*SCOPE["headers"], *headers], **changes}


def problem_of(body):
    return json.loads(body)["type"]


def test_a_small_body_passes_in_pieces():
    pieces = ({"type": "http.request", "body": b"he", "more_body": True}, {"type": "http.request", "body": b"j"})
    assert call(guards.Bodies(echo), messages=pieces)[2] == b"POST hej"


def test_a_declared_large_body_is_refused_unread():
    status, headers, body = call(guards.Bodies(echo, limit=10, drained=20), with_headers((b"content-length", b"21")), ())
    assert (status, problem_of(body), headers[b"connection"]) == (413, "/problem/for-stort", b"close")


def test_an_undeclared_large_body_is_cut_while_reading():
    endless = [{"type": "http.request", "body": b"xxxx", "more_body": True}] * 100
    assert call(guards.Bodies(echo, limit=10, drained=20), messages=endless)[0] == 413


def test_a_body_a_little_too_large_is_heard_out_before_it_is_refused():
    heard = []

    async def receive():
        heard.append(len(heard))
        return {"type": "http.request", "body": b"xxxx", "more_body": len(heard) < 4}

    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(guards.Bodies(echo, limit=10, drained=20)(SCOPE, receive, send))
    assert (sent[0]["status"], len(heard)) == (413, 4)


def test_a_stalled_body_is_given_up():
    stalled = ({"type": "http.request", "body": b"x", "more_body": True},)
    status, _, body = call(guards.Bodies(echo, seconds=0.01), messages=stalled)
    assert (status, problem_of(body)) == (408, "/problem/for-langsamt")


def test_a_client_that_leaves_is_not_answered():
    async def run():
        async def receive():
            return {"type": "http.disconnect"}

        async def send(message):
            raise AssertionError(message)

        await guards.Bodies(echo)(SCOPE, receive, send)

    asyncio.run(run())


@pytest.mark.parametrize("host", [b"localhost", b"LOCALHOST:8000", b"127.0.0.1:80", b"[::1]:8000"])
def test_our_own_names_pass(host):
    guard = guards.Hosts(echo, ("localhost", "127.0.0.1", "[::1]"))
    assert call(guard, {**SCOPE, "headers": [(b"host", host)]})[0] == 200


@pytest.mark.parametrize("host", [b"evil.example", b"localhost.evil.example", b""])
def test_other_names_are_refused(host):
    status, _, body = call(guards.Hosts(echo, ("localhost",)), {**SCOPE, "headers": [(b"host", host)]})
    assert (status, problem_of(body)) == (421, "/problem/fel-vardnamn")


def test_every_response_has_the_security_headers():
    _, headers, _ = call(guards.Headers(echo))
    assert b"default-src 'none'" in headers[b"content-security-policy"]
    assert b"unsafe" not in headers[b"content-security-policy"]
    assert (headers[b"x-content-type-options"], headers[b"cache-control"]) == (b"nosniff", b"no-store")


def test_head_is_answered_as_get():
    assert call(guards.Headers(echo), {**SCOPE, "method": "HEAD"})[2] == b"GET hej"


def test_an_unexpected_error_becomes_a_problem_without_the_question_in_the_log(caplog):
    async def fail(scope, receive, send):
        raise ValueError("hemlig fråga")

    status, _, body = call(guards.LastResort(fail))
    assert (status, problem_of(body)) == (500, "/problem/internt-fel")
    assert "ValueError" in caplog.text
    assert "hemlig" not in caplog.text + body.decode()


def test_more_than_fits_is_told_to_come_back():
    async def run():
        let_go = asyncio.Event()
        statuses = []

        async def slow(scope, receive, send):
            await let_go.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})

        async def send(message):
            if "status" in message:
                statuses.append((message["status"], dict(message["headers"]).get(b"retry-after")))

        guard = guards.Turns(slow, at_once=1, waiting=1, seconds=5)
        requests = [asyncio.create_task(guard(SCOPE, None, send)) for _ in range(4)]
        await asyncio.sleep(0)
        let_go.set()
        await asyncio.gather(*requests)
        return statuses

    statuses = asyncio.run(run())
    assert sorted(statuses) == [(200, None), (200, None), (503, b"2"), (503, b"2")]


def test_health_is_answered_while_others_wait():
    assert call(guards.Turns(echo, at_once=0, waiting=0), {**SCOPE, "path": "/api/health"})[0] == 200


def test_json_is_parsed():
    assert guards.parse_json('{"question": "så \\ud83d\\ude00"}'.encode()) == {"question": "så 😀"}


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"",
        b'{"a": NaN}',
        b"[Infinity]",
        b"[-Infinity]",
        b"[" * 100_000,
        b"[" + b"9" * 10_000 + b"]",
        b"\xff\xfe\x00",
        b'{"a": "\xff"}',
    ],
)
def test_what_is_no_json_is_refused(raw):
    with pytest.raises(BadJson):
        guards.parse_json(raw)


@pytest.mark.parametrize("raw", [b'{"question": "\\ud800 vem"}', b'{"\\udfff": 1}'])
def test_half_characters_are_refused(raw):
    with pytest.raises(BadParameter, match="halvt tecken"):
        guards.parse_json(raw)
