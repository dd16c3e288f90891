"""Documents are added, withdrawn and corrected with a key, and every change is written down."""

import pytest

from ingest.jobs import kept_path
from tests.keyed import PLAN, Keyed

BYTES = PLAN.encode()


@pytest.fixture
def keyed(tmp_path):
    made = Keyed(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def client(keyed):
    return keyed.client("editor", name="anna")


def log(keyed):
    return [(row["who"], row["action"]) for row in keyed.client("admin", name="chef").get("/api/audit").json()]


def upload(client, content=BYTES, name="plan.md", **fields):
    return client.post("/api/documents", files={**{key: (None, value) for key, value in fields.items()}, "file": (name, content)})


def test_a_file_is_queued_under_its_hash_and_read_in(keyed, client):
    response = upload(client, name="../../etc/Pl\u202ean.md")
    job = response.json()
    assert (response.status_code, job["state"], job["file_name"]) == (202, "queued", "Plan.md")
    assert [one.result for one in keyed.run_jobs()] == ["ny"]
    done = client.get(f"/api/jobs/{job['id']}").status_code, keyed.library.store.documents()[0]
    assert done[0] == 200 and kept_path(keyed.library, done[1].file_hash).read_bytes() == PLAN.encode()
    assert log(keyed) == [("anna", "document.add")]


def test_a_named_document_gets_a_new_edition(keyed, client):
    upload(client, document="vinter")
    upload(client, PLAN.replace("sju", "sex").encode(), document="vinter")
    assert [(one.document_id, one.result) for one in keyed.run_jobs()] == [("vinter", "ny"), ("vinter", "uppdaterad")]


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{}", "application/json", 422),
        (b"", "multipart/form-data; boundary=x", 400),
        (b'--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhej', "multipart/form-data; boundary=x", 400),
        (b"skrap", "multipart/form-data; boundary=x", 400),
        (b'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nhej\r\n--x--\r\n', "multipart/form-data; boundary=x", 422),
        (b'--x\r\ncontent-disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--\r\n', "multipart/form-data; boundary=x", 422),
    ],
)
def test_what_is_no_file_is_refused_and_leaves_nothing(keyed, client, body, content_type, status):
    response = client.post("/api/documents", content=body, headers={"content-type": content_type})
    assert response.status_code == status, response.text
    assert not list((keyed.library.settings.data / "files").glob("*"))
    assert keyed.client().get("/api/documents").status_code == 200


def test_a_file_too_large_is_cut_while_it_is_read(keyed, client, monkeypatch):
    monkeypatch.setattr("api.routes.upload.UPLOAD_BYTES", 2_000)
    sent = []

    def endless():
        yield b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(1_000):
            sent.append(1)
            yield b"a" * 1_000

    response = client.post("/api/documents", content=endless(), headers={"content-type": "multipart/form-data; boundary=x"})
    assert response.status_code == 413
    assert not list((keyed.library.settings.data / "files").glob("*"))
    assert upload(client, b"a" * 3_000).status_code == 413


def test_an_upload_by_cookie_needs_the_token_before_the_file(keyed):
    from api.guards import gate
    from api.guards.access import Caller

    client = keyed.client()
    session = keyed.keys.open_session(keyed.keys.add("kaka", "editor", "")[0])
    client.cookies.set(gate.COOKIE, session)
    token = gate.form_token(Caller(secret=session))
    assert upload(client).status_code == 403
    assert upload(client, csrf="fel").status_code == 403
    assert client.post("/api/documents", files=[("file", ("a.md", PLAN)), ("csrf", (None, token))]).status_code == 403
    assert upload(client, csrf=token).status_code == 202


def test_a_job_is_cancelled_and_queued_again(keyed, client):
    job = upload(client).json()["id"]
    assert client.post(f"/api/jobs/{job}/cancel").json()["state"] == "cancelled"
    assert keyed.run_jobs() == []
    assert client.post(f"/api/jobs/{job}/retry").json()["state"] == "queued"
    assert [one.result for one in keyed.run_jobs()] == ["ny"]
    for action in ("cancel", "retry"):
        response = client.post(f"/api/jobs/{job}/{action}")
        assert (response.status_code, response.json()["type"]) == (409, "/problem/jobb-ej-mojligt")
    assert client.get("/api/jobs").json()[0]["state"] == "done"
    assert log(keyed)[:2] == [("anna", "job.retry"), ("anna", "job.cancel")]


