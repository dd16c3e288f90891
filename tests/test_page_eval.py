"""The workbench's pages over a real small library: upload, check, run, report, compare, judge; and who is let in."""

import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.desk import LibraryDesk
from api.evaluate import Evaluator
from api.service.state import Service
from corpus.keys import Keys
from eval.archive import Archive
from tests.small_library import add, make_edition, open_library
from tests.test_page import Outline

TEXT = "Vid snö ska kommunen ploga gatorna före klockan sju."
CSV = f"Fråga;Facit;Fakta;Kan besvaras\nnär plogas gatorna vid snö?;{TEXT};klockan sju;ja\nhur går bussen?;Bussen skall gå varje timme.;;ja\nvem äger månen?;;;nej\n;;;\nx;;;kanske\n"
HERE = ("127.0.0.1", 5000)
HOME = "/utvardering"


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path / "data") as library:
        add(library, make_edition("plan", [TEXT, "Bussen går varje timme."]))
        yield library


@pytest.fixture
def app(library):
    return create_app(library.settings, Service(library.settings, LibraryDesk(library), library=library))


@pytest.fixture
def client(app):
    return TestClient(app, client=HERE, raise_server_exceptions=False)


@pytest.fixture
def archive(library):
    return Archive.of(library.settings)


def upload(client, content=CSV, name="Våra frågor"):
    return client.post(f"{HOME}/samlingar", files={"file": ("fragor.csv", content.encode())}, data={"name": name})


def start(client, archive, library):
    """Upload, mend, run; the run's address."""
    upload(client)
    kept = archive.list_sets()[0]
    answer = client.post(f"{HOME}/korningar", data={"set": kept.id, "name": "Prov"})
    Evaluator(library).do_next()
    return answer.url.path


def test_an_upload_ends_on_the_sets_page_with_what_is_wrong(client):
    answer = upload(client)
    assert answer.status_code == 200 and answer.history[0].status_code == 303
    Outline(answer.text)
    assert "2 frågor kan köras" in answer.text and "2 rader att rätta" in answer.text
    assert "Rad 3" in answer.text and "Bussen går varje timme." in answer.text and "kolumn D (Kan besvaras)" in answer.text


def test_suggestions_are_taken_over(client, archive):
    upload(client)
    kept = archive.list_sets()[0]
    assert "3 frågor kan köras" in client.post(f"{HOME}/samlingar/{kept.id}/forslag").text
    assert client.get(f"{HOME}/samlingar/{kept.id}/fragor.xlsx").content.startswith(b"PK")
    client.post(f"{HOME}/samlingar/{kept.id}/ta-bort")
    assert archive.list_sets() == []


def test_progress_reloads_by_itself_until_told_to_rest(client, archive):
    upload(client)
    answer = client.post(f"{HOME}/korningar", data={"set": archive.list_sets()[0].id})
    assert answer.headers["refresh"] == "2" and "0 av 2 frågor är klara" in answer.text
    Outline(answer.text)
    assert "refresh" not in client.get(answer.url.path + "?vila=1").headers
    assert "Körningen avbryts" in client.post(answer.url.path + "/avbryt").text


def test_a_run_ends_in_a_report_in_every_format(client, archive, library):
    address = start(client, archive, library)
    page = client.get(address)
    Outline(page.text)
    assert "Av 2 frågor:" in page.text and "refresh" not in page.headers
    assert not re.search(r"<style|style=", page.text)
    for format_, begins in (("html", b"<!doctype"), ("docx", b"PK"), ("xlsx", b"PK"), ("json", b"[")):
        saved = client.get(f"{address}/rapport.{format_}")
        assert saved.content.startswith(begins) and "attachment" in saved.headers["content-disposition"]
    assert client.get(f"{address}/rapport.pdf").status_code == 422
    assert client.get(f"{HOME}/rapport.css").headers["content-type"].startswith("text/css")
    assert "Prov" in client.get(HOME).text


