"""Chunks of a section -> its clean text with the alignment to the source.

In: the repaired text and the chunks that make the section's text. Out: the text, NFC, wrapped and hyphenated lines joined, marks of
emphasis, bullets, soft hyphens and note marks lifted out; segments that lead every character back; where each chunk stands.
Knows nothing of headings' depth.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.lexicon import load_lexicon
from corpus.records import Operation, Segment, Span
from ingest.structure.chunks import RULE, Chunk
from ingest.structure.lines import INVISIBLE, Base, Line
from ingest.structure.wording import find_garbled, hangs, starts_large

EMPHASIS = re.compile(r"(?P<open>\*\*\*|\*\*|__|(?<![\w*])\*(?!\*)|(?<!\w)_)(?=\S)(?P<inner>.+?)(?<=\S)(?P<close>(?P=open))(?![\w*])")
LINK = re.compile(r"!?\[(?P<inner>[^\]\[]*)\](?P<close>\([^()\s]*(?:\s\"[^\"]*\")?\))")
TAG = re.compile(r"</?(?:b|i|u|em|strong|sup|sub|br|span|p)(?:\s[^<>]*)?/?>", re.IGNORECASE)
ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|])")
CLOSING_MARKS = re.compile(r"\s*#+\s*$")
GAP = re.compile(r"\s{2,}")  # between the cells of a table set by spaces; the head's words are long, so that little is left between them
CELL_EDGE = re.compile(r"\s*\|\s*|\s{3,}")
LIGATURES = "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"  # single signs for ff, fi, fl that fonts leave in a PDF's text
UNEVEN = re.compile(rf"\s\s|[^\S ]|[{INVISIBLE}{LIGATURES}]")  # white space that is not one space, or what cannot be seen
HYPHENED = re.compile(r"([^\W\d_]+)-$")
# a word divided where a line once ended, and read on in the same line: "ge\u00ad nomsnittet", "komplikat- ioner"
DIVIDED = re.compile(r"(?<=[^\W\d_])(?P<mark>\u00ad|-)(?P<blank>[ \t\u00a0]+)(?=(?P<rest>[^\W\d_A-ZÅÄÖ]+))")
LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
OMITTED = "[…]"  # in place of print that could not be read: what stands around it must not read as one sentence
# after these a hyphen at a line's end is no division: "vård- och omsorg"
COORDINATORS = frozenset({"och", "eller", "samt", "respektive", "till", "som", "resp", "alternativt", "men"})


Lifts = Mapping[int, tuple[Span, ...]]  # line number -> where note marks stand in the repaired text


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the repaired text that is kept, or what is put in its place. An empty piece with a `lift` says where a mark stood."""

    start: int  # in the repaired text
    end: int
    text: str
    operation: Operation = "copy"
    lift: Span | None = None


@dataclass(frozen=True, slots=True)
class Clean:
    """A clean text. `places` are the clean spans of the chunks, `lifts` where note marks stood."""

    text: str
    segments: tuple[Segment, ...]
    places: tuple[Span, ...]
    lifts: dict[Span, int]


def clean_chunks(base: Base, chunks: Sequence[Chunk], lifts: Lifts, words: frozenset[str], *, hard_breaks: bool = False) -> Clean:
    """The text of a section from its chunks, in order. `words` are the hyphenated words of the whole document."""
    writer = Writer(base)
    places: list[Span] = []
    for index, chunk in enumerate(chunks):
        mark = writer.separate("" if not places else separator(chunks[index - 1], chunk))
        start = writer.length
        before: Line | None = None
        for line, pieces in clean_lines(chunk, lifts):
            if before is None:
                writer.add(pieces)
            else:
                writer.join_lines(pieces, words, broken=chunk.kind == "table" or (hard_breaks and is_break(before, line)))
            before = line
        if writer.length == start:
            writer.undo(mark)
            start = writer.length
        places.append((start, writer.length))
    return Clean("".join(writer.text), tuple(writer.segments), tuple(places), dict(writer.lifts))


def is_break(before: Line, after: Line) -> bool:
    """Was the line ended by Markdown's two spaces, and does it not read on?"""
    return before.hard and not hangs(before.text) and starts_large(after.text)


def separator(before: Chunk, after: Chunk) -> str:
    """List items, and a lead and its list, are parted by a line break, paragraphs by a blank line."""
    leads = before.kind == "item" or before.leads or (before.kind == "paragraph" and before.text.rstrip("*_ ").endswith(":"))
    return "\n" if after.kind == "item" and leads else "\n\n"


