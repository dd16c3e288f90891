"""Points: what the engine must never see is stopped by name."""

import math

import pytest

from corpus.errors import InvalidPoint
from corpus.points import Point, check_point, checksum_ids
from corpus.records import SparseVector

GOOD = SparseVector((1, 5), (0.5, 1.0))


def make(sparse=GOOD, dense=(1.0, 0.0), name="a/b#0-4"):
    return Point(name, "a", "g1", "plan", "default", sparse, dense)


def test_good_points_pass():
    check_point(make(), 2)
    check_point(make(dense=None), 2)
    check_point(make(sparse=SparseVector((), ())), 2)


@pytest.mark.parametrize(
    ("point", "words"),
    [
        (make(sparse=SparseVector((1, 2), (1.0,))), "2 ord men 1 vikter"),
        (make(sparse=SparseVector((2, 1), (1.0, 1.0))), "inte sorterade"),
        (make(sparse=SparseVector((1, 1), (1.0, 1.0))), "inte unika"),
        (make(sparse=SparseVector((2**32,), (1.0,))), "utanför 32 bitar"),
        (make(sparse=SparseVector((-1,), (1.0,))), "utanför 32 bitar"),
        (make(sparse=SparseVector((1,), (math.nan,))), "inte är ett tal"),
        (make(dense=(1.0, 0.0, 0.0)), "3 tal, indexet 2"),
        (make(dense=(math.inf, 0.0)), "längd är nan"),
        (make(dense=(0.5, 0.0)), "längd är 0.500"),
        (make(name=""), "saknar styckets"),
    ],
)
def test_malformed_points_are_refused_by_name(point, words):
    with pytest.raises(InvalidPoint, match=words):
        check_point(point, 2)


def test_an_id_depends_on_generation_and_passage_only():
    assert make().id == make(dense=None).id
    assert make().id != make(name="a/b#0-5").id
    assert make().id != Point("a/b#0-4", "a", "g2", "plan", "default", GOOD, None).id


def test_the_checksum_ignores_order():
    assert checksum_ids("g", ["b", "a"]) == checksum_ids("g", ["a", "b"]) != checksum_ids("g", ["a"])
    assert checksum_ids("g", ["a"]) != checksum_ids("h", ["a"])
