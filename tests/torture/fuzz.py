"""S4: whatever is sent to any route, none answers 500, and what is described in /openapi.json answers as described.

Over a real library with an admin's key, in process: schemathesis for the routes that the interface describes, random addresses, fields and
bodies for the pages and every other route that has a rule. `python -m tests.torture.fuzz --runs 300 --seed 7 --from 0 --to 20`.
"""

import argparse
import random
import re
import tempfile
import time
from pathlib import Path

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi import checks

from api.app import Front, create_app
from api.desk import LibraryDesk
from api.guards.access import RULES
from api.service.state import Service
from corpus.keys import Keys
from corpus.library import Library
from ingest.pipeline import ingest_file
from tests.keyed import PLAN
from tests.torture.forks import Figure, settings_in

CHECKS = [
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.status_code_conformance,
]
KNOWN = {"document_id": "vinterplan-for-skogsby", "anchor": "vinterplan-for-skogsby/vagar", "document": "vinterplan-for-skogsby"}
NO_RATE = Front(rate=0)  # one address sends all of it
NAMES = (
    "q question document documents left right actor verb item kept cited switch run lang history_question history_answer limit format "
    "start end anchor name set_id run_id text quote before after replacement key token file csrf kind mode page role points remark area "
    "group focus status collection year from to title id url"
)
FIELDS = NAMES.split()  # what some form or address of the pages takes
WORDS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        (
            *KNOWN.values(),
            "",
            "0",
            "-1",
            "9" * 40,
            "null",
            "\0",
            "../../etc/passwd",
            "'; DROP TABLE documents; --",
            "<script>",
            "snö",
            "plan",
            "%",
        )
    ),
    st.integers().map(str),
)
PLACES = st.dictionaries(st.sampled_from(FIELDS), WORDS, max_size=5)
FILES = st.tuples(st.sampled_from(FIELDS), WORDS, st.binary(max_size=200))  # field, file name, content of a multipart form
BODIES = st.one_of(st.none(), PLACES, st.binary(max_size=300), st.tuples(PLACES, FILES))
KINDS = st.sampled_from((None, "text/html", "application/json", "*/*", "text/event-stream", "application/x-www-form-urlencoded"))


class Opened:
    """A service over a library of one plan, and a client with an admin's key."""

    def __init__(self, folder):
        (folder / "plan.md").write_text(PLAN, encoding="utf-8")
        self.library = Library.open(settings_in(folder / "data"), child=False)
        found = ingest_file(folder / "plan.md", self.library)
        assert found.document_id == KNOWN["document_id"]
        self.app = create_app(
            self.library.settings, Service(self.library.settings, LibraryDesk(self.library), library=self.library), NO_RATE
        )
        self.key = {"authorization": f"Bearer {Keys(self.library.store).add('prov', 'admin', None)[1]}"}
        self.client = TestClient(self.app, raise_server_exceptions=False, follow_redirects=False)


def list_operations(app):
    """The routes that are described."""
    return [one.ok() for one in schemathesis.openapi.from_asgi("/openapi.json", app).get_all_operations()]


def list_others(operations):
    """The routes that have a rule and are not described: pages, and what browsers fetch."""
    described = {operation.label for operation in operations}
    return [spell(name) for name in RULES if spell(name).replace(":path}", "}") not in described]


def spell(name):
    """A rule's name as a method and a path that can be asked for."""
    return name.replace("ANY ", "POST ").replace("MOUNT /static", "GET /static/{path:path}")


