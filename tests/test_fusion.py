"""Fusion, by arithmetic done by hand."""

import pytest

from assistant.retrieval.fusion import Candidate, fuse

WEIGHTS = {"sparse": 1.0, "dense": 2.0}


def test_the_sum_is_weighted_and_explained():
    first, second = fuse([Candidate("a", {"sparse": 0.5, "dense": 0.1}), Candidate("b", {"sparse": 0.1, "dense": 0.4})], WEIGHTS)
    assert (first.passage_id, first.score) == ("b", pytest.approx(0.9))
    assert second.arms == pytest.approx({"sparse": 0.5, "dense": 0.1, "sparse_adds": 0.5, "dense_adds": 0.2})


def test_what_an_arm_did_not_find_scores_as_its_last():
    fused = fuse([Candidate("a", {"sparse": 0.0, "dense": None}), Candidate("b", {"sparse": 0.0, "dense": 0.3})], WEIGHTS)
    assert [one.score for one in fused] == [pytest.approx(0.6)] * 2
    assert "dense" not in next(one for one in fused if one.passage_id == "a").arms


def test_ties_are_broken_by_id_and_an_idle_arm_adds_nothing():
    fused = fuse([Candidate(name, {"sparse": 0.2, "dense": None}) for name in ("c", "a", "b")], WEIGHTS)
    assert [one.passage_id for one in fused] == ["a", "b", "c"]
    assert fused[0].score == pytest.approx(0.2)
    assert fuse([], WEIGHTS) == []
