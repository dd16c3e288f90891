"""What is worked out before anybody asks."""

import pytest

from api.service.answerer import LOOK_SECONDS, Idle
from assistant.ahead import prepare
from assistant.registers.inventory import all_quotes, list_sort
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
