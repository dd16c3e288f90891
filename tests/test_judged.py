"""The hand-judged statements: the share is told with its interval, and every quote still stands where it was judged."""

import json

import pytest

from corpus.errors import BadRequest
from eval.gold import fold_text
from eval.judged import JUDGED, Judgement, estimate_support, find_moved, make_judgement, read_judgements, write_judged
from tests.plans import editions


class OnePage:
    """A section as gold.py keeps it."""

    def __init__(self, section):
        self.section, self.folded = section, fold_text(section.text)


def judgement(quote, anchor="norroker/organisation", supported=True):
    return Judgement("Vem?", quote, quote, anchor, True, supported, "Ordagrant.", 1)


def test_two_hundred_statements_were_judged_and_nearly_all_are_borne():
    judged = read_judgements()
    assert len(judged) == 200
    assert estimate_support(judged).value >= 0.97
    assert len({(one.question, one.statement, one.anchor) for one in judged}) == 200


def test_a_verbatim_statement_is_its_quote():
    assert all(one.statement == one.quote for one in read_judgements(JUDGED) if one.verbatim)


def test_a_quote_that_the_document_no_longer_has_is_told():
    pages = [OnePage(section) for section in editions()[0].sections]
    stands, gone = judgement("Tekniska nämnden ansvarar för belysningen."), judgement("Tekniska nämnden ansvarar för bron och dess räcken.")
    assert find_moved([stands, gone], pages) == [gone]


def test_the_report_names_what_is_not_borne():
    text = write_judged([judgement("Ett."), judgement("Två.", supported=False)], [judgement("Ett.")])
    assert text.startswith("Stöds av sitt citat: 0.500")
    assert "Två. – Ordagrant." in text
    assert "står inte längre i norroker/organisation" in text
    assert write_judged([], []) == "Inga bedömda påståenden."


@pytest.mark.parametrize("row", [{"question": "Vem?"}, {"judgement": 2}])
def test_a_line_that_lacks_something_is_told_by_number(row):
    fields = dict.fromkeys(("question", "statement", "quote", "anchor", "verbatim", "reason"), "x") | row
    with pytest.raises(BadRequest, match="Rad 7"):
        make_judgement(json.dumps(fields if "judgement" in row else row), 7)
