"""The few things that differ between machines, read once from the environment. Everything else is a constant beside its reason."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import BadRequest

BUNDLED = Path(__file__).parent / "documents"
MODELS = Path(__file__).parent / "models"


@dataclass(frozen=True, slots=True)
class Qdrant:
    """A Qdrant server or cluster that holds the index instead of the data folder."""

    url: str  # PLANLOTS_QDRANT_URL; ":memory:" is a made-up server that ends with the process
    key: str | None = field(default=None, repr=False)  # PLANLOTS_QDRANT_KEY
    name: str = "planlots"  # PLANLOTS_QDRANT_NAME: what its collections' names begin with
    shards: int = 1  # PLANLOTS_QDRANT_SHARDS: parts of a new collection, spread over the nodes
    replicas: int = 1  # PLANLOTS_QDRANT_REPLICAS: nodes that hold each part

    @classmethod
    def read(cls, url: str | None = None) -> Qdrant | None:
        """From the environment, None without an address; `url` from the command line wins (BadRequest)."""
        url = url or os.environ.get("PLANLOTS_QDRANT_URL")
        if not url:
            return None
        name, key = os.environ.get("PLANLOTS_QDRANT_NAME") or "planlots", os.environ.get("PLANLOTS_QDRANT_KEY") or None
        return cls(url, key, name, read_count("PLANLOTS_QDRANT_SHARDS"), read_count("PLANLOTS_QDRANT_REPLICAS"))


def read_count(name: str) -> int:
    """A whole number from 1, which is what an unset variable means (BadRequest)."""
    text = os.environ.get(name) or "1"
    if not text.isdecimal() or int(text) < 1:
        raise BadRequest(f"{name} är {text} men ska vara ett heltal från 1.")
    return int(text)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lies and which models are used."""

    data: Path  # PLANLOTS_DATA; store, index, files
    encoder: str  # PLANLOTS_ENCODER: folder or hub name; the shipped one by default
    database: str | None  # PLANLOTS_DATABASE: SQLAlchemy URL; SQLite in the data folder by default
    query_prefix: str | None = None  # PLANLOTS_ENCODER_QUERY_PREFIX; what the model itself says by default
    passage_prefix: str | None = None  # PLANLOTS_ENCODER_PASSAGE_PREFIX
    reranker: str | None = None  # PLANLOTS_RERANKER: folder or hub name of a cross-encoder; none by default
    model_url: str | None = None  # PLANLOTS_LLM_URL: OpenAI-compatible address of a language model; none by default
    model_name: str = "modell"  # PLANLOTS_LLM_MODEL: what the model is called there, and in the answer's label
    model_key: str | None = field(default=None, repr=False)  # PLANLOTS_LLM_KEY
    qdrant: Qdrant | None = None  # where the index lies; in the data folder by default

    @classmethod
    def read(cls, data: str | Path | None = None) -> Settings:
        """Settings from the environment; `data` from the command line wins."""
        return cls(
            data=Path(data or os.environ.get("PLANLOTS_DATA") or "data").expanduser().resolve(),
            encoder=os.environ.get("PLANLOTS_ENCODER") or str(MODELS / "encoder"),
            database=os.environ.get("PLANLOTS_DATABASE") or None,
            query_prefix=os.environ.get("PLANLOTS_ENCODER_QUERY_PREFIX"),
            passage_prefix=os.environ.get("PLANLOTS_ENCODER_PASSAGE_PREFIX"),
            reranker=os.environ.get("PLANLOTS_RERANKER") or None,
            model_url=os.environ.get("PLANLOTS_LLM_URL") or None,
            model_name=os.environ.get("PLANLOTS_LLM_MODEL") or "modell",
            model_key=os.environ.get("PLANLOTS_LLM_KEY") or None,
            qdrant=Qdrant.read(),
        )
