"""Highlights: whole words of the passage that the question asks for."""

from itertools import pairwise

import pytest

from assistant.retrieval.highlight import highlight
from corpus.analysis import question_terms

TEXT = "Kommunen plogar gångvägar. Fritidsgården öppnar sju, inte före sju."


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("plogning av gångväg", ["gångvägar"]),
        ("gangvagar", ["gångvägar"]),
        ("gård", ["Fritidsgården"]),
        ("egen fritid", ["Fritidsgården"]),
        ("kommunens ansvar", ["Kommunen"]),
        ("inte före", []),
        ("", []),
    ],
)
def test_words_are_marked(question, marked):
    spans = highlight(TEXT, question_terms(question))
    assert [TEXT[start:end] for start, end in spans] == marked


def test_spans_are_in_order_and_apart():
    spans = highlight(TEXT * 2, question_terms("gård gångvägar kommunen"))
    assert len(spans) == 6
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
