"""Search: arms, filters before twins, generations, highlights, reasons, the same answer every time."""

from dataclasses import replace

import pytest

from assistant.retrieval.search import search
from corpus.records import Filters
from tests.small_library import add, make_edition, open_library

CARE = "Kommunen ska erbjuda anhörigstöd till den som vårdar en närstående."
SNOW = "Plogning av gångbanor görs före klockan sju."
TRAIN = "Resor med tåg går före resor med flyg."
SCHOOL = "Varje elev ska ha en egen skrivplats."


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path) as library:
        add(library, make_edition("vinterplan", [SNOW, TRAIN], kind="plan", status="gällande"))
        add(library, make_edition("omsorgsplan", [CARE, SCHOOL], kind="program"))
        yield library


def texts(result):
    return [hit.passage.text for hit in result.hits]


def test_words_find_inflections_compounds_and_bare_letters(library):
    for question in ("anhörigstödet", "stöd för anhöriga", "anhorigstod", "anhörig stöd", "anhörgistöd"):
        assert texts(search(library, question))[0] == CARE, question


def test_meaning_finds_what_shares_no_word(library):
    first = search(library, "halka").hits[0]
    assert first.passage.text == SNOW
    assert first.arms["dense"] == pytest.approx(1.0) and first.arms["sparse"] == 0.0


class LastFirst:
    """A reranker that likes one text."""

    def __init__(self, text):
        self.text = text

    def scores(self, question, texts):
        return [float(text.endswith(self.text)) for text in texts]


def test_a_reranker_adds_its_arm(library):
    before = search(library, "resor elev tåg skola").hits
    hits = search(replace(library, reranker=LastFirst(before[-1].passage.text)), "resor elev tåg skola").hits
    scores = {hit.passage.id: hit.score for hit in hits}
    assert scores[before[-1].passage.id] == pytest.approx(before[-1].score + 1)
    assert scores[before[0].passage.id] == before[0].score
    assert [hit.arms["reranker_adds"] for hit in hits if hit.passage.id == before[-1].passage.id] == [1.0]
    assert list(scores.values()) == sorted(scores.values(), reverse=True)


def test_highlights_are_the_questions_words_in_the_passage(library):
    hit = search(library, "anhoriga").hits[0]
    assert [hit.passage.text[start:end] for start, end in hit.highlights] == ["anhörigstöd"]


def test_filters_limit_documents_and_kinds(library):
    assert {hit.document.id for hit in search(library, "resor elev", Filters(documents=("omsorgsplan",))).hits} == {"omsorgsplan"}
    assert {hit.document.id for hit in search(library, "resor elev", Filters(kinds=("plan",))).hits} == {"vinterplan"}


def test_the_limit_is_told(library):
    result = search(library, "resor elev tåg skola", limit=1)
    assert len(result.hits) == 1
    assert {one.reason for one in result.rejected} == {"limit"}


def test_empty_and_wordless_questions_find_nothing(library):
    for question in ("", "   ", "?!", "\u200b"):
        assert search(library, question).hits == ()


def test_twins_are_one_hit_and_the_one_in_force_is_cited(library):
    add(library, make_edition("forslag", [SNOW], status="förslag"))
    result = search(library, "plogning")
    assert result.hits[0].document.id == "vinterplan"
    assert [(one.document, one.anchor) for one in result.hits[0].also_in] == [("forslag", "forslag/mal")]
    assert [one.reason for one in result.rejected if one.passage_id.startswith("forslag")] == ["twin"]


def test_filters_come_before_twins(library):
    add(library, make_edition("forslag", [SNOW], status="förslag"))
    hit = search(library, "plogning", Filters(documents=("forslag",))).hits[0]
    assert hit.document.id == "forslag"
    assert [one.document for one in hit.also_in] == ["vinterplan"]


def test_points_of_a_generation_that_is_not_shown_are_dropped(library):
    from corpus.library import make_points

    coming = make_edition("vinterplan", ["Plogning görs inte alls."], generation="g2")
    library.index.upsert(make_points(coming.passages, coming.document, library))
    assert texts(search(library, "plogning"))[0] == SNOW
    assert "Plogning görs inte alls." not in texts(search(library, "plogning"))


def test_the_same_question_gives_the_same_answer(library):
    add(library, make_edition("a", ["Samma text om cykel här."]))
    first = search(library, "cykel elev tåg")
    for _ in range(5):
        again = search(library, "cykel elev tåg")
        assert (again.hits, again.rejected) == (first.hits, first.rejected)


def test_without_an_encoder_words_alone_answer(tmp_path):
    with open_library(tmp_path, encoder=False) as library:
        add(library, make_edition("vinterplan", [SNOW, TRAIN]))
        assert texts(search(library, "plogas gångbanor"))[0] == SNOW
        assert "dense" not in search(library, "plogning").hits[0].arms


def test_a_corrected_word_is_told(library):
    assert search(library, "anhörgistöd").notices == ("Läste ”anhörgistöd” som ”anhörigstöd”.",)
    assert search(library, "anhörigstöd").notices == ()
