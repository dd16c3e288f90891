"""A read-only hash table from 64-bit codes to bytes, in one NumPy array: 4 bytes a slot, looked up by the million.

In: codes and values when built; arrays of codes when asked. Out: the byte of each code, or ABSENT.
A code that was never stored is taken for a stored one once in 3 million times (24-bit fingerprints, 8 slots a bucket): with 16 bits it
was once in 10,000, and a page asks so often that rare words won by it. Knows nothing of words.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint64]
Bytes = NDArray[np.uint8]
Slots = NDArray[np.uint32]

SLOTS = 8  # per bucket: one bucket is 32 bytes, read in one go
LOAD = 0.78  # share of the slots in use: 4 % of the codes find their bucket full, and those are the lightest
ABSENT = 255  # no value may be this
_FIRST = np.uint64(0x9E3779B97F4A7C15)  # odd constants of splitmix64: every input bit reaches every output bit
_SECOND = np.uint64(0xBF58476D1CE4E5B9)
_MARK = np.uint32(0xFFFFFF00)


def mix(codes: Codes) -> Codes:
    """Scramble codes so that buckets fill evenly."""
    mixed = codes * _FIRST
    mixed ^= mixed >> np.uint64(29)
    mixed *= _SECOND
    mixed ^= mixed >> np.uint64(32)
    return mixed


class HashTable:
    """slots: uint32 (buckets, 8): fingerprint in the upper 24 bits, value in the lower 8; fingerprint 0 is an empty slot."""

    def __init__(self, slots: Slots) -> None:
        self.slots = slots

    def place(self, codes: Codes) -> tuple[NDArray[np.int64], Slots]:
        """Bucket and fingerprint of each code, the fingerprint in its upper 24 bits."""
        mixed = mix(codes)
        buckets = ((mixed >> np.uint64(32)) * np.uint64(len(self.slots))) >> np.uint64(32)
        marks = (mixed & np.uint64(0xFFFFFF00)).astype(np.uint32)
        return buckets.astype(np.int64), np.maximum(marks, np.uint32(0x100))

    def get(self, codes: Codes) -> Bytes:
        """The value of each code, ABSENT where there is none."""
        buckets, marks = self.place(codes)
        rows = self.slots[buckets]
        hit = (rows & _MARK) == marks[:, None]
        slot = hit.argmax(axis=1)
        every = np.arange(len(codes))
        return np.where(hit[every, slot], rows[every, slot] & np.uint32(0xFF), np.uint32(ABSENT)).astype(np.uint8)


def build_table(codes: Codes, values: Bytes, weights: NDArray[np.float64]) -> HashTable:
    """Store unique codes; where a bucket overflows, the lightest are left out."""
    table = HashTable(np.zeros((max(1, int(np.ceil(len(codes) / (SLOTS * LOAD)))), SLOTS), np.uint32))
    homes, marks = table.place(codes)
    order = np.lexsort((-weights, homes))
    homes, marks, values = homes[order], marks[order], values[order]
    slots = np.arange(len(homes)) - np.searchsorted(homes, homes, side="left")
    fits = slots < SLOTS
    table.slots[homes[fits], slots[fits]] = marks[fits] | values[fits]
    return table
