"""A word as read -> spellings it may have been printed with, where OCR took a letter for one that looks like it.

In: a lower-case word that no lexicon knows. Out: the word with one such letter put back ("kommunema" → "kommunerna"), and what that
costs; the word without a letter that OCR made up. Only pairs that engines are known to confuse: a free edit would mend the source's own
slips. Knows nothing of lexicons, å ä ö or context.
"""

from __future__ import annotations

from collections.abc import Iterator

MADE_UP = -8.0  # log P of a letter that nothing was printed for
LEAST_MADE_UP = 8  # letters of a word that may hold one
STROKE = "i"  # what a stroke beside a word is read as: "behovi", "iannan"
LEAST_STROKED = 3  # letters of a word with one
USUAL, SELDOM = -5.5, -7.0  # log P of a misreading

# read → printed, by the shape of the letters: strokes run together, a bar or a dot lost, a bow closed
LOOKALIKES: dict[str, tuple[tuple[str, float], ...]] = {
    "m": (("rn", USUAL), ("nn", SELDOM), ("in", SELDOM)),
    "rn": (("m", USUAL),),
    "n": (("rn", SELDOM), ("m", SELDOM), ("h", SELDOM), ("ri", SELDOM)),
    "i": (("l", USUAL), ("t", SELDOM), ("j", SELDOM), ("f", SELDOM)),
    "l": (("i", USUAL), ("t", SELDOM), ("ll", SELDOM)),
    "ti": (("fi", SELDOM),),
    "fm": (("ftn", USUAL),),
    "fi": (("ft", SELDOM),),
    "j": (("i", SELDOM), ("l", SELDOM)),
    "t": (("l", SELDOM), ("f", SELDOM), ("r", SELDOM), ("tt", SELDOM)),
    "e": (("t", USUAL), ("c", USUAL), ("g", SELDOM), ("s", SELDOM)),
    "c": (("e", USUAL), ("t", USUAL), ("o", SELDOM)),
    "r": (("t", SELDOM), ("v", SELDOM)),
    "u": (("v", USUAL), ("n", SELDOM), ("ll", SELDOM)),
    "y": (("v", USUAL), ("j", SELDOM), ("g", SELDOM)),
    "w": (("vv", USUAL),),
    "vv": (("w", SELDOM),),
    "f": (("t", SELDOM),),
    "b": (("h", SELDOM),),
    "h": (("b", SELDOM),),
    "o": (("b", SELDOM), ("e", SELDOM)),
    "g": (("e", SELDOM),),
    "q": (("g", SELDOM),),
    "s": (("g", SELDOM),),
}
# One letter read twice, as itself and as one like it: what readers of lines make of a letter that they waver about.
TWICE = {"v": "uvy", "y": "pv", "q": "g", "t": "ctl", "l": "i", "d": "c"}
ENDINGS = frozenset("artensm")  # letters that Swedish words are inflected with: one for another at a word's end is another form
for _printed, _looks in TWICE.items():
    for _look in _looks:
        LOOKALIKES[_look + _printed] = (*LOOKALIKES.get(_look + _printed, ()), (_printed, SELDOM))
LONGEST_READ = max(map(len, LOOKALIKES))
LETTERS = "abcdefghijklmnoprstuvxyz"  # of small words; å ä ö are found beside a and o


def vary_word(word: str) -> Iterator[tuple[str, float]]:
    """Each spelling with one letter, or two run together, put back, and its log P."""
    for place in range(len(word)):
        for length in range(1, LONGEST_READ + 1):
            for printed, cost in LOOKALIKES.get(word[place : place + length], ()) if place + length <= len(word) else ():
                if place + length < len(word) or (cost == USUAL and not {word[-1], printed[-1]} <= ENDINGS):
                    yield word[:place] + printed + word[place + length :], cost


def change_letter(word: str) -> Iterator[str]:
    """Each spelling with another letter for one, whatever they look like, or without one. None has one more, or one less of two that are
    the same: those are writers' slips; nor another inflection."""
    for place, read in enumerate(word):
        yield from (word[:place] + letter + word[place + 1 :] for letter in LETTERS if letter != read)
        if (place + 1 < len(word) or read not in ENDINGS) and read not in word[place - 1 : place] + word[place + 1 : place + 2]:
            yield word[:place] + word[place + 1 :]


def drop_letters(word: str) -> Iterator[str]:
    """The word without one of its letters, neither the first nor the last; a letter doubled is a writer's slip and stays."""
    for place in range(1, len(word) - 1 if len(word) >= LEAST_MADE_UP else 0):
        if word[place] not in (word[place - 1], word[place + 1]):
            yield word[:place] + word[place + 1 :]


def drop_stroke(word: str) -> Iterator[str]:
    """The word without an i at its end or start, where a stroke beside it was read as a letter."""
    if len(word) >= LEAST_STROKED and word.endswith(STROKE):
        yield word[:-1]
    if len(word) > LEAST_STROKED and word.startswith(STROKE):
        yield word[1:]
