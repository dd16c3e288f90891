"""The engine's shard: filters are left out only where they change nothing."""

import re

import pytest

from corpus import engine
from corpus.engine import Scope, Shard
from corpus.errors import IndexUnavailable
from corpus.points import Point
from corpus.records import Filters, SparseVector

WORDS = SparseVector((1, 2), (1.0, 1.0))


def point(name, document="plan", collection="default", words=(1, 3)):
    sparse = SparseVector(tuple(sorted(words)), tuple(1.0 for _ in words))
    return Point(f"{document}/{name}", document, "g1", "", collection, sparse, (1.0, 0.0))


def scores(shard, collection="default"):
    words, _ = shard.arms(WORDS, None, Filters(collection=collection), 5)
    return [(hit.passage_id, round(hit.score, 6)) for hit in sorted(words, key=lambda hit: (-hit.score, hit.passage_id))]


@pytest.fixture
def shard(tmp_path):
    found = Shard(tmp_path / "shard", 2)
    yield found
    found.close()


@pytest.mark.parametrize("found", ["0.8.0", "0.10.1", "1.0"])
def test_an_engine_of_another_version_is_refused_before_it_touches_a_file(found, tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "version", lambda _: found)
    with pytest.raises(IndexUnavailable, match=re.escape(found)):
        Shard(tmp_path / "shard", 0)
    assert not (tmp_path / "shard").exists()


def test_one_collection_alone_needs_no_filter(shard):
    shard.upsert([point("a"), point("b", words=(2, 4)), point("c", words=(5,))])
    assert [name for name, _ in scores(shard)] == ["plan/a", "plan/b"]
    assert shard._scopes == {"default": Scope(alone=True, weighs=True)}


def test_another_collections_points_are_neither_found_nor_counted(shard):
    shard.upsert([point("a"), point("b", words=(2, 4)), point("c", words=(5,))])
    before = scores(shard)
    shard.upsert([point(str(number), "annan", "granne", (1, 6)) for number in range(20)])
    assert scores(shard) == before
    assert not shard._scopes["default"].alone
    assert {name.partition("/")[0] for name, _ in scores(shard, "granne")} == {"annan"}


def test_deleted_points_do_not_weigh_words(shard, tmp_path):
    shard.upsert([point("a"), point("b", words=(2, 4)), point("c", words=(5,))])
    before = scores(shard)
    shard.upsert([point(str(number), "gammal", words=(1, 6)) for number in range(20)])
    assert scores(shard) != before
    shard.delete("gammal", None)
    assert scores(shard) == before


def test_a_name_is_read_once_and_right_after_a_write(shard):
    shard.upsert([point("a")])
    assert scores(shard)[0][0] == "plan/a"
    shard.delete("plan", None)
    assert scores(shard) == []
    shard.upsert([point("b", "ny")])
    assert scores(shard)[0][0] == "ny/b"


def test_the_audit_keeps_the_names_it_reads(shard, monkeypatch):
    shard.upsert([point("a"), point("b")])
    assert shard.manifest()["plan"][0] == 2 and sorted(shard._names.values()) == [("plan/a", "plan", "g1"), ("plan/b", "plan", "g1")]
    monkeypatch.setattr(engine, "KEPT_NAMES", 2)
    shard.upsert([point("c")])
    assert shard.manifest()["plan"][0] == 3 and len(shard._names) == 2
