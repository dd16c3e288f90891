"""One file becomes one document, in full or not at all."""

import json
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest

from corpus.errors import StoreUnavailable, UnreadableDocument, Withdrawn
from corpus.records import Correction
from ingest import editions, pipeline
from ingest.ocr.scans import LATE
from ingest.pipeline import STEPS, ingest_file, remove_document
from tests.libraries import build_simply, memory_library

PLAN = """# Plan för Alvby
Bygdenämnden leder arbetet i hela Alvby.
# Broar
Alla broar ska lagas innan vintern börjar.
# Snö
Snön plogas före klockan sju varje dag.
"""


@pytest.fixture(autouse=True)
def simple_structure(monkeypatch):
    monkeypatch.setattr(editions.structure, "build", build_simply)


@pytest.fixture
def library(tmp_path):
    opened = memory_library(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def put(tmp_path):
    def write(text, name="plan.md"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def agrees(library):
    """Whether the index holds exactly the active generations."""
    return library.index.matches(library.store.manifest(), library.store.generations())


def test_a_new_file_is_published_and_indexed(library, put):
    steps = []
    outcome = ingest_file(put(PLAN), library, on_step=lambda step, share: steps.append(step))
    assert (outcome.result, outcome.document_id, outcome.file_name) == ("ny", "plan-for-alvby", "plan.md")
    assert outcome.counts["sections"] == outcome.counts["passages"] == 3
    document = library.store.document("plan-for-alvby")
    assert (document.file_name, document.generation) == ("plan.md", outcome.generation)
    assert library.store.source_text(document.id, 0, 9999) == PLAN
    assert list(dict.fromkeys(steps)) == [step for step in STEPS if step != "clean"]
    assert agrees(library)


def test_the_same_file_again_changes_nothing(library, put):
    first = ingest_file(put(PLAN), library)
    before = library.store.revision()
    for again in (ingest_file(put(PLAN, "kopia.md"), library), ingest_file(put(PLAN), library, document_id="annat")):
        assert (again.result, again.document_id, again.generation) == ("oförändrad", first.document_id, first.generation)
    assert library.store.revision() == before


def test_a_scan_that_was_not_read_to_its_end_goes_on_the_next_time(library, put):
    path = put(PLAN)

    def read_late(*given):
        edition = editions.read_edition(*given)
        return replace(edition, source=replace(edition.source, unreadable_pages=((7, LATE),)))

    first = ingest_file(path, library, read=read_late)
    assert first.result == "ny"
    assert "1 av 0 sidor hann inte läsas; läs in filen igen" in first.message
    assert library.store.unreadable(first.document_id) == ((7, LATE),)
    again = ingest_file(path, library, read=read_late)
    assert (again.result, again.generation) == ("oförändrad", first.generation)
    assert "läs in filen igen" in again.message
    whole = ingest_file(path, library)
    assert (whole.result, whole.document_id) == ("uppdaterad", first.document_id)
    assert whole.generation == pipeline.current_generation(library.store.document(whole.document_id).file_hash, "plan.md", library)
    assert ingest_file(path, library).result == "oförändrad"


def test_the_same_file_in_parallel_is_one_document(library, put):
    path, outcomes = put(PLAN), []
    threads = [threading.Thread(target=lambda: outcomes.append(ingest_file(path, library))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome.result for outcome in outcomes) == ["ny", "oförändrad", "oförändrad", "oförändrad"]
    assert len(library.store.documents()) == 1
    assert agrees(library)


def test_another_file_with_the_same_title_gets_an_id_of_its_own(library, put):
    ingest_file(put(PLAN), library)
    other = ingest_file(put(PLAN + "Mer.\n", "b.md"), library)
    assert (other.result, other.document_id) == ("ny", "plan-for-alvby~2")
    assert library.store.sections("plan-for-alvby~2")[1].anchor == "plan-for-alvby~2/broar"


def test_a_named_document_is_replaced_and_keeps_its_anchors(library, put):
    first = ingest_file(put(PLAN), library, document_id="Ålvby plan")
    assert first.document_id == "alvby-plan"
    edited = PLAN.replace("# Broar\n", "# Bryggor\nBryggorna tas upp i oktober.\n# Broar\n").replace("# Snö\nSnön", "# Snöröjning\nSnön")
    second = ingest_file(put(edited), library, document_id="alvby-plan")
    assert (second.result, second.document_id) == ("uppdaterad", "alvby-plan")
    anchors = {section.heading: section.anchor for section in library.store.sections("alvby-plan")}
    assert anchors["Broar"] == "alvby-plan/broar"
    assert anchors["Snöröjning"] == "alvby-plan/sno"
    assert library.store.section_version("alvby-plan/sno", first.generation).heading == "Snö"
    assert library.index.generations("alvby-plan") == {second.generation}
    assert agrees(library)


def test_a_file_that_comes_back_gets_its_anchors_back(library, put):
    first = ingest_file(put(PLAN), library, document_id="alvby")
    ingest_file(put(PLAN.partition("# Snö")[0] + "# Vägar\nVägarna grusas i maj.\n"), library, document_id="alvby")
    with pytest.raises(Withdrawn) as caught:
        library.store.section("alvby/sno")
    assert caught.value.nearest == "alvby/broar"
    third = ingest_file(put(PLAN), library, document_id="alvby")
    assert third.generation == first.generation
    assert library.store.section("alvby/sno").heading == "Snö"
    assert library.store.withdrawn("alvby") == {"alvby/vagar"}
    assert agrees(library)


def test_a_document_that_was_taken_out_comes_back_under_its_id(library, put):
    ingest_file(put(PLAN), library, document_id="alvby")
    remove_document("alvby", library)
    assert library.index.points == {}
    other = ingest_file(put("# Alvby\nEn helt annan fil om ett annat Alvby.\n", "b.md"), library)
    assert other.document_id == "alvby~2"
    assert ingest_file(put(PLAN), library).document_id == "alvby"
    assert library.store.section("alvby/broar").heading == "Broar"


def test_a_correction_makes_a_new_generation(library, put):
    first = ingest_file(put(PLAN), library)
    document = library.store.document(first.document_id)
    for quote, before in (("lagas", "ska "), ("finns inte", "")):
        library.store.add_correction(Correction(document.file_hash, before, quote, "", "målas"))
    second = ingest_file(put(PLAN), library)
    assert second.result == "uppdaterad"
    assert library.store.section("plan-for-alvby/broar").text == "Alla broar ska målas innan vintern börjar."
    assert [orphan.quote for orphan in library.store.orphans("plan-for-alvby")] == ["finns inte"]
    assert [change.rule for change in library.store.changes("plan-for-alvby/broar")] == ["correction"]


def test_another_version_of_a_step_makes_a_new_generation_with_the_same_anchors(library, put, monkeypatch):
    ingest_file(put(PLAN), library)
    before = [section.anchor for section in library.store.sections("plan-for-alvby")]
    monkeypatch.setattr(editions.repair, "VERSION", "next")
    assert ingest_file(put(PLAN), library).result == "uppdaterad"
    assert [section.anchor for section in library.store.sections("plan-for-alvby")] == before


def disk(free):
    return SimpleNamespace(total=10**12, used=0, free=free)


class Fault(Exception):
    """Thrown by the tests' on_step."""


def fail_at(call):
    """An on_step that raises at its nth call, so that every point between two steps is hit."""
    calls = iter(range(10**6))

    def on_step(step, share):
        if next(calls) == call:
            raise Fault(step)

    return on_step


def calls_of_an_update(tmp_path, put):
    library = memory_library(tmp_path / "count")
    ingest_file(put(PLAN), library, document_id="alvby")
    calls = []
    ingest_file(put(PLAN + "# Nytt\nNytt.\n"), library, document_id="alvby", on_step=lambda *told: calls.append(told))
    library.close()
    return calls


def test_a_fault_at_any_step_leaves_old_or_new_searchable(library, tmp_path, put, monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH", 1)
    monkeypatch.setattr(pipeline, "FLUSH_EVERY", 2)
    calls = calls_of_an_update(tmp_path, put)
    assert {step for step, _ in calls} == set(STEPS)
    assert len(calls) >= 14
    ingest_file(put(PLAN), library, document_id="alvby")
    for call, (step, _) in enumerate(calls):
        text = f"{PLAN}# Nytt\nNummer {call}.\n"
        before = library.store.generations()["alvby"]
        with pytest.raises(Fault):
            ingest_file(put(text), library, document_id="alvby", on_step=fail_at(call))
        assert (library.store.generations()["alvby"] == before) == (step != "clean")
        assert agrees(library), step
        again = ingest_file(put(text), library, document_id="alvby")
        assert again.result == ("oförändrad" if step == "clean" else "uppdaterad")
        assert agrees(library), step


@pytest.mark.parametrize("call", ["upsert", "flush", "arms", "delete"])
def test_a_fault_in_the_index_leaves_old_or_new_searchable(library, put, call):
    first = ingest_file(put(PLAN), library, document_id="alvby")
    library.index.fail_on = call
    with pytest.raises(RuntimeError, match=call):
        if call == "arms":
            ingest_file(put("# Dalby\nBygdenämnden leder arbetet i hela Dalby.\n", "d.md"), library)
        ingest_file(put(PLAN + "# Nytt\nNytt.\n"), library, document_id="alvby")
    library.index.fail_on = None
    assert (library.store.generations()["alvby"] == first.generation) == (call != "delete")
    assert agrees(library)


def test_a_fault_in_the_store_leaves_the_old_generation(library, put, monkeypatch):
    first = ingest_file(put(PLAN), library, document_id="alvby")

    def refuse(*_, **__):
        raise StoreUnavailable("Disken är full.")

    monkeypatch.setattr(type(library.store), "publish", refuse)
    with pytest.raises(StoreUnavailable, match="full"):
        ingest_file(put(PLAN + "# Nytt\nNytt.\n"), library, document_id="alvby")
    assert library.store.generations() == {"alvby": first.generation}
    assert library.index.generations("alvby") == {first.generation}
    assert agrees(library)


def test_a_full_disk_is_refused_before_anything_is_written(library, put, monkeypatch):
    monkeypatch.setattr("corpus.store_engine.shutil.disk_usage", lambda _: disk(100_000_000))
    with pytest.raises(StoreUnavailable, match=r"100 MB är ledigt där .*data"):
        ingest_file(put(PLAN), library)
    assert library.store.documents() == ()
    assert library.index.points == {}


def test_a_full_disk_in_the_middle_leaves_no_points(library, put, monkeypatch):
    def fill(step, share):
        if step == "index":
            monkeypatch.setattr("corpus.store_engine.shutil.disk_usage", lambda _: disk(0))

    with pytest.raises(StoreUnavailable, match="0 MB"):
        ingest_file(put(PLAN), library, on_step=fill)
    assert library.index.points == {}


def test_unreadable_files_are_refused_by_their_own_name(library, put, tmp_path):
    with pytest.raises(UnreadableDocument, match=r"tom\.md är tom"):
        ingest_file(put("", "tom.md"), library)
    kept = put("", "0000")
    with pytest.raises(UnreadableDocument, match=r"passwd är tom"):
        ingest_file(kept, library, file_name="../../etc/passwd")
    with pytest.raises(UnreadableDocument, match=r"borta\.md"):
        ingest_file(tmp_path / "borta.md", library)
    assert library.store.documents() == ()


def test_characters_that_cannot_be_stored_are_marked(library, put):
    outcome = ingest_file(put("# Plan\nFöre\0efter" + " är nämnden på väg att följa upp arbetet" * 40), library)
    assert library.store.source_text(outcome.document_id, 7, 17) == "Före\ufffdefter"


def lines(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_a_file_of_passages_becomes_a_document_and_keeps_its_anchors(library, put):
    text = lines({"id": "A 1", "title": "Snö", "text": "Plogas."}, {"id": "a-1", "title": "", "text": "Ja"})
    first = ingest_file(put(text, "prov.jsonl"), library)
    assert (first.document_id, first.counts["passages"]) == ("prov", 2)
    passages = library.store.document_passages("prov")
    assert [(one.anchor, one.external_id) for one in passages] == [("prov/a-1", "A 1"), ("prov/a-1~2", "a-1")]
    swapped = lines(
        {"id": "a-1", "title": "", "text": "Ja"}, {"id": "ny", "title": "", "text": "Nej"}, {"id": "A 1", "title": "Snö", "text": "Plogas."}
    )
    ingest_file(put(swapped, "prov.jsonl"), library, document_id="prov")
    anchors = {one.external_id: one.anchor for one in library.store.document_passages("prov")}
    assert anchors == {"A 1": "prov/a-1", "a-1": "prov/a-1~2", "ny": "prov/ny"}
    assert agrees(library)


def test_a_race_for_one_id_is_started_over(library, put, monkeypatch):
    real, done = type(library.store).publish, []

    def publish_late(store, edition, **given):
        if not done:
            done.append(True)
            other = replace(edition, document=replace(edition.document, file_hash="0" * 64, generation="other"))
            real(store, other)
        real(store, edition, **given)

    monkeypatch.setattr(type(library.store), "publish", publish_late)
    assert ingest_file(put(PLAN), library).document_id == "plan-for-alvby~2"
    assert library.store.generations()["plan-for-alvby"] == "other"
