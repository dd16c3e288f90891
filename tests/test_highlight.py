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


@pytest.mark.parametrize(
    ("text", "question", "marked"),
    [
        ("En fri\u00adtids\u00adgård", "fritid", "fri\u00adtids\u00adgård"),
        ("Sno\u0308röjning", "snöröjning", "Sno\u0308röjning"),
        ("God \ufb01nansiering", "finansiering", "\ufb01nansiering"),
        ("REGLERNA FÖR PARKEN", "regel", "REGLERNA"),
    ],
)
def test_signs_that_folding_moves_and_stems_that_change(text, question, marked):
    assert [text[start:end] for start, end in highlight(text, question_terms(question))] == [marked]
