"""Everyday phrases that the encoder learnt from, kept beside it: a question moves towards what like phrases meant.

In: a file of two tables, one row of each for every everyday item. Out: a Memory that shifts questions' rows. Knows nothing of texts, of
passages or of how the rows were made. Nearest-neighbour memory after Khandelwal et al. 2020 (kNN-LM), with soft votes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open

from corpus.errors import EncoderUnavailable

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

NEAREST = 5  # items that vote
SHARPNESS = 12.0  # of the votes: the scale at which phrases were trained
MOST, FROM, UNTIL = 0.5, 0.3, 0.6  # how far a row moves: not at all below FROM of likeness, MOST of its length from UNTIL on
CURE = "Installera om Planlots, eller träna om med planlots train encoder."


@dataclass(frozen=True, eq=False)
class Memory:
    """What everyday phrases meant. Read-only."""

    keys: Floats  # (items, dimension): unit rows of how people say it
    values: Floats  # (items, dimension): unit rows of how a plan says it

    def recall(self, rows: Floats) -> Floats:
        """Unit rows of questions, each moved towards what the nearest phrases meant; rows of zeros stay."""
        return np.stack([self._move(row) for row in rows]) if len(rows) else rows

    def _move(self, row: Floats) -> Floats:
        """One row. Not @, whose threads wait for each other on a busy machine."""
        likeness = np.einsum("kd,d->k", self.keys, row)
        count = min(NEAREST, len(likeness))
        nearest = np.argpartition(-likeness, count - 1)[:count]
        votes = np.exp(SHARPNESS * (likeness[nearest] - likeness[nearest].max()))
        meant = (votes / votes.sum()) @ self.values[nearest]
        share = MOST * min(max((float(likeness[nearest].max()) - FROM) / (UNTIL - FROM), 0.0), 1.0)
        moved: Floats = (row + share * meant / max(float(np.linalg.norm(meant)), 1e-9)).astype(np.float32)
        length = float(np.linalg.norm(moved))
        return moved / np.float32(length) if share and length else row


def load_memory(path: Path, encoder: str, dimension: int) -> Memory | None:
    """The memory in a file, if it was made with this encoder; None when there is no file or it belongs to another.

    Raises EncoderUnavailable for a damaged file.
    """
    if not path.is_file():
        return None
    try:
        with safe_open(path, framework="numpy") as tensors:
            told = tensors.metadata() or {}
            tables = {name: tensors.get_tensor(name) for name in tensors.keys()}  # noqa: SIM118 - no mapping
        if told.get("encoder") != encoder:
            return None
        keys, values = (read_rows(tables, name) for name in ("keys", "values"))
        if keys.shape != values.shape or keys.shape[1] != dimension or told.get("sum") != checksum(tables):
            raise ValueError("tabellerna passar inte ihop")
    except (SafetensorError, ValueError, KeyError, IndexError, OSError) as error:
        raise EncoderUnavailable(f"Filen {path} är skadad ({error}). {CURE}") from error
    return Memory(keys, values)


def read_rows(tables: dict[str, Any], name: str) -> Floats:
    """8-bit rows times their scales, made one long."""
    rows: Floats = tables[name].astype(np.float32) * tables[f"{name}.scales"].astype(np.float32)[:, None]
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    return rows


def checksum(tables: dict[str, Any]) -> str:
    """sha256 of all tables."""
    digest = hashlib.sha256()
    for name in sorted(tables):
        digest.update(name.encode() + np.ascontiguousarray(tables[name]).tobytes())
    return digest.hexdigest()
