"""Pieces of text with place, size and weight -> lines of text with marks for what a reader's eye sees.

In: fragments of each page in reading order. Out: the page's text: a blank line where the gap between lines is wider than the leading,
"#" before lines set larger or bolder than the body text, raised digits as ¹ ² ³. Knows typography; knows nothing of PDF or outlines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.readers.fragments import Fragment
from ingest.readers.grid import join_tables
from ingest.readers.indents import Line, mark_items
from ingest.structure.furniture import CAPTION

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LARGER = 1.12  # headings are set at least this much larger than the body; less is rounding or emphasis
SMALLER = 0.86  # raised digits are set smaller than the line they stand in
WIDER = 1.3  # a gap this much wider than the usual leading parts paragraphs
MAX_HEADING = 120  # characters; longer large text is a preamble, not a heading
MAX_BOLD_HEADING = 80  # bold lines of body size must be short to be headings
MAX_SLANTED_HEADING = 60  # and lines in italics shorter
SLANTED = 2  # headings in italics are a habit of the document: one alone is emphasis
FEW_SLANTED = 0.2  # share of the letters that may be in italics, or italics mean something else
LONE_BULLET = re.compile(r"^(?:[•·▪◦‣●○■□➢✓*–—-]|o|\(?(?:\d{1,2}|[a-zåäö])[.)])$")
NUMBERED = re.compile(r"^(?:§+ ?\d|\d{1,2}(?:\.\d{1,2})*\.?\s+\w|\d+ ?kap\b|kapitel \d|bilaga\b)", re.IGNORECASE)
YEARS = re.compile(r"^(?:19|20)\d\d(?:\s?[–—-]\s?(?:(?:19|20)\d\d|\d\d))?$")
ROW = "| "  # begins a row of a table
MIN_OUTSIDE = 300  # letters outside tables that tell the size of the body, or that make a size one of running text
LONG = 0.75  # of the usual longest line: such a line reaches far
MIN_TOLD = 4  # gaps below such lines that tell the leading
STEADY = 4.0  # points that a running head may stand higher or lower
REPEATS = 3  # a line that stands on this many pages is a running head


@dataclass(frozen=True, slots=True)
class Setting:
    """The typography of one document."""

    body: float  # points; the size most characters are set in
    leading: float  # distance between the feet of two lines, as a multiple of their size
    levels: dict[float, int]  # size -> level of its headings; the body size holds the level of bold lines
    repeated: frozenset[str]  # running heads
    slanted: frozenset[str] = frozenset()  # headings in italics, which no size or weight tells


def mark_pages(pages: Sequence[Sequence[Fragment]]) -> list[str]:
    """The text of each page with its marks; levels are ranked over the whole document."""
    lines = [mark_items(join_bullets(gather_lines(join_tables(page)))) for page in pages]
    setting = measure_setting(lines)
    return [render_page(page, setting) for page in lines]


def join_bullets(lines: Sequence[Line]) -> list[Line]:
    """A bullet or number that the file holds as a line of its own stands before the line beside it."""
    out: list[Line] = []
    for line in lines:
        last = out[-1] if out else None
        if last is not None and line.text.strip() and LONE_BULLET.match(last.text.strip()) and abs(last.y - line.y) < 0.5 * line.size:
            out[-1] = replace(line, text=f"{last.text.strip()} {line.text.strip()}", x=last.x)
        else:
            out.append(line)
    return out


def measure_setting(lines: Sequence[Sequence[Line]]) -> Setting:
    """What the document's own typography is."""
    body, repeated = find_body_size(lines), find_repeated(lines)
    leading = find_leading(lines)
    return Setting(body, leading, rank_headings(lines, body, repeated), repeated, find_slanted(lines, body, leading) - repeated)


