"""Lists under a lead or heading -> duties: "Nämnden ska:", "Styrgruppens uppgifter", "Kommunstyrelsen beslutar".

In: the text of a section by lines, its heading, one sentence of an item. Out: the duties of an item, whose actor stands in the lead.
Knows clauses and duties. Knows nothing of records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from typing import Literal

from corpus.records import Span
from corpus.sentences import split_sentences
from ingest.registers.actors import CONJUNCTIONS, Actor, is_person, read_actors, read_head
from ingest.registers.clauses import Clause, read_clauses
from ingest.registers.conjugation import STATES, is_conjugated
from ingest.registers.duties import read_clause_duties
from ingest.registers.duty import Duty, frame_duty, strip_task
from ingest.registers.finite import begins_present
from ingest.registers.predicates import Modality, read_infinitives
from ingest.registers.sentence import ADVERBS, FAR, PREPOSITIONS, Sentence, make_sentence
from ingest.registers.verbs import FORMS, MANDATE, MODALS, is_infinitive, read_verb, tokenize

LineKind = Literal["paragraph", "item", "table"]
GENITIVE = re.compile(
    r"^(?P<who>.+?)s (?:\w+ )?(?:uppgift(?:er)?|uppdrag|ansvar|ansvarsområden?|roll|huvuduppgift(?:er)?)\b", re.IGNORECASE
)
CHARGED = re.compile(r"^(?:\w+ )?(?:Uppdrag|Uppgifter|Ansvar|Åtgärder|Aktiviteter|Insatser) (?:till|för) (?P<who>.+)$", re.IGNORECASE)
OWNERS = re.compile(r"^(?:Huvudansvariga?|Ansvariga?|Deltagare|Ledamöter)(?: för (?P<what>.+?))?(?: är)?$")
MEMBERS = re.compile(r"^(?:I (?P<group>.+?) (?:ingår|deltar|medverkar)|(?P<whole>.+?) (?:består av|utgörs av))(?: följande.*)?$")
NUMBERED = re.compile(r"^\d+(?:\.\d+)*\.?\s+")
TABLE_MARK = " | "
MAX_TITLE = 5  # words of a line that only names an office
OPEN_LEAD = re.compile(  # its colon is lost
    r"(?:^|[.!?]\s)[A-ZÅÄÖ][^.:;?!]{2,120}\s"
    r"(?:(?:ska|skall|bör|ansvarar för|svarar för|har ansvar för|ska även|har i uppdrag|åtar sig|förbinder sig|är överens om)(?: att)?"
    r"|(?:har till uppgift|åligger \S[^.:;?!]{3,80}|uppgift är|uppgifter är|uppdrag är) att)$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a list item with its lead, or a table."""

    kind: LineKind
    span: Span
    lead: Span | None  # of the line that introduces the list
    paragraph: int  # running number


@dataclass(frozen=True, slots=True)
class Item:
    """What a lead or heading says of its items."""

    actors: tuple[Actor, ...]
    verb: str | None  # of items that are no clauses: "ansvara"
    modality: Modality
    task: str = ""  # for items that are the actors: "Ansvariga för genomförandet är"
    owners: bool = False  # the items are the actors
    bare: bool = False  # only a name: its items must begin with a verb


def find_lines(text: str) -> Iterator[Line]:
    """The paragraphs, items and tables of a section's text in order."""
    start = 0
    lead: Span | None = None
    blocks = text.split("\n\n")
    for number, block in enumerate(blocks):
        rows, alone = block.split("\n"), False
        following = blocks[number + 1] if number + 1 < len(blocks) else ""
        if len(rows) > 1 and all(TABLE_MARK in row for row in rows):
            yield Line("table", (start, start + len(block)), None, number)
            lead = None
        else:
            opening = lead
            at = start
            for index, row in enumerate(rows):
                span = (at, at + len(row))
                alone = len(rows) == 1 and leads_next(row, following)
                if index == 0 and (row.rstrip().endswith(":") or alone or (len(rows) > 1 and OPEN_LEAD.search(row))):
                    opening = last_sentence(text, span)
                    if opening[0] > span[0]:
                        yield Line("paragraph", (span[0], opening[0]), None, number)
                    yield Line("paragraph", opening, None, number)
                elif len(rows) > 1 or opening:
                    yield Line("item", span, opening, number)
                else:
                    yield Line("paragraph", span, None, number)
                at += len(row) + 1
            lead = opening if len(rows) == 1 and opening and (rows[0].rstrip().endswith(":") or alone) else None
        start += len(block) + 2


def last_sentence(text: str, span: Span) -> Span:
    """The sentence that a lead is: what stands before it in its paragraph is none."""
    sentences = split_sentences(text[span[0] : span[1]])
    return (span[0] + sentences[-1][0], span[1]) if sentences else span


