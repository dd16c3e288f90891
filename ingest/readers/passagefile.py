"""A .jsonl of passages -> an edition: one document per file, one section and one passage per line.

In: lines of {"id", "title", "text"}, as retrieval benchmarks have them. Out: the edition, each passage with its line's id as external_id;
short and empty ones too. One malformed line refuses the file, by its number. Knows nothing of headings, repair or stores.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.anchors import first_free, slug
from corpus.errors import UnreadableDocument
from corpus.records import Block, Document, Edition, Passage, Section, Segment, Source

VERSION = "1"  # raised when the same file gives other records
MOST_LINES = 2_000_000  # beyond that the records do not fit in 8 GB of memory
FIELDS = {"title": "rubriken", "text": "texten"}
CURE = "Rätta raden och läs in filen igen."


@dataclass(frozen=True, slots=True)
class Line:
    """One passage as the file has it."""

    id: str
    title: str  # "" when there is none
    text: str


def read_passages(path: Path, document_id: str, kept: Mapping[str, str] | None = None, taken: Set[str] = frozenset()) -> Edition:
    """The edition of a file of passages. `kept`: anchors of an earlier generation by external id; `taken`: anchors never to be reused.

    Raises UnreadableDocument with the line's number.
    """
    made = Maker(document_id, dict(kept or {}), taken)
    for line in read_lines(path):
        made.add(line)
    if not made.sections:
        raise UnreadableDocument(f"{path.name} har inga passager. Varje rad ska vara ett objekt med id, title och text.")
    return made.edition(path)


class Maker:
    """Grows the records line by line; texts are shared between them, not copied."""

    def __init__(self, document_id: str, kept: dict[str, str], taken: Set[str]) -> None:
        self.document_id = document_id
        self.kept = kept
        self.used = set(taken) | set(kept.values())
        self.last: dict[str, int] = {}
        self.length = 0  # of the source so far
        self.pieces: list[str] = []
        self.sections: list[Section] = []
        self.blocks: list[Block] = []
        self.passages: list[Passage] = []

    def add(self, line: Line) -> None:
        """One more section: its title and its text, each on lines of their own in the source."""
        anchor = self._name(line.id)
        start = self.length
        title_span = self._write(line.title)
        body = line.text.strip()
        span = self._write(body)
        text = unicodedata.normalize("NFC", body)
        heading = " ".join(line.title.split()) or line.id
        operation: Any = "copy" if text == body else "repair"
        segments = (Segment(0, len(text), *span, operation),) if text else ()
        headings = (title_span,) if line.title.strip() else ()
        order = len(self.sections)
        self.sections.append(
            Section(
                anchor, self.document_id, "section", heading, None, 1, (heading,), "dokument", None, None, text, segments,
                (start, self.length), headings, None, order,
            )
        )  # fmt: skip
        if headings:
            self.blocks.append(Block("heading", heading, headings, None, anchor, level=1))
        if text:
            self.blocks.append(Block("paragraph", text, (span,), None, anchor, clean=(0, len(text))))
        path = (heading,) if line.title.strip() else ()  # an id is no word to search by
        self.passages.append(
            Passage(
                f"{anchor}#0-{len(text)}", self.document_id, anchor, 0, len(text), text, "text", path, None, "dokument", None, None,
                order, line.id,
            )
        )  # fmt: skip

    def edition(self, path: Path) -> Edition:
        """What was added, as one edition."""
        return Edition(
            document=Document(self.document_id, path.stem, kind="passager", file_name=path.name),
            source=Source("".join(self.pieces), (), "passages"),
            changes=(),
            blocks=tuple(self.blocks),
            sections=tuple(self.sections),
            notes=(),
            passages=tuple(self.passages),
        )

    def _name(self, line_id: str) -> str:
        """The line's anchor from before, or a fresh one."""
        anchor = self.kept.get(line_id) or first_free(f"{self.document_id}/{slug(line_id)}", self.used, self.last)
        self.used.add(anchor)
        return anchor

    def _write(self, text: str) -> tuple[int, int]:
        """Put a text into the source; its span."""
        start = self.length
        self.pieces += (text, "\n")
        self.length += len(text) + 1
        return start, start + len(text)


def read_lines(path: Path) -> Iterator[Line]:
    """The lines of the file, checked. Raises UnreadableDocument with the line's number."""
    seen: dict[str, int] = {}
    for number, raw in enumerate(_raw_lines(path), start=1):
        if not raw.strip():
            continue
        line = _parse_line(raw, f"{path.name}, rad {number}")
        if line.id in seen:
            raise UnreadableDocument(f"{path.name}, rad {number}: id ”{line.id}” finns redan på rad {seen[line.id]}. {CURE}")
        seen[line.id] = number
        if len(seen) > MOST_LINES:
            raise UnreadableDocument(f"{path.name} har fler än {MOST_LINES} rader. Dela upp filen i flera.")
        yield line


def _raw_lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file):
                yield raw.removeprefix(b"\xef\xbb\xbf") if number == 0 else raw
    except OSError as error:
        raise UnreadableDocument(f"{path} kan inte läsas ({error.strerror}). Kontrollera sökvägen och rättigheterna.") from error


def _parse_line(raw: bytes, where: str) -> Line:
    try:
        values = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableDocument(f"{where}: texten är inte UTF-8. Spara filen som UTF-8 och läs in den igen.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(f"{where}: raden är inte giltig JSON. {CURE}") from error
    if not isinstance(values, dict):
        raise UnreadableDocument(f"{where}: raden ska vara ett objekt med id, title och text. {CURE}")
    return Line(
        _read_id(values, where), _read_text(values.get("title") or "", "title", where), _read_text(values.get("text"), "text", where)
    )


def _read_id(values: dict[str, Any], where: str) -> str:
    found = values.get("id", values.get("_id"))  # the BEIR benchmarks write _id
    if isinstance(found, bool) or not isinstance(found, str | int) or not str(found).strip():
        raise UnreadableDocument(f"{where}: id saknas eller är varken text eller heltal. {CURE}")
    return _storable(str(found))


def _read_text(found: object, field: str, where: str) -> str:
    if not isinstance(found, str):
        raise UnreadableDocument(f"{where}: {FIELDS[field]} ({field}) saknas eller är inte text. {CURE}")
    return _storable(found)


def _storable(text: str) -> str:
    """Without NUL and lone surrogates, which no database takes."""
    return "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text) if _is_odd(text) else text


def _is_odd(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return "\0" in text
