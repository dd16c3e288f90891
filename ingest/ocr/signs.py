"""Lines that Tesseract read in Swedish -> the same lines with the signs that its Swedish does not know.

Its Swedish has no § % @ * ° # • and no dash of middle length: it puts digits and letters in their place ("12 % enligt 3 §" becomes
"12 96 enligt 3 8"). § • and dashes are told by their ink; the others by a second reading of the lines where one may stand, in English,
of which nothing but the sign is taken. In: lines and pixels. Out: lines. Knows nothing of files or documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ingest.ocr.gaps import join_boxes, part_lines
from ingest.ocr.ink import Box, cut_ink, cut_letters, find_bars, is_bullet, is_section
from ingest.ocr.tesseract import Word

HYPHEN, DASH = 0.43, 0.98  # heights of a digit: what is shorter is a hyphen (0.26–0.40 in 98 % of 385 fonts), a dash (0.47–0.94)
PADDING = 0.3  # heights of a line that its strip has around it
NEAR = 0.5  # of the narrower of two words that must lie within the other, to be the same word
ALIKE = 0.8  # of the letters of an address that both readings must share
SURE = 40.0  # certainty of the second reading, 0–100
POOR = 60.0  # certainty of the first reading under which whatever may be a sign or a figure is read again
SIGNS = frozenset("%@#*°§")  # of the second reading
FIGURES = {
    "s": "5",
    "S": "5",
    "o": "0",
    "O": "0",
    "l": "1",
    "I": "1",
    "m": "11",
    "B": "8",
    "Z": "2",
    "g": "9",
}  # read as letters -> what they are
DASHES = frozenset("-–—")
DASH_RUN = re.compile(r"[-–—]+")
TOLD = frozenset("-–—•§")  # by their ink
DASHED = re.compile(r"\w[-–—]+[\dA-ZÅÄÖ]")  # before a small letter there is a hyphen
HYPHENED = re.compile(r"\d{4}[-–—]\d\d[-–—]\d\d|\d{4}[-–—]0\d{3,}|\b0\d{1,3}[-–—]\d{3,}")  # dates, diary and telephone numbers have no dash
SECTION = re.compile(r"[8$S&£§]{1,2}(?=\W*$)")  # what is read where "§" stands
BULLET = re.compile(r"[^\w§%(]{1,2}|[eoOI0]|DI")  # what is read where "•" stands
INNER = re.compile(r"[»«*+°eo:]|[+»«:]{2}")  # the same within a line, where a point or a smear is commoner
UPRIGHT = re.compile(r"(?=.*[A-ZÅÄÖbdfhkl])[^\Wgjpqy_QJ]+[.]?")  # words that stand on the line's foot and are as high as a digit
DIGITS = re.compile(r"[\d.]*\d(?:[-–—]+\d[\d.]*)?")  # some fonts have low ones
TWICE = re.compile(r"\"”|”\"|””")
HALF_CLOSED = re.compile(r"^([\"”])([\w-]+)'([.,;:]?)$")  # of two strokes one was read
STROKE = re.compile(r"[Il|]")
MONTH = re.compile(r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b")
TWO = re.compile(r"^(?:lI|Il)(?=\W|$)")
NUMBER = re.compile(r"\d[\d.,–-]*[a-z]?")
PER_CENT = re.compile(r"[\W]?[\dYXZo?/£«]{1,3}[.,;:)]*")  # after a number, for "%"
ATTACHED = re.compile(  # a number that may end in "%", by what is read in its place
    r"(?!(?:19|20)\d\d\W*$)\d{1,3}(?:[.,]\d+)?(?:9[46]0?|946|9?/[0o]|9?[?o]|Yo|2[046]0?|246|90)[.,;:)]*"
)
ADDRESS = re.compile(r"(?=\S*\w\.[a-z]{2})\S{8,}")  # for "@" and "#"
TORN = ("www.", "www:", "www")  # what stands before the rest of an address
WEB = re.compile(r"www[:.]?(?=\w[\w-]*\.[a-z])")  # the dot is often lost
PARTLY = re.compile(r"[\d/.@]|[^\w\s]{2}")  # what may hold a sign or a figure
MIXED = re.compile(r"(?=.*\d)(?=.*[a-zA-ZåäöÅÄÖ])[\w\"(),.:/-]{2,20}")  # figures and letters in one
LONE = re.compile(r"s|[IlO][,;:)]+")  # figures read as letters that are no words
PARAGRAPH = re.compile(r"[$&]{1,2}\W*")  # what is read for "§" when its ink did not tell
DEGREE = re.compile(r"\W+[CF]\b\W*")  # for "°C"

Pixels = NDArray[np.uint8]
Line = tuple[Word, ...]
ReadAgain = Callable[[Sequence[Box]], Sequence[Sequence[Word]]]  # boxes of strips -> the words in each, with places on the page


def mend_signs(lines: Sequence[Line], pixels: Pixels, read_again: ReadAgain) -> list[Line]:
    """The lines with their dashes, bullets, section signs, and what the second reading tells."""
    drawn = [mend_drawn(line, pixels) for line in part_lines(lines, pixels)]
    ends = [*(line[-1].text for line in drawn[:-1]), ""]
    doubtful = [find_doubtful(line, before) for line, before in zip(drawn, ends[-1:] + ends, strict=False)]
    asked = [number for number, places in enumerate(doubtful) if places]
    for number, words in zip(asked, read_again([box_line(drawn[number]) for number in asked]), strict=True):
        drawn[number] = join_addresses(take_signs(drawn[number], doubtful[number], words), words)
    return [mend_strokes(mend_quotes(line)) for line in drawn if line]


def mend_quotes(line: Line) -> Line:
    """The line with words closed by the mark that opened them, and with no mark twice."""
    once = [TWICE.sub(lambda match: match[0][0], word.text) for word in line]
    return tuple(replace(word, text=HALF_CLOSED.sub(r"\1\2\1\3", text)) for word, text in zip(line, once, strict=True))


def mend_strokes(line: Line) -> Line:
    """The line with strokes that many fonts draw alike as what they must be: the first of a month ("den I maj"), the Roman two."""
    texts = ["", *(word.text for word in line), ""]
    days = [
        STROKE.fullmatch(one) and before.casefold() == "den" and MONTH.match(after)
        for before, one, after in zip(texts, texts[1:], texts[2:], strict=False)
    ]
    return tuple(replace(word, text="1" if day else TWO.sub("II", word.text)) for word, day in zip(line, days, strict=True))


def mend_drawn(line: Line, pixels: Pixels) -> Line:
    """Signs that are told by how they are drawn."""
    height = measure_height(line)
    return tuple(mend_word(word, place, line, height, pixels) for place, word in enumerate(line))


def list_upright(line: Line) -> list[Word]:
    """Words that stand on the line's foot and are as high as a digit; digits where there is nothing else."""
    return [word for word in line if UPRIGHT.fullmatch(word.text)] or [word for word in line if DIGITS.fullmatch(word.text)]


