"""Where the words of a question stand in a passage.

In: a passage's text and the question's terms. Out: spans of the text. Knows nothing of scores or of how the passage was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from corpus.analysis import INNER_PART, forms
from corpus.folding import WORDS, fold, normalise_word
from corpus.records import Span

KEPT_QUESTIONS = 100
BEGINNING = 3  # letters


def highlight(text: str, terms: Mapping[str, float]) -> tuple[Span, ...]:
    """Code point spans of the words that share a form with the question: inflections, compounds, spellings without å ä ö.

    `terms` are those of `corpus.analysis.question_terms`. Whole words only, in order, never overlapping. Two distant parts of compounds
    in common are too little.
    """
    marked = find_marks(frozenset(terms.items()))
    wanted = {raw for raw in set(WORDS.findall(text)) if marked[normalise_word(raw)]}
    return tuple(found.span() for found in WORDS.finditer(text) if found.group() in wanted) if wanted else ()


class Marks(dict[str, bool]):
    """Word -> whether it shares a form with a question; each is looked at once."""

    def __init__(self, terms: Mapping[str, float]) -> None:
        super().__init__()
        self.terms = terms
        self.whole, self.short = find_beginnings(terms)

    def __missing__(self, word: str) -> bool:
        found = has_any(fold(word), self.whole, self.short) and any(is_shared(share, self.terms.get(term)) for term, share in forms(word))
        self[word] = found
        return found


@lru_cache(maxsize=KEPT_QUESTIONS)
def find_marks(terms: frozenset[tuple[str, float]]) -> Marks:
    """What is known of a question's words: its hits share most of theirs."""
    return Marks(dict(terms))


def is_shared(share: float, weight: float | None) -> bool:
    """Whether a form of a word is one of the question's, and more than an inner part in one of the two."""
    return weight is not None and (share > INNER_PART or weight > INNER_PART)


def find_beginnings(terms: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """What any word with one of these terms has in it: stems and parts keep their first letters. Spares looking up all other words.

    Beginnings of BEGINNING letters, and shorter terms.
    """
    found = frozenset(fold(term)[:BEGINNING] for term in terms)
    return found, tuple(sorted(one for one in found if len(one) < BEGINNING))


def has_any(word: str, whole: frozenset[str], short: tuple[str, ...]) -> bool:
    """Whether one of the beginnings stands in a folded word."""
    pieces = [word[at : at + BEGINNING] for at in range(len(word) - BEGINNING + 1)]
    return not whole.isdisjoint(pieces) or any(one in word for one in short)
