"""A process that only answers reaches the engine over a link of its own, and over the owner when that fails."""

import os
import signal
import threading
from multiprocessing.connection import Pipe

import pytest

from corpus import relay as module
from corpus.analysis import question_vector
from corpus.child import ask_link, pack_error
from corpus.errors import IndexUnavailable
from corpus.library import Library, repair_index
from corpus.records import Filters
from corpus.relay import ARMS, LINK, Relay, answer_link, answer_relay
from corpus.settings import Settings
from tests import plans

ANY = Filters()


@pytest.fixture
def library(tmp_path):
    with Library.open(Settings(tmp_path, "", None), child=True) as opened:
        for edition in plans.editions():
            opened.store.publish(edition)
        repair_index(opened)
        yield opened


@pytest.fixture
def owned(library):
    """A relay whose owner answers in a thread, and what it was asked."""
    ours, theirs = Pipe()
    asked = []

    def own():
        try:
            while said := ours.recv_bytes():
                asked.append(LINK if said == LINK else ARMS)
                if said == LINK:
                    answer_link(library, ours, os.getpid())
                else:
                    ours.send_bytes(answer_relay(library, said))
        except EOFError:
            return

    thread = threading.Thread(target=own, daemon=True)
    thread.start()
    relay = Relay(theirs)
    yield relay, asked
    relay.close()
    theirs.close()
    thread.join(60)


def ask(relay, library):
    """The same found by the relay and by the library's own index."""
    vector = question_vector("Trygghet för barn och unga")
    words, meaning = relay.arms(vector, None, ANY, 5)
    assert words and (sorted(words), meaning) == (sorted(library.index.sparse(vector, ANY, 5)), [])


def test_the_owner_is_asked_for_a_link_once_and_then_left_alone(owned, library):
    relay, asked = owned
    for _ in range(3):
        ask(relay, library)
    assert asked == [LINK]


def test_when_the_engine_dies_the_owner_starts_it_anew_and_lends_another_link(owned, library, monkeypatch):
    relay, asked = owned
    ask(relay, library)
    os.kill(library.index.child_id, signal.SIGKILL)
    ask(relay, library)
    assert asked == [LINK, ARMS]
    monkeypatch.setattr(module, "LATER_SECONDS", 0.0)
    relay._later = 0.0
    ask(relay, library)
    ask(relay, library)
    assert asked == [LINK, ARMS, LINK]


def test_what_the_engine_refuses_is_told_by_the_owner(owned, library, monkeypatch):
    relay, asked = owned
    ask(relay, library)
    refused = IndexUnavailable("Sökmotorn vägrade. Bygg om indexet med planlots doctor.")
    monkeypatch.setattr(module, "ask_link", lambda *_: None)
    monkeypatch.setattr(type(library.index), "relay", lambda *_: (_ for _ in ()).throw(refused))
    with pytest.raises(IndexUnavailable, match="vägrade"):
        ask(relay, library)
    monkeypatch.undo()
    ask(relay, library)
    assert asked == [LINK, ARMS]  # the link is as good as before


def test_a_reply_of_failure_over_a_link_is_no_answer():
    ours, theirs = Pipe()
    with ours, theirs:
        theirs.send_bytes(pack_error(IndexUnavailable("Sökmotorn vägrade.")))
        assert ask_link(ours, b"call") is None and theirs.recv_bytes() == b"call"


def test_without_a_process_of_its_own_an_engine_is_reached_over_the_owner(owned, library, monkeypatch):
    relay, asked = owned
    monkeypatch.setattr(type(library.index), "link", lambda _: None)
    ask(relay, library)
    ask(relay, library)
    assert asked == [LINK, ARMS, ARMS]
