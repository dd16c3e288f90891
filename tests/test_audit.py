"""Changes are written down with who, what and when, by collection."""

import pytest

from corpus.audit import Audit
from corpus.settings import Settings
from corpus.store import Store


@pytest.fixture
def audit(tmp_path):
    store = Store.open(Settings(tmp_path, "", None))
    yield Audit(store)
    store.close()


def test_entries_come_newest_first_and_by_collection(audit):
    audit.note("norr", "anna", "document.add", "plan.pdf")
    audit.note("", "bo", "document.withdraw", "avtal")
    assert [(one.collection, one.who, one.action, one.target) for one in audit.list()] == [
        ("", "bo", "document.withdraw", "avtal"),
        ("norr", "anna", "document.add", "plan.pdf"),
    ]
    assert [one.who for one in audit.list("norr")] == ["anna"]
    assert len(audit.list(limit=1)) == 1


def test_an_action_that_has_no_name_is_a_mistake(audit):
    with pytest.raises(KeyError):
        audit.note("", "anna", "question.ask", "x")


def test_the_last_time_of_an_action_is_told_by_target(audit, monkeypatch):
    for time, target in (("2031-01-01", "a"), ("2031-02-01", "a"), ("2031-01-15", "b")):
        monkeypatch.setattr("corpus.audit.now_iso", lambda time=time: time)
        audit.note("", "anna", "document.withdraw", target)
    assert audit.last_times("", "document.withdraw") == {"a": "2031-02-01", "b": "2031-01-15"}
