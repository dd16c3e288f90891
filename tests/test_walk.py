"""S5: a walk over every route, in a public and in a private collection: without a key, with a wrong one and with each role's.

What a rule forbids is refused before any of it is done, and a refusal shows nothing of what the collection holds.
"""

import pytest

from api.app import create_app
from api.guards.access import NEEDED, ROLES, RULES
from api.service import collections as open_collections
from corpus.collections import Collections, collection_settings
from corpus.store import Store
from tests.editions import make_edition
from tests.keyed import Keyed
from tests.libraries import memory_library
from tests.torture.fuzz import NO_RATE, spell

SECRET = "Bygdenämnden ska laga broar"  # stands in the private collection
CLOSED = {401, 403}
WALKED = {name: rule for name, rule in RULES.items() if name != "POST /sign-in"}  # open, and itself says 403 to a wrong key
SLOTS = {
    "document_id": "alvby",
    "anchor:path": "alvby/ansvar",
    "page_number": "1",
    "job_id": "x",
    "format_": "csv",
    "path:path": "page.css",
}


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    with patch.context() as patched:
        patched.setattr(open_collections, "FRESH_SECONDS", 0.0)
        made = Keyed(tmp_path_factory.mktemp("walk") / "data")
        made.app = open_app(made)
        for name, public in (("oppen", True), ("hemlig", False)):
            Collections(made.library.store).add(name, name.title(), public=public)
            settings = collection_settings(made.library.settings, name)
            settings.data.mkdir(parents=True)
            store = Store.open(settings)
            store.publish(make_edition())
            store.close()
        yield made
        made.app.state.collections.close()
        made.close()


def open_app(made):
    app = create_app(made.library.settings, made.service, NO_RATE)
    app.state.collections.opening = lambda settings, _main: memory_library(settings.data)
    return app


def address(name):
    """(method, path) of a rule, its slots filled with what is there."""
    method, path = spell(name).split(" ")
    for slot, value in SLOTS.items():
        path = path.replace("{" + slot + "}", value)
    return method, path.replace("{", "").replace("}", "")


def ask(client, name, collection):
    method, path = address(name)
    body = {"json": {"question": "Vem lagar broar?"}} if path.startswith("/api/") and method == "POST" else {}
    return client.request(method, f"/c/{collection}{path}", follow_redirects=False, headers={"accept": "application/json"}, **body)


def test_who_may_read_does_read(walked):
    """First of all: the walk itself takes the document away, with the keys that may."""
    reader = walked.client("reader", "hemlig", "läsare")
    assert SECRET in ask(reader, "GET /api/sections/{anchor:path}", "hemlig").text
    assert SECRET not in ask(walked.client(), "GET /api/sections/{anchor:path}", "hemlig").text


@pytest.mark.parametrize("name", WALKED)
def test_without_a_key(walked, name):
    rule, client = RULES[name], walked.client()
    public, private = ask(client, name, "oppen"), ask(client, name, "hemlig")
    assert (public.status_code in CLOSED) == (rule not in ("open", "read")), public.text[:200]
    assert (private.status_code in CLOSED) == (rule != "open"), private.text[:200]
    assert SECRET not in private.text
    assert ask(wrong(walked), name, "hemlig").status_code == private.status_code or rule != "read"


def wrong(walked):
    client = walked.client()
    client.headers["authorization"] = "Bearer planlots_" + "a" * 43
    return client


@pytest.mark.parametrize("role", ROLES)
def test_with_a_key_of_each_role(walked, role):
    client = walked.client(role, "hemlig", f"{role}-hemlig")
    for name, rule in WALKED.items():
        enough = rule == "open" or ROLES.index(role) >= ROLES.index(NEEDED[rule])
        allowed = enough and rule != "operate"  # the service as a whole: a key for all collections
        response = ask(client, name, "hemlig")
        assert (response.status_code not in CLOSED) == allowed, (name, response.status_code)
        other = ask(client, name, "oppen")
        assert (other.status_code not in CLOSED) == (rule in ("open", "read")), (name, other.status_code)
