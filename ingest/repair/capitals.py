"""Readings of a document -> those whose capital was printed as a small letter.

In: readings, and how often each word has a capital inside sentences. Out: the readings that OCR gave a capital. In some fonts it takes
k for K or f for F, page after page: where several words of one letter stand with a capital inside sentences as well as without, and other
letters do not, the letter was misread. A word that mostly has its capital keeps it. Knows nothing of å ä ö.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ingest.repair.adapt import Reading
from ingest.repair.channel import SWEDISH
from ingest.repair.language import UNKNOWN

MISREAD_CAPITALS = frozenset("cfklopsuvwxz")  # letters whose capital looks like the small one, or may
USUAL_CAPITAL = 0.1  # share of a word's places inside sentences that have a capital: with more it may be part of a name
SMALL: Literal["small"] = "small"
LEAST_KINDS = 2  # words of one letter that must stand both ways
TIMES_OTHERS = 4.0  # how much oftener than other letters
BARRED = "l"  # a bar with a foot in some fonts: read as L at a word's start
SURE_KINDS = 3  # such words that convict a capital of the same letter on a word that stands once only


SMALL_READ_LARGE = 0.02  # share of small å ä ö at a word's start that are read as capitals, before the document is seen
PRIOR_WEIGHT = 20.0  # words that this share is worth
SURE_SMALL = 0.005  # share of capitals of a word that has none inside a sentence: för, över, är


def best_text(reading: Reading) -> tuple[str, int]:
    """The likeliest candidate's text and word number."""
    best = reading.candidates[int(np.argmax(reading.posteriors))]
    return best.text, best.word


def find_lowered(readings: Sequence[Reading], capitals: NDArray[np.float32]) -> set[int]:
    """Source offsets of the readings whose first letter was printed small."""
    odd: dict[str, list[tuple[int, str]]] = defaultdict(list)  # letter → start and word with a capital
    small: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    behind: set[int] = set()  # starts of the readings behind a name
    before: Reading | None = None
    for reading in readings:
        text, word = best_text(reading)
        if follows_name(reading, before):
            behind.add(reading.token.start)
        before = reading
        if reading.body[0].islower():
            small[text] += 1
            letters[text[0]] += 1
        elif reading.named and not reading.token.line_start and is_small(word, capitals) and reading.body[1:].islower():
            odd[text[0]].append((reading.token.start, text))
            if text[0] == BARRED and float(capitals[word]) < SURE_SMALL:
                small[text] += LEAST_KINDS  # as good as seen small: nothing but a misread l begins it with a capital there
    return {
        start
        for letter in MISREAD_CAPITALS & odd.keys()
        if is_misread(letter, odd, letters, small)
        for start in pick_lowered(odd[letter], small)
        if start not in behind
    }


def follows_name(reading: Reading, before: Reading | None) -> bool:
    """Right behind a word with a capital, as the second word of a name does: "Storby Kommun"."""
    return before is not None and reading.token.start - before.token.end <= 1 and before.body[0].isupper()


def is_small(word: int, capitals: NDArray[np.float32]) -> bool:
    """A known word that seldom has a capital inside a sentence."""
    return word != UNKNOWN and float(capitals[word]) < USUAL_CAPITAL


def find_initials(readings: Sequence[Reading], capitals: NDArray[np.float32]) -> dict[int, Literal["small", "large"]]:
    """Source offset → how an å ä ö that was read as A or O inside a sentence was printed, as the document's own share of such tells."""
    plain, doubtful = 0, []
    misread = PRIOR_WEIGHT * SMALL_READ_LARGE
    for reading in readings:
        text, word = best_text(reading)
        if text[0] in SWEDISH and reading.body[0].islower():
            plain += 1
        elif text[0] in SWEDISH and reading.named and reading.body[0] in "AO" and word != UNKNOWN:
            doubtful.append((reading.token.start, float(capitals[word])))
            misread += float(capitals[word]) < SURE_SMALL
    share = misread / (plain + misread + PRIOR_WEIGHT)
    return {start: "small" if (1 - usual) * share > usual else "large" for start, usual in doubtful}


def settle_capitals(readings: Sequence[Reading], capitals: NDArray[np.float32]) -> list[Reading]:
    """The readings, with how their first letter was printed where the document tells."""
    first = find_initials(readings, capitals) | dict.fromkeys(find_lowered(readings, capitals), SMALL)
    return [replace(reading, first=first[reading.token.start]) if reading.token.start in first else reading for reading in readings]


def is_misread(letter: str, odd: dict[str, list[tuple[int, str]]], letters: Counter[str], small: Counter[str]) -> bool:
    """Do several words of this letter stand both ways, far more than of the other letters?"""
    kinds = count_kinds(odd[letter], small)
    others = sum(count_kinds(places, small) for other, places in odd.items() if other != letter)
    rest = sum(letters.values()) - letters[letter]
    return kinds >= LEAST_KINDS and kinds * (rest + 1) > TIMES_OTHERS * (others + 1) * (letters[letter] + 1)


def count_kinds(places: Sequence[tuple[int, str]], small: Counter[str]) -> int:
    """Distinct words that stand with a small letter at least as often as with the capital."""
    large = Counter(text for _, text in places)
    return sum(small[text] >= count for text, count in large.items())


def pick_lowered(places: Sequence[tuple[int, str]], small: Counter[str]) -> Iterator[int]:
    """The places of words that stand both ways, and of single ones when there is proof enough."""
    large = Counter(text for _, text in places)
    sure = count_kinds(places, small) >= SURE_KINDS
    for start, text in places:
        if small[text] >= large[text] or (sure and large[text] == 1):
            yield start
