"""Two runs of the same questions -> what changed, question by question, and whether chance explains it.

In: outcomes of two runs. Out: changes, and paired tests. Knows scipy. Knows nothing of files or reports.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.rankings import measure_rankings
from eval.report import BADNESS
from eval.run import Outcome
from eval.summary import share_of

ALPHA = 0.05  # a difference less likely than this by chance is called significant
RESAMPLES = 9_999
SEED = 20240101  # the same figures in every comparison
FINE = len(BADNESS)  # rank of a right verdict


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure before and after, over the questions that both runs have."""

    name: str
    before: float
    after: float
    low: float  # 95 % interval of after − before
    high: float
    p: float  # that a difference at least as large comes by chance
    n: int


@dataclass(frozen=True, slots=True)
class Pair:
    """One question in both runs."""

    before: Outcome
    after: Outcome

    @property
    def change(self) -> int:
        """1 better, −1 worse, 0 the same verdict or as bad."""
        one, other = rank_verdict(self.before), rank_verdict(self.after)
        return (other > one) - (other < one)

    @property
    def rewritten(self) -> bool:
        """Whether the answer's text differs."""
        return self.before.text != self.after.text


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs beside each other."""

    pairs: tuple[Pair, ...]
    only_before: int  # questions that the other run does not have
    only_after: int
    gained: int  # wrong before, right after
    lost: int  # right before, wrong after
    p: float  # McNemar's exact test of gained against lost
    differences: tuple[Difference, ...]

    @property
    def is_loss(self) -> bool:
        """Whether the later run is significantly worse."""
        return self.lost > self.gained and self.p < ALPHA

    @property
    def is_gain(self) -> bool:
        """Whether the later run is significantly better."""
        return self.gained > self.lost and self.p < ALPHA


def rank_verdict(outcome: Outcome) -> int:
    """How good a verdict is: an invented answer is worst, right is best."""
    return BADNESS.get(outcome.verdict, FINE)


def is_right(outcome: Outcome) -> bool:
    """Right, or rightly refused."""
    return rank_verdict(outcome) == FINE


def compare_outcomes(before: Sequence[Outcome], after: Sequence[Outcome]) -> Comparison:
    """Pair the questions by their words and earlier turns, and test."""
    old = {key_of(outcome): outcome for outcome in before}
    pairs = tuple(Pair(old[key_of(outcome)], outcome) for outcome in after if key_of(outcome) in old)
    gained = sum(not is_right(pair.before) and is_right(pair.after) for pair in pairs)
    lost = sum(is_right(pair.before) and not is_right(pair.after) for pair in pairs)
    missing = len(before) - len(pairs), len(after) - len(pairs)
    return Comparison(pairs, *missing, gained, lost, exact_mcnemar(gained, lost), tuple(measure_differences(pairs)))


def key_of(outcome: Outcome) -> tuple[str, tuple[str, ...]]:
    """What makes two questions the same."""
    question = outcome.question
    return question.question, tuple(turn.question for turn in question.history)


def exact_mcnemar(gained: int, lost: int) -> float:
    """Two-sided p of McNemar's exact test: the chance of a split at least as uneven of gained + lost tosses of a coin (McNemar 1947)."""
    if gained + lost == 0:
        return 1.0
    from scipy.stats import binomtest  # noqa: PLC0415 - costs over a second, which no other command should pay

    return float(binomtest(min(gained, lost), gained + lost, 0.5).pvalue)


def measure_differences(pairs: Sequence[Pair]) -> list[Difference]:
    """The measures of answers and search, before and after, with paired tests."""
    answerable = [pair for pair in pairs if pair.after.question.answerable]
    answered = [pair for pair in answerable if not pair.before.refused and not pair.after.refused]
    alone = [pair for pair in answerable if pair.after.question.stands_alone and pair.after.question.gold]
    found = [
        pair_means("right", pairs, lambda outcome: float(is_right(outcome))),
        pair_means("fact_recall", answerable, lambda outcome: 0.0 if outcome.refused else share_of(outcome.facts)),
        pair_means("citation_precision", answered, lambda outcome: share_of(outcome.cited)),
        pair_means("citation_recall", answered, lambda outcome: share_of(outcome.found)),
    ]
    old = measure_rankings([(pair.before.ranking, len(pair.before.question.gold)) for pair in alone])
    new = measure_rankings([(pair.after.ranking, len(pair.after.question.gold)) for pair in alone])
    found += [pair_values(name, old[name], new[name]) for name in ("recall@5", "mrr", "ndcg@10")]
    return [one for one in found if one]


def pair_means(name: str, pairs: Sequence[Pair], value: Callable[[Outcome], float]) -> Difference | None:
    """A measure of single outcomes over pairs."""
    return pair_values(name, [value(pair.before) for pair in pairs], [value(pair.after) for pair in pairs])


def pair_values(name: str, before: Sequence[float], after: Sequence[float]) -> Difference | None:
    """Paired permutation test of the mean difference (signs swapped), with its bootstrap interval; None without values."""
    if not before:
        return None
    import numpy as np  # noqa: PLC0415 - with scipy, for this command only
    from scipy.stats import bootstrap, permutation_test  # noqa: PLC0415

    old, new = np.asarray(before), np.asarray(after)
    means = float(old.mean()), float(new.mean())
    delta = new - old
    if len(delta) < 2 or not delta.any():
        only = float(delta[0])  # of one question, or nought as all are: nothing that chance could not give
        return Difference(name, *means, only, only, 1.0, len(delta))
    test = permutation_test(
        (delta,), np.mean, permutation_type="samples", n_resamples=RESAMPLES, rng=np.random.default_rng(SEED), axis=0, vectorized=True
    )
    drawn = bootstrap((delta,), np.mean, n_resamples=RESAMPLES, method="percentile", rng=np.random.default_rng(SEED))
    low, high = drawn.confidence_interval
    return Difference(name, *means, float(low), float(high), float(test.pvalue), len(delta))


def say_change(comparison: Comparison, name: str, day: str) -> str:
    """The change since another run, in two sentences."""
    net = comparison.gained - comparison.lost
    if not comparison.pairs:
        return f"Inga frågor är gemensamma med körningen {name}."
    first = "Lika många rätt som" if net == 0 else f"{abs(net)} {'fler' if net > 0 else 'färre'} rätt än"
    chance = "större än slumpen brukar ge" if comparison.p < ALPHA else "så liten att den kan vara slump"
    moved = f"{comparison.gained} {'fråga' if comparison.gained == 1 else 'frågor'} blev rätt och {comparison.lost} blev fel"
    said = "Ingen fråga ändrades mellan rätt och fel." if comparison.gained + comparison.lost == 0 else f"{moved}."
    tested = "" if net == 0 else f" Skillnaden är {chance} (McNemars test, {show_p(comparison.p)})."
    return f"{first} i körningen {name} ({day}). {said}{tested}"


def show_p(p: float) -> str:
    """A p-value with a decimal comma."""
    return "p < 0,001" if p < 0.001 else f"p = {p:.3f}".replace(".", ",")
