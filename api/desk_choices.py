"""What can be asked of Planlots, and how it is narrowed: the `Desk` that a running service and an open library both are.

Holds no behaviour, and imports neither the library nor a web framework, so that a command that talks to a service starts at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from api.export import File
from assistant.records import Mode, Turn

Row = dict[str, Any]
YEARS = 60  # a longer validity is a misread date
Watch = Callable[[Row], None]  # is shown an answer as far as it has come


@dataclass(frozen=True, slots=True)
class SearchChoice:
    """How a search is limited."""

    documents: tuple[str, ...] | None = None  # ids
    kinds: tuple[str, ...] | None = None  # document kinds
    limit: int = 10
    explain: bool = False
    issuers: tuple[str, ...] | None = None
    standings: tuple[str, ...] | None = None  # as in Document.status
    years: tuple[str, ...] | None = None  # "2027": dated then, or valid then

    def fits(self, document: Row) -> bool:
        """Whether a document's own facts let it be searched."""
        return (
            (self.documents is None or document["id"] in self.documents)
            and (self.issuers is None or document["issuer"] in self.issuers)
            and (self.standings is None or document["status"] in self.standings)
            and (self.years is None or not set(self.years).isdisjoint(document_years(document)))
        )


def document_years(document: Row) -> tuple[str, ...]:
    """The years that a document is dated in or valid in, as text; at most YEARS of them."""
    dated = str(document["date"] or "")[:4]
    first, last = (str(document[name] or "")[:4] for name in ("valid_from", "valid_to"))
    valid = [str(year) for year in range(int(first), int(last) + 1)][:YEARS] if first.isdecimal() and last.isdecimal() else [first, last]
    return tuple(sorted({year for year in (dated, *valid) if year.isdecimal()}))


@dataclass(frozen=True, slots=True)
class AreaChoice:
    """Which development areas to list; `q` ranks them."""

    document: str | None = None
    focus: str | None = None
    group: str | None = None
    q: str | None = None
    limit: int = 500
    editions_all: bool = False


@dataclass(frozen=True, slots=True)
class DutyChoice:
    """Which responsibilities to list; texts are matched as parts of words, without case."""

    document: str | None = None
    actor: str | None = None
    verb: str | None = None
    q: str | None = None
    limit: int = 500
    editions_all: bool = False  # the same duty of every edition and part


@dataclass(frozen=True, slots=True)
class TermChoice:
    """Which definitions and abbreviations to list; the term is matched as part of a word, without case."""

    document: str | None = None
    term: str | None = None
    limit: int = 500


@dataclass(frozen=True, slots=True)
class QuoteChoice:
    """What is marked on a page: [start, end) of the section's text or, without an anchor, of the document's source; else nothing."""

    anchor: str | None = None
    start: int | None = None
    end: int | None = None


class Desk(Protocol):
    """What can be asked. The shapes of the answers are those of the HTTP contract; all raise PlanlotsError."""

    def health(self) -> Row:
        """Whether it is ready, and with what."""

    def documents(self) -> list[Row]:
        """All documents, by id."""

    def document(self, document_id: str) -> Row:
        """One document with its outline, parts and quality."""

    def section(self, anchor: str, start: int | None = None, end: int | None = None) -> Row:
        """One section, and where [start, end) of its text stands in the source."""

    def search(self, query: str, choice: SearchChoice) -> Row:
        """Passages, best first."""

    def ask(
        self, question: str, history: Sequence[Turn], documents: Sequence[str] | None, mode: Mode | None, watch: Watch | None = None
    ) -> Row:
        """The answer to a question. While a language model writes, `watch` is shown what holds so far."""

    def record(self, question: str, history: Sequence[Turn], documents: Sequence[str] | None, mode: Mode | None, format_: str) -> File:
        """The answer with all its grounds as a file."""

    def page(self, document_id: str, page_number: int, wanted: QuoteChoice) -> File:
        """The picture of a page of a PDF, with a quote marked on it."""

    def areas(self, choice: AreaChoice) -> list[Row]:
        """Development areas in document order or, with `q`, best first."""

    def responsibilities(self, choice: DutyChoice) -> list[Row]:
        """Who does what, in document order."""

    def references(self, document: str | None = None) -> list[Row]:
        """Where the plans point elsewhere."""

    def definitions(self, choice: TermChoice) -> list[Row]:
        """What the plans say that words and abbreviations mean."""

    def compare(self, left: str, right: str) -> Row:
        """Two plans side by side."""

    def job(self, job_id: str) -> Row:
        """How an ingest job is getting on."""
