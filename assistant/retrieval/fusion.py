"""Several arms' scores -> one ranking.

In: candidates with the score of each arm, and how much each arm is trusted. Out: a fused score per candidate with its reasons. Pure
arithmetic: knows nothing of texts, engines or the store.

The arms' scores are on scales of their own meaning, so that a weighted sum is enough and means the same for every question: words as the
share of the question that a passage holds, meaning as cosine. Ranks (RRF) would throw away how far ahead the best is, standardised scores
whether anything matched at all; both were tried (LOG.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with what each arm says of it; an arm that did not find it says `None`."""

    passage_id: str
    arms: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Column:
    """One arm's part in the scores of all candidates."""

    name: str
    adds: Sequence[float]  # by the candidates' places


@dataclass(frozen=True, slots=True)
class Fused:
    """A candidate with its fused score and what it is made of."""

    passage_id: str
    score: float
    given: Mapping[str, float | None]  # by each arm
    columns: Sequence[Column]
    place: int  # of it in the columns
    more: Mapping[str, float] = field(default_factory=dict)  # arms that were added later

    @property
    def arms(self) -> dict[str, float]:
        """The reasons: each arm's own score, and what it adds to the sum (`…_adds`). Of 80 candidates ten are shown with them."""
        own = {arm: value for arm, value in self.given.items() if value is not None}
        return own | {column.name: column.adds[self.place] for column in self.columns} | dict(self.more)


def fuse(candidates: Sequence[Candidate], weights: Mapping[str, float]) -> list[Fused]:
    """Best first, ties by passage id."""
    columns = [Column(f"{arm}_adds", weigh([one.arms.get(arm) for one in candidates], weight)) for arm, weight in weights.items()]
    scores = [0.0] * len(candidates)
    for column in columns:
        scores = [score + adds for score, adds in zip(scores, column.adds, strict=True)]
    rows = enumerate(zip(candidates, scores, strict=True))
    fused = [Fused(one.passage_id, round(score, 9), one.arms, columns, place) for place, (one, score) in rows]
    return sorted(fused, key=lambda found: (-found.score, found.passage_id))


def weigh(scores: Sequence[float | None], weight: float) -> list[float]:
    """What an arm adds to each candidate; one that it did not find scores at most as the last that it found."""
    floor = lowest(scores)
    return [weight * (floor if score is None else score) for score in scores]


def add_arm(found: Fused, arm: str, value: float) -> Fused:
    """With one more arm, of weight 1."""
    return replace(found, score=round(found.score + value, 9), more={**found.more, arm: value, f"{arm}_adds": value})


def lowest(scores: Sequence[float | None]) -> float:
    """The last score that an arm gave; 0 for an arm that found nothing."""
    return min([score for score in scores if score is not None], default=0.0)
