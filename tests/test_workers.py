"""Who works on a store, and whether it still does."""

import time

from corpus import workers
from corpus.workers import STALE, is_gone, worker_name

DEAD = f"{worker_name().split(':')[0]}:999999999:1"


def test_a_worker_is_gone_when_its_process_or_its_heartbeat_is():
    assert not is_gone(worker_name(), time.time())
    assert is_gone(DEAD, time.time())
    assert is_gone(worker_name().rpartition(":")[0] + ":1", time.time()), "another process has the number now"
    assert not is_gone("annan-maskin:1:1", time.time())
    assert is_gone("annan-maskin:1:1", time.time() - STALE - 1)
    assert is_gone("annan-maskin:1:1", time.time() + 10 * STALE), "the clock was set back"


def test_a_process_that_is_not_there_has_no_start():
    assert workers._start_of(999999999) == ""
