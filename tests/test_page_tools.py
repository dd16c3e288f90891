"""The coordinator's pages over a real small library: overview, timeline, activities, collection, documents; and who is let in."""

import io
import re

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from api.app import create_app
from api.desk import LibraryDesk
from api.service.state import Service
from assistant.registers.matching import match_activities
from corpus.keys import Keys
from ingest.jobs import run_jobs
from tests.small_library import add, make_edition, open_library

TEXTS = ["Kommunen ska ge stöd till anhöriga senast 31 mars 2031.", "Fler bussar ska gå till byn."]


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path / "data") as library:
        add(library, make_edition("plan", TEXTS, areas=True))
        add(library, make_edition("annan", ["Elever ska få lektioner ute."], areas=True))
        yield library


@pytest.fixture
def app(library):
    return create_app(library.settings, Service(library.settings, LibraryDesk(library), library=library))


@pytest.fixture
def client(app):
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def editor(app, library):
    client = TestClient(app, raise_server_exceptions=False, base_url="https://testserver")
    client.post("/sign-in", data={"key": Keys(library.store).add("prov", "editor", "")[1]})
    return client


def token(html):
    return re.search(r'name="csrf" value="(\w+)"', html)[1]


@pytest.mark.parametrize("path", ["/planer", "/d/plan", "/tidslinje", "/hanvisningar", "/koppla", "/underlag", "/documents"])
@pytest.mark.parametrize("lang", ["", "?lang=en"])
def test_every_page_answers_in_both_languages(client, path, lang):
    answer = client.get(path + lang)
    assert answer.status_code == 200 and f'<html lang="{"en" if lang else "sv"}">' in answer.text


def test_the_overview_opens_the_areas_of_a_cell(client):
    html = client.get("/planer").text
    assert html.count('class="matrix') == 2 and TEXTS[0] in html


def test_the_timeline_is_a_picture_a_table_and_a_file(client):
    html = client.get("/tidslinje").text
    assert html.count('<circle class="mark') == 1 and 'id="h1"' in html and "senast 2031-03-31" in html
    assert "2031-03-31" in client.get("/tidslinje?format=csv").text
    assert client.get("/tidslinje?document=nej").status_code == 404


def test_activities_find_their_areas_and_nothing_fits_what_is_foreign(library):
    match, none, again = match_activities(library, ["stöd till anhöriga", "xyzzy", "stöd till anhöriga"])
    assert match.candidates[0].area.text == TEXTS[0] and match == again and none.candidates == ()


def test_choices_travel_in_the_form_and_end_in_a_workbook(client, library):
    area = library.store.areas(["plan"])[0]
    rows = "\n".join(["stöd till anhöriga", "xyzzy", *(f"aktivitet nummer {n}" for n in "abcdefghijklmnopqrstu"), "=SUM(A1)"])
    first = client.post("/koppla", data={"rows": rows, "choice-0": area.id, "choice-1": "-"})
    assert "1 valda, 1 passar inte, 22 kvar" in first.text and "Sida 1 av 2" in first.text
    packed = re.search(r'name="choices" value="([^"]*)"', first.text)[1]
    saved = client.post("/koppla", data={"rows": rows, "choices": packed, "choice-2": "påhittat", "format": "xlsx"})
    cells = list(load_workbook(io.BytesIO(saved.content)).active.iter_rows(values_only=True, min_row=2))
    assert cells[0][2:4] == ("valt område", TEXTS[0]) and cells[0][-1].startswith("http://testserver/s/plan/mal?start=")
    assert [row[2] for row in cells[1:3]] == ["ingen passar", "inte valt"] and cells[-1][1] == "=SUM(A1)"
    assert "0 kvar" in client.post("/koppla", data={"rows": rows, "first": "1"}).text


def test_an_uploaded_list_is_read(client):
    answer = client.post("/koppla", files={"file": ("lista.csv", b"Aktivitet;Vem\nElever ute;Bo\n")})
    assert "<strong>Elever ute</strong>" in answer.text
    assert client.post("/koppla", data={"rows": ""}).status_code == 422


