"""How well does a word fit the words around it? Six on either side by their places, and sixteen more on either side in any order.

In: the words of a text, places in it, and words that may stand there. Out: nats by which the words around make each likelier or less likely
than it is alone. A word is a row of a table, a rare one the mean of what it ends in and begins with; a small network over the rows around
a place gives the row that is expected there (Bengio et al. 2003). Knows nothing of OCR: candidates that the text has no row for are half
believed.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.repair.language import FIRST_WORD

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]

BESIDE, AROUND = 6, 22  # words on either side that count by their places, and that count at all
NEAR = np.array([*range(-BESIDE, 0), *range(1, BESIDE + 1)])
FAR = np.array([*range(-AROUND, -BESIDE), *range(BESIDE + 1, AROUND + 1)])
PIECES = 4  # rows at most of a word that has none of its own
BUCKETS = 6000  # rows that beginnings and endings share, by a hash
LEAST_TAIL = 4  # letters of a known word in which a rare one ends
LEAST_HEAD = 2  # letters before it
COMMON = 1e-3  # share of a text at which a word counts half among those further off
BATCH = 1024  # places worked out at once: what they take fits into a few MB
NOTHING = 0  # the row of no word; those of START, NUMBER and UNKNOWN follow


def cut_rows(word: str, row_of: Callable[[str], int], first_bucket: int) -> tuple[int, ...]:
    """Rows of a word that has none of its own: the longest known word in which it ends, two of its endings and its beginning."""
    tails = (row_of(word[cut:]) for cut in range(LEAST_HEAD, len(word) - LEAST_TAIL + 1))
    tail = next((row for row in tails if row), NOTHING)
    parts = (f"-{word[-2:]}", f"-{word[-4:]}", f"{word[:4]}-")
    rows = [first_bucket + zlib.crc32(part.encode()) % BUCKETS for part in parts]
    return (tail, *rows) if tail else (*rows, NOTHING)


@dataclass(frozen=True, slots=True)
class ContextModel:
    """`words`: sorted numbers of the words that have a row. The rows are NOTHING, START, NUMBER, UNKNOWN, theirs, and BUCKETS more."""

    words: Rows
    table: NDArray[np.int8]  # (rows, size), in units of `steps`
    steps: Floats  # (rows,)
    bias: Floats  # (rows,)
    weights: Floats  # (rows,) of a word among those further off
    hidden: tuple[Floats, Floats]  # ((13 * size, width), (width,))
    output: tuple[Floats, Floats]  # ((width, size), (size,))
    direct: Floats  # (13 * size, size), past the hidden layer

    @property
    def first_bucket(self) -> int:
        """The first row of beginnings and endings."""
        return FIRST_WORD + 1 + len(self.words)

    def own_row(self, number: int) -> int:
        """The row of a word number, NOTHING when it has none of its own."""
        if number < FIRST_WORD:
            return number + 1
        place = int(np.searchsorted(self.words, number))
        return place + FIRST_WORD + 1 if place < len(self.words) and self.words[place] == number else NOTHING

    def spread(self, rows: Rows) -> tuple[Floats, Floats]:
        """For rows (words, PIECES): each word's mean row (words, size) and mean bias (words,)."""
        used = (rows != NOTHING).astype(np.float32)
        shares = used / np.maximum(used.sum(axis=1, keepdims=True), 1)
        weights = shares * self.steps[rows]
        return np.einsum("wp,wps->ws", weights, self.table[rows].astype(np.float32)), (shares * self.bias[rows]).sum(axis=1)

    def expect(self, vectors: Floats, text: Rows, own: Rows, places: Rows) -> Floats:
        """The row expected at each place (places, size). `text`: for each word of the text its row of `vectors`, AROUND more on either
        side; `own`: its own row of the table. `places` count in `text`."""
        parts = [self._expect(vectors, text, own, places[start : start + BATCH]) for start in range(0, len(places), BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self.table.shape[1]), np.float32)

    def _expect(self, vectors: Floats, text: Rows, own: Rows, places: Rows) -> Floats:
        near = vectors[text[places[:, None] + NEAR]].reshape(len(places), -1)
        rows = own[places[:, None] + FAR]
        weights = self.weights[rows]
        far = np.einsum("pw,pws->ps", weights * self.steps[rows], self.table[rows].astype(np.float32))
        inputs = np.concatenate([near, far / (1 + weights.sum(axis=1, keepdims=True))], axis=1)
        inner = np.maximum(inputs @ self.hidden[0] + self.hidden[1], 0)
        expected: Floats = inner @ self.output[0] + self.output[1] + inputs @ self.direct
        return expected


def load_context(path: Path) -> ContextModel:
    """Read a model that `save_context` has written."""
    with np.load(path) as data:
        floats = {name: data[name].astype(np.float32) for name in data.files if name not in ("words", "table")}
        return ContextModel(
            data["words"],
            data["table"],
            floats["steps"],
            floats["bias"],
            floats["weights"],
            (floats["hidden"], floats["hidden_bias"]),
            (floats["output"], floats["output_bias"]),
            floats["direct"],
        )


def save_context(model: ContextModel, path: Path) -> None:
    """Write a model, two bytes a number of the network; the same model gives the same bytes."""
    half = {
        "steps": model.steps,
        "bias": model.bias,
        "weights": model.weights,
        "hidden": model.hidden[0],
        "hidden_bias": model.hidden[1],
        "output": model.output[0],
        "output_bias": model.output[1],
        "direct": model.direct,
    }
    arrays: dict[str, Any] = {name: values.astype(np.float16) for name, values in half.items()}
    np.savez(path, words=model.words, table=model.table, **arrays)
