"""What nearly every plan has a section for - roles, measures followed, whom it is for - by any wording -> that section of the plan.

In: an inquiry. Out: a draft with the section's list, table or first sentences, or None when the question has another topic than the plan,
several plans fit, or none has such a section. Such a section seldom says the question's words: "Vem gör vad?" is headed "Roller". Generic
Swedish; knows headings and lists, nothing of searches.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.checks.citations import Quote, trim
from assistant.checks.support import CELL
from assistant.compose.draft import MAX_QUOTES, Draft, Line, show_frame, show_quote
from assistant.compose.items import find_list
from assistant.compose.list import COUNT_WORDS
from assistant.compose.scope import TARGET, find_target
from assistant.compose.series import is_light, says_rest
from assistant.compose.whole import order_documents, own_sections
from assistant.inquiry import Inquiry
from assistant.question.setting import keep_asked
from assistant.question.words import Word, fold
from assistant.retrieval.kept import remember
from corpus.records import Document, Section, Span
from corpus.sentences import split_sentences

LONGEST_LIST = 20  # lines of a section that is shown whole
FOLLOWING = 2  # sentences shown after the one that tells a target group
PLANS = 2  # plans whose sections are shown side by side


@dataclass(frozen=True, slots=True)
class Room:
    """A sort of section: how it is asked for, how it is headed, and the words of such a question that are no topic."""

    name: str
    asks: re.Pattern[str]
    heads: tuple[re.Pattern[str], ...]  # the plainest heading first
    scaffold: re.Pattern[str]
    says: re.Pattern[str] | None = None  # what a list's lead, a table's head or the heading above must say


ROOMS: tuple[Room, ...] = (
    Room(
        "roles",
        re.compile(
            r"\b(?:roller(?:na)?|rollfordelning\w*|ansvarsfordelning\w*|ansvarsroller|vem (?:som )?gor va[d]?\b|"
            r"(?:ansvaret|ansvar|uppgifter\w*|arbetet) (?:\w+ )?(?:ar |ser )?(?:for)?delat?|"
            r"(?:for)?delat? (?:\w+ )?(?:ansvaret|uppgifterna)|"
            r"vilka aktorer|vem (?:som )?har (?:vilket|vilken|vilka) (?:ansvar|roll|uppgift)\w*)\b"
        ),
        tuple(
            re.compile(pattern)
            for pattern in (
                r"\broller(?:na)?\b|\bvem gor vad\b|ansvarsfordelning|\bvem (?:bar|har|tar) ansvar",
                r"^(?:ansvar|organisation)\w*(?: och \w+)?$",
            )
        ),
        re.compile(
            r"(?:roll\w*|ansvar\w*|uppgift\w*|aktor\w*|fordel\w*|namnd\w*|bolag\w*|enhet\w*|forvaltning\w*|organisation\w*|gor|va|galler|fraga\w*|"
            r"\w*fragan|mellan|bild|rita|skota|skoter|vem|ska|med)"
        ),
    ),
    Room(
        "measures",
        re.compile(
            r"\b(?:\w*matt(?:en)?|nyckeltal\w*|indikator\w*|matetal\w*|uppfoljningsmatt\w*|mats|mater|matas|"
            r"uppfolj\w*.{0,20}\b(?:siffror|tal|varden)|(?:siffror|varden) (?:\w+ ){0,3}?(?:foljs|uppfoljning\w*))\b"
        ),
        tuple(
            re.compile(pattern)
            for pattern in (r"indikator|\bmatt\b|nyckeltal", r"uppfoljning|foljs? upp|hur vet vi|sa vet vi|mal och lage")
        ),
        re.compile(
            r"(?:\w*matt\w*|nyckeltal\w*|indikator\w*|mat\w*|\w*uppfolj\w*|folj\w*|siffr\w*|tittar|anvand\w*|rapport\w*|redovis\w*|varje|ar|aret|arlig\w*|upp|"
            r"vard\w{0,3}|tal|vilka|dom|de|uppnad\w*|lyck\w*|vet|hur)"
        ),
        re.compile(r"matt|indikator|nyckeltal|foljs|redovis|rapporter|uppfolj|foljer"),
    ),
    Room(
        "target",
        re.compile(
            r"\b(?:malgrupp\w*|omfattas|raknas in|ar till for|"
            r"(?:vem|vilka) (?:som |det |(?:ar|e) det )?(?:galler|omfatta\w*|berors)|galler (?:\w+ ){0,5}?for\b|"
            r"(?:vem|vilka) (?:\w+ ){0,4}?(?:har ratt till|kan fa|som far|far)|"
            r"(?:vilka|vem) (?:ar|e) (?:det|de|dom) (?:\w+ ){0,2}?(?:galler|far|omfattas))\b"
        ),
        tuple(re.compile(pattern) for pattern in (r"omfattas|malgrupp|galler \w+ for|vem galler", r"\bomfattning|avgransning")),
        re.compile(
            r"(?:malgrupp\w*|omfatt\w*|galler|galla|berors|rakn\w*|ratt|krav\w*|far|fa|person\w*|patient\w*|invanar\w*|folk|till|for|egentlig\w*)"
        ),
    ),
)


def compose_room(inquiry: Inquiry) -> Draft | None:
    """The section of its sort in the plan that the question names; None for another question."""
    folded = fold(inquiry.reading.topic)
    if inquiry.reading.asked.yes_no or inquiry.attribute not in (None, "person", "number"):
        return None
    room = next((one for one in ROOMS if one.asks.search(folded)), None)
    if room is None:
        return None
    words = keep_asked(inquiry.words, inquiry.reading.understood.search_text)
    rest = [word for word in words if not is_aside(room, word)]
    named = [one for one in order_documents(inquiry) if says_rest(inquiry, one, rest) is not None] if rest else order_documents(inquiry)
    found = [(one, section) for one in named if (section := find_room(inquiry, one, room))]
    scoped = inquiry.reading.understood.documents is not None or bool(rest) or len(inquiry.documents) == 1
    if not found or not scoped or len(found) > PLANS:
        return None
    lines = [line for document, section in found for line in show_room(inquiry, document, section, room)]
    return Draft(inquiry.kind, tuple(lines), is_list=True) if lines else None


def is_aside(room: Room, word: Word) -> bool:
    """Whether a word is of the asking, and no topic."""
    folded = fold(word.surface)
    return is_light(word) or folded in COUNT_WORDS or bool(room.scaffold.fullmatch(folded))


def find_room(inquiry: Inquiry, document: Document, room: Room) -> Section | None:
    """The first section with the plainest heading of that sort."""
    store = inquiry.library.store

    def find() -> Section | None:
        sections = [one for one in own_sections(store, document.id) if one.text.strip() and (room.says is None or find_items(one, room))]
        ranked = [one for head in room.heads for one in sections if head.search(bare(one.heading))]
        return ranked[0] if ranked else None

    return remember(store, document.id, ("room", room.name), find)


def bare(heading: str) -> str:
    """A heading folded, without its number and punctuation."""
    return re.sub(r"^\W*(?:§\s*)?(?:\d+(?:\.\d+)*|[a-z])[.)]?\s+", "", fold(heading)).strip(" .:?!–-")


def find_items(section: Section, room: Room) -> list[Quote]:
    """The lead and items of the section's list or table that tells such things; [] when it has none."""
    text = section.text
    for found in re.finditer(r"[^\n]+", text):
        line = found.group().rstrip()
        headed = CELL in line or line.endswith(":")
        if headed and room.says and (room.says.search(fold(line)) or room.heads[0].search(fold(section.heading))):
            last = split_sentences(line)[-1][0]
            items = [Quote(section, *trim(section, *row)) for row in rows_below(text, found.end())]
            if len(items) > 1:
                return [Quote(section, found.start() + last, found.start() + len(line)), *items]
    named = room.heads[0].search(fold(section.heading)) and is_list(section)
    return list(show_lines(section)) if named else []


