"""What passes between the steps from a question to an answer. Frozen; knows nothing of HTTP, pages or databases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from corpus.records import Area, Document, Passage, Span

Kind = Literal["area", "responsibility", "definition", "fact", "list", "comparison", "scope", "status", "reference", "locate", "other"]
AnswerStatus = Literal["answered", "partial", "not_found", "clarify"]
Language = Literal["sv", "en"]
Mode = Literal["extract", "generate"]


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """A twin that was collapsed into a hit, area or citation."""

    document: str  # id
    anchor: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found, best first."""

    passage: Passage
    document: Document
    score: float  # fused; comparable within one search only
    highlights: tuple[Span, ...]  # code points in passage.text
    arms: dict[str, float]  # each arm's own score, and the reasons of the ranking
    also_in: tuple[AlsoIn, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that was not shown, and why: "twin", "limit", "filter", "below threshold"."""

    passage_id: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, what was left out, and how long it took, so that a bad result can be explained."""

    query: str
    hits: tuple[Hit, ...]
    rejected: tuple[Rejected, ...]
    took_ms: float
    notices: tuple[str, ...] = ()  # Swedish: "Betydelsesökning är avstängd: ..."


@dataclass(frozen=True, slots=True)
class RankedArea:
    """An area with its twins; `score` is None when areas are listed, not ranked."""

    area: Area
    document: Document
    score: float | None
    also_in: tuple[AlsoIn, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation, with the answer shown."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Understood:
    """The question as the assistant reads it."""

    question: str  # as asked, controlled characters removed
    kind: Kind
    language: Language
    search_text: str  # what is searched for: the question's frame removed, follow-ups completed
    documents: tuple[str, ...] | None  # ids the question or the caller limits it to
    read_as: str  # shown as "Tolkat som …"; the question itself when nothing was inferred
    actor: str | None = None
    operation: str | None = None  # verksamhet, "socialtjänst"
    wants_all: bool = False  # a list or a count is asked for
    yes_no: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands. quote == section.text[start:end]."""

    number: int  # from 1, as in the answer's text
    document: Document
    part: str
    path: tuple[str, ...]
    page_number: int | None
    page_label: str | None
    quote: str
    anchor: str
    start: int  # clean offsets in the section
    end: int
    source_ranges: tuple[Span, ...]  # source offsets
    repaired: bool = False  # the quote holds words that were repaired
    also_in: tuple[AlsoIn, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the answer: a slice of a cited section (verbatim), or a frame sentence filled with words of its citations."""

    text: str
    verbatim: bool
    citations: tuple[int, ...]  # numbers
    repaired: bool = False
    interpreted: tuple[str, ...] = ()  # what was inferred (*tolkat*)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown. `text` is the statements with their numbers; nothing of it is stored."""

    status: AnswerStatus
    kind: Kind
    understood_as: str
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    missing: str | None  # what the documents do not tell, in plain language
    follow_ups: tuple[str, ...]
    record_id: str  # sha256 of the content
    took_ms: float
    generated_by: str | None = None
    language: Language = "sv"
    notices: tuple[str, ...] = field(default=())
    chance: float | None = None  # 0–1, that the documents answer the question; None where nothing was searched
