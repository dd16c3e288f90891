"""The analyser: which words of a question meet which words of a passage, and vectors that depend on the passage alone."""

import math

import pytest

from corpus.analysis import forms, passage_vector, question_terms, question_vector, stem, term_number, tokens
from corpus.points import find_sparse_fault
from corpus.records import Passage

NUMBERS = [2390252500, 924000151]  # of "cykel" and "snö": blake2b, 4 bytes, big-endian; an index made by one release must serve the next


def make(text, path=(), lead=None):
    return Passage("a/b#0-1", "a", "a/b", 0, len(text), text, "text", path, lead, "plan", None, None, 0)


def meet(question, passage):
    """The dot product of a question and a passage, without rarity."""
    left, right = question_vector(question), passage_vector(make(passage))
    weights = dict(zip(right.indices, right.values, strict=True))
    return sum(value * weights.get(index, 0.0) for index, value in zip(left.indices, left.values, strict=True))


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("cyklar", "Varje cykel ska ha plats."),
        ("fritidsgard", "Varje fritidsgård hålls öppen."),
        ("fritid gård", "Varje fritidsgård hålls öppen."),
        ("fritidsgård", "En gård för all fritid."),
        ("plan för kompetensförsörjning", "En kompetensförsörjningsplan tas fram."),
        ("kompetensförsörjningsplan", "En plan tas fram för kompetensförsörjning."),
        ("dnr 2031/77", "Diarienummer KS 2031/77."),
        ("sn\u00adö", "Mycket snö."),
        ("SNÖ", "Mycket snö."),
    ],
)
def test_question_and_passage_meet(question, passage):
    assert meet(question, passage) > 0


def test_the_word_itself_beats_its_parts_and_its_bare_form():
    exact, parts, bare = meet("fritidsgård", "Fritidsgård."), meet("gård", "Fritidsgård."), meet("fritidsgard", "Fritidsgård.")
    assert exact > parts > 0 and exact > bare > 0


def test_stop_words_carry_nothing():
    assert question_vector("vad är det som ska vara och när?").indices == ()
    assert forms("och") == ()


def test_forms_are_weighted():
    assert dict(forms("fritidsgård")) == {"fritidsgård": 1.0, "fritid": 0.5, "gård": 0.5, "fri": 0.3, "tid": 0.3, "fritidsgard": 0.3}
    assert dict(forms("2031/77")) == {"2031/77": 1.0, "2031": 0.5, "77": 0.5}


def test_neighbours_are_joined_in_questions_only():
    assert stem("trygghetslarm") in question_terms("trygghet larm")
    assert stem("trygghetslarm") not in question_terms("trygghet och larm")


def test_headings_and_leads_count_less_than_text():
    def weight(passage):
        vector = passage_vector(passage)
        return dict(zip(vector.indices, vector.values, strict=True)).get(term_number("cykel"), 0.0)

    text, lead, path = weight(make("Cykel.")), weight(make("Buss.", lead="Cykel:")), weight(make("Buss.", path=("Cykel",)))
    assert text > lead > 0 and text > path > 0


def test_repetition_saturates_and_length_holds_back():
    once, thrice = passage_vector(make("cykel")), passage_vector(make("cykel cykel cykel"))
    assert once.values[0] < thrice.values[0] < 2.2
    long = passage_vector(make("cykel " + "buss " * 60))
    long = dict(zip(long.indices, long.values, strict=True))
    assert long[term_number("cykel")] < once.values[0]


@pytest.mark.parametrize("text", ["", "   ", "?!", "och det", "12 12 12", "å" * 5000, "𝔘nicode ½ ² ﬃ", "a-b/c:d"])
def test_vectors_are_always_well_formed(text):
    for vector in (passage_vector(make(text)), question_vector(text)):
        assert find_sparse_fault(vector) is None
        assert all(value > 0 and math.isfinite(value) for value in vector.values)


def test_tokens_stand_where_they_say():
    text = "Snö, is."
    assert [(token.surface, text[token.start : token.end]) for token in tokens(text)] == [("snö", "Snö"), ("is", "is")]


def test_term_numbers_never_change():
    assert [term_number(term) for term in ("cykel", "snö")] == NUMBERS


@pytest.mark.parametrize(
    "words",
    [
        "cykel cyklar cyklarna",
        "syster systrar",
        "regel regler",
        "vapen vapnen",
        "vinter vintrar vintern",
        "barn barnen barns",
        "hinder hindra",
    ],
)
def test_inflections_have_one_stem(words):
    assert len({stem(word) for word in words.split()}) == 1
