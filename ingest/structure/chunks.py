"""Lines with roles -> chunks: paragraphs, list items, tables, marked headings, and what is lifted out of the text.

In: the lines, the roles that earlier steps gave, the footnotes. Out: chunks in reading order, each of whole lines; a paragraph or item
that a page break, a note, a figure or a blank line cuts is one chunk. Which unmarked line is a heading is for the next step.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.records import BlockKind, Span
from ingest.structure.furniture import CAPTION, WRAPPED, Roles
from ingest.structure.lines import Line
from ingest.structure.marks import BULLET
from ingest.structure.notes import NoteDraft
from ingest.structure.wording import TITLE_WORD, URL, count_words, goes_on, hangs, is_aside, is_finished, starts_large, starts_small

ATX = re.compile(r"^(#{1,6})(?:\s+|(?=[^\W\d_]))")
SETEXT = re.compile(r"^(?:={3,}|-{3,})$")
NUMBERED = re.compile(r"^(?P<mark>\(?(?:\d{1,2}|[a-zåäö])[.)])\s+(?=\S)")
TABLE = re.compile(r"^\|.*\||^[^|]+\|[^|]*\|")
RULE = re.compile(r"^[|\s:+-]*-{3,}[|\s:+-]*$")
COLUMNS = re.compile(r"\S\s{3,}\S(?:.*?\S)?\s{3,}\S")  # two wide gaps: three columns
LABEL_LINE = re.compile(r"^(?=.{3,32}?:\s)[A-ZÅÄÖ][a-zåäö]+(?: [a-zåäö]+){0,3}:\s+\S")
CHECKBOX = re.compile(r"^\[[ xX]\]\s+")
MAX_LINES = 400  # of one paragraph; more is no text but a trap, and joining it takes for ever
LONGEST = 1_000  # lines or rows of one chunk, whatever it is: longer ones are traps, and every line more costs time for all before it
HEADING_REST = 6  # words of a heading that stand on its second line
HEAD_WORDS = 2  # of each cell of a table's head
HEADING_LINES = 3
CLAUSE = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,4}\.?\s+[A-ZÅÄÖ]")  # "4.1.2 Regionen ...": a clause of an agreement
TITLE_WORDS = 5  # of a line over a list
FORCED = 0.75  # share of the width: a line that leaves more room than this was ended on purpose


@dataclass(frozen=True, slots=True)
class Chunk:
    """One block to be, of whole lines."""

    kind: BlockKind
    lines: tuple[Line, ...]
    skip: int = 0  # characters of the first line that are its mark: bullet, number, "##"
    mark: str | None = None  # bullet or number as printed; a note's number
    level: int = 0  # heading: number of "#", 0 where it has no mark; item: nesting from 1
    subtitle: tuple[Line, ...] = ()  # heading: lines of a second heading that belongs to it
    mark_span: Span | None = None  # note: where its mark stands in the repaired text
    leads: bool = False  # paragraph: it introduces the list after it though it ends without a colon

    @property
    def text(self) -> str:
        """The words, without the mark, lines joined by spaces. For decisions only: the clean text is made later."""
        first, *rest = self.lines
        return " ".join([first.text[self.skip :].strip(), *(line.text for line in rest)]).strip()


def make_chunks(
    lines: Sequence[Line], roles: Roles, notes: Sequence[NoteDraft], width: int, sure: Mapping[int, int] | None = None
) -> tuple[Chunk, ...]:
    """Every line with text in exactly one chunk, in reading order. `sure`: first line of a heading told before -> lines it takes."""
    by_line = {line.number: note for note in notes for line in note.lines}
    out: list[Chunk] = []
    left = 0  # lines with text that the open heading still takes
    for line in lines:
        if not line.text:
            continue
        if sure and line.number in sure:
            out.append(Chunk("heading", (line,)))
            left = sure[line.number] - 1
            continue
        if left and out[-1].kind == "heading":
            out[-1] = replace(out[-1], lines=(*out[-1].lines, line))
            left -= 1
            continue
        note = by_line.get(line.number)
        if note is not None:
            if note.lines[0].number == line.number:
                out.append(Chunk("footnote", note.lines, note.skip, note.mark, mark_span=note.mark_span))
        elif line.number in roles:
            add_lifted(out, line, roles[line.number])
        else:
            add_line(out, line, lines, width)
    return tuple(join_cuts(out))


def add_lifted(out: list[Chunk], line: Line, kind: BlockKind) -> None:
    """Lifted lines of one kind that follow each other are one chunk; captions end where the next begins."""
    last = out[-1] if out and out[-1].kind == kind else None
    if (
        last is not None
        and len(last.lines) < LONGEST
        and (runs_on(last, line) if kind == "caption" else last.lines[-1].page_number == line.page_number)
    ):
        out[-1] = replace(last, lines=(*last.lines, line))
    else:
        out.append(Chunk(kind, (line,)))


def runs_on(caption: Chunk, line: Line) -> bool:
    """Does the line go on with the caption, rather than begin another?"""
    return caption.lines[-1].number >= line.number - 2 and not CAPTION.match(line.text)


def add_line(out: list[Chunk], line: Line, lines: Sequence[Line], width: int) -> None:
    """Put a line of running text where it belongs: in the open chunk, or in one of its own."""
    fresh = read_start(line, lines)
    if fresh is not None:
        out.append(fresh)
        return
    last = out[-1] if out else None
    adjoining = last is not None and last.lines[-1].number == line.number - 1 and not line.page_start
    if last is not None and (
        (last.kind == "item" and opens_list(last.lines[-1], line, lines)) or begins_label(last.lines[-1], line, width)
    ):
        adjoining = False
    if (
        last is not None
        and last.kind == "paragraph"
        and (titles_list(last.lines[-1], line, lines) or (CLAUSE.match(line.text) and is_finished(last.lines[-1].text)))
    ):
        adjoining = False
    if last is not None and adjoining and SETEXT.match(line.text) and is_underlined(last):
        out[-1] = replace(last, kind="heading", lines=(*last.lines, line), level=1 if line.text[0] == "=" else 2)
    elif RULE.match(line.text):
        out.append(Chunk("debris", (line,)))
    elif (
        last is not None
        and adjoining
        and last.kind in {"paragraph", "item"}
        and len(last.lines) < LONGEST
        and not was_ended(last.lines[-1], line, width, in_item=last.kind == "item")
    ):
        out[-1] = replace(last, lines=(*last.lines, line))
    else:
        out.append(Chunk("paragraph", (line,)))


def is_underlined(last: Chunk) -> bool:
    """May the rule below the chunk underline a heading, rather than close the particulars at the head of a document?"""
    return last.kind == "paragraph" and len(last.lines) == 1 and not is_aside(last.text)


def titles_list(before: Line, line: Line, lines: Sequence[Line]) -> bool:
    """Is the line after a finished one a few words over a list: "Insatser under året" over its bullets?"""
    after = lines[line.number + 1] if line.number + 1 < len(lines) else None
    listed = after is not None and (BULLET.match(after.text) or NUMBERED.match(after.text))
    short = count_words(line.text) <= TITLE_WORDS and starts_large(line.text) and not is_finished(line.text)
    return bool(listed) and short and is_finished(before.text)


def begins_label(before: Line, line: Line, width: int) -> bool:
    """Does the line begin with a label, "Ansvarig: ", below one that was ended on purpose?"""
    if not LABEL_LINE.match(line.text) or hangs(before.text):
        return False
    room = len(before.text) + 1 + len(line.text.split(maxsplit=1)[0]) < FORCED * min(width, WRAPPED)
    return room or bool(LABEL_LINE.match(before.text))


def opens_list(before: Line, line: Line, lines: Sequence[Line]) -> bool:
    """Is the line after an item the lead of the next list?"""
    after = next((other for other in lines[line.number + 1 : line.number + 3] if other.text), None)
    listed = after is not None and (BULLET.match(after.text) or after.lost_bullet)
    return line.text.endswith(":") and bool(listed) and starts_large(line.text) and not hangs(before.text)


def read_start(line: Line, lines: Sequence[Line]) -> Chunk | None:
    """The chunk that the line begins by its own marks; None for a line without any."""
    text = line.text
    if match := ATX.match(text):
        return Chunk("heading", (line,), match.end(), match[1], len(match[1]))
    if TABLE.match(text) or is_column_row(line, lines):
        return Chunk("table", (line,))
    if line.lost_bullet and not BULLET.match(text):
        return Chunk("item", (line,), 0, None, 1)
    if match := BULLET.match(text) or NUMBERED.match(text):
        end = match.end()
        if box := CHECKBOX.match(text[end:]):
            end += box.end()
        return Chunk("item", (line,), end, match[0].strip(), 1 + line.indent // 2 if line.indent > 1 else 1)
    return None


def is_column_row(line: Line, lines: Sequence[Line]) -> bool:
    """Is the line a row of a table set by spaces: three columns, beside another such line?"""
    if not COLUMNS.search(line.text):
        return False
    beside = [lines[i] for i in (line.number - 1, line.number + 1) if 0 <= i < len(lines)]
    return any(COLUMNS.search(near.text) for near in beside)


def was_ended(before: Line, after: Line, width: int, *, in_item: bool = False) -> bool:
    """Was the line before ended on purpose, so that the next begins a paragraph of its own?"""
    if width > WRAPPED:
        return False
    room = len(before.text) + 1 + len(after.text.split(maxsplit=1)[0]) < FORCED * width
    if in_item and room and starts_large(after.text) and not hangs(before.text):
        return True
    return room and is_finished(before.text) and not before.text.endswith((":", ";")) and starts_large(after.text)


def join_cuts(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Join a paragraph or item with its rest across whatever cut it; rows of one table; wrapped marked headings."""
    out: list[Chunk] = []
    open_at: int | None = None  # index in `out` of the last chunk of running text
    for chunk in chunks:
        last = out[open_at] if open_at is not None else None
        if last is not None and is_rest(last, chunk, adjoining=open_at == len(out) - 1):
            out[open_at or 0] = replace(last, lines=(*last.lines, *chunk.lines))
            continue
        if last is not None and turns_page(last, chunk, out[(open_at or 0) + 1 :]):
            if is_same_row(chunk.lines[0], last.lines[0]):
                out.append(replace(chunk, kind="furniture"))
            else:
                out[open_at or 0] = replace(last, lines=(*last.lines, *chunk.lines))
            continue
        out.append(chunk)
        if chunk.kind in {"paragraph", "item", "heading", "table"}:
            open_at = len(out) - 1
    return out