class Writer:
    """Collects text and segments; keeps them in step."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.text: list[str] = []
        self.length = 0
        self.segments: list[Segment] = []
        self.lifts: dict[Span, int] = {}
        self.end = 0  # offset in the repaired text after the last piece

    def separate(self, text: str) -> tuple[int, int, int]:
        """Write what parts two chunks, which no piece of the source stands for; the state before it is returned."""
        state = (len(self.text), len(self.segments), self.length)
        if text and self.length:
            at = self.base.to_source(self.end)
            self.put(text, Segment(self.length, self.length + len(text), at, at, "insert"))
        return state

    def undo(self, state: tuple[int, int, int]) -> None:
        """Take back a separator after which nothing came."""
        texts, segments, self.length = state
        del self.text[texts:], self.segments[segments:]

    def add(self, pieces: Sequence[Piece]) -> None:
        """Write pieces as they are."""
        for piece in pieces:
            if piece.lift is not None:
                self.lifts[piece.lift] = self.length
            elif piece.operation == "copy":
                self.copy(piece)
            elif piece.text:
                source = (self.base.to_source(piece.start), self.base.to_source(piece.end))
                self.put(piece.text, Segment(self.length, self.length + len(piece.text), *source, piece.operation))
            self.end = max(self.end, piece.end) if piece.lift is None else self.end

    def copy(self, piece: Piece) -> None:
        """Write a stretch of the repaired text with the segments that lead it to the source."""
        for segment in self.base.cut(piece.start, piece.end):
            shift = self.length - segment.clean_start
            text = self.base.text[segment.clean_start : segment.clean_end]
            moved = replace(segment, clean_start=segment.clean_start + shift, clean_end=segment.clean_end + shift)
            self.put(text, moved)

    def put(self, text: str, segment: Segment) -> None:
        """Append text with its segment; copies that adjoin in both texts become one."""
        last = self.segments[-1] if self.segments else None
        adjoins = last is not None and last.operation == segment.operation == "copy" and last.source_end == segment.source_start
        if last is not None and adjoins:
            self.segments[-1] = replace(last, clean_end=segment.clean_end, source_end=segment.source_end)
        else:
            self.segments.append(segment)
        self.text.append(text)
        self.length += len(text)

    def join_lines(self, pieces: Sequence[Piece], words: frozenset[str], *, broken: bool) -> None:
        """Write the next line of a chunk after a space, or after nothing where a word was divided."""
        kept = [piece for piece in pieces if piece.text]
        if not kept:
            self.add(pieces)
            return
        glue, drop = ("\n", False) if broken else find_glue("".join(self.text[-12:]), "".join(piece.text for piece in kept), words)
        if not self.length or self.text[-1:] == ["\n\n"]:
            glue, drop = "", False
        if drop:
            self.drop_last()
        if glue:
            start, end = self.base.to_source(self.end), self.base.to_source(kept[0].start)
            between = self.base.source[start:end]
            if start > end or between.strip(INVISIBLE + " \t\n\r\f\v\xa0"):
                start = end = self.base.to_source(self.end)
            self.put(glue, Segment(self.length, self.length + len(glue), start, end, "join" if start < end else "insert"))
        self.add(pieces)

    def drop_last(self) -> None:
        """Take back the hyphen that divides a word."""
        last = self.segments[-1]
        self.text[-1] = self.text[-1][:-1]
        self.length -= 1
        source_end = last.source_end - (last.operation == "copy")
        shorter = replace(last, clean_end=last.clean_end - 1, source_end=source_end)
        self.segments[-1:] = [shorter] if shorter.clean_start < shorter.clean_end else []
        if not self.text[-1]:
            self.text.pop()


def find_glue(before: str, after: str, words: frozenset[str]) -> tuple[str, bool]:
    """What joins two lines, and whether the hyphen that ends the first goes."""
    hyphened, follower = HYPHENED.search(before), FIRST_WORD.match(after)
    if before.endswith("/"):
        return "", False
    if not hyphened or not follower:
        return " ", False
    stem, word = hyphened[1], follower[0]
    if word.casefold() in COORDINATORS:
        return " ", False
    whole = stem.isupper() or len(stem) == 1 or word[0].isupper() or f"{stem}-{word}".casefold() in words
    return "", not whole


def clean_lines(chunk: Chunk, lifts: Lifts) -> Iterator[tuple[Line, list[Piece]]]:
    """The lines with the pieces of each that stay."""
    for index, line in enumerate(chunk.lines):
        if chunk.kind == "table":
            pieces = clean_row(line, lifts)
            if pieces:
                yield line, pieces
        else:
            yield line, clean_line(line, chunk.skip if index == 0 else 0, lifts, heading=chunk.kind == "heading")


def clean_line(line: Line, skip: int, lifts: Lifts, *, heading: bool = False) -> list[Piece]:
    """One line without its mark, emphasis, tags and invisible characters; white space is one space each."""
    gone: list[Span] = [(0, skip)] if skip else []
    for pattern in (EMPHASIS, LINK):
        for match in pattern.finditer(line.text, skip):
            inner = match.span("inner")
            gone += [(match.start(), inner[0]), (inner[1], match.end())]
    patterns = (TAG, ESCAPE, CLOSING_MARKS) if heading else (TAG, ESCAPE)
    gone += [match.span() for pattern in patterns for match in pattern.finditer(line.text, skip)]
    gone += find_divided(line.text, skip)
    return keep(line, gone, called_in(line, lifts))


def find_divided(text: str, skip: int) -> list[Span]:
    """What divides words within a line: a soft hyphen and a blank always, a hyphen where the whole is commoner than a half."""
    found = []
    for match in DIVIDED.finditer(text, skip):
        if match["rest"].casefold() in COORDINATORS:
            continue
        stem = LETTERS_BEFORE.search(text, skip, match.start())
        halves = (stem[0].casefold(), match["rest"].casefold()) if stem else ("", "")
        seen = load_lexicon().frequency
        if match["mark"] == "\u00ad" or seen("".join(halves)) > min(map(seen, halves)):
            found.append(match.span())
    return found


def clean_row(line: Line, lifts: Lifts) -> list[Piece]:
    """The cells of a table row with " | " between them; nothing for the line below a table's head."""
    if RULE.match(line.text):
        return []
    out: list[Piece] = []
    at = 0
    edges = CELL_EDGE if "|" in line.text else GAP
    marks = called_in(line, lifts)
    for edge in [*edges.finditer(line.text), None]:
        start, end = (edge.start(), edge.end()) if edge else (len(line.text), len(line.text))
        cell = keep_cell(line, at, start, marks)
        if edge is None or start > 0:
            if out and (cell or edge is not None):
                out.append(Piece(line.start + at, line.start + at, " | ", "insert"))
            out += cell
        at = end
    while out and out[-1].text == " | ":
        out.pop()
    return out


