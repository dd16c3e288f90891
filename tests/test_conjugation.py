"""Words that no list of verbs holds -> the verbs they are forms of."""

import pytest

from eval.registers import Case, make_section
from ingest.registers.conjugation import guess_passive, guess_present, guess_reading
from ingest.registers.responsibilities import read_responsibilities
from ingest.registers.verbs import tokenize


@pytest.mark.parametrize(
    ("word", "infinitive"),
    [("levererar", "leverera"), ("övertar", "överta"), ("förser", "förse"), ("fullgör", "fullgöra"), ("processleder", "processleda"),
     ("mäter", "mäta"), ("patrullerar", "patrullera")],
)  # fmt: skip
def test_present_tense_is_told_by_its_ending(word, infinitive):
    assert guess_present(word) == infinitive


@pytest.mark.parametrize(
    "word", ["insatser", "dator", "under", "över", "större", "kontor", "växer", "tycker", "hänger", "bygget", "lärare"]
)
def test_other_words_and_states_are_none(word):
    assert guess_present(word) is None


def test_passive_and_particles():
    assert (guess_passive("aktiveras"), guess_passive("mäts"), guess_passive("kommuns")) == ("aktivera", "mäta", None)
    text = "bryter ner målen"
    reading = guess_reading(tokenize(text, (0, len(text))), 0)
    assert (reading.verb.register, reading.passive, text[slice(*reading.after)]) == ("bryta ner", False, "ner")


def rows(text):
    return [(row.actor, row.verb, row.task) for row in read_responsibilities([make_section(Case(text, "Avsnitt", ()))])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fyrvaktaren snöröjer piren.", [("Fyrvaktaren", "snöröja", "piren")]),
        ("Hamnchefen vinterförvarar bojarna och putsar lyktorna.",
         [("hamnchefen", "vinterförvara", "bojarna"), ("hamnchefen", "putsa", "lyktorna")]),
        ("Hamnkontoret snickrar nya bryggor och oljar in dem varje vår.",
         [("hamnkontoret", "snickra", "nya bryggor"), ("hamnkontoret", "olja in", "nya bryggor")]),
        ("I mars stämmer hamnchefen av läget med varvet.", [("hamnchefen", "stämma av", "läget med varvet")]),
        ("Hamnkontoret växer snabbt.", []),
        ("Bojarna målas av hamnkontoret.", [("hamnkontoret", "måla", "Bojarna")]),
        ("4.1.2 Hamnkontoret målar bojarna.", [("hamnkontoret", "måla", "bojarna")]),
        ("Figuren visar hamnen och målar upp en bild.", []),
    ],
)  # fmt: skip
def test_a_verb_is_read_where_it_stands_by_its_subject(text, found):
    assert rows(text) == found
