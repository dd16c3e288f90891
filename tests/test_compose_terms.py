"""What tells two words apart: both meanings."""

import pytest

from assistant.answer import ask
from tests.small_plan import open_plan

PLAN = """Glupbo kommun
Plan för rena stränder 2027–2029

1 Begrepp

Med strand avses marken närmast vattnet. Med badplats avses en strand som kommunen sköter.
Samordnaren i kansliet (strandsamordnare, SSA) svarar på frågor.

2 Arbetet

Kommunen städar varje strand två gånger om året.
Badhus och bastu kostar mer än båthus.
Bastun består av två rum med vedeldad ugn. Ett båthus är avsett för högst fyra ekor.
Ordet "bör" anger en önskan, ordet "ska" betecknar ett krav.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_plan(tmp_path_factory.mktemp("terms"), PLAN, "strander.txt") as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    ["Vad är skillnaden mellan en strand och en badplats?", "hur skiljer sig badplats från strand", "skillnad på strand och badplats?"],
)
def test_both_meanings_are_told(library, question):
    answer = ask(library, question)
    assert answer.kind == "definition"
    assert {one.quote for one in answer.citations} == {
        "Med strand avses marken närmast vattnet.",
        "Med badplats avses en strand som kommunen sköter.",
    }


def test_a_word_that_is_not_explained_is_left_to_others(library):
    assert ask(library, "Vad är skillnaden mellan strand och kaj?").kind != "definition"


def test_words_without_a_definition_are_told_by_what_they_are(library):
    answer = ask(library, "va e skillnad på bastu o båthus")
    assert {one.quote for one in answer.citations} == {
        "Bastun består av två rum med vedeldad ugn.",
        "Ett båthus är avsett för högst fyra ekor.",
    }


def test_one_sentence_may_tell_both(library):
    answer = ask(library, 'Vad är skillnaden mellan när det står "bör" och "ska"?')
    assert [one.quote for one in answer.citations] == ['Ordet "bör" anger en önskan, ordet "ska" betecknar ett krav.']
