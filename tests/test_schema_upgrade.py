"""Data of every earlier version is upgraded in full, or left as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus import schema, schema_upgrade
from corpus.errors import StoreUnavailable, Withdrawn
from corpus.jobs import Jobs
from corpus.settings import Settings
from corpus.store import Store
from corpus.store_view import Twin
from tests.editions import make_edition

FORMAT_1 = Path(__file__).parent / "files" / "store" / "schema-1.sql"  # made by that version; the README beside it tells how
ACTIVE = make_edition(sections=(("Mål", "Vi bygger broar."), ("Ansvar", "Bygdenämnden ska laga broar.")), generation="g2")


@pytest.fixture
def settings(tmp_path):
    with closing(sqlite3.connect(tmp_path / "planlots.db")) as connection:
        connection.executescript(FORMAT_1.read_text(encoding="utf-8"))
    return Settings(tmp_path, "", None)


def tables(settings):
    with closing(sqlite3.connect(settings.data / "planlots.db")) as connection:
        return set(connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"))


def test_data_of_format_1_reads_as_before(settings):
    with closing(Store.open(settings)) as store:
        assert [document.id for document in store.documents()] == ["alvby", "dalby"]
        assert store.sections("alvby") == ACTIVE.sections
        assert store.document_passages("alvby") == ACTIVE.passages
        assert store.blocks("alvby/ansvar") == ACTIVE.blocks[1:]
        assert store.source_text("alvby", 0, 10**6) == ACTIVE.source.text
        assert store.section_version("alvby/mål", "g1").text == "Vi lagar broar."
        assert store.twins([ACTIVE.passages[0].id]) == {ACTIVE.passages[0].id: (Twin("dalby", "dalby/mål", "dalby/mål#0-16"),)}
        for anchor, nearest in (("alvby/tid", "alvby/ansvar"), ("borta/mål", None)):
            with pytest.raises(Withdrawn) as caught:
                store.section(anchor)
            assert caught.value.nearest == nearest
        assert store.section_version("borta/mål", "g1").text == "Vi rev broar."
        assert [correction.replacement for correction in store.corrections("f1")] == ["målet"]
        assert [job.file_name for job in Jobs(store).list()] == ["ny.md"]


def test_upgraded_data_takes_new_editions(settings):
    with closing(Store.open(settings)) as store:
        store.publish(make_edition(generation="g3"), expected="g2")
        store.publish(make_edition("ny", file_hash="f9"))
    with closing(Store.open(settings)) as store:
        assert store.generations() == {"alvby": "g3", "dalby": "g1", "ny": "g1"}
        assert store.section_version("alvby/mål", "g2").text == "Vi bygger broar."


def test_the_tables_become_those_of_a_new_database(settings, tmp_path):
    Store.open(settings).close()
    new = Settings(tmp_path / "ny", "", None)
    Store.open(new).close()
    assert {name for name, _ in tables(settings)} == {name for name, _ in tables(new)}


def test_a_fault_in_the_middle_leaves_the_old_format(settings, monkeypatch):
    before = tables(settings)

    def refuse(*_):
        raise StoreUnavailable("Disken är full.")

    with monkeypatch.context() as patched:
        patched.setattr(schema_upgrade, "_copy", refuse)
        with pytest.raises(StoreUnavailable, match="full"):
            Store.open(settings)
    assert tables(settings) == before
    Store.open(settings).close()


def test_who_may_only_read_is_told_to_let_it_be_upgraded(settings):
    with pytest.raises(StoreUnavailable, match="Starta Planlots en gång med skrivrätt"):
        Store.open(settings, read_only=True)


def test_data_from_before_the_first_format_is_refused(settings):
    with closing(sqlite3.connect(settings.data / "planlots.db")) as connection:
        connection.execute("UPDATE settings SET value = 0 WHERE name = 'schema_version'")
        connection.commit()
    with pytest.raises(StoreUnavailable, match=r"äldre version av Planlots .format 0"):
        Store.open(settings)


def test_every_version_has_a_step_to_the_next():
    assert sorted(schema_upgrade.STEPS) == list(range(1, schema.SCHEMA_VERSION))
