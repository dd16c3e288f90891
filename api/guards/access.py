"""Who may do what: one rule for every route, and the check that applies it.

In: a route and who calls. Out: nothing, or the error that says which key is needed. A route without a rule stops the service from being
made, so that none can be forgotten. Knows no keys, no stores and no pages. A new route is registered here, in RULES, by method and path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from starlette.routing import BaseRoute, Match, Mount, Route

from corpus.errors import NotAllowed, PlanlotsError

Role = Literal["reader", "editor", "admin"]  # each may do what those before it may
Rule = Literal["open", "read", "edit", "evaluate", "admin", "operate"]
Means = Literal["none", "key", "cookie", "local"]

ROLES: tuple[Role, ...] = get_args(Role)
NEEDED: Mapping[Rule, Role] = {"read": "reader", "edit": "editor", "evaluate": "editor", "admin": "admin", "operate": "admin"}
ROLE_NAMES: Mapping[Role, str] = {"reader": "läsa", "editor": "ändra dokument", "admin": "administrera"}

# open: shows nothing of any document and changes nothing. read: anyone in a public collection, else a key. edit, admin: a key with that
# role. evaluate: as edit; while the service has no key at all also whoever sits at this machine. operate: about the service as a whole:
# this machine itself, or an admin key for all collections.
RULES: Mapping[str, Rule] = {
    "GET /live": "open",
    "GET /openapi.json": "open",
    "GET /favicon.ico": "open",
    "GET /problem/{name}": "open",
    "MOUNT /static": "open",
    "GET /sign-in": "open",
    "POST /sign-in": "open",
    "POST /sign-out": "open",
    "GET /api/health": "read",
    "GET /api/documents": "read",
    "GET /api/documents/{document_id}": "read",
    "GET /api/sections/{anchor:path}": "read",
    "GET /api/pages/{document_id}/{page_number}.png": "read",
    "GET /api/search": "read",
    "POST /api/ask": "read",
    "POST /api/record": "read",
    "GET /api/areas": "read",
    "GET /api/responsibilities": "read",
    "GET /api/references": "read",
    "GET /api/definitions": "read",
    "GET /api/compare": "read",
    "GET /api/jobs/{job_id}": "read",  # its id is a secret of 128 bits, told to whoever sent the file
    "GET /api/jobs": "edit",
    "POST /api/documents": "edit",
    "DELETE /api/documents/{document_id}": "edit",
    "POST /api/jobs/{job_id}/cancel": "edit",
    "POST /api/jobs/{job_id}/retry": "edit",
    "GET /api/corrections": "edit",
    "POST /api/corrections": "edit",
    "DELETE /api/corrections/{correction_id}": "edit",
    "GET /api/audit": "admin",
    "GET /metrics": "operate",
    "GET /v1/models": "read",
    "POST /v1/chat/completions": "read",
    "ANY /mcp": "read",
    "GET /": "read",
    "GET /ask": "read",
    "POST /ask": "read",
    "GET /s/{anchor:path}": "read",
    "GET /documents": "read",
    "GET /d/{document_id}": "read",
    "GET /search": "read",
    "POST /search": "read",
    "GET /areas": "read",
    "POST /areas": "read",
    "GET /responsibilities": "read",
    "POST /responsibilities": "read",
    "GET /compare": "read",
    "GET /planer": "read",
    "GET /tidslinje": "read",
    "GET /hanvisningar": "read",
    "GET /koppla": "read",
    "POST /koppla": "read",
    "GET /underlag": "read",
    "POST /underlag": "read",
    "POST /documents/add": "edit",
    "POST /documents/withdraw": "edit",
    "GET /documents/jobs": "edit",
    "GET /documents/jobs/{job_id}": "edit",
    "POST /documents/jobs/{job_id}/cancel": "edit",
    "POST /documents/jobs/{job_id}/retry": "edit",
    "POST /documents/jobs/{job_id}/replace": "edit",
    "GET /om": "open",
    "GET /tillganglighet": "open",
    "POST /synpunkt": "read",
    "POST /rattelse": "edit",
    "GET /utvardering": "evaluate",
    "GET /utvardering/mall.xlsx": "evaluate",
    "GET /utvardering/rapport.css": "evaluate",
    "POST /utvardering/samlingar": "evaluate",
    "GET /utvardering/samlingar/{set_id}": "evaluate",
    "GET /utvardering/samlingar/{set_id}/fragor.xlsx": "evaluate",
    "POST /utvardering/samlingar/{set_id}/forslag": "evaluate",
    "POST /utvardering/samlingar/{set_id}/ta-bort": "evaluate",
    "POST /utvardering/korningar": "evaluate",
    "GET /utvardering/korningar/{run_id}": "evaluate",
    "POST /utvardering/korningar/{run_id}/avbryt": "evaluate",
    "POST /utvardering/korningar/{run_id}/ta-bort": "evaluate",
    "GET /utvardering/korningar/{run_id}/rapport.{format_}": "evaluate",
    "GET /utvardering/jamfor": "evaluate",
    "GET /utvardering/synpunkter": "evaluate",
    "GET /utvardering/synpunkter/fragor.{format_}": "evaluate",
    "POST /utvardering/synpunkter/samling": "evaluate",
    "POST /utvardering/synpunkter/{remark_id}/ta-bort": "evaluate",
    "POST /utvardering/bedomning": "evaluate",
    "GET /utvardering/bedomning/{round_id}": "evaluate",
    "GET /utvardering/bedomning/{round_id}/svar": "evaluate",
    "POST /utvardering/bedomning/{round_id}/svar": "evaluate",
    "GET /utvardering/bedomning/{round_id}/bedomningar.{format_}": "evaluate",
}


# routes that read their body themselves, piece by piece, within limits of their own
STREAMED = frozenset({"POST /api/documents", "POST /documents/add"})
BODY_LIMITS: Mapping[str, int] = {  # bytes, for routes that take more than guards.BODY_BYTES
    "POST /utvardering/samlingar": 4 * 1024 * 1024,
    "POST /koppla": 1024 * 1024,
}


class KeyNeeded(PlanlotsError):
    """No key, or one that does not hold."""

    type = "nyckel-saknas"
    title = "Det behövs en nyckel"
    status = 401


class UnlistedRoute(RuntimeError):
    """A route has no rule: a mistake in the program, found when the application is made."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends a request."""

    name: str = ""  # of the key; "" without one
    role: Role | None = None
    collection: str | None = ""  # "" the default one, None all
    means: Means = "none"  # how the key came
    secret: str = ""  # of a cookie's session, from which its form token is made