def keep_cell(line: Line, start: int, end: int, marks: Sequence[Span]) -> list[Piece]:
    """Pieces of line.text[start:end], without white space around them."""
    cell = replace(line, text=line.text[start:end], start=line.start + start, end=line.start + end)
    edge = len(cell.text)
    return keep(cell, [(edge, edge)], [(one - start, two - start) for one, two in marks if start <= one < end])


def called_in(line: Line, lifts: Lifts) -> list[Span]:
    """Where note marks stand in the line."""
    return [(start - line.start, end - line.start) for start, end in lifts.get(line.number, ()) if start < line.end]


def keep(line: Line, gone: Sequence[Span], called: Sequence[Span]) -> list[Piece]:
    """Pieces of a line without the stretches that are gone; note marks leave an empty piece where they stood."""
    kept = max((end for start, end in gone if start == 0), default=0)
    plain = not called and all(start == 0 for start, _ in gone) and not UNEVEN.search(line.text) and not find_garbled(line.text)
    if plain and unicodedata.is_normalized("NFC", line.text):
        return trim_pieces([Piece(line.start + kept, line.end, line.text[kept:])]) if kept < len(line.text) else []
    dropped = [False] * len(line.text)
    for start, end in [*gone, *called]:
        dropped[start:end] = [True] * len(dropped[start:end])
    marks = {start: (line.start + start, line.start + end) for start, end in called}
    garbled = dict(find_garbled(line.text))
    out: list[Piece] = []
    index, before = 0, " "
    while index < len(line.text):
        if index in marks:
            out.append(Piece(line.start + index, line.start + index, "", "copy", marks[index]))
        if dropped[index] or line.text[index] in INVISIBLE:
            index += 1
            continue
        end = garbled.get(index) or cluster_end(line.text, index)
        omitted = Piece(line.start + index, line.start + end, OMITTED, "repair")
        out.append(omitted if index in garbled else read_cluster(line, index, end, before))
        before = out[-1].text or before
        index = end
    return trim_pieces([piece for piece in merge(out) if piece.text or piece.lift is not None])


def cluster_end(text: str, index: int) -> int:
    """The end of a character with what combines with it."""
    end = index + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def read_cluster(line: Line, index: int, end: int, before: str) -> Piece:
    """A piece for one character: composed, white space as one space, none after another; `before` is what was kept last."""
    raw = line.text[index:end]
    start, stop = line.start + index, line.start + end
    if raw.isspace():
        if before.endswith(" "):
            return Piece(start, stop, "")
        return Piece(start, stop, " ", "copy" if raw == " " else "repair")
    composed = unicodedata.normalize("NFKC" if raw[0] in LIGATURES else "NFC", raw)
    return Piece(start, stop, composed, "copy" if composed == raw else "repair")


def merge(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbouring copies as one piece."""
    runs: list[list[Piece]] = []
    for piece in pieces:
        last = runs[-1][-1] if runs else None
        alike = last is not None and last.operation == piece.operation == "copy" and last.lift is None and piece.lift is None
        if last is not None and alike and last.end == piece.start and piece.text and last.text:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return [replace(run[0], end=run[-1].end, text="".join(piece.text for piece in run)) if len(run) > 1 else run[0] for run in runs]


def trim_pieces(pieces: list[Piece]) -> list[Piece]:
    """Without white space at the end."""
    out = list(pieces)
    for index in range(len(out) - 1, -1, -1):
        piece = out[index]
        if piece.lift is not None:
            continue
        stripped = piece.text.rstrip()
        if stripped:
            cut = len(piece.text) - len(stripped)
            out[index] = replace(piece, text=stripped, end=piece.end - cut) if cut else piece
            return out
        del out[index]
    return out


def find_hyphened(text: str) -> frozenset[str]:
    """Words that the document writes with a hyphen within a line."""
    return frozenset(word.casefold() for word in re.findall(r"(?<![^\W\d_])[^\W\d_]+-[^\W\d_]+", text))
