"""The tokens of a document -> the same, with those of English passages locked.

In: tokens in order. Out: tokens; a quotation, a title or a name in English inside Swedish text keeps its words: "innovation for all" has no
ö. Whole paragraphs in other languages are left out before (detect.py). Knows nothing of lexicons or å ä ö.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.repair.detect import STOP_WORDS
from ingest.repair.lock import Token

# None of these is a misread Swedish word.
ENGLISH = frozenset(["the", "of", "and", "that", "this", "which", "from", "their", "with", "were", "been", "our", "have"])
LEAST = 2  # different ones of them that make a passage
GAP = 12  # tokens between two of them
BESIDE = 3  # words with a capital on either side of them that belong to a name, where the sentence has Swedish words too
REPAIRED = frozenset(["word", "opening", "one"])


def lock_foreign(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, those of English passages as locked ones."""
    found = {place for start, end in find_passages(tokens) for place in range(start, end)}
    return [replace(one, kind="locked") if place in found and one.kind in REPAIRED else one for place, one in enumerate(tokens)]


def find_passages(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Places of English passages: from the sentence in which one begins to the end of its last, or the name in a Swedish one."""
    marks = [place for place, token in enumerate(tokens) if token.surface.lower() in ENGLISH]
    for group in group_marks(marks, tokens):
        if len({tokens[place].surface.lower() for place in group}) >= LEAST:
            yield walk_out(tokens, group[0], -1) + 1, walk_out(tokens, group[-1], 1)


def group_marks(marks: Sequence[int], tokens: Sequence[Token]) -> Iterator[list[int]]:
    """Marks that stand near each other, with no common Swedish word between them."""
    group: list[int] = []
    for place in marks:
        if group and (place - group[-1] > GAP or any(is_swedish(token) for token in tokens[group[-1] : place])):
            yield group
            group = []
        group.append(place)
    yield group


def walk_out(tokens: Sequence[Token], place: int, step: int) -> int:
    """The first place beyond a mark that is outside the passage: the sentence's edge, or that of the name where the rest is Swedish."""
    here = place
    while 0 <= here < len(tokens) and tokens[here].kind != "end":
        if is_swedish(tokens[here]):
            return leave_name(tokens, place, step)
        here += step
    return here


def leave_name(tokens: Sequence[Token], place: int, step: int) -> int:
    """The first place beside a mark whose word has no capital."""
    here = place + step
    while abs(here - place) <= BESIDE and 0 <= here < len(tokens) and tokens[here].surface[0].isupper():
        here += step
    return here


def is_swedish(token: Token) -> bool:
    """A common Swedish word that is no English one."""
    return token.surface.lower() in STOP_WORDS["sv"]
