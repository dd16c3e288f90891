"""Where the words of a question stand in a passage.

In: a passage's text and the question's terms. Out: spans of the text. Knows nothing of scores or of how the passage was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from unicodedata import is_normalized

from corpus.analysis import INNER_PART, forms
from corpus.folding import INVISIBLE, WORDS, fold, fold_text, normalise_word
from corpus.records import Span

KEPT_QUESTIONS = 100
SHORTEST, LONGEST = 3, 6  # letters of a term that are looked for first; with 6 hardly a word is taken apart in vain
ALTERED = 2  # last letters of a term that its word need not have: regel of regler


def highlight(text: str, terms: Mapping[str, float]) -> tuple[Span, ...]:
    """Code point spans of the words that share a form with the question: inflections, compounds, spellings without å ä ö.

    `terms` are those of `corpus.analysis.question_terms`. Whole words only, in order, never overlapping. Two distant parts of compounds
    in common are too little.
    """
    marked = find_marks(frozenset(terms.items()))
    near = find_beginnings_in(text, marked.beginnings)
    return tuple(found.span() for found in list_touched(text, near) if marked[normalise_word(found.group())])


def find_beginnings_in(text: str, beginnings: Iterable[str]) -> list[int] | None:
    """Where the text without its accents has one of them, in order; None for a text with signs whose folding moves its letters."""
    folded = fold_text(text.lower())
    if len(folded) != len(text) or not is_normalized("NFKC", text) or any(sign in text for sign in INVISIBLE):
        return None
    places = []
    for one in beginnings:
        at = folded.find(one)
        while at >= 0:
            places.append(at)
            at = folded.find(one, at + 1)
    return sorted(places)


def list_touched(text: str, places: Sequence[int] | None) -> Iterator[re.Match[str]]:
    """The words of a text in which one of the places lies; all of its words for None."""
    if places is None:
        yield from WORDS.finditer(text)
        return
    left = iter(places)
    place = next(left, None)
    for found in WORDS.finditer(text) if places else ():
        while place is not None and place < found.start():
            place = next(left, None)
        if place is None:
            return
        if place < found.end():
            yield found


class Marks(dict[str, bool]):
    """Word -> whether it shares a form with a question; each is looked at once."""

    def __init__(self, terms: Mapping[str, float]) -> None:
        super().__init__()
        self.terms = terms
        self.beginnings = find_beginnings(terms)

    def __missing__(self, word: str) -> bool:
        found = any(is_shared(share, self.terms.get(term)) for term, share in forms(word))
        self[word] = found
        return found


@lru_cache(maxsize=KEPT_QUESTIONS)
def find_marks(terms: frozenset[tuple[str, float]]) -> Marks:
    """What is known of a question's words: its hits share most of theirs."""
    return Marks(dict(terms))


def is_shared(share: float, weight: float | None) -> bool:
    """Whether a form of a word is one of the question's, and more than an inner part in one of the two."""
    return weight is not None and (share > INNER_PART or weight > INNER_PART)


def find_beginnings(terms: Iterable[str]) -> tuple[str, ...]:
    """What any word with one of these terms has in it: stems and parts keep their first letters, all but the last ones."""
    folded = map(fold, terms)
    return tuple(sorted({term[: min(max(SHORTEST, len(term) - ALTERED), LONGEST)] for term in folded}))
