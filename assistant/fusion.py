"""Several arms' scores -> one ranking.

In: candidates with the score of each arm, and the question's traits. Out: a fused score per candidate with its reasons. Pure arithmetic:
knows nothing of texts, engines or the store.

Each arm's scores are made comparable by standardising them over the candidates (z-scores); ranks would throw away how far ahead the best
is. The weights say how much each arm is trusted, and were measured on development questions (LOG.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

LEAST_SPREAD = 1e-6  # an arm whose scores are all alike tells nothing


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with what each arm says of it; an arm that did not find it says `None`."""

    passage_id: str
    arms: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Fused:
    """A candidate with its fused score and the reasons: each arm's own score, and its share of the sum."""

    passage_id: str
    score: float
    arms: dict[str, float]


def fuse(candidates: Sequence[Candidate], weights: Mapping[str, float]) -> list[Fused]:
    """Best first, ties by passage id. The score is the weighted sum of standardised scores, as comparable within one search."""
    columns = {arm: standardise([candidate.arms.get(arm) for candidate in candidates]) for arm in weights}
    fused = []
    for row, candidate in enumerate(candidates):
        shares = {arm: weights[arm] * columns[arm][row] for arm in weights}
        own = {arm: round(value, 4) for arm, value in candidate.arms.items() if value is not None}
        reasons = own | {f"{arm}_share": round(share, 4) for arm, share in shares.items() if share}
        fused.append(Fused(candidate.passage_id, sum(shares.values()), reasons))
    return sorted(fused, key=lambda found: (-round(found.score, 9), found.passage_id))


def standardise(scores: Sequence[float | None]) -> list[float]:
    """Distance from the mean in standard deviations. A missing score counts as the lowest that was found."""
    found = [score for score in scores if score is not None]
    if not found:
        return [0.0] * len(scores)
    floor = min(found)
    filled = [floor if score is None else score for score in scores]
    middle, spread = fmean(filled), pstdev(filled)
    return [(score - middle) / spread if spread > LEAST_SPREAD else 0.0 for score in filled]
