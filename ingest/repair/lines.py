"""The tokens of a document -> the lines that go on where the one before was full.

In: tokens in order. Out: source offsets of the first tokens of such lines: a capital there stands inside a sentence as it does in the
middle of a line. A short line before may be a heading or a list item. Knows nothing of words.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ingest.repair.lock import Token

AROUND = 5  # lines on either side whose longest tells how wide the column is
FULL = 0.9  # share of that width from which a line had no room for the next word: letters are not equally wide


def find_wrapped(tokens: Sequence[Token]) -> set[int]:
    """Source offsets of the tokens that begin a line only because the line before was full."""
    heads = [(place, token) for place, token in enumerate(tokens) if token.line_start and token.surface.strip()]
    starts = [token.start for _, token in heads]
    lengths = [after - before - 1 for before, after in itertools.pairwise(starts)]
    found = set()
    for number, (place, token) in enumerate(heads[1:]):
        width = max(lengths[max(0, number - AROUND) : number + AROUND + 1])
        ends = tokens[place - 1].kind == "end"
        if not ends and lengths[number] + 1 + len(token.surface) >= FULL * width:
            found.add(token.start)
    return found
