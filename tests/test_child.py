"""The engine's own process: it is started again when it dies or hangs, and it ends with its parent."""

import os
import signal
import time
from dataclasses import replace
from multiprocessing.connection import Pipe
from types import SimpleNamespace

import pytest

from corpus import child as module
from corpus.child import ChildLost, ChildShard, run_child
from corpus.errors import IndexUnavailable
from corpus.points import Point
from corpus.records import SparseVector

POINT = Point("a#1", "a", "g", "", "default", SparseVector((1,), (1.0,)), None)


@pytest.fixture
def shard(tmp_path):
    shard = ChildShard(tmp_path / "shard", 0)
    yield shard
    shard.close()


def kill_in_the_middle(shard, monkeypatch):
    """The child dies after a call was sent and before it answers."""
    exchange, calls = shard._exchange, []

    def dying(name, *args):
        calls.append(name)
        if len(calls) == 1:
            os.kill(shard.process_id, signal.SIGKILL)
        return exchange(name, *args)

    monkeypatch.setattr(shard, "_exchange", dying)


def test_a_read_is_asked_again(shard, monkeypatch):
    shard.upsert([POINT])
    shard.flush()
    kill_in_the_middle(shard, monkeypatch)
    assert shard.count(None, None) == 1


def test_a_write_is_repeated_and_what_was_written_before_is_there(shard, monkeypatch):
    shard.upsert([POINT])
    kill_in_the_middle(shard, monkeypatch)
    shard.upsert([POINT, replace(POINT, passage_id="a#2")])
    assert shard.count(None, None) == 2


def test_a_write_that_ends_every_child_is_told(shard, monkeypatch):
    exchange = shard._exchange

    def deadly(name, *args):
        os.kill(shard.process_id, signal.SIGKILL)
        return exchange(name, *args)

    monkeypatch.setattr(shard, "_exchange", deadly)
    with pytest.raises(ChildLost, match="avslutades oväntat"):
        shard.upsert([POINT])
    monkeypatch.undo()
    assert shard.count(None, None) in (0, 1)


def test_a_hanging_child_is_replaced(shard, monkeypatch):
    first = shard.process_id
    os.kill(first, signal.SIGSTOP)
    monkeypatch.setattr(module, "READ_SECONDS", 0.2)
    with pytest.raises(IndexUnavailable, match="inte i tid"):
        shard.count(None, None)
    monkeypatch.setattr(module, "READ_SECONDS", 10.0)
    assert shard.process_id != first
    assert shard.count(None, None) == 0


def test_the_child_ends_when_its_pipe_closes(tmp_path):
    shard = ChildShard(tmp_path / "shard", 0)
    shard._pipe.close()
    deadline = time.monotonic() + 10
    while shard._child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert shard._child.poll() == 0


@pytest.fixture
def in_this_process(monkeypatch):
    """run_child here: Ctrl+C must go on working."""
    monkeypatch.setattr(module.signal, "signal", lambda *_: None)


@pytest.mark.usefixtures("in_this_process")
def test_a_child_whose_parent_is_gone_opens_nothing(tmp_path):
    ours, theirs = Pipe()
    ours.close()
    run_child(os.dup(theirs.fileno()), tmp_path / "shard", 0)
    theirs.close()
    assert not (tmp_path / "shard").exists()


@pytest.mark.usefixtures("in_this_process")
def test_a_parent_that_ends_meanwhile_is_no_error(tmp_path, monkeypatch):
    ours, theirs = Pipe()

    def open_late(folder, dimension):
        ours.close()
        return SimpleNamespace(close=lambda: None)

    monkeypatch.setattr(module, "Shard", open_late)
    run_child(os.dup(theirs.fileno()), tmp_path / "shard", 0)
    theirs.close()
