"""What composers hand over: an answer before its citations are numbered and its statements checked.

In: lines with quotes. Out: records. Knows nothing of how lines were chosen or how they are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.checks.citations import Quote
from assistant.frames import STATEMENTS, fill
from assistant.records import AnswerStatus, Kind, Language

MAX_WORDS = 120  # of an answer that is not a list
TELLING = 4  # words from which a quote that another holds says nothing more
MAX_QUOTES = 5  # citations of an answer that is not a list


@dataclass(frozen=True, slots=True)
class Line:
    """One statement to be: a quote shown word for word, or a frame filled with words of its quotes."""

    text: str
    quotes: tuple[Quote, ...]
    verbatim: bool = True
    interpreted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer to be."""

    kind: Kind
    lines: tuple[Line, ...] = ()
    missing: str | None = None
    status: AnswerStatus = "answered"
    is_list: bool = False  # lists are complete; other answers are cut to MAX_WORDS and MAX_QUOTES
    follow_ups: tuple[str, ...] = field(default=())
    searched: bool = False  # its statements were found by search, not picked by a rule: what stands beside them may tell more
    notices: tuple[str, ...] = ()  # what the asker should know beside the answer; nothing that is missing


def show_quote(quote: Quote, interpreted: tuple[str, ...] = ()) -> Line:
    """A line that is the quote itself."""
    return Line(quote.text, (quote,), True, interpreted)


def show_frame(name: str, language: Language, quotes: tuple[Quote, ...], **words: str) -> Line:
    """A line that is one of our fixed sentences."""
    return Line(fill(STATEMENTS, name, language, **words), quotes, False)


def count_words(text: str) -> int:
    """Words as a reader counts them."""
    return len(text.split())


def drop_repeats(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that say the same of the same quotes once more."""
    return list({(line.text, tuple(quote.key for quote in line.quotes)): line for line in lines}.values())


def is_shown(lines: Sequence[Line], quote: Quote) -> bool:
    """Whether a line shows a quote, or part of it."""
    same = (one for line in lines for one in line.quotes if one.section.anchor == quote.section.anchor)
    return any(one.start < quote.end and quote.start < one.end for one in same)


def has_room(lines: Sequence[Line], more: Sequence[Quote]) -> bool:
    """Whether quotes can be added to what is shown."""
    used = sum(count_words(line.text) for line in lines) + sum(count_words(one.text) for one in more)
    return used <= MAX_WORDS and len({quote.key for line in lines for quote in line.quotes} | {one.key for one in more}) <= MAX_QUOTES


def drop_told(draft: Draft) -> Draft:
    """The draft without quotes that another of its quotes holds word for word; a list, and a quote under a frame of its own, stay."""
    if draft.is_list:
        return draft
    texts = [line.text for line in draft.lines if line.verbatim]
    introduced = [False, *(one.text.endswith(":") for one in draft.lines)]
    kept = (line for line, under in zip(draft.lines, introduced, strict=False) if under or not is_held(line, texts))
    return replace(draft, lines=tuple(kept))


def is_held(line: Line, texts: Sequence[str]) -> bool:
    """Whether a line is a quote of some words that a longer one of these holds."""
    return line.verbatim and count_words(line.text) >= TELLING and any(line.text != text and line.text in text for text in texts)


def cut_short(draft: Draft) -> Draft:
    """The draft within MAX_WORDS and MAX_QUOTES, whole lines only; the first quote always stays, and no frame is left hanging."""
    if draft.is_list:
        return draft
    kept: list[Line] = []
    used = 0
    quotes: set[tuple[str, int, int]] = set()
    for line in drop_repeats(draft.lines):
        words, new = count_words(line.text), quotes | {quote.key for quote in line.quotes}
        if any(one.verbatim for one in kept) and (used + words > MAX_WORDS or len(new) > MAX_QUOTES):
            break
        kept.append(line)
        used, quotes = used + words, new
    while kept and kept[-1].text.endswith(":") and not kept[-1].verbatim:
        kept.pop()
    return replace(draft, lines=tuple(kept))
