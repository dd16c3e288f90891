"""A Swedish sentence -> its clauses: who, which verbs, on what words, active or passive.

In: a sentence. Out: its main clauses in order, with subject, verbs and what is left of the clause as spans. Knows word order: straight,
inverted, coordinated. Knows nothing of registers or earlier sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.records import Span
from ingest.registers.actors import CONJUNCTIONS, Actor, read_actors
from ingest.registers.finite import begins_predicate, find_finite
from ingest.registers.predicates import Deed, Modality, read_predicate
from ingest.registers.sentence import ADVERBS, PREPOSITIONS, SUBORDINATORS, Sentence
from ingest.registers.verbs import FORMS, MODALS, Token, is_infinitive

NEXT = 2  # words from a verb to the subject after "och"
SPANS = frozenset(["år", "termin", "månad", "vecka", "kvartal", "halvår"])


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its verbs."""

    actors: tuple[Actor, ...]  # who the subject is; empty when it is a thing or left out
    subject: Span | None  # its words, where it stands before the verb or right after it
    fronted: Span | None  # what stands before the verb of an inverted clause
    deeds: tuple[Deed, ...]
    modality: Modality
    negated: bool
    span: Span  # of the whole clause
    shared: bool  # the subject is that of the clause before
    future: bool = False  # "kommer att": neither demanded nor done


def read_clauses(sentence: Sentence, begin: int = 0, given: Sequence[Actor] = ()) -> list[Clause]:
    """The main clauses of the sentence from token `begin` on. With `given`, the first clause may lack a subject: it is theirs."""
    begin = skip_cleft(sentence, begin)
    finite = find_finite(sentence, begin, given=bool(given))
    clauses: list[Clause] = []
    starts = [begin, *(max(find_start(sentence, at, before), before + 1) for before, at in pairwise(finite))][: len(finite)]
    for number, at in enumerate(finite):
        following = number + 1 < len(finite)
        end = starts[number + 1] if following else len(sentence.tokens)
        before = clauses[-1] if clauses else None
        clause = read_clause(sentence, starts[number], at, end, before, given)
        if before is not None and before.deeds and clause.deeds and lacks_task(before.deeds[-1]):
            bare = not clause.shared and sentence.tokens[starts[number] - 1].low in CONJUNCTIONS and before.actors and clause.actors
            if clause.shared or (bare and starts[number] - finite[number - 1] <= NEXT):  # "X planerar och Y utför insatsen"
                clauses[-1] = share_task(before, clause)
        clauses.append(clause)
    return clauses


def skip_cleft(sentence: Sentence, begin: int) -> int:
    """Past "Det är" in "Det är nämnden som beslutar", which is read as "nämnden som beslutar"."""
    lows = [token.low for token in sentence.tokens[begin : begin + 2]]
    if lows == ["det", "är"]:
        actors, end = read_actors(sentence.tokens, begin + 2, len(sentence.tokens), sentence.names, post=True)
        if actors and end < len(sentence.tokens) and sentence.tokens[end].low == "som":
            return begin + 2
    return begin


def find_start(sentence: Sentence, at: int, before: int) -> int:
    """Where the clause of a later finite verb begins: after the last conjunction or comma between the verb before and it."""
    tokens = sentence.tokens
    for index in range(at - 1, before, -1):
        if tokens[index].low in {",", ";", ":", "–", "men", "medan"} or tokens[index].low in CONJUNCTIONS:
            return coordinate_start(sentence, index + 1, at)
    return 0


def coordinate_start(sentence: Sentence, start: int, at: int) -> int:
    """Further back, when several actors are coordinated before the verb: "..., kommunerna och regionen ansvarar"."""
    tokens = sentence.tokens
    actors, _ = read_actors(tokens, start, at, sentence.names)
    if not actors or start < 2 or tokens[start - 1].low not in CONJUNCTIONS:
        return start
    for index in range(start - 2, max(start - 8, -1), -1):
        if tokens[index].low in {",", ";"}:
            several, end = read_actors(tokens, index + 1, at, sentence.names)
            return index + 1 if len(several) > 1 and end >= at - 1 else start
    return start


def read_clause(sentence: Sentence, start: int, at: int, end: int, before: Clause | None, given: Sequence[Actor]) -> Clause:
    """The clause whose finite verb is token `at`, within tokens[start:end]."""
    tokens = sentence.tokens
    while start < at and tokens[start].low in CONJUNCTIONS | {"men", ",", "dock"}:
        start += 1
    while end > at + 1 and tokens[end - 1].low in CONJUNCTIONS | {",", "men", "medan", ";", ".", "–", ":"}:
        end -= 1
    actors, subject, fronted, after = read_subject(sentence, start, at, end)
    lone = all(token.low in ADVERBS for token in tokens[start:at]) and not actors
    if lone and not subject:
        inherited = before.actors if before is not None else tuple(given)
        deeds, modality, negated, future = read_predicate(sentence, at, after, end)
        words = before.subject if before is not None else None
        return Clause(inherited, words, fronted, deeds, modality, negated, sentence.words(start, end), before is not None, future)
    deeds, modality, negated, future = read_predicate(sentence, at, after, end)
    return Clause(tuple(actors), subject, fronted, deeds, modality, negated, sentence.words(start, end), False, future)


