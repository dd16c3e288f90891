"""Sections -> where the document points elsewhere: an agreement, a yearly plan, a law, another programme, an address.

In: the sections of a document. Out: one row for each pointer, with the whole sentence as its quote. Generic Swedish: words that point
("enligt", "regleras i", "beskrivs i") before a kind of document, laws by name or number, addresses. The document's own name for itself
("planen") is no reference. Whether the target is in the collection is for those who know the collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.records import OPINION_PARTS, Reference, Section
from corpus.sentences import split_sentences

VERSION = "1"  # raised when the same sections give other rows
POINTS = (
    r"(?:enligt|i enlighet med|med stöd av|med utgångspunkt (?:i|från)|utifrån|utgår från|bygger på|i linje med|hänvisas till|följer av|"
    r"framgår av|regleras (?:i|genom)|beskrivs (?:\w+ ){0,3}?i|beskrivning i|finns i|återfinns i|anges i|lyfts i|konkretiseras (?:i|genom)|"
    r"realiseras genom|beslutas i|preciseras i|inom ramen för|följer inriktningen i|tar sin utgångspunkt i|verkställande av|se(?: även)?)"
)
KIND = (
    r"(?:överenskommelse(?:n|r|rna)?|avtal(?:et|en)?|plan(?:en|er|erna)?|program(?:met|men)?|lag(?:en|ar|arna)?|lagstiftning(?:en)?|"
    r"förordning(?:en|ar)?|riktlinje(?:n|r|rna)?|strategi(?:n|er|erna)?|polic(?:yn|yer|y)|rutin(?:en|er|erna)?|konvention(?:en|er)?|"
    r"proposition(?:en|er)?|betänkande(?:t|n)?|utredning(?:en|ar|arna)?|budget(?:en)?|styrdokument(?:et|en)?|vägledning(?:en|ar)?|"
    r"föreskrift(?:en|er|erna)?|reglemente(?:t|n)?|termbank(?:en)?|agenda \d{4}|anvisning(?:en|ar|arna)?)"
)
WORD = r"[\wåäöÅÄÖ-]+"
END = r"(?=\s*(?:[.,;:()]|$)| (?:som|är|ska|har|kan|och det|beskrivs|avseende|sedan)\b)"
NAME = (
    rf"(?P<name>(?:{WORD}s? ){{0,3}}?(?:{WORD})?{KIND}"
    rf"(?: (?:om|för|kring|mellan) [^.;:()]{{2,90}}?{END})?(?: \([^)]{{2,40}}\))?)"
)
POINTER = re.compile(rf"\b{POINTS} {NAME}(?=[\s,.;:)]|$)", re.IGNORECASE)
LAW = re.compile(
    r"(?P<name>(?:\b[\wåäö-]+lagen|\b[Ll]ag(?:en)? om [^,.;()]{3,80}?|\b[Ff]örordning(?:en)? om [^,.;()]{3,80}?) ?"
    r"\((?:SFS )?(?:\d{4}:\d+|[A-ZÅÄÖ]{2,6})\)|\bSFS \d{4}:\d+|\b(?:SOU|Prop\.|Ds) \d{4}(?:/\d\d)?:\d+)"
)
ADDRESS = re.compile(r"(?P<name>https?://[^\s)>\]]+|\bwww\.[^\s)>\]]+|\b[a-z0-9-]{3,}\.(?:se|nu|org|eu)\b)")
OWN = re.compile(
    r"^(?:(?:den|denna|detta|det|sin|vår|en|ett|hela|gemensamma|föreliggande|framtagandet av)\s+)*"
    r"(?:handlings|aktivitets)?(?:plan(?:en|ens)?|program(?:met)?|dokument(?:et)?)$",
    re.IGNORECASE,
)
ARTICLES = re.compile(r"^(?:den|det|de|en|ett|denna|dessa|detta|respektive|vår|våra) ", re.IGNORECASE)


def read_references(sections: Sequence[Section]) -> tuple[Reference, ...]:
    """All pointers in the document's order, each target once for each section."""
    rows: list[Reference] = []
    seen: set[tuple[str, str]] = set()
    for section in sections:
        if section.part in OPINION_PARTS:
            continue
        for start, end in split_sentences(section.text):
            for text, target in find_pointers(section.text[start:end]):
                key = (section.anchor, target.lower())
                if key not in seen:
                    seen.add(key)
                    rows.append(make_row(section, start, end, text, target, len(rows)))
    return tuple(rows)


def find_pointers(sentence: str) -> Iterator[tuple[str, str]]:
    """The words that point, and what they point at, in one sentence."""
    taken: list[tuple[int, int]] = []
    for pattern in (LAW, POINTER, ADDRESS):
        for found in pattern.finditer(sentence):
            span = found.span("name")
            target = ARTICLES.sub("", found["name"].strip(" ,.;:"))
            if OWN.match(target) or any(start < span[1] and span[0] < end for start, end in taken):
                continue
            taken.append(span)
            yield found.group().strip(), target


def make_row(section: Section, start: int, end: int, text: str, target: str, order: int) -> Reference:
    """One reference with its sentence as the quote."""
    name = re.sub(r"\W+", "-", target.lower()).strip("-")
    return Reference(
        id=f"{section.anchor}#{start}-{end}/{name}",
        document=section.document,
        anchor=section.anchor,
        start=start,
        end=end,
        quote=section.text[start:end],
        text=text,
        target=target,
        order=order,
    )
