"""S4: schemathesis over /openapi.json, in process and with an admin's key: no response of 500 or above but 503, each as it is described.

CASES a route in a test run; PLANLOTS_TORTURE=1 takes 20,000 a route.
"""

import os
from importlib.metadata import version

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.specs.openapi import checks

from api.access import RULES
from api.export import File
from tests.fake_desk import FakeDesk
from tests.keyed import Keyed

CASES = 20_000 if os.environ.get("PLANLOTS_TORTURE") else 25
CHECKS = [
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.status_code_conformance,
]


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
    operations = [one.ok() for one in schemathesis.openapi.from_asgi("/openapi.json", keyed.app).get_all_operations()]
    wrong = [fault for operation in operations for fault in try_operation(operation, key)]
    assert len(operations) > 20
    assert not wrong, wrong[:3]


def try_operation(operation, key):
    """The first fault of a route, if it has one."""
    wrong = []

    @seed(7)
    @given(case=operation.as_strategy())
    @settings(max_examples=CASES, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    def send(case):
        response = case.call(headers=key)
        if response.status_code >= 500 and response.status_code != 503:
            wrong.append((operation.label, response.status_code))
        elif not wrong:
            try:
                case.validate_response(response, checks=CHECKS)
            except BaseExceptionGroup as group:
                wrong.append((operation.label, response.status_code, str(group.exceptions[0])[:600]))

    send()
    return wrong
