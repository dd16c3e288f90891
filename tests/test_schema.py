"""The tables are made once and know their version."""

import pytest
from sqlalchemy import create_engine, inspect

from corpus import schema
from corpus.errors import StoreUnavailable
from corpus.records import Edition


@pytest.fixture
def connection():
    with create_engine("sqlite://").connect() as opened:
        yield opened


def test_tables_are_made_once(connection):
    assert schema.read_version(connection) is None
    for _ in range(2):
        schema.prepare(connection)
        assert schema.read_version(connection) == schema.SCHEMA_VERSION
    assert set(inspect(connection).get_table_names()) == set(schema.metadata.tables)


@pytest.mark.parametrize(("found", "age"), [(schema.SCHEMA_VERSION + 1, "nyare"), (schema.SCHEMA_VERSION - 1, "äldre")])
def test_another_version_is_refused_by_name(found, age):
    with pytest.raises(StoreUnavailable, match=f"{age} version av Planlots .format {found}, här {schema.SCHEMA_VERSION}"):
        schema.check_version(found)
    schema.check_version(schema.SCHEMA_VERSION)


def test_every_register_of_an_edition_has_a_table():
    assert set(schema.PART_KINDS) <= set(Edition.__dataclass_fields__)
    assert set(schema.PARTS) == set(schema.PART_KINDS)
