"""Records -> the dicts of the HTTP contract. One function per shape; the shapes are described for OpenAPI in `schemas.py`.

In: frozen records of corpus and assistant. Out: plain dicts, lists, numbers and strings, ready for JSON. Knows nothing of HTTP, stores or
pages, and imports no web framework, so that the command line starts fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from api.guards.place import at
from assistant.records import AlsoIn, Answer, Citation, Hit, RankedArea, SearchResult, Statement
from assistant.registers.glossary import Meaning
from corpus.jobs import Job
from corpus.records import Block, Document, PageQuality, Passage, Reference, Responsibility, Section, Span

Row = dict[str, Any]


class PreparedRow(dict[str, Any]):
    """A row that came as JSON, with it: who sends it on need not write it anew. Whoever changes the row must not use it."""

    def __init__(self, row: Row, encoded: bytes) -> None:
        super().__init__(row)
        self.encoded = encoded


class PreparedRows(list[Row]):
    """As PreparedRow, of several."""

    def __init__(self, rows: Iterable[Row], encoded: bytes) -> None:
        super().__init__(rows)
        self.encoded = encoded


Prepared = PreparedRow | PreparedRows
ROUNDED = 4  # decimals of a score: enough to order by, few enough to read


def document_ref(document: Document) -> Row:
    """The short form of a document that hits and citations carry."""
    return {"id": document.id, "title": document.title, "status": document.status}


def document_row(document: Document, sections: int, family: str, quality: str, unreadable: Iterable[tuple[int, str]]) -> Row:
    """One line of /api/documents."""
    return {
        "id": document.id,
        "title": document.title,
        "issuer": document.issuer,
        "kind": document.kind,
        "status": document.status,
        "date": document.date,
        "valid_from": document.valid_from,
        "valid_to": document.valid_to,
        "diary_number": document.diary_number,
        "pages": document.pages,
        "sections": sections,
        "family": family,
        "text_quality": quality,
        "unreadable_pages": [{"page_number": number, "reason": reason} for number, reason in unreadable],
        "file_name": document.file_name,
        "generation": document.generation,
    }


def outline(sections: Sequence[Section]) -> list[Row]:
    """The sections nested by their parents, in reading order; notes are left out, they belong to their sections."""
    nodes = {section.anchor: _node(section) for section in sections if section.kind == "section"}
    roots: list[Row] = []
    for section in sections:
        if section.kind == "section":
            parent = nodes.get(section.parent or "")
            (roots if parent is None else parent["children"]).append(nodes[section.anchor])
    return roots


def _node(section: Section) -> Row:
    return {
        "anchor": section.anchor,
        "heading": section.heading,
        "subtitle": section.subtitle,
        "level": section.level,
        "part": section.part,
        "page_number": section.page_number,
        "page_label": section.page_label,
        "children": [],
    }


def parts(sections: Sequence[Section]) -> list[Row]:
    """The parts of a document in order, each with its first section."""
    found: list[Row] = []
    for section in sections:
        if section.kind == "section" and (not found or found[-1]["part"] != section.part):
            found.append({"part": section.part, "heading": section.heading, "anchor": section.anchor, "page_number": section.page_number})
    return found


def quality_row(quality: PageQuality) -> Row:
    """How readable one page is."""
    return {
        "page_number": quality.page_number,
        "words": quality.words,
        "language": quality.language,
        "diacritics": round(quality.diacritics, ROUNDED),
        "garbage_lines": quality.garbage_lines,
        "verdict": quality.verdict,
        "unknown": round(quality.unknown, ROUNDED),
        "choice": quality.choice,
        "hidden_text": quality.hidden_text,
    }


def block_row(block: Block) -> Row:
    """A piece of layout of a section."""
    return {
        "kind": block.kind,
        "text": block.text,
        "page_number": block.page_number,
        "level": block.level,
        "lead": block.lead,
        "mark": block.mark,
        "start": block.clean[0] if block.clean else None,
        "end": block.clean[1] if block.clean else None,
        "source_ranges": spans(block.spans),
    }


def spans(pairs: Iterable[Span]) -> list[list[int]]:
    """Spans as JSON has them."""
    return [[start, end] for start, end in pairs]


def also_in(twins: Iterable[AlsoIn]) -> list[Row]:
    """Where the same words stand too."""
    return [{"document": twin.document, "anchor": twin.anchor} for twin in twins]


def page_url(anchor: str, start: int | None = None, end: int | None = None) -> str:
    """The lasting address of a section on our own page, with the quote marked if its span is given."""
    query = "" if start is None or end is None else f"?start={start}&end={end}#citat"
    return at(f"/s/{quote(anchor, safe='/~')}{query}")


def search_row(result: SearchResult, *, explain: bool = False) -> Row:
    """The answer of /api/search."""
    row: Row = {
        "query": result.query,
        "took_ms": round(result.took_ms, 2),
        "hits": [hit_row(hit) for hit in result.hits],
        "rejected": [{"passage_id": one.passage_id, "score": round(one.score, ROUNDED), "reason": one.reason} for one in result.rejected],
        "notices": list(result.notices),
    }
    if not explain:
        row["rejected"] = []
    return row


def hit_row(hit: Hit) -> Row:
    """One hit of a search."""
    passage = hit.passage
    return {
        "passage_id": passage.id,
        "external_id": passage.external_id,
        "score": round(hit.score, ROUNDED),
        "document": document_ref(hit.document),
        "part": passage.part,
        "path": list(passage.path),
        "lead": passage.lead,
        **_page(passage),
        "text": passage.text,
        "highlights": spans(hit.highlights),
        "anchor": passage.anchor,
        "start": passage.start,
        "end": passage.end,
        "url": page_url(passage.anchor, passage.start, passage.end),
        "also_in": also_in(hit.also_in),
        "arms": {name: round(value, ROUNDED) for name, value in sorted(hit.arms.items())},
    }


def _page(record: Passage | Citation | Responsibility | Section) -> Row:
    return {"page_number": record.page_number, "page_label": record.page_label}


def answer_row(answer: Answer) -> Row:
    """The answer of /api/ask."""
    return {
        "status": answer.status,
        "kind": answer.kind,
        "understood_as": answer.understood_as,
        "answer": answer.text,
        "generated_by": answer.generated_by,
        "statements": [statement_row(statement) for statement in answer.statements],
        "citations": [citation_row(citation) for citation in answer.citations],
        "missing": answer.missing,
        "follow_ups": list(answer.follow_ups),
        "notices": list(answer.notices),
        "language": answer.language,
        "took_ms": round(answer.took_ms, 2),
        "record_id": answer.record_id,
    }


def statement_row(statement: Statement) -> Row:
    """One sentence of an answer."""
    return {
        "text": statement.text,
        "verbatim": statement.verbatim,
        "repaired": statement.repaired,
        "interpreted": list(statement.interpreted),
        "citations": list(statement.citations),
    }


def citation_row(citation: Citation) -> Row:
    """A quote and where it stands."""
    return {
        "number": citation.number,
        "document": {**document_ref(citation.document), "date": citation.document.date, "issuer": citation.document.issuer},
        "part": citation.part,
        "path": list(citation.path),
        **_page(citation),
        "quote": citation.quote,
        "repaired": citation.repaired,
        "anchor": citation.anchor,
        "start": citation.start,
        "end": citation.end,
        "url": page_url(citation.anchor, citation.start, citation.end),
        "source_ranges": spans(citation.source_ranges),
        "also_in": also_in(citation.also_in),
    }


def area_row(ranked: RankedArea) -> Row:
    """One development area of a plan."""
    area = ranked.area
    return {
        "id": area.id,
        "document": document_ref(ranked.document),
        "focus_area": area.focus_area,
        "subtitle": area.subtitle,
        "group": area.group,
        "text": area.text,
        "page_number": area.page_number,
        "page_label": area.page_label,
        "anchor": area.anchor,
        "start": area.start,
        "end": area.end,
        "url": page_url(area.anchor, area.start, area.end),
        "score": None if ranked.score is None else round(ranked.score, ROUNDED),
        "also_in": also_in(ranked.also_in),
    }


def responsibility_row(record: Responsibility, document: Document, twins: Iterable[AlsoIn] = ()) -> Row:
    """One row of who does what."""
    return {
        "id": record.id,
        "document": document_ref(document),
        "actor": record.actor,
        "verb": record.verb,
        "modality": record.modality,
        "negated": record.negated,
        "task": record.task,
        "to": record.to,
        "with": record.with_,
        "frequency": record.frequency,
        "deadline": record.deadline,
        "condition": record.condition,
        "inferred": list(record.inferred),
        "collective": record.collective,
        "quote": record.quote,
        "path": list(record.path),
        **_page(record),
        "anchor": record.anchor,
        "start": record.start,
        "end": record.end,
        "url": page_url(record.anchor, record.start, record.end),
        "also_in": also_in(twins),
    }


def reference_row(record: Reference, documents: Mapping[str, Document]) -> Row:
    """Where a plan points elsewhere."""
    return {
        "text": record.text,
        "target": record.target,
        "document_id": record.target_document,
        "document": document_ref(documents[record.document]),
        "quote": record.quote,
        "anchor": record.anchor,
        "start": record.start,
        "end": record.end,
        "url": page_url(record.anchor, record.start, record.end),
    }


def definition_row(found: Meaning, document: Document) -> Row:
    """What a plan says that a word or an abbreviation means."""
    quote = found.quote
    return {
        "term": found.term,
        "meaning": found.meaning,
        "sort": found.sort,
        "document": document_ref(document),
        "quote": quote.text,
        "path": list(quote.section.path),
        **_page(quote.section),
        "anchor": quote.section.anchor,
        "start": quote.start,
        "end": quote.end,
        "url": page_url(quote.section.anchor, quote.start, quote.end),
        "also_in": also_in(quote.also_in),
    }


def job_row(job: Job) -> Row:
    """An ingest job."""
    return {
        "id": job.id,
        "state": job.state,
        "file_name": job.file_name,
        "document_id": job.document_id,
        "step": job.step,
        "progress": round(job.progress, ROUNDED),
        "message": job.message,
        "attempts": job.attempts,
        "created": job.created,
        "finished": job.finished,
    }
