"""The MCP server over HTTP and on standard input and output, tried with the official client."""

import sys
from contextlib import asynccontextmanager

import anyio
import httpx2
import pytest
from fastapi.testclient import TestClient
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from api.app import create_app
from api.mcp_server import build_server
from api.mcp_tools import TOOLS
from api.service.state import Service
from corpus.settings import Settings
from tests.fake_desk import ANSWER, TEXT, FakeDesk

PLAN = "# Plan för Norråker\n\n## Samtal\n\nKommunen ska erbjuda samtal åt alla som har flyttat hit under det senaste året.\n"


@pytest.fixture
def desk():
    return FakeDesk()


@pytest.fixture
def app(desk, tmp_path):
    settings = Settings(tmp_path, "", None)
    return create_app(settings, Service(settings, desk))


@asynccontextmanager
async def over_http(app, mode):
    transport = httpx2.ASGITransport(app=app)
    async with (
        httpx2.AsyncClient(transport=transport) as http,
        Client(streamable_http_client("http://localhost/mcp", http_client=http), mode=mode) as client,
    ):
        yield client


def call(server, name, given):
    async def run():
        async with Client(server) as client:
            return await client.call_tool(name, given)

    return anyio.run(run)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_every_protocol_version_lists_the_tools_and_answers_over_http(app, mode):
    async def run():
        async with over_http(app, mode) as client:
            return await client.list_tools(), await client.call_tool("ask", {"question": "Vad erbjuds?"})

    listed, asked = anyio.run(run)
    assert [tool.name for tool in listed.tools] == [tool.name for tool in TOOLS]
    assert all(tool.annotations.read_only_hint for tool in listed.tools)
    assert asked.structured_content == ANSWER
    assert TEXT[:28] in asked.content[0].text


def test_many_calls_at_once_are_answered(app):
    async def run():
        async with over_http(app, "auto") as client, anyio.create_task_group() as group:
            for _ in range(20):
                group.start_soon(client.call_tool, "ask", {"question": "Vad erbjuds?"})

    anyio.run(run)


@pytest.mark.parametrize(
    ("name", "given", "key"),
    [
        ("search", {"query": "samtal"}, "hits"),
        ("section", {"anchor": "skogsby-plan/samtal"}, "text"),
        ("areas", {"q": "samtal"}, "rows"),
        ("responsibilities", {"actor": "rektor"}, "rows"),
        ("compare", {"left": "skogsby-plan", "right": "annan"}, "rows"),
        ("documents", {}, "rows"),
    ],
)
def test_each_tool_answers(desk, name, given, key):
    answered = call(build_server(lambda _request: desk), name, given)
    assert not answered.is_error
    assert key in answered.structured_content


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("ask", {"question": ""}, "question"),
        ("ask", {}, "question"),
        ("search", {"query": "a", "limit": 10_000}, "limit"),
        ("areas", {"fokus": "samtal"}, "fokus"),
        ("section", {"anchor": "finns/inte"}, "finns"),
        ("delete", {}, "delete"),
    ],
)
def test_a_bad_call_is_explained_to_the_model(desk, name, given, said):
    answered = call(build_server(lambda _request: desk), name, given)
    assert answered.is_error
    assert said in answered.content[0].text


def test_only_post_is_open(app):
    client = TestClient(app)
    for method in ("GET", "DELETE", "PUT"):
        response = client.request(method, "/mcp")
        assert (response.status_code, response.headers["allow"]) == (405, "POST")


def test_a_host_program_starts_it_on_standard_input_and_output(tmp_path):
    plan = tmp_path / "plan.md"
    plan.write_text(PLAN, encoding="utf-8")
    command = "import sys; from api.cli import main; sys.exit(main())"
    data = str(tmp_path / "data")

    async def run():
        ingest = await anyio.run_process([sys.executable, "-c", command, "ingest", str(plan), "--data", data])
        assert ingest.returncode == 0
        server = StdioServerParameters(command=sys.executable, args=["-c", command, "mcp", "--data", data])
        async with Client(server) as client:
            return await client.call_tool("documents", {})

    assert anyio.run(run).structured_content["count"] == 1
