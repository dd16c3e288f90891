"""The store: generations switch whole, old texts stay, errors say what to do."""

import sqlite3
import threading
from dataclasses import replace

import pytest

from corpus.errors import StoreUnavailable, Unknown, Withdrawn
from corpus.points import checksum_ids
from corpus.records import Correction
from corpus.settings import Settings
from corpus.store import Store
from corpus.store_publish import PIECE, Superseded
from corpus.store_view import Twin
from tests.editions import make_edition


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "data ö%?", "", None)


@pytest.fixture
def store(settings):
    opened = Store.open(settings)
    yield opened
    opened.close()


def test_what_is_published_comes_back(store):
    edition = make_edition()
    store.publish(edition)
    first, second = edition.sections
    assert store.documents() == (edition.document,)
    assert store.sections("alvby") == edition.sections
    assert store.section(second.anchor) == second
    assert store.document_passages("alvby") == edition.passages
    assert store.areas() == store.areas(["alvby"]) == edition.areas
    assert store.areas(["annan"]) == ()
    assert store.blocks(first.anchor) == edition.blocks[:1]
    assert store.notes(first.anchor) == edition.notes
    assert store.quality("alvby") == edition.quality
    assert store.unreadable("alvby") == ((9, "Sidan är en bild."),)
    assert store.pages("alvby") == edition.source.pages


def test_another_store_of_the_same_folder_reads_the_same(settings, store):
    store.publish(make_edition())
    other = Store.open(settings, read_only=True)
    assert [document.id for document in other.documents()] == ["alvby"]
    store.publish(make_edition("dalby"))
    assert [document.id for document in other.documents()] == ["alvby", "dalby"]
    with pytest.raises(StoreUnavailable, match="endast för läsning"):
        other.withdraw("alvby")
    other.close()


def test_changes_belong_to_the_section_they_touch(store):
    edition = make_edition()
    store.publish(edition)
    assert store.changes("alvby/mål") == edition.changes
    assert store.changes("alvby/ansvar") == ()


def test_source_is_read_across_pieces(store):
    edition = make_edition(sections=(("Lång", "ö" * PIECE + "slut"),))
    store.publish(edition)
    text = edition.source.text
    assert store.source_text("alvby", 0, 10**9) == text
    assert store.source_text("alvby", PIECE - 2, PIECE + 9) == text[PIECE - 2 : PIECE + 9]
    assert store.source_text("alvby", 5, 5) == store.source_text("alvby", 9, 3) == ""


def test_passages_come_in_the_order_asked_and_unknown_ones_are_left_out(store):
    edition = make_edition()
    store.publish(edition)
    one, two = edition.passages
    for _ in range(2):  # from disk, then from memory
        assert list(store.passages([two.id, "borta/x#0-1", one.id, "alvby/x#0-1"]).values()) == [two, one]


def test_a_new_generation_replaces_all_but_the_old_sections(store):
    store.publish(make_edition())
    store.passages([make_edition().passages[0].id])
    new = make_edition(sections=(("Mål", "Vi bygger broar."), ("Tid", "Före 2031.")), generation="g2")
    store.publish(new, expected="g1")
    assert store.generations() == {"alvby": "g2"}
    assert store.document_passages("alvby") == new.passages
    assert store.section("alvby/mål").text == "Vi bygger broar."
    assert store.section_version("alvby/mål", "g1").text == "Vi lagar broar."
    with pytest.raises(Withdrawn, match="alvby/mål") as caught:
        store.section("alvby/ansvar")
    assert caught.value.nearest == "alvby/mål"
    assert store.withdrawn("alvby") == {"alvby/ansvar"}


def test_a_withdrawn_anchor_leads_on_when_its_goal_vanishes_too(store):
    store.publish(make_edition(sections=(("A", "a"), ("B", "b"), ("C", "c"))))
    store.publish(make_edition(sections=(("A", "a"), ("B", "b")), generation="g2"))
    store.publish(make_edition(sections=(("A", "a"),), generation="g3"))
    with pytest.raises(Withdrawn) as caught:
        store.section("alvby/c")
    assert caught.value.nearest == "alvby/a"
    store.publish(make_edition(sections=(("A", "a"), ("C", "c")), generation="g4"))
    assert store.section("alvby/c").text == "c"


def test_publish_refuses_when_another_came_in_between(store):
    store.publish(make_edition(), expected="")
    with pytest.raises(Superseded):
        store.publish(make_edition(generation="g2"), expected="")
    with pytest.raises(Superseded):
        store.publish(make_edition(generation="g3"), expected="g2")
    assert store.generations() == {"alvby": "g1"}


def test_publish_refuses_a_second_document_of_the_same_file(store):
    store.publish(make_edition(), expected="")
    with pytest.raises(Superseded, match="Samma fil lästes in som alvby"):
        store.publish(make_edition("alvby-2"), expected="")
    assert store.generations() == {"alvby": "g1"}


def test_a_failed_publish_leaves_everything_as_it_was(store):
    store.publish(make_edition())
    twice = make_edition(generation="g2")
    with pytest.raises(StoreUnavailable):
        store.publish(replace(twice, passages=twice.passages * 2))
    assert store.generations() == {"alvby": "g1"}
    assert store.document_passages("alvby") == make_edition().passages


