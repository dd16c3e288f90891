"""Signals: what a passage is and what a question is after."""

import pytest

from assistant.retrieval.signals import Wish, find_signals, is_bare, read_wish
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
    found = read_wish(question)
    assert (found.period, found.opinion) == (wish.period, wish.opinion)


@pytest.mark.parametrize(
    ("question", "text", "answers"),
    [
        ("får jag fiska från bron?", "Ja, hela året.", 1.0),
        ("jag flyttar i maj, måste jag anmäla det?", "Nej. Hamnen får veta det ändå.", 1.0),
        ("vem får fiska från bron?", "Ja, alla får det.", -1.0),
        ("fiske bron", "Ja, alla får det.", 0.0),
        ("hur ofta rensas kajen?", "Kajen rensas två gånger om året, sedan var tredje månad.", 0.5),
        ("hur ofta rensas kajen?", "Kajen rensas vid behov.", 0.0),
        ("vad kostar en båtplats?", "Platsen är kostnadsfri.", 0.5),
        ("när öppnar hamnen?", "Hamnen öppnar i april.", 0.5),
        ("vem öppnar hamnen?", "Hamnen öppnar i april.", 0.0),
    ],
)
def test_the_form_of_an_answer(question, text, answers):
    assert find_signals(make(text), read_wish(question))["answers"] == answers


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
