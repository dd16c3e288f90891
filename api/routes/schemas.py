"""The shapes of the HTTP contract as pydantic models: what /openapi.json describes and what POST bodies are checked against.

Answers are sent as prepared dicts (see `payloads.py`), never run through these models: that would cost more than finding the answer. A
test checks that what is sent fits what is described here.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.question.clean import MAX_CHARS

QUESTION_CHARS = MAX_CHARS  # what the assistant reads
ANSWER_CHARS = 50_000
TURNS = 50  # earlier questions that may be sent along
DOCUMENTS = 500

Limit = Annotated[int, Field(ge=1, le=500)]
Range = tuple[int, int]


class Shape(BaseModel):
    """Base of all shapes: extra fields may appear in later versions."""

    model_config = ConfigDict(extra="allow")


class TurnIn(BaseModel):
    """An earlier question with the answer that was shown."""

    model_config = ConfigDict(strict=True)
    question: Annotated[str, Field(max_length=QUESTION_CHARS)]
    answer: Annotated[str, Field(max_length=ANSWER_CHARS)] = ""


class AskIn(BaseModel):
    """A question, with the conversation before it."""

    model_config = ConfigDict(strict=True)
    question: Annotated[str, Field(max_length=QUESTION_CHARS)]
    history: Annotated[list[TurnIn], Field(max_length=TURNS)] = []
    documents: Annotated[list[str], Field(max_length=DOCUMENTS)] | None = None
    mode: Literal["extract", "generate"] | None = None


class Problem(Shape):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str


class Health(Shape):
    """Whether the service is ready, and with what."""

    status: Literal["ok"]
    documents: int
    passages: int
    engine: str
    encoder: str | None
    version: str


class DocumentRef(Shape):
    """The short form of a document."""

    id: str
    title: str
    status: Literal["gällande", "beslutad", "förslag", "upphävd", "okänd"]


class Unreadable(Shape):
    """A page that could not be read, and why."""

    page_number: int
    reason: str


class DocumentOut(DocumentRef):
    """One document."""

    issuer: str | None
    kind: str | None
    date: str | None
    valid_from: str | None
    valid_to: str | None
    diary_number: str | None
    pages: int | None
    sections: int
    family: str
    text_quality: str
    text_cure: str = ""  # what makes a text that was read with the wrong language better
    unreadable_pages: list[Unreadable]
    hidden_text: list[int] = []  # numbers of pages with text that nobody who looks at them sees, left out; [0] in a file without pages


class OutlineNode(Shape):
    """A heading with those under it."""

    anchor: str
    heading: str
    level: int
    page_number: int | None
    page_label: str | None
    children: list[OutlineNode]


class PartOut(Shape):
    """A part of a bundle."""

    part: str
    heading: str
    anchor: str
    page_number: int | None


class DocumentDetail(DocumentOut):
    """One document with its outline."""

    outline: list[OutlineNode]
    parts: list[PartOut]
    quality: list[dict[str, Any]]


class SectionOut(Shape):
    """One section: text as repaired, text as scanned, and what was lifted out."""

    anchor: str
    document: DocumentRef
    part: str
    path: list[str]
    page_number: int | None
    page_label: str | None
    text: str
    source_text: str
    blocks: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    previous: str | None
    next: str | None
    quote_page: dict[str, Any] | None = None  # {"page_number", "page_label"} where the quote begins
    page_images: list[dict[str, Any]] = []  # {"page_number", "url"} of every page of a PDF that the section, or the quote, stands on
    page_boxes: list[list[float]] = []  # of the quote: page number, left, top, right, bottom in shares of the page


class Also(Shape):
    """Where the same words stand too."""

    document: str
    anchor: str


class HitOut(Shape):
    """One hit; highlights are code points in `text`."""

    passage_id: str
    external_id: str | None
    score: float
    document: DocumentRef
    path: list[str]
    page_number: int | None
    page_label: str | None
    text: str
    highlights: list[Range]
    anchor: str
    url: str
    also_in: list[Also]
    arms: dict[str, float]


class SearchOut(Shape):
    """Hits, best first."""

    query: str
    took_ms: float
    hits: list[HitOut]
    rejected: list[dict[str, Any]]


class StatementOut(Shape):
    """One sentence of an answer."""

    text: str
    verbatim: bool
    repaired: bool
    citations: list[int]


class CitationOut(Shape):
    """A quote: the slice [start, end) of its section's text."""

    number: int
    document: DocumentRef
    part: str
    path: list[str]
    page_number: int | None
    page_label: str | None
    quote: str
    anchor: str
    url: str
    source_ranges: list[Range]
    also_in: list[Also]


class AnswerOut(Shape):
    """An answer, statement by statement."""

    status: Literal["answered", "partial", "not_found", "clarify"]
    kind: str
    understood_as: str
    answer: str
    generated_by: str | None
    statements: list[StatementOut]
    citations: list[CitationOut]
    missing: str | None
    follow_ups: list[str]
    took_ms: float
    record_id: str


class AreaOut(Shape):
    """One development area."""

    id: str
    document: DocumentRef
    focus_area: str
    subtitle: str | None
    group: str | None
    text: str
    page_number: int | None
    page_label: str | None
    anchor: str
    score: float | None
    also_in: list[Also]


class ResponsibilityOut(Shape):
    """Who does what."""

    id: str
    document: DocumentRef
    actor: str
    verb: str
    modality: Literal["ska", "bör", "kan", "är"]
    negated: bool
    task: str
    to: str | None
    with_: str | None = Field(alias="with")
    frequency: str | None
    deadline: str | None
    condition: str | None
    inferred: list[str]
    quote: str
    path: list[str]
    page_number: int | None
    page_label: str | None
    anchor: str
    also_in: list[Also]


class ReferenceOut(Shape):
    """Where a plan points elsewhere."""

    text: str
    target: str
    document_id: str | None
    quote: str
    anchor: str


class DefinitionOut(Shape):
    """What a plan says that a word or an abbreviation means."""

    term: str
    meaning: str
    sort: Literal["definition", "förkortning"]
    document: DocumentRef
    quote: str
    path: list[str]
    page_number: int | None
    page_label: str | None
    anchor: str
    start: int
    end: int
    url: str
    also_in: list[Also]


class ComparisonRow(Shape):
    """An area of the left plan with its nearest one of the right; `right` is None below the threshold."""

    left: AreaOut
    right: AreaOut | None
    similarity: float
    note: str | None


class ComparisonOut(Shape):
    """Two plans side by side."""

    left: DocumentRef
    right: DocumentRef
    rows: list[ComparisonRow]


class JobOut(Shape):
    """An ingest job."""

    id: str
    state: str
