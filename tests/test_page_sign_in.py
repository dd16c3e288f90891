"""Signing in gives a cookie that no script and no other site can use; signing out ends it."""

import re

import pytest

from tests.keyed import Keyed


@pytest.fixture
def keyed(tmp_path):
    made = Keyed(tmp_path / "data")
    yield made
    made.close()


def token(client):
    return re.search(r'name="csrf" value="([0-9a-f]{64})"', client.get("/sign-in").text).group(1)


def test_a_key_signs_in_and_out(keyed):
    client = keyed.client()
    secret = keyed.secret("editor", name="anna")
    response = client.post("/sign-in", data={"key": f" {secret} "}, follow_redirects=False)
    cookie = response.headers["set-cookie"]
    assert (response.status_code, response.headers["location"]) == (303, "/")
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Secure" not in cookie and secret not in cookie
    assert client.get("/api/jobs").status_code == 200
    assert "nyckeln anna" in client.get("/sign-in").text
    assert client.post("/sign-out").status_code == 403
    assert client.post("/sign-out", data={"csrf": token(client)}, follow_redirects=False).status_code == 303
    assert client.get("/api/jobs").status_code == 403


def test_who_is_signed_in_asks_as_before(keyed):
    client = keyed.client()
    client.post("/sign-in", data={"key": keyed.secret("reader")})
    assert client.post("/ask", data={"question": "samtal"}).status_code == 200
    assert client.post("/api/ask", json={"question": "samtal"}).status_code == 200


def test_a_closed_collection_leads_people_to_the_form(keyed):
    from corpus.collections import Collections

    Collections(keyed.library.store).change("default", public=False)
    client = keyed.client()
    response = client.get("/documents")
    assert response.status_code == 401 and 'href="/sign-in"' in response.text
    client.post("/sign-in", data={"key": keyed.secret("reader")})
    assert client.get("/documents").status_code == 200
    assert client.get("/static/page.css").status_code == 200


def test_over_https_the_cookie_stays_there(keyed):
    client = keyed.client(base_url="https://testserver")
    assert "Secure" in client.post("/sign-in", data={"key": keyed.secret("reader")}, follow_redirects=False).headers["set-cookie"]


@pytest.mark.parametrize("wrong", ["", "planlots_fel", "å" * 500])
def test_a_wrong_key_is_told_and_gives_nothing(keyed, wrong):
    response = keyed.client().post("/sign-in", data={"key": wrong})
    assert response.status_code == 403 and "set-cookie" not in response.headers
    assert "Nyckeln gäller inte" in response.text and (not wrong or wrong not in response.text)


def test_a_key_for_another_collection_does_not_sign_in(keyed):
    assert keyed.client().post("/sign-in", data={"key": keyed.secret("admin", "norr")}).status_code == 403


def test_another_site_cannot_sign_somebody_in(keyed):
    response = keyed.client().post("/sign-in", data={"key": keyed.secret("reader")}, headers={"sec-fetch-site": "cross-site"})
    assert response.status_code == 403 and "set-cookie" not in response.headers


def test_the_form_is_in_english_when_asked(keyed):
    assert "Sign in" in keyed.client().get("/sign-in?lang=en").text
