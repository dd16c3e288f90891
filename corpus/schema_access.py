"""The tables of keys, sessions, collections and the audit log: who may change what, and who did.

In: an open database. Out: tables made on first use, beside those of the documents and in the store of the default collection.
Portable types only. Knows SQLAlchemy. Knows nothing of documents.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, String, Table, Text, inspect

from corpus.store_engine import Database

metadata = MetaData()

keys = Table(
    "access_keys",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),  # sha256 of the key, which itself lies nowhere
    Column("role", String(20), nullable=False),
    Column("collection", String(60)),  # null: all
    Column("created", String(32), nullable=False),  # ISO 8601, UTC
    Column("expires", String(32)),
    Column("revoked", String(32)),
)

sessions = Table(
    "access_sessions",
    metadata,
    Column("hash", String(64), primary_key=True),  # sha256 of the cookie
    Column("key", String(60), nullable=False, index=True),
    Column("expires", String(32), nullable=False),
)

collections = Table(
    "access_collections",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("title", String(200), nullable=False),
    Column("public", Boolean, nullable=False),  # may be read without a key
    Column("closed", Boolean, nullable=False),  # switched off
    Column("created", String(32), nullable=False),
)

audit = Table(
    "access_audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("time", String(32), nullable=False, index=True),
    Column("collection", String(60), nullable=False),  # "" the default one
    Column("who", String(60), nullable=False),  # name of a key, or the command line
    Column("action", String(40), nullable=False),
    Column("target", Text, nullable=False),
)
Index("access_audit_by_target", audit.c.collection, audit.c.action)


def prepare(database: Database) -> bool:
    """Make the tables if they are not there. False when they are not and cannot be made, since the store is read-only."""
    with database.translated():
        if inspect(database.reader()).has_table(keys.name):
            return True
    if database.read_only:
        return False
    with database.writer() as connection:
        metadata.create_all(connection)
    return True
