"""A question's misspelt words -> the words that were meant.

In: a question, and the words of the collection. Out: the question with those words put right. Words that are known stay. Acts on the
question alone: the documents are searched as they are written. Knows nothing of vectors or scores.

Two slips are put right: å ä ö written without (anhorigstod), and one or two wrong letters (anhörgistöd) in words that nobody knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.vocabulary import Vocabulary, group_by_length
from corpus.analysis import stop_words
from corpus.folding import find_words, fold
from corpus.lexicon import load_lexicon, restore

SHORTEST = 4  # letters; shorter words are too like each other
TWO_SLIPS_FROM = 8  # letters; shorter words may have one slip
CLEARLY_MORE = 3.0  # log2: how much commoner a word with å ä ö must be than the word as typed


@dataclass(frozen=True, slots=True)
class Corrected:
    """The question to search with, and (as typed, as read) for each word that was put right by its letters."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()


def correct(question: str, words: Vocabulary) -> Corrected:
    """Put misspelt words right. A word of the collection or of the lexicon stays, unless its å ä ö were left out."""
    bare = not any(char in "åäöÅÄÖ" for char in question)
    pieces: list[str] = []
    changes: list[tuple[str, str]] = []
    end = 0
    for start, stop, word in find_words(question):
        meant = meant_by(word, words, bare=bare)
        pieces += [question[end:start], question[start:stop] if meant == word else meant]
        end = stop
        if fold(meant) != fold(word):
            changes.append((word, meant))
    return Corrected("".join((*pieces, question[end:])), tuple(changes))


def meant_by(word: str, words: Vocabulary, *, bare: bool) -> str:
    """The word that was meant; the word itself when it is known or nothing is near."""
    if not word.isalpha() or len(word) < 3:
        return word
    known = word in words.words or word in stop_words() or load_lexicon().knows(word)
    if (bare or not known) and (accented := add_accents(word, words)):
        return accented
    return word if known or len(word) < SHORTEST else find_near(word, words) or word


def add_accents(word: str, words: Vocabulary) -> str | None:
    """The word with its å ä ö, when that is a word and the typed one is none, or much rarer; compounds by their parts."""
    lexicon = load_lexicon()
    if not word.isascii() or word in words.words or word in stop_words():
        return None
    known = words.accented.get(word) or restore(word, lexicon)
    if known:
        return known if known in words.words or lexicon.frequency(known) >= lexicon.frequency(word) + CLEARLY_MORE else None
    return None if lexicon.knows(word) else restore_compound(word)


@lru_cache(maxsize=4_000)
def restore_compound(word: str) -> str | None:
    """A compound with its å ä ö, put together of two words that are known; None when no cut gives one."""
    lexicon = load_lexicon()
    found = []
    for cut in range(3, len(word) - 2):
        halves = [{half, restore(half, lexicon) or half} for half in (word[:cut], word[cut:])]
        joined = {left + right for left in halves[0] for right in halves[1]} - {word}
        found += [(lexicon.frequency(parts[0]) + lexicon.frequency(parts[1]), whole) for whole in joined if (parts := lexicon.split(whole))]
    return max(found, default=(0.0, None))[1]


def find_near(word: str, words: Vocabulary) -> str | None:
    """The likeliest word within one or two slips: fewest slips, then words of the collection, then the commonest."""
    slips = 2 if len(word) >= TWO_SLIPS_FROM else 1
    lexicon = load_lexicon()
    found = [near for choices in (words.by_length, lexicon_by_length()) for near in near_words(word, choices, slips)]
    ranked = sorted((distance, near not in words.words, near[0] != word[0], -lexicon.frequency(near), near) for near, distance in found)
    return ranked[0][-1] if ranked else None


def near_words(word: str, choices: Mapping[int, list[str]], slips: int) -> list[tuple[str, int]]:
    """Words within `slips` insertions, deletions, exchanges or swaps of neighbours, with their number."""
    near = []
    for length in range(len(word) - slips, len(word) + slips + 1):
        found = process.extract(word, choices.get(length, ()), scorer=OSA.distance, score_cutoff=slips, limit=8)
        near += [(choice, int(distance)) for choice, distance, _ in found]
    return near


@cache
def lexicon_by_length() -> dict[int, list[str]]:
    """The lexicon's words by length."""
    return group_by_length(word for word in load_lexicon().words() if len(word) >= SHORTEST)
