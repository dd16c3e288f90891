"""What is worked out before anybody asks."""

import os
import signal
import threading
import time
from dataclasses import replace
from multiprocessing import Pipe
from types import SimpleNamespace

import pytest

from api.commands.progress import show_lists
from api.desk import LibraryDesk
from api.service import answerer, work
from api.service.answerer import DONE, LOOK_SECONDS, Idle, serve_calls
from api.service.work import Worker
from assistant import ahead
from assistant.ahead import find_unread, list_unread, prepare
from assistant.registers.inventory import all_quotes, list_sort
from assistant.retrieval import places
from assistant.retrieval.places import alone
from corpus.jobs import Jobs
from corpus.relay import borrow, lend
from corpus.store import Store
from ingest.jobs import enqueue_file, run_jobs
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


@pytest.fixture
def long(monkeypatch):
    """Every document is long."""
    monkeypatch.setattr(ahead, "LONG", 1)
    monkeypatch.setattr(places, "WORTH", 1)


def test_long_documents_are_read_by_a_process_of_its_own(library, long, monkeypatch):
    monkeypatch.setattr(os, "nice", lambda _: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    documents = library.store.documents()
    assert len(list_unread(library)) == len(documents)
    with alone(library.store):
        answerer.find_ahead(lend(library), os.getppid())
    assert list_unread(library)  # another was at it
    answerer.find_ahead(lend(library), os.getppid() + 1)
    assert list_unread(library)  # whom it works for is gone
    answerer.find_ahead(lend(library), os.getppid())
    assert list_unread(library) == []
    before = [all_quotes(library, one.id, "dates") for one in documents]
    monkeypatch.setattr(Store, "sections", lambda *_: pytest.fail("read again"))
    with plans_store(library) as later:
        for _ in prepare(later):
            pass
        assert [[quote.key for quote in all_quotes(later, one.id, "dates")] for one in documents] == [
            [q.key for q in row] for row in before
        ]


def test_short_documents_count_together_and_the_share_done_is_told(library, monkeypatch):
    monkeypatch.setattr(places, "WORTH", 1)
    sections = sum(library.store.count_sections(one.id) for one in library.store.documents())
    monkeypatch.setattr(ahead, "LONG", sections + 1)
    assert list_unread(library) == [] and list(find_unread(library)) == []
    monkeypatch.setattr(ahead, "LONG", sections)
    assert len(list_unread(library)) == 2
    shares = list(find_unread(library))
    assert shares == sorted(shares) and shares[0] == 0.0 and 0.9 < shares[-1] < 1.0
    assert list_unread(library) == []


def test_a_job_is_done_when_its_lists_are(library, long, monkeypatch, tmp_path):
    path = tmp_path / "ny.md"
    path.write_text("# Plan\n\nSenast 2031 ska varje torg ha en bänk.\n", encoding="utf-8")
    job = enqueue_file(library, path)
    seen = []
    assert [one.result for one in run_jobs(library, after=lambda: seen.append(Jobs(library.store).get(job.id).state))] == ["ny"]
    assert seen == ["running"] and Jobs(library.store).get(job.id).state == "done"
    worker = Worker(library, bundled=False)
    rests = []
    monkeypatch.setattr(work, "find_alone", lambda _: iter((2.0, 3.0)))
    monkeypatch.setattr(worker, "stopping", SimpleNamespace(wait=lambda seconds: rests.append(seconds) or seconds == 2.0))
    worker._find_lists()
    assert rests == [2.0]  # who stops the service need not wait
    show_lists(library)
    assert list_unread(library) == []


def test_who_answers_waits_for_that_process_and_then_reads_what_it_found(library, long, monkeypatch):
    started = []

    class Finder:
        def __init__(self, target, args, daemon):
            started.append(self)

        def start(self):
            self.left = 2

        def is_alive(self):
            self.left -= 1
            return self.left > 0

    monkeypatch.setattr(answerer, "get_context", lambda _: SimpleNamespace(Process=Finder))
    pieces = answerer.prepare_alone(library)
    assert next(pieces) == LOOK_SECONDS
    assert next(pieces) == 0.0 and len(started) == 1  # it ended and found nothing: read here
    assert all(rest == 0.0 for rest in pieces)


def plans_store(library):
    """The same data opened anew, as an answering process does."""
    return borrow(replace(lend(library), encoder=False, reranker=False), Pipe()[0])
