"""A context model of two numbers a row, small enough to follow by hand."""

import numpy as np

from ingest.repair.context import BESIDE, BUCKETS, NEAR, ContextModel
from ingest.repair.language import FIRST_WORD

WORDS = np.array([4, 7], np.int32)  # two words with rows 4 and 5, behind NOTHING, START, NUMBER, UNKNOWN


def make_model():
    """Expects at every place what stands right behind it, and twice the drift of what is further off in the second number."""
    rows = FIRST_WORD + 1 + len(WORDS) + BUCKETS
    table = np.zeros((rows, 2), np.int8)
    table[4], table[5], table[6] = (10, 0), (0, 20), (4, 4)
    steps = np.full(rows, 0.5, np.float32)
    bias = np.zeros(rows, np.float32)
    bias[5] = 0.25
    weights = np.zeros(rows, np.float32)
    weights[5] = 1.0
    inputs = 2 * (len(NEAR) + 1)
    direct = np.zeros((inputs, 2), np.float32)
    direct[2 * BESIDE : 2 * BESIDE + 2] = np.eye(2)
    direct[-1, 1] = 2.0
    return ContextModel(
        WORDS,
        table,
        steps,
        bias,
        weights,
        (np.zeros((inputs, 3), np.float32), np.zeros(3, np.float32)),
        (np.zeros((3, 2), np.float32), np.zeros(2, np.float32)),
        direct,
    )
