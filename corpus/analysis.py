"""Swedish text -> terms, and terms -> sparse vectors: one analyser for passages and questions.

In: text or a passage. Out: tokens with their place, and vectors of 32-bit terms. A passage's vector depends on the passage alone (BM25
with a fixed average length); how rare a word is in the collection is the engine's affair (IDF). Knows nothing of the engine or the store.

Each word gives its stem, and more weakly its stem without å ä ö and the stems of its parts: anhörigstöd -> anhörigstöd, anhorigstod,
anhörig, stöd. BM25: Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), 3.4; fields added before saturation, 3.6.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import snowballstemmer

from corpus.folding import find_words, fold
from corpus.lexicon import load_lexicon
from corpus.records import Passage, SparseVector
from corpus.settings import MODELS

VERSION = "1"  # raise it when any vector changes: the index is then made again

FOLDED = 0.3  # weight of a form without å ä ö, beside the word's own 1
PART = 0.5  # of each part of a compound
INNER_PART = 0.3  # of a part's parts
JOINED = 0.6  # question only: two words that are one in the lexicon ("anhörig stöd")
PATH = 0.4  # weight of a word in the headings above, beside 1 in the text
LEAD = 0.4  # of a word in the line that introduces the list
SATURATION = 1.2  # BM25 k1
LENGTH = 0.5  # BM25 b: how much long passages are held back
AVERAGE = 30.0  # content words of a typical passage; fixed, so that no passage depends on others
KEPT_WHOLE = ("svar",)  # ansvar, försvar: not ansv- as in the plural of a noun
PLURAL = re.compile(r"(.+en)as?")  # mötena(s): as möten
LOST_VOWEL = re.compile(r"([bdfgkptv])l$")  # cykl(ar), regl(er): the singular has an e
LOST_ENDING = re.compile(r"(?<=[dt])r$|(?<=[pt])n$|(?<=ck)n$")  # systr(ar), vapn(en): Snowball takes -er and -en from the singular
NUMBER_PARTS = re.compile(r"\d+")

_stemmer = snowballstemmer.stemmer("swedish")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: text[start:end]."""

    start: int  # code points
    end: int
    surface: str  # normalised, in lower case
    term: str  # its stem


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The word without its endings: the Swedish Snowball stemmer, with four of its slips put right."""
    if word.endswith(KEPT_WHOLE):
        return word
    if len(word) >= 6 and (plural := PLURAL.fullmatch(word)):
        word = plural.group(1)
    found = str(_stemmer.stemWord(word))
    return LOST_VOWEL.sub(r"\1el", LOST_ENDING.sub("", found)) if len(found) > 3 else found


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing of what a text is about; with and without å ä ö."""
    words = (MODELS / "analyser" / "stopord.txt").read_text(encoding="utf-8").split()
    return frozenset(words) | frozenset(map(fold, words))


def tokens(text: str) -> list[Token]:
    """All words of a text in order, stop words too."""
    return [Token(start, end, word, stem(word)) for start, end, word in find_words(text)]


@lru_cache(maxsize=200_000)
def forms(word: str) -> tuple[tuple[str, float], ...]:
    """Every term that a word stands for, with its weight, the heaviest first; () for a stop word."""
    if word in stop_words():
        return ()
    if word[0].isdigit():
        return ((word, 1.0), *((part, PART) for part in NUMBER_PARTS.findall(word) if part != word))
    found = {stem(word): 1.0}
    for part, weight in find_parts(word, PART):
        found.setdefault(stem(part), weight)
    found.setdefault(stem(fold(word)), FOLDED)
    return tuple(sorted(found.items(), key=lambda form: (-form[1], form[0])))


def find_parts(word: str, weight: float) -> Iterator[tuple[str, float]]:
    """The two parts of a compound, and their parts with less weight."""
    for part in load_lexicon().split(word) or ():
        yield part, weight
        if weight > INNER_PART:
            yield from find_parts(part, INNER_PART)


def passage_vector(passage: Passage) -> SparseVector:
    """BM25 term weights of a passage with its headings and lead; without the rarity of the words."""
    counts: dict[str, float] = defaultdict(float)
    length = 0.0
    for text, weight in ((passage.text, 1.0), (passage.lead or "", LEAD), (" ".join(passage.path), PATH)):
        words = [found for _, _, word in find_words(text) if (found := forms(word))]
        length += weight * len(words)
        for found in words:
            for term, share in found:
                counts[term] += weight * share
    held = SATURATION * (1 - LENGTH + LENGTH * length / AVERAGE)
    return to_vector({term: count * (SATURATION + 1) / (count + held) for term, count in counts.items()})


def question_terms(text: str) -> dict[str, float]:
    """The terms to look for, with their weights: each word's forms, and neighbours that are one word in the lexicon."""
    weights: dict[str, float] = defaultdict(float)
    words = [word for _, _, word in find_words(text)]
    for word in words:
        for term, share in forms(word):
            weights[term] = max(weights[term], share)
    for term in join_neighbours(words):
        weights[term] = max(weights[term], JOINED)
    return dict(weights)


def join_neighbours(words: Iterable[str]) -> Iterator[str]:
    """Stems of compounds that a question writes apart."""
    lexicon = load_lexicon()
    for left, right in pairwise(words):
        if forms(left) and forms(right):
            yield from (stem(word) for word in (left + right, f"{left}s{right}") if lexicon.frequency(word))


def question_vector(text: str) -> SparseVector:
    """Term weights of a question; empty when it has stop words only."""
    return to_vector(question_terms(text))


def to_vector(weights: Mapping[str, float]) -> SparseVector:
    """Terms as sorted 32-bit numbers; of two terms with one number the weights are added."""
    merged: dict[int, float] = defaultdict(float)
    for term, weight in weights.items():
        merged[term_number(term)] += weight
    return SparseVector(tuple(sorted(merged)), tuple(merged[number] for number in sorted(merged)))


@lru_cache(maxsize=400_000)
def term_number(term: str) -> int:
    """The same 32-bit number for a term everywhere and always."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=4).digest(), "big")
