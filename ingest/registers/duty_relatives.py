"""What someone does told in passing -> duties: "insatser som kommunen ansvarar för", "kommunen för omsorgen" after "regionen ansvarar".

In: a sentence, or a duty with the actors of its clause. Out: duties whose task is the noun before "som", or what stands after the second
"för". Knows subjects and predicates. Knows nothing of lists, tables or who was spoken of before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.registers.actors import CONJUNCTIONS, is_premod, read_actors
from ingest.registers.agents import find_agents
from ingest.registers.clauses import Clause
from ingest.registers.conjugation import STATES, is_state
from ingest.registers.duty import Duty, fill, slice_text, strip_task
from ingest.registers.finite import is_finite
from ingest.registers.predicates import Deed, read_predicate
from ingest.registers.sentence import ADVERBS, NEGATIONS, PREPOSITIONS, SUBORDINATORS, Sentence
from ingest.registers.verbs import MANDATE, MODALS, Token

MOST = 6  # words of the noun and what stands before it
VAGUE = re.compile(  # says too little to be a task, or is no object of the verb: "det som nämnden beslutar", "på samma sätt som"
    r"(?:vad|vem|vilka|det|den|de|dem|allt|detta|annat|sådant|något|sätt|sättet|dag|dagen|tid|tiden|takt|takten|omfattning|utsträckning|grad|gång|lika|samma"
    r"|såväl|både|väl|mycket|frågor|frågan|frågorna|delar|delarna|del|områden|saker|roll|rollen)$",
    re.I,
)
OWNED = frozenset({"ha", "ge", "se", "få", "vara", "bli", "vilja", "behöva", "använda", "nå", "känna", "möta", "delta", "bestå av", "äga"})
SCOPE = frozenset({"ingår", "omfattas", "berörs", "regleras", "hanteras", "behandlas", "beskrivs"})  # what a plan says of its own bounds
GAPPED = re.compile(r"(?<!-)(?:[,;]| (?:och|medan|samt)) (?=\S.{0,60}? för )")
ARTICLE = re.compile(r"^(?:de|den|det) (?=\w+ ?)", re.I)  # "de insatser som": said without "som" it is "insatser"


def read_objects(sentence: Sentence) -> Iterator[Duty]:
    """ "en avgift som direktionen fastställer", "den statistik som regionen samlar in": the task is the noun before "som"."""
    tokens = sentence.tokens
    for index in range(1, len(tokens) - 2):
        if tokens[index].low != "som" or tokens[index - 1].low in CONJUNCTIONS:
            continue
        task = strip_task(find_noun(sentence, index))
        yield from read_suffered(sentence, index, task) if task else ()
        actors, at = read_actors(tokens, index + 1, len(tokens), sentence.names, post=True)
        while at < len(tokens) and tokens[at].low in ADVERBS:
            at += 1
        if not task or not actors or at >= len(tokens) or not all(one.definite or one.collective for one in actors):
            continue
        if tokens[at].low in {"har", "hade"} or not is_finite(sentence, at):
            continue
        stop = next((later for later in range(at + 1, len(tokens)) if ends_relative(sentence, later)), len(tokens))
        if tokens[min(stop, len(tokens) - 1)].low in SCOPE and tokens[min(stop + 1, len(tokens) - 1)].low in NEGATIONS:
            continue  # "det arbete som regionen driver ingår inte i planen"
        deeds, modality, _, _ = read_predicate(sentence, at, at + 1, stop)
        negated = any(token.low in NEGATIONS for token in tokens[index + 1 : at + 2])
        clause = Clause(tuple(actors), None, None, deeds, modality, negated, sentence.words(index, stop), False)
        yield from (duty for deed in deeds[:1] if tells_deed(deed, modality) for duty in fill_all(sentence, clause, deed, task))


def read_suffered(sentence: Sentence, index: int, task: str) -> Iterator[Duty]:
    """ "boendestödjare, som anställs av kommunen": what the agent after a passive verb does to the noun before "som"."""
    tokens = sentence.tokens
    at = index + 1
    while at < len(tokens) - 1 and tokens[at].low in ADVERBS:
        at += 1
    if not is_finite(sentence, at) or tokens[at].low in {"har", "hade"}:
        return
    deeds, modality, negated, _ = read_predicate(sentence, at, at + 1, len(tokens))
    clause = Clause((), None, None, deeds, modality, negated, sentence.words(index, len(tokens)), False)
    for deed in deeds[:1]:
        for actor in find_agents(sentence, deed) if deed.reading.passive and deed.reading.form in ("present", "infinitive") else ():
            if actor.definite or actor.collective or modality in {"ska", "bör"}:
                yield replace(fill(sentence, clause, deed, actor, deed.reading.verb.register, ()), task=task)


def fill_all(sentence: Sentence, clause: Clause, deed: Deed, task: str) -> Iterator[Duty]:
    """A duty of each actor with the noun as its task."""
    for actor in clause.actors:
        yield replace(fill(sentence, clause, deed, actor, deed.reading.verb.register, ()), task=task)


def tells_deed(deed: Deed, modality: str) -> bool:
    """Does the verb say what is done now: no passive, nothing of years gone by, nothing that is only had or used?"""
    verb = deed.reading.verb
    told = deed.told or modality in {"ska", "bör"}
    return (
        told
        and not deed.reading.passive
        and deed.reading.form in ("present", "infinitive")
        and verb.register not in OWNED | {MANDATE}
        and verb.infinitive not in STATES
    )


def find_noun(sentence: Sentence, index: int) -> str:
    """The noun that "som" at the index belongs to, with what stands before it; "" where it says too little."""
    tokens = sentence.tokens
    last = index - 1 - (tokens[index - 1].low == ",")
    if last < 0 or VAGUE.match(tokens[last].low) or not tokens[last].low[-1:].isalpha() or is_finite(sentence, last):
        return ""
    first = last
    while first > 0 and last - first < MOST and (joins_parts(tokens, first - 1) or is_premod(tokens[first - 1])):
        if is_finite(sentence, first - 1):
            break
        first -= 1
    if any(token.low in {"såväl", "både", "dels"} for token in tokens[max(first - 1, 0) : last]):
        return ""
    return ARTICLE.sub("", slice_text(sentence, sentence.words(first, last + 1)))


def joins_parts(tokens: Sequence[Token], at: int) -> bool:
    """Does the word belong to a compound whose last part is said once: "hälso- och" before "sjukvård"?"""
    return tokens[at].text.endswith("-") or (at > 0 and tokens[at].low in CONJUNCTIONS and tokens[at - 1].text.endswith("-"))


def ends_relative(sentence: Sentence, later: int) -> bool:
    """Does the relative clause end at the word: a sign, another clause, or the verb of the main clause?"""
    token = sentence.tokens[later]
    if token.low in {",", ";", ".", "("} or (token.low in SUBORDINATORS and token.low != "att"):
        return True
    if is_state(token.low):
        return True
    return token.low not in MODALS and token.low != "att" and token.low not in PREPOSITIONS and is_finite(sentence, later)


def split_gap(sentence: Sentence, duty: Duty) -> Iterator[Duty]:
    """The duty; and where its task goes on with another actor "för" something, one for each: "omsorgen och regionen för sjukvården"."""
    tokens = sentence.tokens
    at = sentence.text.find(duty.task, *sentence.span) if duty.verb == "ansvara" else -1
    for found in GAPPED.finditer(duty.task) if at >= 0 else ():
        first = next((index for index, token in enumerate(tokens) if token.start >= at + found.end()), len(tokens))
        actors, end = read_actors(tokens, first, len(tokens), sentence.names)
        if not actors or end >= len(tokens) or tokens[end].low != "för" or not all(one.definite for one in actors):
            continue
        yield replace(duty, task=strip_task(duty.task[: found.start()]))
        rest = strip_task(sentence.text[tokens[end].end : at + len(duty.task)])
        for actor in actors:
            yield from split_gap(sentence, replace(duty, actor=actor.name, task=rest, collective=actor.collective))
        return
    yield duty