def measure_height(line: Line) -> float | None:
    """The height of a line's digits and tall letters, None when it has none."""
    heights = [word.box[3] for word in list_upright(line)]
    return median(heights) if heights else None


def mend_word(word: Word, place: int, line: Line, height: float | None, pixels: Pixels) -> Word:
    """One word."""
    if height and word.text and DASHES.issuperset(word.text):
        return replace(word, text=name_dash(max(word.box[2:]) / height))
    if len(line) > 1 and (INNER if place else BULLET).fullmatch(word.text) and is_bullet(cut_ink(pixels, word.box)):
        return replace(word, text="•")
    if found := SECTION.match(word.text):
        return replace(word, text=mend_sections(word, found.end(), pixels))
    return replace(word, text=mend_dashes(word, line, height, pixels)) if height and DASHED.search(word.text) else word


def name_dash(length: float) -> str:
    """The dash of a length in heights of a digit."""
    return "-" if length < HYPHEN else "–" if length < DASH else "—"


def mend_sections(word: Word, count: int, pixels: Pixels) -> str:
    """The word with "§" where that is drawn."""
    drawn = cut_letters(cut_ink(pixels, word.box))[:count]
    return "§" * count + word.text[count:] if len(drawn) == count and all(map(is_section, drawn)) else word.text


def mend_dashes(word: Word, line: Line, height: float, pixels: Pixels) -> str:
    """The word with its dashes as long as they are drawn, if as many long ones are in the picture."""
    if HYPHENED.search(word.text):
        return HYPHENED.sub(lambda match: re.sub("[–—]", "-", match[0]), word.text)
    near = min(list_upright(line), key=lambda other: abs(other.box[0] - word.box[0]))
    foot = near.box[1] + near.box[3]
    bars = [bar for bar in find_bars(cut_ink(pixels, word.box), foot - word.box[1], height) if bar >= HYPHEN * height]
    parts = DASH_RUN.split(word.text)
    if len(bars) != len(parts) - 1:
        return word.text
    return "".join(part + name_dash(bar / height) for part, bar in zip(parts, bars, strict=False)) + parts[-1]