ANYONE = Caller()


@dataclass(frozen=True, slots=True)
class Listed:
    """A route with its name in RULES ("GET /api/search") and its rule."""

    route: BaseRoute
    name: str
    rule: Rule


class Rules:
    """The rules of an application's routes, found by the routes' own matching, in their order."""

    def __init__(self, routes: Iterable[BaseRoute], rules: Mapping[str, Rule] = RULES) -> None:
        self.listed = tuple(_list_routes(routes, rules))

    def find(self, scope: MutableMapping[str, Any]) -> Listed | None:
        """The route that will answer; None when the application itself will say 404 or 405."""
        return next((one for one in self.listed if one.route.matches(scope)[0] is Match.FULL), None)


def _list_routes(routes: Iterable[BaseRoute], rules: Mapping[str, Rule]) -> Iterator[Listed]:
    for route in routes:
        names = name_route(route)
        unlisted = [name for name in names if name not in rules]
        if unlisted:
            raise UnlistedRoute(f"No access rule for {', '.join(unlisted)}: add it to RULES in api/guards/access.py.")
        found = {rules[name] for name in names}
        if len(found) != 1:
            raise UnlistedRoute(f"{', '.join(names)} is one route and must have one rule.")
        yield Listed(route, names[0], found.pop())


def name_route(route: BaseRoute) -> list[str]:
    """What a route is called in RULES; HEAD goes as GET."""
    if isinstance(route, Mount):
        return [f"MOUNT {route.path}"]
    if isinstance(route, Route):
        return [f"{method} {route.path}" for method in sorted((route.methods or {"ANY"}) - {"HEAD"})]
    raise UnlistedRoute(f"{route} is of a kind that has no access rule.")


def check_access(rule: Rule, caller: Caller, collection: str, *, public: bool) -> None:
    """Let a caller pass, or raise KeyNeeded or NotAllowed. `public`: whether the collection may be read without a key."""
    if rule == "open" or (rule == "read" and public):
        return
    needed = NEEDED[rule]
    if caller.role is None:
        if rule == "read":
            raise KeyNeeded("Samlingen kan bara läsas med en nyckel. Skicka den som Authorization: Bearer, eller logga in på sidan.")
        raise NotAllowed(f"Tjänsten är skrivskyddad utan nyckel. Det här kräver en nyckel som får {ROLE_NAMES[needed]}.")
    if caller.collection is not None and (caller.collection != collection or rule == "operate"):
        raise NotAllowed("Nyckeln gäller en annan samling. Använd en nyckel för den här samlingen.")
    if ROLES.index(caller.role) < ROLES.index(needed):
        raise NotAllowed(f"Nyckeln {caller.name} får inte {ROLE_NAMES[needed]}. Det kräver rollen {needed}.")
