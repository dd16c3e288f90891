"""The collection's words follow the store."""

from assistant.question.vocabulary import Words, collection_words, make_vocabulary
from tests.small_library import add, make_edition, open_library


def test_words_come_and_go_with_their_documents(tmp_path):
    with open_library(tmp_path) as library:
        assert collection_words(library).words == frozenset()
        add(library, make_edition("a", ["Snöröjning på alla vägar 2031."]))
        assert collection_words(library).words == {"snöröjning", "alla", "vägar", "mål"}
        add(library, make_edition("b", ["Cykel."]))
        library.store.withdraw("a")
        assert collection_words(library).words == {"cykel", "mål"}


def test_look_up_by_length_and_bare_spelling():
    words = make_vocabulary(["snö", "väg", "buss"])
    assert words.by_length == {3: Words(("snö", "väg"), ("sno", "vag")), 4: Words(("buss",), ("buss",))}
    assert words.accented == {"sno": "snö", "vag": "väg"}


def test_a_large_collection_is_asked_for_single_words(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.question.vocabulary.MOST_PASSAGES", 0)
    with open_library(tmp_path) as library:
        add(library, make_edition("a", ["Snöröjning i Glupbo."]))
        words = collection_words(library)
        assert words.words == frozenset()
        assert words.holds("glupbo") and not words.holds("xyzzy")
