"""Source and changes -> repaired text with its way back, and its lines.

In: a source text and the changes of the repair step. Out: the repaired text, which stretch of it stands for which stretch of the source,
and its lines; the lines' covers part the source without gap or overlap. Knows nothing of pages, headings or lists.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.records import Change, Operation, Segment, Span
from corpus.sentences import trim

HARD = re.compile(r"\S {2,}\n?$")
TAB = 4  # columns that a tab at the start of a line stands for
RANGES = (  # zero-width characters, the soft hyphen; control characters; marks that turn the writing direction; Unicode tags
    (0x00AD, 0x00AD), (0x200B, 0x200F), (0x2060, 0x2064), (0xFEFF, 0xFEFF), (0x180E, 0x180E), (0x00, 0x08),
    (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0x061C, 0x061C), (0x202A, 0x202E), (0x2066, 0x206F), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F),
)  # fmt: skip
INVISIBLE = "".join(chr(code) for first, last in RANGES for code in range(first, last + 1))  # nothing that a reader sees


@dataclass(frozen=True, slots=True)
class Base:
    """The repaired text. `pieces` are segments whose clean offsets count in `text`; they cover both texts."""

    text: str
    source: str
    pieces: tuple[Segment, ...]
    starts: tuple[int, ...]  # clean_start of each piece, for bisection

    def to_source(self, offset: int) -> int:
        """The source offset where text[offset:] begins; inside a repaired piece its end."""
        if not self.pieces:
            return 0
        piece = self.pieces[max(bisect_right(self.starts, offset) - 1, 0)]
        if piece.operation == "copy":
            return piece.source_start + min(offset - piece.clean_start, piece.source_end - piece.source_start)
        return piece.source_start if offset == piece.clean_start else piece.source_end

    def cut(self, start: int, end: int) -> list[Segment]:
        """The segments of text[start:end], clean offsets as in `text`; a cut piece of a repair gives its source to its first part."""
        found = []
        index = max(bisect_right(self.starts, start) - 1, 0)
        while index < len(self.pieces) and self.pieces[index].clean_start < end:
            piece = self.pieces[index]
            index += 1
            left, right = max(piece.clean_start, start), min(piece.clean_end, end)
            if left < right:
                found.append(cut_piece(piece, left, right))
        return found


def cut_piece(piece: Segment, left: int, right: int) -> Segment:
    """The part of a piece between two clean offsets; only the first part of a repair keeps its source."""
    if piece.operation == "copy":
        shift = piece.source_start - piece.clean_start
        return replace(piece, clean_start=left, clean_end=right, source_start=left + shift, source_end=right + shift)
    start = piece.source_start if left == piece.clean_start else piece.source_end
    return replace(piece, clean_start=left, clean_end=right, source_start=start)


@dataclass(frozen=True, slots=True)
class Line:
    """One line. Offsets count in the repaired text; `cover` is the line's share of the source, with its indent and line end."""

    number: int
    start: int  # of the text without the white space around it
    end: int
    text: str
    indent: int  # columns of white space before the text
    cover: Span
    page_number: int | None = None
    page_start: bool = False  # a page begins here
    lost_bullet: bool = False  # a list item whose bullet the source has lost
    hard: bool = False  # ended on purpose, by two spaces, as Markdown marks it

    @property
    def blank(self) -> bool:
        """Is there nothing to see on the line?"""
        return not self.text


def apply_changes(source: str, changes: Sequence[Change]) -> Base:
    """The repaired text; a change that overlaps an earlier one or lies outside the text is left out."""
    pieces: list[Segment] = []
    out: list[str] = []
    at = clean = 0

    def add(text: str, start: int, end: int, change: Change | None) -> None:
        nonlocal clean
        if not text and start == end:
            return
        if change and text == source[start:end]:
            change = None  # it only marks a doubt
        operation: Operation = "copy" if change is None else "correct" if change.rule == "correction" else "repair"
        margin, alternatives = (change.margin, change.alternatives) if change else (None, ())
        pieces.append(Segment(clean, clean + len(text), start, end, operation, margin, alternatives))
        out.append(text)
        clean += len(text)

    for change in sorted(changes, key=lambda c: (c.start, c.end)):
        if change.start < at or change.end > len(source) or change.end < change.start:
            continue
        add(source[at : change.start], at, change.start, None)
        add(change.text, change.start, change.end, change)
        at = change.end
    add(source[at:], at, len(source), None)
    return Base("".join(out), source, tuple(pieces), tuple(piece.clean_start for piece in pieces))


def split_lines(base: Base) -> tuple[Line, ...]:
    """The lines of the repaired text in order; the first cover begins at 0, the last ends where the source does."""
    raw = base.text.splitlines(keepends=True) or [""]
    starts = [0]
    for piece in raw:
        starts.append(starts[-1] + len(piece))
    covers = [0, *(after_word(base.source, base.to_source(start)) for start in starts[1:-1]), len(base.source)]
    return tuple(make_line(number, text, starts[number], (covers[number], covers[number + 1])) for number, text in enumerate(raw))


def after_word(text: str, at: int) -> int:
    """The offset itself, or the end of the word that it would cut: a repair can end within one."""
    while 0 < at < len(text) and is_word(text[at - 1]) and is_word(text[at]):
        at += 1
    return at


def is_word(char: str) -> bool:
    """Is the character part of words, as \\w says?"""
    return char.isalnum() or char == "_"


def make_line(number: int, raw: str, start: int, cover: Span) -> Line:
    """A line without the white space and invisible characters around it."""
    text = raw.strip().strip(INVISIBLE + " \t\xa0")
    offset = raw.index(text) if text else 0
    indent = sum(TAB if char == "\t" else char not in INVISIBLE for char in raw[:offset].lstrip("\f\v\r\n"))
    return Line(number, start + offset, start + offset + len(text), text, indent, cover, hard=bool(HARD.search(raw)))


def measure_width(lines: Sequence[Line]) -> int:
    """The width that running text is wrapped at, in characters: the ninth decile of the lines' lengths."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) >= 20)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 80


def join_covers(base: Base, lines: Sequence[Line]) -> tuple[Span, ...]:
    """Source spans of some lines: neighbours joined, white space at the ends left out."""
    spans: list[Span] = []
    for line in sorted(lines, key=lambda line: line.number):
        if spans and spans[-1][1] == line.cover[0]:
            spans[-1] = (spans[-1][0], line.cover[1])
        else:
            spans.append(line.cover)
    trimmed = (trim(base.source, span) for span in spans)
    return tuple(span for span in trimmed if span[0] < span[1])
