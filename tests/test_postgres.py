"""The store's own tests once more, on a real PostgreSQL: what holds on SQLite holds there."""

import inspect
import itertools

import pytest
from sqlalchemy import text

from assistant.answer import ask
from corpus.errors import StoreUnavailable
from corpus.jobs import Jobs
from corpus.library import Library
from corpus.settings import MODELS, Settings
from corpus.store import Store
from ingest.pipeline import ingest_file
from tests import test_jobs, test_keys, test_store, test_store_publish
from tests.postgres import serve_postgres

FIXTURES = {"settings", "store", "jobs", "keys"}
ONLY_SQLITE = {  # these look into the database's file, which a server's has not
    "test_data_of_another_version_is_refused",
    "test_a_damaged_file_is_named",
    "test_reading_needs_a_database",
    "test_no_secret_lies_on_disk",
    "test_a_read_only_store_without_keys_has_none",
}
NUMBERS = itertools.count(1)
slowly = test_store_publish.slowly


@pytest.fixture(scope="module")
def server():
    with serve_postgres() as make:
        yield make


@pytest.fixture
def settings(server, tmp_path):
    return Settings(tmp_path, str(MODELS / "encoder"), server(f"t{next(NUMBERS)}"))


@pytest.fixture
def store(settings):
    opened = Store.open(settings)
    yield opened
    opened.close()


@pytest.fixture
def jobs(store):
    return Jobs(store)


@pytest.fixture
def keys(store):
    return test_keys.Keys(store)


def test_data_of_another_version_is_refused(settings, store):
    with store.database.writer() as connection:
        connection.execute(text("UPDATE settings SET value = 99 WHERE name = 'schema_version'"))
    with pytest.raises(StoreUnavailable, match="format 99"):
        Store.open(settings)


def test_a_server_that_is_not_there_is_named(tmp_path):
    with pytest.raises(StoreUnavailable, match="localhost:1/planer"):
        Store.open(Settings(tmp_path, "", "postgresql+psycopg://anna:hemligt@localhost:1/planer"))


def test_the_whole_way_from_file_to_answer(settings, tmp_path):
    plan = tmp_path / "plan.md"
    plan.write_text("# Plan för Norråker\n\n## Möten\n\nRektor kallar till mötena varje månad.\n", encoding="utf-8")
    with Library.open(settings, child=False) as library:
        ingest_file(plan, library)
        assert "Rektor kallar" in ask(library, "vem kallar till mötena?").text
    with Library.open(settings, child=False) as library:
        assert "Rektor kallar" in ask(library, "vem kallar till mötena?").text


def borrow_from(module):
    """The module's tests that are given one of our fixtures."""
    found = {name: test for name, test in vars(module).items() if name.startswith("test_") and callable(test)}
    return {name: test for name, test in found.items() if FIXTURES & set(inspect.signature(test).parameters) and name not in ONLY_SQLITE}


for tested in (test_store, test_store_publish, test_jobs, test_keys):
    globals().update({f"{name}_{tested.__name__.rpartition('_')[2]}": one for name, one in borrow_from(tested).items()})