def leads_next(row: str, following: str) -> bool:
    """Is the line a name alone before a list whose items begin small: "Rektor" over "leder arbetet"; or a lead without its colon?"""
    if OPEN_LEAD.search(row) and following.lstrip("–-•▪◦* ")[:1].islower():
        return True
    tokens = tokenize(row, (0, len(row)))
    if not tokens or len(tokens) > MAX_TITLE or row[-1:] in ".:;,?!" or not row[:1].isupper() or "\n" not in following:
        return False
    actors, end = read_actors(tokens, 0, len(tokens), frozenset(), post=True)
    return len(actors) == 1 and end == len(tokens) and all(line[:1].islower() for line in following.split("\n"))


def read_heading(heading: str, names: Set[str]) -> Item | None:
    """What a heading says of the lists and clauses below it."""
    text = NUMBERED.sub("", heading.strip("*: "))
    return read_lead(make_sentence(text, (0, len(text)), names)) if text else None


def read_lead(sentence: Sentence) -> Item | None:
    """Who the items of a list are about, and what verb they share. None for leads of another kind."""
    text = sentence.text[sentence.span[0] : sentence.span[1]].rstrip(" :")
    owners = OWNERS.match(text)
    if owners:
        return Item((), "ansvara", "är", owners.group("what") or "", owners=True)
    members = MEMBERS.match(text)
    owned = GENITIVE.match(text)
    charged = CHARGED.match(text)
    who = (members.group("group") or members.group("whole")) if members else owned.group("who") if owned else None
    who = who or (charged["who"] if charged else None)
    if who:
        inner = make_sentence(who, (0, len(who)), sentence.names)
        actors, end = read_actors(inner.tokens, 0, len(inner.tokens), sentence.names, post=True)
        if actors and end == len(inner.tokens):
            return Item(tuple(actors), "bestå av" if members else "ansvara", "är")
    return read_verbal(sentence)


def read_verbal(sentence: Sentence) -> Item | None:
    """ "Nämnden ska:", "Styrgruppen ansvarar för att:", "Kommunstyrelsen beslutar", or only a name."""
    tokens = sentence.tokens
    while tokens and tokens[-1].low in {":", "."}:
        tokens = tokens[:-1]
    words = replace(sentence, tokens=tokens)
    actors, end = read_actors(tokens, 0, len(tokens), sentence.names, post=True)
    if actors and end == len(tokens):
        return (
            Item(tuple(actors), None, "är", bare=True)
            if all(actor.definite or is_person(actor.head) or (actor.collective and not actor.bare) for actor in actors)
            else None
        )
    clauses = read_clauses(words) if tokens else []
    if len(clauses) != 1 or not clauses[0].actors:
        return None
    clause = clauses[0]
    finite = next((token for token in tokens if token.low in MODALS), None)
    if finite is not None and not clause.deeds:
        return Item(clause.actors, None, clause.modality)
    last = read_tail(words)
    if last is not None and last != MANDATE:
        return Item(clause.actors, last, clause.modality)
    return (
        Item(clause.actors, "ansvara" if last is None and clause.deeds else None, clause.modality)
        if tokens[-1].low == "att" or clause.deeds
        else None
    )


def read_tail(sentence: Sentence) -> str | None:
    """The verb of a lead that the items go on with: the last of the list's verbs in it, "*" for a mandate."""
    for index in range(len(sentence.tokens) - 1, -1, -1):
        reading = read_verb(sentence.text, sentence.tokens, index, ("present", "infinitive", "preterite"))
        if reading is not None:
            return reading.verb.register
    return None


def read_item(sentence: Sentence, line: Line, heading: Item | None) -> list[Duty] | None:
    """The duties of an item or of a clause without subject, from its lead or heading. None: read it as any sentence."""
    lead = None
    if line.lead is not None:
        words = make_sentence(sentence.text, line.lead, sentence.names)
        lead = read_lead(words)
        if lead is None:
            return None
    frame = lead or heading
    if frame is None:
        return None
    if frame.owners:
        return list(read_owners(sentence, frame)) if line.lead is not None else None
    begins = begins_with_verb(sentence)
    if begins is None and lead is not None and not lead.bare and begins_like_infinitive(sentence):
        begins = "infinitive" if lead.verb is None or (lead.verb == "ansvara" and begins_conjugated(sentence)) else None
    if begins is None and (frame.bare or frame.verb is None or line.kind != "item" or has_own_clause(sentence)):
        return None
    if begins == "infinitive" and line.kind != "item":
        return None
    return list(read_framed(sentence, frame, begins)) or None


def begins_with_verb(sentence: Sentence) -> Literal["finite", "infinitive"] | None:
    """Does the sentence begin with a verb, after "att", "och" or adverbs at most?"""
    tokens = sentence.tokens
    at = 0
    while at < len(tokens) - 1 and (tokens[at].low in ADVERBS | CONJUNCTIONS | {"att", "–", "-", "•"}) and tokens[at].low not in MODALS:
        at += 1
    low = tokens[at].low
    if low in MODALS or any(reading.form == "present" and not reading.passive for reading in FORMS.get(low, ())) or low in {"har", "är"}:
        return "finite"
    if at == 0 and len(tokens) > 1 and begins_present(sentence, 0):
        return "finite"
    listed = any(reading.form == "infinitive" and not reading.passive for reading in FORMS.get(low, ()))
    if listed or (tokens[0].low == "att" and is_infinitive(tokens[at])):
        return "infinitive"
    return None


