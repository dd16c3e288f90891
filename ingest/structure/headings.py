"""Chunks -> chunks of which some are headings.

In: chunks in reading order. Out: the same lines, with headings told from paragraphs, leads and running repeats. Where the document marks
its headings the marks are checked; where it does not, form decides: a short line without an end, before running text, not within a list.
When in doubt a line stays in its paragraph. Knows nothing of depth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from ingest.structure.chunks import Chunk, has_title, is_bold_line
from ingest.structure.contents import Contents
from ingest.structure.furniture import SAME, WRAPPED
from ingest.structure.lines import Line
from ingest.structure.numbering import COMMITMENT, read_number
from ingest.structure.wording import (
    CONVENTIONAL,
    ISSUER,
    LONG_WORD,
    ROLE,
    STANDING,
    TITLE_WORD,
    VERB,
    count_words,
    fold,
    hangs,
    is_aside,
    is_finished,
    is_name,
    is_particulars,
    starts_large,
    starts_small,
)

MAX_WORDS = 16
MAX_CHARS = 130
MAX_LINES = 3  # a heading wraps over so many lines at most
SENTENCE = 9  # words: with a verb, so many make a sentence though its stop is missing
FITS = 0.92  # share of the width: if the next word had fitted in it, the line was ended on purpose
OPENING = 6  # chunks at the head of a document among which its name stands
LIFTED = frozenset({"footnote", "caption", "furniture", "debris", "contents"})
ASKING = re.compile(r"(?:vem|vad|var|hur|vilka|vilken|när|så|det)\b.*[^,/–-]$", re.IGNORECASE)  # "Vem planen gäller för" ends as it should
SMALL_WORD = re.compile(r"\b[a-zåäöé]\w*\b")
DASHES = frozenset("–—-")


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of the whole document while its headings are told."""

    width: int  # that running text is wrapped at
    titles: frozenset[str]  # folded entries of the contents list
    small: frozenset[str]  # words that stand somewhere with a small letter: with a capital they begin a sentence


def find_headings(chunks: Sequence[Chunk], width: int, contents: Contents, running: frozenset[str] = frozenset()) -> tuple[Chunk, ...]:
    """Tell headings. `running` are folded running heads: one of them on the first page is the title. Every line stays in one chunk."""
    titles = {fold(entry.text) for entry in contents.entries} - {""}
    chunks = part_opening(part_title(chunks, running))
    if any(chunk.kind == "heading" and chunk.level for chunk in chunks):
        return tuple(label_items(drop_repeats(check_marks(chunks, titles))))
    small = frozenset(word for chunk in chunks for line in chunk.lines for word in SMALL_WORD.findall(line.text))
    found = find_unmarked(chunks, Scene(width, frozenset(titles), small))
    return tuple(label_items(drop_repeats(found)))


def part_title(chunks: Sequence[Chunk], running: frozenset[str]) -> Sequence[Chunk]:
    """A line of the first page that names a kind of document and runs on as a head is the title: a heading of its own."""
    for index, chunk in enumerate(chunks):
        if chunk.kind == "heading" or chunk.lines[0].page_number not in {None, 1}:
            return chunks
        for at, line in enumerate(chunk.lines if chunk.kind == "paragraph" else ()):
            if fold(line.text) in running and TITLE_WORD.search(line.text):
                if len(chunk.lines) == 1 and has_title(chunks):
                    return [*chunks[:index], replace(chunk, kind="furniture"), *chunks[index + 1 :]]
                parts = [replace(chunk, lines=piece) for piece in (chunk.lines[:at], chunk.lines[at + 1 :]) if piece]
                title = replace(chunk, kind="heading", lines=(line,), level=int(any(c.kind == "heading" for c in chunks)))
                return [*chunks[:index], *parts[: at > 0], title, *parts[at > 0 :], *chunks[index + 1 :]]
    return chunks


def part_opening(chunks: Sequence[Chunk]) -> Sequence[Chunk]:
    """The name of a document at its head, before any heading, is a heading: alone, or with its particulars below it."""
    marked = any(chunk.kind == "heading" and chunk.level for chunk in chunks)
    for index, chunk in enumerate(chunks[:OPENING]):
        if chunk.kind == "heading" or marked:
            return chunks
        for k in range(1, min(MAX_LINES, len(chunk.lines)) + 1 if chunk.kind == "paragraph" else 1):
            head, rest = chunk.lines[:k], chunk.lines[k:]
            if not wraps(head) or not is_title(join(head)) or not TITLE_WORD.search(join(head)):
                continue
            if not rest or is_aside(rest[0].text):
                below = [replace(chunk, lines=rest)] if rest else []
                return [*chunks[:index], Chunk("heading", head), *below, *chunks[index + 1 :]]
    return chunks