def rows_below(text: str, at: int) -> list[Span]:
    """The lines of the block that begins at or right after a place."""
    skipped = re.compile(r"\s*").match(text, at)
    start = skipped.end() if skipped else at
    end = text.find("\n\n", start)
    return [(start + one.start(), start + one.end()) for one in re.finditer(r"[^\n]+", text[start : end if end >= 0 else len(text)])]


def show_room(inquiry: Inquiry, document: Document, section: Section, room: Room) -> list[Line]:
    """The section's list or table, or its first sentences, under the plan's title."""
    target = find_target(inquiry, document) if room.name == "target" else None
    quotes = find_items(section, room) if room.says else go_on(target) if target and is_plain(target) else show_lines(section)
    if not quotes:
        return []
    return [show_frame("in_plan", inquiry.language, tuple(quotes), title=document.title), *map(show_quote, quotes)]


def is_plain(quote: Quote) -> bool:
    """Whether a sentence tells a target group by that word."""
    return bool(TARGET.search(fold(quote.text)))


def go_on(quote: Quote) -> list[Quote]:
    """A sentence and those after it in its section, a few."""
    after = (Quote(quote.section, *span) for span in split_sentences(quote.section.text) if span[0] > quote.start)
    return [quote, *islice(after, FOLLOWING)]


def line_spans(section: Section) -> list[Span]:
    """Where the lines of a section stand."""
    return [found.span() for found in re.finditer(r"[^\n]+", section.text)]


def is_list(section: Section) -> bool:
    """Whether a section is mostly a list or a table."""
    lines = line_spans(section)
    return len(lines) > 2 and len(find_list(section, lines[-1][0])[1]) + len(find_list(section, lines[0][0])[1]) >= len(lines) // 2


def show_lines(section: Section) -> Sequence[Quote]:
    """Every line of a section that is a list or a table, up to a limit; the first sentences of another."""
    lines = line_spans(section)
    if is_list(section):
        return [Quote(section, *trim(section, *line)) for line in lines[:LONGEST_LIST]]
    return [Quote(section, *span) for span in split_sentences(section.text)[:MAX_QUOTES]]
