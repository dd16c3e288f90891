"""The bundled documents come in once, are renewed, and stay out when taken out."""

import json

import pytest

from corpus.errors import StoreUnavailable
from ingest.bundled import enqueue_bundled, read_manifest
from ingest.jobs import run_jobs
from ingest.pipeline import ingest_file
from ingest.readers import passagefile
from tests.libraries import memory_library


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "bundled"
    made.mkdir()
    for name in ("a", "b"):
        (made / f"{name}.jsonl").write_text(json.dumps({"id": "1", "text": f"{name} plogas"}))
    entries = [{"file": "b.jsonl", "id": "broar"}, {"file": "a.jsonl", "id": "snö-plan"}]
    (made / "manifest.json").write_text(json.dumps({"documents": entries}))
    return made


@pytest.fixture
def library(tmp_path):
    opened = memory_library(tmp_path / "data")
    yield opened
    opened.close()


def ids(library):
    return [document.id for document in library.store.documents()]


def test_a_new_data_folder_gets_all_of_them_and_then_nothing_more(library, folder):
    assert [job.document_id for job in enqueue_bundled(library, folder)] == ["broar", "sno-plan"]
    assert [one.result for one in run_jobs(library)] == ["ny", "ny"]
    assert ids(library) == ["broar", "sno-plan"]
    assert enqueue_bundled(library, folder) == []


def test_a_folder_in_use_gets_none_of_what_was_taken_out(library, folder):
    enqueue_bundled(library, folder)
    run_jobs(library)
    library.store.withdraw("broar")
    assert enqueue_bundled(library, folder) == []
    assert ids(library) == ["sno-plan"]


def test_one_that_failed_is_tried_again(library, folder):
    good = (folder / "a.jsonl").read_text()
    (folder / "a.jsonl").write_text("{")
    enqueue_bundled(library, folder)
    assert [one.result for one in run_jobs(library)] == ["ny", "fel"]
    (folder / "a.jsonl").write_text(good)
    assert [job.document_id for job in enqueue_bundled(library, folder)] == ["sno-plan"]


def test_a_folder_that_began_with_other_documents_gets_none(library, folder):
    ingest_file(folder / "a.jsonl", library, document_id="egen")
    assert enqueue_bundled(library, folder) == []


def test_another_version_renews_them(library, folder, monkeypatch):
    enqueue_bundled(library, folder)
    run_jobs(library)
    monkeypatch.setattr(passagefile, "VERSION", "next")
    assert [job.document_id for job in enqueue_bundled(library, folder)] == ["broar", "sno-plan"]
    assert [one.result for one in run_jobs(library)] == ["uppdaterad", "uppdaterad"]


def test_a_broken_manifest_is_told(folder):
    assert read_manifest(folder) == [("broar", "b.jsonl"), ("sno-plan", "a.jsonl")]
    (folder / "manifest.json").write_text("{}")
    with pytest.raises(StoreUnavailable, match=r"manifest\.json"):
        read_manifest(folder)
