"""Everyday phrases that the encoder learnt from, kept beside it: a question moves towards what like phrases meant.

In: a file with the phrases' word pieces and two tables of rows, one of each for every everyday item. Out: a Memory that shifts questions'
rows. Knows nothing of texts, of passages or of how the rows were made. Nearest-neighbour memory after Khandelwal et al. 2020 (kNN-LM), with
soft votes. Items are first sifted by the mean of their phrases, then told apart by the phrase nearest to the question.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open

from corpus.errors import EncoderUnavailable

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
Numbers = np.ndarray[tuple[int, ...], np.dtype[Any]]

SIFTED = 64  # items whose phrases are compared one by one; with 32 a few of the nearest are missed
NEAREST = 5  # items that vote
SHARPNESS = 12.0  # of the votes: the scale at which phrases were trained
MOST = 0.5  # how far a row moves at most, in its own lengths
FROM, UNTIL = 0.35, 0.7  # likeness of the nearest phrase: none of it counts below FROM, all of it from UNTIL on
RECENT = 16  # rows whose answer is kept: an answer asks twice for the same words
CURE = "Installera om Planlots, eller träna om med planlots train encoder."


@dataclass(frozen=True, eq=False)
class Memory:
    """What everyday phrases meant. Read-only but for the latest answers."""

    table: Floats  # (pieces, dimension): the encoder's, of which phrases are sums
    keys: Floats  # (items, at most dimension): unit rows of the mean of an item's phrases, cut short
    values: Floats  # (items, dimension): unit rows of how a plan says it
    pieces: Numbers  # of all phrases, one after the other
    starts: Numbers  # (phrases + 1): where each begins in `pieces`
    items: Numbers  # (items + 1): number of each item's first phrase
    lengths: Floats  # (phrases): of the sums of their pieces' rows
    recent: dict[bytes, Floats] = field(default_factory=dict, repr=False)

    def recall(self, rows: Floats) -> Floats:
        """Unit rows of questions, each moved towards what the nearest phrases meant; rows of zeros stay."""
        return np.stack([self._move(row) for row in rows]) if len(rows) else rows

    def tell(self, row: Floats) -> Floats:
        """What the phrases nearest to a unit row meant: a row as long as they are like it, between 0 and 1."""
        known = self.recent.get(row.tobytes())
        if known is None:
            known = self._vote(row)
            if len(self.recent) >= RECENT:
                self.recent.clear()
            self.recent[row.tobytes()] = known
        return known

    def _move(self, row: Floats) -> Floats:
        """One row."""
        moved: Floats = (row + MOST * self.tell(row)).astype(np.float32)
        length = float(np.linalg.norm(moved))
        return moved / np.float32(length) if length else row

    def _vote(self, row: Floats) -> Floats:
        """Row by row, not @, whose threads wait for each other on a busy machine."""
        near = largest(np.vecdot(self.keys, row[: self.keys.shape[1]]), SIFTED)
        likeness = self._compare(near, row)
        chosen = largest(likeness, NEAREST)
        best = float(likeness[chosen].max())
        votes = np.exp(SHARPNESS * (likeness[chosen] - best))
        meant = np.einsum("k,kd->d", votes, self.values[near[chosen]])
        share = min(max((best - FROM) / (UNTIL - FROM), 0.0), 1.0)
        told: Floats = (share * meant / max(float(np.linalg.norm(meant)), 1e-9)).astype(np.float32)
        return told

    def _compare(self, near: Numbers, row: Floats) -> Floats:
        """How like the row is to the nearest phrase of each of these items, as a cosine."""
        phrases, firsts = join_ranges(self.items, near)
        places, starts = join_ranges(self.starts, phrases)
        pieces = self.pieces[places]
        used = np.zeros(len(self.table), dtype=bool)
        used[pieces] = True
        touched = np.flatnonzero(used)  # each piece once: a fifth of them
        likeness = np.zeros(len(self.table), dtype=np.float32)
        likeness[touched] = np.vecdot(self.table.take(touched, axis=0), row)
        cosines = np.add.reduceat(likeness[pieces], starts) / self.lengths[phrases]
        best: Floats = np.maximum.reduceat(cosines, firsts)
        return best


def largest(values: Floats, count: int) -> Numbers:
    """Places of the `count` largest values, in their order; of equal ones at the edge the first. A third of argpartition's time."""
    if count >= len(values):
        return np.arange(len(values))
    edge = np.partition(values, len(values) - count)[len(values) - count]
    above = np.flatnonzero(values > edge)
    level = np.flatnonzero(values == edge)[: count - len(above)]
    return np.sort(np.concatenate([above, level]))


def join_ranges(bounds: Numbers, chosen: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers from `bounds[i]` to before `bounds[i + 1]` of each chosen i, one range after the other; and where each range begins."""
    lengths = bounds[chosen + 1] - bounds[chosen]
    ends = lengths.cumsum()
    return np.arange(ends[-1]) + np.repeat(bounds[chosen] - (ends - lengths), lengths), ends - lengths


def load_memory(path: Path, encoder: str, table: Floats) -> Memory | None:
    """The memory in a file, if it was made with this encoder, whose rows `table` holds; None when there is no file or it is another's.

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
        if told.get("sum") != checksum(tables):
            raise ValueError("tabellerna passar inte ihop")
        return make_memory(tables, table)
    except (SafetensorError, ValueError, KeyError, IndexError, OSError) as error:
        raise EncoderUnavailable(f"Filen {path} är skadad ({error}). {CURE}") from error


def make_memory(tables: dict[str, Any], table: Floats) -> Memory:
    """The memory of a file's tables. Raises ValueError, KeyError or IndexError for tables that do not fit together."""
    keys, values = (read_rows(tables, name) for name in ("keys", "values"))
    starts, items = (np.concatenate([[0], tables[name].cumsum(dtype=np.int64)]) for name in ("phrases", "items"))
    lengths = np.maximum(tables["lengths"].astype(np.float32), np.float32(1e-6))
    pieces = tables["pieces"].astype(np.int64)
    joined = len(keys) == len(values) == len(items) - 1 and items[-1] == len(lengths) == len(starts) - 1 and starts[-1] == len(pieces)
    filled = tables["phrases"].all() and tables["items"].all() and pieces.max() < len(table) and values.shape[1] == table.shape[1]
    if not joined or not filled:
        raise ValueError("tabellerna passar inte ihop")
    return Memory(table, keys, values, pieces, starts, items, lengths)


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
