import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.rankings import list_units, measure_rankings

NOTHING = frozenset()
RANKING = (NOTHING, frozenset({1}), frozenset({1}), frozenset({0}))  # two gold quotes: number 1 at ranks 2 and 3, number 0 at rank 4


def measure(ranking, golds):
    return {name: values[0] for name, values in measure_rankings([(ranking, golds)]).items()}


@pytest.mark.parametrize(("name", "value"), [("success@1", 0), ("success@3", 1), ("recall@3", 0.5), ("recall@5", 1), ("mrr", 0.5)])
def test_two_quotes_by_hand(name, value):
    assert measure(RANKING, 2)[name] == value


def test_ndcg_by_hand():
    ideal = 1 + 1 / math.log2(3)
    gain = 1 / math.log2(3) + 1 / math.log2(5)  # rank 3 repeats a quote and earns nothing
    assert measure(RANKING, 2)["ndcg@10"] == pytest.approx(gain / ideal)
    assert measure((frozenset({0}), frozenset({1})), 2)["ndcg@10"] == pytest.approx(1)


def test_quotes_that_one_hit_holds_are_one_unit():
    assert list_units((frozenset({0, 1}),), 3) == {"hit 1": 1, "missed 2": 1}
    assert measure((frozenset({0, 1}),), 2)["recall@1"] == 1
    assert measure((frozenset({0, 1}),), 3)["recall@1"] == 0.5


def test_nothing_found_and_nothing_sought_give_nought_in_their_place():
    values = measure_rankings([((), 1), ((NOTHING,), 2), ((frozenset({0}),), 1), ((frozenset({0}),), 0)])
    assert values["mrr"] == values["ndcg@10"] == [0, 0, 1, 0]


def test_no_rankings_at_all():
    assert measure_rankings([])["mrr"] == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.frozensets(st.integers(0, 3)), max_size=12))
def test_measures_stay_between_0_and_1_and_recall_never_falls_with_depth(ranking):
    values = measure(ranking, 4)
    assert all(0 <= value <= 1 for value in values.values())
    assert values["recall@1"] <= values["recall@3"] <= values["recall@5"] <= values["recall@10"]
