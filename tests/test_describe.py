"""S4: schemathesis over /openapi.json, in process and with an admin's key: no response of 500 or above but 503, each as it is described.

CASES a route here; 300 a route and the pages too: `python -m tests.torture.fuzz`, or `make torture ARGS="S4"`.
"""

from importlib.metadata import version
from types import SimpleNamespace
from typing import ClassVar

import pytest

from api.export import File
from api.guards.access import RULES
from tests.fake_desk import FakeDesk
from tests.keyed import Keyed
from tests.torture.fuzz import list_operations, list_others, spell, try_operation, try_page

CASES, SEED = 25, 8


class JsonDesk(FakeDesk):
    """Gives records that are JSON."""

    def record(self, question, history, documents, mode, format_):
        return File(b"{}", "application/json", f"svar.{format_}")


@pytest.fixture(scope="module")
def keyed(tmp_path_factory):
    made = Keyed(tmp_path_factory.mktemp("describe"))
    made.service.desk = JsonDesk()
    yield made
    made.close()


@pytest.fixture(scope="module")
def key(keyed):
    return {"authorization": f"Bearer {keyed.secret('admin')}"}


@pytest.fixture(scope="module")
def spec(keyed):
    return keyed.client().get("/openapi.json").json()


def test_every_address_of_the_interface_is_described(spec):
    described = {f"{method.upper()} {path}" for path, methods in spec["paths"].items() for method in methods}
    listed = {name.replace(":path}", "}") for name in RULES if name.split()[1].startswith(("/api/", "/v1/", "/live", "/metrics"))}
    assert listed <= described


def test_files_and_messages_are_described(spec):
    assert set(spec["paths"]["/api/search"]["get"]["responses"]["200"]["content"]) >= {"application/json", "text/csv"}
    assert set(spec["paths"]["/api/ask"]["post"]["responses"]["200"]["content"]) >= {"application/json", "text/csv", "text/event-stream"}
    assert "Message" in spec["components"]["schemas"]


def test_whatever_is_sent_is_answered_as_described(keyed, key):
    assert version("schemathesis") >= "4.32"
    operations = list_operations(keyed.app)
    wrong = [fault for operation in operations if (fault := try_operation(operation, key, CASES, SEED)[1])]
    assert len(operations) > 20
    assert not wrong, wrong[:3]


def test_every_route_is_tried(keyed):
    tried = {operation.label for operation in list_operations(keyed.app)}
    tried |= {name.replace(":path}", "}") for name in list_others(list_operations(keyed.app))}
    assert {spell(name).replace(":path}", "}") for name in RULES} == tried


class Answers:
    """As much of an opened service as try_page asks for, with one answer to everything."""

    key: ClassVar = {}

    def __init__(self, status):
        self.client = self
        self.status = status

    def request(self, *_, **__):
        return SimpleNamespace(status_code=self.status)


@pytest.mark.parametrize(("status", "wrong"), [(200, False), (404, False), (503, False), (500, True), (502, True)])
def test_a_broken_page_is_noticed(status, wrong):
    sent, fault = try_page("GET /s/{anchor:path}", Answers(status), 5, 1)
    assert sent == 5 and (fault is not None) == wrong
