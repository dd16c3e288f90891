"""Words with letters that a font names by no letter -> the same words with what those letters stand for.

In: the texts of a document. Out: texts. Fonts draw "tt", "ti" or "ft" as one sign, and programs that write PDFs name it by a code without
meaning or by a letter of another language. What a sign stands for is told by the words it makes. Knows the lexicon; knows nothing of PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.lexicon import load_lexicon
from ingest.readers.fragments import Fragment

READINGS = (
    "tt", "ti", "tti", "ft", "fj", "ff", "fi", "fl", "ffi", "ffl", "fft", "tf", "ttf", "f", "t", "th", "ct", "ch", "ck", "st", "sp", "ss",
    "fk", "fb", "fh", "fä", "få", "fö", "tj", "ty", "j", "g", "l", "i", "ä", "å", "ö", "é",
)  # fmt: skip
# codes for private use, and letters that no Swedish text has: those of Latin Extended-B, and capitals with a macron inside a word
ODD = r"\ue000-\uf8ff\u0180-\u024f"
SIGN = re.compile(rf"[{ODD}]|(?<=[a-zåäö])[ŌĞƟƩ](?=[a-zåäö])")
WORD = re.compile(rf"[a-zåäöéA-ZÅÄÖ{ODD}ŌĞ\ufb00-\ufb06]*(?:[{ODD}]|[ŌĞ])[a-zåäöéA-ZÅÄÖ{ODD}ŌĞ\ufb00-\ufb06]*")
MOST_WORDS = 400  # of one sign that are looked at
ENOUGH = 0.6  # share of the words that a reading must make known ones
LEAST_LETTERS = 2  # plain letters of a word that tells what a sign is


def mend_fragments(pages: Sequence[Sequence[Fragment] | None]) -> list[list[Fragment] | None]:
    """The pieces of text of all pages with such signs read."""
    table = read_signs("".join(piece.text for piece in page or ()) for page in pages)  # such a sign is often a piece of its own
    if not table:
        return [None if page is None else list(page) for page in pages]
    return [None if page is None else [replace(piece, text=piece.text.translate(table)) for piece in page] for page in pages]


def read_signs(texts: Iterable[str]) -> dict[int, str]:
    """What each sign stands for in the document; those that no reading explains are left out."""
    words = {word for text in texts if SIGN.search(text) for word in WORD.findall(text)}
    table: dict[int, str] = {}
    for _ in range(2):  # a word with two such signs tells of one once the other is read
        signs = {sign for word in words for sign in SIGN.findall(word)}
        for sign in sorted(signs, key=lambda sign: -sum(sign in word for word in words)):
            reading = read_sign(sign, [word for word in sorted(words) if set(SIGN.findall(word)) == {sign}][:MOST_WORDS])
            if reading is not None:
                table[ord(sign)] = reading
                words = {word.replace(sign, reading) for word in words}
    return table


def read_sign(sign: str, words: Sequence[str]) -> str | None:
    """The reading that makes most of the words known; None when too few are, or two readings do as well."""
    words = [word for word in words if len(word.replace(sign, "")) >= LEAST_LETTERS]
    scores = sorted(((count_known(word.replace(sign, reading) for word in words), reading) for reading in READINGS), reverse=True)
    best, second = scores[0], scores[1]
    return best[1] if words and best[0] >= ENOUGH * len(words) and best[0] > second[0] else None


def count_known(words: Iterable[str]) -> float:
    """How many of the words the lexicon has; common ones count a little more."""
    lexicon = load_lexicon()
    return sum(1 + lexicon.frequency(word.lower()) / 100 for word in words if lexicon.knows(word.lower()))
