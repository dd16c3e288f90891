"""A duty and how it is filled: task, recipient, company, times and condition of one verb of a clause.

In: a sentence, a clause, one of its verbs and an actor. Out: a Duty. Knows times and actors; knows nothing of which clauses give duties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.records import Span
from ingest.registers.actors import Actor, read_actors
from ingest.registers.clauses import Clause
from ingest.registers.predicates import Deed, Modality
from ingest.registers.sentence import ADVERBS, Sentence
from ingest.registers.times import find_condition, find_deadline, find_frequency, find_fronted, strip_time

# verbs whose "till" names a recipient
GIVING = frozenset(["rapportera", "stödja", "lämna", "överlämna", "ge i uppdrag", "bereda", "föreslå", "informera", "föredra", "delge",
                    "ta fram",
                    "redovisa", "skicka", "översända", "meddela", "sända", "ställa", "anmäla", "hänskjuta",
                    "delegera", "leverera", "vidarebefordra", "framföra", "betala", "betala ut", "lämna in", "lämna över"])  # fmt: skip
SHARED = frozenset(["stämma av", "starta", "genomföra", "ordna", "anordna", "arrangera", "sammanträda", "samråda", "samverka", "samarbeta",
                    "teckna", "planera", "diskutera", "utbyta"])  # fmt: skip
ABOUT = {  # verb -> what its task need not begin with
    "ansvara": re.compile(r"^för "), "bereda": re.compile(r"^om "), "delta": re.compile(r"^(?:i|vid|på) "),
    "besluta": re.compile(r"^(?:om|att(?= \w+a\b)) "),
    "sammanträda": re.compile(r"^.*gång(?:er)? (?:per|om|i|varje) \w+$"), "ge i uppdrag": re.compile(r"^att "),
}  # fmt: skip
# what stands first in "För bryggorna ansvarar nämnden"; a time or place that stands first is no task
OBJECT = re.compile(
    r"(?!(?:under|från|i|vid|inom|enligt|efter|innan|när|om|årligen|varje|en gång|senast|den \d|ytterst|därutöver|vid)\b)", re.I
)
NONE = re.compile(r"(?:ingen|inget|inga)\b", re.I)  # "fattar inga egna beslut"
COUNTED = re.compile(r"\d|(?:ett|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|tolv|hälften|halva)\b")
OCCASION = re.compile(  # "Vid larm åker patrullen", "När isen ligger kallar hamnchefen"
    r"Vid (?!\S*(?:års|månad|termin|slut))[a-zåäö]\S*(?: \S+){0,5}$|(?:När|Om|Innan|Efter att|Så snart|I de fall) \S.{3,160}$"
)
WITH = re.compile(
    r"\b(?:(?:i|genom|efter)?\s*(?:nära |tät |löpande |bred |fördjupad )*(?:samverkan|samråd|samarbete|dialog|samförstånd)"
    r"|tillsammans|gemensamt) med ",
    re.I,
)
WITH_END = re.compile(
    r"(?:[,.;]| för att| att| ska| kring| om| i syfte| vid| inom| utifrån| årligen| som| ansvarar| genomför| tar | följer)\b|[,.;]|$"
)


@dataclass(frozen=True, slots=True)
class Duty:
    """A row of the register before it knows its section."""

    span: Span  # of the quote, in the section's text
    actor: str
    verb: str
    modality: Modality
    negated: bool
    task: str
    to: str | None = None
    with_: str | None = None
    frequency: str | None = None
    deadline: str | None = None
    condition: str | None = None
    inferred: tuple[str, ...] = ()
    collective: bool = False


def fill(sentence: Sentence, clause: Clause, deed: Deed, actor: Actor | None, verb: str, inferred: tuple[str, ...]) -> Duty:
    """The duty with all that the clause says."""
    text, span = sentence.text, clause.span
    told = find_timed(sentence, clause, deed)
    with_ = find_with(sentence, span) or (find_partner(sentence, deed) if verb in SHARED else None)
    to = find_receiver(sentence, clause, deed, verb)
    task = strip_task(slice_text(sentence, deed.task))
    fronted = slice_text(sentence, clause.fronted)
    about = fronted[4:] if verb == "ansvara" and fronted.lower().startswith("för ") else ""
    task = "" if task.lower() in {"för", "om", "till"} else task  # "Driften ansvarar nämnden för"
    if about or (not task and OBJECT.match(fronted) and fronted):
        task = strip_task(about or fronted)
    if verb in ABOUT:
        task = ABOUT[verb].sub("", task)
    return Duty(
        sentence.span,
        actor.name if actor else "",
        verb,
        clause.modality,
        clause.negated or bool(NONE.match(task)),
        task,
        to,
        with_,
        next((found for one in told if (found := find_frequency(text, one))), None),
        next((found for one in told if (found := find_deadline(text, one))), None),
        find_condition(text, span) or find_fronted(text, sentence.span) or (fronted if OCCASION.match(fronted) else None),
        inferred,
        actor.collective if actor else False,
    )


def find_timed(sentence: Sentence, clause: Clause, deed: Deed) -> list[Span]:
    """Where a time of the deed may stand: in its own task, else anywhere but in the tasks of other verbs; not after a colon."""
    start, end = clause.span
    colon = sentence.text.find(":", max(sentence.tokens[deed.token].end, start), end)
    end = colon if colon > 0 and sentence.text[colon + 1 : colon + 2] == " " else end
    others = sorted({one.task for one in clause.deeds[:-1] if one.token != deed.token and one.task != deed.task})
    own = (max(deed.task[0], start), min(deed.task[1], end))
    spans = [own] if others and own[0] < own[1] else []
    for task in others:
        spans.append((start, min(task[0], end)))
        start = max(start, task[1])
    return [one for one in (*spans, (start, end)) if one[0] < one[1]]


def find_with(sentence: Sentence, span: Span) -> str | None:
    """With whom: what follows "i samråd med"."""
    found = WITH.search(sentence.text, *span)
    if not found:
        return None
    at = next((index for index, token in enumerate(sentence.tokens) if token.start >= found.end()), len(sentence.tokens))
    actors, end = read_actors(sentence.tokens, at, len(sentence.tokens), sentence.names)
    if actors:
        words = sentence.words(at, end)
        return sentence.text[words[0] : words[1]]
    rest = sentence.text[found.end() : span[1]]
    stop = WITH_END.search(rest)
    return rest[: stop.start() if stop else len(rest)].strip() or None


def find_partner(sentence: Sentence, deed: Deed) -> str | None:
    """Who follows a bare "med" after a verb of what several do: "startar en utbildning med folkhögskolan"."""
    tokens = sentence.tokens
    for index in range(deed.token + 1, len(tokens) - 1):
        if tokens[index].start >= deed.task[1] or tokens[index].low in {"som", "att"}:
            break
        if tokens[index].low == "med":
            actors, end = read_actors(tokens, index + 1, len(tokens), sentence.names)
            if actors:
                words = sentence.words(index + 1, end)
                return sentence.text[words[0] : words[1]]
    return None


def find_receiver(sentence: Sentence, clause: Clause, deed: Deed, verb: str) -> str | None:
    """To whom: the actors after "till", "åt" or "för"; after some verbs the object itself."""
    tokens = sentence.tokens
    end = max(deed.task[1], tokens[deed.token].end)
    for index in range(deed.token + 1, len(tokens)):
        if tokens[index].start >= end:
            break
        low = tokens[index].low
        if low in {"till", "åt"} or (low in {"för", "inför"} and verb in {"rapportera", "föredra", "kommentera"}):
            actors, stop = read_actors(tokens, index + 1, len(tokens), sentence.names)
            if actors and verb in GIVING | {"kommentera", "samordna", "följa upp", "rapportera"}:
                words = sentence.words(index + 1, stop)
                return sentence.text[words[0] : words[1]]
    if verb in {"stödja", "informera", "ge i uppdrag", "delge", "underrätta", "meddela", "tipsa"}:
        at = next((index for index, token in enumerate(tokens) if token.start >= deed.task[0]), len(tokens))
        start = deed.token + 1 if verb == "ge i uppdrag" else at
        actors, stop = read_actors(tokens, start, len(tokens), sentence.names)
        if actors:
            words = sentence.words(start, stop)
            return sentence.text[words[0] : words[1]]
    return None


def strip_task(task: str) -> str:
    """The task without adverbs, times and signs at its ends."""
    task = strip_time(task)
    while (word := task.split(" ", 1))[0].lower() in ADVERBS - {"i", "så", "att"} and len(word) > 1:
        if COUNTED.match(word[1]) or word[0].lower() in {"endast", "enbart"}:  # "minst 200 träd", "endast lokala varor"
            break
        task = word[1]
    return strip_time(task)


def slice_text(sentence: Sentence, span: Span | None) -> str:
    """The words of a span."""
    return sentence.text[span[0] : span[1]] if span else ""


def frame_duty(sentence: Sentence, actor: Actor, verb: str, task: str) -> Duty:
    """A duty whose sentence names actor and task outright."""
    span = sentence.span
    return Duty(span, actor.name, verb, "är", False, strip_task(task), None, None, find_frequency(sentence.text, span),
                find_deadline(sentence.text, span), find_condition(sentence.text, span), (), actor.collective)  # fmt: skip
