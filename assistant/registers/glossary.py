"""Definitions and abbreviations of documents -> rows: the term, what it means, the words that say so.

In: a library and documents. Out: every definition and abbreviation in the documents' order, editions of one text once. Finds them with
`assistant.registers.inventory`, as answers do; knows where a sentence tells the term. Knows nothing of questions or HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.checks.citations import Quote
from assistant.question.abbreviations import find_pairs
from assistant.question.words import fold
from assistant.registers.entries import ENTRY, is_listed, read_told
from assistant.registers.inventory import defines, list_sort
from corpus.analysis import stop_words
from corpus.library import Library
from corpus.records import Document

Sort = Literal["definition", "förkortning"]
SAID = (  # where a sentence tells the term and what it means
    re.compile(r"\b(?:[Mm]ed|[Bb]egreppet|[Tt]ermen|[Uu]ttrycket|[Oo]rdet)\s+(?P<term>[^,.;:]{2,80}?)\s+"
               r"(?:avses|avser|menas|menar vi|förstås|betyder|innebär|syftar på)\s(?:här\s)?(?P<meaning>.+)$", re.S),
    re.compile(r"\b(?:avses|menas|förstås)\s(?:här\s)?med\s(?P<term>[^,.;:]{2,80}?)\s"
               r"(?P<meaning>(?:en|ett|den|det|de|att|alla|all|sådan\w*)\s.+)$", re.S),
    re.compile(r"^(?P<term>[^,.;:()]{2,60}), (?:det vill säga|dvs\.?|d\.v\.s\.) (?P<meaning>[^,.]+)", re.S),
    re.compile(r"^(?:(?:Termer|Begrepp|Definition(?:er)?|Förklaring(?:ar)?)\s?:\s)?(?:(?:Ett|En) )?"
               r"(?P<term>[^,.;:]{2,80}?)\s(?P<meaning>(?:är|innebär|definieras|betyder)\s.+)$", re.S),
)  # fmt: skip
ASIDE = re.compile(r"\s*\([^()]*\)$")
COPULA = re.compile(
    r"^(?:är(?= (?:(?:ett|en|när|den|de|det|sådan\w*)\b|\w+ (?:som|där|med|för) ))|innebär(?: att)?|definieras som|betyder(?: att)?"
    r"|avser|syftar på|betecknar)\s+"
)
CHANCE = frozenset("kring inom mellan genom enligt under över utan mot hos".split())  # noqa: SIM905 - begin no name: letters by chance
QUOTED = "”“\"'«»*_ "


@dataclass(frozen=True, slots=True)
class Meaning:
    """A term with what a document says it means."""

    sort: Sort
    term: str
    meaning: str
    quote: Quote


def list_meanings(library: Library, documents: Sequence[Document], term: str | None = None) -> list[Meaning]:
    """All definitions, then all abbreviations, of each document in order; with `term` only those whose term holds it, without case."""
    found = _list_meanings(library, tuple(documents))
    return [one for one in found if not term or tells_of(one, fold(term.strip()))]


@lru_cache(maxsize=8)  # a collection, and plans that are named
def _list_meanings(library: Library, documents: tuple[Document, ...]) -> tuple[Meaning, ...]:
    """Read once for the same generations of the same documents."""
    defined = {one.document.id: one.quotes for one in list_sort(library, documents, "definitions")}
    shortened = {one.document.id: one.quotes for one in list_sort(library, documents, "abbreviations")}
    found: list[Meaning] = []
    for document in documents:
        found += [one for quote in defined[document.id] if (one := read_definition(quote)) is not None]
        told: set[str] = set()
        for one in (row for quote in shortened[document.id] for row in read_abbreviations(quote)):
            if one.term not in told:
                told.add(one.term)
                found.append(one)
    return tuple(found)


def tells_of(one: Meaning, folded: str) -> bool:
    """Does the term hold the words, or what an abbreviation stands for?"""
    return folded in fold(one.term) or (one.sort == "förkortning" and folded in fold(one.meaning))


def read_definition(quote: Quote) -> Meaning | None:
    """The row of a quote that defines something; None where the term cannot be told from the words."""
    text = quote.text
    if (is_listed(quote.section) or not defines(text)) and (entry := ENTRY.match(text)):
        return Meaning("definition", entry["term"].strip(QUOTED), entry["meaning"].strip(" |").rstrip("."), quote)
    found = next((match for pattern in SAID if (match := pattern.search(text))), None)
    if found is None and is_listed(quote.section):
        found = read_told(text)
    if found is None:
        return None
    term = ASIDE.sub("", found["term"]).strip(QUOTED)
    meaning = COPULA.sub("", found["meaning"]).strip().rstrip(".")
    return Meaning("definition", term, meaning, quote) if term and meaning else None


def read_abbreviations(quote: Quote) -> Iterator[Meaning]:
    """A row for each abbreviation that the quote spells out."""
    pairs = ((short, long) for short, long in find_pairs(quote.text) if long.split()[0].lower() not in stop_words() | CHANCE)
    return (Meaning("förkortning", short, long, quote) for short, long in pairs)
