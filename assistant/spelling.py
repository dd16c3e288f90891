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

from assistant.language import ENGLISH, english_words, look_up
from assistant.vocabulary import Vocabulary, Words, group_by_length
from corpus.analysis import stem, stop_words
from corpus.folding import find_words, fold
from corpus.lexicon import load_lexicon, restore

SHORTEST = 4  # letters; shorter words are too like each other
TWO_SLIPS_FROM = 10  # letters; shorter words may have one slip
RARE_PART = 5.0  # log2: a compound of the day has commoner parts than this; what has not is a slip rather
SHORTEST_ENGLISH = 5
KEYS = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")  # of a Swedish keyboard
CLEARLY_MORE = 3.0  # log2: how much commoner a word with å ä ö must be than the word as typed


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question with its misspelt words put right, and (as typed, as read) for each of those."""

    sure: str  # only what is surely no word was put right: other words may be compounds of the day
    text: str  # everything was
    changes: tuple[tuple[str, str], ...] = ()


def correct(question: str, words: Vocabulary) -> Corrected:
    """Put misspelt words right. A word of the collection or of the lexicon stays, unless its å ä ö were left out."""
    bare = not any(char in "åäöÅÄÖ" for char in question)
    sure: list[str] = []
    text: list[str] = []
    changes: list[tuple[str, str]] = []
    end = 0
    for start, stop, word in find_words(question):
        with_accents = find_accents(word, words, bare=bare)
        near = None if with_accents else find_near(word, words, bare=bare)
        typed = with_accents or question[start:stop]
        doubtful = near is not None and (may_be_compound(word) or is_unlikely(word, near))
        sure += [question[end:start], typed if doubtful else near or typed]
        text += [question[end:start], near or typed]
        changes += [(word, near)] if near else []
        end = stop
    return Corrected("".join((*sure, question[end:])), "".join((*text, question[end:])), tuple(changes))


def correct_english(question: str) -> str:
    """An English question with the words put right that are one slip from a word of our English lexicon."""
    known = english_by_length()
    out, end = [], 0
    for start, stop, word in find_words(question):
        near = []
        if len(word) >= SHORTEST_ENGLISH and word.isalpha() and not is_english(word):
            near = sorted(found for found, _ in near_words(word, known, 1, bare=False) if found[0] == word[0])
        out += [question[end:start], near[0] if near else question[start:stop]]
        end = stop
    return "".join((*out, question[end:]))


def may_be_compound(word: str) -> bool:
    """Whether a word that nobody knows ends in a known one: it may be new rather than misspelt."""
    parts = load_lexicon().split(word)
    return parts is not None and load_lexicon().frequency(parts[1]) > 0


def is_unlikely(typed: str, meant: str) -> bool:
    """Whether one letter stands for another far from it on the keyboard: the typed word may be one that nobody knows yet."""
    if len(typed) != len(meant):
        return False
    changed = [(a, b) for a, b in zip(fold(typed), fold(meant), strict=True) if a != b]
    return len(changed) == 1 and not is_beside(*changed[0])


def is_beside(one: str, other: str) -> bool:
    """Whether two keys are neighbours."""
    places = [(row, keys.index(key)) for key in (one, other) for row, keys in enumerate(KEYS) if key in keys]
    return len(places) == 2 and abs(places[0][0] - places[1][0]) <= 1 and abs(places[0][1] - places[1][1]) <= 1


def is_odd_compound(word: str, words: Vocabulary) -> bool:
    """Whether a word is known only because two words, one of them rare, can be joined to it."""
    lexicon = load_lexicon()
    if word in stop_words() or lexicon.frequency(word) > 0 or words.holds(word):
        return False
    parts = lexicon.split(word)
    return parts is not None and min(lexicon.frequency(part) for part in parts) < RARE_PART


def is_known(word: str, words: Vocabulary) -> bool:
    """Whether there is nothing to put right: a word of the collection or of ordinary Swedish, or no word at all."""
    return not word.isalpha() or word in stop_words() or load_lexicon().knows(word) or words.holds(word)


def find_accents(word: str, words: Vocabulary, *, bare: bool) -> str | None:
    """The word with its å ä ö, when that is a word and the typed one is none, or much rarer; compounds by their parts.

    `bare`: the whole question lacks å ä ö, so that even a known word may have lost its own.
    """
    lexicon = load_lexicon()
    doubted = bare or not is_known(word, words)
    if not doubted or not (word.isascii() and word.isalpha()) or word in words.words:
        return None
    found = words.accented.get(word) or restore(word, lexicon)
    if found is None:
        return None if lexicon.knows(word) or near_words(word, words.by_length, 1, bare=bare) else restore_compound(word)
    typed = lexicon.frequency(word)
    return found if typed == 0 or lexicon.frequency(found) >= typed + CLEARLY_MORE else None


@lru_cache(maxsize=4_000)
def restore_compound(word: str) -> str | None:
    """A compound with its å ä ö, put together of two words that are known; None when no cut gives one."""
    lexicon = load_lexicon()
    found = []
    for cut in range(3, len(word) - 2):
        halves = [{half, restore(half, lexicon) or half} for half in (word[:cut], word[cut:])]
        joined = {left + right for left in halves[0] for right in halves[1]} - {word}
        cuts = [(whole, [lexicon.frequency(part) for part in parts]) for whole in joined if (parts := lexicon.split(whole))]
        found += [(sum(frequencies), whole) for whole, frequencies in cuts if min(frequencies) >= RARE_PART]
    return max(found, default=(0.0, None))[1]


def find_near(word: str, words: Vocabulary, *, bare: bool) -> str | None:
    """The likeliest word within one or two slips of an unknown one: fewest slips, then words of the collection, then the commonest."""
    odd = is_odd_compound(word, words)
    if len(word) < SHORTEST or (is_known(word, words) and not odd):
        return None
    slips = 2 if len(word) >= TWO_SLIPS_FROM and not odd else 1
    lexicon = load_lexicon()
    everywhere = (words.by_length,) if odd else (words.by_length, lexicon_by_length())
    found = [near for choices in everywhere for near in near_words(word, choices, slips, bare=bare)]
    if any(stem(near) == stem(word) for near, _ in found):
        return None  # an inflection that the lexicon lacks
    ranked = sorted((distance, near not in words.words, near[0] != word[0], -lexicon.frequency(near), near) for near, distance in found)
    return ranked[0][-1] if ranked else None


def near_words(word: str, choices: Mapping[int, Words], slips: int, *, bare: bool) -> list[tuple[str, int]]:
    """Words within `slips` insertions, deletions, exchanges or swaps of neighbours, with their number; `bare`: å ä ö cost nothing."""
    near = []
    for length in range(len(word) - slips, len(word) + slips + 1):
        group = choices.get(length)
        if group:
            compared = group.bare if bare else group.words
            found = process.extract(word, compared, scorer=OSA.distance, score_cutoff=slips, limit=8)
            near += [(group.words[place], int(distance)) for _, distance, place in found]
    return near


def is_english(word: str) -> bool:
    """Whether our English lexicon has the word, inflected or not."""
    return word in ENGLISH or look_up(word) is not None


@cache
def english_by_length() -> dict[int, Words]:
    """The words of our English lexicon by length."""
    return group_by_length({word for phrase in (*english_words(), *ENGLISH) for word in phrase.split() if word.isalpha()})


@cache
def lexicon_by_length() -> dict[int, Words]:
    """The lexicon's words by length."""
    return group_by_length(word for word in load_lexicon().words() if len(word) >= SHORTEST)
