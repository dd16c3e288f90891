"""Keys hold until they expire or are revoked, and lie nowhere but with their owner."""

from datetime import UTC, datetime, timedelta

import pytest

from corpus.errors import BadRequest, Unknown
from corpus.keys import Keys, hash_secret
from corpus.settings import Settings
from corpus.store import Store


@pytest.fixture
def store(tmp_path):
    opened = Store.open(Settings(tmp_path, "", None))
    yield opened
    opened.close()


@pytest.fixture
def keys(store):
    return Keys(store)


def at(monkeypatch, **ahead):
    monkeypatch.setattr("corpus.keys.now_iso", lambda: (datetime.now(UTC) + timedelta(**ahead)).isoformat(timespec="seconds"))


def test_a_key_is_found_by_its_secret_alone(keys):
    key, secret = keys.add("anna", "editor", "norr")
    assert (key.name, key.role, key.collection, key.expires, key.revoked) == ("anna", "editor", "norr", None, None)
    assert keys.find(secret) == key
    assert keys.find(secret[:-1]) is None and keys.find("") is None and keys.find("\ud800") is None


def test_a_secret_has_256_bits_and_is_never_the_same(keys):
    secrets = [keys.add(f"n{n}", "reader", None)[1] for n in range(5)]
    assert len(set(secrets)) == 5 and all(len(secret.removeprefix("planlots_")) == 43 for secret in secrets)


def test_no_secret_lies_on_disk(keys, store, tmp_path):
    _, secret = keys.add("anna", "editor", "")
    session = keys.open_session(keys.find(secret))
    store.close()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert hash_secret(secret).encode() in written
    assert secret.encode() not in written and session.encode() not in written


def test_an_expired_key_does_not_hold(keys, monkeypatch):
    _, secret = keys.add("anna", "reader", "", days=30)
    at(monkeypatch, days=29)
    assert keys.find(secret).name == "anna"
    at(monkeypatch, days=30, seconds=1)
    assert keys.find(secret) is None


def test_a_revoked_key_and_its_sessions_end_at_once(keys):
    key, secret = keys.add("anna", "reader", "")
    session = keys.open_session(key)
    assert keys.find_session(session).name == "anna"
    keys.revoke("anna")
    assert keys.find(secret) is None and keys.find_session(session) is None
    first = keys.list()[0].revoked
    keys.revoke("anna")
    assert first and keys.list()[0].revoked == first


def test_a_session_ends_by_itself_or_on_request(keys, monkeypatch):
    key, _ = keys.add("anna", "reader", "")
    one, other = keys.open_session(key), keys.open_session(key)
    keys.close_session(one)
    assert keys.find_session(one) is None and keys.find_session(other).name == "anna"
    at(monkeypatch, hours=11)
    assert keys.find_session(other) is None


@pytest.mark.parametrize(
    ("name", "role", "days"),
    [("", "reader", None), ("a b", "reader", None), ("a" * 61, "reader", None), ("anna", "chef", None), ("anna", "reader", 0)],
)
def test_what_no_key_can_be_is_refused(keys, name, role, days):
    with pytest.raises(BadRequest):
        keys.add(name, role, "", days)
    assert keys.list() == ()


def test_names_are_used_once_and_unknown_ones_told(keys):
    keys.add("anna", "reader", "")
    with pytest.raises(BadRequest, match="redan en nyckel"):
        keys.add("anna", "admin", "")
    with pytest.raises(Unknown, match="bo"):
        keys.revoke("bo")


def test_a_read_only_store_without_keys_has_none(store, tmp_path):
    store.close()
    reading = Store.open(Settings(tmp_path, "", None), read_only=True)
    keys = Keys(reading)
    assert keys.list() == () and keys.find("x") is None
    reading.close()
