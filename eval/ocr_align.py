"""A true text and a misread one -> their words side by side.

In: two texts. Out: pairs of words that stand for each other. What has no counterpart – figures, running heads, notes – is left out and
counted. Words are lined up by what OCR with the wrong language leaves untouched, never by their repaired form. Knows nothing of repair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from ingest.repair.lexicon import key_of
from ingest.repair.lock import BREAK, Token, find_tokens

ALIKE = 0.5  # normalised similarity from which two words between matches stand for each other
MOST_CELLS = 250_000  # of a table of similarities; a larger gap is no misreading but another text


@dataclass(frozen=True, slots=True)
class WordPair:
    """One word of the true text and the token of the misread text that stands for it."""

    true: str
    token: Token


def find_words(text: str) -> list[Token]:
    """Everything that is a word, figure or address."""
    return [token for token in find_tokens(text, 0, len(text)) if token.kind != "end"]


def plain_word(token: Token) -> str:
    """The word without the line break that cuts it."""
    return BREAK.sub("", token.surface)


def pair_words(true: str, misread: str) -> tuple[list[WordPair], int]:
    """The pairs in order, and how many true words have no counterpart between the first and the last match."""
    left, right = find_words(true), find_words(misread)
    shapes = [[key_of(plain_word(token).lower())[0] for token in tokens] for tokens in (left, right)]
    pairs: list[WordPair] = []
    missing = 0
    for step in Levenshtein.opcodes(shapes[0], shapes[1]):
        ours, theirs = left[step.src_start : step.src_end], right[step.dest_start : step.dest_end]
        matched = list(zip(ours, theirs, strict=True)) if step.tag == "equal" else list(pair_gap(ours, theirs))
        pairs += [WordPair(plain_word(one), other) for one, other in matched]
        missing += len(ours) - len(matched)
    return pairs, missing


def pair_gap(ours: Sequence[Token], theirs: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Words between two matches that are alike, in order, as many likenesses as possible."""
    if not ours or not theirs or len(ours) * len(theirs) > MOST_CELLS:
        return
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            both = best[i + 1][j + 1] + likeness(ours[i], theirs[j])
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(ours) and j < len(theirs):
        alike = likeness(ours[i], theirs[j])
        if alike and best[i][j] == best[i + 1][j + 1] + alike:
            yield ours[i], theirs[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def likeness(one: Token, other: Token) -> float:
    """Similarity of two words, 0 when they are not alike."""
    alike = Levenshtein.normalized_similarity(plain_word(one), plain_word(other))
    return alike if alike >= ALIKE else 0.0
