"""Questions + library -> outcomes: what was searched, answered and cited, and where it went wrong.

In: checked questions with their targets. Out: one frozen outcome a question. Asks through assistant.answer and
assistant.retrieval.search, in process, one question at a time. Knows nothing of means, intervals or how a report looks.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.answer import ask
from assistant.records import Answer, Citation, Hit
from assistant.retrieval.search import search
from corpus.errors import BadRequest
from corpus.library import Library
from corpus.records import Passage
from eval.gold import Target, Targets
from eval.measures import find_facts, overlap_share
from eval.questionset import Question

DEPTH = 10  # ranks that are measured
SUPPORT = 0.5  # a hit or citation supports a quote when half of the shorter of the two is common
REFUSED = frozenset({"not_found", "clarify"})  # statuses that give no answer
VERDICTS = ("rätt", "ofullständigt", "fel", "felaktigt avvisad", "rätt avvisad", "svarade ändå")
STEPS = ("sökning", "förståelse", "sammansättning", "avvisning")  # where a bad answer went wrong


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an answer."""

    text: str
    verbatim: bool
    sources: tuple[int, ...]  # numbers


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation as it was shown."""

    number: int
    document: str  # id
    title: str
    path: tuple[str, ...]
    page: str | None  # label as printed, or number in the file
    anchor: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question's result."""

    question: Question
    status: str
    kind: str  # as the assistant read it
    understood_as: str
    text: str
    missing: str | None
    quotes: tuple[str, ...]  # as cited
    cited: tuple[bool, ...]  # per citation: does it stand in a gold section or its twin
    found: tuple[bool, ...]  # per gold quote: is its section cited
    quoted: bool  # does one citation hold half of a gold quote
    facts: tuple[bool, ...]
    ranking: tuple[frozenset[int], ...]  # per hit: numbers of the gold quotes it supports
    first_hit: str  # text of the best hit, for the report
    ask_ms: float
    search_ms: float
    lines: tuple[Line, ...] = ()
    sources: tuple[Cited, ...] = ()
    chance: float | None = None  # the assistant's own, 0–1, that the documents answer
    error: str = ""  # what went wrong when the question could not be asked at all

    @property
    def refused(self) -> bool:
        """Was no answer given?"""
        return self.status in REFUSED

    @property
    def verdict(self) -> str:
        """One of VERDICTS. A false premise that the answer corrects, with every fact, counts as rightly refused.

        A question without facts is right when a gold quote is cited, incomplete when only its section is.
        """
        if not self.question.answerable:
            corrected = bool(self.facts) and all(self.facts)
            return "rätt avvisad" if self.refused or corrected else "svarade ändå"
        if self.refused:
            return "felaktigt avvisad"
        if not self.question.facts:
            return "rätt" if self.quoted else "ofullständigt" if any(self.found) else "fel"
        if all(self.facts):
            return "rätt"
        return "ofullständigt" if any(self.facts) else "fel"

    @property
    def step(self) -> str | None:
        """Which step a bad answer went wrong in; None for a good one."""
        if self.verdict in ("rätt", "rätt avvisad"):
            return None
        if self.verdict == "svarade ändå":
            return "avvisning"
        if self.question.kind and self.kind != self.question.kind:
            return "förståelse"
        if not any(self.ranking):
            return "sökning"
        return "avvisning" if self.refused else "sammansättning"


def run_set(
    library: Library, questions: Sequence[Question], targets: Targets, on_step: Callable[[], object] | None = None
) -> tuple[Outcome, ...]:
    """Ask every question once, in order."""
    outcomes = []
    for question in questions:
        outcomes.append(try_question(library, question, targets.get(question.id, ())))
        if on_step is not None:
            on_step()
    return tuple(outcomes)


def try_question(library: Library, question: Question, targets: Sequence[Sequence[Target]]) -> Outcome:
    """run_question; a question that the assistant cannot take at all (too long, empty) is an outcome too."""
    try:
        return run_question(library, question, targets)
    except BadRequest as error:
        facts = (False,) * len(question.facts)
        lost = (False,) * len(targets)
        return Outcome(question, "not_found", "other", "", "", str(error), (), (), lost, False, facts, (), "", 0.0, 0.0, error=str(error))