def test_two_runs_are_compared(client, archive, library):
    one = start(client, archive, library).rsplit("/", 1)[1]
    other = start(client, archive, library).rsplit("/", 1)[1]
    assert one in client.get(f"{HOME}/korningar/{other}").text
    page = client.get(f"{HOME}/jamfor", params={"fore": one, "efter": other})
    Outline(page.text)
    assert "Lika många rätt" in page.text
    assert client.get(f"{HOME}/jamfor", params={"fore": one, "efter": other, "som": "html"}).content.startswith(b"<!doctype")
    assert "Jämför två körningar" in client.get(f"{HOME}/jamfor").text
    client.post(f"{HOME}/korningar/{one}/ta-bort")
    assert client.get(f"{HOME}/korningar/{one}").status_code == 404


def test_judging_is_blind_and_ends_in_a_result(client, archive, library):
    run = start(client, archive, library).rsplit("/", 1)[1]
    page = client.post(f"{HOME}/bedomning", data={"run": [run], "questions": "2"})
    Outline(page.text)
    address = page.url.path
    item = client.get(f"{address}/svar", params={"bedomare": "Anna"})
    while 'name="item"' in item.text:
        Outline(item.text)
        assert run not in item.text and "Prov" not in item.text
        fields = {
            name: max(re.findall(rf'name="{name}" value="(\d+)"', item.text), key=int)
            for name in set(re.findall(r'name="((?:line|source)-\d+)"', item.text))
        }
        fields |= {"bedomare": "Anna", "item": re.search(r'name="item" value="(\w+)"', item.text)[1]}
        item = client.post(f"{address}/svar", data=fields)
    assert "100,0" in item.text and "2 av 2 svar" in item.text
    assert client.get(f"{address}/bedomningar.csv").text.startswith("\ufeffFråga;")
    assert client.get(f"{address}/bedomningar.xlsx").content.startswith(b"PK")
    assert client.post(f"{address}/svar", data={"bedomare": "Bo", "item": "borta"}).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "data", "message"),
    [
        ("POST", "/samlingar", {}, "Ingen fil är vald"),
        ("POST", "/bedomning", {}, "Ingen körning är vald"),
        ("POST", "/bedomning", {"run": "x", "questions": "många"}, "är inget antal frågor"),
        ("GET", "/samlingar/borta", None, "finns inte"),
        ("GET", "/korningar/borta", None, "finns inte"),
        ("GET", "/bedomning/borta/svar?bedomare=A", None, "finns inte"),
    ],
)
def test_mistakes_are_told_on_a_page(client, method, path, data, message):
    answer = client.request(method, HOME + path, data=data)
    assert answer.status_code in (400, 404, 422) and message in answer.text
    Outline(answer.text)


def test_english_stays_english_through_a_form(client):
    answer = client.post(f"{HOME}/samlingar", files={"file": ("f.csv", CSV.encode())}, data={"lang": "en"})
    assert answer.url.query == b"lang=en" and "2 questions can be run." in answer.text


def test_without_keys_only_this_machine_is_let_in(app):
    for address in ("203.0.113.9", "10.0.0.2"):
        stranger = TestClient(app, client=(address, 1), raise_server_exceptions=False)
        assert stranger.get(HOME).status_code == 403
        assert upload(stranger).status_code == 403
        assert HOME not in stranger.get("/").text
    near = TestClient(app, client=HERE, raise_server_exceptions=False)
    assert HOME in near.get("/").text
    assert near.get(HOME, headers={"x-forwarded-for": "203.0.113.9"}).status_code == 403
    assert near.post(f"{HOME}/korningar", data={"set": "medfoljande"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_with_keys_an_editor_is_let_in_and_nobody_else(app, client, library):
    keys = Keys(library.store)
    _, editor = keys.add("rut", "editor", None)
    _, reader = keys.add("leo", "reader", None)
    assert client.get(HOME).status_code == 403
    assert client.get(HOME, headers={"authorization": f"Bearer {reader}"}).status_code == 403
    assert client.get(HOME, headers={"authorization": f"Bearer {editor}"}).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"file": "text där en fil ska vara"}},
        {"data": {"file": "ab"}},
        {"files": {"name": ("fragor.csv", b"x")}},
        {"files": {"lang": ("fragor.csv", b"x")}},
    ],
)
def test_a_file_is_taken_only_where_one_belongs(client, sent):
    answer = client.post(f"{HOME}/samlingar", **sent)
    assert answer.status_code in (400, 422) and "Ingen fil är vald" in answer.text


def test_a_file_where_text_belongs_is_no_set(client):
    assert client.post(f"{HOME}/korningar", files={"set": ("a", b"x")}).status_code == 404