def check_marks(chunks: Sequence[Chunk], titles: set[str]) -> list[Chunk]:
    """Marked headings that are leads or sentences become paragraphs; lines that the contents list names become headings."""
    out: list[Chunk] = []
    for index, chunk in enumerate(chunks):
        if chunk.kind == "heading" and is_mismarked(chunk, following(chunks, index)):
            out.append(replace(chunk, kind="paragraph", level=0) if chunk.text else replace(chunk, kind="debris"))
        elif chunk.kind == "paragraph" and fold(plain(chunk.text)) in titles and not is_finished(chunk.text):
            out.append(replace(chunk, kind="heading"))
        elif is_bold_lead(chunk, following(chunks, index)):
            out.append(replace(chunk, leads=True))
        else:
            out.append(chunk)
    return join_subtitles(out)


def is_bold_lead(chunk: Chunk, after: Chunk | None) -> bool:
    """A short line in bold directly above a list introduces it."""
    bold = chunk.kind == "paragraph" and len(chunk.lines) == 1 and is_bold_line(chunk.text) and count_words(chunk.text) <= SENTENCE
    return bold and after is not None and after.kind == "item" and not is_finished(plain(chunk.text))


def is_mismarked(chunk: Chunk, after: Chunk | None) -> bool:
    """A marked line that is no heading: empty, a list's lead, a whole sentence or two, particulars of a letter."""
    text = plain(chunk.text)
    if not LONG_WORD.search(text) and not any(c.isalnum() for c in text):
        return True
    if text.endswith(":") and after is not None and after.kind == "item":
        return True
    sentence = text.endswith(".") and (count_words(text) > SENTENCE or (bool(VERB.search(text)) and not read_number(text).number))
    return sentence or count_words(text) > 2 * MAX_WORDS or (is_particulars(text) and not read_number(text).number)


def plain(text: str) -> str:
    """Without the marks of emphasis and the closing "##"."""
    return text.strip().rstrip("#").strip().strip("*_").strip()


def following(chunks: Sequence[Chunk], index: int) -> Chunk | None:
    """The next chunk of running text."""
    return next((chunks[later] for later in range(index + 1, len(chunks)) if chunks[later].kind not in LIFTED), None)


def join_subtitles(chunks: Sequence[Chunk]) -> list[Chunk]:
    """A dash line after a heading is its subtitle when it is no list; so is the full title below a short one at the head of a document."""
    out: list[Chunk] = []
    for index, chunk in enumerate(chunks):
        if out and out[-1].kind == "heading" and not out[-1].subtitle and (is_subtitle(chunks, index) or is_full_title(out, chunk)):
            out[-1] = replace(out[-1], subtitle=chunk.lines)
        else:
            out.append(chunk)
    return out


def is_full_title(out: Sequence[Chunk], chunk: Chunk) -> bool:
    """Two unmarked headings at the head of the document or of a page, the second of which names a kind of document and is the longer."""
    head = out[-1]
    opens = len(out) == 1 or head.lines[0].page_start
    unmarked = chunk.kind == "heading" and not chunk.level and not head.level and not read_number(chunk.text).number
    return opens and unmarked and bool(TITLE_WORD.search(chunk.text)) and count_words(chunk.text) > count_words(head.text)


def is_subtitle(chunks: Sequence[Chunk], index: int) -> bool:
    """Is the chunk a single dash line that reads as a title?"""
    chunk = chunks[index]
    if chunk.kind == "heading":
        return chunk.text[:1] in {"–", "—"} and chunk.level > 0
    after = chunks[index + 1] if index + 1 < len(chunks) else None
    alone = after is None or after.kind != "item" or after.mark != chunk.mark
    dashed = chunk.kind == "item" and chunk.mark in DASHES and chunk.mark != "-"
    return dashed and alone and not is_finished(chunk.text) and starts_large(chunk.text) and count_words(chunk.text) <= MAX_WORDS


