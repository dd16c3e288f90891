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
from api.service.recent import Key, Recent
from assistant.question.clean import clean_question
from assistant.records import Mode, Turn
from corpus.errors import BadRequest


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

    def _key(self, name: str, args: tuple[Any, ...]) -> Key:
        return self.recent.key((self.library.store.revision(), date.today()), name, simplify(name, args), at("/"))

    def _share(self, name: str, args: tuple[Any, ...], own: Callable[..., Any]) -> Prepared:
        return decode_row(self._encode(name, args, own))

    def _encode(self, name: str, args: tuple[Any, ...], own: Callable[..., Any]) -> bytes:
        return self.recent.share(self._key(name, args), lambda: self._make(name, args, own))

    def _make(self, name: str, args: tuple[Any, ...], own: Callable[..., Any]) -> tuple[bytes, bool]:
        """An answer, and whether it is to be kept: not when the index could not be asked, which may be over the next moment."""
        faults = self.library.index.faults
        encoded = self._ask_others(name, args) or self._answer(own, args)
        return encoded, not self.library.index.broken and self.library.index.faults == faults

    def _ask_others(self, name: str, args: tuple[Any, ...]) -> bytes | None:
        return self.answerers.ask(name, at("/")[:-1], args) if self.answerers else None

    def _answer(self, own: Callable[..., Any], args: tuple[Any, ...]) -> bytes:
        try:
            return encode_row(own(*args))
        finally:
            if self.answerers:
                self.answerers.finish_own()


def ask_args(question: str, history: Sequence[Turn], documents: Sequence[str] | None, mode: Mode | None) -> tuple[Any, ...]:
    """What tells one question from another."""
    return question, tuple(history), tuple(documents) if documents else None, mode


def simplify(name: str, args: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same for all calls that get the same answer: a question by its cleaned text, "extract" as no mode."""
    if name != "ask":
        return args
    question, history, documents, mode = args
    try:
        return clean_question(question), history, documents, mode == "generate"
    except BadRequest:
        return args


def decode_row(encoded: bytes) -> Prepared:
    """The dict or list of a piece of JSON, with the piece itself."""
    content = json.loads(encoded)
    return PreparedRow(content, encoded) if isinstance(content, dict) else PreparedRows(content, encoded)
