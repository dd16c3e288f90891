"""An editor puts a word right on the page; nobody else can."""

import pytest

from api.page.correct import find_words
from corpus.errors import BadRequest
from tests.keyed import Keyed

ANCHOR = "vinter/vinterplan-for-skogsby/vagar"


@pytest.fixture
def keyed(tmp_path):
    made = Keyed(tmp_path / "data")
    made.ingest(tmp_path / "plan.md", document_id="vinter")
    yield made
    made.close()


def test_a_word_is_put_right_and_stays_so(keyed):
    words = {"anchor": ANCHOR, "quote": "det ar halt", "replacement": "det är halt"}
    response = keyed.client("editor").post("/rattelse", data=words, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, f"/s/{ANCHOR}?corrected=1")
    keyed.run_jobs()
    assert "när det är halt" in keyed.library.store.section(ANCHOR).text


def test_a_place_may_be_named(keyed):
    start = keyed.library.store.section(ANCHOR).text.index(" ar ") + 1
    words = {"anchor": ANCHOR, "quote": "ar", "start": start, "end": start + 2, "replacement": "är"}
    keyed.client("editor").post("/rattelse", data=words, follow_redirects=False)
    keyed.run_jobs()
    assert "när det är halt" in keyed.library.store.section(ANCHOR).text


@pytest.mark.parametrize("role", [None, "reader"])
def test_a_reader_corrects_nothing(keyed, role):
    response = keyed.client(role).post("/rattelse", data={"anchor": ANCHOR, "quote": "det ar", "replacement": "x"})
    assert response.status_code == 403 and keyed.library.store.corrections(keyed.library.store.document("vinter").file_hash) == ()


@pytest.mark.parametrize(("quote", "place"), [("saknas", "inte i avsnittet"), ("", "inte i avsnittet"), ("och", "på 2 ställen")])
def test_words_must_stand_once(quote, place):
    with pytest.raises(BadRequest, match=place):
        find_words("gator och torg och vägar", quote)


def test_a_place_that_is_no_number_is_refused(keyed):
    words = {"anchor": ANCHOR, "quote": "ar", "start": "x", "end": "y", "replacement": "är"}
    assert keyed.client("editor").post("/rattelse", data=words).status_code == 422


def test_only_those_who_may_correct_see_the_forms(keyed):
    address = "/s/skogsby-plan/samtal"
    shown = keyed.client("editor").get(address).text
    assert shown.count('action="/rattelse"') == 2 and "erbjucla" in shown and "marginal 2,0" in shown
    assert "/rattelse" not in keyed.client("reader").get(address).text
    assert "/rattelse" not in keyed.client("editor", "annan", "annan-nyckel").get(address).text
