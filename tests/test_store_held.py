"""Passages that are in memory are not read from disk again."""

import pytest

from corpus.store_view import View
from tests import plans


def test_passages_of_a_document_that_was_read_whole_are_found_in_memory(tmp_path, monkeypatch):
    with plans.open_library(tmp_path) as library:
        store = library.store
        whole = store.document_passages("norroker")
        monkeypatch.setattr(View, "fetch_passages", lambda *_: pytest.fail("read again"))
        assert list(store.passages([one.id for one in whole]).values()) == list(whole)
        assert all(store.passages([one.id])[one.id] is one for one in whole[:3])
