"""Outcomes -> the figures of a run: each measure with n and a 95 % interval, by group.

In: outcomes and groups of them. Out: rows of estimates. Knows nothing of terminals, files or the assistant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

from eval.measures import Estimate, citation_precision, estimate_mean, estimate_share, percentile
from eval.questionset import TRAPS
from eval.rankings import DEPTHS, measure_rankings
from eval.run import VERDICTS, Outcome

Measures = dict[str, Estimate | None]  # name -> estimate; None where nothing can be counted
RANKS = DEPTHS
UNTOLD = "ej angiven"  # group of the questions that no name is given for


def summarize_search(outcomes: Iterable[Outcome]) -> Measures:
    """Ranking measures over the answerable questions that stand alone: a follow-up alone is no query, a list has no few passages."""
    rankings = [
        (outcome.ranking, len(outcome.question.gold))
        for outcome in outcomes
        if outcome.question.answerable and outcome.question.stands_alone
    ]
    return {name: estimate_mean(values) for name, values in measure_rankings(rankings).items()}


def summarize_answers(outcomes: Iterable[Outcome]) -> Measures:
    """Measures of the answers: of all answerable questions, and of those answered."""
    answerable = [outcome for outcome in outcomes if outcome.question.answerable]
    answered = [outcome for outcome in answerable if not outcome.refused]
    precisions = [citation_precision(outcome.cited) for outcome in answered]
    return {
        "all_facts": estimate_share([outcome.verdict == "rätt" for outcome in answerable]),
        "fact_recall": estimate_mean([0.0 if outcome.refused else share_of(outcome.facts) for outcome in answerable]),
        "quote_cited": estimate_share([outcome.quoted for outcome in answered]),
        "citation_precision": estimate_mean([precision for precision in precisions if precision is not None]),
        "citation_recall": estimate_mean([share_of(outcome.found) for outcome in answered]),
        "wrongly_refused": estimate_share([outcome.refused for outcome in answerable]),
        "kind_right": estimate_share([outcome.kind == outcome.question.kind for outcome in answerable if outcome.question.kind]),
    }


def summarize_refusals(outcomes: Sequence[Outcome]) -> Measures:
    """Share of the unanswerable questions refused or corrected, in all and per trap."""
    unanswerable = [outcome for outcome in outcomes if not outcome.question.answerable]
    measures: Measures = {"refused": estimate_share([outcome.verdict == "rätt avvisad" for outcome in unanswerable])}
    for trap in TRAPS:
        measures[trap] = estimate_share([outcome.verdict == "rätt avvisad" for outcome in unanswerable if outcome.question.trap == trap])
    return measures


def share_of(found: Sequence[bool]) -> float:
    """Share of yes; 1 when nothing was asked for."""
    return sum(found) / len(found) if found else 1.0


def group_outcomes(outcomes: Iterable[Outcome], name: Callable[[Outcome], Iterable[str | None]]) -> dict[str, list[Outcome]]:
    """Outcomes by the names that `name` gives them, most frequent group first, equal ones by name."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        for group in name(outcome):
            groups.setdefault(group or UNTOLD, []).append(outcome)
    return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def name_form(outcome: Outcome) -> list[str]:
    """How a question is put: its tags, "följdfråga" where it has a history."""
    return [*outcome.question.tags, *(["följdfråga"] if outcome.question.history else [])]


def count_verdicts(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many questions got which verdict."""
    counts = dict.fromkeys(VERDICTS, 0)
    for outcome in outcomes:
        counts[outcome.verdict] += 1
    return counts


def summarize_times(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Milliseconds, p50 and p99, of search and ask."""
    return {
        f"{name}_p{int(share * 100)}": percentile([getattr(outcome, f"{name}_ms") for outcome in outcomes], share)
        for name in ("search", "ask")
        for share in (0.5, 0.99)
    }


def summary_row(measures: Measures) -> dict[str, object]:
    """Measures as JSON."""
    return {name: asdict(estimate) if estimate else None for name, estimate in measures.items()}
