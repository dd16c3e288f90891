"""Readings of a document -> how sure each is, as nats of its being right.

In: readings in order, and the models. Out: for each the least of its margin and the logit of P(it is right), by a small additive model of
the word: its margin, whether lexicon or compounds know it, its letters, its neighbours, how noisy the document is. The weights are learnt
from rendered documents in fonts of the noise lab. Knows nothing of how readings are found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.repair.adapt import Reading
from ingest.repair.candidates import Candidate
from ingest.repair.doubts import STRANGE, is_doubtful, is_odd_capital, is_strange
from ingest.repair.language import START, UNKNOWN, Ids, Logs
from ingest.repair.load import Models
from ingest.repair.weave import Ranked

Rows = NDArray[np.float64]

# Numeric measures are cut into hinges: the model is linear between these places.
HINGES: dict[str, tuple[float, ...]] = {
    "margin": (0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 9.0, 14.0),
    "unigram": (-18.0, -16.0, -14.0, -13.0, -12.0, -10.0, -8.0),
    "before": (-4.0, -2.0, 0.0, 2.0, 4.0),
    "after": (-4.0, -2.0, 0.0, 2.0, 4.0),
    "letters": (2.0, 3.0, 4.0, 6.0, 8.0, 12.0),
    "spelling": (-4.0, -3.0, -2.5, -2.0, -1.5, -1.0),
    "channel": (-14.0, -10.0, -7.0, -5.0, -3.0, -1.0),
    "count": (0.0, 1.0, 2.0, 3.0),
    "noise": (0.0, 0.2, 0.5),
    "debris": (0.0, 0.005, 0.01, 0.02, 0.04, 0.08),
}
FLAGS = (
    "strange",
    "odd",
    "doubtful",
    "compound",
    "named",
    "capital",
    "changed",
    "swapped",
    "signs",
    "unknown",
    "small",
    "strange changed",
    "unknown changed",
    "lone",
    "single",
    "inner",
)
CAUTION = 0.45  # nats that P(right) is taken lower: about 1.8 % of the words of fonts it has not seen are doubted then, 2 % may be
NEARBY = 3  # readings on either side whose strangeness counts as noise


def count_features() -> int:
    """Columns of `measure_readings`: the constant, the pieces between hinges, the flags."""
    return 1 + sum(len(places) - 1 for places in HINGES.values()) + len(FLAGS)


def spread_hinges(name: str, values: Rows) -> Rows:
    """Shape (values, hinges): how far each value lies along each piece between two hinges, 0 to 1."""
    places = np.array(HINGES[name])
    return np.asarray(np.clip((values[:, None] - places[:-1]) / np.diff(places), 0.0, 1.0), np.float64)


def score_neighbours(words: Ids, joined: NDArray[np.bool_], models: Models) -> tuple[Logs, Logs]:
    """Nats by which each word is likelier after the two before it than alone, and the word after it for its sake."""
    language = models.language
    one = np.where(joined, np.roll(words, 1), START)
    two = np.where(joined & np.roll(joined, 1), np.roll(words, 2), START)
    gain = language.score(two, one, words) - language.unigrams[words]
    return gain, np.where(np.roll(joined, -1), np.roll(gain, -1), 0.0).astype(np.float32)


def measure_readings(readings: Sequence[Reading], ranked: Sequence[Ranked], models: Models) -> Rows:
    """Shape (readings, features): the hinges of the numeric measures, then the flags."""
    best = [first for first, _, _ in ranked]
    words = np.array([candidate.word for candidate in best], np.int64)
    starts, ends = (np.array([getattr(reading.token, side) for reading in readings]) for side in ("start", "end"))
    joined = np.append(False, starts[1:] - ends[:-1] <= 1)
    before, after = score_neighbours(words, joined, models)
    counts = Counter(candidate.text for candidate in best)
    flags = flag_readings(readings, best, models)
    strange = flags[:, FLAGS.index("strange")]
    unknown = words == UNKNOWN
    lengths = np.array([len(candidate.text) for candidate in best], np.float64)
    values = {
        "margin": np.array([margin for _, margin, _ in ranked]),
        "unigram": models.language.unigrams[words].astype(np.float64),
        "before": before,
        "after": after,
        "letters": lengths,
        "spelling": np.where(unknown, np.array([candidate.cost for candidate in best]) / lengths, 0.0),
        "channel": np.array([candidate.channel for candidate in best]),
        "count": np.log([counts[candidate.text] for candidate in best]),
        "noise": share_nearby(strange),
        "debris": np.full(len(best), strange.mean()),
    }
    return np.concatenate([np.ones((len(best), 1)), *(spread_hinges(name, values[name]) for name in HINGES), flags], axis=1)


def share_nearby(flags: Rows) -> Rows:
    """For each place the share of the NEARBY places on either side where the flag holds, itself left out."""
    window = np.ones(2 * NEARBY + 1) / (2 * NEARBY + 1)
    sums = np.convolve(flags, window, "full")[NEARBY : NEARBY + len(flags)]
    return np.asarray(sums - flags * window[0], np.float64)


def flag_readings(readings: Sequence[Reading], best: Sequence[Candidate], models: Models) -> Rows:
    """Shape (readings, FLAGS): 1 where a flag holds."""
    capitals, unigrams = models.capitals, models.language.unigrams
    rows = []
    for reading, first in zip(readings, best, strict=True):
        body, changed = reading.body, first.text != reading.body.lower()
        strange = is_strange(reading, first)
        rows.append(
            (
                strange,
                is_odd_capital(reading, first, capitals),
                is_doubtful(reading, first, capitals, unigrams),
                first.compound,
                reading.named,
                body[0].isupper(),
                changed,
                first.swapped,
                not body.isalpha(),
                first.word == UNKNOWN,
                first.small,
                strange and changed,
                first.word == UNKNOWN and changed,
                reading.kind != "word",
                len(reading.candidates) == 1,
                not body[1:].islower() and not body.isupper(),
            )
        )
    return np.array(rows, np.float64).reshape(-1, len(FLAGS))


def weigh_readings(readings: Sequence[Reading], ranked: Sequence[Ranked], models: Models) -> list[float]:
    """Nats by which each reading may be trusted: its margin, or less where a rule or the logit of P(right) says so."""
    if not readings:
        return []
    rows = measure_readings(readings, ranked, models)
    doubtful = rows[:, FLAGS.index("doubtful") - len(FLAGS)] > 0
    margins = np.minimum([margin for _, margin, _ in ranked], rows @ models.certainty - CAUTION)
    return [float(margin) for margin in np.where(doubtful, np.minimum(margins, STRANGE), margins)]
