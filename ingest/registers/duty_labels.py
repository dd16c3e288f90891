"""Labelled lines -> duties: "Ansvarig: nämnden", also within or after the words that tell what is done.

In: the text of a section and the span of a line. Out: duties; the task stands before the label, above it or in the heading.
Knows the labels. Knows nothing of tables and clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from corpus.records import Section, Span
from corpus.sentences import split_sentences
from ingest.registers.actors import read_actors, read_head
from ingest.registers.duty import Duty, strip_task
from ingest.registers.duty_values import is_collective, is_time, part_company, part_when, split_actors
from ingest.registers.times import TIME_COLUMN, find_deadline, find_frequency
from ingest.registers.verbs import tokenize

LABELS = {  # label -> (field, verb)
    "huvudansvarig": "ansvara", "ansvarig": "ansvara", "ansvariga": "ansvara", "ansvar": "ansvara", "ansvarar": "ansvara",
    "huvudansvar": "ansvara", "huvudaktör": "ansvara", "genomförare": "genomföra", "ägare": "ansvara", "drivs av": "leda",
    "utförs av": "genomföra", "utförare": "genomföra",
    "genomförs av": "genomföra", "sammankallande": "sammankalla", "leds av": "leda", "beslutas av": "besluta", "följs upp av": "följa upp",
    "beslutande": "besluta", "uppföljningsansvarig": "följa upp", "samordnas av": "samordna", "samordnare": "samordna",
    "projektledare": "leda", "beslutad av": "besluta", "antagen av": "besluta", "fastställd av": "besluta",
}  # fmt: skip
TIMES = (
    r"Tidplan|Tidsplan|Tidplanering|Tidsperiod|Tid(?: för genomförande)?|När|Klart(?: senast)?|Klar(?: senast)?|Färdigt|Slutdatum|Tidsram"
    r"|Sluttid|Tidpunkt|Genomförs(?: när| senast)?|Genomförandetid|Slutförs|Senast|Period|Start och slut|Datum"
)
COMPANY = (
    r"Samverkan(?: med)?|Samarbete(?: med)?|Medverkar|Medaktörer?|Övriga aktörer|Berörda|Samverkar med|Samverkanspart(?:er)?"
    r"|Samarbetspart(?:er)?|Medverkande"
)
OTHERS = COMPANY + r"|Start|Startar|Påbörjas|Kostnad|Budget|Finansiering|Uppföljning|Indikator(?:er)?|Mål|Mått|Resurser|Status"
NAMES = "|".join(sorted((label.capitalize() for label in LABELS), key=len, reverse=True))
KINDS = "nämnd|förvaltning|part|aktör|enhet|funktion|person|chef|tjänsteperson|tjänsteman|verksamhet|avdelning|roll"
WHOLE = re.compile(  # labels of the whole document, wherever they stand
    r"(?:styr)?(?:dokument|plan|program|policy|strategi|rutin|överenskommelse)s?(?:ansvarig|ägare)|(?:beslutad|antagen|fastställd) av"
)
WHOLES = {"plan": "planen", "program": "programmet", "policy": "policyn", "strategi": "strategin", "rutin": "rutinen",
          "överenskommelse": "överenskommelsen", "dokument": "dokumentet"}  # fmt: skip
TITLE_WORD = re.compile(r"(?:plan|program|policy|strategi|rutin|överenskommelse|riktlinjer?|avtal)(?:en|et|n)?\b", re.I)
TITLE = r"[A-ZÅÄÖ]\w{2,}(?:ansvarig|ägare)"  # "Dokumentansvarig", "Områdesägare"
LABEL = re.compile(
    rf"(?:^|(?<=[\s.;(]))(?P<label>{NAMES}|{TITLE})(?: (?:{KINDS})(?:er|ar)?)?"
    rf"\s?:\s*(?P<value>[^\n]+?)(?=\s*(?:[.;]?\s(?:{TIMES}|{OTHERS}|{NAMES})\b[^.:]{{0,20}}:)|\s*[.)]?\s*$|\.\s)",
    re.M,
)
TIME = re.compile(rf"\b(?:{TIMES})\s?:\s*(?P<value>[^\n]+?)(?=\s+(?:{OTHERS}|{NAMES})\b[^.:]{{0,20}}:|\.?\s*$|\.\s)", re.M)
WITH = re.compile(
    rf"\b(?:{COMPANY})\s?:\s*(?P<value>[^\n]+?)(?=\s+(?:{TIMES}|Kostnad|Budget|Uppföljning|{NAMES})\b[^.:]{{0,20}}:|\.?\s*$)",
    re.M,
)
TAIL = re.compile(r"[.;)]*\s*(?P<when>[A-ZÅÄÖ\d][^.;:]{3,60})(?:\.|$)")
LED = re.compile(r"^(?:Klart|Klar|Färdigt|Genomförs|Slutförs|Ska vara \w+)\s(?=\S)", re.I)  # led to a time
NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)])\s+(?=[A-ZÅÄÖ])")
MAX_TITLE = 4  # words of a title in bold before what it names
PARTICULAR = re.compile(rf"\n+(?:{TIMES}|{OTHERS})\s?:[^\n]*")
# the first word of the item is a verb, so that the brackets hold no mere explanation
ASIDE = re.compile(
    r"^(?P<what>(?:[A-ZÅÄÖ]\w*a|Se|Ge|Få)\b[^()\n]{5,300}?)\s\((?P<who>[^\d()]{4,90}?)(?:,\s(?P<when>[^,()]*\d{4}[^,()]*|löpande|årligen))?\)\.?$"
)


def name_verb(label: str) -> str | None:
    """The verb that a label in small letters stands for; None when it tells not who acts."""
    return LABELS.get(label) or ("ansvara" if re.fullmatch(TITLE, label, re.I) else None)


def name_document(section: Section, label: str) -> str:
    """The document's title where the first heading is one, else what the label calls it: "planen"."""
    stem = next((word for word in WHOLES if label.startswith(word)), "dokument")
    return section.path[0] if TITLE_WORD.search(section.path[0]) else WHOLES.get(stem, "dokumentet")


