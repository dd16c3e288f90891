"""A section that lists terms -> its entries: "Term: what it means", "Term – what it means", a table with a row for each.

In: a section. Out: a quote for each entry. Told by the heading, such as "Begrepp" or "Ordlista". Knows nothing of libraries or questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.citations import Quote, trim
from assistant.question.words import fold
from corpus.records import Section, Span
from corpus.sentences import split_sentences

HEADING = re.compile(
    r"\b(?:definition\w*|begrepp\w*|ordlista\w*|ordforklaring\w*|termer\w*|terminologi\w*|forklaringar|forkortning\w*"
    r"|(?:viktiga|centrala) ord)\b"
    r"|^\W*(?:[\d.]+ )?(?:vad|sa|vilka ord) (?:menar|menas|betyder|anvander|avser|avses)\b"
)
TERM = r"[^\W\d_][^:|–=\n.;]{0,60}?"
ENTRY = re.compile(rf"^(?P<term>{TERM})(?:\s?:\s|\s[–|=-]\s)(?P<meaning>[^\n]{{3,}})$")  # "Meröppet: utan personal på plats"
TOLD = re.compile(  # in such a list also a sentence: "Lättläst text är bearbetad med korta ord"
    rf"^(?:(?:Ett|En) )?(?P<term>{TERM})"
    r" (?P<meaning>(?:är|avser|innebär|betyder|syftar på|betecknar|omfattar|används om|står för) [^\n]{8,})$"
)
POINTING = re.compile(
    r"(?:den|det|de|dessa|denna|detta|dem|begreppet|termen|ordet|listan|här|där|med|i|planen|programmet|vi|som|om|exempel|syftet|målet)\b",
    re.I,
)
MOST_TERM = 5  # words of a term that a sentence begins with
LED = re.compile(  # a line that promises a list of terms
    r"\b(?:avses|menas|förstås) (?:här )?med(?: följande(?: ord| begrepp)?)?\s*:?$"
    r"|\b(?:ord|begrepp|termer) (?:används|betyder)[^.]*:$"
)
SHORT = re.compile(r"[A-ZÅÄÖ]{2,8}\s[–=-]\s")
NEXT_SHORT = re.compile(rf"\s(?={SHORT.pattern})")  # a list of short forms that was set as one paragraph
HEAD_ROW = re.compile(r"^(?:begrepp|term|ord|forkortning|uttryck|beteckning)\w*$")  # first cell of such a table's head


def is_listed(section: Section) -> bool:
    """Does the heading say that what stands below are terms and their meanings?"""
    return bool(HEADING.search(fold(section.heading)))


def find_entries(section: Section) -> Iterator[Quote]:
    """The entries in order; none where the heading promises none."""
    listed = is_listed(section)
    promised = False  # by the head of a table, or by a line such as "I planen avses med:"
    for line in re.finditer(r"(?P<blank>\n\s*\n\s*)?(?P<line>[^\n]+)", section.text):
        first = line["line"].split(" | ")[0]
        opens = LED.search(line["line"].strip()) or (" | " in line["line"] and HEAD_ROW.match(fold(first.strip(" *"))))
        promised = bool(opens) or (promised and (not line["blank"] or bool(ENTRY.match(line["line"].strip()))))
        if not (listed or promised) or opens:
            continue
        for span in part_line(line["line"], line.start("line")):
            start, end = trim(section, *span)
            entry = ENTRY.match(section.text[start:end])
            if entry is None and is_listed(section):
                entry = read_told(section.text[start:end])
            if entry and not HEAD_ROW.match(fold(entry["term"].strip())):
                yield Quote(section, start, end)


def read_told(text: str) -> re.Match[str] | None:
    """A sentence that begins with a term and says what it means; none that points back: "Det är en tröskel"."""
    found = TOLD.match(text)
    told = found is not None and len(found["term"].split()) <= MOST_TERM and not POINTING.match(found["term"])
    return found if told else None


def part_line(line: str, at: int) -> list[Span]:
    """A row of a table whole; else the line's sentences and short forms, as an entry may follow another one: "BVC – … EHT – …"."""
    if " | " in line:
        return [(at, at + len(line))]
    cuts = [0, *(found.end() for found in NEXT_SHORT.finditer(line)), len(line)] if SHORT.match(line) else [0, len(line)]
    pieces = [(start, line[start:end].rstrip()) for start, end in pairwise(cuts)]
    return [(at + left + start, at + left + end) for left, piece in pieces for start, end in split_sentences(piece)]
