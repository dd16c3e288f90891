"""The index, in this process and in a child: arms, filters, lock, makers, damage, restart."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.child import allow_seconds
from corpus.errors import IndexDamaged, IndexUnavailable, InvalidPoint
from corpus.index import Index
from corpus.index_makers import IndexMismatch, read_makers
from corpus.index_owner import has_owner
from corpus.index_seal import break_seal, is_sealed
from corpus.points import Point, checksum_ids
from corpus.records import Filters, SparseVector

TAXI = SparseVector((7,), (1.0,))


def make(number, document="taxi", words=(7,), dense=(1.0, 0.0), generation="g1", kind="plan"):
    return Point(f"{document}#{number}", document, generation, kind, "default", SparseVector(words, (1.0,) * len(words)), dense)


POINTS = [make(1), make(2, words=(7, 9), dense=(0.0, 1.0)), make(3, "buss", (8,), (0.6, 0.8), kind="avtal"), make(4, "buss", (), None)]


@pytest.fixture(params=[False, True], ids=["in process", "child"])
def index(request, tmp_path):
    index = Index.open(tmp_path / "index", 2, child=request.param, encoder="e1", analyser="a1")
    index.upsert(POINTS)
    index.flush()
    yield index
    index.close()


def test_arms_find_by_words_and_by_meaning(index):
    assert [hit.passage_id for hit in index.sparse(TAXI, Filters(), 10)] == ["taxi#1", "taxi#2"]
    found = index.dense((0.0, 1.0), Filters(), 2)
    assert [(hit.passage_id, round(hit.score, 3)) for hit in found] == [("taxi#2", 1.0), ("buss#3", 0.8)]
    assert index.arms(None, None, Filters(), 10) == ([], [])


def test_filters_are_applied_in_the_engine(index):
    question = SparseVector((7, 8), (1.0, 1.0))
    assert [hit.passage_id for hit in index.sparse(question, Filters(documents=("buss",)), 10)] == ["buss#3"]
    assert [hit.passage_id for hit in index.sparse(question, Filters(kinds=("avtal",)), 10)] == ["buss#3"]
    assert index.sparse(question, Filters(collection="other"), 10) == []
    assert index.sparse(question, Filters(documents=()), 10) == []


def test_a_filter_does_not_change_a_words_weight(index):
    everywhere = {hit.passage_id: hit.score for hit in index.sparse(TAXI, Filters(), 10)}
    within = {hit.passage_id: hit.score for hit in index.sparse(TAXI, Filters(documents=("taxi",)), 10)}
    assert within == everywhere


def test_count_delete_and_audit(index):
    manifest = {"taxi": (2, checksum_ids("g1", ["taxi#1", "taxi#2"])), "buss": (2, checksum_ids("g1", ["buss#3", "buss#4"]))}
    assert index.audit(manifest) == ()
    index.upsert([make(1, generation="g2")])
    assert (index.count(), index.count("taxi"), index.count("taxi", "g2")) == (5, 3, 1)
    assert index.audit(manifest) == ("taxi",)
    index.delete("taxi", "g2")
    index.delete("buss")
    assert index.audit(manifest) == ("buss",)


def test_writing_a_point_twice_changes_nothing(index):
    index.upsert(POINTS)
    assert index.count() == len(POINTS)


def test_a_malformed_point_stops_the_whole_batch(index):
    with pytest.raises(InvalidPoint):
        index.upsert([make(9), make(10, dense=(1.0,))])
    assert index.count() == len(POINTS)


def test_a_second_owner_is_refused_with_the_firsts_number(index):
    with pytest.raises(IndexUnavailable, match=f"används av process {os.getpid()}"):
        Index.open(index.folder, 2, child=False, encoder="e1", analyser="a1")


def test_points_survive_closing(tmp_path):
    for expected in (0, 4):
        index = Index.open(tmp_path, 2, child=False)
        assert index.count() == expected
        index.upsert(POINTS)
        index.close()


def test_flushed_points_survive_a_kill(tmp_path):
    code = f"""
import os, pathlib
from corpus.index import Index
from tests.test_index import POINTS
index = Index.open(pathlib.Path({str(tmp_path)!r}), 2, child=False)
index.upsert(POINTS)
index.flush()
os.kill(os.getpid(), 9)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent.parent, check=False)
    assert done.returncode == -signal.SIGKILL
    index = Index.open(tmp_path, 2, child=False)
    assert index.count() == len(POINTS)
    index.close()