def find_unmarked(chunks: Sequence[Chunk], scene: Scene) -> list[Chunk]:
    """Headings by form, in a document without marks."""
    split = [count_lines(chunks, index, scene) for index in range(len(chunks))]
    told = [lines or chunk.kind == "heading" for chunk, lines in zip(chunks, split, strict=True)]
    numbers = {read_number(chunk.lines[0].text).number for chunk, is_told in zip(chunks, told, strict=True) if is_told}
    split = [0 if lines and is_stray(chunks[index], numbers) else lines for index, lines in enumerate(split)]
    out: list[Chunk] = []
    leads = False  # has a lead with a colon been seen since the last heading?
    for index, chunk in enumerate(chunks):
        lines = split[index]
        after = following(chunks, index)
        if lines == len(chunk.lines) and leads and after is not None and after.kind == "item" and after.mark not in DASHES:
            out.append(replace(chunk, leads=True))
        elif lines:
            out.append(Chunk("heading", chunk.lines[:lines]))
            if lines < len(chunk.lines):
                out.append(Chunk("paragraph", chunk.lines[lines:]))
            leads = False
        else:
            introduces = chunk.kind == "paragraph" and chunk.text.endswith(":") and after is not None and after.kind == "item"
            leads = chunk.kind != "heading" and (leads or introduces)
            out.append(chunk)
    return join_subtitles(out)


def count_lines(chunks: Sequence[Chunk], index: int, scene: Scene) -> int:
    """How many of the chunk's first lines are a heading; 0 for none."""
    chunk = chunks[index]
    number = read_number(chunk.lines[0].text)
    if chunk.kind != "paragraph" and not (chunk.kind == "item" and number.number and not chunk.lines[0].lost_bullet):
        return 0
    for k in range(1, min(MAX_LINES, len(chunk.lines)) + 1):
        if fold(join(chunk.lines[:k])) in scene.titles and starts_large(chunk.lines[0].text):
            return k
    whole = len(chunk.lines) <= MAX_LINES and wraps(chunk.lines) and is_title(join(chunk.lines))
    if whole and leads_text(chunks, index, scene):
        return len(chunk.lines)
    if scene.width > WRAPPED:
        return 0
    return next((k for k in range(1, min(MAX_LINES, len(chunk.lines) - 1) + 1) if is_run_in(chunk.lines, k, scene)), 0)


def join(lines: Sequence[Line]) -> str:
    """The lines' words."""
    return " ".join(line.text for line in lines)


def wraps(lines: Sequence[Line]) -> bool:
    """Do the lines read as one that was wrapped, not as several?"""
    return all(starts_small(after.text) or hangs(before.text) for before, after in pairwise(lines))


def is_title(text: str) -> bool:
    """Has the text the form of a heading?"""
    bold = is_bold_line(text)
    text = plain(text)
    numbering = read_number(text)
    rest = text[numbering.length :]
    if numbering.number and not rest:
        return bool(numbering.label)
    if not rest or len(text) > MAX_CHARS or not 1 <= count_words(rest) <= MAX_WORDS or not starts_large(rest):
        return False
    if hangs(rest) and not ASKING.match(rest):
        return False
    if (is_finished(rest) and not rest.endswith("?")) or is_particulars(rest) or STANDING.match(rest) or ": " in rest or rest[:1] in DASHES:
        return False
    letters = sum(char.isalpha() or char.isspace() for char in rest)
    if letters < 0.75 * len(rest) or not LONG_WORD.search(rest) or "|" in rest:
        return False
    if numbering.number:
        return not (VERB.search(rest) and count_words(rest) >= SENTENCE)
    return rest[0].isupper() and reads_as_title(rest, bold=bold)


def reads_as_title(text: str, *, bold: bool = False) -> bool:
    """An unnumbered line that is no name, issuer, role, sentence or stray letters; in bold it can be a name or role."""
    words = text.split()
    if not bold and (is_name(text) or ISSUER.match(text.removeprefix("Till ")) or (ROLE.search(text) and len(words) <= 3)):
        return False
    if VERB.search(text) and len(words) >= SENTENCE:
        return False
    if any(len(word) == 1 and word not in "åöiÅÖI&–-" for word in words):
        return False
    return not (text.isupper() and len(words) == 1 and len(text) < 6)


