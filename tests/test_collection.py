import pytest

from assistant.question.words import PLAIN_WEIGHT, stem, terms_of
from assistant.retrieval.collection import LEAST, MOST, learn
from tests import small_library
from tests.plans import open_library


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    with open_library(tmp_path_factory.mktemp("collection")) as library:
        yield learn(library)


def test_words_are_counted_by_passage(collection):
    assert collection.counts[stem("ensamhet")] == 2
    assert collection.passages > 10


def test_rare_words_weigh_more_than_common_ones(collection):
    assert collection.weigh("delrapport") > collection.weigh("ensamhet") > LEAST
    assert collection.weigh("säger") < collection.weigh("gångbanor")


def test_names_of_issuers_weigh_least(collection):
    assert collection.weigh("Norråkers") == LEAST


def test_words_spoken_of_anything_weigh_little_where_no_plan_has_them(collection):
    assert collection.weigh("grejer") == PLAIN_WEIGHT < collection.weigh("kvasarer")


def test_weights_stay_within_bounds(collection):
    assert all(LEAST <= collection.weigh(word) <= MOST for word in ["och", "trygghetslarm", "zzzz", "2026"])


def test_what_the_collection_holds(collection):
    assert collection.holds(terms_of("belysningen"))
    assert not collection.holds(terms_of("kvasarer"))


def test_it_is_learnt_once_per_revision(tmp_path):
    with open_library(tmp_path) as library:
        assert learn(library) is learn(library)


def test_threads_that_ask_at_once_count_once(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    from assistant.retrieval.collection import _learn

    with open_library(tmp_path) as library, ThreadPoolExecutor(4) as pool:
        before = _learn.cache_info().misses
        list(pool.map(learn, [library] * 8))
        assert _learn.cache_info().misses == before + 1


def test_whose_a_document_is_stands_where_it_opens(tmp_path):
    with small_library.open_library(tmp_path) as library:
        small_library.add(library, small_library.make_edition("rutin", ["Tallbergsskolan F–6. Rutin för frånvaro.", "Mentor ringer hem."]))
        small_library.add(
            library, small_library.make_edition("avtal", ["mellan Glupbo, Storvad och Nedanå kommuner", "Parterna delar lika."])
        )
        learnt = learn(library)
        assert learnt.openings["rutin"] == {"tallbergsskolan"}
        assert learnt.weigh("Tallbergsskolans") == LEAST < learnt.weigh("Glupbo")
