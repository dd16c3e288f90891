"""The desk of a running service: questions are answered by other processes, what was just answered is not worked out again.

In: an open library and the processes that answer. Out: the same rows as `LibraryDesk`, as they come out of JSON, with the JSON itself for
whoever sends it on. Knows nothing of HTTP.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from api.desk import LibraryDesk
from api.desk_choices import AreaChoice, SearchChoice, Watch
from api.guards.place import at
from api.payloads import Prepared, PreparedRow, PreparedRows, Row
from api.service.answerer import encode_row
from api.service.answerers import Answerers
from api.service.recent import Recent
from assistant.records import Mode, Turn


@dataclass
class SharedDesk(LibraryDesk):
    """Answers through others, and itself where they cannot."""

    answerers: Answerers | None = None
    recent: Recent = field(default_factory=Recent)

    def warm(self) -> None:
        """Let the answering processes prepare themselves; without any, this one."""
        if self.answerers:
            self.answerers.start()
        else:
            super().warm()

    def search(self, query: str, choice: SearchChoice) -> Row:
        """See LibraryDesk.search."""
        return cast(Row, self._share("search", (query, choice), super().search))

    def encode_search(self, query: str, choice: SearchChoice) -> bytes:
        """As search, as JSON: for whoever only sends it on."""
        return self._encode("search", (query, choice), super().search)

    def recall_search(self, query: str, choice: SearchChoice) -> bytes | None:
        """What the same search gave a moment ago, as JSON; quick enough for a thread that must not wait."""
        return self._recall("search", (query, choice))

    def areas(self, choice: AreaChoice) -> list[Row]:
        """See LibraryDesk.areas. Without a question it is a list of what lies in memory."""
        return cast(list[Row], self._share("areas", (choice,), super().areas)) if choice.q else super().areas(choice)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Sequence[str] | None = None,
        mode: Mode | None = None,
        watch: Watch | None = None,
    ) -> Row:
        """See LibraryDesk.ask. A language model is asked from here: its answer is watched while it grows."""
        if self._writes(mode):
            return super().ask(question, history, documents, mode, watch)
        return cast(Row, self._share("ask", ask_args(question, history, documents, mode), super().ask))

    def encode_ask(
        self, question: str, history: Sequence[Turn] = (), documents: Sequence[str] | None = None, mode: Mode | None = None
    ) -> bytes:
        """As ask, as JSON: for whoever only sends it on."""
        if self._writes(mode):
            return encode_row(super().ask(question, history, documents, mode))
        return self._encode("ask", ask_args(question, history, documents, mode), super().ask)

    def recall_ask(
        self, question: str, history: Sequence[Turn] = (), documents: Sequence[str] | None = None, mode: Mode | None = None
    ) -> bytes | None:
        """As recall_search, of an answer."""
        return None if self._writes(mode) else self._recall("ask", ask_args(question, history, documents, mode))

    def _writes(self, mode: Mode | None) -> bool:
        """Whether a language model may write the answer."""
        return bool(self.library.settings.model_url) and mode != "extract"

    def _recall(self, name: str, args: tuple[Any, ...]) -> bytes | None:
        """From memory alone: another database than SQLite would have to be asked over a network whether anything has changed."""
        return self.recent.find(self._key(name, args)) if self.library.store.database.dialect == "sqlite" else None

    def _key(self, name: str, args: tuple[Any, ...]) -> bytes:
        return self.recent.key(name, args, at("/")[:-1], self.library.store.revision(), date.today())

    def _share(self, name: str, args: tuple[Any, ...], own: Callable[..., Any]) -> Prepared:
        return decode_row(self._encode(name, args, own))

    def _encode(self, name: str, args: tuple[Any, ...], own: Callable[..., Any]) -> bytes:
        key = self._key(name, args)
        encoded = self.recent.find(key)
        if encoded is None:
            encoded = (self.answerers and self.answerers.ask(name, at("/")[:-1], args)) or encode_row(own(*args))
            if not self.library.index.broken:
                self.recent.keep(key, encoded)
        return encoded


def ask_args(question: str, history: Sequence[Turn], documents: Sequence[str] | None, mode: Mode | None) -> tuple[Any, ...]:
    """What tells one question from another."""
    return question, tuple(history), tuple(documents) if documents else None, mode


def decode_row(encoded: bytes) -> Prepared:
    """The dict or list of a piece of JSON, with the piece itself."""
    content = json.loads(encoded)
    return PreparedRow(content, encoded) if isinstance(content, dict) else PreparedRows(content, encoded)
