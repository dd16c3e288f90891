"""Buckets fill at their rate, one for each sender, and memory stays bounded."""

import pytest

from api.guards import limits
from api.guards.access import ANYONE, Caller
from api.guards.limits import Limits, TooMany, name_sender
from api.routes.problems import headers

ROUTE = "GET /api/search"


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def passes(buckets, address="203.0.113.7", caller=ANYONE, route=ROUTE):
    try:
        buckets.take(caller, address, route)
    except TooMany:
        return False
    return True


def count(buckets, **named):
    return next(n for n in range(100_000) if not passes(buckets, **named))


def test_a_sender_may_save_up_for_ten_seconds_and_then_has_its_rate(clock):
    buckets = Limits(2.0, clock)
    assert count(buckets) == 20
    clock.now += 1.0
    assert count(buckets) == 2
    clock.now += 1_000.0
    assert count(buckets) == 20


def test_a_clock_that_is_set_back_gives_nothing(clock):
    buckets = Limits(2.0, clock)
    count(buckets)
    clock.now -= 50.0
    assert not passes(buckets)


def test_it_is_told_when_to_come_again(clock):
    buckets = Limits(0.1, clock)
    count(buckets)
    with pytest.raises(TooMany) as caught:
        buckets.take(ANYONE, "203.0.113.7", ROUTE)
    assert caught.value.status == 429 and headers(caught.value)["retry-after"] == "10"


def test_senders_do_not_share(clock):
    buckets = Limits(2.0, clock)
    count(buckets)
    assert passes(buckets, "203.0.113.8")
    assert passes(buckets, caller=Caller("anna", "reader", "", "key"))
    assert count(buckets, caller=Caller("bo", "reader", "", "key")) == limits.KEY_RATE * limits.BURST_SECONDS


def test_what_watches_the_service_and_this_machine_are_not_counted(clock):
    buckets = Limits(0.1, clock)
    count(buckets)
    assert all(passes(buckets, route=route) for route in limits.FREE)
    assert all(passes(buckets, address) for address in ["127.0.0.1", "::1", ""] * 10)
    assert all(passes(buckets, caller=Caller("kommandoraden", "admin", None, "local")) for _ in range(1_000))


def test_no_rate_is_no_limit(clock):
    assert all(passes(Limits(0.0, clock)) for _ in range(10))


def test_memory_is_bounded_by_forgetting_the_oldest(clock, monkeypatch):
    monkeypatch.setattr(limits, "BUCKETS", 3)
    buckets = Limits(2.0, clock)
    for number in range(10):
        passes(buckets, f"203.0.113.{number}")
    assert list(buckets.buckets) == [f"address 203.0.113.{number}" for number in (7, 8, 9)]


def test_an_ipv6_sender_has_one_network():
    assert name_sender("2001:db8::1") == name_sender("2001:db8::2:3") != name_sender("2001:db8:1::1")