def begins_like_infinitive(sentence: Sentence) -> bool:
    """Under "Kommunen ska:", is the first word an infinitive though no list holds it: "senarelägga", "Minska"?"""
    first = sentence.tokens[0]
    if first.low in PREPOSITIONS | {"tillsammans"}:  # "i samråd med regionen erbjuda stöd", "utan dröjsmål orosanmäla"
        listed = any(reading.form == "infinitive" for token in sentence.tokens[:FAR] for reading in FORMS.get(token.low, ()))
        return listed or (len(sentence.tokens) > 2 and is_infinitive(sentence.tokens[2]) and read_head(sentence.tokens[2].low) is None)
    if first.low in {"ha", "ge", "se", "få"} or (
        first.low.endswith("t") and len(sentence.tokens) > 2 and is_infinitive(sentence.tokens[1])
    ):
        return True  # "snabbt sanera klotter"
    return len(sentence.tokens) > 1 and is_infinitive(replace(first, text=first.low)) and read_head(first.low) is None


def begins_conjugated(sentence: Sentence) -> bool:
    """Under "Nämndens uppdrag:", is the first word a verb, and no adjective of what is answered for: "bevara konsten"?"""
    first = sentence.tokens[0].low
    return is_conjugated(first) and first not in STATES


def has_own_clause(sentence: Sentence) -> bool:
    """Does the item say of itself who does what?"""
    return any(clause.deeds for clause in read_clauses(sentence))


def read_framed(sentence: Sentence, frame: Item, begins: str | None) -> Iterator[Duty]:
    """The duties of an item whose actor stands in its lead."""
    if begins == "finite":
        clauses = read_clauses(sentence, 0, frame.actors)
        for clause in clauses:
            yield from (mark(duty) for duty in read_clause_duties(sentence, clause, None, ()))
    elif begins == "infinitive":
        yield from read_infinitive_item(sentence, frame)
    elif frame.verb is not None and frame.verb != "besluta":
        for actor in frame.actors:
            task = strip_task(sentence.text[sentence.span[0] : sentence.span[1]])
            yield mark(replace(frame_duty(sentence, actor, frame.verb, task), modality=frame.modality))


def read_infinitive_item(sentence: Sentence, frame: Item) -> Iterator[Duty]:
    """ "ta fram en rutin och följa upp den", each verb a duty."""
    lowered = replace(
        sentence, tokens=tuple(replace(token, text=token.low) if index == 0 else token for index, token in enumerate(sentence.tokens))
    )
    start = 0
    while lowered.tokens[start].low in CONJUNCTIONS | {"att"}:
        start += 1
    deeds = read_infinitives(lowered, start, len(lowered.tokens) - (lowered.tokens[-1].low in {".", ";", ","}))
    names = {actor.name for actor in frame.actors}
    for deed in deeds:
        clause = Clause(frame.actors, None, None, (replace(deed, told=True),), frame.modality, False, sentence.span, True)
        for duty in read_clause_duties(lowered, clause, None, ()):
            yield mark(duty, duty.actor in names)


def mark(duty: Duty, told: bool = True) -> Duty:
    """The duty with its actor marked as read from the lead."""
    return replace(duty, inferred=(*duty.inferred, "actor")) if told and duty.actor else duty


def read_owners(sentence: Sentence, frame: Item) -> Iterator[Duty]:
    """Items that name who is responsible for what the lead says."""
    tokens = sentence.tokens
    colon = next((index + 1 for index, token in enumerate(tokens) if token.low == ":"), 0)
    actors, _ = read_actors(tokens, colon, len(tokens), sentence.names, post=True)
    for actor in actors:
        name = name_owner(sentence, actor) if colon == 0 and len(actors) == 1 else actor.name
        duty = frame_duty(sentence, replace(actor, name=name), "ansvara", frame.task)
        yield replace(duty, frequency=None, deadline=None, condition=None, inferred=("task",))


def name_owner(sentence: Sentence, actor: Actor) -> str:
    """The name with its relative clause where that tells who is meant: "den enhet som har jour"."""
    tokens = sentence.tokens
    known = read_head(tokens[actor.end - 1].text)
    if actor.end >= len(tokens) or tokens[actor.end].low != "som" or (known is not None and known[1]):
        return actor.name
    stop = next((index for index in range(actor.end, len(tokens)) if tokens[index].low in {",", ";", ".", "("}), len(tokens))
    start, end = sentence.words(actor.start, stop)
    words = sentence.text[start:end]
    return words if actor.name[:1].isupper() else words[:1].lower() + words[1:]