def test_a_withdrawn_document_is_gone_but_its_texts_resolve(store):
    edition = make_edition()
    store.publish(edition)
    store.withdraw("alvby")
    assert store.documents() == ()
    assert store.passages([edition.passages[0].id]) == {}
    with pytest.raises(Withdrawn, match="borttaget") as caught:
        store.section("alvby/mål")
    assert caught.value.nearest is None
    assert store.section_version("alvby/mål", "g1") == edition.sections[0]
    with pytest.raises(Unknown):
        store.withdraw("alvby")


def test_unknown_names_are_refused(store):
    for ask in (store.document, store.sections, store.areas and store.document_passages, store.unreadable):
        with pytest.raises(Unknown, match="nej"):
            ask("nej")
    with pytest.raises(Unknown, match="nej/alls"):
        store.section("nej/alls")
    with pytest.raises(Unknown):
        store.section_version("nej/alls", "g1")


def test_a_snapshot_holds_while_another_generation_is_published(store):
    store.publish(make_edition())
    new = make_edition(sections=(("Mål", "Nytt."),), generation="g2")
    with store.snapshot(), store.snapshot():
        assert store.generations() == {"alvby": "g1"}
        writer = threading.Thread(target=store.publish, args=(new,))
        writer.start()
        writer.join()
        assert store.document_passages("alvby") == make_edition().passages
        assert store.section("alvby/ansvar").heading == "Ansvar"
    assert store.document_passages("alvby") == new.passages


def test_reads_from_many_threads_see_publishes(store):
    store.publish(make_edition())
    seen = []

    def read():
        seen.append(store.sections("alvby")[0].text)

    for generation in ("g2", "g3"):
        store.publish(make_edition(sections=(("Mål", generation),), generation=generation))
        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert seen == ["g2"] * 4 + ["g3"] * 4


def test_the_manifest_counts_points(store):
    edition = make_edition()
    store.publish(edition)
    assert store.manifest() == {"alvby": (2, checksum_ids("g1", (passage.id for passage in edition.passages)))}


def test_twins_are_seen_from_both_sides_and_replaced(store):
    left, right = make_edition(), make_edition("dalby")
    store.publish(left)
    store.publish(right, twins=[(right.passages[0].id, left.passages[0].id)])
    ids = [left.passages[0].id, left.passages[1].id, right.passages[0].id]
    for _ in range(2):
        assert store.twins(ids) == {
            ids[0]: (Twin("dalby", "dalby/mål", ids[2]),),
            ids[2]: (Twin("alvby", "alvby/mål", ids[0]),),
        }
    store.save_twins("alvby", [])
    assert store.twins(ids) == {}


def test_corrections_are_kept_and_the_later_reading_wins(store):
    first = Correction("f1", "före ", "malet", " efter", "målet", "Eva", "2031-01-01T10:00:00Z")
    second = Correction("f1", "", "ansvat", "", "ansvar", "Eva", "2031-01-02T10:00:00Z")
    for correction in (second, first, replace(second, replacement="ansvaret")):
        store.add_correction(correction)
    assert store.corrections("f1") == (first, replace(second, replacement="ansvaret"))
    assert store.corrections("f2") == ()


def test_data_of_another_version_is_refused(settings, store):
    store.close()
    with sqlite3.connect(settings.data / "planlots.db") as connection:
        connection.execute("UPDATE settings SET value = 99 WHERE name = 'schema_version'")
    connection.close()
    for read_only in (False, True):
        with pytest.raises(StoreUnavailable, match=r"nyare version .*99"):
            Store.open(settings, read_only=read_only)


def test_a_damaged_file_is_named(settings):
    settings.data.mkdir()
    (settings.data / "planlots.db").write_bytes(b"inte en databas " * 500)
    with pytest.raises(StoreUnavailable, match=r"planlots\.db är skadad"):
        Store.open(settings)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "fil").write_text("x")
    with pytest.raises(StoreUnavailable, match="fil/data kan inte skapas"):
        Store.open(Settings(tmp_path / "fil" / "data", "", None))


def test_reading_needs_a_database(settings):
    with pytest.raises(StoreUnavailable, match="planlots ingest"):
        Store.open(settings, read_only=True)


def test_a_sample_is_every_nth_passage_from_disk_and_from_memory(store):
    store.publish(make_edition(sections=[(f"Rad {number}", f"Bro nummer {number}.") for number in range(7)]))
    sample = store.some_passages("alvby", 3)
    assert [one.text for one in sample] == ["Bro nummer 0.", "Bro nummer 3.", "Bro nummer 6."]
    assert sample == store.document_passages("alvby")[::3] == store.some_passages("alvby", 3)


def test_sections_twins_and_changes_are_counted(store):
    store.publish(make_edition())
    store.publish(make_edition("boda", file_hash="f2"))
    first, second = (tuple(one.id for one in store.document_passages(name)) for name in ("alvby", "boda"))
    store.save_twins("alvby", [(first[0], second[0]), (first[0], second[1]), (first[1], second[1])])
    assert store.twin_counts("alvby") == {"boda": 2} and store.twin_counts("boda") == {"alvby": 2}
    assert store.count_sections("alvby") == sum(one.kind == "section" for one in store.sections("alvby"))
    assert store.has_changes("alvby") == bool(make_edition().changes)
