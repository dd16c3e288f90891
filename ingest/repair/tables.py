"""A read-only hash table from 64-bit codes to bytes, in two NumPy arrays: 3 bytes a slot, looked up by the million.

In: codes and values when built; arrays of codes when asked. Out: the byte of each code, or ABSENT.
A code that was never stored is taken for a stored one about once in 8,000 times (16-bit fingerprints, 8 slots a bucket).
Knows nothing of words.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint64]
Bytes = NDArray[np.uint8]

SLOTS = 8  # per bucket: one bucket's fingerprints are 16 bytes, read in one go
LOAD = 0.8  # share of the slots in use; fuller tables overflow buckets
ABSENT = 255  # no value may be this
_FIRST = np.uint64(0x9E3779B97F4A7C15)  # odd constants of splitmix64: every input bit reaches every output bit
_SECOND = np.uint64(0xBF58476D1CE4E5B9)


def mix(codes: Codes) -> Codes:
    """Scramble codes so that buckets fill evenly."""
    mixed = codes * _FIRST
    mixed ^= mixed >> np.uint64(29)
    mixed *= _SECOND
    mixed ^= mixed >> np.uint64(32)
    return mixed


class HashTable:
    """fingerprints: uint16 (buckets, 8), 0 = empty slot; values: uint8 (buckets, 8)."""

    def __init__(self, fingerprints: NDArray[np.uint16], values: Bytes) -> None:
        self.fingerprints = fingerprints
        self.values = values

    def _place(self, codes: Codes) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
        mixed = mix(codes)
        buckets = ((mixed >> np.uint64(32)) * np.uint64(len(self.fingerprints))) >> np.uint64(32)
        marks = (mixed & np.uint64(0xFFFF)).astype(np.uint16)
        return buckets.astype(np.int64), np.maximum(marks, np.uint16(1))

    def get(self, codes: Codes) -> Bytes:
        """The value of each code, ABSENT where there is none."""
        buckets, marks = self._place(codes)
        hit = self.fingerprints[buckets] == marks[:, None]
        slot = hit.argmax(axis=1)
        found = np.take_along_axis(hit, slot[:, None], axis=1)[:, 0]
        return np.where(found, self.values[buckets, slot], np.uint8(ABSENT))


def build_table(codes: Codes, values: Bytes, weights: NDArray[np.float64]) -> HashTable:
    """Store unique codes; where a bucket overflows, the lightest are left out."""
    buckets = max(1, int(np.ceil(len(codes) / (SLOTS * LOAD))))
    table = HashTable(np.zeros((buckets, SLOTS), np.uint16), np.full((buckets, SLOTS), ABSENT, np.uint8))
    homes, marks = table._place(codes)
    order = np.lexsort((-weights, homes))
    homes, marks, values = homes[order], marks[order], values[order]
    first = np.searchsorted(homes, homes, side="left")
    slots = np.arange(len(homes)) - first
    fits = slots < SLOTS
    table.fingerprints[homes[fits], slots[fits]] = marks[fits]
    table.values[homes[fits], slots[fits]] = values[fits]
    return table
