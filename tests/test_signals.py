"""Signals: what a passage is and what a question is after."""

import pytest

from assistant.signals import Wish, find_signals, is_bare, read_wish
from corpus.records import Passage


def make(text, part="plan"):
    return Passage("a/b#0", "a", "a/b", 0, len(text), text, "text", (), None, part, None, None, 0)


@pytest.mark.parametrize(
    ("question", "wish"),
    [
        ("hur länge gäller hamnplanen?", Wish(period=True)),
        ("gäller planen fram till 2041?", Wish(period=True)),
        ("Until when is the plan valid?", Wish(period=True)),
        ("vad tyckte partierna om bron?", Wish(opinion=True)),
        ("vem röjer snö på bron?", Wish()),
        ("vad gäller för skolskjuts?", Wish()),
    ],
)
def test_what_a_question_is_after(question, wish):
    assert read_wish(question) == wish


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hamnplanen gäller under perioden 2031 till och med 2035.", 1.0),
        ("Planen avser åren 2031–2035.", 1.0),
        ("Avtalet löper t.o.m. den 31 december 2035.", 1.0),
        ("Bron byggdes 2031.", 0.0),
    ],
)
def test_periods_count_when_asked_for(text, found):
    assert find_signals(make(text), Wish(period=True))["period"] == found
    assert find_signals(make(text), Wish())["period"] == 0


def test_an_opinion_counts_against_unless_asked_for():
    assert find_signals(make("Bron är ful.", "reservation"), Wish())["opinion"] == 1
    assert find_signals(make("Bron är ful.", "reservation"), Wish(opinion=True))["opinion"] == 0
    assert find_signals(make("Bron är ful."), Wish())["opinion"] == 0


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Se https://exempel.se/bro", True),
        ("https://exempel.se/bro", True),
        ("Ada Ek", False),
        ("Läs mer om bron på www.exempel.se nu", False),
    ],
)
def test_a_link_alone_is_bare(text, bare):
    assert is_bare(text) is bare