def make_settings(cases):
    return settings(max_examples=cases, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


def try_operation(operation, key, cases, number):
    """(cases sent, the first fault or None) of a described route."""
    sent, wrong = [], []

    @seed(number)
    @given(case=operation.as_strategy())
    @make_settings(cases)
    def send(case):
        if len(sent) % 3 == 0:
            aim(case)
        response = case.call(headers=key)
        sent.append(response.status_code)
        if response.status_code >= 500 and response.status_code != 503:
            wrong.append((operation.label, response.status_code, repr(case)[:300]))
        elif not wrong:
            try:
                case.validate_response(response, checks=CHECKS)
            except BaseExceptionGroup as group:
                wrong.append((operation.label, response.status_code, str(group.exceptions[0])[:600]))

    send()
    return len(sent), wrong[0] if wrong else None


def aim(case):
    """Point a case at the document that is there, so that more than "not found" is tried; it is not taken away."""
    for values in (case.path_parameters, case.query):
        if case.method != "DELETE" and isinstance(values, dict):
            values.update({name: value for name, value in KNOWN.items() if name in values})


def try_page(name, opened, cases, number):
    """(cases sent, the first fault or None) of a route that is not described."""
    method, path = name.split(" ")
    slots = re.findall(r"\{(\w+)", path)
    sent, wrong = [], []

    @seed(number)
    @given(st.tuples(*(WORDS for _ in slots)), PLACES, BODIES, KINDS)
    @make_settings(cases)
    def send(values, query, body, kind):
        address = fill_path(path, values)
        headers = opened.key | ({"accept": kind} if kind and "/" in kind else {})
        sends = {"data": body} if isinstance(body, dict) else {"content": body} if body else {}
        if isinstance(body, tuple):
            data, (field, file_name, content) = body
            sends = {"data": data, "files": {field: (file_name, content)}}
        if isinstance(body, bytes) and kind:
            headers["content-type"] = kind
        response = opened.client.request(method, address, params=query, headers=headers, **sends)
        sent.append(response.status_code)
        if response.status_code >= 500 and response.status_code != 503 and not wrong:
            wrong.append((name, response.status_code, repr((address, query, body, kind))[:300]))

    send()
    return len(sent), wrong[0] if wrong else None


def fill_path(path, values):
    """The path with its slots filled, each value quoted so that it is sent as it is."""
    left = list(values)
    return re.sub(r"\{\w+(?::path)?\}", lambda _: quote_all(left.pop(0)), path)


def quote_all(value):
    return "".join(f"%{byte:02X}" for byte in value.encode("utf-8", "surrogatepass")) or "-"


def run(runs, number, seconds, first=0):
    """`runs` cases for every route, until the time is up; `first` is not used: a part is a whole pass on its own seed."""
    figure = Figure("S4", "slumpade anrop per adress")
    deadline = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        opened = Opened(Path(folder))
        for name, attempt in list_attempts(opened):
            if time.monotonic() > deadline:
                break
            sent, wrong = attempt(runs, number + first)
            figure.runs = max(figure.runs, sent)
            figure.numbers[name] = sent
            if wrong:
                figure.fail(name, wrong)
        opened.library.close()
    return figure


def list_attempts(opened):
    """(name, function of cases and seed) for every route, the described ones first."""
    operations = list_operations(opened.app)
    for one in operations:
        yield one.label, lambda cases, number, one=one: try_operation(one, opened.key, cases, number)
    for name in list_others(operations):
        yield name, lambda cases, number, name=name: try_page(name, opened, cases, number)


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.torture.fuzz", description=__doc__)
    parser.add_argument("--runs", type=int, default=300, help="anrop per adress")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    parser.add_argument("--from", type=int, default=0, dest="first", help="första adressen, från 0")
    parser.add_argument("--to", type=int, default=10_000, dest="last", help="adressen efter den sista")
    chosen = parser.parse_args()
    total, faults = 0, []
    with tempfile.TemporaryDirectory() as folder:
        opened = Opened(Path(folder))
        for name, attempt in list(list_attempts(opened))[chosen.first : chosen.last]:
            started = time.monotonic()
            sent, wrong = attempt(chosen.runs, chosen.seed)
            total += sent
            faults += [wrong] if wrong else []
            print(f"{sent:6} {time.monotonic() - started:6.1f} s  {name}{f'  FEL {wrong}' if wrong else ''}", flush=True)
        opened.library.close()
    print(f"frö {chosen.seed}: {total} anrop, {len(faults)} fel")
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
