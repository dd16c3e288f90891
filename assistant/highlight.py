"""Where the words of a question stand in a passage.

In: a passage's text and the question's terms. Out: spans of the text. Knows nothing of scores or of how the passage was found.
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus.analysis import INNER_PART, forms
from corpus.folding import find_words
from corpus.records import Span


def highlight(text: str, terms: Mapping[str, float]) -> tuple[Span, ...]:
    """Code point spans of the words that share a form with the question: inflections, compounds, spellings without å ä ö.

    `terms` are those of `corpus.analysis.question_terms`. Whole words only, in order, never overlapping.
    """
    seen: dict[str, bool] = {}
    spans = []
    for start, end, word in find_words(text):
        if word not in seen:
            seen[word] = any(is_shared(form, terms) for form in forms(word))
        if seen[word]:
            spans.append((start, end))
    return tuple(spans)


def is_shared(form: tuple[str, float], terms: Mapping[str, float]) -> bool:
    """Whether a form of a word is looked for; two distant parts of compounds in common are too little."""
    term, share = form
    return term in terms and not (share <= INNER_PART and terms[term] <= INNER_PART)