def is_run_in(lines: Sequence[Line], k: int, scene: Scene) -> bool:
    """Are the first k lines a heading directly above its text, the line ended on purpose before running text that ends as such?"""
    head, rest = lines[:k], lines[k:]
    if k == 1 and CONVENTIONAL.fullmatch(head[0].text):
        return rest[0].number == head[0].number + 1 and len(rest[0].text) > len(head[0].text)
    if not wraps(head) or not is_title(join(head)) or not is_finished(rest[-1].text) or not rest[0].text[0].isupper():
        return False
    first = rest[0].text.split(maxsplit=1)[0]
    ended = len(head[-1].text) + 1 + len(first) <= FITS * scene.width or first.strip(".,:").casefold() in scene.small
    enough = 3 if read_number(head[0].text).number or join(head).isupper() else 6
    running = len(rest) > 1 or count_words(rest[0].text) >= enough or rest[-1].text.endswith(":")
    return ended and running and rest[0].number == head[-1].number + 1


def leads_text(chunks: Sequence[Chunk], index: int, scene: Scene, depth: int = 0) -> bool:
    """Does running text, a list, a table or another heading with text follow?"""
    if index + 1 < len(chunks) and chunks[index + 1].kind == "caption":
        return False
    for later in range(index + 1, len(chunks)):
        chunk = chunks[later]
        if chunk.kind in LIFTED or (chunk.kind == "paragraph" and is_aside(chunk.text) and count_words(chunk.text) < 2 * SENTENCE):
            continue
        if chunk.kind in {"item", "table"}:
            own, other = read_number(chunks[index].lines[0].text), read_number(chunk.lines[0].text)
            return not (own.number and other.number and len(own.number) == len(other.number) and own.label == other.label)
        text = chunk.text
        if is_finished(text) and starts_large(text) and count_words(text) >= 4:
            return True
        return depth < 2 and is_heading_too(chunks, later, scene, depth + 1)
    return False


def is_heading_too(chunks: Sequence[Chunk], index: int, scene: Scene, depth: int) -> bool:
    """Is the chunk a heading itself?"""
    chunk = chunks[index]
    if chunk.kind == "heading":
        return True
    whole = len(chunk.lines) <= MAX_LINES and wraps(chunk.lines) and is_title(join(chunk.lines))
    if whole and leads_text(chunks, index, scene, depth):
        return True
    return scene.width <= WRAPPED and any(is_run_in(chunk.lines, k, scene) for k in range(1, min(MAX_LINES, len(chunk.lines) - 1) + 1))


def is_stray(chunk: Chunk, numbers: set[tuple[int, ...]]) -> bool:
    """A bare number that belongs to no series of headings, whose `numbers` are given, counts list items."""
    numbering = read_number(chunk.lines[0].text)
    own = numbering.number
    if len(own) != 1 or numbering.label:
        return False
    has_next = (own[0] + 1,) in numbers or (own[0], 1) in numbers
    has_last = own[0] == 1 or (own[0] - 1,) in numbers
    return not (has_last and (has_next or own[0] > 1))


def drop_repeats(chunks: Sequence[Chunk]) -> list[Chunk]:
    """A heading repeated at once, word for word or in capitals, runs on at the head of the next page: furniture."""
    out: list[Chunk] = []
    last = ""
    last_number: tuple[int, ...] = ()
    text_since = False
    for chunk in chunks:
        if chunk.kind == "heading":
            key = fold(chunk.text)
            number = read_number(chunk.text).number
            alike = bool(key) and ratio(key, last) >= SAME and number == last_number
            same = alike and chunk.lines[0].page_start and text_since and not chunk.subtitle
            if same:
                out.append(replace(chunk, kind="furniture"))
                continue
            last, last_number, text_since = key, number, False
        elif chunk.kind not in LIFTED:
            text_since = True
        out.append(chunk)
    return out


def label_items(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Paragraphs that begin with "Åtgärd 3:" and the like, or with a number such as 2.3, are numbered items."""
    out = []
    for chunk in chunks:
        numbering = read_number(chunk.text) if chunk.kind == "paragraph" and not chunk.skip else None
        if numbering is None or not numbering.number or numbering.length >= len(chunk.lines[0].text):
            out.append(chunk)
        elif numbering.label in COMMITMENT or (not numbering.label and len(numbering.number) > 1):
            mark = chunk.lines[0].text[: numbering.length].strip(" .:–—-")
            out.append(replace(chunk, kind="item", skip=numbering.length, mark=mark, level=1))
        else:
            out.append(chunk)
    return out
