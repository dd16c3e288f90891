"""An answer of the contract -> plain text with numbered sources, for programs that show text alone.

In: the answer's dict. Out: Markdown that also reads well as it stands. Each statement keeps its numbers and its label (AI Act, article 50).
Knows nothing of HTTP, MCP or terminals.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from api.tables import page_cell, reads_otherwise, statement_label

Row = dict[str, Any]


def answer_text(answer: Row, question: str, base: str = "") -> str:
    """Statements with labels, what is missing, sources with quotes, and what to ask next. `base` goes before every address."""
    return "\n".join([*answer_head(answer, question), *answer_body(answer), *answer_tail(answer, base)]).strip()


def answer_head(answer: Row, question: str) -> list[str]:
    """How the question was read, if otherwise than asked, and notices."""
    understood = answer["understood_as"]
    read = [f"Tolkat som: {understood}"] if reads_otherwise(question, understood) else []
    lines = [*read, *answer.get("notices", ())]
    return [*lines, ""] if lines else []


def answer_body(answer: Row) -> list[str]:
    """One line a statement, and one for what the documents do not tell."""
    return [statement_line(one, answer["generated_by"]) for one in answer["statements"]] + list(_missing(answer))


def statement_line(statement: Row, generated_by: str | None) -> str:
    """The statement, the numbers of its sources, and its label."""
    numbers = "".join(f" [{number}]" for number in statement["citations"])
    return f"{statement['text']}{numbers} *({statement_label(statement, generated_by)})*"


def _missing(answer: Row) -> Iterator[str]:
    if answer["missing"]:
        yield f"\nSaknas i dokumenten: {answer['missing']}"


def answer_tail(answer: Row, base: str = "") -> list[str]:
    """The sources, and three next questions."""
    sources = ["", "Källor:", *(source_line(one, base) for one in answer["citations"])] if answer["citations"] else []
    further = ["", "Fråga vidare:", *(f"- {question}" for question in answer["follow_ups"])] if answer["follow_ups"] else []
    return [*sources, *further]


def source_line(citation: Row, base: str = "") -> str:
    """Document, standing, section, page, quote and lasting address."""
    document = citation["document"]
    page = page_cell(citation)
    places = (f"{document['title']} ({document['status']})", " › ".join(citation["path"]), f"s. {page}" if page else "")
    return f"[{citation['number']}] {', '.join(filter(None, places))}: ”{citation['quote']}” {base}{citation['url']}"