def test_the_collection_travels_in_the_form(client):
    html = client.post("/underlag", data={"item": ["plan/mal@0-8", "plan/mal@9-12"]}).text
    assert html.count('class="card"') == 2 and "Kommunen" in html
    less = client.post("/underlag", data={"item": ["plan/mal@0-8", "plan/mal@9-12"], "remove": "plan/mal@9-12"}).text
    assert less.count('class="card"') == 1
    more = client.post("/underlag", data={"item": "plan/mal@0-8", "address": "/s/plan/mal?start=9&end=12"}).text
    assert more.count('class="card"') == 2 and 'role="alert"' not in more
    assert 'role="alert"' in client.post("/underlag", data={"address": "nej"}).text
    assert client.post("/responsibilities", data={"kept": "plan/mal@0-8"}).text.count('value="plan/mal@0-8"') >= 1
    file = client.post("/underlag", data={"item": "plan/mal@0-8", "format": "docx"})
    assert file.headers["content-disposition"].endswith('.docx"')


@pytest.mark.parametrize("path", ["/documents/jobs", "/documents/jobs/x"])
def test_jobs_are_for_editors(client, path):
    assert client.get(path).status_code in (401, 403)


def test_without_a_key_nothing_can_be_added_and_the_way_to_one_is_shown(client):
    html = client.get("/documents").text
    assert 'id="upload"' not in html and "/sign-in" in html
    assert client.post("/documents/add", files={"file": ("a.md", b"# A")}).status_code in (401, 403)


def test_a_file_is_added_recognised_as_an_edition_and_replaces_it(editor, library):
    csrf = token(editor.get("/documents").text)
    body = "# Plan för Tallby\n\n## Mål\n\nAlla elever ska få läsa böcker varje dag i skolan.\n\nBiblioteket ska ha öppet varje kväll{}.\n"
    addresses = []
    for more in ("", " för alla"):
        answer = editor.post("/documents/add", data={"csrf": csrf}, files={"file": ("tallby.md", body.format(more).encode())})
        assert answer.status_code == 200 and answer.headers["refresh"] == "2"
        run_jobs(library)
        addresses.append(answer.url.path)
    ended = editor.get(addresses[1])
    assert "En ny utgåva?" in ended.text and "refresh" not in ended.headers
    replaced = editor.post(f"{addresses[1]}/replace", data={"csrf": csrf, "document": "plan-for-tallby"})
    run_jobs(library)
    assert "klar" in editor.get(replaced.url.path).text
    assert [one.id for one in library.store.documents() if "tallby" in one.id] == ["plan-for-tallby"]
    assert "för alla" in library.store.section("plan-for-tallby/plan-for-tallby/mal").text


def test_a_job_can_be_cancelled_and_tried_again(editor, library):
    csrf = token(editor.get("/documents").text)
    page = editor.post("/documents/add", data={"csrf": csrf}, files={"file": ("a.md", b"# A\n\nText om en sak.\n")})
    address = page.url.path
    assert "avbruten" in editor.post(f"{address}/cancel", data={"csrf": csrf}).text
    assert "väntar" in editor.post(f"{address}/retry", data={"csrf": csrf}).text
    assert "a.md" in editor.get("/documents/jobs").text
    assert editor.post(f"{address}/cancel", data={}).status_code == 403


def test_a_document_is_withdrawn_only_after_yes(editor, library):
    csrf = token(editor.get("/documents").text)
    asked = editor.post("/documents/withdraw", data={"csrf": csrf, "document": "annan"})
    assert "Ja, ta bort" in asked.text and len(library.store.documents()) == 2
    editor.post("/documents/withdraw", data={"csrf": csrf, "document": "annan", "sure": "yes"})
    assert [one.id for one in library.store.documents()] == ["plan"]
