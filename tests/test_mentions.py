"""Names that only some documents speak of."""

from collections import Counter

import pytest

from assistant.question.mentions import find_called, find_mentions
from assistant.question.vocabulary import find_speaker, holding_documents
from tests.small_library import add, make_edition, open_library

TEXTS = {"a": {"glupbo", "plogning"}, "b": {"storvad", "plogning"}, "c": {"plogning", "polisen"}}


def hold(word):
    return tuple(name for name, words in TEXTS.items() if word in words)


def names(question, known=()):
    return [(ids, question[slice(*span)]) for ids, span in find_mentions(question, known, hold, len(TEXTS))]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("När plogas det i Glupbo?", [(("a",), "Glupbo")]),
        ("glupbos plogning, vem sköter den", [(("a",), "glupbos")]),  # letters that no Swedish knows need no capital
        ("Plogning sköts av vem?", []),  # begins a sentence
        ("Jämför Glupbo och Storvad", [(("a",), "Glupbo"), (("b",), "Storvad")]),
        ("Vad gör Polisen?", []),  # a common word
        ("Vad står om GLUPBO?", []),  # capitals tell nothing
    ],
)
def test_names_are_told_by_capital_or_by_being_no_swedish(question, found):
    assert names(question) == found


def test_what_names_a_plan_already_is_left_alone():
    assert names("planen i Glupbo", [(9, 15)]) == []


def test_a_name_that_most_documents_have_tells_none_apart():
    assert find_mentions("bor i Glupbo", (), lambda _: ("a", "b"), 3) == []


@pytest.mark.parametrize("most", [10_000, 0])
def test_who_holds_a_word(tmp_path, monkeypatch, most):
    monkeypatch.setattr("assistant.question.vocabulary.MOST_PASSAGES", most)
    with open_library(tmp_path) as library:
        add(library, make_edition("a", ["Snöröjning i Glupbo."]))
        add(library, make_edition("b", ["Snöröjning i Storvad."]))
        assert holding_documents("glupbo", library) == ("a",)
        assert holding_documents("xyzzy", library) == ()


def test_a_common_noun_in_small_letters_is_no_name():
    held = lambda word: ("a",)  # noqa: E731 - one document has them all
    assert find_mentions("hur ofta träffas byalagen", (), held, 3) == []
    assert find_mentions("får man åka ambulanshelikopter", (), held, 3) == []
    assert [span for _, span in find_mentions("vem plogar i glupbo", (), held, 3)] == [(13, 19)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Får jag plöja enligt plogningsplanen?", (("b",), "plogningsplanen")),  # nobody has the word; b is full of its subject
        ("vad säger snörmakeriprogrammet om lön", (("c",), "snörmakeriprogrammet")),  # only c has the word
        ("Ska plogningsplanen följas upp?", None),  # the plan is what is asked about
        ("vad står i parkplanen", None),
    ],
)
def test_a_plan_called_by_its_subject_is_the_one_full_of_it(question, found):
    known = {"plogning*": ("b",), "snörmakeriprogrammet": ("c",)}
    called = find_called(question, lambda word: known.get(word, ()))
    assert (called and (called[0], question[slice(*called[1])])) == found


def test_who_speaks_of_a_subject_stands_out():
    documents = {("a", "1"): Counter(plogning=2, plogbil=7), ("b", "1"): Counter(plogning=3), ("c", "1"): Counter(torg=5)}
    assert find_speaker("plog", documents) == ("a",)
    assert find_speaker("plogning", documents) == ()
    assert find_speaker("torget", documents) == ()


def test_an_s_may_be_of_a_short_subject_itself():
    found = find_called("underlag till glusplanen", lambda word: ("b",) if word == "glus*" else ())
    assert found is not None
    assert found[0] == ("b",)
