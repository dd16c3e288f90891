"""What is due goes, what is in use stays, and the proof says which."""

import json
import os
from datetime import UTC, datetime, timedelta

import pytest

from api.purge import purge
from corpus.audit import Audit
from corpus.collections import Collections, collection_settings
from corpus.errors import BadRequest
from corpus.jobs import Jobs
from corpus.keys import Keys
from corpus.retention import DAYS, read_days
from ingest.pipeline import remove_document
from tests.keyed import PLAN, Keyed
from tests.libraries import memory_library

LATER = timedelta(days=10_000)


@pytest.fixture
def keyed(tmp_path):
    made = Keyed(tmp_path / "data")
    yield made
    made.close()


def run(keyed, ahead=LATER, dry_run=False, **days):
    done = purge(keyed.library.settings, DAYS | days, datetime.now(UTC) + ahead, dry_run=dry_run)
    return {one.collection: one.count() for one in done}


def files(keyed):
    return {path.name for path in (keyed.library.settings.data / "files").iterdir()}


def test_nothing_young_is_due(keyed, tmp_path):
    keyed.ingest(tmp_path / "plan.md")
    assert run(keyed, timedelta(0)) == {"": {}}


def test_a_document_in_use_stays_however_old(keyed, tmp_path):
    keyed.ingest(tmp_path / "plan.md", document_id="vinter")
    before = keyed.library.store.sections("vinter"), files(keyed)
    assert run(keyed) == {"": {"jobs": 1}}
    assert (keyed.library.store.sections("vinter"), files(keyed)) == before
    assert keyed.library.store.source_text("vinter", 0, 10)


def test_a_withdrawn_document_leaves_nothing_behind(keyed, tmp_path):
    keyed.ingest(tmp_path / "plan.md", PLAN.replace("halt", "kvastfening"), "vinter")
    keyed.client("editor").delete("/api/documents/vinter")
    data = keyed.library.settings.data
    assert b"kvastfening" in (data / "planlots.db").read_bytes() + (data / "planlots.db-wal").read_bytes()
    assert run(keyed) == {"": {"jobs": 1, "files": 1, "texts": 1, "audit": 1}}
    assert files(keyed) == set()
    assert b"kvastfening" not in b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert run(keyed) == {"": {"audit": 1}}  # the purge itself was noted


def test_its_time_begins_when_it_is_withdrawn(keyed, tmp_path):
    keyed.ingest(tmp_path / "plan.md", document_id="vinter")
    path = next((keyed.library.settings.data / "files").iterdir())
    os.utime(path, (0, 0))
    keyed.client("editor").delete("/api/documents/vinter")
    assert run(keyed, timedelta(days=29)) == {"": {}}
    assert run(keyed, timedelta(days=31)) == {"": {"files": 1, "texts": 1}}


def test_an_earlier_edition_goes_and_its_links_still_lead_on(keyed, tmp_path):
    keyed.ingest(tmp_path / "a.md", document_id="vinter")
    keyed.ingest(tmp_path / "b.md", PLAN.replace("sju", "sex"), "vinter")
    old = keyed.library.store.sections("vinter")[-1].anchor
    assert run(keyed) == {"": {"jobs": 2, "files": 1, "generations": 1}}
    assert keyed.library.store.section(old).text and len(files(keyed)) == 1
    assert [one.result for one in keyed.ingest(tmp_path / "c.md", PLAN.replace("sju", "fem"), "vinter")] == ["uppdaterad"]


def test_a_dry_run_removes_nothing(keyed, tmp_path):
    keyed.ingest(tmp_path / "plan.md", document_id="vinter")
    remove_document("vinter", keyed.library)
    before = files(keyed)
    assert run(keyed, dry_run=True) == {"": {"jobs": 1, "files": 1, "texts": 1}}
    assert files(keyed) == before and not (keyed.library.settings.data / "gallring").exists()
    assert Audit(keyed.library.store).list() == ()


def test_the_file_of_a_waiting_job_stays(keyed, tmp_path):
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    from ingest.jobs import enqueue_file

    enqueue_file(keyed.library, tmp_path / "plan.md")
    assert run(keyed) == {"": {}}
    assert len(files(keyed)) == 1


def test_half_files_and_cached_pages_go(keyed):
    data = keyed.library.settings.data
    for path in (data / "files" / ".half", data / "ocr" / "ab" / "page"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert run(keyed) == {"": {"files": 1, "pages": 1}}
    assert not list((data / "ocr").rglob("page")) and files(keyed) == set()


def test_old_runs_and_sets_of_the_workbench_go(keyed):
    root = keyed.library.settings.data / "eval"
    for name in ("runs/old/run.json", "sets/old.json", "runs/new/run.json"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("{}")
    for name in ("runs/old", "sets/old.json"):
        os.utime(root / name, (0, 0))
    assert run(keyed, timedelta(0)) == {"": {"eval": 2}}
    assert [str(path.relative_to(root)) for path in sorted(root.rglob("*.json"))] == ["runs/new/run.json"]


def test_ended_keys_go_and_others_stay(keyed):
    for name in ("a", "b"):
        Keys(keyed.library.store).add(name, "reader", None if name == "a" else "")
        Keys(keyed.library.store).revoke(name)
    Keys(keyed.library.store).add("c", "reader", "")
    assert run(keyed) == {"": {"keys": 2}}
    assert [key.name for key in Keys(keyed.library.store).list()] == ["c"]


def test_the_proof_is_stored_and_its_hash_logged(keyed, tmp_path):
    keyed.ingest(tmp_path / "plan.md", document_id="vinter")
    job = Jobs(keyed.library.store).list()[0].id
    run(keyed)
    proof = next((keyed.library.settings.data / "gallring").iterdir())
    assert [one["name"] for one in json.loads(proof.read_text())["collections"][0]["removed"]] == [job]
    import hashlib

    assert hashlib.sha256(proof.read_bytes()).hexdigest() in Audit(keyed.library.store).list()[0].target


def test_each_collection_is_purged_by_itself(keyed, tmp_path):
    Collections(keyed.library.store).add("norr", "Norr", public=True)
    inside = collection_settings(keyed.library.settings, "norr")
    other = memory_library(inside.data)
    Jobs(other.store).enqueue("f", "a.md")
    Jobs(other.store).cancel(Jobs(other.store).list()[0].id)
    other.close()
    keyed.ingest(tmp_path / "plan.md")
    assert run(keyed) == {"": {"jobs": 1}, "norr": {"jobs": 1}}


def test_times_are_read():
    assert read_days("") == DAYS
    assert read_days(" jobs=30,files = 7 ") == DAYS | {"jobs": 30, "files": 7}


@pytest.mark.parametrize("text", ["jobb=30", "jobs", "jobs=-1", "jobs=x"])
def test_times_that_cannot_be_read_are_told(text):
    with pytest.raises(BadRequest, match="Sorter"):
        read_days(text)
