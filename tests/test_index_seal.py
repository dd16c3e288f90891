"""Damage that the engine would not notice shows in the seal."""

import os
import signal

import pytest

from corpus.errors import IndexDamaged
from corpus.index import Index
from corpus.index_seal import SEAL, break_seal, find_altered, is_sealed, write_seal
from corpus.records import Filters
from tests.test_index import POINTS, TAXI


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "shard" / "inne").mkdir(parents=True)
    (tmp_path / "shard" / "inne" / "a.dat").write_bytes(b"0123456789")
    (tmp_path / "shard" / "b.dat").write_bytes(b"")
    (tmp_path / "index.json").write_text("{}")
    (tmp_path / "lock").write_text("17")
    write_seal(tmp_path)
    return tmp_path


def test_what_is_left_alone_is_not_altered(folder):
    (folder / "lock").write_text("18")
    assert find_altered(folder) is None and is_sealed(folder)


@pytest.mark.parametrize(
    ("name", "content"), [("shard/inne/a.dat", b"0123456780"), ("shard/inne/a.dat", b"01234"), ("shard/b.dat", b"x"), ("index.json", b"[]")]
)
def test_a_file_of_other_bytes_is_named(folder, name, content):
    (folder / name).write_bytes(content)
    assert find_altered(folder) == name


def test_missing_and_new_files_are_named(folder):
    (folder / "shard" / "c.dat").write_bytes(b"")
    assert find_altered(folder) == "shard/c.dat"
    (folder / "shard" / "c.dat").unlink()
    (folder / "shard" / "b.dat").unlink()
    assert find_altered(folder) == "shard/b.dat"


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"shard/b.dat": 3}', b"\xff"])
def test_a_damaged_seal_is_damage(folder, content):
    (folder / SEAL).write_bytes(content)
    assert find_altered(folder)


def test_without_a_seal_nothing_can_be_told(folder):
    break_seal(folder)
    break_seal(folder)
    (folder / "index.json").write_text("[]")
    assert find_altered(folder) is None


def fill(folder):
    index = Index.open(folder, 2, child=False)
    index.upsert(POINTS)
    index.flush()
    return index


def test_an_index_is_sealed_when_closed_until_the_next_write(tmp_path):
    index = fill(tmp_path)
    assert not is_sealed(tmp_path)
    index.close()
    assert is_sealed(tmp_path)
    index = Index.open(tmp_path, 2, child=False)
    assert index.sparse(TAXI, Filters(), 10) and is_sealed(tmp_path)
    index.delete("buss")
    assert not is_sealed(tmp_path)
    index.close()


def test_a_sealed_index_survives_a_kill_of_its_engine(tmp_path):
    fill(tmp_path).close()
    index = Index.open(tmp_path, 2, child=True)
    os.kill(index.child_id, signal.SIGKILL)
    assert index.count() == len(POINTS)
    index.close()
    assert is_sealed(tmp_path)
    Index.open(tmp_path, 2, child=False).close()


def test_an_index_that_agrees_with_the_store_is_sealed(tmp_path):
    index = fill(tmp_path)
    assert index.audit({"taxi": (0, "")}) == ("buss", "taxi") and not is_sealed(tmp_path)
    index.delete("taxi")
    index.delete("buss")
    assert index.audit({}) == () and is_sealed(tmp_path)
    index.close()


@pytest.mark.parametrize("name", ["shard/edge_config.json", "index.json"])
def test_an_altered_file_is_told_and_the_index_made_again(tmp_path, name):
    fill(tmp_path).close()
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b" ")
    with pytest.raises(IndexDamaged, match="har ändrats på disken"):
        Index.open(tmp_path, 2, child=False)
    Index.clear(tmp_path)
    Index.open(tmp_path, 2, child=False).close()
