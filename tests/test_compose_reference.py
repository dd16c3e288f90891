"""Where a plan points elsewhere, and whether that is in the collection."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.answer import inquire
from assistant.compose.reference import compose_reference, is_held, is_named
from assistant.question.understand import read_question
from corpus.records import Reference
from tests.plans import open_library


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_library(tmp_path_factory.mktemp("references")) as opened:
        yield opened


def inquiry_about(library, question):
    return inquire(library, read_question(question, [], library.store.documents(), None), date(2026, 1, 1))


def pointing(inquiry, target, document=None):
    found = next(one for one in inquiry.evidence if "Rutin" in one.text)
    return Reference("r", found.section.document, found.section.anchor, found.start, found.end, found.text, target, target, document)


def texts(draft):
    return [line.text for line in draft.lines]


def test_a_document_that_is_not_there_is_said_not_to_be(library, monkeypatch):
    inquiry = inquiry_about(library, "var finns rutinen för trygghetsmätning?")
    row = pointing(inquiry, "Rutin för trygghetsmätning (RTM)")
    monkeypatch.setattr(type(library.store), "references", lambda self, ids=None: (row,))
    shown = texts(compose_reference(inquiry))
    assert "Måtten beskrivs i Rutin för trygghetsmätning (RTM)." in shown
    assert shown[-1] == "Dokumentet finns inte i samlingen."


def test_one_that_is_resolved_or_shares_a_title_is_not_denied(library):
    inquiry = inquiry_about(library, "var finns rutinen för trygghetsmätning?")
    title = inquiry.collection.documents[0].title
    assert is_held(inquiry, pointing(inquiry, "Rutin", inquiry.collection.documents[0].id))
    assert is_held(inquiry, pointing(inquiry, title))
    assert not is_held(inquiry, pointing(inquiry, "Rutin för trygghetsmätning"))


def test_only_what_the_question_names_counts(library):
    inquiry = inquiry_about(library, "var finns rutinen för trygghetsmätning?")
    row = pointing(inquiry, "Rutin för trygghetsmätning")
    assert is_named(inquiry, row)
    assert not is_named(inquiry, replace(row, target="skollagen"))
