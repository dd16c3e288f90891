"""Answers of a while ago."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.service.recent import Recent, lock
from corpus.errors import BadRequest


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def test_an_answer_is_kept_for_its_seconds_and_no_longer():
    clock = Clock()
    recent = Recent(30.0, 1_000, clock)
    key = recent.key(7, "ask", "Vem bjuder på kaffe?")
    recent.keep(key, b"svar")
    clock.now += 29.9
    assert recent.find(key) == b"svar"
    clock.now += 0.1
    assert recent.find(key) is None and not recent._kept and recent._bytes == 0


def test_the_oldest_goes_first_when_there_are_too_many_bytes():
    recent = Recent(30.0, 26)  # four letters take 12 bytes
    for name in "abc":
        recent.keep(recent.key(1, name), b"1234")
    assert [recent.find(recent.key(1, name)) for name in "abc"] == [None, b"1234", b"1234"]
    recent.keep(recent.key(1, "stor"), bytes(range(100)))
    assert recent.find(recent.key(1, "stor")) is None


def test_a_key_depends_on_all_that_is_asked_and_shows_nothing_of_it():
    recent = Recent()
    keys = {recent.key(revision, "ask", "kaffe") for revision in (1, 2)} | {recent.key(1, "search", "kaffe")}
    assert len(keys) == 3 and not any(b"kaffe" in key.name + key.lock for key in keys)
    assert recent.key(1, "\ud800") != Recent().key(1, "\ud800")  # another process, another hash; a lone surrogate is no fault


def test_neither_question_nor_answer_can_be_read_where_they_are_kept():
    recent = Recent()
    key = recent.key(1, "ask", "Vem bjuder på kaffe?")
    recent.keep(key, b"kaffe bjuds i Granliden " * 20)
    ((_, locked),) = recent._kept.values()
    assert b"kaffe" not in locked and key.lock not in repr(vars(recent)).encode()
    assert lock(locked, key) != locked and lock(lock(locked, key), key) == locked
    assert recent.find(key) == b"kaffe bjuds i Granliden " * 20


def test_a_change_of_the_collection_drops_all_and_what_it_overtook_is_not_kept():
    recent = Recent()
    before = recent.key(1, "ask")
    recent.keep(before, b"svar")
    after = recent.key(2, "ask")
    assert not recent._kept and recent._bytes == 0 and recent.find(after) is None
    recent.keep(before, b"gammalt")
    assert not recent._kept and recent.find(before) is None


def test_what_nobody_asks_for_again_is_forgotten_too():
    recent = Recent(0.05)
    recent.keep(recent.key(1, "ask"), b"svar")
    recent._timer.join(10)
    recent._tidy()
    assert not recent._kept and recent._bytes == 0


def test_many_who_ask_at_once_get_one_answer():
    recent, begin, made = Recent(), threading.Event(), []
    key = recent.key(1, "ask")

    def make():
        begin.wait(10)
        made.append(1)
        return b"svar", True

    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(recent.share, key, make) for _ in range(4)]
        begin.set()
        assert [one.result() for one in asked] == [b"svar"] * 4
    assert recent.share(key, make) == b"svar" and len(made) == 1 and not recent._growing


def test_an_answer_that_does_not_last_is_given_to_who_waits_but_not_kept():
    recent = Recent()
    assert recent.share(recent.key(1, "ask"), lambda: (b"svar utan index", False)) == b"svar utan index"
    assert not recent._kept and not recent._growing


def test_an_error_reaches_who_asks_and_is_not_kept():
    recent = Recent()

    def fail():
        raise BadRequest("Skriv en fråga.")

    with pytest.raises(BadRequest):
        recent.share(recent.key(1, "ask"), fail)
    assert recent.share(recent.key(1, "ask"), lambda: (b"svar", True)) == b"svar"
