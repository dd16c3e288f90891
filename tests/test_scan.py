"""Sentences of a document found in one text of them all: the same as sentence by sentence."""

import re

import pytest

from assistant.compose import contact, overview, scope, sources, status, theme
from assistant.compose.deed import TO_A_PLAN, words_of
from assistant.question.words import fold
from assistant.retrieval import scan
from assistant.retrieval.kept import find_notes
from assistant.retrieval.scan import find_sections, find_sentences, let_go, read_document
from corpus.records import OPINION_PARTS
from corpus.sentences import split_sentences
from tests import plans

PATTERNS = (
    *(pattern for one in theme.THEMES for pattern in one.says),
    *overview.PURPOSES,
    *overview.GOALS,
    *(scope.RULE, scope.FOR_ALL, contact.TELLS, contact.LABEL, status.DECIDES, status.PROPOSES, sources.BASIS, sources.RELATED),
    *map(words_of, sorted(TO_A_PLAN)),
    *map(re.compile, (r"^programmet\b", r"\d{4}\.$", r"\W*$", r"^\w+ .*\bska\b", r"(?<!\w )\bnamnden\b", r"och(?!.*\bpolis)")),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with plans.open_library(tmp_path_factory.mktemp("scan")) as library:
        yield library.store


def one_by_one(store, document_id, pattern):
    """As it is meant."""
    own = (section for section in store.sections(document_id) if section.part not in OPINION_PARTS)
    spans = ((section, *span) for section in own for span in split_sentences(section.text))
    return [(section, start, end) for section, start, end in spans if pattern.search(fold(section.text[start:end]))]


@pytest.mark.parametrize("window", [1, 100, scan.WINDOW])
def test_each_pattern_finds_the_same_as_sentence_by_sentence(store, window, monkeypatch):
    monkeypatch.setattr(scan, "WINDOW", window)
    found = 0
    for document in store.documents():
        for pattern in PATTERNS:
            told = find_sentences(store, document.id, (pattern,))
            assert told == one_by_one(store, document.id, pattern), pattern.pattern
            found += len(told)
    assert found > 30


def test_of_two_patterns_each_sentence_comes_once_in_order(store):
    (first, *_) = store.documents()
    both = find_sentences(store, first.id, (re.compile(r"\boch\b"), re.compile(r"\bi\b")))
    assert both == one_by_one(store, first.id, re.compile(r"\boch\b|\bi\b"))
    assert [one.order for one in find_sections(store, first.id, (re.compile(r"\boch\b"),))] == sorted(
        {one[0].order for one in both if "och" in fold(one[0].text[one[1] : one[2]]).split()}
    )


def test_a_long_document_is_not_kept_in_memory(store, monkeypatch):
    monkeypatch.setattr(scan, "LONG", 1)
    (first, *_) = store.documents()
    let_go(store, first.id)
    assert read_document(store, first.id) == store.sections(first.id)
    assert find_sentences(store, first.id, (re.compile("narstaende"),))
    assert {scan.SECTIONS, scan.SENTENCES} <= find_notes(store, first.id).keys()
    let_go(store, first.id)
    assert not {scan.SECTIONS, scan.SENTENCES} & find_notes(store, first.id).keys()
