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
KEPT_WORDS = 50_000  # words whose pieces are in memory
SHORTEST, LONGEST = 3, 6  # letters of a term that are looked for first; with 6 hardly a word is taken apart in vain
ALTERED = 2  # last letters of a term that its word need not have: regel of regler


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
        self.beginnings = find_beginnings(terms)
        self.heads = frozenset(one[:SHORTEST] for one in self.beginnings)
        self.any_head = any(len(head) < SHORTEST for head in self.heads)  # a sign or two may stand anywhere: then every word is looked at

    def __missing__(self, word: str) -> bool:
        found = self.may_share(word) and any(is_shared(share, self.terms.get(term)) for term, share in forms(word))
        self[word] = found
        return found

    def may_share(self, word: str) -> bool:
        """Whether one of the beginnings stands in the word. Seldom: most words need not be taken apart."""
        if not self.any_head and self.heads.isdisjoint(list_pieces(word)):
            return False
        folded = fold(word)
        return any(one in folded for one in self.beginnings)


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


@lru_cache(maxsize=KEPT_WORDS)
def list_pieces(word: str) -> tuple[str, ...]:
    """All runs of SHORTEST letters in a word without its accents; the words of passages recur from question to question."""
    folded = fold(word)
    return tuple(folded[at : at + SHORTEST] for at in range(len(folded) - SHORTEST + 1))
