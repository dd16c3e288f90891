"""Does a statement use its quote's words as the quote does: none too often, and the small ones before the same words?

In: a model's statement, the quote that it names, and what that stands under. Out: reasons to drop it. A check of words with content alone
takes "från kommunen" for "till kommunen", and "barn eller äldre" for "barn och äldre". A statement may leave words out and move a phrase;
it may begin with "Enligt planen". Knows nothing of numbers, bodies or denials, which have rules of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.question.words import PIECE, STOP, fold, read_words, stem

TELLING = read_words("telling.txt")
SOURCE_WORDS = re.compile(r"(?:plan|program|dokument|avsnitt|text)\w*")  # without one of these, an opening tells of no source
FREE = frozenset({"det", "den", "de", "en", "ett", "att", "som"})  # bind to whatever follows
MODALS = frozenset({"ska", "skall", "maste", "bor", "borde", "kan", "kunna", "far", "fa"})  # what they govern may stand far off
WINDOW = 3  # words after a small one among which its next must stand: what stood between may be left out
JOINED = 1  # "och" more than the quote has: it may stand for a comma of it
AFTER_COMMA = re.compile(r",\s+(?:(?:den|det|de|en|ett)\s+)?([^\W_]+)")


def judge_small_words(statement: str, quote: str, around: str) -> list[str]:
    """Why the words do not stand as in the quote; `around`: its lead and headings, whose words the statement may begin with."""
    words, cited = list_words(statement), list_words(quote)
    words = words[count_opening(words) :]
    words = words[count_borrowed(words, cited, list_words(around)) :]
    pairs = {*find_pairs(cited, WINDOW), *(("och", key_of(word)) for word in AFTER_COMMA.findall(fold(quote)))}
    moved = [pair for pair in find_pairs(words, 1) if pair not in pairs]
    wrong = [f"{word} stands too often" for word in find_extra(words, cited, list_words(around))]
    return wrong + [f"{one} {other} is not in the quote" for one, other in moved]


def list_words(text: str) -> list[str]:
    """The words of a text, folded."""
    return PIECE.findall(fold(text))


def key_of(word: str) -> str:
    """What makes two words the same: their stem, for small words the word itself ("för" is no form of "före")."""
    return word if word in STOP else stem(word)


def count_opening(words: Sequence[str]) -> int:
    """How many words at the start only tell of the source: "Enligt planen", "Planen anger att"; 0 when there is none of the kind."""
    at = 0
    while at < len(words) and (words[at] in TELLING or words[at] in FREE):
        at += 1
    return at if any(SOURCE_WORDS.fullmatch(word) for word in words[:at]) else 0


def count_borrowed(words: Sequence[str], cited: Sequence[str], around: Sequence[str]) -> int:
    """How many words at the start are of what the quote stands under and not its own: "Socialtjänsten ska" before the items of a list."""
    own, borrowed = {key_of(word) for word in cited}, {key_of(word) for word in around}
    at = 0
    while at < len(words) and key_of(words[at]) in borrowed - own and not binds(words[at]):
        at += 1
    return at


def find_extra(words: Sequence[str], cited: Sequence[str], around: Sequence[str]) -> Iterator[str]:
    """Words that stand more often than in the quote.

    Those with content that stand nowhere are other forms and synonyms, judged elsewhere.
    """
    own, borrowed = (Counter(key_of(word) for word in one) for one in (cited, around))
    for term, count in Counter(key_of(word) for word in words).items():
        is_small = any(word in STOP and key_of(word) == term for word in words)
        most = own[term] + JOINED * (term == "och" and "eller" not in cited)
        if count > most and (is_small or own[term] or borrowed[term]):
            yield term


def find_pairs(words: Sequence[str], window: int) -> Iterator[tuple[str, str]]:
    """Every small word that binds, with each of the next `window` words up to the next small one; an "och" at the end binds nothing."""
    for at, word in enumerate(words):
        if binds(word):
            following = [other for other in words[at + 1 :] if other not in FREE] or [""] * (word == "och")
            for other in following[:window]:
                yield word, key_of(other)
                if binds(other):
                    break


def binds(word: str) -> bool:
    """Whether a small word says how the next one is meant: "till", "före", "eller"."""
    return word in STOP and word not in FREE and word not in MODALS
