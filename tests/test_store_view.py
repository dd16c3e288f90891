"""What is kept in memory is right whichever process writes, and bounded."""

from multiprocessing import get_context

import pytest

from corpus import store_view
from corpus.settings import Settings
from corpus.store import Store
from corpus.store_view import document_of, keep
from tests.editions import make_edition


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path, "", None)


@pytest.fixture
def store(settings):
    opened = Store.open(settings)
    yield opened
    opened.close()


def publish_elsewhere(settings, generation):
    """In another process."""
    other = Store.open(settings)
    other.publish(make_edition(sections=(("Mål", f"Text av {generation}."),), generation=generation))
    other.close()


def test_another_process_publishes_and_this_one_sees_it(settings, store):
    for generation in ("g1", "g2"):
        process = get_context("spawn").Process(target=publish_elsewhere, args=(settings, generation))
        process.start()
        process.join()
        assert store.generations() == {"alvby": generation}
        assert store.section("alvby/mål").text == f"Text av {generation}."
        passages = store.document_passages("alvby")
        assert store.passages([passages[0].id]) == {passages[0].id: passages[0]}


def test_the_same_generation_published_again_is_read_again(store):
    store.publish(make_edition())
    assert len(store.sections("alvby")) == 2
    store.publish(make_edition(sections=(("Mål", "Annat."),)))
    assert [section.text for section in store.sections("alvby")] == ["Annat."]


def test_other_documents_stay_in_memory_when_one_is_published(store):
    store.publish(make_edition())
    before = store.sections("alvby")
    store.publish(make_edition("dalby"))
    assert store.sections("alvby") is before


def test_a_full_memory_starts_over(monkeypatch, store):
    monkeypatch.setattr(store_view, "KEPT", 2)
    kept = {}
    for number in range(5):
        keep(kept, number, str(number))
    assert kept == {4: "4"}
    edition = make_edition(sections=tuple((f"R {number}", f"t {number}") for number in range(5)))
    store.publish(edition)
    ids = [passage.id for passage in edition.passages]
    assert list(store.passages(ids).values()) == list(edition.passages)
    assert store.document_passages("alvby") == edition.passages


def test_many_ids_are_asked_for_in_parts(monkeypatch, store):
    monkeypatch.setattr(store_view, "IDS_PER_QUERY", 2)
    edition = make_edition(sections=tuple((f"R {number}", f"t {number}") for number in range(5)))
    store.publish(edition, twins=[(edition.passages[4].id, "dalby/x#0-1")])
    ids = [passage.id for passage in edition.passages]
    assert list(store.passages(ids)) == ids
    assert list(store.twins(ids)) == ids[4:]


def test_an_id_begins_with_its_document():
    assert document_of("plan~2/mal/a#0-5") == "plan~2"


def test_a_document_read_bit_by_bit_is_kept_when_it_was_read_to_the_end(store):
    store.publish(make_edition(sections=[(f"Rad {number}", f"Bro nummer {number}.") for number in range(5)]))
    batches = store.passage_batches("alvby", 2)
    first = next(batches)
    whole = store._view.now().readings["alvby"].whole
    assert [one.text for one in first] == ["Bro nummer 0.", "Bro nummer 1."] and "passages" not in whole
    every = first + tuple(one for batch in batches for one in batch)
    assert whole["passages"] == every == store.document_passages("alvby")
    assert list(store.passage_batches("alvby", 2)) == [every[:2], every[2:4], every[4:]]


def test_a_document_that_is_published_anew_meanwhile_is_not_kept_in_part(store):
    store.publish(make_edition(sections=[(f"Rad {number}", f"Bro nummer {number}.") for number in range(5)]))
    batches = store.passage_batches("alvby", 2)
    next(batches)
    reading = store._view.now().readings["alvby"]
    store.publish(make_edition(sections=[("Rad", "Bro.")], generation="g2"))
    list(batches)
    assert "passages" not in reading.whole and [one.text for one in store.document_passages("alvby")] == ["Bro."]


def test_twins_are_looked_for_only_where_there_are_any(monkeypatch, store):
    left, right = make_edition(), make_edition("dalby")
    store.publish(left)
    store.publish(right, twins=[(right.passages[0].id, left.passages[0].id)])
    asked = []
    find = store_view.View._find
    monkeypatch.setattr(store_view.View, "_find", lambda view, query, listed, ids: asked.append(ids) or find(view, query, listed, ids))
    ids = [left.passages[0].id, left.passages[1].id]
    assert list(store.twins(ids)) == ids[:1] and asked == [ids[:1]]
    monkeypatch.setattr(store_view, "KEPT_PAIRS", 1)
    store.save_twins("dalby", [(right.passages[1].id, left.passages[0].id), (right.passages[0].id, left.passages[0].id)])
    assert list(store.twins(ids)) == ids[:1] and asked[1:] == [ids]  # too many are not kept: each is looked for