def find_doubtful(line: Line, before: str) -> list[int]:
    """Places of the words in which a sign or a figure may have been read as something else; `before` is the last word above the line."""
    texts = [before, *(word.text for word in line)]
    return [place for place, word in enumerate(line) if may_hide(word, texts[place]) or (not place and is_stray(word.text))]


def may_hide(word: Word, before: str) -> bool:
    """May a word hide a sign, given the one before it?"""
    if NUMBER.fullmatch(before) and PER_CENT.fullmatch(word.text):
        return True
    if not word.text or (word.certainty < POOR and PARTLY.search(word.text)):
        return True
    return any(pattern.fullmatch(word.text) for pattern in (ATTACHED, ADDRESS, DEGREE, MIXED, LONE, PARAGRAPH))


def is_stray(text: str) -> bool:
    """Is it a single sign, as lists begin with?"""
    return len(text) == 1 and not text.isalpha() and text not in TOLD


def box_line(line: Line) -> Box:
    """The box of a line, with some paper around it."""
    left, top = min(word.box[0] for word in line), min(word.box[1] for word in line)
    right, foot = max(word.box[0] + word.box[2] for word in line), max(word.box[1] + word.box[3] for word in line)
    edge = round(PADDING * (foot - top))
    return left - edge, top - edge // 2, right - left + 2 * edge, foot - top + edge


def take_signs(line: Line, doubtful: Sequence[int], words: Sequence[Word]) -> Line:
    """The line with what the second reading has in its doubtful words; without those in which neither reads anything."""
    mended = list(line)
    for place in doubtful:
        word = line[place]
        least = 0.0 if ADDRESS.fullmatch(word.text) else SURE
        text = "".join(other.text for other in words if overlaps(word.box, other.box) and other.certainty >= least)
        mended[place] = replace(word, text=join_signs(word.text, text))
    return tuple(word for word in mended if word.text)


def join_addresses(line: Line, words: Sequence[Word]) -> Line:
    """The line with addresses in one piece that are one in the second reading, in which they are nearly the same."""
    joined = list(line)
    for other in words:
        own = [word for word in joined if ADDRESS.fullmatch(other.text) and overlaps(word.box, other.box)]
        text = "".join(word.text for word in own)
        if len(own) > 1 and SequenceMatcher(None, text, other.text, autojunk=False).ratio() >= ALIKE:
            at = joined.index(own[0])
            box = join_boxes(own[0].box, own[-1].box)
            joined[at : at + len(own)] = [replace(own[0], text=join_signs(text, other.text), box=box)]
    return join_torn([replace(word, text=WEB.sub("www.", word.text)) for word in joined])


def join_torn(line: Sequence[Word]) -> Line:
    """The line with nothing apart before "@" or behind "www."."""
    joined: list[Word] = []
    for word in line:
        if joined and (word.text.startswith("@") or joined[-1].text in TORN):
            last = joined[-1]
            text = "www." if last.text in TORN else last.text
            joined[-1] = replace(last, text=text + word.text, box=join_boxes(last.box, word.box))
        else:
            joined.append(word)
    return tuple(joined)


def overlaps(one: Box, other: Box) -> bool:
    """Do two words of one line stand in the same place?"""
    shared = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    return shared > NEAR * min(one[2], other[2])


def join_signs(text: str, other: str) -> str:
    """The first reading, with the signs and figures of the second where the two differ in nothing else."""
    made = ""
    for first, last, begin, end in compare(text, other):
        old, new = text[first:last], other[begin:end]
        sign = bool(new) and SIGNS.issuperset(new)
        figure = new == FIGURES.get(old) and not made[-1:].isalpha() and not text[last : last + 1].isalpha()
        made += new if sign or figure else old
    return made


def compare(text: str, other: str) -> list[tuple[int, int, int, int]]:
    """Spans of two readings that stand for the same: letter by letter where they are equally long. What only the first has is kept."""
    if len(text) == len(other):
        return [(at, at + 1, at, at + 1) for at in range(len(text))]
    spans: list[tuple[int, int, int, int]] = []
    for kind, first, last, begin, end in SequenceMatcher(None, text, other, autojunk=False).get_opcodes():
        spans.append((first, last, begin, end) if kind in ("replace", "insert") else (first, last, 0, 0))
    return spans
