"""Lines -> footnotes, and the marks in the text that call them.

In: the lines with pages, and the roles known so far. Out: each note with its number, its lines, and where its mark stands in the repaired
text. Numbers decide; marks that OCR read as other signs (' ® * ? °) are resolved by their order. Knows nothing of sections.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.records import Span
from ingest.structure.furniture import Roles
from ingest.structure.lines import Line
from ingest.structure.wording import URL, goes_on, starts_small

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
NOTE = re.compile(r"^(?P<number>\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?P<sign>[>*'’)]?)\s?(?=[^\W\d_])(?P<text>.*)$")
SIGNED = re.compile(r"^(?P<sign>[!'’‘*°?®†]{1,2})\s?(?=[^\W\d_])(?P<text>.*)$")
MARKDOWN = re.compile(r"^\[\^(?P<label>[^\]\s]+)\]:\s*(?P<text>.*)$")
CALL = re.compile(r"\[\^(?P<label>[^\]\s]+)\](?!:)")
# a mark stands right after a word or its punctuation, never inside a number
MARK = re.compile(
    r"(?<=[^\W\d_]{3})(?P<word>\d{1,2})(?=[\s.,;:)]|$)|(?<=[^\W\d_][.,;:)”’])(?P<stop>\d{1,2})(?=\s|[.,]|$)|(?P<raised>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})"
)
ODD = re.compile(r"(?<=[^\W\d_])[)]?(?P<odd>['’‘][®*?°]|['’]\d|!!|[®*?°'’‘])(?=[\s.,;:]|$)|(?<=\w\.)\s?(?P<late>[*'’°®])(?=\s|$)")
FOOT_LINES = 16  # lines with text that a page's notes take at most
LINKED = re.compile(r"\b(?:l[äa]nk|link)\.?$", re.IGNORECASE)
UNITS = re.compile(r"(?:^|\s)(?:CO|H|O|m|km|cm|dm|PM|A|B|C|D|E|F|Covid|E-)$")  # letters that digits follow without being a note's mark


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A footnote. `mark_span` is where its mark stands in the repaired text, None when it was not found."""

    mark: str
    lines: tuple[Line, ...]
    skip: int  # characters of the first line that are the mark
    mark_span: Span | None = None
    page_number: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a note may be called in the text. `number` is None where OCR lost it."""

    number: int | None
    span: Span
    line: int
    page_number: int | None


def find_notes(lines: Sequence[Line], roles: Roles) -> tuple[NoteDraft, ...]:
    """All notes of the document in order, with their marks."""
    markdown = find_markdown_notes(lines)
    if markdown:
        return markdown
    drafts = accept_notes(lines, roles)
    drafts = number_notes(share_links(drafts))
    taken = {line.number for draft in drafts for line in draft.lines}
    marks = find_marks([line for line in lines if line.number not in taken and line.number not in roles])
    return join_marks(drafts, marks)


def find_markdown_notes(lines: Sequence[Line]) -> tuple[NoteDraft, ...]:
    """Notes as Markdown and the reader of Word files write them: "[^1]: text", called by [^1]."""
    calls = {
        match["label"]: (line.start + match.start(), line.start + match.end())
        for line in reversed(lines)
        for match in CALL.finditer(line.text)
    }
    drafts: list[NoteDraft] = []
    for line in lines:
        match = MARKDOWN.match(line.text)
        if match:
            drafts.append(NoteDraft(match["label"], (line,), match.start("text"), calls.get(match["label"]), line.page_number))
        elif drafts and line.text and line.indent >= 2 and drafts[-1].lines[-1].number == line.number - 1:
            drafts[-1] = replace(drafts[-1], lines=(*drafts[-1].lines, line))
    return tuple(drafts)


def accept_notes(lines: Sequence[Line], roles: Roles) -> list[NoteDraft]:
    """Notes by their form and place: at the foot of a page, or after a blank line with their mark in the text before."""
    called = called_numbers(lines, roles)
    drafts: list[NoteDraft] = []
    open_note = False
    for line in lines:
        if not line.text or line.number in roles:
            continue
        fresh = line.number == 0 or not lines[line.number - 1].text or open_note or line.number - 1 in roles
        found = read_note(line, drafts, called, lines) if fresh and not line.page_start else None
        if found:
            drafts.append(found)
            open_note = True
        elif open_note and belongs_to(drafts[-1], line):
            drafts[-1] = replace(drafts[-1], lines=(*drafts[-1].lines, line))
        else:
            open_note = False
    return drafts


def called_numbers(lines: Sequence[Line], roles: Roles) -> dict[int, int]:
    """Number -> line where it is first called."""
    called: dict[int, int] = {}
    for mark in find_marks([line for line in lines if line.number not in roles]):
        if mark.number is not None:
            called.setdefault(mark.number, mark.line)
    return called


def read_note(line: Line, drafts: Sequence[NoteDraft], called: dict[int, int], lines: Sequence[Line]) -> NoteDraft | None:
    """The note that begins on the line, or None."""
    match = NOTE.match(line.text)
    if match and not line.lost_bullet:
        number = int(match["number"].translate(RAISED))
        last = last_number(drafts)
        unknown = bool(drafts) and not drafts[-1].mark
        in_order = number in {1, last + 1} or 0 < number - last <= 3 or (unknown and number <= last)
        was_called = called.get(number, line.number) < line.number
        if (
            in_order
            and (was_called or (drafts and at_foot(line, lines) and is_called_oddly(line, lines)))
            and not line.text.startswith(f"{number})")
        ):
            return NoteDraft(str(number), (line,), match.start("text"), None, line.page_number)
    signed = SIGNED.match(line.text)
    if signed and at_foot(line, lines) and line.page_number is not None and is_called_oddly(line, lines):
        return NoteDraft("", (line,), signed.start("text"), None, line.page_number)
    return None


def last_number(drafts: Sequence[NoteDraft]) -> int:
    """The number of the last note, counting on over those whose number was lost."""
    known = next((i for i in range(len(drafts) - 1, -1, -1) if drafts[i].mark), None)
    return len(drafts) if known is None else int(drafts[known].mark) + len(drafts) - 1 - known


def at_foot(line: Line, lines: Sequence[Line]) -> bool:
    """Do only few lines of the page follow?"""
    if line.page_number is None:
        return False
    count = 0
    for index in range(line.number + 1, len(lines)):
        if lines[index].page_number != line.page_number:
            break
        count += bool(lines[index].text)
        if count > FOOT_LINES:
            return False
    return True


def is_called_oddly(line: Line, lines: Sequence[Line]) -> bool:
    """Does the page hold a sign that may be a poorly read mark before the line?"""
    for index in range(line.number - 1, -1, -1):
        if lines[index].page_number != line.page_number:
            return False
        if ODD.search(lines[index].text):
            return True
    return False


def belongs_to(draft: NoteDraft, line: Line) -> bool:
    """Does the line go on with the note: on the same page, its next line, a link, or the rest of its sentence?"""
    if line.page_start:
        return False
    last = draft.lines[-1]
    if line.number == last.number + 1 or URL.match(line.text):
        return True
    text = line.text.lstrip(". ")
    return goes_on(last.text, text) or (starts_small(text) and line.text != text)


def share_links(drafts: Sequence[NoteDraft]) -> list[NoteDraft]:
    """Links that stand after the last note of a page go to the notes that end in "länk", in order."""
    out = list(drafts)
    for index, draft in enumerate(drafts):
        links = [line for line in draft.lines[1:] if URL.match(line.text)]
        same_page = [i for i in range(index + 1) if drafts[i].page_number == draft.page_number]
        asking = [i for i in same_page if LINKED.search(last_words(drafts[i]))]
        if links and len(asking) == len(links) and asking != [index]:
            kept = tuple(line for line in draft.lines if line not in links)
            out[index] = replace(draft, lines=kept)
            for i, link in zip(asking, links, strict=True):
                out[i] = replace(out[i], lines=(*out[i].lines, link))
    return out


def last_words(draft: NoteDraft) -> str:
    """The last line of the note that is no link."""
    return next((line.text for line in reversed(draft.lines) if not URL.match(line.text)), "")


def number_notes(drafts: Sequence[NoteDraft]) -> list[NoteDraft]:
    """Give notes whose number was lost the one their neighbours leave."""
    out = list(drafts)
    for index, draft in enumerate(out):
        if draft.mark:
            continue
        later = next((i for i in range(index + 1, len(out)) if out[i].mark), None)
        by_later = int(out[later].mark) - (later - index) if later is not None else 0
        by_earlier = int(out[index - 1].mark) + 1 if index else 1
        out[index] = replace(draft, mark=str(by_later if by_later >= 1 else by_earlier))
    return out


def find_marks(lines: Sequence[Line]) -> list[Mark]:
    """Every place in the text where a note may be called."""
    marks: list[Mark] = []
    for line in lines:
        found = [(m, m.lastgroup or "") for m in MARK.finditer(line.text)] + [(m, m.lastgroup or "") for m in ODD.finditer(line.text)]
        for match, group in sorted(found, key=lambda pair: pair[0].start()):
            text = match[group].translate(RAISED)
            if UNITS.search(line.text[: match.start(group)]):
                continue
            span = (line.start + match.start(group), line.start + match.end(group))
            if not marks or marks[-1].span[1] <= span[0]:
                marks.append(Mark(int(text) if text.isdigit() else None, span, line.number, line.page_number))
    return marks


def join_marks(drafts: Sequence[NoteDraft], marks: Sequence[Mark]) -> tuple[NoteDraft, ...]:
    """Join each note to its mark: by number before it, else by order among the odd signs of its page."""
    out: list[NoteDraft] = []
    at = -1
    for index, draft in enumerate(drafts):
        same = [m for m in marks if m.number == int(draft.mark) and m.span[0] > at and m.line < draft.lines[0].number]
        near = [m for m in same if m.page_number == draft.page_number] or (same if draft.page_number is None else same[-1:])
        mark = near[0] if near else find_odd(draft, drafts[index + 1 :], marks, at)
        out.append(replace(draft, mark_span=mark.span if mark else None))
        at = mark.span[0] if mark else at
    return tuple(out)


def find_odd(draft: NoteDraft, later: Sequence[NoteDraft], marks: Sequence[Mark], after: int) -> Mark | None:
    """The first sign on the note's page that no other note takes, if there are as many as notes that lack one."""
    odd = [m for m in marks if m.number is None and m.page_number == draft.page_number and after < m.span[0] < draft.lines[0].start]
    lacking = 1 + sum(1 for other in later if other.page_number == draft.page_number)
    return odd[0] if draft.page_number is not None and 0 < len(odd) <= lacking else None
