"""Areas: document order, filters, twins, ranking by a question."""

import pytest

from assistant.areas import contains, list_areas, rank_areas
from tests.small_library import add, make_edition, open_library

ROADS = "Plogning av cykelbanor ska gå före plogning av bilvägar."
CARE = "Utveckla anhörigstöd för den som vårdar en närstående hemma."
SCHOOL = "Ge varje elev en egen skrivplats med god belysning."
BUS = "Fler bussturer till byarna på kvällar och helger."


@pytest.fixture
def library(tmp_path):
    with open_library(tmp_path) as library:
        add(library, make_edition("norrplan", [ROADS, CARE, SCHOOL], areas=True, heading="Vardag", status="beslutad"))
        add(library, make_edition("sydplan", [BUS, CARE], areas=True, heading="Resor", status="förslag"))
        yield library


def texts(ranked):
    return [one.area.text for one in ranked]


def test_listed_in_document_order_with_twins_as_one(library):
    listed = list_areas(library)
    assert texts(listed) == [ROADS, CARE, SCHOOL, BUS]
    assert all(one.score is None for one in listed)
    assert [(one.document, one.anchor) for one in listed[1].also_in] == [("sydplan", "sydplan/mal")]


def test_every_edition_on_request(library):
    listed = list_areas(library, editions_all=True)
    assert texts(listed) == [ROADS, CARE, SCHOOL, BUS, CARE]
    assert [one.document for one in listed[4].also_in] == ["norrplan"]


def test_a_plan_alone_shows_its_own_edition(library):
    listed = list_areas(library, document="sydplan")
    assert [(one.document.id, one.area.text) for one in listed] == [("sydplan", BUS), ("sydplan", CARE)]
    assert [one.document for one in listed[1].also_in] == ["norrplan"]


def test_focus_and_group_filters_take_words_without_accents(library):
    assert texts(list_areas(library, focus="vardag")) == [ROADS, CARE, SCHOOL]
    assert texts(list_areas(library, group="for skola")) == [CARE]
    assert list_areas(library, focus="vard och omsorg") == []


@pytest.mark.parametrize(
    ("question", "area"),
    [
        ("stöd till anhöriga", CARE),
        ("det är så halt, ingen plogar", ROADS),
        ("åka hem sent", BUS),
        ("lektion", SCHOOL),
        ("anhorigstod", CARE),
    ],
)
def test_the_area_that_answers_comes_first(library, question, area):
    ranked = rank_areas(library, question, limit=3)
    assert ranked[0].area.text == area
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)


def test_ranking_is_limited_to_the_plan_asked_for(library):
    assert {one.document.id for one in rank_areas(library, "plogning", document="sydplan")} == {"sydplan"}
    assert rank_areas(library, "plogning", document=["sydplan", "norrplan"])[0].area.text == ROADS
    assert len(rank_areas(library, "plogning", limit=2)) == 2


def test_an_empty_question_lists(library):
    assert rank_areas(library, " ?") == list_areas(library)


def test_a_new_generation_renews_the_register(library):
    assert rank_areas(library, "skidspår")[0].area.text != "Spåra skidspår varje morgon i alla tätorter."
    add(library, make_edition("norrplan", ["Spåra skidspår varje morgon i alla tätorter."], areas=True, generation="g2"))
    assert rank_areas(library, "skidspår")[0].area.text == "Spåra skidspår varje morgon i alla tätorter."


def test_areas_are_ranked_by_words_without_an_encoder(tmp_path):
    with open_library(tmp_path, encoder=False) as library:
        add(library, make_edition("norrplan", [ROADS, CARE, SCHOOL], areas=True))
        assert rank_areas(library, "cykelbana")[0].area.text == ROADS


def test_contains_needs_every_word():
    assert contains("För samtliga verksamheter (socialtjänst)", "socialtjanst samtliga")
    assert not contains("För skolan", "skolan vård")
    assert contains("", None)
