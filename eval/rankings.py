"""Rankings with what each hit supports -> success, recall, MRR and nDCG, by the library ir-measures.

In: per question which gold quotes each hit supports, best first, and how many there are. Out: a value a question and measure. Knows
ir-measures (MacAvaney et al. 2022), which computes by trec_eval. Knows nothing of means, stores or reports.

The unit that must be found is a gold quote; quotes that one hit holds together are one unit. A unit counts at the first hit that holds it,
so that repeats earn nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

Ranking = Sequence[frozenset[int]]  # per hit, best first: numbers of the gold quotes it supports

DEPTHS = (1, 3, 5, 10)
MEASURES = {
    **{f"success@{k}": f"Success@{k}" for k in DEPTHS},
    **{f"recall@{k}": f"R@{k}" for k in DEPTHS},
    "mrr": "RR",
    "ndcg@10": "nDCG@10",
}


def measure_rankings(rankings: Sequence[tuple[Ranking, int]]) -> dict[str, list[float]]:
    """Measure -> its value for each ranking, in order; 0 for one without hits or without gold."""
    from ir_measures import iter_calc, parse_measure  # noqa: PLC0415 - brings pandas' weight where it is installed

    values = {name: [0.0] * len(rankings) for name in MEASURES}
    names = {parse_measure(spoken): name for name, spoken in MEASURES.items()}
    known = {str(number): (ranking, golds) for number, (ranking, golds) in enumerate(rankings) if golds and any(ranking)}
    qrels = {query: list_units(*given) for query, given in known.items()}
    run = {query: {f"hit {rank}": 1 / rank for rank in range(1, len(ranking) + 1)} for query, (ranking, _) in known.items()}
    for metric in iter_calc(list(names), qrels, run) if known else ():
        values[names[metric.measure]][int(metric.query_id)] = float(metric.value)
    return values


def list_units(ranking: Ranking, golds: int) -> dict[str, int]:
    """The qrels of one question: hits that hold a gold quote for the first time, and the quotes that no hit holds."""
    units: dict[str, int] = {}
    seen: set[int] = set()
    for rank, supported in enumerate(ranking, start=1):
        if supported - seen:
            units[f"hit {rank}"] = 1
            seen |= supported
    return units | {f"missed {number}": 1 for number in range(golds) if number not in seen}
