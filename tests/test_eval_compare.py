import pytest

from eval.compare import compare_outcomes, exact_mcnemar, pair_values, say_change, show_p
from tests.makers_eval import make_outcome


def right(id):
    return make_outcome(id)


def wrong(id):
    return make_outcome(id, facts=(False, False), text="Annat.")


@pytest.mark.parametrize(("gained", "lost", "p"), [(0, 0, 1), (1, 0, 1), (0, 5, 0.0625), (0, 6, 0.03125), (3, 3, 1), (10, 2, 0.03857)])
def test_mcnemar_by_hand(gained, lost, p):
    assert exact_mcnemar(gained, lost) == pytest.approx(p, abs=1e-5)


def test_questions_are_paired_by_their_words():
    found = compare_outcomes([right("a"), wrong("b"), right("x")], [wrong("a"), right("b"), right("y")])
    assert [pair.change for pair in found.pairs] == [-1, 1]
    assert (found.gained, found.lost, found.only_before, found.only_after) == (1, 1, 1, 1)
    assert not found.is_loss and not found.is_gain


def test_a_loss_that_chance_does_not_explain():
    names = [str(n) for n in range(8)]
    found = compare_outcomes([right(n) for n in names], [wrong(n) for n in names])
    assert found.is_loss and found.p < 0.05
    (fact,) = [one for one in found.differences if one.name == "fact_recall"]
    assert (fact.before, fact.after, fact.n) == (1, 0, 8)
    assert fact.p < 0.05 and fact.high <= 0


def test_the_change_in_words():
    same = compare_outcomes([right("a")], [right("a")])
    assert (
        say_change(same, "X", "2030-01-01") == "Lika många rätt som i körningen X (2030-01-01). Ingen fråga ändrades mellan rätt och fel."
    )
    better = compare_outcomes([wrong("a")], [right("a")])
    assert say_change(better, "X", "2030-01-01").startswith("1 fler rätt än i körningen X (2030-01-01). 1 fråga blev rätt och 0 blev fel.")
    assert "kan vara slump (McNemars test, p = 1,000)" in say_change(better, "X", "")
    assert "Inga frågor är gemensamma" in say_change(compare_outcomes([right("a")], [right("b")]), "X", "")


def test_no_difference_and_no_values():
    assert pair_values("mrr", [], []) is None
    assert pair_values("mrr", [1, 0], [1, 0]).p == 1
    assert (show_p(0.0001), show_p(0.25)) == ("p < 0,001", "p = 0,250")


def test_the_permutation_test_is_that_of_the_signs():
    found = pair_values("mrr", [0, 0, 0, 0], [1, 1, 1, 1])  # 2 of 16 sign patterns are as far out
    assert found.p == pytest.approx(2 / 16)
    assert (found.low, found.high) == (1, 1)
