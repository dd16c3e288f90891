"""Measures of answers, without a judge model: formula and paper at each; those of rankings stand in rankings.py.

In: plain numbers: texts, facts, citations, times. Out: shares and means with 95 % intervals.
Knows nothing of stores, questions' files or reports.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

Z95 = 1.959964  # two-sided 95 % of the normal distribution
RESAMPLES = 1000  # the interval's ends move by under 0.005 beyond this on 200 questions
SEED = 20240101  # the same intervals in every run
ANSWER_WORDS = 120  # facts count in what a reader reads: the contract's length of an answer that is no list
SHORT_WORDING = 3  # characters: "ja", "nej", "SIP" begin too many other words
CITATION_NUMBER = re.compile(r"\s*\[\d+(?:,\s*\d+)*\]")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95 % interval."""

    value: float
    low: float
    high: float
    n: int


def overlap_share(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Length of the common part of two spans over that of the shorter one, 0–1."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    shorter = min(one[1] - one[0], other[1] - other[0])
    return max(0, common) / shorter if shorter > 0 else 0.0


def citation_precision(supported: Sequence[bool]) -> float | None:
    """Share of the citations in a gold section or its twin (ALCE, Gao et al. 2023, made deterministic); None without citations."""
    return sum(supported) / len(supported) if supported else None


def fact_recall(text: str, facts: Sequence[Sequence[str]], whole: bool = False) -> float:
    """Share of the facts with one of their wordings in the answer's first ANSWER_WORDS words, or in all of it if `whole`."""
    found = find_facts(text, facts, whole)
    return sum(found) / len(found) if found else 1.0


def find_facts(text: str, facts: Sequence[Sequence[str]], whole: bool = False) -> tuple[bool, ...]:
    """Per fact: is one of its wordings there as whole words, whatever the case and line breaks? å, ä and ö must be right."""
    words = CITATION_NUMBER.sub("", text).split()
    shown = " ".join(words if whole else words[:ANSWER_WORDS]).casefold()
    return tuple(any(holds_words(shown, wording) for wording in fact) for fact in facts)


def holds_words(text: str, wording: str) -> bool:
    """Does the text hold the wording from the start of a word?

    Endings may follow ("årlig" in "årligen"), but no further digit, and nothing at all after a very short wording ("ja" in "jag").
    """
    wanted = " ".join(wording.casefold().split())
    end = r"(?!\w)" if len(wanted) <= SHORT_WORDING else r"(?!\d)" if wanted[-1].isdigit() else ""
    return re.search(r"(?<!\w)" + re.escape(wanted) + end, text) is not None


def percentile(values: Sequence[float], share: float) -> float:
    """The value below or at which `share` of them lie: nearest rank, ceil(share · n)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def wilson_interval(successes: int, n: int) -> tuple[float, float]:
    """95 % interval of a share: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n) (Wilson 1927)."""
    if n == 0:
        return 0.0, 1.0
    p = successes / n
    middle = p + Z95**2 / (2 * n)
    spread = Z95 * math.sqrt(p * (1 - p) / n + Z95**2 / (4 * n**2))
    scale = 1 + Z95**2 / n
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def bootstrap_interval(values: Sequence[float], resamples: int = RESAMPLES, seed: int = SEED) -> tuple[float, float]:
    """95 % interval of a mean: 2.5th and 97.5th percentile of means of resamples with replacement (Efron 1979)."""
    draw = random.Random(seed)
    n = len(values)
    means = [sum(draw.choices(values, k=n)) / n for _ in range(resamples)]
    return percentile(means, 0.025), percentile(means, 0.975)


def estimate_share(outcomes: Sequence[bool]) -> Estimate | None:
    """A share of yes with Wilson's interval; None when there is nothing to count."""
    if not outcomes:
        return None
    hits = sum(outcomes)
    return Estimate(hits / len(outcomes), *wilson_interval(hits, len(outcomes)), len(outcomes))


def estimate_mean(values: Sequence[float]) -> Estimate | None:
    """A mean with its bootstrap interval, or Wilson's where every value is 0 or 1; None when there is nothing to count."""
    if all(value in (0.0, 1.0) for value in values):
        return estimate_share([value == 1.0 for value in values])
    return Estimate(sum(values) / len(values), *bootstrap_interval(values), len(values))
