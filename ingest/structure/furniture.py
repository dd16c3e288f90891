"""Lines -> which of them are no part of the text: running heads, page numbers, logos read as letters, captions, what is left of figures.

In: the lines with their pages. Out: the role of each such line. When in doubt a line stays in the text.
Knows pages; knows nothing of headings' depth or of lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, islice
from typing import Any

from rapidfuzz.fuzz import ratio

from corpus.records import BlockKind
from ingest.structure.lines import Line
from ingest.structure.marks import BULLET, HEAD_LINES, MAX_SHORT, PRINTED
from ingest.structure.numbering import read_number
from ingest.structure.wording import (
    CONVENTIONAL,
    VERB,
    count_words,
    fold,
    goes_on,
    hangs,
    is_aside,
    is_finished,
    is_garbage,
    is_garbled,
    is_shouted,
    starts_small,
)

CAPTION = re.compile(r"^[*_]*(?:figur|bild|tabell|diagram|karta|foto|illustration|källa)(?:\s+\d+(?:[.:]\d+)?)?\s*[.:]\s*\S", re.IGNORECASE)
BARE_NUMBER = re.compile(r"^[-–]?\s*\d{1,4}\s*[-–]?$")
IMAGE = re.compile(r"^!\[[^\]]*\]\([^)]*\)$|^<(?:img|!--|/?div|/?figure|br)\b[^>]*>$", re.IGNORECASE)
COLUMN_GAP = re.compile(r"\s{3,}")
EDGE = 4  # lines with text at the top or bottom of a page where running heads stand
REPEATS = 3  # a line at the edge of so many pages is a running head
NEAR = 300  # lines back that a poor reading of the same running head is looked for
SAME = 88  # rapidfuzz ratio, 0-100, of two readings of one running head by OCR
MAX_HEAD = 140  # characters; two parties with their diary numbers stand beside each other
MIN_SENTENCE = 8  # words: with a verb, so many are a line of running text
MAX_FIGURE = 40  # lines that a figure's letters can take
MAX_BLOCK = 4  # lines of one box of a figure
WRAPPED = 140  # characters; wider text is not wrapped at all, and short lines tell nothing
LEAST_NOISE = 6  # signs of a line that could not be read; fewer may be a mark
NARROW = 0.6  # share of the text's width; lines of a figure are shorter
Roles = dict[int, BlockKind]


def find_furniture(lines: Sequence[Line], width: int) -> Roles:
    """The role of each line that is no running text; later steps decide about the rest."""
    roles: Roles = {line.number: "debris" for line in lines if line.text and (is_picture(line.text) or is_noise(line.text))}
    pages = split_pages(lines)
    roles |= dict.fromkeys(find_running_heads(pages), "furniture")
    roles |= {line.number: "furniture" for line in lines if line.text and (PRINTED.match(line.text) or is_headline(line))}
    roles |= dict.fromkeys(find_head_rows(lines, roles), "furniture")
    for page in pages if len(pages) > 1 else ():
        roles |= dict.fromkeys(find_page_numbers([line for line in page if line.number not in roles]), "furniture")
        roles |= dict.fromkeys(find_cluster(page, roles), "furniture")
    roles |= find_captions(lines, roles, width)
    return roles | (find_figures(lines, roles, width) if width <= WRAPPED else {})


def is_noise(text: str) -> bool:
    """Is the whole line print that could not be read? Rows of tables hold marks on purpose."""
    close = "".join(text.split())
    return "|" not in close and len(close) >= LEAST_NOISE and is_garbled(close)


def is_picture(text: str) -> bool:
    """An image, or signs alone; lines of tables and below headings are not."""
    return bool(IMAGE.match(text)) or not (re.search(r"\w", text) or re.fullmatch(r"[|\s:+-]*-{3,}[|\s:+-]*|={3,}", text))


def split_pages(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines with text of each page."""
    filled = [line for line in lines if line.text]
    return [list(group) for _, group in groupby(filled, key=lambda line: line.page_number)]


def find_page_numbers(page: Sequence[Line]) -> Iterable[int]:
    """A bare number as first or last line of a page."""
    return {line.number for line in (page[0], page[-1]) if BARE_NUMBER.match(line.text)} if page else ()


