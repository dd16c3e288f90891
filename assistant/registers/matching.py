"""Planned activities -> for each the areas of each plan that it may belong to, or none.

In: an open library and short texts. Out: for each text its candidates, best first within each plan. Knows the ranking of areas; knows
nothing of files, forms or who chooses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records import RankedArea
from assistant.retrieval.areas import rank_areas
from corpus.library import Library

EACH_PLAN = 3  # candidates of a plan
# Score from which an area fits. Of 28 everyday phrases for an area 25 score more, of 15 activities that belong to one all do; of 25 that
# belong to none (roads, pools, parking) 6 do. A person chooses, so that a wrong candidate costs less than a missed one.
FITS = 0.37
NEARLY = 0.8  # share of a plan's best score that its next candidates must reach


@dataclass(frozen=True, slots=True)
class Match:
    """One activity with its candidates."""

    text: str
    candidates: tuple[RankedArea, ...]  # by plan, in the order of the plans' best; none: no area fits


def match_activities(library: Library, texts: Sequence[str]) -> tuple[Match, ...]:
    """The candidates of each activity; the same text is looked up once."""
    with library.store.snapshot():
        found = {text: match_activity(library, text) for text in dict.fromkeys(texts)}
    return tuple(found[text] for text in texts)


def match_activity(library: Library, text: str) -> Match:
    """At most EACH_PLAN areas of each plan, those that fit."""
    plans: dict[str, list[RankedArea]] = {}
    for ranked in rank_areas(library, text, limit=len(library.store.areas())):
        mine = plans.setdefault(ranked.document.id, [])
        best = mine[0].score or 0.0 if mine else 0.0
        if len(mine) < EACH_PLAN and (ranked.score or 0.0) >= max(FITS, NEARLY * best):
            mine.append(ranked)
    return Match(text, tuple(one for mine in plans.values() for one in mine))
