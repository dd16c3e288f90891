"""Connections that keep their word, and errors that name path and cure."""

import gc
import os
import sqlite3
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from sqlalchemy import Connection

from corpus import store_engine
from corpus.errors import StoreUnavailable
from corpus.settings import Settings
from corpus.store import Store
from corpus.store_engine import LEAST_FREE, HeldConnection, open_database, require_folder, require_space
from tests.editions import make_edition


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "data", "", None)


@pytest.fixture
def store(settings):
    opened = Store.open(settings)
    yield opened
    opened.close()


def test_a_commit_is_on_disk_and_readers_do_not_wait(store):
    with store.database.writer() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert store.documents() == ()


def test_writers_take_turns(settings, store, monkeypatch):
    order = []

    def write():
        with store.database.writer():
            order.append("second")

    with store.database.writer():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
    monkeypatch.setattr(store_engine, "BUSY_SECONDS", 0.01)
    other = open_database(settings, read_only=False)
    with store.database.writer(), pytest.raises(StoreUnavailable, match="annan process"), other.writer():
        pass
    other.close()


def test_a_store_opens_while_another_process_writes(settings, store, monkeypatch):
    monkeypatch.setattr(store_engine, "BUSY_SECONDS", 0.01)
    with store.database.writer():
        Store.open(settings).close()


def test_nothing_of_a_failed_write_is_kept(store):
    with pytest.raises(ZeroDivisionError), store.database.writer() as connection:
        connection.exec_driver_sql("UPDATE settings SET value = 7 WHERE name = 'revision'")
        _ = 1 / 0
    assert store.revision() == 0


def test_a_read_only_disk_is_opened_as_unchanging(settings, store, monkeypatch):
    store.publish(make_edition())
    store.close()
    real = os.access
    monkeypatch.setattr(store_engine.os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))
    opened = Store.open(settings, read_only=True)
    assert [document.id for document in opened.documents()] == ["alvby"]
    opened.close()
    assert sorted(path.name for path in settings.data.iterdir()) == ["planlots.db"]


def test_a_folder_without_rights_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(store_engine.os, "access", lambda *_: False)
    with pytest.raises(StoreUnavailable, match=f"Mappen {tmp_path} får inte läsas och skrivas. .*--data"):
        require_folder(tmp_path)


def test_a_full_disk_is_told_before_it_is_full(tmp_path, monkeypatch):
    monkeypatch.setattr(store_engine.shutil, "disk_usage", lambda _: SimpleNamespace(free=LEAST_FREE))
    require_space(tmp_path)
    monkeypatch.setattr(store_engine.shutil, "disk_usage", lambda _: SimpleNamespace(free=LEAST_FREE - 1))
    with pytest.raises(StoreUnavailable, match=f"Bara 199 MB är ledigt där {tmp_path} ligger"):
        require_space(tmp_path)


@pytest.mark.parametrize("address", ["postgresql+finnsinte://anna:hemligt@server/db", "mysql://anna:hemligt@server/db", "skräp"])
def test_an_address_that_cannot_be_used_is_told_without_its_password(settings, address):
    with pytest.raises(StoreUnavailable) as caught:
        open_database(Settings(settings.data, "", address), read_only=False)
    assert "hemligt" not in str(caught.value)


def test_a_database_can_be_given_by_its_address(tmp_path, settings):
    given = Settings(settings.data, "", f"sqlite:///{tmp_path / 'annan.db'}")
    store = Store.open(given)
    store.publish(make_edition())
    store.close()
    assert (tmp_path / "annan.db").exists()


def test_damage_is_found(settings, store):
    for number in range(9):
        store.publish(make_edition(f"by-{number}"))
    assert store.database.find_damage() == ()
    store.close()
    path = settings.data / "planlots.db"
    data = bytearray(path.read_bytes())
    data[8192:16384] = b"\xff" * 8192
    path.write_bytes(data)
    assert _tell_damage(settings)


def _tell_damage(settings):
    """What is told of a damaged file: by the check, or by the first page that is needed."""
    try:
        opened = Store.open(settings)
    except StoreUnavailable as error:
        return "är skadad" in str(error)
    try:
        return opened.database.find_damage()
    except StoreUnavailable as error:
        return "är skadad" in str(error)
    finally:
        opened.close()


def test_threads_that_ended_keep_no_files_open(settings, store):
    def count_open():
        return sum(os.path.realpath(link).startswith(str(settings.data)) for link in Path("/proc/self/fd").iterdir())

    store.documents()
    before = count_open()
    for _ in range(30):
        thread = threading.Thread(target=store.documents)
        thread.start()
        thread.join()
    gc.collect()
    assert count_open() <= before + 3


def test_connections_of_all_threads_are_closed(settings, store):
    thread = threading.Thread(target=store.documents)
    thread.start()
    thread.join()
    store.close()
    with sqlite3.connect(settings.data / "planlots.db") as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()


class OnlyOnce:
    """A connection that tells when two close it at the same time."""

    def __init__(self) -> None:
        self.inside = False
        self.overlaps = 0

    def close(self) -> None:
        self.overlaps += self.inside
        self.inside = True
        time.sleep(0.02)
        self.inside = False


def test_a_thread_that_ends_and_the_database_close_a_connection_in_turn() -> None:
    connection = OnlyOnce()
    held = HeldConnection(cast("Connection", connection), threading.RLock())
    closers = [threading.Thread(target=held.close) for _ in range(3)]
    for closer in closers:
        closer.start()
    for closer in closers:
        closer.join()
    assert connection.overlaps == 0