def read_labels(section: Section, span: Span, names: Set[str]) -> Iterator[Duty]:
    """The duties of a line with a label "Ansvarig:"; the task stands before the label, on the lines above or in the heading."""
    line = section.text[span[0] : span[1]]
    told = list(LABEL.finditer(line))
    done = 0
    for found, following in zip(told, [*told[1:], None], strict=False):
        value, when = part_when(found["value"])
        who, company = part_company(value)
        actors = split_actors(who, names)
        tail = find_tail(line[found.end() : following.start() if following else len(line)])
        before, done = line[done : found.start()], found.end() + len(tail)
        if actors:
            named = (found["label"].lower(), find_company(section.text, span) or company)
            yield from label_duties(section, span, named, actors, before, " ".join(one for one in (when, tail.strip(" .")) if one))


def label_duties(section: Section, span: Span, named: tuple[str, str | None], actors: list[str], before: str, when: str) -> Iterator[Duty]:
    """The duties of one label: its name in small letters, with whom, who acts, what stands before it, and when as far as that is told."""
    label, company = named
    tasks, inferred = find_tasks(section, span, before)
    if WHOLE.fullmatch(label):
        tasks, inferred = [name_document(section, label)], ("task",)
    line, rest = section.text[span[0] : span[1]], section.text[span[0] : find_end(section.text, span[1])]
    timed = TIME.search(line) or TIME.search(rest)
    value = timed["value"].strip(" .") if timed else when
    end = span[0] + max(len(line), timed.end() if timed else 0, len(find_with(rest)))
    for task in tasks:
        deadline, often = read_when(value, task)
        for actor in actors:
            yield Duty(
                (span[0], end), actor, name_verb(label) or "ansvara", "är", False, strip_task(task), None, company, often, deadline,
                None, inferred, is_collective(actor),
            )  # fmt: skip


