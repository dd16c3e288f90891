"""Every route has its rule, and the rule decides who passes."""

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from starlette.routing import Mount, Route, WebSocketRoute

from api.app import ROUTERS, create_app, list_routes
from api.guards import access
from api.guards.access import ANYONE, Caller, KeyNeeded, Rules, UnlistedRoute, check_access, name_route
from corpus.errors import NotAllowed
from corpus.settings import Settings

READER, EDITOR, ADMIN = (Caller(role, role, "", "key") for role in ("reader", "editor", "admin"))


def endpoint(_request): ...


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return create_app(Settings(tmp_path_factory.mktemp("access"), "", None))


def test_every_route_of_the_application_has_a_rule(app):
    named = {name for route in list_routes(app) for name in name_route(route)}
    assert named and not named - set(access.RULES)


def test_the_walk_sees_every_route_that_is_described(app):
    described = {f"{method.upper()} {path}" for path, methods in app.openapi()["paths"].items() for method in methods}
    assert described and not described - {name.replace(":path", "") for route in list_routes(app) for name in name_route(route)}


def test_a_route_without_a_rule_stops_the_service_from_being_made():
    with pytest.raises(UnlistedRoute, match="GET /hemligt"):
        Rules([Route("/hemligt", endpoint, methods=["GET"])])


def test_a_route_with_two_rules_is_refused():
    with pytest.raises(UnlistedRoute, match="one rule"):
        Rules([Route("/a", endpoint, methods=["GET", "POST"])], {"GET /a": "read", "POST /a": "edit"})


def test_a_kind_of_route_that_nobody_thought_of_is_refused():
    with pytest.raises(UnlistedRoute, match="kind"):
        Rules([WebSocketRoute("/a", endpoint)])


def test_a_router_that_the_gate_does_not_know_is_closed(tmp_path):
    app = create_app(Settings(tmp_path, "", None))
    router = APIRouter()
    router.add_api_route("/smyg", lambda: "hemligt", methods=["GET"])
    app.include_router(router)
    response = TestClient(app, raise_server_exceptions=False).get("/smyg")
    assert response.status_code == 403 and "hemligt" not in response.text
    assert router not in ROUTERS


def test_the_first_route_that_matches_counts():
    rules = Rules([Route("/a/{x}", endpoint, methods=["GET"]), Mount("/a", endpoint)], {"GET /a/{x}": "edit", "MOUNT /a": "open"})
    assert rules.find({"type": "http", "method": "GET", "path": "/a/1", "headers": []}).rule == "edit"
    assert rules.find({"type": "http", "method": "GET", "path": "/b", "headers": []}) is None


@pytest.mark.parametrize(
    ("rule", "caller", "public", "passes"),
    [
        ("open", ANYONE, False, True),
        ("read", ANYONE, True, True),
        ("read", ANYONE, False, False),
        ("read", READER, False, True),
        ("edit", ANYONE, True, False),
        ("edit", READER, True, False),
        ("edit", EDITOR, False, True),
        ("admin", EDITOR, True, False),
        ("admin", ADMIN, True, True),
        ("operate", ANYONE, True, False),
        ("operate", ADMIN, True, False),  # of one collection: the service as a whole is not theirs
        ("operate", Caller("alla", "admin", None, "key"), True, True),
    ],
)
def test_the_rule_decides(rule, caller, public, passes):
    if passes:
        check_access(rule, caller, "", public=public)
    else:
        with pytest.raises((KeyNeeded, NotAllowed)):
            check_access(rule, caller, "", public=public)


@pytest.mark.parametrize(
    ("own", "asked", "passes"), [("norr", "norr", True), ("norr", "soder", False), ("norr", "", False), (None, "soder", True)]
)
def test_a_key_is_for_its_collection(own, asked, passes):
    caller = Caller("a", "editor", own, "key")
    if passes:
        check_access("edit", caller, asked, public=False)
    else:
        with pytest.raises(NotAllowed, match="annan samling"):
            check_access("edit", caller, asked, public=False)
