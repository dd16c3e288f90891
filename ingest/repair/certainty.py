"""Readings of a document -> how sure each is, as nats of its being right.

In: readings in order, and the models. Out: for each the log odds that it is right, by a forest over the measures of measures.py. The forest
is learnt from rendered and drawn documents (eval/train/repair_certainty.py). Knows nothing of how readings are found.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ingest.repair.adapt import Reading
from ingest.repair.load import Models
from ingest.repair.measures import FLAGS, MEASURES, measure_readings
from ingest.repair.weave import CERTAIN, Ranked

CAUTION = 0.85  # nats that the odds are taken lower: 2 % of the words may be doubted, in fonts that are not known 1.6–1.9 % are
ONCE = 0.7  # log of one more than the times a word has that capital, were it once: what a document often writes so is a name to it
ODD = 2.5  # nats at most of an odd capital: whether OCR takes k for K differs from font to font


def weigh_readings(readings: Sequence[Reading], ranked: Sequence[Ranked], models: Models) -> list[float]:
    """Nats by which each reading may be trusted; CERTAIN at most."""
    if not readings:
        return []
    rows = measure_readings(readings, ranked, models)
    small, large = (rows[:, MEASURES.index(f"written {size}")] for size in ("small", "large"))
    odd = (rows[:, len(MEASURES) + FLAGS.index("odd")] > 0) & ((small >= large) | (large < ONCE))
    return [float(odds) for odds in np.minimum(models.certainty.score(rows) - CAUTION, np.where(odd, ODD, CERTAIN))]
