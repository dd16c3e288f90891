"""A cell that tells what someone does -> duties: "Leder arbetet och rapporterar till styrelsen" beside "Rektor".

In: the text of a section, the span of the cell and who acts. Out: one duty for each actor and verb, () where the cell begins with no verb.
Knows clauses. Knows nothing of columns or rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from corpus.records import Span
from corpus.sentences import split_sentences
from ingest.registers.actors import Actor, read_actors, read_head
from ingest.registers.clauses import read_clauses
from ingest.registers.duties import read_clause_duties
from ingest.registers.duty import Duty
from ingest.registers.finite import begins_present
from ingest.registers.sentence import Sentence, make_sentence
from ingest.registers.verbs import FORMS, MODALS, tokenize


def read_told(text: str, span: Span, actors: Sequence[Actor], names: Set[str]) -> Iterator[Duty]:
    """The duties of the cell's sentences that begin with a verb in the present tense."""
    for start, end in split_sentences(text[span[0] : span[1]]):
        sentence = lower_start(make_sentence(text, (span[0] + start, span[0] + end), names))
        if len(sentence.tokens) > 1 and begins_finite(sentence):
            for clause in read_clauses(sentence, 0, actors):
                yield from (duty for duty in read_clause_duties(sentence, clause, None, ()) if duty.actor)


def lower_start(sentence: Sentence) -> Sentence:
    """The sentence with its first word as inside a sentence."""
    return replace(sentence, tokens=tuple(replace(t, text=t.low) if at == 0 else t for at, t in enumerate(sentence.tokens)))


def begins_finite(sentence: Sentence) -> bool:
    """Is the first word a verb in the present tense, and no noun: "Leder", but not "Ledare"?"""
    low = sentence.tokens[0].low
    if read_head(low) is not None:
        return False
    listed = low in MODALS or low in {"har", "är", "gör"} or any(one.form == "present" and not one.passive for one in FORMS.get(low, ()))
    return listed or begins_present(sentence, 0)


def read_whole(cell: str, names: Set[str]) -> list[Actor]:
    """The actors where the whole cell names them, else none."""
    tokens = tokenize(cell, (0, len(cell)))
    actors, end = read_actors(tokens, 0, len(tokens), names, post=True)
    return actors if actors and end == len(tokens) else []
