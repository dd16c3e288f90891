"""What is shown beside the areas that fit a topic."""

from types import SimpleNamespace

from assistant.compose.area import BESIDE, FOUND_FIRST, find_beside


def statement(score, **changes):
    return SimpleNamespace(**({"rank": 0, "area": False, "is_opinion": False, "score": score} | changes))


def beside(*evidence):
    return find_beside(SimpleNamespace(evidence=evidence), 5.0)


def test_a_statement_among_the_first_hits_is_shown_beside_the_areas_when_it_comes_near():
    near, far = statement(5.0 - BESIDE), statement(4.9 - BESIDE)
    assert beside(near) == [near]
    assert beside(far) == []


def test_areas_opinions_and_lower_hits_are_not_shown_beside():
    assert beside(statement(9, area=True), statement(9, is_opinion=True), statement(9, rank=FOUND_FIRST)) == []


def test_one_statement_is_enough():
    first, second = statement(6), statement(5)
    assert beside(first, second) == [first]