def gather_lines(fragments: Sequence[Fragment]) -> list[Line]:
    """Fragments between line ends, as lines."""
    lines: list[Line] = []
    current: list[Fragment] = []
    for fragment in fragments:
        first, *rest = fragment.text.split("\n")
        current.append(replace(fragment, text=first))
        for piece in rest:
            lines.append(close_line(current))
            current = [replace(fragment, text=piece)]
    lines.append(close_line(current))
    return lines


def close_line(fragments: Sequence[Fragment]) -> Line:
    """One line from its fragments; the largest of them tells its size and place."""
    printed = [fragment for fragment in fragments if fragment.text.strip()]
    if not printed:
        return Line("", 0.0, 0.0, False)
    lead = max(printed, key=lambda fragment: (fragment.size, len(fragment.text)))
    text = "".join(raise_digits(fragment, lead) for fragment in fragments)
    bold, italic = (all(getattr(fragment, face) for fragment in printed) for face in ("bold", "italic"))
    return Line(text, lead.y, lead.size, bold, printed[0].x, italic)


def raise_digits(fragment: Fragment, lead: Fragment) -> str:
    """Small digits above the line's foot are a note's mark."""
    small = fragment.size < SMALLER * lead.size and fragment.y > lead.y + 0.1 * lead.size
    return fragment.text.translate(RAISED) if small and fragment.text.strip().isdigit() else fragment.text


