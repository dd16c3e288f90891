"""What one transaction writes: where withdrawn anchors lead, in which order records lie."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from corpus import schema, store_publish
from corpus.errors import StoreUnavailable, Withdrawn
from corpus.settings import Settings
from corpus.store import Store
from corpus.store_drafts import sweep
from corpus.store_publish import PIECE, ROWS, Superseded
from tests.editions import make_edition


@pytest.fixture
def store(tmp_path):
    opened = Store.open(Settings(tmp_path, "", None))
    yield opened
    opened.close()


def nearest(store, anchor):
    with pytest.raises(Withdrawn) as caught:
        store.section(anchor)
    return caught.value.nearest


def test_a_vanished_section_leads_to_its_parent_first(store):
    edition = make_edition(sections=(("A", "a"), ("B", "b"), ("C", "c"), ("D", "d")))
    first, second, third, fourth = edition.sections
    store.publish(replace(edition, sections=(first, second, replace(third, parent=first.anchor), fourth)))
    store.publish(make_edition(sections=(("A", "a"), ("B", "b")), generation="g2"))
    assert nearest(store, third.anchor) == first.anchor
    assert nearest(store, fourth.anchor) == second.anchor


def test_a_vanished_first_section_leads_to_the_next(store):
    store.publish(make_edition(sections=(("A", "a"), ("B", "b"))))
    store.publish(make_edition(sections=(("B", "b"),), generation="g2"))
    assert nearest(store, "alvby/a") == "alvby/b"


def test_more_records_than_one_statement_takes_keep_their_order(store):
    edition = make_edition(sections=tuple((f"R {number}", f"t {number}") for number in range(ROWS + 7)))
    store.publish(edition)
    assert store.sections("alvby") == edition.sections
    assert store.document_passages("alvby") == edition.passages
    assert store.document_blocks("alvby") == edition.blocks


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_the_source_is_kept_whole(store, length):
    edition = make_edition()
    text = ("åb" * length)[:length]
    store.publish(replace(edition, source=replace(edition.source, text=text)))
    assert store.source_text("alvby", 0, length + 5) == text


def test_the_revision_grows_with_what_readers_see(store):
    seen = [store.revision()]
    for change in (
        lambda: store.publish(make_edition()),
        lambda: store.save_twins("alvby", []),
        lambda: store.withdraw("alvby"),
    ):
        change()
        seen.append(store.revision())
    assert seen == sorted(set(seen))


# --- large editions: rows first, in transactions of their own, then the switch

LARGE = tuple((f"R {number}", f"t {number}") for number in range(12))


@pytest.fixture
def slowly(monkeypatch):
    """Three records a transaction, and nothing published at once."""
    monkeypatch.setattr(store_publish, "AT_ONCE", 0)
    monkeypatch.setattr(store_publish, "ROWS", 3)
    monkeypatch.setattr(store_publish, "BATCHES", 1)


def rows_left(store, edition=None):
    """Rows of the tables of active generations, and drafts, beyond those of what readers see."""
    with store.database.translated():
        reader = store.database.reader()
        seen = select(schema.documents.c.edition)
        hidden = sum(
            reader.execute(select(func.count()).select_from(table).where(table.c.edition.not_in(seen))).scalar() for table in schema.CONTENT
        )
        return hidden + reader.execute(select(func.count()).select_from(schema.drafts)).scalar()


def count_writes(store, monkeypatch, fail_at=None):
    """Write transactions begun; the one of number `fail_at` ends as a full disk ends it."""
    real, begun = store.database.writer, []

    def writer():
        begun.append(store.generations())
        if len(begun) - 1 == fail_at:
            raise StoreUnavailable("Disken är full.")
        return real()

    monkeypatch.setattr(store.database, "writer", writer)
    return begun


def test_nothing_of_a_large_edition_is_seen_before_the_switch(store, slowly, monkeypatch):
    store.publish(make_edition())
    new = make_edition(sections=LARGE, generation="g2")
    begun = count_writes(store, monkeypatch)
    store.publish(new, expected="g1")
    assert len(begun) > 15 and {"alvby": "g2"} in begun
    assert begun.index({"alvby": "g2"}) > 15, "many short transactions before the switch"
    assert store.sections("alvby") == new.sections and store.document_passages("alvby") == new.passages
    assert store.section_version("alvby/mål", "g1").text == "Vi lagar broar."
    assert rows_left(store) == 0


def test_a_fault_in_any_transaction_leaves_the_old_or_the_new(store, slowly, monkeypatch):
    store.publish(make_edition())
    shown = {"g1": make_edition(), "g2": make_edition(sections=LARGE, generation="g2")}
    fail_at = 0
    while store.generations() == {"alvby": "g1"}:
        with monkeypatch.context() as patched:
            count_writes(store, patched, fail_at)
            try:
                store.publish(shown["g2"], expected="g1")
            except StoreUnavailable:
                assert store.generations() == {"alvby": "g1"}
        edition = shown[store.generations()["alvby"]]
        assert store.sections("alvby") == edition.sections and store.document_blocks("alvby") == edition.blocks
        sweep(store.database)
        assert rows_left(store) == 0
        fail_at += 1
    assert fail_at > 15


def test_a_large_edition_gives_way_to_another_that_came_first(store, slowly, monkeypatch):
    real = store_publish.list_rows

    def late(edition, number):
        if edition.document.generation == "g1":
            store.publish(make_edition(generation="g0"))
        return real(edition, number)

    monkeypatch.setattr(store_publish, "list_rows", late)
    with pytest.raises(Superseded):
        store.publish(make_edition(), expected="")
    assert store.generations() == {"alvby": "g0"} and rows_left(store) == 0


def test_a_worker_taken_for_dead_publishes_nothing(store, slowly, monkeypatch):
    real = store_publish.list_rows

    def slow(edition, number):
        yield from list(real(edition, number))[:2]
        monkeypatch.setattr("corpus.store_drafts.is_gone", lambda *_: True)
        sweep(store.database)
        yield from list(real(edition, number))[2:]

    monkeypatch.setattr(store_publish, "list_rows", slow)
    with pytest.raises(StoreUnavailable, match="stod stilla"):
        store.publish(make_edition())
    assert store.generations() == {} and rows_left(store) == 0


def test_the_same_generation_again_stands_for_the_first(store, slowly):
    for _ in range(2):
        store.publish(make_edition())
    assert store.sections("alvby") == make_edition().sections
    assert store.section_version("alvby/mål", "g1") == make_edition().sections[0]
    assert rows_left(store) == 0


def test_a_withdrawn_document_leaves_no_rows(store):
    store.publish(make_edition())
    store.withdraw("alvby")
    assert rows_left(store) == 0
    store.publish(make_edition())
    assert store.sections("alvby") == make_edition().sections
