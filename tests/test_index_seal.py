"""Damage that the engine would not notice shows in the seal."""

import os
import signal

import pytest

from corpus.errors import IndexDamaged
from corpus.index import Index
from corpus.index_seal import BLOCK, FORMER, SEAL, break_seal, find_altered, is_sealed, list_blocks, sum_up, write_seal
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


def write_sparse(path, pieces, size):
    """A file of holes with these pieces in it, by place."""
    with path.open("wb") as file:
        file.truncate(size)
        for place, piece in pieces.items():
            os.pwrite(file.fileno(), piece, place)
    return path


def test_holes_and_zeros_weigh_the_same(tmp_path):
    pieces = {3: b"ett", 5 * BLOCK - 2: b"fyra", 7 * BLOCK + 1: b"sju"}
    holed = write_sparse(tmp_path / "hål", pieces, 9 * BLOCK + 5)
    written = tmp_path / "fylld"
    written.write_bytes(holed.read_bytes())
    assert holed.stat().st_blocks <= written.stat().st_blocks
    assert sum_up(holed) == sum_up(written)


def test_what_moves_or_grows_weighs_otherwise(tmp_path):
    sums = [
        sum_up(write_sparse(tmp_path / "a", pieces, size))
        for pieces, size in (
            ({0: b"ett"}, 3 * BLOCK),
            ({BLOCK: b"ett"}, 3 * BLOCK),
            ({2 * BLOCK: b"ett"}, 3 * BLOCK),
            ({0: b"ett"}, 3 * BLOCK + 1),
            ({0: b"et"}, 3 * BLOCK),
            ({}, 3 * BLOCK),
        )
    ]
    assert len({tuple(one) for one in sums}) == len(sums)
    assert sums[-1] == [3 * BLOCK, 0]


def test_only_what_was_written_is_read(tmp_path):
    with write_sparse(tmp_path / "a", {40 * BLOCK: b"x"}, 500 * BLOCK).open("rb") as file:
        blocks = list(list_blocks(file.fileno(), 500 * BLOCK))
    assert 40 * BLOCK in blocks and len(blocks) < 500


def test_a_seal_of_an_earlier_version_says_nothing_and_goes(folder):
    break_seal(folder)
    (folder / FORMER).write_text('{"index.json": [2, 1]}')
    assert find_altered(folder) is None and not is_sealed(folder)
    write_seal(folder)
    assert not (folder / FORMER).exists()


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
