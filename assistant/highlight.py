"""Where the words of a question stand in a passage.

In: a passage's text and the question's terms. Out: spans of the text. Knows nothing of scores or of how the passage was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from corpus.analysis import INNER_PART, forms
from corpus.folding import find_words
from corpus.records import Span

KEPT_TEXTS = 2_000  # passages whose places of words are kept, about 40 MB


def highlight(text: str, terms: Mapping[str, float]) -> tuple[Span, ...]:
    """Code point spans of the words that share a form with the question: inflections, compounds, spellings without å ä ö.

    `terms` are those of `corpus.analysis.question_terms`. Whole words only, in order, never overlapping. Two distant parts of compounds
    in common are too little.
    """
    places = place_terms(text)
    spans = {span for term, weight in terms.items() for span, share in places.get(term, ()) if share > INNER_PART or weight > INNER_PART}
    return tuple(sorted(spans))


@lru_cache(maxsize=KEPT_TEXTS)
def place_terms(text: str) -> dict[str, list[tuple[Span, float]]]:
    """Each term of a text -> the words that stand for it, with how much of the word it is."""
    places: dict[str, list[tuple[Span, float]]] = {}
    for start, end, word in find_words(text):
        for term, share in forms(word):
            places.setdefault(term, []).append(((start, end), share))
    return places
