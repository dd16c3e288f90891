"""The text of a PDF's pages and the words that stand on their pictures -> a box for each word of the text.

In: a source and, page by page, words with boxes in whatever order. Out: PageBoxes. The two are aligned word by word, then letter by letter
where readers part words differently; what stands in another order is looked for again. Knows nothing of files or OCR.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.boxes import Word, pack_words
from corpus.records import Page, PageBoxes, Source
from ingest.readers.glyphs import GlyphWord, PageWords

VERSION = "1"
WORD = re.compile(r"[^\s|]+")  # "|" parts the cells of tables; no reader of PDF gives it
ROUNDS = 3  # reading orders differ by a column or a table here and there; what is left after three has no counterpart
MOST_WORDS = 3_000  # of a page; aligning more takes seconds
MOST_PAIRS = 100_000_000  # of equal words on the pages of a file, 40 seconds' work; 600 pages of prose have 4 million
MOST_LETTERS = 400  # of a stretch whose words are parted differently


@dataclass(frozen=True, slots=True)
class Letters:
    """Words of the text that have no box yet, or words with boxes that have no text."""

    words: list[str]
    places: list[int]  # their positions in the page's own list


def box_pages(source: Source, layers: Sequence[PageWords], scans: Mapping[int, Sequence[GlyphWord]]) -> tuple[PageBoxes, ...]:
    """The boxes of every page, in order; `scans` has the words of the pages that were read anew. None without a layer.

    Pages that say the same word thousands of times are traps: when their pairs are used up, the rest have no boxes.
    """
    if not layers:
        return ()
    by_number = {layer.page_number: layer for layer in layers}
    found = []
    left = MOST_PAIRS
    for page in source.pages:
        layer = by_number.get(page.number, PageWords(page.number, 1.0, 1.0, ()))
        words = scans.get(page.number, layer.words)
        left -= count_pairs(source.text[page.start : page.end], words)
        words = words if left >= 0 else ()
        found.append(PageBoxes(page.number, layer.width, layer.height, pack_words(box_page(source.text, page, words))))
    return tuple(found)


def count_pairs(text: str, words: Sequence[GlyphWord]) -> int:
    """How many times a word of the text and one of the page are the same: what aligning them costs."""
    ours = Counter(fold(word) for word in WORD.findall(text)[:MOST_WORDS])
    theirs = Counter(fold(word[0]) for word in words[:MOST_WORDS])
    return sum(count * theirs[word] for word, count in ours.items())


def box_page(text: str, page: Page, words: Sequence[GlyphWord]) -> list[Word]:
    """The words of a page's text that have a box, in their order, with offsets within the page."""
    spans = [match.span() for match in WORD.finditer(text, page.start, page.end)][:MOST_WORDS]
    boxes = match_words([fold(text[start:end]) for start, end in spans], words[:MOST_WORDS])
    return [(start - page.start, end - page.start, *box) for (start, end), box in zip(spans, boxes, strict=True) if box is not None]


def fold(word: str) -> str:
    """What two readers of one file agree on."""
    return unicodedata.normalize("NFKC", word).replace("\xad", "").lower()


Box = tuple[int, int, int, int]


def match_words(texts: Sequence[str], words: Sequence[GlyphWord]) -> list[Box | None]:
    """A box for each text, where there is one."""
    boxes: list[Box | None] = [None] * len(texts)
    given = [fold(word[0]) for word in words]
    left, right = list(range(len(texts))), list(range(len(words)))
    for _ in range(ROUNDS):
        matcher = SequenceMatcher(None, [texts[at] for at in left], [given[at] for at in right], autojunk=False)
        used: set[int] = set()
        for kind, first, last, begin, end in matcher.get_opcodes():
            if kind == "equal":
                for at, other in zip(left[first:last], right[begin:end], strict=True):
                    boxes[at] = words[other][1:]
                    used.add(other)
            elif kind == "replace":
                match_letters(texts, left[first:last], [words[other] for other in right[begin:end]], boxes)
        left, right = [at for at in left if boxes[at] is None], [other for other in right if other not in used]
        if not used or not left:
            break
    return boxes


def match_letters(texts: Sequence[str], places: Sequence[int], words: Sequence[GlyphWord], boxes: list[Box | None]) -> None:
    """Give boxes to words that the two readers part differently: each takes those of its letters, which are taken to be equally wide."""
    ours = [(letter, at) for at in places for letter in texts[at]]
    theirs = [(letter, word, number, size) for word in words for size, number, letter in number_letters(fold(word[0]))]
    if not 0 < len(ours) <= MOST_LETTERS or not 0 < len(theirs) <= MOST_LETTERS:
        return
    matcher = SequenceMatcher(None, "".join(one[0] for one in ours), "".join(one[0] for one in theirs), autojunk=False)
    taken: dict[int, list[Box]] = {}
    for first, begin, size in matcher.get_matching_blocks():
        for (_, at), (_, word, number, length) in zip(ours[first : first + size], theirs[begin : begin + size], strict=True):
            taken.setdefault(at, []).append(cut_letter(word[1:], number, length))
    for at, found in taken.items():
        if 2 * len(found) > len(texts[at]):
            boxes[at] = join_boxes(found)


def number_letters(word: str) -> list[tuple[int, int, str]]:
    """(length of the word, position, letter)."""
    return [(len(word), number, letter) for number, letter in enumerate(word)]


def cut_letter(box: Box, number: int, length: int) -> Box:
    """The box of one of a word's letters."""
    left, top, right, bottom = box
    return left + (right - left) * number // length, top, left + (right - left) * (number + 1) // length, bottom


def join_boxes(boxes: Sequence[Box]) -> Box:
    """The least box around those of the first one's line; a word cut by a line's end is shown where it begins."""
    top, bottom = boxes[0][1], boxes[0][3]
    line = [box for box in boxes if box[1] < bottom and top < box[3]]
    return min(box[0] for box in line), min(box[1] for box in line), max(box[2] for box in line), max(box[3] for box in line)