def read_subject(sentence: Sentence, start: int, at: int, end: int) -> tuple[list[Actor], Span | None, Span | None, int]:
    """(actors, words of the subject, words before the verb in an inverted clause, index after verb and inverted subject)."""
    tokens, names = sentence.tokens, sentence.names
    first = tokens[start].low if start < at else ""
    fronts = first in PREPOSITIONS or first in ADVERBS or is_time(tokens, start, at) or first in SUBORDINATORS
    if start < at and not fronts:
        actors, end_of_actors = read_actors(tokens, start, at, names, post=True)
        if actors and not goes_beyond(tokens, end_of_actors, at):
            return actors, sentence.words(start, at), None, at + 1
        follower, after = read_actors(tokens, at + 1, end, names)
        swapped = bool(follower) and tokens[at].low in MODALS and after < end and begins_predicate(tokens, after, end)
        particle = bool(follower) and after < end and tokens[after].low in {"fram", "upp", "om", "för"} and tokens[at].low not in MODALS
        if not (swapped or particle or (follower and tokens[at].low in {"åligger", "åvilar"})):
            return [], sentence.words(start, at), None, at + 1
        return follower, sentence.words(at + 1, after), sentence.words(start, at), after
    if start == at:  # "..., och leder arbetet": nothing stands before the verb, so the subject does not follow it
        return [], None, None, at + 1
    index = at + 1
    while index < end and tokens[index].low in ADVERBS | {"sig"}:
        index += 1
    actors, after = read_actors(tokens, index, end, names)
    if actors and tokens[actors[0].start].low not in {"sin", "sitt", "sina"}:
        after = extend_subject(sentence, actors, after, end)
        return actors, sentence.words(index, after), sentence.words(start, at), after
    return [], thing_after(sentence, at, end), sentence.words(start, at), at + 1


def goes_beyond(tokens: Sequence[Token], end: int, at: int) -> bool:
    """Is the actor only the first part of a subject: "kommunerna och regionens samverkan"?"""
    return end + 1 < at and tokens[end].low in CONJUNCTIONS


def extend_subject(sentence: Sentence, actors: list[Actor], after: int, end: int) -> int:
    """Past "i kommunen" in "ska nämnderna i kommunen ta fram"; the name of the last actor grows with it."""
    tokens = sentence.tokens
    if after >= end or tokens[after].low not in {"för", "i", "på", "inom", "vid", "från"}:
        return after
    for stop in range(after + 2, min(after + 7, end)):
        if is_infinitive(tokens[stop]) or tokens[stop].low in ADVERBS - {"i"}:
            last = actors[-1]
            words = sentence.words(last.start, stop)
            actors[-1] = replace(last, name=sentence.text[words[0] : words[1]], end=stop)
            return stop
    return after


def thing_after(sentence: Sentence, at: int, end: int) -> Span | None:
    """The subject of an inverted clause that is no actor: the words up to the verb that goes with a modal, or to the end."""
    tokens = sentence.tokens
    index = at + 1
    while index < end and tokens[index].low in ADVERBS:
        index += 1
    stop = next(
        (
            later
            for later in range(index + 1, end)
            if tokens[later].low == "att" or any(r.form in ("infinitive", "supine") for r in FORMS.get(tokens[later].low, ()))
        ),
        end,
    )
    return sentence.words(index, stop) if index < stop else None


def is_time(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Is what stands before the verb a time: "Varje år", "En gång per termin", "Två gånger om året"?"""
    lows = [token.low for token in tokens[start:at]]
    return 0 < len(lows) <= 8 and (
        (lows[0] in {"varje", "vart", "varannan"} and (any(low in SPANS for low in lows[1:3])))
        or any(low in {"gång", "gånger"} for low in lows)
        or (lows[0] == "den" and len(lows) > 1 and lows[1].isdigit())
        or (lows[0] in {"år", "våren", "hösten", "sommaren", "vintern", "minst", "senast"})
    )  # fmt: skip


def lacks_task(deed: Deed) -> bool:
    """Does nothing stand between the verb and the next one?"""
    return deed.task[0] >= deed.task[1]


def share_task(before: Clause, clause: Clause) -> Clause:
    """The clause before with the task of the next one: "bereder och beslutar om"."""
    last = before.deeds[-1]
    task = clause.deeds[0].task
    return replace(before, deeds=(*before.deeds[:-1], replace(last, task=task)), span=(before.span[0], clause.span[1]))
