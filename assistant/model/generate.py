"""An extractive answer -> the same in a language model's words, each statement checked; or the extractive answer as it was.

In: a library, the question, the answer made of quotes and what else was found. Out: an Answer with the contract unchanged: every statement
cites a quote that bears it. A statement that fails the check is dropped and the answer becomes `partial`; with none left the extractive
answer stands. Lists, refusals and English questions are never handed over (`may_reword`). Knows prompts and checks; knows nothing of HTTP.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice

from assistant.checks.citations import Numbering, Quote
from assistant.checks.grounding import find_faults, locate
from assistant.checks.support import check_citation, ends_sentence, starts_sentence
from assistant.frames import DIFFERING, NOTICES, fill, read_frame
from assistant.model.client import LIMITS, Limits, ModelUnavailable, find_breaker, stream_reply
from assistant.model.prompts import MAX_STATEMENTS, Source, make_sources, write_messages
from assistant.records import Answer, Statement
from corpus.library import Library
from corpus.records import Section, Span

SOURCES = 8  # quotes that are sent: the answer's own, then the best of what else was found
STATEMENTS_FIELD = re.compile(r'"statements"\s*:\s*\[')
DECODER = json.JSONDecoder()
log = logging.getLogger("planlots")
Watch = Callable[[Answer], None]  # is shown the answer as far as it has come: made of quotes, then of statements that hold


@dataclass(frozen=True, slots=True)
class Claim:
    """What the model says, before it is checked."""

    text: str
    token: str
    quote: str


@dataclass(frozen=True, slots=True)
class Borne:
    """A claim that its quote bears."""

    text: str
    quote: Quote


def may_reword(answer: Answer, *, is_list: bool) -> bool:
    """A list would lose rows, what is not there cannot be reworded, and English words cannot be checked against Swedish ones.

    Where editions disagree, both are shown as they stand.
    """
    if is_list or answer.language != "sv" or answer.status not in ("answered", "partial"):
        return False
    frames = {name for one in answer.statements if not one.verbatim for name, _ in read_frame(one.text)}
    return bool(answer.statements) and not frames & DIFFERING


def reword(
    library: Library,
    question: str,
    answer: Answer,
    quotes: Sequence[Quote],
    *,
    watch: Watch | None = None,
    limits: Limits = LIMITS,
) -> Answer:
    """The answer in the model's words, as far as they hold. `quotes`: the answer's own and others found, best first."""
    sources = make_sources(list({quote.key: quote for quote in quotes}.values())[:SOURCES])
    borne: list[Borne] = []
    dropped = 0
    try:
        for claim in listen(library, question, answer, sources, limits):
            held = ground(claim, sources, library)
            dropped += held is None
            if held and all(held.text != one.text for one in borne):
                borne.append(held)
                if watch:
                    watch(write(library, answer, borne, 0))
    except ModelUnavailable as error:
        return replace(answer, notices=(*answer.notices, str(error)))
    return write(library, answer, borne, dropped)


def listen(library: Library, question: str, answer: Answer, sources: Sequence[Source], limits: Limits) -> Iterator[Claim]:
    """The model's claims as they come, at most MAX_STATEMENTS (ModelUnavailable, at once while it rests after failures)."""
    breaker = find_breaker(library.settings.model_url or "")
    breaker.check()
    messages = write_messages(question, sources)
    try:
        with closing(stream_reply(library.settings, messages, limits)) as pieces:
            yield from islice(read_claims(pieces), MAX_STATEMENTS)
    except ModelUnavailable:
        breaker.fail()
        raise
    breaker.succeed()


def read_claims(pieces: Iterable[str]) -> Iterator[Claim]:
    """The statements of a JSON reply, each as soon as it is whole (ModelUnavailable when there is no such list)."""
    text, at = "", -1
    for piece in pieces:
        text += piece
        if at < 0 and (found := STATEMENTS_FIELD.search(text)):
            at = found.end()
        while at >= 0:
            at += len(text[at:]) - len(text[at:].lstrip(" \n\r\t,"))
            try:
                value, at = DECODER.raw_decode(text, at)
            except ValueError:
                break
            yield read_claim(value)
    if at < 0:
        raise ModelUnavailable("Språkmodellens svar gick inte att läsa. Svaret består av citat.")


def read_claim(value: object) -> Claim:
    """One statement; what lacks a field becomes a claim that no source bears."""
    row: Mapping[str, object] = value if isinstance(value, dict) else {}
    return Claim(*(str(row.get(name) or "").strip() for name in ("text", "source", "quote")))


def ground(claim: Claim, sources: Sequence[Source], library: Library) -> Borne | None:
    """The claim with the quote that bears it; None, and a line in the log without any text of it, when none does."""
    source = next((one for one in sources if one.token == claim.token), None)
    span = locate(source.quote.section, (source.quote.start, source.quote.end), claim.quote) if source else None
    if source is None or span is None:
        log.info("a statement of the language model was dropped: no such source or quote")
        return None
    whole = widen(source.quote.section, span, source.quote)
    if find_faults(claim.text, source.quote.section, whole, library.encoder.static if library.encoder else None):
        log.info("a statement of the language model was dropped: not borne by its quote")
        return None
    return Borne(claim.text, replace(source.quote, start=whole[0], end=whole[1]))


def widen(section: Section, span: Span, source: Quote) -> Span:
    """The span from the start of its sentence to the end of it, within the source: a part of a sentence may say something else."""
    start, end = span
    while start > source.start and not starts_sentence(section.text, start):
        start -= 1
    while end < source.end and not ends_sentence(section.text, end):
        end += 1
    return start, end


def state(borne: Borne, numbering: Numbering) -> Statement:
    """The statement with its citation's number."""
    verbatim = borne.text == borne.quote.text
    return Statement(borne.text, verbatim, numbering.cite([borne.quote]))


def write(library: Library, answer: Answer, borne: Sequence[Borne], dropped: int) -> Answer:
    """The answer of the statements that hold, numbered anew; the extractive one with a notice when none does."""
    sections = {one.quote.section.anchor: one.quote.section for one in borne}
    numbering = Numbering(library.store.document)
    statements = tuple(state(one, numbering) for one in borne)
    if not statements or any(check_citation(citation, sections) for citation in numbering.citations):
        return replace(answer, notices=(*answer.notices, fill(NOTICES, "nothing_borne", answer.language)))
    notices = (*answer.notices, fill(NOTICES, "some_dropped", answer.language)) if dropped else answer.notices
    repaired = {citation.number for citation in numbering.citations if citation.repaired}
    return replace(
        answer,
        status="partial" if dropped else answer.status,
        statements=tuple(replace(one, repaired=one.verbatim and one.citations[0] in repaired) for one in statements),
        citations=tuple(numbering.citations),
        text="\n".join(f"{one.text} [{one.citations[0]}]" for one in statements),
        generated_by=library.settings.model_name,
        notices=notices,
    )
