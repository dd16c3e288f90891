"""Limits and a run -> does it pass: no measure beyond its limit, and no significant loss against a stored run.

In: a TOML file of limits, outcomes, perhaps the outcomes kept of an earlier run. Out: failures in Swedish. Knows nothing of how a run is
made.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import BadRequest
from eval.archive import now
from eval.catalogue import MEASURES
from eval.compare import ALPHA, exact_mcnemar, is_right, show_p
from eval.measures import Estimate, estimate_share
from eval.report import comma
from eval.run import Outcome
from eval.summary import Measures, summarize_answers, summarize_refusals, summarize_search

LEAST, MOST, LOSS = "minst", "hogst", "forlust"  # tables of the file: limits from below, from above, and of the loss


@dataclass(frozen=True, slots=True)
class Limits:
    """What is demanded."""

    least: Mapping[str, float]
    most: Mapping[str, float]
    against: Path | None = None  # a kept run
    alpha: float = ALPHA  # a loss less likely than this by chance fails


@dataclass(frozen=True, slots=True)
class Check:
    """One demand and how it went."""

    text: str
    passed: bool


def read_limits(path: Path) -> Limits:
    """The file. Raises BadRequest that says what is wrong with it."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadRequest(f"Gränserna i {path.name} kan inte läsas ({error}). Se docs/utvardering.md för formen.") from error
    unknown = set(table) - {LEAST, MOST, LOSS}
    if unknown:
        raise BadRequest(f"{path.name} har okända delar: {', '.join(sorted(unknown))}. Kända: {LEAST}, {MOST}, {LOSS}.")
    loss = table.get(LOSS, {})
    against = path.parent / loss["mot"] if "mot" in loss else None
    return Limits(read_shares(table, LEAST, path), read_shares(table, MOST, path), against, float(loss.get("p", ALPHA)))


def read_shares(table: Mapping[str, Any], name: str, path: Path) -> dict[str, float]:
    """One table of measures with limits from 0 to 1."""
    shares: dict[str, float] = {}
    for measure, limit in table.get(name, {}).items():
        if measure not in MEASURES:
            raise BadRequest(f"{path.name}: måttet {measure!r} finns inte. Kända: {', '.join(MEASURES)}.")
        if not isinstance(limit, int | float) or not 0 <= limit <= 1:
            raise BadRequest(f"{path.name}: gränsen för {measure} är {limit!r} och ska vara ett tal från 0 till 1.")
        shares[measure] = float(limit)
    return shares


def check_run(limits: Limits, outcomes: Sequence[Outcome], kept: Mapping[str, bool] | None = None) -> list[Check]:
    """Every demand, in the file's order, then the loss."""
    measures = measure_all(outcomes)
    checks = [check_limit(name, limit, measures.get(name), least=True) for name, limit in limits.least.items()]
    checks += [check_limit(name, limit, measures.get(name), least=False) for name, limit in limits.most.items()]
    return checks if kept is None else [*checks, check_loss(outcomes, kept, limits.alpha)]


def measure_all(outcomes: Sequence[Outcome]) -> Measures:
    """Every measure that a limit can name."""
    right = estimate_share([is_right(outcome) for outcome in outcomes])
    return {"right": right, **summarize_answers(outcomes), **summarize_refusals(outcomes), **summarize_search(outcomes)}


def check_limit(name: str, limit: float, found: Estimate | None, *, least: bool) -> Check:
    """One measure against its limit; one that cannot be measured fails."""
    title = MEASURES[name].name
    if found is None:
        return Check(f"{title}: kan inte mätas med de här frågorna", passed=False)
    passed = found.value >= limit if least else found.value <= limit
    return Check(f"{title}: {comma(found.value)}, ska vara {'minst' if least else 'högst'} {comma(limit)} (n = {found.n})", passed)


def check_loss(outcomes: Sequence[Outcome], kept: Mapping[str, bool], alpha: float) -> Check:
    """McNemar's exact test against the kept run, over the questions that both have."""
    both = [(kept[outcome.question.question], is_right(outcome)) for outcome in outcomes if outcome.question.question in kept]
    gained, lost = sum(not old and new for old, new in both), sum(old and not new for old, new in both)
    p = exact_mcnemar(gained, lost)
    text = f"mot den sparade körningen: {gained} bättre, {lost} sämre av {len(both)} ({show_p(p)})"
    return Check(text, not (lost > gained and p < alpha))


def keep_run(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Write which questions were right, one a line, so that a change of it can be read."""
    rows = {outcome.question.question: is_right(outcome) for outcome in outcomes}
    text = json.dumps({"kept": now()[:10], "right": rows}, ensure_ascii=False, indent=0)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise BadRequest(f"{path} kan inte skrivas ({error.strerror}). Ange en annan fil med --keep.") from error


def read_kept(path: Path) -> dict[str, bool]:
    """Question -> whether it was right, of a file by keep_run. Raises BadRequest."""
    try:
        rows: dict[str, bool] = json.loads(path.read_text(encoding="utf-8"))["right"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRequest(f"Den sparade körningen {path.name} kan inte läsas. Gör den med planlots eval gate --keep {path.name}.") from error
    return rows
