"""A model's statement may shorten and move, never exchange: small words, words that stand elsewhere in the quote, words of the heading."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.checks.grounding import MET, find_faults, locate
from assistant.checks.small_words import count_opening, judge_small_words
from assistant.question.words import STOP, WORD, content_words, fold, match_word, stem, terms_of
from corpus.sentences import split_sentences
from tests.plans import editions

QUOTE = "Gatukontoret ska före den första oktober lämna en plan för gång- och cykelvägar från skolan till torget, till nämnden eller rådet."
GOOD = [
    ("Rådet består av två rektorer, en polis och en präst.", "Rådet består av två rektorer och en polis.", ""),
    ("Rådet leds av kommundirektören.", "Enligt planen leds rådet av kommundirektören.", ""),
    ("Rådet leds av kommundirektören.", "Planen anger att rådet leds av kommundirektören.", ""),
    ("ge stöd till anhöriga", "Socialtjänsten ska ge stöd till anhöriga.", "Socialtjänsten ska:"),
    ("Nämnden lämnar i mars en rapport till kommunstyrelsen om trygghet i hemmet.", "Nämnden lämnar en rapport till kommunstyrelsen.", ""),
    ("Nämnden lämnar i mars en rapport till kommunstyrelsen.", "I mars lämnar nämnden en rapport till kommunstyrelsen.", ""),
]
BAD = [
    (QUOTE.replace("före", "efter"), "efter"),
    (QUOTE.replace("från skolan till", "till skolan från"), "fran"),
    (QUOTE.replace("eller", "och"), "och"),
    (QUOTE.replace("för gång", "utan gång"), "utan"),
    (QUOTE.replace("en plan för", "en plan med"), "med"),
    (QUOTE.replace("lämna", "torget"), "torg"),
    (QUOTE.replace("den första", "varje"), "varje"),
]


@pytest.mark.parametrize(("quote", "statement", "around"), GOOD)
def test_shortening_moving_and_telling_of_the_source_hold(quote, statement, around):
    assert judge_small_words(statement, quote, around) == []


@pytest.mark.parametrize(("statement", "word"), BAD)
def test_an_exchanged_word_is_noticed(statement, word):
    assert any(word in one.split() for one in judge_small_words(statement, QUOTE, ""))


def test_only_words_about_a_source_are_an_opening():
    assert count_opening(["enligt", "planen", "ska"]) == 2
    assert count_opening(["galler", "det", "planen", "att"]) == 4
    assert count_opening(["galler", "kommunen"]) == count_opening(["enligt", "kommunen"]) == 0


def test_words_of_the_heading_may_begin_a_statement_and_no_more():
    assert judge_small_words("Rådet leds av rektor.", "leds av rektor", "Rådet") == []
    assert judge_small_words("leds av rektor Rådet", "leds av rektor", "Rådet")


SECTIONS = [section for edition in editions() for section in edition.sections]
SENTENCES = [(one, *span) for one in SECTIONS for span in split_sentences(one.text) if len(one.text[slice(*span)].split()) >= 4]
VOCABULARY = sorted({word for one in SECTIONS for word in WORD.findall(one.text)} | {word for word in STOP if len(word) > 1})


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SENTENCES), st.integers(0, 60), st.sampled_from(VOCABULARY))
def test_a_statement_with_one_word_exchanged_is_never_accepted(row, place, other):
    section, start, end = row
    quote = section.text[start:end]
    first, last = [found.span() for found in WORD.finditer(quote)][place % len(WORD.findall(quote))]
    assume(stem(other) != stem(quote[first:last]) and fold(other) != fold(quote[first:last]))
    akin = content_words(other, lambda _: 1.0)
    assume(not akin or match_word(akin[0], terms_of(quote)) < MET or stem(other) in terms_of(quote).whole)  # another form or part of one
    assert find_faults(quote[:first] + other + quote[last:], section, (start, end), None)
    assert not find_faults(quote, section, (start, end), None)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SENTENCES), st.integers(0, 200), st.integers(3, 40), st.sampled_from([" ", "\n", "  ", "\u00a0"]))
def test_every_cut_of_three_words_or_more_is_found(row, place, count, gap):
    section, start, end = row
    words = section.text[start:end].split()
    first = place % max(1, len(words) - 2)
    cut = words[first : first + count]
    found = locate(section, (start, end), gap.join(cut))
    assert found is not None and start <= found[0] < found[1] <= end
    assert section.text[slice(*found)].split() == cut