def find_running_heads(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Lines that repeat at the edges of pages; of two pages, their first and last lines alone.

    The first is kept as a heading unless an issuer's name or the text has it elsewhere.
    """
    edge, needed = (EDGE, REPEATS) if len(pages) >= REPEATS else (1, len(pages))
    edges = [line for page in pages for line in {*page[:edge], *page[-edge:]} if may_repeat(line.text)]
    counts = Counter(fold(line.text) for page in pages for line in page)
    keys: dict[str, list[Line]] = {}
    for line in sorted(edges, key=lambda line: line.number):
        key = number_key(line.text)
        keys.setdefault(key if read_number(line.text).number else find_key(key, keys), []).append(line)
    heads: set[int] = set()
    for key, found in keys.items():
        if len({line.page_number for line in found}) >= max(needed, 2):
            elsewhere = is_aside(found[0].text) or counts[key] > sum(fold(line.text) == key for line in found)
            heads |= {line.number for line in (found if elsewhere else found[1:])}
    return heads | find_repeated_headings(pages, heads)


def number_key(text: str) -> str:
    """The folded line; a heading's number with several parts is part of it: 1.1 and 1.2 are two headings."""
    number = read_number(text).number
    return fold(text) + (" " + ".".join(map(str, number)) if len(number) > 1 else "")


def is_headline(line: Line) -> bool:
    """Names and the page number side by side: the head or foot of a page, set in columns."""
    cells = COLUMN_GAP.split(line.text)
    return len(cells) > 1 and any(PRINTED.match(cell) for cell in (cells[0], cells[-1])) and all(len(cell) <= MAX_HEAD for cell in cells)


def find_head_rows(lines: Sequence[Line], roles: Roles) -> set[int]:
    """Other rows of such a head, set in columns right above or below it on several pages: "Region Sjöland        Avtal"."""
    rows = [line for line in lines if line.text and line.number not in roles and len(COLUMN_GAP.split(line.text)) > 1]
    beside = [line for line in rows if any(is_headline(lines[at]) for at in (line.number - 1, line.number + 1) if 0 <= at < len(lines))]
    counts = Counter(fold(line.text) for line in beside)
    return {line.number for line in beside if counts[fold(line.text)] > 1}


def find_key(key: str, known: dict[str, Any]) -> str:
    """The key itself, or one of the last known that is another reading of the same line."""
    if key in known:
        return key
    recent = islice(reversed(known), NEAR)
    return next((other for other in recent if ratio(other, key) >= SAME), key)


def may_repeat(text: str) -> bool:
    """Can the line be a running head at all? Leads, sentences, list items and rows of tables are not."""
    sentence = bool(VERB.search(text)) and count_words(text) >= MIN_SENTENCE
    ended = text.endswith((":", ".", ","))
    return (
        bool(fold(text))
        and len(text) <= MAX_HEAD
        and not (sentence or ended or starts_small(text) or BULLET.match(text) or text.startswith("|"))
    )


def find_repeated_headings(pages: Sequence[Sequence[Line]], heads: set[int]) -> set[int]:
    """A heading repeated as the last line of a page names the chapter in the page's foot: no heading ends a page."""
    seen: dict[str, None] = {}
    found: set[int] = set()
    for page in pages if len(pages) > 1 else ():
        for index in range(max(len(page) - EDGE, 0), len(page)):
            line, key = page[index], fold(page[index].text)
            ends = all(later.number in heads or not goes_on_as_text(later) for later in page[index + 1 :])
            if len(key) > 3 and ends and may_repeat(line.text) and find_key(key, seen) in seen:
                found.add(line.number)
        titles = (line for line in page if 0 < count_words(line.text) <= 6 and not is_finished(line.text))
        seen |= {fold(line.text): None for line in titles if fold(line.text)}
    return found


def goes_on_as_text(line: Line) -> bool:
    """Is the line running text rather than the rest of a note or a link?"""
    return count_words(line.text) > 8


def find_cluster(page: Sequence[Line], roles: Roles) -> set[int]:
    """Short lines beside a printed page number: names of issuer, chapter or kind of document, and logos read as letters."""
    numbers = [index for index, line in enumerate(page) if PRINTED.match(line.text)]
    cluster: set[int] = set()
    for index in numbers:
        at_head = index <= len(page) - index
        beside = reversed(page[:index]) if at_head else iter(page[index + 1 :])
        for count, line in enumerate(beside):
            if count >= HEAD_LINES or len(line.text) > MAX_SHORT or count_words(line.text) > 3 or is_finished(line.text):
                break
            if line.number not in roles:
                cluster.add(line.number)
    return cluster


def find_captions(lines: Sequence[Line], roles: Roles, width: int) -> Roles:
    """Captions with the lines they run on over."""
    found: Roles = {}
    index = 0
    while index < len(lines):
        if CAPTION.match(lines[index].text) and lines[index].number not in roles and count_words(lines[index].text) <= 30:
            end = caption_end(lines, index, width)
            found |= {line.number: "caption" for line in lines[index:end] if line.text}
            index = end
        else:
            index += 1
    return found


def caption_end(lines: Sequence[Line], first: int, width: int) -> int:
    """The index after the caption's last line."""
    last = first
    for index in range(first + 1, min(first + 5, len(lines))):
        before, line = lines[last], lines[index]
        if not line.text:
            continue
        parted = index - last > 1
        full = not parted and len(before.text) > 0.85 * width and not is_finished(before.text)
        fits = len(line.text) < NARROW * width or starts_small(line.text)
        if line.page_start or not (full or goes_on(before.text, line.text)) or not (fits or not hangs(before.text)):
            break
        last = index
    return last + 1


def find_figures(lines: Sequence[Line], roles: Roles, width: int) -> Roles:
    """Letters read from a figure: short lines without an end, between the text and the figure's caption, and runs of garbage."""
    found: Roles = {}
    captions = [number for number, role in roles.items() if role == "caption"]
    for number in captions:
        if number - 1 not in roles or roles[number - 1] != "caption":
            found |= {line.number: "debris" for line in figure_lines(lines, number, roles, width)}
    return found | {line.number: "debris" for line in garbage_runs(lines, roles | found)}


def figure_lines(lines: Sequence[Line], caption: int, roles: Roles, width: int) -> list[Line]:
    """The lines of the figure before a caption; none unless they are several blocks or partly garbage."""
    blocks = read_blocks(lines[max(caption - MAX_FIGURE, 0) : caption], roles)
    taken: list[list[Line]] = []
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        inner = index > 0 and is_figure_like(blocks[index - 1], width) and len(blocks[index - 1]) > 1 and len(block) <= 2
        if not is_figure_like(block, width) and not (taken and inner):
            break
        taken.append(block)
    flat = [line for block in taken for line in block]
    garbage = sum(is_garbage(line.text) for line in flat)
    if len(taken) < 2 and not garbage:
        return []
    return [line for line in flat if not reads_as_text(line.text, width) and not CONVENTIONAL.fullmatch(line.text)] if garbage else flat


def read_blocks(lines: Sequence[Line], roles: Roles) -> list[list[Line]]:
    """Runs of lines with text, after the last page start among them."""
    blocks: list[list[Line]] = []
    open_block = False
    for line in lines:
        if line.page_start:
            blocks, open_block = [], False
        if not line.text or line.number in roles:
            open_block = False
            continue
        if open_block:
            blocks[-1].append(line)
        else:
            blocks.append([line])
        open_block = True
    return blocks


def is_figure_like(block: Sequence[Line], width: int) -> bool:
    """Lines without an end that do not read as one text, none of them an item; or mostly garbage and capitals."""
    if any(line.text.startswith("|") for line in block):
        return False
    noise = sum(is_garbage(line.text) or is_shouted(line.text) for line in block)
    if noise * 2 >= len(block):
        return True
    if any(line.lost_bullet or BULLET.match(line.text) or line.text.startswith(("#", "|")) for line in block) or is_finished(
        block[-1].text
    ):
        return False
    short = all(len(line.text) < 0.9 * width and not is_finished(line.text) for line in block)
    listed = all(not starts_small(line.text) and not is_finished(line.text) for line in block)
    return noise > 0 or ((short or listed) and len(block) <= MAX_BLOCK)


def reads_as_text(text: str, width: int) -> bool:
    """A line of prose within a torn page: long, of many words, mostly small letters."""
    letters = [char for char in text if char.isalpha()]
    small = sum(char.islower() for char in letters)
    return len(text) >= 0.65 * width and count_words(text) >= 6 and small > 0.9 * len(letters)


def garbage_runs(lines: Sequence[Line], roles: Roles) -> list[Line]:
    """Garbage that stands alone between blank lines, garbage or figures."""
    found: list[Line] = []
    for index, line in enumerate(lines):
        if not line.text or line.number in roles or not is_garbage(line.text) or re.search(r"\d", line.text):
            continue
        beside = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
        if all(not near.text or near.number in roles or is_garbage(near.text) for near in beside) and not line.lost_bullet:
            found.append(line)
    counts = Counter(line.text for line in found)
    return [line for line in found if counts[line.text] < 10 and not line.text.startswith(("|", "#", "-", "*"))]
