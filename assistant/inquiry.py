"""Everything a composer needs to answer one question, gathered once.

In: a library and a question as read. Out: an Inquiry. Knows searches; knows nothing of wording.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.evidence.statements import Evidence
from assistant.question.kinds import Attribute
from assistant.question.understand import Reading
from assistant.question.words import Word
from assistant.records import Hit, Kind, Language, RankedArea
from assistant.retrieval.collection import Collection
from corpus.errors import IndexUnavailable
from corpus.library import Library
from corpus.records import Document

MOST_READ = 40  # documents; more are too many to go through sentence by sentence for one question


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question with what was found for it."""

    library: Library
    collection: Collection
    reading: Reading
    words: tuple[Word, ...]
    hits: tuple[Hit, ...]
    evidence: tuple[Evidence, ...]  # best first
    areas: tuple[RankedArea, ...]  # ranked for the question, best first; empty when the collection has none
    today: date
    lost: IndexUnavailable | None = None  # why nothing could be searched for: only registers can answer
    lenient: bool = False  # what fails one test only is shown with what it lacks: nothing else answered

    @property
    def language(self) -> Language:
        """Of the frame sentences; quotes stay Swedish."""
        return self.reading.understood.language

    @property
    def kind(self) -> Kind:
        """What kind of answer is asked for."""
        return self.reading.asked.kind

    @property
    def attribute(self) -> Attribute | None:
        """The number, date, body … asked for."""
        return self.reading.asked.attribute

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that the question is about, in the collection's order."""
        wanted = self.reading.understood.documents
        return tuple(one for one in self.collection.documents if wanted is None or one.id in wanted)

    @property
    def to_read(self) -> tuple[Document, ...]:
        """The documents that may be read from end to end for this question: of many only those that the search found."""
        if len(self.documents) <= MOST_READ:
            return self.documents
        found = {hit.document.id for hit in self.hits}
        return tuple(one for one in self.documents if one.id in found)

    def document_ids(self) -> Sequence[str] | None:
        """The ids to limit registers to; None for all."""
        return self.reading.understood.documents
