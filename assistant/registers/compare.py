"""Two plans -> their areas side by side: each area of the left plan with the nearest one of the right, or none.

In: the library and two document ids. Out: a `Comparison`. Likeness is the mean of shared terms (Dice 1945) and, where there is an
encoder, the cosine of the texts' vectors. Knows nothing of HTTP or pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.records import RankedArea
from assistant.retrieval.areas import list_areas
from corpus.analysis import tokens
from corpus.errors import BadRequest
from corpus.library import Library
from corpus.records import Document

ENOUGH = 0.35  # of 36 nearest pairs of two plans read by hand, 15 of the 19 above it speak of the same thing, 2 of the 17 below


@dataclass(frozen=True, slots=True)
class Counterpart:
    """An area of the left plan and what answers to it in the right plan; `right` is None when nothing is like enough."""

    left: RankedArea
    right: RankedArea | None
    similarity: float  # of the nearest one, 0 to 1, also when it was not like enough


@dataclass(frozen=True, slots=True)
class Comparison:
    """All areas of the left plan, in its order."""

    left: Document
    right: Document
    rows: tuple[Counterpart, ...]
    searched: int  # areas of the right plan that were compared with


def compare_plans(library: Library, left: str, right: str) -> Comparison:
    """Compare two documents by their areas (Unknown for an id that is not there, BadRequest for the same twice)."""
    left_document, right_document = library.store.document(left), library.store.document(right)
    if left == right:
        raise BadRequest("Välj två olika planer att jämföra. Du har valt samma plan två gånger.")
    ours = list_areas(library, document=left, editions_all=True)
    theirs = list_areas(library, document=right, editions_all=True)
    matrix = _likeness(library, [area.area.text for area in ours], [area.area.text for area in theirs])
    rows = tuple(_pick(area, theirs, row) for area, row in zip(ours, matrix, strict=True))
    return Comparison(left_document, right_document, rows, len(theirs))


def _pick(area: RankedArea, candidates: Sequence[RankedArea], row: NDArray[np.float32]) -> Counterpart:
    if not candidates:
        return Counterpart(area, None, 0.0)
    best = int(np.argmax(row))  # the first of equals: document order decides
    similarity = float(row[best])
    return Counterpart(area, candidates[best] if similarity >= ENOUGH else None, similarity)


def _likeness(library: Library, left: Sequence[str], right: Sequence[str]) -> NDArray[np.float32]:
    """Matrix (left, right) of likeness, 0 to 1."""
    terms_left, terms_right = [_terms(text) for text in left], [_terms(text) for text in right]
    shared = np.array([[_dice(a, b) for b in terms_right] for a in terms_left], dtype=np.float32).reshape(len(left), len(right))
    if library.encoder is None or not left or not right:
        return shared
    cosines = library.encoder.static.encode(list(left)) @ library.encoder.static.encode(list(right)).T
    mean: NDArray[np.float32] = (shared + np.clip(cosines, 0.0, 1.0)) / 2
    return mean


def _terms(text: str) -> frozenset[str]:
    return frozenset(token.term for token in tokens(text) if token.term)


def _dice(left: frozenset[str], right: frozenset[str]) -> float:
    """2 |A ∩ B| / (|A| + |B|), Dice 1945; 0 for two empty sets."""
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 0.0
