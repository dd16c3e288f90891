"""What one transaction writes: where withdrawn anchors lead, in which order records lie."""

from dataclasses import replace

import pytest

from corpus.errors import Withdrawn
from corpus.settings import Settings
from corpus.store import Store
from corpus.store_publish import PIECE, ROWS
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
