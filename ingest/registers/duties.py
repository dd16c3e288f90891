"""Clauses -> duties: one for each actor and verb, active or passive, and those that a task itself hands out.

In: a sentence and who was spoken of before it. Out: duties. Knows clauses and actors. Knows nothing of lists, tables or sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.registers.actors import Actor, is_person, read_actors, read_head
from ingest.registers.agents import find_agents
from ingest.registers.clauses import Clause, read_clauses
from ingest.registers.conjugation import STATES, is_known
from ingest.registers.duty import Duty, fill, slice_text, strip_task
from ingest.registers.duty_forms import (
    TITLED,
    Spoken,
    read_answering,
    read_charged,
    read_delegated,
    read_held,
    read_members,
    read_role,
    read_tasked,
    read_titled,
    read_whoever_acts,
)
from ingest.registers.duty_relatives import read_objects, split_gap
from ingest.registers.finite import governs_infinitive
from ingest.registers.predicates import HOLD, Deed, read_infinitives
from ingest.registers.sentence import ADVERBS, NEGATIONS, Sentence
from ingest.registers.verbs import FORMS, MANDATE, read_words

STEPS = frozenset(["följa upp", "rapportera", "besluta", "ta fram", "genomföra", "godkänna", "utse", "revidera", "uppdatera"])
NOMINAL = {
    "uppföljning": "följa upp", "uppföljningen": "följa upp", "utvärdering": "följa upp", "utvärderingen": "följa upp",
    "rapportering": "rapportera", "rapporteringen": "rapportera", "återrapportering": "rapportera", "återrapporteringen": "rapportera",
    "redovisning": "rapportera", "redovisningen": "rapportera", "samordning": "samordna", "samordningen": "samordna",
    "halvtidsuppföljning": "följa upp", "slututvärdering": "följa upp", "slututvärderingen": "följa upp", "utvärderingar": "följa upp",
    "uppföljningar": "följa upp", "slutrapport": "rapportera", "slutrapporten": "rapportera", "slutredovisning": "rapportera",
    "revidering": "revidera", "revideringen": "revidera", "genomförandet": "genomföra",
}  # fmt: skip
PICTURE = re.compile(r"(?:bild|figur|diagram|tabell|foto)\w*\b", re.I)
# a year beside a verb in the past tense tells history: "År 2023 beslutade", "antog 2019"; a day is a decision's date
HISTORY = re.compile(
    r"(?:(?:år|under|sedan|redan|hösten|våren|sommaren|vintern)\s+)*(?:(?:19|20)\d\d|förra|föregående|i fjol|tidigare)\b(?![-/:])", re.I
)
HAPPENING = re.compile(r"\b(?:görs|göras|sker|ske|genomförs|genomföras|utförs|utföras|gjorts)\b")
FRONT_SUBJECT = re.compile(r"(?:När|Om|Innan|Då) (\S+(?: \S+){0,3}?) (?:är|har|blir|ska|inte)\b")  # whom "den" means in what follows
PRONOUNS = read_words("pronouns")
OBJECTS = frozenset({"den", "det", "dem", "denna", "detta", "dessa"})
GATHERING = (  # who "ses", meets; others are seen
    "grupp", "gruppen", "grupperna", "rådet", "råden", "forumet", "teamet", "teamen", "nätverket", "kommittén", "utskottet", "utskotten",
    "parterna",
)  # fmt: skip
NEEDS_NO_TASK = frozenset(["sammanträda", "sammankalla", "delta"])
NEW = 6  # words of a thing told of for the first time
COMMISSIONS = frozenset(["ge", "ger", "gav", "uppdra", "uppdrar", "uppdrog"])
FINISH = FORMS["genomförs"][0]  # the reading that "uppföljning sker" is given


def read_duties(sentence: Sentence, spoken: Spoken) -> Iterator[Duty]:
    """All duties of a sentence."""
    special = [*read_titled(sentence), *read_members(sentence), *read_answering(sentence, spoken), *read_role(sentence)]
    if held := [*read_held(sentence)]:
        yield from held
        return
    special += [*read_delegated(sentence), *read_whoever_acts(sentence)]
    if tasked := [*read_tasked(sentence), *read_charged(sentence)]:
        yield from tasked
        return
    if special:
        yield from special
        if TITLED.match(sentence.text[sentence.span[0] : sentence.span[1]]):
            return
    told = {(duty.actor, duty.verb) for duty in special}  # "Ansvaret åvilar nämnden" is a clause besides
    clauses = read_clauses(sentence)
    people: tuple[Actor, ...] = ()
    thing: str | None = None
    before = ""  # the task of the verb before: what "den" and "dem" mean
    inferred: tuple[str, ...] = ()
    for clause in clauses:
        if not clause.shared:
            inferred = ()
            thing = slice_text(sentence, clause.subject) if clause.subject and not clause.actors else None
            people = clause.actors
            word = (thing or "").casefold()
            if word in PRONOUNS:
                people, thing, inferred = resolve_pronoun(sentence, word, clause, spoken)
        for duty in read_clause_duties(sentence, replace(clause, actors=people), thing, inferred):
            if (duty.actor, duty.verb) in told or any(who.startswith(f"{duty.actor} som ") and verb == duty.verb for who, verb in told):
                continue
            said = before if duty.task.casefold() in OBJECTS and before else None
            yield replace(duty, task=said, inferred=(*duty.inferred, "task")) if said else duty
            before = said or duty.task
    if clauses:
        first = clauses[0]
        subject = slice_text(sentence, first.subject) if first.subject and not first.actors else None
        if (subject or "").casefold() not in PRONOUNS:
            spoken.note(first.actors, subject or new_thing(sentence, first))
    elif named := read_actors(sentence.tokens, 0, len(sentence.tokens), sentence.names, post=True)[0]:
        spoken.note(named[:1], None)  # no verb of the list, but who "gruppen" and "den" mean next
    yield from read_relatives(sentence)
    yield from read_objects(sentence)


def new_thing(sentence: Sentence, clause: Clause) -> str | None:
    """What the clause makes or names for the first time, which "den" in the next sentence may mean: "tecknar en överenskommelse"."""
    task = slice_text(sentence, clause.deeds[-1].task) if clause.deeds else ""
    return task if task.startswith(("en ", "ett ")) and len(task.split()) <= NEW else None


def resolve_pronoun(sentence: Sentence, word: str, clause: Clause, spoken: Spoken) -> tuple[tuple[Actor, ...], str | None, tuple[str, ...]]:
    """(actors, thing, what is inferred) behind a subject that is only a pronoun."""
    passive = bool(clause.deeds) and clause.deeds[0].reading.passive
    people = () if passive else spoken.find_people(word)
    if people:
        return people, None, ("actor",)
    before = FRONT_SUBJECT.match(slice_text(sentence, clause.fronted))
    if passive and before:
        return (), before.group(1), ("task",)
    thing = spoken.find_thing() if passive and word in {"den", "denna", "det", "detta", "de", "dessa"} else None
    return (), thing, ("task",) if thing else ()


def read_clause_duties(sentence: Sentence, clause: Clause, thing: str | None, inferred: tuple[str, ...]) -> Iterator[Duty]:
    """The duties of one clause: active with its subject, passive with its agent or without."""
    found = False
    if is_history(sentence, clause):
        return
    for deed in clause.deeds:
        if deed.reading.passive and deed.reading.verb.register == "göra" and names_deed(sentence, clause):
            continue
        if deed.reading.passive and deed.reading.verb.register == "ge i uppdrag" and clause.actors:
            yield from read_charge(sentence, clause, deed)
            return
        read = (
            read_passive(sentence, clause, deed, thing, inferred) if deed.reading.passive else read_active(sentence, clause, deed, inferred)
        )
        for duty in read:
            found = True
            yield duty
    if not found:
        yield from read_nominal(sentence, clause, thing)


def is_history(sentence: Sentence, clause: Clause) -> bool:
    """Does the clause tell what was done in a year gone by: "År 2023 beslutade nämnden"?"""
    if not clause.deeds or clause.deeds[0].reading.form != "preterite":
        return False
    after = sentence.text[sentence.tokens[clause.deeds[0].token].end : clause.span[1]].lstrip()
    return bool(HISTORY.match(slice_text(sentence, clause.fronted)) or HISTORY.match(after))


def may_act(deed: Deed, clause: Clause) -> bool:
    """Is the verb one that the actors do: listed, or demanded of them?"""
    if deed.reading.verb is HOLD:  # "ska ha en jour": of a body, not of a town's vision or its people
        return all(read_head(actor.head) is not None and not is_person(actor.head) for actor in clause.actors)
    if deed.reading.verb.infinitive == "ses":
        if deed.reading.form == "infinitive":
            return False
        return clause.actors[0].head.endswith(GATHERING)
    return (
        deed.told or clause.modality in {"ska", "bör"} or (clause.modality == "kan" and (clause.negated or is_act(deed)))
    )  # "får inte" forbids


def spells_out(clause: Clause, deed: Deed) -> bool:
    """Does "står för" tell what letters mean: "SBK står för"?"""
    head = clause.actors[0].name
    return deed.reading.verb.infinitive == "stå" and head.isupper() and len(head.split()) == 1


def is_act(deed: Deed) -> bool:
    """Is the infinitive a deed that the lexicon knows, not a state: "överta", but neither "uppleva" nor "drabbas"?"""
    infinitive = deed.reading.verb.infinitive
    return not deed.reading.passive and infinitive not in STATES and is_known(infinitive)


def read_active(sentence: Sentence, clause: Clause, deed: Deed, inferred: tuple[str, ...]) -> Iterator[Duty]:
    """One duty for each actor; those that the task itself hands out too."""
    if not clause.actors or not may_act(deed, clause) or spells_out(clause, deed):
        return
    verb = deed.reading.verb.register
    for actor in clause.actors:
        duty = fill(sentence, clause, deed, actor, verb, inferred)
        if duty.task or duty.to or duty.frequency or verb in NEEDS_NO_TASK:
            yield from split_gap(sentence, duty)
    yield from read_inner(sentence, clause, deed, inferred)


def read_inner(sentence: Sentence, clause: Clause, deed: Deed, inferred: tuple[str, ...]) -> Iterator[Duty]:
    """Duties inside the task: "genom att ta fram", "ansvarar för att följa upp", "ge nämnden i uppdrag att"."""
    tokens = sentence.tokens
    first = next((index for index, token in enumerate(tokens) if token.start >= deed.task[0]), len(tokens))
    last = next((index for index, token in enumerate(tokens) if token.start >= deed.task[1]), len(tokens))
    verb = deed.reading.verb.register
    for index in range(first, last - 1):
        if tokens[index].low != "att":
            continue
        before = tokens[index - 1].low
        if (before == "uppdrag" and verb in {"besluta", "föreslå"}) or verb == "ge i uppdrag":
            yield from read_commission(sentence, clause, index, first, last)
            return
        if not governs_infinitive(tokens, index):
            continue
        if (before == "genom") or (before == "för" and verb == "ansvara" and index <= first + 1) or (index == first and verb == "ansvara"):
            for inner in read_infinitives(sentence, index + 1, last):
                if inner.told and not inner.reading.passive:
                    for actor in clause.actors:
                        yield fill(sentence, clause, inner, actor, inner.reading.verb.register, inferred)
            return


def read_commission(sentence: Sentence, clause: Clause, at: int, first: int, last: int) -> Iterator[Duty]:
    """ "ge nämnden i uppdrag att ta fram": who gives the commission, and what the nämnd is to do."""
    tokens = sentence.tokens
    start = next((index for index in range(clause.deeds[0].token if clause.deeds else 0, at) if tokens[index].low in COMMISSIONS), None)
    receivers: list[Actor] = []
    if start is not None:
        receivers, _ = read_actors(tokens, start + 1 + (tokens[start + 1].low == "åt"), at, sentence.names)
    deeds = read_infinitives(sentence, at + 1, last)
    if tokens[first].low in {"att", "ge"} and clause.deeds and clause.deeds[0].reading.verb.register != "ge i uppdrag":
        words = strip_task(slice_text(sentence, sentence.words(at + 1, last)))
        for actor in clause.actors:
            duty = fill(sentence, clause, clause.deeds[0], actor, "ge i uppdrag", ())
            yield replace(duty, task=words, to=" och ".join(one.name for one in receivers) or None)
    for deed in deeds:
        for receiver in receivers:
            yield replace(fill(sentence, clause, deed, receiver, deed.reading.verb.register, ()), modality="ska", negated=False)


def read_charge(sentence: Sentence, clause: Clause, deed: Deed) -> Iterator[Duty]:
    """ "Nämnden ges i uppdrag att granska": what the one charged is to do."""
    tokens = sentence.tokens
    at = next((index for index in range(deed.token + 1, len(tokens)) if tokens[index].low == "att"), None)
    end = next((index for index in range(len(tokens) - 1, 0, -1) if tokens[index].start < clause.span[1]), 0) + 1
    for inner in read_infinitives(sentence, at + 1, end) if at is not None else ():
        for actor in clause.actors:
            yield replace(fill(sentence, clause, inner, actor, inner.reading.verb.register, ()), modality="ska", negated=False)


def read_passive(sentence: Sentence, clause: Clause, deed: Deed, thing: str | None, inferred: tuple[str, ...]) -> Iterator[Duty]:
    """The duty of the agent ("leds av"), or one without actor where it is a step of the plan."""
    task = cut_predicate(sentence, clause, thing) or (
        ", ".join(actor.name for actor in clause.actors) if clause.actors else slice_text(sentence, clause.subject)
    )
    if strip_task(task).casefold() == "det":  # stands for what comes after the verb
        task = slice_text(sentence, deed.task)
    if PICTURE.match(task):
        return
    agents = find_agents(sentence, deed)
    verb = deed.reading.verb.register
    if verb == MANDATE and clause.actors:
        return
    for actor in agents:
        duty = fill(sentence, clause, deed, actor, verb, inferred)
        yield replace(duty, task=strip_task(task) or duty.task)
    if agents or not deed.told or verb not in STEPS or not task or deed.reading.form == "preterite":
        return
    duty = fill(sentence, clause, deed, None, verb, inferred)
    if clause.modality in {"ska", "bör"} or duty.frequency or duty.deadline or (duty.to and verb == "rapportera"):
        yield replace(duty, task=strip_task(task))


def cut_predicate(sentence: Sentence, clause: Clause, thing: str | None) -> str | None:
    """The thing up to a passive verb of its own: "Beslut" of "Beslut påverkas inte av planen utan fattas av kommunen"."""
    if not thing or not clause.subject:
        return thing
    inner = [token for token in sentence.tokens if clause.subject[0] < token.start < clause.subject[1]]
    verbs = (token for token, after in pairwise(inner) if token.low.endswith("as") and after.low in NEGATIONS and is_known(token.low[:-1]))
    stop = next(verbs, None)
    return sentence.text[clause.subject[0] : stop.start].strip() if stop and thing.endswith(inner[-1].text) else thing


def names_deed(sentence: Sentence, clause: Clause) -> bool:
    """Is the subject itself the deed: "Uppföljningen görs av"?"""
    return any(word.lower() in NOMINAL for word in slice_text(sentence, clause.subject).split()[:4])


def read_nominal(sentence: Sentence, clause: Clause, thing: str | None) -> Iterator[Duty]:
    """ "Uppföljning görs årligen av", "Rapportering sker till": the noun is the deed."""
    subject = slice_text(sentence, clause.subject).split()
    noun = next((word.lower() for word in subject[:4] if word.lower() in NOMINAL), None)
    words = sentence.text[clause.span[0] : clause.span[1]]
    found = HAPPENING.search(words)
    if noun is None or found is None or clause.actors or noun == "genomförandet":
        return
    at = next(index for index, token in enumerate(sentence.tokens) if token.start >= clause.span[0] + found.start())
    deed = Deed(FINISH, sentence.words(at + 1, len([t for t in sentence.tokens if t.start < clause.span[1]])), at)
    agents: list[Actor | None] = [*find_agents(sentence, deed)]
    for actor in agents or [None]:
        duty = fill(sentence, clause, deed, actor, NOMINAL[noun], ())
        if actor is not None or clause.modality == "ska" or duty.frequency or duty.deadline or duty.to:
            yield replace(duty, task=strip_task(thing or slice_text(sentence, clause.subject)))


def read_relatives(sentence: Sentence) -> Iterator[Duty]:
    """ "en samordnare som ansvarar för", "nämnden, som leder": a relative clause about someone who acts."""
    tokens = sentence.tokens
    for index in range(1, len(tokens) - 1):
        if tokens[index].low != "som":
            continue
        comma = tokens[index - 1].low == ","
        for start in range(max(index - 7, 0), index):
            actors, end = read_actors(tokens, start, index, sentence.names, post=False)
            whole = index + 2 < len(tokens) and "består" in (tokens[index + 1].low, tokens[index + 2].low)
            if len(actors) != 1 or end != index - comma or not (comma or whole or tokens[start].low in {"en", "ett"}):
                continue
            stop = next((later for later in range(index + 1, len(tokens)) if tokens[later].low in {",", ";"}), len(tokens))
            words = replace(sentence, span=sentence.words(index + 1, stop), tokens=tokens[:stop])
            begin = next((later for later in range(index + 1, stop) if tokens[later].low not in ADVERBS), index + 1)
            for clause in read_clauses(words, begin, actors)[:2]:
                if clause.actors == tuple(actors):
                    yield from (
                        replace(duty, span=sentence.span)
                        for duty in read_clause_duties(words, clause, None, ())
                        if duty.actor == actors[0].name
                    )
            break