def is_rest(last: Chunk, chunk: Chunk, *, adjoining: bool) -> bool:
    """Does the chunk go on with the last one of running text?"""
    before, after = last.lines[-1], chunk.lines[0]
    if len(last.lines) >= (LONGEST if last.kind == "table" else MAX_LINES):
        return False
    if last.kind == "table" == chunk.kind:
        return adjoining and before.number == after.number - 1
    if last.kind == "heading" == chunk.kind:
        close = after.number - before.number <= 2 and last.level == chunk.level > 0
        return close and goes_on(last.text, chunk.text) and not after.text[chunk.skip :].startswith(("–", "-"))
    if last.kind == "heading" and last.level and chunk.kind == "paragraph":
        return is_heading_rest(last, chunk)
    if chunk.kind != "paragraph" or last.kind not in {"paragraph", "item"} or URL.match(before.text):
        return False
    return goes_on(before.text, after.text) and not is_bold_line(before.text)


def turns_page(table: Chunk, chunk: Chunk, between: Sequence[Chunk]) -> bool:
    """Is the chunk a row of a table that began on an earlier page? It has the same columns and no head of its own."""
    before, after = table.lines[-1], chunk.lines[0]
    if table.kind != "table" or chunk.kind != "table" or after.page_number in {None, table.lines[0].page_number}:
        return False
    if before.page_number == after.page_number:
        return before.number == after.number - 1
    lifted = all(one.kind == "furniture" or (one.kind == "footnote" and not one.text) for one in between)
    alike = count_cells(before) == count_cells(after) > 2
    return lifted and alike and (is_same_row(after, table.lines[0]) or not is_head(after) or any(map(is_head, table.lines[1:])))


