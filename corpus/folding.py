"""Text -> words as they are compared: normalised, in lower case, with and without å ä ö.

In: any text. Out: words with their place in that text. Knows nothing of stems, compounds, weights or passages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, zero-width characters: never part of a word
MARKS = "\u0300-\u036f"  # combining accents, as in decomposed å ä ö
# a number with its inner signs (2023/524, 2017:30, 3,5), or a run of letters with whatever is invisible in it
WORDS = re.compile(rf"\d+(?:[:/.,–-]\d+)*|[^\W\d_]+(?:[{INVISIBLE}{MARKS}]+[^\W\d_]+)*[{MARKS}]*")
COMMON = tuple(zip("åäöéÅÄÖ", "aaoeAAO", strict=True))  # letters with accents in Swedish
_NO_INVISIBLE = str.maketrans("", "", INVISIBLE)


def normalise(text: str) -> str:
    """NFKC, without invisible characters, in lower case. The length may change."""
    lowered = unicodedata.normalize("NFKC", text.translate(_NO_INVISIBLE)).lower()
    return lowered if lowered.isascii() else unicodedata.normalize("NFKC", lowered)  # t with dots is one sign, T with dots is two


class Unmarked(dict[int, int | None]):
    """Code point -> itself, or nothing for an accent; each is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_unmarked = Unmarked()


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Without accents: åäö -> aao, é -> e. Other letters stay."""
    return fold_text(word)


def fold_text(text: str) -> str:
    """As `fold`, of what is too long to be remembered."""
    for letter, plain in COMMON:  # most texts are plain after that, in a third of the time
        text = text.replace(letter, plain)
    return text if text.isascii() else unicodedata.normalize("NFD", text).translate(_unmarked)


@lru_cache(maxsize=200_000)
def normalise_word(raw: str) -> str:
    """As `normalise`, of one word, remembered."""
    return raw.lower() if raw.isascii() else normalise(raw)


def list_words(text: str) -> list[str]:
    """The words of `find_words` without their places, three times as fast."""
    return [normalise_word(raw) for raw in WORDS.findall(text)]


def find_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Every word as (start, end, normalised), in code points of `text`."""
    for found in WORDS.finditer(text):
        yield found.start(), found.end(), normalise_word(found.group())
