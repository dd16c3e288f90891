"""A section's text -> paragraphs, list items and runs to show, with the quote and the repaired words marked.

In: the section dict of the contract. Out: `Piece`s whose runs join to the text, code point by code point. Knows nothing of HTML: the
template turns runs into elements, and escapes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from api.tables import INFERRED_NAMES

Row = dict[str, Any]
ADDS = "_adds"  # how the search names what a signal added to the score
REASONS = frozenset({"sparse", "dense", "late", "together", "named", "area", "explains", "period", "answers", "opinion", "bare"})
Mark = Literal["", "quote", "repaired"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look."""

    text: str
    quoted: bool = False
    first: bool = False  # the first run of the quote: what the address points at
    repaired: bool = False
    was: str = ""  # what the file says there
    doubtful: bool = False  # it may be misread all the same


@dataclass(frozen=True, slots=True)
class Repair:
    """A word that was repaired, or is doubtful, or both."""

    start: int  # clean offsets
    end: int
    was: str | None  # what the file says there; None when that is what is shown
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a list item."""

    kind: Literal["paragraph", "item"]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring pieces of one kind: a list, or single paragraphs."""

    kind: Literal["paragraph", "item"]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One word that was repaired or is doubtful, for the list under the text."""

    start: int  # clean offsets
    end: int
    text: str  # as it is shown
    was: str  # as the file has it
    repaired: bool
    doubtful: bool
    margin: float | None  # natural logarithm of how much likelier the reading is than the next; None where nothing was weighed
    alternatives: tuple[str, ...]


def list_readings(section: Row) -> tuple[Reading, ...]:
    """The repaired and doubtful words: doubtful ones first, then in order."""
    text, offset = section["text"], section["source_span"][0]
    found = [
        Reading(
            change["start"],
            change["end"],
            text[change["start"] : change["end"]],
            section["source_text"][change["source_start"] - offset : change["source_end"] - offset],
            change["repaired"],
            change["doubtful"],
            change["margin"],
            tuple(change["alternatives"]),
        )
        for change in section["changes"]
        if change["start"] is not None
    ]
    return tuple(sorted(found, key=lambda one: (not one.doubtful, one.start)))


def read_clean(section: Row, quote: tuple[int, int] | None) -> tuple[Group, ...]:
    """The repaired text as groups of pieces."""
    text = section["text"]
    offset = section["source_span"][0]
    repairs: list[Repair] = []
    for change in section["changes"]:
        if change["start"] is not None:
            was = section["source_text"][change["source_start"] - offset : change["source_end"] - offset]
            repairs.append(Repair(change["start"], change["end"], was if change["repaired"] else None, change["doubtful"]))
    seen = {"quote": False}
    pieces = [
        Piece(kind, tuple(_runs(text, start, end, quote, repairs, seen)))  # type: ignore[arg-type]
        for kind, start, end in _stretches(section)
    ]
    return tuple(_group(pieces))


def read_scanned(section: Row, ranges: Sequence[Sequence[int]]) -> tuple[Run, ...]:
    """The text as the file has it, with the quote's ranges marked."""
    text, offset = section["source_text"], section["source_span"][0]
    inside = [(max(start - offset, 0), min(end - offset, len(text))) for start, end in ranges]
    runs: list[Run] = []
    at = 0
    for start, end in inside:
        if start < at or end <= start:
            continue
        runs += [Run(text[at:start]), Run(text[start:end], quoted=True, first=not any(run.quoted for run in runs))]
        at = end
    return tuple(run for run in (*runs, Run(text[at:])) if run.text)


def _stretches(section: Row) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of each paragraph and item; what no block claims is a paragraph of its own."""
    text, at = section["text"], 0
    blocks = sorted((block for block in section["blocks"] if block["start"] is not None), key=lambda block: block["start"])
    for block in blocks:
        if block["start"] < at:
            continue
        yield from _loose(text, at, block["start"])
        yield ("item" if block["kind"] == "item" else "paragraph"), block["start"], block["end"]
        at = block["end"]
    yield from _loose(text, at, len(text))


def _loose(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The paragraphs of a stretch that no block claims."""
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            yield "paragraph", at, at + len(line)
        at += len(line) + 1


def _runs(
    text: str, start: int, end: int, quote: tuple[int, int] | None, repairs: Sequence[Repair], seen: dict[str, bool]
) -> Iterator[Run]:
    """Cut [start, end) where the quote or a repair begins or ends."""
    near = [repair for repair in repairs if repair.start < end and repair.end > start]
    edges = {start, end} | {edge for repair in near for edge in (repair.start, repair.end)} | set(quote or ())
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    for left, right in pairwise(cuts):
        repair = next((repair for repair in near if repair.start <= left and right <= repair.end), None)
        was = repair.was if repair else None
        quoted = quote is not None and quote[0] <= left and right <= quote[1]
        first = quoted and not seen["quote"]
        seen["quote"] = seen["quote"] or quoted
        yield Run(text[left:right], quoted, first, was is not None, was or "", repair is not None and repair.doubtful)


def _group(pieces: Sequence[Piece]) -> Iterator[Group]:
    waiting: list[Piece] = []
    for piece in pieces:
        if waiting and (piece.kind != waiting[-1].kind or piece.kind == "paragraph"):
            yield Group(waiting[-1].kind, tuple(waiting))
            waiting = []
        waiting.append(piece)
    if waiting:
        yield Group(waiting[-1].kind, tuple(waiting))


def hit_runs(hit: Row) -> tuple[Run, ...]:
    """A hit's text with its highlights marked."""
    runs: list[Run] = []
    at = 0
    for start, end in sorted(hit["highlights"]):
        if at <= start < end <= len(hit["text"]):
            runs += [Run(hit["text"][at:start]), Run(hit["text"][start:end], quoted=True)]
            at = end
    return tuple(run for run in (*runs, Run(hit["text"][at:])) if run.text)


def hit_words(hit: Row) -> tuple[str, ...]:
    """The words of a hit that are highlighted, each once, in order."""
    return tuple(dict.fromkeys(hit["text"][start:end].casefold() for start, end in sorted(hit["highlights"])))


def duty_part(name: str, lang: str) -> str:
    """What a reader calls a field of a responsibility."""
    return INFERRED_NAMES.get(name, name) if lang == "sv" else name


def hit_reasons(hit: Row) -> tuple[tuple[str, float], ...]:
    """What added to a hit's score, and how much, most first; what the page has no words for is "other"."""
    added = {name.removesuffix(ADDS): points for name, points in hit["arms"].items() if name.endswith(ADDS) and round(points, 2)}
    named = [(name if name in REASONS else "other", points) for name, points in added.items()]
    return tuple(sorted(named, key=lambda one: (-abs(one[1]), one[0])))
