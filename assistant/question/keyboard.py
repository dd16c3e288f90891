"""Slips of the fingers: how likely one is, and which words a slip may have come from.

In: a word as typed, words that may have been meant. Out: a penalty, or candidates. Knows a Swedish keyboard and the lexicon's parts of
compounds; knows nothing of questions, collections or which candidate wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from corpus.folding import fold
from corpus.lexicon import SHORTEST_PART, load_lexicon

KEYS = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")  # of a Swedish keyboard
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
UNLIKELY = 8.0  # log2: one letter for another far from it on the keyboard
STRAY = 4.0  # log2: a letter too much that is neither doubled nor beside its neighbours
SHORTEST_LAST = 4  # letters of a compound's last part
COMMON_FIRST, COMMON_LAST = 5.0, 6.0  # log2 frequencies of parts that a compound may be put together of


def is_beside(one: str, other: str) -> bool:
    """Whether two keys are neighbours."""
    places = [(row, keys.index(key)) for key in (one, other) for row, keys in enumerate(KEYS) if key in keys]
    return len(places) == 2 and abs(places[0][0] - places[1][0]) <= 1 and abs(places[0][1] - places[1][1]) <= 1


def penalty(typed: str, meant: str) -> float:
    """How unlikely it is that a word was typed so, in log2: 0 for letters lost, doubled, swapped or hit beside; å ä ö cost nothing."""
    if len(typed) == len(meant):
        changed = [(a, b) for a, b in zip(fold(typed), fold(meant), strict=True) if a != b]
        return UNLIKELY if len(changed) == 1 and not is_beside(*changed[0]) else 0.0
    return STRAY if len(typed) == len(meant) + 1 and is_stray(typed, meant) else 0.0


def is_stray(typed: str, meant: str) -> bool:
    """Whether the letter too much is neither a doubled one nor from a key beside its neighbours'."""
    place = next((place for place, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), len(meant))
    beside = [typed[near] for near in (place - 1, place + 1) if 0 <= near < len(typed)]
    return not any(typed[place] == near or is_beside(typed[place], near) for near in beside)


def list_edits(text: str) -> Iterator[str]:
    """What may have been meant when a letter was lost, doubled, swapped with the next or hit beside."""
    for place, letter in enumerate(text):
        before, after = text[:place], text[place + 1 :]
        if after[:1] == letter:
            yield before + after
        elif after:
            yield before + after[0] + letter + after[1:]
        yield from (before + key + after for key in LETTERS if key != letter and is_beside(letter, key))
    yield from (text[:place] + letter + text[place:] for place in range(len(text) + 1) for letter in LETTERS)


@lru_cache(maxsize=4_000)
def mend_compound(word: str) -> str | None:
    """A compound of two common parts, one of them typed with a slip; None when no cut gives one, or it is one."""
    lexicon = load_lexicon()
    cuts = [(word[:cut], word[cut:]) for cut in range(SHORTEST_PART, len(word) - SHORTEST_LAST + 1)]
    lexicon = load_lexicon()
    if lexicon.split(word) or any(may_begin(left) and lexicon.frequency(right) for left, right in cuts):
        return None  # a compound as it stands
    found: list[tuple[float, str]] = []
    for left, right in cuts:
        if (first := weigh_first(left)) >= COMMON_FIRST:
            edits = [(edit, weigh_last(edit)) for edit in set(list_edits(right))]
            found += [(first + weight, left + edit) for edit, weight in edits if weight >= COMMON_LAST]
        if (last := weigh_last(right)) >= COMMON_LAST:
            edits = [(edit, weigh_first(edit)) for edit in set(list_edits(left)) if edit[:1] == word[0]]
            found += [(weight + last, edit + right) for edit, weight in edits if weight >= COMMON_FIRST]
    return max(found, default=(0.0, None))[1]


def may_begin(part: str) -> bool:
    """Whether a compound may begin so: a word that does in the lexicon, or any word with a joining s."""
    lexicon = load_lexicon()
    return lexicon.begins(part) or lexicon.frequency(part.removesuffix("s")) > 0


def weigh_first(part: str) -> float:
    """How common the word is that begins a compound, with or without the joining s, in log2; 0 for what begins none."""
    lexicon = load_lexicon()
    if len(part) < SHORTEST_PART or not lexicon.begins(part):
        return 0.0
    return max(lexicon.frequency(lexicon.base(part)), lexicon.frequency(part.removesuffix("s")))


def weigh_last(part: str) -> float:
    """How common a compound's last part is, in log2; 0 for one too short to tell."""
    return load_lexicon().frequency(part) if len(part) >= SHORTEST_LAST else 0.0