def find_body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size that most characters outside tables are set in; of all of them where hardly any stand outside."""
    sizes: Counter[float] = Counter()
    outside: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
            if not line.text.startswith(ROW):
                outside[round(line.size, 1)] += len(line.text)
    kept = outside if outside.total() >= MIN_OUTSIDE else sizes
    return kept.most_common(1)[0][0] if kept else 0.0


def find_leading(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance between the feet of two lines of the same size, as a multiple of that size.

    Lines that reach far tell it best, for the paragraph often goes on below them; paragraphs of one line tell the gap between paragraphs.
    """
    pairs = [
        (above, (above.y - below.y) / above.size)
        for page in pages
        for above, below in pairwise(page)
        if above.size and abs(above.size - below.size) < 0.2 and 0 < above.y - below.y < 2 * above.size
        if not above.text.startswith(ROW)  # a row of a table stands as far from the next as its cells are high
    ]
    lengths = sorted(len(above.text) for above, _ in pairs)
    far = LONG * lengths[int(0.9 * len(lengths))] if lengths else 0
    told = sorted(gap for above, gap in pairs if len(above.text) >= far)
    if len(told) >= MIN_TOLD:
        return min(median(told), told[len(told) // 3] * WIDER)  # where many paragraphs end so, the tighter third tells the lines
    return median(gap for _, gap in pairs) if pairs else 1.2


def rank_headings(pages: Sequence[Sequence[Line]], body: float, repeated: frozenset[str]) -> dict[float, int]:
    """Level of each size that headings are set in, the largest first; bold lines of body size come last."""
    large = [line for page in pages for line in page if line.size > LARGER * body and line.text.strip() not in repeated]
    running = find_running(large)
    sizes = {round(line.size, 1) for line in large if len(line.text) <= MAX_HEADING} - running
    ranked = {size: min(level, 5) for level, size in enumerate(sorted(sizes, reverse=True), start=1)}
    return {**ranked, body: min(len(ranked) + 1, 6)}


def find_running(lines: Sequence[Line]) -> set[float]:
    """Sizes of running text among those larger than the body: many letters, and half of the lines begin small or end with a stop."""
    by_size: dict[float, list[str]] = {}
    for line in lines:
        if line.text.strip():
            by_size.setdefault(round(line.size, 1), []).append(line.text.strip())
    return {
        size
        for size, texts in by_size.items()
        if sum(map(len, texts)) >= MIN_OUTSIDE and 2 * sum(text[-1] in ".,;" or text[0].islower() for text in texts) > len(texts)
    }


def find_repeated(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Lines that stand on several pages at one height: running heads. A heading that comes again in every chapter stands where it falls."""
    counts = Counter(place for page in pages for place in {(line.text.strip(), round(line.y / STEADY)) for line in page})
    return frozenset(text for (text, _), count in counts.items() if text and count >= REPEATS)


def find_slanted(pages: Sequence[Sequence[Line]], body: float, leading: float) -> frozenset[str]:
    """Short lines in italics over running text that is not, if the document has several and is else hardly set in italics."""
    printed = [[line for line in page if line.text.strip()] for page in pages]
    found = {
        line.text.strip()
        for page in printed
        for above, line, below in zip([None, *page], page, page[1:], strict=False)
        if is_slanted(line, body) and (above is None or is_gap(above, line, leading)) and runs_below(line, below)
    }
    letters = sum(len(line.text) for page in printed for line in page)
    slanted = sum(len(line.text) for page in printed for line in page if line.italic)
    return frozenset(found) if len(found) >= SLANTED and slanted <= FEW_SLANTED * letters else frozenset()


def is_slanted(line: Line, body: float) -> bool:
    """Could a line be a heading in italics: short, of the body's size, beginning like one and ending like none else?"""
    text = line.text.strip()
    plain = line.italic and not line.bold and 0.97 * body < line.size <= LARGER * body and len(text) <= MAX_SLANTED_HEADING
    return plain and (text[0].isupper() or text[0].isdigit()) and (text[-1].isalnum() or text[-1] in ")?") and not CAPTION.match(text)


def runs_below(line: Line, below: Line) -> bool:
    """Does upright text of the same size stand close under a line?"""
    return not below.italic and not below.bold and abs(below.size - line.size) < 0.5 and 0 < line.y - below.y < 2 * WIDER * line.size


def heading_level(line: Line, after_gap: bool, setting: Setting) -> int:
    """0 for running text, else the level the setting of the line gives it."""
    text = line.text.strip()
    if not any(c.isalpha() for c in text) and not YEARS.match(text):
        return 0
    if len(text) > MAX_HEADING or text in setting.repeated or text.startswith("| "):
        return 0
    if line.size > LARGER * setting.body:
        return setting.levels.get(round(line.size, 1), 0)
    if text in setting.slanted and line.italic and after_gap:
        return min(setting.levels[setting.body] + 1, 6)
    plain = line.bold and after_gap and len(text) <= MAX_BOLD_HEADING and text[-1] not in ".,:;"
    return (
        setting.levels[setting.body]
        if plain and line.size > 0.97 * setting.body and (text[0].isupper() or text[0].isdigit() or text[0] == "§")
        else 0
    )


def render_page(lines: Sequence[Line], setting: Setting) -> str:
    """Lines with blank lines between paragraphs and marks before headings; a heading over two lines becomes one."""
    out: list[str] = []
    above: tuple[Line, int] | None = None
    for line in lines:
        gap = above is None or is_gap(above[0], line, setting.leading)
        level = heading_level(line, gap or (above is not None and above[1] > 0), setting)
        years = bool(YEARS.match(line.text.strip()))
        level = 0 if years and not (above and above[1] == level) else level
        row = line.text.startswith("| ") and above is not None and above[0].text.startswith("| ")
        gap = gap and not row
        numbered = bool(NUMBERED.match(line.text.strip()))  # begins a heading of its own, however close it stands
        if level and above and above[1] == level and (years or not gap) and not numbered and out:
            out[-1] += " " + line.text.strip()
        else:
            if out and (gap or level or (above is not None and above[1])):
                out.append("")
            out.append("#" * level + " " + line.text.strip() if level else line.text)
        if line.text.strip():
            above = (line, level)
    return "\n".join(out)


def is_gap(above: Line, below: Line, leading: float) -> bool:
    """Is the distance between the two wider than between lines of one paragraph?"""
    if not below.text.strip() or not above.size:
        return False
    return above.y - below.y > WIDER * leading * max(above.size, below.size)
