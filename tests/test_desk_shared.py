"""The desk of a running service: what is given again, and what must be found anew. Without answering processes, which test_answerers has."""

from datetime import date

import pytest

from api.desk_choices import SearchChoice
from api.guards.place import placed_under
from api.service import desk_shared
from api.service.desk_shared import SharedDesk, simplify
from assistant.records import Turn
from corpus.errors import BadRequest, IndexUnavailable
from ingest.pipeline import ingest_file
from tests import plans

QUESTION = "Vem ansvarar för uppföljningen?"


@pytest.fixture
def library(tmp_path):
    with plans.open_library(tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(library, monkeypatch):
    made = []
    desk = SharedDesk(library)
    own = desk._make
    monkeypatch.setattr(desk, "_make", lambda *call: made.append(call[0]) or own(*call))
    desk.made = made
    return desk


def ids(found):
    """Of the documents that were found."""
    return {hit["document"]["id"] for hit in found["hits"]}


def test_the_same_question_is_answered_once_however_it_is_typed(desk):
    first = desk.encode_ask(QUESTION, mode="extract")
    assert desk.encode_ask(f"  {QUESTION}\n") == first == desk.recall_ask(QUESTION) and desk.made == ["ask"]
    assert desk.ask(QUESTION)["record_id"] and len(desk.made) == 1


def test_whatever_an_answer_depends_on_tells_questions_apart(desk):
    some = desk.documents()[0]["id"]
    calls = [
        (QUESTION,),
        (QUESTION.lower(),),
        (QUESTION, [Turn("Vad är SIP?", "")]),
        (QUESTION, [Turn("Vad är SIP?", "En plan.")]),
        (QUESTION, (), [some]),
        (QUESTION, (), None, "generate"),
    ]
    for call in calls:
        desk.encode_ask(*call)
    desk.search(QUESTION, SearchChoice())
    desk.search(QUESTION, SearchChoice(limit=3))
    with placed_under("/planer"):
        desk.encode_ask(QUESTION)
    assert len(desk.made) == len(calls) + 3


def test_a_change_of_a_document_gives_a_new_answer(desk, library, tmp_path):
    before = ids(desk.search("trygghet", SearchChoice()))
    path = tmp_path / "ny.md"
    path.write_text("# Plan för lugn\n\nTrygghet kräver trygghetsvärdar vid varje torg.\n", encoding="utf-8")
    ingest_file(path, library)
    (new,) = ids(desk.search("trygghet", SearchChoice())) - before
    assert len(desk.made) == 2
    library.store.withdraw(new)
    library.index.delete(new)
    assert desk.recall_search("trygghet", SearchChoice()) is None  # another edition than before the change, too
    assert ids(desk.search("trygghet", SearchChoice())) == before


def test_another_day_gives_a_new_answer(desk, monkeypatch):
    desk.encode_ask(QUESTION)

    class Tomorrow(date):
        @classmethod
        def today(cls):
            return cls(2099, 1, 1)

    monkeypatch.setattr(desk_shared, "date", Tomorrow)
    assert desk.recall_ask(QUESTION) is None


def test_what_was_answered_without_the_index_is_not_given_again(desk, library, monkeypatch):
    asked = library.index._engine.arms

    def away(*_):
        raise IndexUnavailable("Sökmotorn svarade inte i tid och startades om. Försök igen.")

    monkeypatch.setattr(library.index._engine, "arms", away)
    duties = "Lista allt som tekniska nämnden ansvarar för"
    told = desk.ask(duties)
    assert any("Sökmotorn" in notice for notice in told["notices"])
    monkeypatch.setattr(library.index._engine, "arms", asked)
    assert desk.recall_ask(duties) is None
    assert not any("Sökmotorn" in notice for notice in desk.ask(duties)["notices"])


def test_two_collections_never_see_what_the_other_was_asked(desk, library):
    other = SharedDesk(library)
    desk.encode_ask(QUESTION)
    assert other.recall_ask(QUESTION) is None and desk.recent is not other.recent


def test_a_question_that_cannot_be_cleaned_is_told_apart_as_it_is(desk):
    args = ("?!", (), None, None)
    assert simplify("ask", args) == args
    with pytest.raises(BadRequest):
        desk.encode_ask("?!")