def find_company(text: str, span: Span) -> str | None:
    """With whom, by a label on the line or below it."""
    found = WITH.search(text[span[0] : span[1]]) or WITH.search(text[span[0] : find_end(text, span[1])])
    return found["value"].strip(" .") if found else None


def find_with(rest: str) -> str:
    """The words up to where a label tells with whom."""
    found = WITH.search(rest)
    return rest[: found.end()] if found else ""


def find_tail(rest: str) -> str:
    """What stands after a label's value and tells only when: " Klart senast 30 juni 2026.", " Årligen i mars."."""
    found = TAIL.match(rest)
    return found.group() if found and is_time(found["when"]) else ""


def read_when(value: str, task: str) -> tuple[str | None, str | None]:
    """(by when, how often) as a label or what stands beside it tells; else as the task does."""
    if not value:
        return find_deadline(task, (0, len(task))), find_frequency(task, (0, len(task)))
    often = find_frequency(value, (0, len(value)))
    if often:
        return find_deadline(value, (0, len(value))), often
    return (LED.sub("", value) if TIME_COLUMN.search(value) else None), None


def find_tasks(section: Section, span: Span, before: str) -> tuple[list[str], tuple[str, ...]]:
    """(what is done, which fields were read elsewhere): what stands before the label, the list above it, the line above or the heading."""
    sentences = [before[start:end] for start, end in split_sentences(before)]
    if len(sentences) > 1 and len(sentences[-2].split()) > MAX_TITLE and not before[:1].isupper():
        before = sentences[-1]  # after another label on the same line
    before = NUMBER.sub("", before.strip(" .;(–-"))
    if len(before.split()) > 1 and ":" not in before:
        return [before], ()
    above = [line for line in section.text[: span[0]].rstrip("\n").rpartition("\n\n")[2].split("\n") if line.strip()]
    items = above if len(above) > 1 else []
    if items and (items[0].rstrip().endswith(":") or len(items[0].split()) <= 1):
        items = items[1:]
    if items and not any(LABEL.search(line) or PARTICULAR.match(f"\n{line}") for line in items):
        return [NUMBER.sub("", line.strip()) for line in items], ("task",)
    return [find_above(section, span[0])], ("task",)


def read_aside(text: str, span: Span, names: Set[str]) -> Iterator[Duty]:
    """The duties of a list item that names in brackets at its end who is to do it: "Bygga bryggor (hamnnämnden, 2027)"."""
    found = ASIDE.match(text[span[0] : span[1]])
    if found is None:
        return
    tokens = tokenize(found["who"], (0, len(found["who"])))
    actors, end = read_actors(tokens, 0, len(tokens), names)
    if end < len(tokens) or not all(actor.definite and read_head(actor.head) for actor in actors):
        return
    what, when = found["what"], found["when"]
    often = find_frequency(when or what, (0, len(when or what)))
    for actor in actors:
        deadline = when if when and not often else find_deadline(what, (0, len(what)))
        yield Duty(
            span, actor.name, "ansvara", "är", False, strip_task(what), None, None, often, deadline, None, ("actor",), actor.collective
        )


def find_before(text: str, start: int) -> str:
    """The last line of text before the place."""
    return next((line.strip() for line in reversed(text[:start].split("\n")) if line.strip()), "")


def find_above(section: Section, start: int) -> str:
    """The line above that is no label itself, or the heading."""
    for line in reversed(section.text[:start].strip("\n").split("\n")):
        if line.strip() and not LABEL.search(line) and not PARTICULAR.match(f"\n{line}") and not line.rstrip().endswith(":"):
            return re.sub(r"^(?:Åtgärd|Aktivitet|Insats|Uppgift|Beskrivning|Vad)\s?\d*\s?[.:]\s*", "", NUMBER.sub("", line.strip()))
    return NUMBER.sub("", section.heading) or section.heading


def find_end(text: str, at: int) -> int:
    """Where the lines of particulars after this one end: "Tidplan: ...", "Samverkan med: ...", "Mått: ..."."""
    while found := PARTICULAR.match(text, at):
        at = found.end()
    return at
