"""The shapes of what changes documents: what /openapi.json describes of it, and what a posted correction is checked against.

Knows pydantic. Knows nothing of routes or stores.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from api.routes.schemas import JobOut, Shape
from ingest.word_correction import MOST_WORDS


class CorrectionIn(BaseModel):
    """Body of POST /api/corrections: words of a section's text, and how they should read."""

    model_config = ConfigDict(strict=True)
    anchor: str = Field(max_length=1000)
    start: int = Field(ge=0, description="första tecknet i avsnittets text")
    end: int = Field(ge=1, description="tecknet efter det sista")
    quote: str = Field(max_length=MOST_WORDS, description="orden som står där nu; annars har texten ändrats under tiden")
    replacement: str = Field(max_length=MOST_WORDS)


class CorrectionOut(Shape):
    """A correction by a person."""

    id: str
    document: str
    before: str
    quote: str
    after: str
    replacement: str
    author: str
    created: str
    orphan: bool = Field(description="orden finns inte längre i originalet")


class CorrectedOut(Shape):
    """A correction that was added or withdrawn, and the job that reads the document again."""

    correction: CorrectionOut | None
    job: JobOut | None


class WithdrawnOut(Shape):
    """A document that was taken out."""

    id: str
    title: str
    withdrawn: bool


class EntryOut(Shape):
    """One line of the audit log."""

    time: str
    collection: str
    who: str
    action: str
    target: str
