"""The engine's own process: it is started again when it dies or hangs, and it ends with its parent."""

import os
import signal
import time

import pytest

from corpus import child as module
from corpus.child import ChildLost, ChildShard
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


def test_a_write_is_for_the_caller_to_repeat(shard, monkeypatch):
    kill_in_the_middle(shard, monkeypatch)
    with pytest.raises(ChildLost, match="avslutades oväntat"):
        shard.upsert([POINT])
    shard.upsert([POINT])
    assert shard.count(None, None) == 1


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
