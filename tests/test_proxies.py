"""Only named proxies are believed, and the service works under a path."""

import asyncio

import pytest
from fastapi.testclient import TestClient

from api.app import Front, create_app
from api.guards.proxies import Proxies, read_proxies, read_root_path
from api.service.state import Service
from corpus.errors import BadRequest
from corpus.settings import Settings
from tests.fake_desk import FakeDesk

NEAR = read_proxies("10.0.0.5, 10.1.0.0/16, fd00::/8")


def seen(client, headers, path="/ask", root=""):
    found = {}

    async def app(scope, _receive, _send):
        found.update(scope)

    scope = {"type": "http", "path": path, "raw_path": path.encode(), "client": (client, 1), "scheme": "http", "headers": headers}
    asyncio.run(Proxies(app, NEAR, root)(scope, None, None))
    return found


def test_a_named_proxy_tells_who_asked():
    found = seen("10.0.0.5", [(b"x-forwarded-for", b"203.0.113.7, 10.1.2.3"), (b"x-forwarded-proto", b"https")])
    assert (found["client"][0], found["scheme"]) == ("203.0.113.7", "https")


@pytest.mark.parametrize(
    ("chain", "sender"),
    [
        (b"1.1.1.1, 203.0.113.7", "203.0.113.7"),  # what stands before the last unknown address anyone may have written
        (b"", "10.0.0.5"),
        (b"skrap", "10.0.0.5"),
        (b"203.0.113.7, skrap", "10.0.0.5"),
        (b"[2001:db8::1]:443", "[2001:db8::1]:443"),
    ],
)
def test_the_last_address_that_is_no_proxy_counts(chain, sender):
    assert seen("10.0.0.5", [(b"x-forwarded-for", chain)])["client"][0] == sender


def test_others_are_not_believed_and_their_headers_are_gone():
    found = seen("203.0.113.9", [(b"x-forwarded-for", b"127.0.0.1"), (b"x-forwarded-proto", b"https"), (b"accept", b"x")])
    assert (found["client"][0], found["scheme"], found["headers"]) == ("203.0.113.9", "http", [(b"accept", b"x")])


@pytest.mark.parametrize("path", ["/planer/ask", "/ask"])
def test_the_path_may_come_with_or_without_the_root(path):
    found = seen("10.0.0.5", [], path, "/planer")
    assert (found["path"], found["raw_path"], found["root_path"]) == ("/planer/ask", b"/planer/ask", "/planer")


@pytest.mark.parametrize(("text", "path"), [("", ""), ("/", ""), ("planer/", "/planer"), ("/a/b-c", "/a/b-c")])
def test_a_root_path_is_read(text, path):
    assert read_root_path(text) == path


@pytest.mark.parametrize("text", ["/a//b", "/../x", '/"><script>', "/å"])
def test_what_is_no_path_is_refused(text):
    with pytest.raises(BadRequest, match="kan inte användas"):
        read_root_path(text)


def test_what_is_no_proxy_is_refused():
    with pytest.raises(BadRequest, match="PLANLOTS_PROXIES"):
        read_proxies("proxy.local")


@pytest.fixture
def client(tmp_path):
    settings = Settings(tmp_path, "", None)
    return TestClient(create_app(settings, Service(settings, FakeDesk()), Front(root_path="/planer")), raise_server_exceptions=False)


PAGES = [
    "/",
    "/documents",
    "/d/skogsby-plan",
    "/s/skogsby-plan/samtal",
    "/search",
    "/areas",
    "/responsibilities",
    "/compare?left=a&right=b",
    "/sign-in",
    "/nej",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("before", ["", "/planer"])
def test_every_address_on_a_page_lies_under_the_path(client, page, before):
    import re

    html = client.get(before + page).text
    found = re.findall(r'(?:href|src|action|formaction|data-address)="([^"#]+)', html)
    assert found and not [one for one in found if not one.startswith("/planer/")]


def test_the_answer_and_its_json_lie_under_the_path_too(client):
    html = client.post("/planer/ask", data={"question": "samtal"}).text
    assert 'action="/planer/ask#svar"' in html and 'href="/planer/static/' in html and 'action="/ask' not in html
    assert client.get("/planer/api/health").json()["status"] == "ok"
    assert client.get("/planer/static/page.css").status_code == 200


def test_no_template_holds_an_address_of_its_own():
    import re

    from api.page.site import HERE

    templates = list((HERE / "templates").glob("*.html"))
    wrong = [path.name for path in templates if re.search(r'(?:href|src|action)="/', path.read_text(encoding="utf-8"))]
    assert templates and not wrong
