"""The tables of the store and their version.

In: an open connection. Out: tables made on first use; data of another version upgraded or refused by name.
Portable types only, so that SQLite and PostgreSQL hold the same. Each record lies as JSON in `record`, beside the columns it is sought by.
Knows SQLAlchemy. Knows nothing of files, vectors or questions.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Connection, Float, Index, Integer, MetaData, String, Table, Text, insert, inspect, select

from corpus.errors import StoreUnavailable
from corpus.records import Area, Block, Change, Correction, Note, PageBoxes, PageQuality, Reference, Responsibility

SCHEMA_VERSION = 2  # raised with a step in corpus.schema_upgrade that brings data of the version before here

metadata = MetaData()

# schema_version; revision: a counter that every change of what readers see raises; edition: the last number given to one
settings = Table("settings", metadata, Column("name", String(40), primary_key=True), Column("value", Integer, nullable=False))

documents = Table(
    "documents",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("collection", String(100), nullable=False),
    Column("file_hash", String(64), nullable=False, index=True),
    Column("generation", String(64), nullable=False),
    Column("edition", Integer, nullable=False),  # the number under which its rows lie in the tables below
    Column("revision", Integer, nullable=False),  # of the store when it was published
    Column("points", Integer, nullable=False),  # how many the index must hold
    Column("checksum", String(64), nullable=False),  # of their passage ids
    Column("source", Text, nullable=False),  # the source record without its text
    Column("record", Text, nullable=False),
)

generations = Table(
    "generations",
    metadata,
    Column("document", String(200), primary_key=True),
    Column("generation", String(64), primary_key=True),
    Column("edition", Integer, nullable=False),
    Column("file_hash", String(64), nullable=False),
    Column("versions", Text, nullable=False),  # JSON
    Column("published", String(32), nullable=False),  # ISO 8601, UTC
)

# editions that readers do not see: rows on their way in, and rows left behind. What a dead worker left is swept by the next one
drafts = Table(
    "drafts",
    metadata,
    Column("edition", Integer, primary_key=True, autoincrement=False),
    Column("worker", String(300), nullable=False),
    Column("heartbeat", Float, nullable=False),  # seconds since 1970, UTC
    Column("left", Boolean, nullable=False),  # nobody writes it any more: it is to be removed
    Column("with_sections", Boolean, nullable=False),  # its sections too; those of a generation that was published stay
)

# of every generation ever published, so that old links and records of answers resolve
sections = Table(
    "sections",
    metadata,
    Column("edition", Integer, primary_key=True, autoincrement=False),
    Column("anchor", String(1000), primary_key=True),
    Column("document", String(200), nullable=False),
    Column("generation", String(64), nullable=False),
    Column("position", Integer, nullable=False),
    Column("record", Text, nullable=False),
)
Index("sections_in_order", sections.c.edition, sections.c.position)
Index("sections_by_document", sections.c.document, sections.c.generation)

withdrawn = Table(
    "withdrawn",
    metadata,
    Column("anchor", String(1000), primary_key=True),
    Column("document", String(200), nullable=False, index=True),
    Column("nearest", String(1000)),
)

passages = Table(
    "passages",
    metadata,
    Column("id", String(1100), primary_key=True),
    Column("edition", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, nullable=False),
    Column("record", Text, nullable=False),
)
Index("passages_in_order", passages.c.edition, passages.c.position)

# the source text in pieces of equal length, so that a slice of a long document is cheap
source_pieces = Table(
    "source_pieces",
    metadata,
    Column("edition", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)


def _part_table(name: str) -> Table:
    """Ordered records of one edition, with the anchor they belong to."""
    table = Table(
        name,
        metadata,
        Column("edition", Integer, primary_key=True, autoincrement=False),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("anchor", String(1000), nullable=False),
        Column("record", Text, nullable=False),
    )
    Index(f"{name}_by_anchor", table.c.anchor, table.c.edition)
    return table


# field of Edition, and table -> class of its records
PART_KINDS: dict[str, type] = {
    "blocks": Block,
    "notes": Note,
    "changes": Change,
    "areas": Area,
    "responsibilities": Responsibility,
    "references": Reference,
    "quality": PageQuality,
    "orphans": Correction,
    "boxes": PageBoxes,
}
PARTS = {name: _part_table(f"document_{name}") for name in PART_KINDS}
CONTENT = (passages, source_pieces, *PARTS.values())  # what is kept of active generations only

corrections = Table(
    "corrections",
    metadata,
    Column("id", String(64), primary_key=True),  # sha256 of file hash, quote and context: a later reading of the same words replaces it
    Column("file_hash", String(64), nullable=False, index=True),
    Column("created", String(32), nullable=False),
    Column("record", Text, nullable=False),
)

twins = Table(
    "twins",
    metadata,
    Column("passage", String(1100), primary_key=True),
    Column("other", String(1100), primary_key=True),
    Column("document", String(200), nullable=False, index=True),
    Column("other_document", String(200), nullable=False, index=True),
    Column("other_anchor", String(1000), nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("number", Integer, nullable=False, index=True),  # order of arrival
    Column("kind", String(40), nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("file_hash", String(64), nullable=False),
    Column("file_name", String(400), nullable=False),
    Column("document_id", String(200)),
    Column("step", String(40), nullable=False),
    Column("progress", Float, nullable=False),
    Column("message", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("worker", String(300), nullable=False),
    Column("heartbeat", Float, nullable=False),  # seconds since 1970, UTC
    Column("created", String(32), nullable=False),
    Column("finished", String(32)),
)


FIRST = {"schema_version": SCHEMA_VERSION, "revision": 0, "edition": 0}  # settings of a new database


def prepare(connection: Connection) -> None:
    """Make the tables on first use; refuse data of another version, which corpus.schema_upgrade may upgrade.

    Raises StoreUnavailable when the data was written by another version of Planlots.
    """
    metadata.create_all(connection)
    found = read_version(connection)
    if found is None:
        connection.execute(insert(settings), [{"name": name, "value": value} for name, value in FIRST.items()])
    else:
        check_version(found)


def read_version(connection: Connection) -> int | None:
    """The version that the data was written by; None in a new database."""
    if not inspect(connection).has_table(settings.name):
        return None
    return connection.execute(select(settings.c.value).where(settings.c.name == "schema_version")).scalar()


def check_version(found: int) -> None:
    """Refuse data that this version cannot read without loss."""
    if found != SCHEMA_VERSION:
        age = "nyare" if found > SCHEMA_VERSION else "äldre"
        raise StoreUnavailable(
            f"Datamappen skrevs av en {age} version av Planlots (format {found}, här {SCHEMA_VERSION}). "
            "Använd den versionen, eller läs in dokumenten i en ny datamapp."
        )
