"""Keys and cookies at the gate: who is let in, and which form posts were meant."""

import pytest

from api.guards import gate
from api.guards.access import Caller
from tests.keyed import Keyed


@pytest.fixture
def keyed(tmp_path):
    made = Keyed(tmp_path / "data")
    yield made
    made.close()


def problem(response):
    return response.status_code, response.json()["type"].rpartition("/")[2]


def test_without_a_key_nothing_can_be_changed(keyed):
    client = keyed.client()
    for method, path in (
        ("POST", "/api/documents"),
        ("DELETE", "/api/documents/a"),
        ("POST", "/api/corrections"),
        ("GET", "/api/audit"),
        ("GET", "/api/jobs"),
    ):
        assert problem(client.request(method, path)) == (403, "ej-tillatet"), path


@pytest.mark.parametrize("secret", ["planlots_fel", "", "å" * 5])
def test_a_wrong_key_opens_nothing_that_needs_one(keyed, secret):
    client = keyed.client()
    headers = [(b"authorization", b"Bearer " + secret.encode())]
    assert client.get("/api/jobs", headers=headers).status_code in (401, 403)
    assert client.get("/api/documents", headers=headers).status_code == 200  # public: some clients always send something


def test_a_revoked_key_ends_at_once(keyed):
    client = keyed.client("editor")
    assert client.get("/api/jobs").status_code == 200
    keyed.keys.revoke("editor-nyckel")
    response = client.get("/api/jobs")
    assert problem(response) == (401, "nyckel-saknas")
    assert response.headers["www-authenticate"] == "Bearer"


def test_roles_are_kept(keyed):
    assert problem(keyed.client("reader").get("/api/jobs")) == (403, "ej-tillatet")
    assert problem(keyed.client("editor").get("/api/audit")) == (403, "ej-tillatet")
    assert keyed.client("admin").get("/api/audit").json() == []


def test_a_key_of_another_collection_is_refused(keyed):
    assert "annan samling" in keyed.client("admin", "norr").get("/api/jobs").json()["detail"]


def sign_in(keyed, role="editor"):
    client = keyed.client()
    caller_key, _ = keyed.keys.add("kaka", role, "")
    session = keyed.keys.open_session(caller_key)
    client.cookies.set(gate.COOKIE, session)
    return client, gate.form_token(Caller(secret=session))


def test_a_cookie_reads_but_changes_only_with_the_forms_token(keyed):
    client, token = sign_in(keyed)
    assert client.get("/api/jobs").status_code == 200
    cancel = "/api/jobs/finns-inte/cancel"
    assert problem(client.post(cancel)) == (403, "ej-tillatet")
    assert problem(client.post(cancel, data={"csrf": "fel"})) == (403, "ej-tillatet")
    assert problem(client.post(cancel, data={"csrf": token})) == (404, "finns-inte")
    assert problem(client.post(cancel, headers={"x-csrf-token": token})) == (404, "finns-inte")
    assert problem(client.post(cancel, files={"csrf": (None, token)})) == (404, "finns-inte")
    assert problem(client.post(cancel, json={"csrf": token})) == (403, "ej-tillatet")


def test_another_site_cannot_use_the_cookie(keyed):
    client, token = sign_in(keyed)
    response = client.post("/api/jobs/x/cancel", data={"csrf": token}, headers={"sec-fetch-site": "cross-site"})
    assert problem(response) == (403, "ej-tillatet")


def test_a_cookie_of_an_ended_session_is_nobody(keyed):
    client, _ = sign_in(keyed)
    keyed.keys.revoke("kaka")
    assert client.get("/api/documents").status_code == 200
    assert client.get("/api/jobs").status_code == 403


def test_tokens_differ_by_session_and_anyone_has_none():
    assert gate.form_token(Caller()) == ""
    assert not gate.is_token(Caller(), "")
    assert gate.form_token(Caller(secret="a")) != gate.form_token(Caller(secret="b"))


@pytest.mark.parametrize(
    ("headers", "client", "here"),
    [
        ([], "127.0.0.1", True),
        ([], "10.0.0.1", False),
        ([(b"x-forwarded-for", b"1.2.3.4")], "127.0.0.1", False),
        ([(b"forwarded", b"for=1")], "::1", False),
    ],
)
def test_what_comes_through_a_proxy_is_not_this_machine(headers, client, here):
    assert gate.is_this_machine({"headers": headers, "client": (client, 5)}) is here
