"""The promises that can be seen on the bundled documents: every quote is a slice of its section, every gold quote is found, answers repeat."""

import json

import pytest

from assistant.answer import ask
from corpus.library import Library
from eval.areaset import AREAS
from eval.bundled import bundled_settings, ingest_bundled
from eval.gold import load_sections, resolve_questions
from eval.questionset import DEVELOPMENT, read_questions
from eval.run import find_unstable

QUESTIONS = read_questions(DEVELOPMENT)


@pytest.fixture(scope="module")
def library():
    with bundled_settings() as settings, Library.open(settings, child=False) as opened:
        ingest_bundled(opened)
        yield opened


@pytest.fixture(scope="module")
def answers(library):
    return [(question, ask(library, question.question, question.history)) for question in QUESTIONS]


def test_every_passage_is_a_slice_of_its_section(library):
    for document in library.store.documents():
        for passage in library.store.document_passages(document.id):
            assert library.store.section(passage.anchor).text[passage.start : passage.end] == passage.text


def test_every_quote_is_a_slice_of_its_section(library, answers):
    cited = [citation for _, answer in answers for citation in answer.citations]
    assert len(cited) > len(QUESTIONS) / 2
    for citation in cited:
        assert library.store.section(citation.anchor).text[citation.start : citation.end] == citation.quote
        source = library.store.source_text(citation.document.id, citation.source_ranges[0][0], citation.source_ranges[-1][1])
        assert source.strip()


def test_statements_cite_what_is_cited_and_verbatim_ones_are_in_it(answers):
    for question, answer in answers:
        quotes = {citation.number: citation.quote for citation in answer.citations}
        for statement in answer.statements:
            assert set(statement.citations) <= set(quotes), question.id
            if statement.verbatim:
                assert any(statement.text in quotes[number] for number in statement.citations), question.id


def test_every_answerable_question_has_its_gold_in_the_corpus(library):
    targets, problems = resolve_questions(QUESTIONS, load_sections(library.store))
    assert [str(problem) for problem in problems if problem.fatal] == []
    assert all(all(places) for places in targets.values())


def test_the_same_question_gives_the_same_answer(library):
    assert find_unstable(library, QUESTIONS[::5]) == ()


def test_every_area_is_in_the_register_under_its_focus_area(library):
    wanted = {(row["document"], row["focus_area"], row["area"]) for row in map(json.loads, AREAS.read_text(encoding="utf-8").splitlines())}
    found = {(area.document, area.focus_area, area.text) for area in library.store.areas()}
    assert len(wanted) == 54
    assert wanted - found == set()


def test_opinions_never_feed_the_register(library):
    opinions = {
        section.anchor
        for document in library.store.documents()
        for section in library.store.sections(document.id)
        if section.part == "särskilt uttalande"
    }
    assert opinions
    assert not [area for area in library.store.areas() if area.anchor in opinions]
