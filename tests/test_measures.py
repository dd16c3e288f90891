import math
from random import Random

import pytest

from eval import measures
from eval.measures import (
    bootstrap_interval,
    citation_precision,
    estimate_mean,
    estimate_share,
    fact_recall,
    find_facts,
    overlap_share,
    percentile,
    wilson_interval,
)


@pytest.mark.parametrize(
    ("one", "other", "share"), [((0, 10), (5, 30), 0.5), ((0, 10), (2, 4), 1), ((0, 5), (5, 9), 0), ((3, 3), (0, 9), 0)]
)
def test_overlap_is_over_the_shorter_span(one, other, share):
    assert overlap_share(one, other) == overlap_share(other, one) == share


def test_citation_precision_is_none_without_citations():
    assert citation_precision(()) is None
    assert citation_precision((True, False, True, True)) == 0.75


@pytest.mark.parametrize(
    ("text", "fact", "found"),
    [
        ("Fyrvaktaren tänder. [1]", "fyrvaktaren", True),
        ("fyra\nbåtar [1] om året", "fyra båtar om", True),
        ("Kvartalsvis", "kvartal", True),
        ("halvårsvis", "årsvis", False),
        ("Det gäller 1 [2].", "2", False),
        ("Jag och Janne.", "ja", False),
        ("Ja. Det gör de.", "ja", True),
        ("tander", "tänder", False),
        ("dnr HN 2/24", "HN 2/2", False),
        ("2024–2030", "2024", True),
    ],
)
def test_facts_match_from_the_start_of_words(text, fact, found):
    assert find_facts(text, [[fact]]) == (found,)


def test_facts_count_in_the_first_words_unless_all_is_read():
    text = "ord " * measures.ANSWER_WORDS + "fyrvaktaren"
    assert fact_recall(text, [["fyrvaktaren"]]) == 0
    assert fact_recall(text, [["fyrvaktaren"]], whole=True) == 1
    assert fact_recall("a b", [["a", "x"], ["c"]]) == 0.5
    assert fact_recall("", []) == 1


@pytest.mark.parametrize(("share", "value"), [(0.5, 20), (0.75, 30), (0.99, 40), (0.01, 10)])
def test_percentile_takes_the_nearest_rank(share, value):
    assert percentile([40, 10, 30, 20], share) == value
    assert math.isnan(percentile([], share))


@pytest.mark.parametrize(("hits", "n", "low", "high"), [(8, 10, 0.490, 0.943), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (0, 0, 0, 1)])
def test_wilson_as_in_published_tables(hits, n, low, high):
    assert wilson_interval(hits, n) == pytest.approx((low, high), abs=0.001)


def test_bootstrap_is_repeatable_and_near_the_normal_interval():
    values = [Random(3).random() for _ in range(1)] * 50
    assert bootstrap_interval(values) == (pytest.approx(values[0]), pytest.approx(values[0]))
    draw = Random(5)
    spread = [draw.random() for _ in range(400)]
    low, high = bootstrap_interval(spread)
    mean = sum(spread) / 400
    half = 1.96 * math.sqrt(sum((value - mean) ** 2 for value in spread) / 400 / 400)
    assert (low, high) == (pytest.approx(mean - half, abs=0.006), pytest.approx(mean + half, abs=0.006))
    assert bootstrap_interval(spread) == (low, high)


def test_estimates_carry_n_and_interval():
    assert estimate_share([]) is None
    assert estimate_mean([]) is None
    share = estimate_mean([1.0, 0.0, 1.0, 1.0])
    assert share == estimate_share([True, False, True, True])
    mean = estimate_mean([0.2, 0.4, 0.9])
    assert mean.low <= mean.value <= mean.high
    assert mean.n == 3
