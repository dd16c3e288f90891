"""The page as HTML: escaped, in two languages, complete without JavaScript, with nothing from elsewhere."""

import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.guards.asgi import CSP
from api.page.site import first
from api.service.state import Service
from corpus.settings import Settings
from tests.fake_desk import ANSWER, FakeDesk

PAGES = (
    "/",
    "/documents",
    "/d/skogsby-plan",
    "/s/skogsby-plan/samtal",
    "/search",
    "/areas",
    "/responsibilities",
    "/compare",
    "/problem/finns-inte",
    "/nej",
)
VOID = {"meta", "link", "input", "br", "hr", "img"}


class Outline(HTMLParser):
    """Checks that elements close in order, and collects what the tests look at."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.ids, self.headings = [], [], [], []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.ids += [value for name, value in attributes if name == "id"]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture
def client(tmp_path):
    settings = Settings(tmp_path, "", None)
    return TestClient(create_app(settings, Service(settings, FakeDesk())), raise_server_exceptions=False)


def every_page(client):
    for address in PAGES:
        yield address, client.get(address).text
        yield address, client.get(address, params={"lang": "en"}).text
    yield "/ask", client.post("/ask", data={"question": "Vad?", "source": "skogsby-plan/samtal@0-28"}).text
    yield "/ask", client.post("/ask", data={"question": "Vad?", "lang": "en", "history_question": "a", "history_answer": "b"}).text
    yield "/search", client.post("/search", data={"q": "samtal"}).text
    yield "/areas", client.post("/areas", data={"q": "samtal"}).text
    yield "/compare", client.get("/compare?left=a&right=b").text


def test_every_page_is_well_formed_with_one_main_heading_and_unique_ids(client):
    for address, html in every_page(client):
        outline = Outline(html)
        assert outline.headings.count(1) == 1, address
        assert all(below - above <= 1 for above, below in zip(outline.headings, outline.headings[1:], strict=False)), (
            address,
            outline.headings,
        )
        assert len(set(outline.ids)) == len(outline.ids), address


def test_every_field_has_a_label(client):
    for address, html in every_page(client):
        outline = Outline(html)
        labelled = {attributes.get("for") for tag, attributes in outline.tags if tag == "label"}
        for tag, attributes in outline.tags:
            if tag == "select" or (tag == "input" and attributes.get("type") == "text"):
                assert attributes["id"] in labelled, address


def test_nothing_is_fetched_from_elsewhere_and_nothing_is_inline(client):
    for address, html in every_page(client):
        for tag, attributes in Outline(html).tags:
            assert not {name for name in attributes if name.startswith("on") or name == "style"}, address
            assert tag not in ("style", "iframe")
            assert tag != "img" or (attributes["src"].startswith("/api/pages/") and attributes["alt"] and attributes["loading"] == "lazy")
            for name in ("src", "action", "formaction"):
                assert (attributes.get(name) or "/").startswith("/") and not (attributes.get(name) or "").startswith("//")
        assert re.findall(r"<script(?! src=)", html) == []


def test_text_of_documents_and_questions_is_never_markup(client):
    for _, html in every_page(client):
        assert "<b>kaffe" not in html and "<Skogsby>" not in html
    html = client.post("/ask", data={"question": "<script>alert(1)</script>", "history_question": '"><img>', "history_answer": "<i>"}).text
    assert "<script>alert" not in html and "<img>" not in html and "<i>" not in html


def test_the_policy_is_strict(client):
    assert client.get("/").headers["content-security-policy"] == CSP
    assert "unsafe" not in CSP and "http" not in CSP


def test_the_page_says_first_that_no_language_model_is_used(client):
    assert client.get("/").text.count("Svaren är citat. Ingen språkmodell används.") == 2
    assert "Answers are quotations. No language model is used." in client.get("/?lang=en").text


def test_english_stays_english_from_link_to_link(client):
    html = client.get("/areas?lang=en").text
    assert '<html lang="en">' in html
    inner = re.findall(r'href="(/(?!static|areas\?lang|areas")[^"]*)"', html)
    assert len(inner) > 7
    assert all("lang=en" in address for address in inner)


def test_an_answer_shows_each_statement_with_citation_and_label(client):
    html = client.post("/ask", data={"question": "Vad?"}).text
    assert "sammanställt utan språkmodell" in html
    assert re.search(
        r'ordagrant, med rättade skannfel – <a href="/s/skogsby-plan/samtal\?start=0&amp;end=28&amp;view=scanned#citat">visa originalet',
        html,
    )
    assert html.count('value="skogsby-plan/samtal@0-28"') == 3
    assert 'aria-label="Visa källa 1"' in html


def test_a_chosen_citation_opens_the_source_with_the_quote_marked(client):
    html = client.post("/ask", data={"question": "Vad?", "source": "skogsby-plan/samtal@0-28"}).text
    assert re.search(r'<mark id="citat"[^>]*>Kommunen ska </mark>', html)
    assert 'title="I filen: erbjucla. Osäker läsning' in html
    scanned = client.post("/ask", data={"question": "Vad?", "source": "skogsby-plan/samtal@0-28", "view": "scanned"}).text
    assert "erbjucla samtal.</mark>" in scanned and "Visa den rättade texten" in scanned


def test_only_another_reading_of_the_question_is_shown(client, monkeypatch):
    monkeypatch.setattr(FakeDesk, "ask", lambda *_: {**ANSWER, "understood_as": "Vad erbjuds?"})
    assert "Tolkat som: Vad erbjuds?" in client.post("/ask", data={"question": "Vad är det?"}).text
    assert "Tolkat som" not in client.post("/ask", data={"question": "vad  erbjuds"}).text


def test_the_conversation_travels_in_the_form(client):
    html = client.post("/ask", data={"question": "Och sen?", "history_question": ["Ett", "Två"], "history_answer": ["1", "2"]}).text
    assert html.index("Ett</summary>") < html.index("Två</summary>") < html.index('id="svar"')
    following = html[html.index('class="ask next"') :]
    assert re.findall(r'name="history_question" value="([^"]+)"', following)[:3] == ["Ett", "Två", "Och sen?"]


def test_only_the_latest_turns_travel(client):
    many = {"question": "Nu?", "history_question": [f"F{n}" for n in range(20)], "history_answer": ["x"] * 20}
    html = client.post("/ask", data=many).text
    assert "F12</summary>" in html and "F11</summary>" not in html


def test_an_empty_question_leads_to_the_start_page(client):
    response = client.post("/ask", data={"question": "  "})
    assert response.status_code == 200 and "Vad vill du veta" in response.text


@pytest.mark.parametrize(
    ("path", "data"), [("/ask", {"question": "Vad?"}), ("/search", {"q": "a"}), ("/areas", {}), ("/responsibilities", {"actor": "x"})]
)
def test_what_is_shown_can_be_saved(client, path, data):
    response = client.post(path, data={**data, "format": "xlsx"})
    assert response.headers["content-disposition"].endswith('.xlsx"')
    assert client.post(path, data={**data, "format": "exe"}).status_code == 422


def test_errors_are_pages_with_a_way_on(client):
    assert client.get("/s/skogsby-plan/nej").status_code == 404
    withdrawn = client.get("/s/skogsby-plan/borta")
    assert withdrawn.status_code == 410 and 'href="/s/skogsby-plan/samtal"' in withdrawn.text
    failed = client.post("/ask", data={"question": "det exploderar"})
    assert (failed.status_code, failed.headers["content-type"]) == (500, "text/html; charset=utf-8")


def test_too_long_a_question_and_too_many_fields_are_refused(client):
    assert client.post("/ask", data={"question": "x" * 4001}).status_code == 422
    assert client.post("/ask", content="&".join(f"document=d{n}" for n in range(400))).status_code == 422
    assert client.post("/ask", data={"question": "x" * 300_000}).status_code == 413


def test_a_starting_service_says_so_and_comes_back(tmp_path):
    response = TestClient(create_app(Settings(tmp_path, "", None))).get("/")
    assert (response.status_code, response.headers["refresh"]) == (503, "2")
    assert "Tjänsten startar" in response.text


def test_static_files_may_be_kept_since_their_address_changes(client):
    address = re.search(r'href="(/static/page.css\?v=[0-9a-f]{10})"', client.get("/").text)[1]
    assert "immutable" in client.get(address).headers["cache-control"]
    assert "no-store" in client.get("/").headers["cache-control"]


def test_the_page_is_light(client):
    weight = sum(len(client.get(address).content) for address in ("/", "/static/page.css", "/static/page.js", "/static/icon.svg"))
    assert weight < 150_000


def test_a_button_wins_over_a_hidden_field():
    assert first({"source": ["a", " b "]}, "source") == "b"
    assert first({}, "source", "x") == "x"
