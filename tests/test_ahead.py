"""What is worked out before anybody asks."""

import threading
import time
from multiprocessing import Pipe

import pytest

from api.desk import LibraryDesk
from api.service import answerer
from api.service.answerer import DONE, LOOK_SECONDS, Idle, serve_calls
from assistant.ahead import prepare
from assistant.registers.inventory import all_quotes, list_sort
from assistant.retrieval.places import alone
from corpus.store import Store
from tests import plans


@pytest.fixture
def library(tmp_path):
    with plans.open_library(tmp_path) as opened:
        yield opened


def test_lists_are_at_hand_without_reading_a_document_again(library, monkeypatch):
    documents = library.store.documents()
    before = [list_sort(library, documents, sort) for sort in ("dates", "definitions")]
    for _ in prepare(library):
        pass
    monkeypatch.setattr(Store, "sections", lambda *_: pytest.fail("read again"))
    assert [list_sort(library, documents, sort) for sort in ("dates", "definitions")] == before
    for _ in prepare(library):
        pass


def test_a_change_of_one_document_leaves_the_lists_of_the_others(library):
    first, second = [one.id for one in library.store.documents()][:2]
    kept = all_quotes(library, second, "dates")
    library.store.withdraw(first)
    assert all_quotes(library, second, "dates") is kept


def test_who_has_done_all_rests_until_something_changes(library):
    idle = Idle(library)
    while idle.work() == 0.0:
        pass
    assert idle.work() == LOOK_SECONDS
    library.store.withdraw(library.store.documents()[0].id)
    assert idle.work() == 0.0


def test_a_question_is_answered_while_a_piece_is_worked_out(library, monkeypatch):
    begun, done = threading.Event(), threading.Event()

    def long_piece(_):
        begun.set()
        done.wait(60)
        yield

    monkeypatch.setattr(answerer, "prepare", long_piece)
    monkeypatch.setattr(answerer, "QUIET_SECONDS", 0.0)
    ours, theirs = Pipe()

    def serve():
        with pytest.raises(EOFError):
            serve_calls(theirs, LibraryDesk(library))

    serving = threading.Thread(target=serve)
    serving.start()
    assert begun.wait(60)
    ours.send(("ask", "", ("Vem leder rådet?", (), None, None)))
    assert ours.poll(60) and not done.is_set()
    assert ours.recv_bytes().startswith(DONE + b"{")
    done.set()
    ours.close()
    serving.join(60)


def test_questions_without_end_do_not_keep_it_from_working(library, monkeypatch):
    monkeypatch.setattr(answerer, "QUIET_SECONDS", 0.01)
    idle = Idle(library)
    idle.wait_for_silence()  # a hundredth of a second
    idle.asked = float("inf")  # a question that is never answered
    monkeypatch.setattr(answerer, "PATIENT_SECONDS", 0.05)
    before = time.monotonic()
    idle.wait_for_silence()
    assert time.monotonic() - before >= 0.05


def test_while_another_process_is_at_it_nothing_is_worked_out(library):
    with alone(library.store):
        assert Idle(library).work() == LOOK_SECONDS
    assert Idle(library).work() == 0.0
