"""A run's figures as plain Swedish text for a terminal.

In: outcomes. Out: lines of text: one sentence, search, answers by kind and form, refusals, times, the ten worst with a reason each.
Knows nothing of the library.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.gold import shorten
from eval.intake import KIND_NAMES
from eval.measures import Estimate
from eval.questionset import Problem
from eval.run import Outcome
from eval.summary import (
    RANKS,
    Measures,
    count_verdicts,
    group_outcomes,
    name_form,
    summarize_answers,
    summarize_refusals,
    summarize_search,
    summarize_times,
)

WORST = 10
NAMES = {
    "all_facts": "alla fakta",
    "fact_recall": "andel fakta",
    "quote_cited": "facit citerat",
    "citation_precision": "cit.precision",
    "citation_recall": "cit.täckning",
    "wrongly_refused": "fel avvisade",
    "kind_right": "rätt sort",
    "mrr": "MRR",
    "ndcg@10": "nDCG@10",
    "refused": "rätt avvisade",
}
BADNESS = {"svarade ändå": 0, "fel": 1, "felaktigt avvisad": 2, "ofullständigt": 3}  # an invented answer is worse than none
REASONS = {
    "sökning": "rätt ställe finns inte bland de tio första träffarna",
    "förståelse": "frågan lästes som {read}, väntat {expected}",
    "sammansättning": "rätt ställe hittades men svaret saknar {lost}",
    "avvisning": "borde ha {other}",
}


def write_report(outcomes: Sequence[Outcome], problems: Sequence[Problem] = (), unstable: Sequence[str] | None = None) -> str:
    """The whole report."""
    parts = [
        say_total(outcomes),
        write_search(outcomes),
        write_groups("Svar per sort", {"alla": list(outcomes), **group_outcomes(outcomes, lambda outcome: [outcome.question.kind])}),
        write_groups("Svar per form", group_outcomes(outcomes, name_form)),
        write_refusals(outcomes),
        write_times(outcomes),
        write_unstable(unstable),
        write_worst(outcomes),
        write_problems(problems),
    ]
    return "\n\n".join(part for part in parts if part)


def say_total(outcomes: Sequence[Outcome]) -> str:
    """The run in one sentence."""
    counts = ", ".join(f"{count} {verdict}" for verdict, count in count_verdicts(outcomes).items())
    return f"Av {len(outcomes)} frågor: {counts}."


def write_search(outcomes: Sequence[Outcome]) -> str:
    """Search measures, one a line."""
    measures = summarize_search(outcomes)
    lines = [f"  {NAMES.get(name, name):<14} {show_estimate(estimate)}" for name, estimate in measures.items()]
    return "\n".join([f"Sökning (besvarbara frågor som står för sig; k = {', '.join(map(str, RANKS))})", *lines])


def write_groups(title: str, groups: dict[str, list[Outcome]]) -> str:
    """Answer measures, one group a line, with n of the answerable questions."""
    columns = ("all_facts", "fact_recall", "quote_cited", "citation_precision", "citation_recall", "wrongly_refused", "kind_right")
    lines = [f"{title:<16}{'n':>4}  " + "".join(f"{NAMES[column]:>15}" for column in columns)]
    for name, members in groups.items():
        measures = summarize_answers(members)
        total = measures["all_facts"]
        if total is not None:
            lines.append(f"  {name:<14}{total.n:>4}  " + "".join(f"{show_value(measures[column]):>15}" for column in columns))
    if "alla" in groups:
        lines.append(
            "  95 %: "
            + ", ".join(f"{NAMES[name]} {show_estimate(estimate)}" for name, estimate in summarize_answers(groups["alla"]).items())
        )
    return "\n".join(lines)


def write_refusals(outcomes: Sequence[Outcome]) -> str:
    """Refusals of unanswerable questions, per trap."""
    measures: Measures = summarize_refusals(outcomes)
    return "\n".join(
        ["Obesvarbara frågor", *(f"  {NAMES.get(name, name):<14} {show_estimate(estimate)}" for name, estimate in measures.items())]
    )


def write_times(outcomes: Sequence[Outcome]) -> str:
    """Milliseconds of search and ask, in process."""
    times = summarize_times(outcomes)
    return "Tider i ms: " + ", ".join(f"{name.replace(chr(95), chr(32))} {value:.1f}" for name, value in times.items())


def write_unstable(unstable: Sequence[str] | None) -> str:
    """Did two runs agree? Nothing when it was not tried."""
    if unstable is None:
        return ""
    return f"Olika svar två gånger: {', '.join(unstable)}" if unstable else "Två körningar gav samma svar på alla frågor."


def write_worst(outcomes: Sequence[Outcome]) -> str:
    """The worst answers, each with the step that failed and why."""
    bad = sorted((outcome for outcome in outcomes if outcome.step), key=lambda outcome: (BADNESS[outcome.verdict], outcome.question.id))
    lines = []
    for outcome in bad[:WORST]:
        lines.append(f"  {outcome.question.id} {outcome.verdict} · {outcome.step}: {explain_step(outcome)}")
        lines.append(f"       fråga: {outcome.question.question}")
        lines.append(f"       svar:  {shorten(' '.join(outcome.text.split()), 160)}")
    return "\n".join([f"Sämst ({min(WORST, len(bad))} av {len(bad)} som inte är rätt)", *lines]) if bad else "Inga dåliga svar."


def explain_step(outcome: Outcome) -> str:
    """Why an answer is bad, in one clause."""
    lost = [fact[0] for fact, found in zip(outcome.question.facts, outcome.facts, strict=True) if not found]
    return REASONS[outcome.step or "sökning"].format(
        read=KIND_NAMES.get(outcome.kind, outcome.kind),
        expected=KIND_NAMES.get(outcome.question.kind or "", "annat"),
        lost=", ".join(f"”{fact}”" for fact in lost) or "inget",
        other="svarat" if outcome.question.answerable else f"avvisat ({outcome.question.trap or 'obesvarbar'})",
    )


def write_problems(problems: Sequence[Problem]) -> str:
    """Gold quotes that are not where the set says."""
    return "\n".join(["Facit att se över", *(f"  {problem}" for problem in problems)]) if problems else ""


def show_estimate(estimate: Estimate | None) -> str:
    """A value with its interval and n: 0,81 [0,74–0,87] n=150."""
    if estimate is None:
        return "–"
    return f"{show_value(estimate)} [{comma(estimate.low)}–{comma(estimate.high)}] n={estimate.n}"


def show_value(estimate: Estimate | None) -> str:
    """A value alone, with two decimals."""
    return comma(estimate.value) if estimate else "–"


def comma(value: float) -> str:
    """Two decimals and a decimal comma, as Swedish writes them."""
    return f"{value:.2f}".replace(".", ",")