def run_question(library: Library, question: Question, targets: Sequence[Sequence[Target]]) -> Outcome:
    """Search and ask one question; the times are wall-clock milliseconds of the calls alone."""
    before = time.perf_counter()
    found = search(library, question.question, limit=DEPTH)
    between = time.perf_counter()
    answer = ask(library, question.question, question.history)
    after = time.perf_counter()
    return Outcome(
        question=question,
        status=answer.status,
        kind=answer.kind,
        understood_as=answer.understood_as,
        text=answer.text,
        missing=answer.missing,
        quotes=tuple(citation.quote for citation in answer.citations),
        cited=tuple(cites_section(citation, flatten(targets)) for citation in answer.citations),
        found=tuple(any(cites_section(citation, places) for citation in answer.citations) for places in targets),
        quoted=any(cites_quote(citation, flatten(targets)) for citation in answer.citations),
        facts=find_facts(answer.text, question.facts, whole=question.kind == "list"),
        ranking=tuple(supported_by(hit, targets) for hit in found.hits[:DEPTH]),
        first_hit=found.hits[0].passage.text if found.hits else "",
        ask_ms=(after - between) * 1000,
        search_ms=(between - before) * 1000,
        lines=tuple(Line(one.text, one.verbatim, one.citations) for one in answer.statements),
        sources=tuple(show_citation(citation) for citation in answer.citations),
        chance=answer.chance,
    )


def show_citation(citation: Citation) -> Cited:
    """What a report needs of a citation."""
    page = citation.page_label or (str(citation.page_number) if citation.page_number else None)
    document = citation.document
    return Cited(
        citation.number, document.id, document.title, citation.path, page, citation.anchor, citation.start, citation.end, citation.quote
    )


def flatten(targets: Iterable[Sequence[Target]]) -> list[Target]:
    """All places of all gold quotes."""
    return [target for places in targets for target in places]


def supported_by(hit: Hit, targets: Sequence[Sequence[Target]]) -> frozenset[int]:
    """Numbers of the gold quotes that a hit's passage holds, wholly or by half."""
    return supports(hit.passage, targets)


def supports(passage: Passage, targets: Sequence[Sequence[Target]]) -> frozenset[int]:
    """Numbers of the gold quotes that a passage holds, wholly or by half."""
    return frozenset(
        number
        for number, places in enumerate(targets)
        if any(
            place.anchor == passage.anchor and overlap_share((place.start, place.end), (passage.start, passage.end)) >= SUPPORT
            for place in places
        )
    )


def cites_section(citation: Citation, places: Iterable[Target]) -> bool:
    """Does the citation, or a twin of it, stand in the section of one of the places?"""
    anchors = {citation.anchor, *(twin.anchor for twin in citation.also_in)}
    return any(place.anchor in anchors for place in places)


def cites_quote(citation: Citation, places: Iterable[Target]) -> bool:
    """Does the citation hold half of one of the quotes?"""
    span = (citation.start, citation.end)
    return any(place.anchor == citation.anchor and overlap_share((place.start, place.end), span) >= SUPPORT for place in places)


def find_unstable(library: Library, questions: Iterable[Question]) -> tuple[str, ...]:
    """Ids of questions that two calls answer differently, took_ms apart."""
    return tuple(
        question.id
        for question in questions
        if fingerprint(ask(library, question.question, question.history)) != fingerprint(ask(library, question.question, question.history))
    )


def fingerprint(answer: Answer) -> str:
    """sha256 of everything in an answer but how long it took."""
    content = {name: value for name, value in asdict(answer).items() if name != "took_ms"}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def outcome_row(outcome: Outcome) -> dict[str, object]:
    """One outcome as JSON."""
    question = outcome.question
    row = {
        name: getattr(outcome, name) for name in Outcome.__dataclass_fields__ if name not in ("question", "ranking", "ask_ms", "search_ms")
    }
    return {
        "id": question.id,
        "question": question.question,
        "expected_kind": question.kind,
        "answerable": question.answerable,
        "trap": question.trap,
        **row,
        "lines": [asdict(line) for line in outcome.lines],
        "sources": [asdict(source) for source in outcome.sources],
        "ranking": [sorted(supported) for supported in outcome.ranking],
        "verdict": outcome.verdict,
        "step": outcome.step,
        "ask_ms": round(outcome.ask_ms, 2),
        "search_ms": round(outcome.search_ms, 2),
    }


def read_outcome(row: Mapping[str, Any], question: Question) -> Outcome:
    """The outcome that a row of outcome_row was made of."""
    fields: dict[str, Any] = {
        name: row[name] for name in ("status", "kind", "understood_as", "text", "missing", "quoted", "first_hit", "ask_ms", "search_ms")
    }
    fields |= {name: tuple(row[name]) for name in ("quotes", "cited", "found", "facts")}
    return Outcome(
        question=question,
        **fields,
        ranking=tuple(frozenset(supported) for supported in row["ranking"]),
        lines=tuple(Line(one["text"], one["verbatim"], tuple(one["sources"])) for one in row["lines"]),
        sources=tuple(Cited(**{**one, "path": tuple(one["path"])}) for one in row["sources"]),
        chance=row["chance"],
        error=row.get("error", ""),
    )
