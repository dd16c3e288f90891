"""How often one sender may ask: a token bucket for each key and each address.

In: who calls, from where. Out: nothing, or TooMany with the seconds to wait. Memory is bounded: the buckets used longest ago are forgotten.
Knows nothing of HTTP, nor of what is asked.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from api.guards.access import Caller
from corpus.errors import PlanlotsError

ADDRESS_RATE = 20.0  # requests a second from one address: a town hall behind one address asks fewer
KEY_RATE = 50.0  # a program with a key, which can be revoked
BURST_SECONDS = 10.0  # how long a sender may have saved up for
BUCKETS = 10_000  # remembered at a time, about 2 MB
NETWORK_6 = 64  # bits of an IPv6 address that one sender has for itself
FREE = (
    "GET /live",
    "GET /api/health",
    "MOUNT /static",
    "GET /favicon.ico",
    "GET /metrics",
)  # what watches the service, and what pages need


class TooMany(PlanlotsError):
    """The sender asks more often than it may."""

    type = "for-manga-anrop"
    title = "För många anrop"
    status = 429

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after  # seconds


@dataclass
class Bucket:
    """Tokens left, and when that was."""

    tokens: float
    then: float


class Limits:
    """The buckets of a service. A rate of 0 means no limit for addresses."""

    def __init__(self, rate: float = ADDRESS_RATE, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.clock = rate, clock
        self.buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, caller: Caller, address: str, route: str) -> None:
        """Count a request (TooMany). This machine itself is not counted by address: it could stop the service anyway."""
        if route in FREE or caller.means == "local":
            return
        if caller.name:
            self._take(f"key {caller.name}", KEY_RATE)
        elif self.rate and not is_loopback(address):
            self._take(f"address {name_sender(address)}", self.rate)

    def _take(self, name: str, rate: float) -> None:
        now, most = self.clock(), rate * BURST_SECONDS
        bucket = self.buckets.pop(name, None) or Bucket(most, now)
        bucket.tokens = min(most, bucket.tokens + max(now - bucket.then, 0.0) * rate)
        bucket.then = now
        self.buckets[name] = bucket
        while len(self.buckets) > BUCKETS:
            self.buckets.popitem(last=False)
        if bucket.tokens < 1:
            seconds = max(1, math.ceil((1 - bucket.tokens) / rate))
            raise TooMany(f"Det kom fler anrop än {rate:g} i sekunden härifrån. Försök igen om {seconds} s.", seconds)
        bucket.tokens -= 1


def name_sender(address: str) -> str:
    """The address, or the network of an IPv6 address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, NETWORK_6), strict=False)) if found.version == 6 else address


def is_loopback(address: str) -> bool:
    """Whether it is this machine; what has no address came through no network."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return True
