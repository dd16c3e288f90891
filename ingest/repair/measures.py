"""Readings of a document -> what tells sure ones from doubtful ones, as numbers.

In: readings in order, ranked, and the models. Out: one row per reading: how far its best candidate is ahead and why, whether lexicon or
compounds know it, its neighbours, how often the document writes it so, how noisy the document is. Knows nothing of what follows from it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.repair.adapt import Reading
from ingest.repair.candidates import Candidate
from ingest.repair.channel import SWEDISH
from ingest.repair.doubts import ALIKE_CAPITALS, is_doubtful, is_odd_capital, is_strange
from ingest.repair.language import START, UNKNOWN, Ids, Logs
from ingest.repair.load import Models
from ingest.repair.weave import Ranked

Rows = NDArray[np.float32]
FAR_BEHIND = 15.0  # nats: what a reading without rivals is ahead
UNSURE = 3.0  # nats of margin under which a neighbour counts as unsure
NEAR, AROUND, LINES = 1, 4, 12  # readings on either side whose trouble counts

MEASURES = (
    "margin",
    "unigram",
    "channel",
    "memory",
    "letters",
    "candidates",
    "ahead in frequency",
    "ahead in channel",
    "ahead in memory",
    "ahead in context",
    "before",
    "after",
    "count",
    "count as read",
    "share as read",
    "readings",
    "written small",
    "written large",
    "capitals",
    "initial",
    "restored",
    "strange near",
    "strange around",
    "strange lines",
    "unsure around",
    "strange in all",
    "unsure in all",
)
FLAGS = (
    "strange",
    "odd",
    "doubtful",
    "compound",
    "named",
    "line start",
    "opened",
    "settled small",
    "small",
    "changed",
    "as printed",
    "swapped",
    "signs",
    "unknown",
    "unknown as read",
    "rival unknown",
    "rival compound",
    "lone",
    "inner",
)


def count_measures() -> int:
    """Columns of `measure_readings`."""
    return len(MEASURES) + len(FLAGS)


def measure_readings(readings: Sequence[Reading], ranked: Sequence[Ranked], models: Models) -> Rows:
    """Shape (readings, MEASURES and FLAGS)."""
    best = [first for first, _, _ in ranked]
    flags = flag_readings(readings, ranked, models)
    columns = [
        *measure_lead(readings, ranked, models),
        *measure_places(readings, best, models),
        *measure_initials(readings, best, models),
        *measure_noise(flags[:, 0], np.array([margin for _, margin, _ in ranked])),
    ]
    return np.concatenate([np.stack(columns, axis=1), flags], axis=1).astype(np.float32)


def measure_lead(readings: Sequence[Reading], ranked: Sequence[Ranked], models: Models) -> list[NDArray[np.float64]]:
    """How likely the best candidate is, and by what it is ahead of the next."""
    unigrams = models.language.unigrams
    usual = {id(c): float(unigrams[c.word]) + c.cost for first, _, others in ranked for c in (first, *others[:1])}
    pairs = [(first, others[0] if others else None) for first, _, others in ranked]

    def lead(measure: Callable[[Candidate], float], otherwise: float) -> NDArray[np.float64]:
        return np.array([measure(first) - measure(next_one) if next_one else otherwise for first, next_one in pairs])

    margins = np.array([margin for _, margin, _ in ranked])
    ahead = [lead(lambda c: usual[id(c)], FAR_BEHIND), lead(lambda c: c.channel, FAR_BEHIND), lead(lambda c: c.memory, 0.0)]
    return [
        margins,
        np.array([float(unigrams[first.word]) for first, _ in pairs]),
        np.array([first.channel for first, _ in pairs]),
        np.array([first.memory for first, _ in pairs]),
        np.array([float(len(first.text)) for first, _ in pairs]),
        np.array([float(len(reading.candidates)) for reading in readings]),
        *ahead,
        margins - np.sum(ahead, axis=0),
    ]


def measure_places(readings: Sequence[Reading], best: Sequence[Candidate], models: Models) -> list[NDArray[np.float64]]:
    """How each word fits its neighbours, how often the document has it, and whether what was read so is always taken for it."""
    words = np.array([candidate.word for candidate in best], np.int64)
    starts, ends = (np.array([getattr(reading.token, side) for reading in readings]) for side in ("start", "end"))
    before, after = score_neighbours(words, np.append(False, starts[1:] - ends[:-1] <= 1), models)
    bodies = [reading.body.lower() for reading in readings]
    counts, read = Counter(candidate.text for candidate in best), Counter(bodies)
    pairs = Counter(zip(bodies, (candidate.text for candidate in best), strict=True))
    forms: dict[str, set[str]] = defaultdict(set)
    for body, candidate in zip(bodies, best, strict=True):
        forms[candidate.text].add(body)
    return [
        before.astype(np.float64),
        after.astype(np.float64),
        np.log([counts[candidate.text] for candidate in best]),
        np.log([read[body] for body in bodies]),
        np.array([pairs[body, candidate.text] / read[body] for body, candidate in zip(bodies, best, strict=True)]),
        np.array([float(len(forms[candidate.text])) for candidate in best]),
    ]


def score_neighbours(words: Ids, joined: NDArray[np.bool_], models: Models) -> tuple[Logs, Logs]:
    """Nats by which each word is likelier after the two before it than alone, and the word after it for its sake."""
    language = models.language
    one = np.where(joined, np.roll(words, 1), START)
    two = np.where(joined & np.roll(joined, 1), np.roll(words, 2), START)
    gain = language.score(two, one, words) - language.unigrams[words]
    return gain, np.where(np.roll(joined, -1), np.roll(gain, -1), 0.0).astype(np.float32)


def measure_initials(readings: Sequence[Reading], best: Sequence[Candidate], models: Models) -> list[NDArray[np.float64]]:
    """How the document writes the word's first letter elsewhere, how texts do, what letter it is, and how many å ä ö were put back."""
    small = Counter(first.text for reading, first in zip(readings, best, strict=True) if reading.body[0].islower())
    large = Counter(first.text for reading, first in zip(readings, best, strict=True) if reading.named)
    return [
        np.log1p([small[first.text] for first in best]),
        np.log1p([large[first.text] for first in best]),
        models.capitals[[first.word for first in best]].astype(np.float64),
        np.array([class_initial(reading.body[0], first.text[0]) for reading, first in zip(readings, best, strict=True)]),
        np.array([float(sum(letter in SWEDISH for letter in first.text)) for first in best]),
    ]