def count_cells(line: Line) -> int:
    """How many cells a row has, the bars at its ends counted as well."""
    return line.text.count("|")


def is_same_row(one: Line, other: Line) -> bool:
    """Do two rows say the same?"""
    return one.text.casefold().split() == other.text.casefold().split()


def is_head(line: Line) -> bool:
    """May the row be the head of a table: a word or two in each cell, no figures?"""
    cells = [cell.strip() for cell in line.text.strip("| ").split("|")]
    return all(0 < count_words(cell) <= HEAD_WORDS and not any(map(str.isdigit, cell)) for cell in cells)


def is_heading_rest(heading: Chunk, chunk: Chunk) -> bool:
    """Is the chunk the last words of a marked heading that was too long for its line: few, small, without an end?"""
    before, after = heading.lines[-1], chunk.lines[0]
    close = after.number - before.number <= 2 and len(chunk.lines) == 1 and len(heading.lines) < HEADING_LINES
    few = starts_small(after.text) and count_words(after.text) <= HEADING_REST and not is_finished(after.text)
    return close and few and not is_finished(before.text) and not after.text.endswith((":", ",", ";"))


def is_bold_line(text: str) -> bool:
    """Is the whole line set in bold?"""
    return bool(re.match(r"^(\*\*|__)(?=\S).*\1$", text))


def has_title(chunks: Sequence[Chunk]) -> bool:
    """Does the first page itself name the document, in its highest heading?"""
    heads = [chunk for chunk in chunks if chunk.kind == "heading" and chunk.level == 1 and chunk.lines[0].page_number in {None, 1}]
    return len(heads) == 1 and bool(TITLE_WORD.search(heads[0].text))
