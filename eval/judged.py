"""Statements that a person judged -> the share that their quotes bear, and quotes that the corpus no longer has.

In: a JSONL file of question, statement, quote, anchor, judgement (1 or 0) and reason; the store's sections. Out: a share with its interval,
problems by line. The statements were drawn by lot from answers to the development and held-out questions, at most two a question, and
judged by reading statement, quote and section. Knows nothing of how answers are made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadRequest
from eval.gold import Page, find_targets
from eval.measures import Estimate, estimate_share
from eval.questionset import Gold

VERDICTS = {1: True, 0: False}
JUDGED = Path(__file__).parent / "questions" / "judged.jsonl"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One statement with a person's verdict."""

    question: str
    statement: str
    quote: str  # the first of its citations
    anchor: str  # of the section that the quote stands in
    verbatim: bool  # the statement is the quote
    supported: bool
    reason: str
    line: int  # in the file, from 1


def read_judgements(path: Path = JUDGED) -> tuple[Judgement, ...]:
    """Every line of the file. Raises BadRequest for one that lacks a field or has another verdict than 1 or 0."""
    return tuple(
        make_judgement(line, number) for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.strip()
    )


def make_judgement(line: str, number: int) -> Judgement:
    """The record of a line."""
    try:
        row = json.loads(line)
        question, statement, quote, anchor, reason = (str(row[name]) for name in ("question", "statement", "quote", "anchor", "reason"))
        made = Judgement(question, statement, quote, anchor, bool(row["verbatim"]), VERDICTS[row["judgement"]], reason, number)
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise BadRequest(f"Rad {number} i de bedömda påståendena går inte att läsa ({error}). Rätta raden.") from error
    return made


def estimate_support(judged: Sequence[Judgement]) -> Estimate | None:
    """The share of statements that their quote bears, with Wilson's interval; None for an empty file."""
    return estimate_share([one.supported for one in judged])


def find_moved(judged: Iterable[Judgement], pages: Sequence[Page]) -> list[Judgement]:
    """The judgements whose quote no longer stands in its document, repairs of a scan apart."""
    gone = []
    for one in judged:
        document = one.anchor.partition("/")[0]
        own = [page for page in pages if page.section.document == document]
        if not find_targets(Gold(document, "", one.quote), own):
            gone.append(one)
    return gone


def write_judged(judged: Sequence[Judgement], moved: Sequence[Judgement]) -> str:
    """The share in Swedish, then the statements that were not borne and the quotes that have moved."""
    found = estimate_support(judged)
    if found is None:
        return "Inga bedömda påståenden."
    head = f"Stöds av sitt citat: {found.value:.3f} ({found.low:.3f}–{found.high:.3f}), n = {found.n}"
    unborne = [f"  rad {one.line}: {one.statement[:80]} – {one.reason}" for one in judged if not one.supported]
    lost = [f"  rad {one.line}: citatet står inte längre i {one.anchor}" for one in moved]
    return "\n".join([head, *unborne, *lost])
