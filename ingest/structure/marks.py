"""Lines -> lines with their pages and lost bullets.

In: the lines of a document and the pages its reader gave. Out: the pages, and the lines with page numbers; lines that begin a page or are
list items without their bullet are marked. In plain text a line that starts with one space can be either, two spaces both; context
decides. Knows nothing of headings or notes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.records import Page, Source
from ingest.structure.lines import Line
from ingest.structure.wording import count_words, goes_on, is_finished, starts_small

BULLET = re.compile(r'^(?:[•·▪◦‣●○■□➢✓*–—-]|[eo](?=\s+[A-ZÅÄÖ]))\s+(?=[\w"”(*\[])|^[•●▪■➢](?=\w)')
PRINTED = re.compile(r"^(?:Sid(?:a|an)?\.?\s*)(\d{1,4})(?:\s*(?:\(|/|av)\s*(\d{1,4})\s*\)?)?$|^(\d{1,4})\s*\((\d{1,4})\)$", re.IGNORECASE)
BESIDE = tuple(  # a page number beside the names of the head or foot: "Plan för bibliotek  Sida 3 (12)"
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bSid(?:a|an)?\.?\s*(\d{1,4})\s*(?:\(|/|av)\s*(\d{1,4})\s*\)?$",
        r"\s{2,}Sid(?:a|an)?\.?\s*(\d{1,4})$",
        r"\s{3,}(\d{1,4})\s*\((\d{1,4})\)$",
        r"^(\d{1,4})\s*\((\d{1,4})\)\s{3,}",
    )
)
BARE = re.compile(r"^[-–]?\s*\d{1,4}\s*[-–]?$")
MIN_BARE = 3  # pages whose bare numbers count on; fewer can be figures
MAX_INDENT = 3  # spaces; deeper indents set something out, they mark nothing
SPARSE = 8  # lines outside lists for each page mark at least; closer indents are the paragraphs' style
HEAD_LINES = 6  # a printed page number stands within so many lines of the page's edge
MAX_SHORT = 30  # characters: a line of a page head that belongs to no text


@dataclass(frozen=True, slots=True)
class Context:
    """What was read before a line."""

    before: str = ""  # the last line that is not blank
    blank: bool = True  # does a blank line part it from this one?
    in_list: bool = False
    small: bool = False  # did the last list item begin with a small letter?


def mark_pages(source: Source, lines: tuple[Line, ...]) -> tuple[tuple[Page, ...], tuple[Line, ...]]:
    """Pages of the source, () where it has none, and the lines with their page numbers."""
    if source.format in {"markdown", "docx"}:
        return (), lines
    if len(source.pages) > 1 or source.format == "pdf":
        starts = [page.start for page in source.pages]
        marked = tuple(replace(line, page_start=holds_start(line, starts)) for line in mark_bullets(lines))
        return number_lines(label_pages(source.pages, marked), marked)
    feet = find_feet(lines)
    marked = mark_feet(mark_bullets(lines), feet) if feet else mark_missing(mark_indents(lines))
    if not any(line.page_start for line in marked):
        return (), marked
    cuts = [line.cover[0] for line in marked if line.page_start]
    ends = [*cuts[1:], len(source.text)]
    pages = tuple(
        Page(number, None, 0 if number == 1 else start, end) for number, (start, end) in enumerate(zip(cuts, ends, strict=True), start=1)
    )
    return number_lines(label_pages(pages, marked), marked)


def find_feet(lines: Sequence[Line]) -> list[int]:
    """The last lines of the pages of saved text, by the numbers in their feet, "Sida 3 (7)"; [] unless they count to the last."""
    found: list[int] = []
    for line in lines:
        label = next((match for pattern in (PRINTED, *BESIDE[:1]) if (match := pattern.search(line.text))), None)
        numbers = [int(number) for number in label.groups() if number] if label else []
        if len(numbers) == 2 and numbers[0] == len(found) + 1:
            found.append(line.number)
            if numbers[0] == numbers[1] >= MIN_BARE:
                above = sum(1 for one in lines[: found[0]] if one.text)
                return found if above > HEAD_LINES else []
    return []


def mark_feet(lines: tuple[Line, ...], feet: Sequence[int]) -> tuple[Line, ...]:
    """A page begins with the first line that has text, and with the first after each foot."""
    starts = {next((line.number for line in lines[after:] if line.text), None) for after in (0, *(foot + 1 for foot in feet))}
    return tuple(replace(line, page_start=line.number in starts) for line in lines)


def holds_start(line: Line, starts: Sequence[int]) -> bool:
    """Does a page begin within the line's share of the source?"""
    return bisect_left(starts, line.cover[0]) < bisect_left(starts, line.cover[1])