def test_a_job_whose_file_is_gone_cannot_be_queued_again(keyed, client):
    job = upload(client).json()["id"]
    client.post(f"/api/jobs/{job}/cancel")
    next((keyed.library.settings.data / "files").iterdir()).unlink()
    assert client.post(f"/api/jobs/{job}/retry").status_code == 404


def test_a_document_is_withdrawn(keyed, client, tmp_path):
    keyed.ingest(tmp_path / "plan.md", document_id="vinter")
    assert client.delete("/api/documents/vinter").json() == {"id": "vinter", "title": "Vinterplan för Skogsby", "withdrawn": True}
    assert keyed.library.store.documents() == ()
    assert client.delete("/api/documents/vinter").status_code == 404
    assert log(keyed) == [("anna", "document.withdraw")]


def correct(keyed, client, words="ar", replacement="är", **changed):
    section = next(one for one in keyed.library.store.sections("vinter") if "sandas" in one.text)
    start = section.text.index(f" {words} ") + 1
    body = {"anchor": section.anchor, "start": start, "end": start + len(words), "quote": words, "replacement": replacement}
    return client.post("/api/corrections", json=body | changed)


def text_of(keyed):
    return "\n".join(section.text for section in keyed.library.store.sections("vinter"))


def test_a_word_is_corrected_once_and_stays_so(keyed, client, tmp_path):
    keyed.ingest(tmp_path / "plan.md", document_id="vinter")
    response = correct(keyed, client)
    done = response.json()
    assert (response.status_code, done["job"]["state"]) == (202, "queued")
    assert (done["correction"]["quote"], done["correction"]["author"]) == ("ar", "anna")
    keyed.run_jobs()
    assert "när det är halt" in text_of(keyed) and "när det ar halt" not in text_of(keyed)
    assert [one.result for one in keyed.ingest(tmp_path / "igen.md")] == ["oförändrad"]
    assert [row["id"] for row in client.get("/api/corrections?document=vinter").json()] == [done["correction"]["id"]]
    gone = client.delete(f"/api/corrections/{done['correction']['id']}")
    assert gone.status_code == 202 and gone.json()["correction"]["replacement"] == "är"
    keyed.run_jobs()
    assert "när det ar halt" in text_of(keyed)
    assert client.delete("/api/corrections/nej").status_code == 404
    assert log(keyed) == [("anna", "correction.withdraw"), ("anna", "correction.add")]


def test_the_audit_log_holds_no_text_of_a_document(keyed, client, tmp_path):
    keyed.ingest(tmp_path / "plan.md", document_id="vinter")
    correct(keyed, client, replacement="hemligt ord")
    assert "hemligt" not in keyed.client("admin").get("/api/audit").text


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"quote": "är"}, 422),
        ({"anchor": "vinter/nej"}, 404),
        ({"replacement": ""}, 422),
        ({"start": -1}, 422),
        ({"start": "x"}, 422),
        ({"replacement": "a" * 300}, 422),
        ({"quote": None}, 422),
    ],
)
def test_corrections_that_cannot_be_are_refused(keyed, client, tmp_path, changed, status):
    keyed.ingest(tmp_path / "plan.md", document_id="vinter")
    assert correct(keyed, client, **changed).status_code == status
    assert client.get("/api/corrections").json() == []


def test_rows_of_a_list_cannot_be_corrected(keyed, client, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "p", "title": "Snö", "text": "Det ar halt."}\n', encoding="utf-8")
    upload(client, (tmp_path / "a.jsonl").read_bytes(), "a.jsonl", document="vinter")
    keyed.run_jobs()
    anchor = keyed.library.store.sections("vinter")[-1].anchor
    body = {"anchor": anchor, "start": 4, "end": 6, "quote": "ar", "replacement": "är"}
    assert "utan original" in client.post("/api/corrections", json=body).json()["detail"]


def test_a_correction_is_read_also_when_the_document_is_being_read(keyed, client, tmp_path):
    keyed.ingest(tmp_path / "plan.md", document_id="vinter")
    from corpus.jobs import Jobs
    from ingest.jobs import enqueue_document

    jobs = Jobs(keyed.library.store)
    running = enqueue_document(keyed.library, "vinter")
    jobs.claim()
    assert correct(keyed, client).json()["job"]["id"] != running.id