def class_initial(read: str, printed: str) -> float:
    """A small letter, or a capital: plain, one that OCR cannot tell from its small one, one read for an å ä ö."""
    return 0.0 if not read.isupper() else 3.0 if printed in SWEDISH else 2.0 if read in ALIKE_CAPITALS or read == "F" else 1.0


def measure_noise(strange: NDArray[np.float64], margins: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """How many words near each one, and in all, are strange or unsure."""
    unsure = (margins < UNSURE).astype(np.float64)
    shares = [share_nearby(strange, reach) for reach in (NEAR, AROUND, LINES)]
    return [*shares, share_nearby(unsure, AROUND), np.full(len(strange), strange.mean()), np.full(len(strange), unsure.mean())]


def share_nearby(flags: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """For each place the share of the `reach` places on either side where the flag holds, itself left out."""
    sums = np.convolve(flags, np.ones(2 * reach + 1), "full")[reach : reach + len(flags)]
    return np.asarray((sums - flags) / (2 * reach), np.float64)


def flag_readings(readings: Sequence[Reading], ranked: Sequence[Ranked], models: Models) -> NDArray[np.float64]:
    """Shape (readings, FLAGS): 1 where a flag holds."""
    capitals, unigrams = models.capitals, models.language.unigrams
    rows = []
    for reading, (first, _, others) in zip(readings, ranked, strict=True):
        body, lower = reading.body, reading.body.lower()
        rows.append(
            (
                is_strange(reading, first),
                is_odd_capital(reading, first, capitals),
                is_doubtful(reading, first, capitals, unigrams),
                first.compound,
                reading.named,
                reading.token.line_start,
                reading.token.opened,
                reading.first == "small",
                first.small,
                first.text != lower,
                len(first.text) == len(body),
                first.swapped,
                not body.isalpha(),
                first.word == UNKNOWN,
                not any(one.text == lower and one.word != UNKNOWN for one in reading.candidates),
                bool(others) and others[0].word == UNKNOWN,
                bool(others) and others[0].compound,
                reading.kind != "word",
                not body[1:].islower() and not body.isupper(),
            )
        )
    return np.array(rows, np.float64).reshape(-1, len(FLAGS))
