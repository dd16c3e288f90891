"""Everyday phrases in official words: longest first, the rest of the question untouched."""

from assistant.question.phrases import find_phrases, name_typed, put_officially, read_phrases, tie_phrases
from assistant.question.words import content_words, stem


def test_a_phrase_of_several_words_is_put_in_official_words():
    assert put_officially("Ska vi kolla läget varje år?") == "Ska vi följa upp årligen?"


def test_words_that_only_resemble_a_phrase_stay():
    assert put_officially("Vi kollar lägenheten varje årstid") == "Vi kollar lägenheten varje årstid"


def test_the_longest_phrase_wins():
    assert put_officially("vad händer på halva vägen?") == "vad händer vid halvtidsuppföljning?"


def test_no_phrase_is_its_own_answer():
    instead, _ = read_phrases()
    assert instead and all(phrase != official for phrase, official in instead.items())


def test_phrases_are_found_as_they_were_typed():
    assert find_phrases("Ska vi Kolla läget i hamnen?") == "Kolla läget"
    assert find_phrases("Vem röjer snö?") == ""


def test_a_refusal_names_what_was_typed():
    assert name_typed("Kan vi kolla läget här?", "följa") == "kolla läget"
    assert name_typed("Kan vi följa den?", "följa") == "följa"
    assert name_typed("Kan vi bygga den?", "bro") == "bro"


def test_words_of_a_phrase_are_met_by_the_official_ones():
    words = tie_phrases(content_words("unga som mår dåligt", lambda _: 1.0), "unga som mår dåligt")
    assert [(word.surface, stem("ohälsa") in word.others) for word in words] == [("unga", False), ("mår", True)]


def test_who_does_it_may_stand_after_the_verb():
    assert put_officially("hur ofta kollar man läget?") == "hur ofta följer man upp?"
    assert put_officially("Kollar vi taket?") == "Kollar vi taket?"
