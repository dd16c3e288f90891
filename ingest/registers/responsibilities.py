"""Sections -> the register of responsibilities: who does what, for whom, how often and by when.

In: the sections of a document in reading order. Out: rows, each with a quote that is a slice of its section's text; what was read from
another sentence, a lead or a heading is named in `inferred`. Opinions and notes give nothing. Knows the order of the steps; knows nothing
of storage or questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from corpus.anchors import number_repeats
from corpus.records import OPINION_PARTS, Responsibility, Section
from corpus.sentences import split_sentences
from ingest.registers.actors import learn_names
from ingest.registers.antecedents import Memory
from ingest.registers.duties import read_duties
from ingest.registers.duty import Duty
from ingest.registers.duty_labels import LABEL, read_aside, read_labels
from ingest.registers.duty_lists import Item, Line, find_lines, read_heading, read_item, read_lead
from ingest.registers.duty_tables import read_table
from ingest.registers.sentence import make_sentence

# a line of particulars under a title, which has no duties though it names who decided
PARTICULARS = re.compile(r"[^\n]*\s·\s|(?:Beslutad|Antagen|Fastställ[dt]|Antaget|Godkänd|Diarie\w*|Dnr)\b(?=[^\n]*\d)")
NUMBERED = re.compile(  # what a sentence may begin with before its first word
    r"(?:(?:Beskrivning|Åtgärd|Aktivitet|Insats|Mål|Vad|Genomförande|Uppföljning|Organisation|Syfte) ?:"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}\.?|\(\d{1,2}\)|\d{1,2}[.)]|§ ?\d{1,3}[.:]?)\s+(?=[A-ZÅÄÖ])|[•▪●◦–-]\s+(?=\w)|[a-zåäö]\)\s+(?=\w)"
)
VERSION = "12"  # raised when the same sections give other rows


def read_responsibilities(sections: Sequence[Section]) -> tuple[Responsibility, ...]:
    """All rows of a document in reading order, each verb of each actor once a quote."""
    sections = [section for section in sections if section.kind == "section" and section.part not in OPINION_PARTS]
    names = learn_names(sections)
    found = ((section, duty) for section in sections for duty in read_section(section, names))
    rows = [make_row(section, duty) for section, duty in drop_repeats(found)]
    ids = number_repeats([row.id for row in rows])
    return tuple(replace(row, id=name, order=order) for order, (name, row) in enumerate(zip(ids, rows, strict=True)))


def read_section(section: Section, names: Set[str]) -> Iterator[Duty]:
    """The duties of one section, line by line: tables, labels, list items with their lead, sentences."""
    memory = Memory()
    heading = read_heading(section.heading, names)
    for line in find_lines(section.text):
        if line.kind == "table":
            yield from read_table(section, line.span, names)
            continue
        labelled = list(read_labels(section, line.span, names))
        if line.kind == "item" and not labelled:
            labelled = list(read_aside(section.text, line.span, names))
        yield from labelled
        if not labelled or line.kind == "paragraph":
            yield from read_line(section, line, heading, names, memory)


def read_line(section: Section, line: Line, heading: Item | None, names: Set[str], memory: Memory) -> Iterator[Duty]:
    """The duties of a paragraph or list item."""
    memory.start_paragraph(line.paragraph)
    for number, span in enumerate(split_sentences(section.text[line.span[0] : line.span[1]])):
        start, end = span[0] + line.span[0], span[1] + line.span[0]
        start += skip_number(section.text[start:end])
        if section.text[start:end].endswith("?") or LABEL.search(section.text[start:end]) or PARTICULARS.match(section.text[start:end]):
            continue
        sentence = make_sentence(section.text, (start, end), names)
        if not sentence.tokens:
            continue
        lead = read_lead(sentence) if section.text[start:end].endswith(":") else None
        if lead is not None:
            memory.note(lead.actors, None)
            continue
        item = read_item(sentence, line, heading) if number == 0 else None
        if item is not None:
            yield from memory.resolve_all(item)
            continue
        yield from memory.resolve_all(read_duties(sentence, memory))


def skip_number(sentence: str) -> int:
    """How many characters the number or label takes that the sentence begins with: "4.1.2 ", "(3) ", "Beskrivning: "."""
    found = NUMBERED.match(sentence)
    return found.end() if found else 0


def drop_repeats(found: Iterable[tuple[Section, Duty]]) -> Iterator[tuple[Section, Duty]]:
    """The duties without those that say the same of the same actor in the same quote."""
    seen: set[tuple[str, int, str, str, str]] = set()
    for section, duty in found:
        key = (section.anchor, duty.span[0], duty.actor.casefold(), duty.verb, duty.task.casefold())
        if key not in seen:
            seen.add(key)
            yield section, duty


def make_row(section: Section, duty: Duty) -> Responsibility:
    """The record of a duty."""
    start, end = duty.span
    return Responsibility(
        id=f"{section.anchor}#{start}-{end}-{duty.verb.replace(' ', '-')}-{duty.actor.casefold().replace(' ', '-')}",
        document=section.document,
        anchor=section.anchor,
        start=start,
        end=end,
        quote=section.text[start:end],
        actor=duty.actor,
        verb=duty.verb,
        modality=duty.modality,
        negated=duty.negated,
        task=duty.task,
        to=duty.to,
        with_=duty.with_,
        frequency=duty.frequency,
        deadline=duty.deadline,
        condition=duty.condition,
        inferred=duty.inferred,
        collective=duty.collective,
        path=section.path,
        page_number=section.page_number,
        page_label=section.page_label,
    )
