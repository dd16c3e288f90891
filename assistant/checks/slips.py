"""Slips of the pen in a quote: words that no Swedish knows but for one wrong letter, and laws of years to come.

In: a quote's text. Out: the words that stand so in the source, to be told beside the quote as [sic]; the quote itself is never altered.
Knows the Swedish lexicon. Words that scanning may have misread are told elsewhere, as doubts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from assistant.question.spelling import lexicon_by_length, near_words
from assistant.question.vocabulary import Words
from corpus.lexicon import load_lexicon

SHORTEST = 8  # letters; shorter unknown words are too often names or terms
COMMON = 6.0  # log2 count in 15 million words from which a word is what was meant
ENDINGS = ("n", "s", "en", "et", "na", "ns", "nas")  # of words that the lexicon has in another form
DERIVED = re.compile(r"(?<=\w{3})(?:ning(?:en|ar|arna|s|ens)?|ande[nt]?|ar(?:e|en|na)|bar[at]?)$")  # made of a verb: "sandning" of "sanda"
STATUTE = re.compile(r"\bSFS\s+((?:19|20)\d\d):\d+")
WORD = re.compile(r"(?<![\w/.-])[a-zåäöé]+(?![\w/.-]|-)")  # a word in small letters, no part of an address or a compound with a hyphen


@lru_cache(maxsize=5_000)
def find_slips(text: str, year: int) -> tuple[str, ...]:
    """The slips of a quote in order, each once. `year`: this one; no statute has a later number."""
    statutes = [found.group() for found in STATUTE.finditer(text) if int(found.group(1)) > year]
    words = [found.group() for found in WORD.finditer(text) if is_slip(found.group())]
    return tuple(dict.fromkeys([*statutes, *words]))


@lru_cache(maxsize=20_000)
def is_slip(word: str) -> bool:
    """Whether a word is unknown, no compound, and one letter away from a common one."""
    lexicon = load_lexicon()
    plain = [word, DERIVED.sub("a", word), *(word.removesuffix(ending) for ending in ENDINGS)]
    if len(word) < SHORTEST or any(lexicon.knows(one) for one in plain) or lexicon.split(word) is not None:
        return False
    choices = {length: group for length in range(len(word) - 1, len(word) + 2) if (group := words_like(length, word[0]))}
    return any(lexicon.frequency(other) >= COMMON for other, _ in near_words(word, choices, 1, bare=False))


@lru_cache(maxsize=1_000)
def words_like(length: int, letter: str) -> Words | None:
    """The lexicon's words of one length that begin with a letter: a slip seldom takes the first, and it is a twentieth to look through."""
    group = lexicon_by_length().get(length)
    if group is None:
        return None
    first, last = bisect_left(group.words, letter), bisect_left(group.words, chr(ord(letter) + 1))
    return Words(group.words[first:last], group.bare[first:last])