def test_the_engine_of_a_killed_service_keeps_the_folder_until_it_ends(tmp_path, monkeypatch):
    code = f"""
import os, pathlib
from corpus.index import Index
from tests.test_index import POINTS
index = Index.open(pathlib.Path({str(tmp_path)!r}), 2, child=True)
index.upsert(POINTS)
os.kill(index.child_id, {signal.SIGSTOP.value})
pathlib.Path({str(tmp_path / "engine")!r}).write_text(str(index.child_id))
os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent.parent, check=False, timeout=60)
    monkeypatch.setattr("corpus.index_owner.LEAVE_SECONDS", 0.1)
    for use in (lambda: Index.open(tmp_path, 2, child=False), lambda: Index.clear(tmp_path)):
        with pytest.raises(IndexUnavailable, match="används av process"):
            use()
    os.kill(int((tmp_path / "engine").read_text()), signal.SIGCONT)
    monkeypatch.undo()
    index = Index.open(tmp_path, 2, child=False)
    assert index.count() == len(POINTS)
    index.close()


def test_other_makers_are_refused_by_name(tmp_path):
    Index.open(tmp_path, 2, child=False, encoder="e1", analyser="a1").close()
    with pytest.raises(IndexMismatch, match=r"modellen e1 .*nu används modellen e2"):
        Index.open(tmp_path, 2, child=False, encoder="e2", analyser="a1")
    assert read_makers(tmp_path).encoder == "e1"
    Index.clear(tmp_path)
    Index.open(tmp_path, 2, child=False, encoder="e2", analyser="a1").close()


def test_a_killed_child_is_started_again_and_reads_go_on(tmp_path):
    index = Index.open(tmp_path, 2, child=True)
    index.upsert(POINTS)
    index.flush()
    first = index.child_id
    os.kill(first, signal.SIGKILL)
    assert len(index.sparse(TAXI, Filters(), 10)) == 2
    assert index.child_id != first
    index.close()


def test_a_panic_marks_the_index_and_stops_writing(tmp_path, monkeypatch):
    index = Index.open(tmp_path, 2, child=False)
    monkeypatch.setattr("corpus.index.check_point", lambda point, dimension: None)
    with pytest.raises(IndexDamaged):
        index.upsert([Point("a#1", "a", "g", "", "default", SparseVector((1, 2), (1.0,)), None)])
    with pytest.raises(IndexDamaged, match="byggs om"):
        index.upsert(POINTS)
    index._lock.close()
    with pytest.raises(IndexDamaged, match="måste byggas om"):
        Index.open(tmp_path, 2, child=False)


def test_a_full_disk_stops_writing_before_the_engine_does(tmp_path, monkeypatch):
    index = Index.open(tmp_path, 2, child=False)
    monkeypatch.setattr("corpus.index.FREE_BYTES", 2**70)
    with pytest.raises(IndexUnavailable, match="MB är lediga"):
        index.upsert(POINTS)
    assert index.count() == 0
    index.close()


def test_an_unreadable_record_is_damage_not_a_crash(tmp_path):
    (tmp_path / "index.json").write_text("{", encoding="utf-8")
    with pytest.raises(IndexDamaged, match=r"index\.json"):
        Index.open(tmp_path, 2, child=False)
    assert read_makers(tmp_path) is None


@pytest.mark.parametrize("child", [False, True])
def test_files_that_cannot_be_opened_are_damage(tmp_path, child):
    index = Index.open(tmp_path, 2, child=False)
    index.upsert(POINTS)
    index.close()
    break_seal(tmp_path)
    for file in (tmp_path / "shard").rglob("*.json"):
        file.write_bytes(b"{")
    with pytest.raises(IndexDamaged, match="kan inte öppnas"):
        Index.open(tmp_path, 2, child=child)


def test_a_process_that_died_while_opening_leaves_its_mark(tmp_path):
    Index.open(tmp_path, 2, child=False).close()
    (tmp_path / "opening").touch()
    with pytest.raises(IndexDamaged, match="måste byggas om"):
        Index.open(tmp_path, 2, child=False)


def test_a_renewed_index_is_empty_and_works_under_the_same_lock(index):
    (index.folder / "broken").touch()
    with index.renewed():
        assert not index.broken
        index.upsert(POINTS[:1])
        with pytest.raises(IndexUnavailable, match="byggs om"):
            index.sparse(TAXI, Filters(), 10)
    assert [hit.passage_id for hit in index.sparse(TAXI, Filters(), 10)] == ["taxi#1"]
    with pytest.raises(IndexUnavailable):
        Index.open(index.folder, 2, child=False, encoder="e1", analyser="a1")


def test_who_opened_it_last_is_told_without_taking_it(index, tmp_path):
    assert has_owner(index.folder) and not has_owner(tmp_path / "nowhere")
    (index.folder / "lock").write_text("")
    assert not has_owner(index.folder)
    (index.folder / "lock").write_text("999999999")
    assert not has_owner(index.folder)


def test_an_index_that_could_not_be_filled_is_broken_again(index):
    with pytest.raises(InvalidPoint), index.renewed():
        index.upsert([make(9, words=(9, 7))])
    assert index.broken


def test_who_waited_for_a_closed_child_starts_no_other(tmp_path):
    index = Index.open(tmp_path / "index", 2, child=True)
    index.close()
    with pytest.raises(IndexUnavailable, match="stängdes"):
        index.count()


def merge(index, monkeypatch, seen):
    monkeypatch.setattr(type(index._engine), "optimize", lambda _: seen.append(is_sealed(index.folder)) or True)
    return index.optimize()


def test_a_large_index_is_merged_like_any_write(tmp_path, monkeypatch):
    index, seen = Index.open(tmp_path, 2, child=False), []
    index.upsert(POINTS)
    index.seal()
    assert not merge(index, monkeypatch, seen), "too small to pay"
    monkeypatch.setattr("corpus.index.OPTIMIZE_FROM", len(POINTS))
    assert merge(index, monkeypatch, seen)
    assert seen == [False], "the seal is broken before anything changes"
    index.close()
    assert is_sealed(tmp_path)


def test_without_room_nothing_is_merged_and_nothing_fails(tmp_path, monkeypatch):
    index, seen = Index.open(tmp_path, 2, child=False), []
    index.upsert(POINTS)
    monkeypatch.setattr("corpus.index.OPTIMIZE_FROM", len(POINTS))
    monkeypatch.setattr("corpus.index.FREE_BYTES", 2**70)
    assert not merge(index, monkeypatch, seen)
    assert seen == []
    index.close()


def test_merging_has_more_time_than_other_calls():
    assert allow_seconds("arms") < allow_seconds("flush") < allow_seconds("optimize")
