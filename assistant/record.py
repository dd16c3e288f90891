"""An answer -> everything that is needed to show later why it was given: the answer record.

In: a library and an answer with its question. Out: frozen records: the sections quoted, whole, with their document's file hash and
generation, and every check made again. Nothing is stored. Knows nothing of files or HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.checks.grounding import find_faults
from assistant.checks.support import check, check_citation
from assistant.records import Answer, Citation, Statement
from corpus.library import Library
from corpus.records import Document, Section


@dataclass(frozen=True, slots=True)
class CheckedStatement:
    """A statement with what the check says of it now; no reasons when it holds."""

    statement: Statement
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedCitation:
    """A citation with the section that it quotes, whole, and what the check says of it now."""

    citation: Citation
    section: Section
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """What was asked, what was answered, on what grounds."""

    question: str
    answer: Answer
    statements: tuple[CheckedStatement, ...]
    citations: tuple[CheckedCitation, ...]
    documents: tuple[Document, ...]  # quoted ones, with file hash and generation
    encoder: str | None


def make_record(library: Library, question: str, answer: Answer) -> AnswerRecord:
    """The record of an answer, each check made again on what is stored now (Unknown, Withdrawn when a section has gone since)."""
    sections = {one.anchor: library.store.section(one.anchor) for one in answer.citations}
    documents = {one.document.id: one.document for one in answer.citations}
    return AnswerRecord(
        question,
        answer,
        tuple(CheckedStatement(one, find_statement_faults(one, answer, sections)) for one in answer.statements),
        tuple(CheckedCitation(one, sections[one.anchor], tuple(check_citation(one, sections))) for one in answer.citations),
        tuple(documents[name] for name in sorted(documents)),
        library.encoder.id if library.encoder else None,
    )


def find_statement_faults(statement: Statement, answer: Answer, sections: dict[str, Section]) -> tuple[str, ...]:
    """Why a statement does not hold; a language model's by the rules for those."""
    if not answer.generated_by or statement.verbatim:
        return check(statement, answer.citations, sections).reasons
    faults: list[str] = []
    for citation in answer.citations:
        if citation.number in statement.citations:
            faults += find_faults(statement.text, sections[citation.anchor], (citation.start, citation.end), None)
    return tuple(faults)
