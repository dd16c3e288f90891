"""What the guards have found out about one request, for the routes behind them.

In: an ASGI scope. Out: its Visit, the same object for everyone who asks. Knows nothing of how anything in it is found.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

from api.guards.access import ANYONE, Caller, Rule
from api.service.state import Service

FIELD = "planlots.visit"


@dataclass
class Visit:
    """One request: for whom, of what."""

    service: Service | None = None  # of the collection; None before it is found
    collection: str = ""  # its name; "" is the default one
    public: bool = True  # whether the collection may be read without a key
    route: str = ""  # as in access.RULES; "" for an address that is not there
    rule: Rule | None = None
    caller: Caller = field(default=ANYONE)
    unproven: bool = False  # a change by cookie whose form token is still to be seen, in a body that the route reads itself


def visit_of(scope: MutableMapping[str, Any]) -> Visit:
    """The request's visit, begun when there is none."""
    visit: Visit = scope.setdefault(FIELD, Visit())
    return visit
