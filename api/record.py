"""An answer record -> one file to keep: JSON for a program, Word for registration.

In: a record of the assistant. Out: a dict, or blocks of a Word file. The service keeps nothing; whoever asks saves the file. Knows nothing
of HTTP.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from api.export import File, file_stem, to_json
from api.export_text import Block, export_blocks
from api.payloads import Row, answer_row, spans, statement_row
from api.tables import page_cell, statement_label
from api.version import package_version
from assistant.record import AnswerRecord, CheckedCitation
from assistant.records import Turn
from corpus.records import Document

TITLE = "Svar ur plandokument"
HOLDS = "håller"


def record_row(record: AnswerRecord, history: Sequence[Turn] = (), made: datetime | None = None) -> Row:
    """Everything as a dict: question, answer, quotes, whole sections, hashes, generations, versions, time, checks."""
    return {
        "record_id": record.answer.record_id,
        "made": (made or datetime.now(UTC)).isoformat(timespec="seconds"),
        "version": package_version(),
        "encoder": record.encoder,
        "question": record.question,
        "history": [{"question": turn.question, "answer": turn.answer} for turn in history],
        "answer": answer_row(record.answer),
        "documents": [document_row(one) for one in record.documents],
        "sections": list({one.section.anchor: section_row(one) for one in record.citations}.values()),
        "checks": {
            "statements": [{**statement_row(one.statement), "faults": list(one.faults)} for one in record.statements],
            "citations": [{"number": one.citation.number, "faults": list(one.faults)} for one in record.citations],
        },
    }


def document_row(document: Document) -> Row:
    """What tells which file it was, and which reading of it."""
    names = ("id", "title", "issuer", "status", "date", "diary_number", "file_name", "file_hash", "generation")
    return {name: getattr(document, name) for name in names}


def section_row(checked: CheckedCitation) -> Row:
    """The quoted section, whole, with its place in the source."""
    section = checked.section
    source = spans([section.source_span])[0]
    return {"anchor": section.anchor, "path": list(section.path), "part": section.part, "text": section.text, "source_span": source}


def export_record(record: AnswerRecord, format_: str, history: Sequence[Turn] = (), made: datetime | None = None) -> File:
    """The record as a file: json or docx."""
    row = record_row(record, history, made)
    name = f"{TITLE} {row['made'][:10]} {record.answer.record_id[:8]}"
    if format_ == "json":
        return File(to_json(row), "application/json", f"{file_stem(name)}.json")
    return export_blocks(TITLE, record_blocks(row), name)


def record_blocks(row: Row) -> list[Block]:
    """The record for a reader: question, answer, sources with their sections, and how it was made."""
    answer = row["answer"]
    return [
        Block("small", f"Sparat {row['made']}. Svarets kontrollsumma: {row['record_id']}."),
        *(Block("small", f"Tidigare i samtalet: {turn['question']}") for turn in row["history"]),
        Block("heading", "Fråga"),
        Block("text", row["question"]),
        *([Block("small", f"Tolkat som: {answer['understood_as']}")] if answer["understood_as"] else []),
        Block("heading", "Svar"),
        *statement_blocks(row),
        *([Block("text", f"Saknas i dokumenten: {answer['missing']}")] if answer["missing"] else []),
        Block("heading", "Källor"),
        *(block for citation in answer["citations"] for block in citation_blocks(citation, row)),
        Block("heading", "Dokument och versioner"),
        *(Block("small", document_line(document)) for document in row["documents"]),
        Block("small", f"Planlots {row['version']}, sökmodell {row['encoder'] or 'ingen'}."),
    ]


def statement_blocks(row: Row) -> list[Block]:
    """Each statement with its numbers, its label and what the check said."""
    blocks = []
    for checked in row["checks"]["statements"]:
        numbers = "".join(f" [{number}]" for number in checked["citations"])
        label = statement_label(checked, row["answer"]["generated_by"])
        verdict = "; ".join(checked["faults"]) or HOLDS
        blocks += [Block("text", checked["text"] + numbers), Block("small", f"{label}; kontroll: {verdict}")]
    return blocks


def citation_blocks(citation: Row, row: Row) -> list[Block]:
    """The quote, its place, and the whole section around it."""
    document, page = citation["document"], page_cell(citation)
    places = (f"{document['title']} ({document['status']})", " › ".join(citation["path"]), f"s. {page}" if page else "")
    section: Any = next(one for one in row["sections"] if one["anchor"] == citation["anchor"])
    return [
        Block("subheading", f"[{citation['number']}] {', '.join(filter(None, places))}"),
        Block("quote", f"”{citation['quote']}”"),
        Block("source", f"Avsnitt {citation['anchor']}, tecken {citation['start']}–{citation['end']}. Hela avsnittet:"),
        Block("source", section["text"]),
    ]


def document_line(document: Row) -> str:
    """Title, file, hash and generation on one line."""
    dated = ", ".join(filter(None, (document["issuer"], document["date"], document["diary_number"])))
    return (
        f"{document['title']}{f' ({dated})' if dated else ''}. Fil {document['file_name']}, "
        f"sha256 {document['file_hash']}, generation {document['generation']}."
    )
