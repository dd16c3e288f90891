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
Watch = Callable[[Row], None]  # is shown an answer as far as it has come


@dataclass(frozen=True, slots=True)
class SearchChoice:
    """How a search is limited."""

    documents: tuple[str, ...] | None = None  # ids
    kinds: tuple[str, ...] | None = None  # document kinds
    limit: int = 10
    explain: bool = False


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

    def areas(self, choice: AreaChoice) -> list[Row]:
        """Development areas in document order or, with `q`, best first."""

    def responsibilities(self, choice: DutyChoice) -> list[Row]:
        """Who does what, in document order."""

    def references(self, document: str | None = None) -> list[Row]:
        """Where the plans point elsewhere."""

    def compare(self, left: str, right: str) -> Row:
        """Two plans side by side."""

    def job(self, job_id: str) -> Row:
        """How an ingest job is getting on."""