def mark_indents(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Decide for each indented line whether it begins a page, a list item, both or nothing."""
    candidates = [line for line in lines if line.text and 1 <= line.indent <= MAX_INDENT]
    if not candidates:
        return lines
    usual = usual_indent(candidates)
    dense = lists_are_dense(lines, candidates)
    out: list[Line] = []
    context = Context()
    for line in lines:
        marked = decide_line(line, context, usual, dense) if 1 <= line.indent <= MAX_INDENT and line.text else line
        context = read_on(context, marked)
        out.append(marked)
    return drop_style(lines, first_page(tuple(out)))


def mark_bullets(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lost bullets where the pages are known already."""
    return tuple(replace(line, page_start=False) for line in mark_indents(lines))


def usual_indent(candidates: Sequence[Line]) -> int:
    """The indent that lines without a bullet most often have: that of lost bullets; a deeper one adds a page mark."""
    indents = [line.indent for line in candidates if not BULLET.match(line.text)]
    return max(set(indents), key=lambda indent: (indents.count(indent), -indent)) if indents else 1


def lists_are_dense(lines: Sequence[Line], candidates: Sequence[Line]) -> bool:
    """Do list items follow each other without blank lines? Then a missing blank line says nothing of a page."""
    inner = [line for line in candidates if line.number and not starts_small(line.text)]
    tight = sum(1 for line in inner if lines[line.number - 1].text and not lines[line.number - 1].text.endswith(":"))
    near = sum(1 for a, b in pairwise(inner) if b.number - a.number <= 4)
    return bool(inner) and tight > 0.6 * len(inner) and near > 0.4 * len(inner)


def decide_line(line: Line, context: Context, usual: int, dense: bool) -> Line:
    """Mark one indented line."""
    if not context.before:
        return replace(line, page_start=True)
    if BULLET.match(line.text):
        return replace(line, page_start=line.indent <= usual and not context.blank and not dense)
    if line.indent > usual:
        return replace(line, page_start=True, lost_bullet=context.in_list)
    fragments = context.in_list and context.small and (context.blank or dense)
    if starts_small(line.text) and goes_on(context.before, line.text) and not fragments and not context.before.endswith((",", ";")):
        return replace(line, page_start=True)
    if not context.in_list:
        return replace(line, page_start=True)
    if context.blank or context.before.endswith(":") or dense:
        return replace(line, lost_bullet=True)
    return replace(line, page_start=True)


def read_on(context: Context, line: Line) -> Context:
    """The context after a line: are we in a list?"""
    if not line.text:
        return replace(context, blank=True)
    text = line.text
    if text.endswith(":") or BULLET.match(text) or line.lost_bullet:
        return Context(text, False, True, line.lost_bullet and starts_small(text))
    if not context.in_list:
        return Context(text, False)
    heading_like = context.blank and not is_finished(text) and count_words(text) <= 6
    stays = goes_on(context.before, text) or not context.blank or heading_like
    return Context(text, False, stays and not (line.page_start and not starts_small(text)), context.small)


def first_page(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Where there is a page mark, the first line of the document begins a page too."""
    if not any(line.page_start for line in lines):
        return lines
    first = next(line.number for line in lines if line.text)
    return tuple(replace(line, page_start=line.page_start or line.number == first) for line in lines)


def drop_style(before: tuple[Line, ...], lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Indents that come closer than pages can be are a way of setting paragraphs: they mark nothing."""
    pages = sum(line.page_start for line in lines)
    text = sum(1 for line in lines if line.text)
    cut = any(line.page_start and starts_small(line.text) for line in lines)  # a sentence cut by the mark: it is a page's
    return before if pages > 2 and text < SPARSE * pages and not cut else lines


def mark_missing(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A printed page number far from both edges of its page tells that a page mark was lost before it."""
    if not any(line.page_start for line in lines):
        return lines
    starts = [line.number for line in lines if line.page_start]
    for line in lines:
        if PRINTED.match(line.text) and line.text and not near_edge(lines, starts, line.number):
            insort(starts, cluster_start(lines, line.number))
    known = set(starts)
    return tuple(replace(line, page_start=line.number in known) for line in lines)


def near_edge(lines: Sequence[Line], starts: Sequence[int], number: int) -> bool:
    """Is the line among the first or last lines with text of its page?"""
    at = bisect_right(starts, number)
    first, last = starts[at - 1] if at else 0, starts[at] if at < len(starts) else len(lines)
    above = sum(1 for line in lines[first:number] if line.text)
    below = sum(1 for line in lines[number + 1 : last] if line.text)
    return min(above, below) <= HEAD_LINES


def cluster_start(lines: Sequence[Line], number: int) -> int:
    """The first line of the page head that a printed number stands in: short lines without an end before it."""
    first = number
    for index in range(number - 1, -1, -1):
        line = lines[index]
        if not line.text:
            continue
        if len(line.text) > MAX_SHORT or count_words(line.text) > 3 or is_finished(line.text):
            break
        first = line.number
    return first


def label_pages(pages: Sequence[Page], lines: Sequence[Line]) -> tuple[Page, ...]:
    """Pages with the number that is printed on them, "6 (20)"; a label the file itself gives stays."""
    starts = [page.start for page in pages]
    filled: dict[int, list[str]] = {}
    for line in lines:
        if line.text:
            filled.setdefault(bisect_right(starts, line.cover[0]) - 1, []).append(line.text)
    printed = {index: label for index, texts in filled.items() if (label := read_label(texts)) is not None}
    bare = read_bare({index: texts for index, texts in filled.items() if index not in printed})
    printed = printed or bare
    return tuple(page if page.label else replace(page, label=printed.get(index)) for index, page in enumerate(pages))


def read_label(texts: Sequence[str]) -> str | None:
    """The page number that one page prints: a line of its own, or beside the names of its head or foot."""
    edges = [*texts[:HEAD_LINES], *texts[-HEAD_LINES:]]
    beside = (pattern.search(text) for text in edges for pattern in BESIDE)
    for match in (*map(PRINTED.match, texts), *beside):
        if match:
            number, *total = [group for group in match.groups() if group is not None]
            return f"{number} ({total[0]})" if total else str(number)
    return None


def read_bare(filled: dict[int, list[str]]) -> dict[int, str]:
    """Bare numbers at the edges of pages, where they count the pages: most stand as far from the position in the file."""
    found = {(index, int(text.strip("-– "))) for index, texts in filled.items() for text in {*texts[:3], *texts[-3:]} if BARE.match(text)}
    shifts = Counter(number - index for index, number in found)
    shift, count = max(shifts.items(), key=lambda pair: pair[1], default=(0, 0))
    return {index: str(number) for index, number in found if number - index == shift} if count >= MIN_BARE else {}


def number_lines(pages: tuple[Page, ...], lines: Sequence[Line]) -> tuple[tuple[Page, ...], tuple[Line, ...]]:
    """Give every line the number of the page that its text begins on."""
    out, index = [], 0
    for line in lines:
        at = max(line.cover[0], min(line.cover[1] - 1, line.cover[0]))
        while index + 1 < len(pages) and pages[index + 1].start <= at:
            index += 1
        out.append(replace(line, page_number=pages[index].number if pages else None))
    return pages, tuple(out)
