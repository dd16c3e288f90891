"""Several arms' scores -> one ranking.

In: candidates with the score of each arm, and how much each arm is trusted. Out: a fused score per candidate with its reasons. Pure
arithmetic: knows nothing of texts, engines or the store.

The arms' scores are on scales of their own meaning, so that a weighted sum is enough and means the same for every question: words as the
share of the question that a passage holds, meaning as cosine. Ranks (RRF) would throw away how far ahead the best is, standardised scores
whether anything matched at all; both were tried (LOG.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with what each arm says of it; an arm that did not find it says `None`."""

    passage_id: str
    arms: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Fused:
    """A candidate with its fused score and the reasons: each arm's own score, and what it adds to the sum (`…_adds`)."""

    passage_id: str
    score: float
    arms: dict[str, float]


def fuse(candidates: Sequence[Candidate], weights: Mapping[str, float]) -> list[Fused]:
    """Best first, ties by passage id."""
    terms = [(arm, f"{arm}_adds", weight, lowest([one.arms.get(arm) for one in candidates])) for arm, weight in weights.items()]
    fused = [weigh(candidate, terms) for candidate in candidates]
    return sorted(fused, key=lambda found: (-found.score, found.passage_id))


def weigh(candidate: Candidate, terms: Sequence[tuple[str, str, float, float]]) -> Fused:
    """One candidate's weighted sum; `terms` are (arm, name of what it adds, weight, floor).

    What an arm did not find scores at most as the last that it found.
    """
    reasons = {arm: value for arm, value in candidate.arms.items() if value is not None}
    score = 0.0
    for arm, name, weight, floor in terms:
        adds = weight * reasons.get(arm, floor)
        reasons[name] = adds
        score += adds
    return Fused(candidate.passage_id, round(score, 9), reasons)


def add_arm(found: Fused, arm: str, value: float) -> Fused:
    """With one more arm, of weight 1."""
    return Fused(found.passage_id, round(found.score + value, 9), found.arms | {arm: value, f"{arm}_adds": value})


def lowest(scores: Sequence[float | None]) -> float:
    """The last score that an arm gave; 0 for an arm that found nothing."""
    return min((score for score in scores if score is not None), default=0.0)
