"""The support check: is a statement of the answer borne by what it cites?

In: one statement, the answer's citations, the sections they point at. Out: a verdict with the reasons when it fails.
The rules, all of them:
1. Each citation is its section's own slice and tells document, part and path as the section does.
2. A verbatim statement is one quote, whole, from the start of a sentence or list item to the end of one: no word can be altered or dropped.
3. Any other statement is a frame of ours, each slot filled with words of its citations' quotes, heading
   paths, list leads or document facts; a count is the number of its citations; a heading of duties, a verb that each of them says;
   that quotes differ, quotes of several documents in other words, and the latest day is the latest of theirs.
Knows nothing of questions, searches or language models; a model's sentences are held to the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.evidence.lineage import newest_of
from assistant.frames import DIFFERING, SLOTS, STANDINGS, read_frame
from assistant.question.deeds import says_deed
from assistant.question.words import fold
from assistant.records import Citation, Statement
from corpus.records import OPINION_PARTS, Document, Section
from corpus.twins import words_of

OPENERS = '.?!:;\n•–)”"»'  # what may stand before a sentence or an item
CLOSERS = '.?!:;”"»)'  # what may end one
CELL = " | "  # between the cells of a table's row
TITLE_WORDS = 6  # a longer line without an end is an item
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a statement is supported, and why not, in words for a log."""

    supported: bool
    reasons: tuple[str, ...] = ()


def check(statement: Statement, citations: Sequence[Citation], sections: Mapping[str, Section]) -> Verdict:
    """Whether `statement` is borne by its citations; `sections` maps anchors to the sections that they quote."""
    cited = [citation for citation in citations if citation.number in statement.citations]
    reasons = []
    if not cited or len(cited) != len(set(statement.citations)):
        reasons.append("no such citation")
    for citation in cited:
        reasons += check_citation(citation, sections)
    if not reasons:
        reasons += check_verbatim(statement, cited, sections) if statement.verbatim else check_frame(statement, cited, sections)
    return Verdict(not reasons, tuple(reasons))


def check_citation(citation: Citation, sections: Mapping[str, Section]) -> list[str]:
    """Rule 1: the quote is the section's slice, and document, part and path are the section's own."""
    section = sections.get(citation.anchor)
    if section is None:
        return [f"no section {citation.anchor}"]
    reasons = []
    if not citation.quote or section.text[citation.start : citation.end] != citation.quote:
        reasons.append("the quote is not the section's text")
    if citation.document.id != section.document:
        reasons.append("another document")
    if citation.part != section.part:
        reasons.append("another part")
    if citation.path != section.path:
        reasons.append("another heading path")
    return reasons


def check_verbatim(statement: Statement, cited: Sequence[Citation], sections: Mapping[str, Section]) -> list[str]:
    """Rule 2: the text is one quote, whole, and the quote is whole sentences."""
    if len(cited) != 1:
        return ["a verbatim statement has one citation"]
    citation = cited[0]
    if statement.text != citation.quote:
        return ["the text is not the quote"]
    text = sections[citation.anchor].text
    reasons = []
    if not starts_sentence(text, citation.start):
        reasons.append("the quote begins inside a sentence")
    if not ends_sentence(text, citation.end):
        reasons.append("the quote ends inside a sentence")
    return reasons


def starts_sentence(text: str, start: int) -> bool:
    """Whether a sentence or list item may begin at `start`."""
    before = text[:start]
    if not before.strip() or before.endswith(("\n", CELL)):
        return True
    return before.rstrip()[-1] in OPENERS and before[-1] in " \n\t\u00a0"


def ends_sentence(text: str, end: int) -> bool:
    """Whether a sentence or list item may end at `end`."""
    after = text[end:]
    if not after.strip() or after.startswith(("\n", CELL)):
        return True
    return text[:end].rstrip()[-1:] in set(CLOSERS) and not after[0].isalnum()


def check_frame(statement: Statement, cited: Sequence[Citation], sections: Mapping[str, Section]) -> list[str]:
    """Rule 3: the text is a frame of ours whose every slot is borne by the citations."""
    readings = read_frame(statement.text)
    if not readings:
        return ["not a sentence of ours"]
    failures: list[str] = []
    for name, slots in readings:
        wrong = check_slots(name, slots, cited, sections)
        if not wrong:
            return []
        failures += wrong
    return failures


def check_slots(name: str, slots: Mapping[str, str], cited: Sequence[Citation], sections: Mapping[str, Section]) -> list[str]:
    """What is wrong with one reading of a frame; empty when all its slots are borne by one document's citations."""
    wrong = [f"{slot} “{value}” is not in what is cited" for slot, value in slots.items() if not holds(slot, value, cited, sections)]
    if "title" in slots and len({citation.document.id for citation in cited}) > 1:
        wrong.append("one title, several documents")
    standing = STANDINGS.get(name)
    if standing and any(citation.document.status != standing for citation in cited):
        wrong.append(f"the document's standing is not {standing}")
    if name == "passed" and not any(YEAR.search(citation.quote) for citation in cited):
        wrong.append("no date is cited")
    if name in DIFFERING and not are_at_odds(cited):
        wrong.append("the quotes are not of several documents that say otherwise")
    if name == "opinion" and any(citation.part not in OPINION_PARTS for citation in cited):
        wrong.append("not an opinion")
    return wrong


def are_at_odds(cited: Sequence[Citation]) -> bool:
    """Whether the citations are of different documents and no two have the same words."""
    said = {" ".join(words_of(citation.quote)) for citation in cited}
    return len({citation.document.id for citation in cited}) == len(said) == len(cited) > 1


def holds(slot: str, value: str, cited: Sequence[Citation], sections: Mapping[str, Section]) -> bool:
    """Whether every citation bears what a slot says (a list's actor: each of its rows)."""
    origin = SLOTS[slot]
    if origin == "count":
        return value == str(len(cited))
    if origin == "newest":
        return value == newest_of(citation.document for citation in cited)
    if origin == "deed":
        return all(says_deed(value, fold(citation.quote)) for citation in cited)
    if origin == "facts":
        return all(fact(slot, citation.document) == value for citation in cited)
    return all(contains_words(value, source) for citation in cited for source in [sources(origin, citation, sections)])


def fact(slot: str, document: Document) -> str | None:
    """A fact of a document by the name of its slot."""
    return {
        "diary": document.diary_number,
        "date": document.date,
        "valid_from": document.valid_from,
        "valid_to": document.valid_to,
        "issuer": document.issuer,
    }[slot]


def sources(origin: str, citation: Citation, sections: Mapping[str, Section]) -> tuple[str, ...]:
    """The texts that may fill a slot of that origin."""
    lead = find_lead(sections[citation.anchor].text, citation.start)
    return {
        "title": (citation.document.title,),
        "path": citation.path,
        "lead": (lead, *citation.path) if lead else citation.path,
        "quote": (citation.quote, lead or "", *citation.path),
        "page": tuple(page for page in (citation.page_label, page_text(citation)) if page),
        "part": (citation.part,),
    }[origin]


def page_text(citation: Citation) -> str | None:
    """The page's number in the file as text."""
    return None if citation.page_number is None else str(citation.page_number)


def find_lead(text: str, start: int) -> str | None:
    """The line that introduces the list an item at `start` stands in: the nearest before it that ends with a colon or is a title.

    A title is the first line of the item's block, short and without an end: "Socialtjänst" above its items.
    """
    lines = text[:start].rstrip("\n").split("\n") if start else []
    for place in range(len(lines) - 1, -1, -1):
        stripped = lines[place].strip()
        first = place == 0 or not lines[place - 1].strip()
        if stripped.endswith(":") or (first and is_title(stripped)):
            return stripped
    return None


def is_title(line: str) -> bool:
    """Whether a line is a few words that end without punctuation."""
    return bool(line) and len(line.split()) <= TITLE_WORDS and line[-1].isalpha()


def contains_words(value: str, texts: Iterable[str]) -> bool:
    """Whether the words of `value`, in order and whole, stand in one of the texts; letter case and spacing apart."""
    wanted = normalise(value)
    return bool(wanted) and any(f" {wanted} " in f" {normalise(text)} " for text in texts)


def normalise(text: str) -> str:
    """Words in lower case, one space between them: what may differ between a slot and its source is case and punctuation."""
    return " ".join(word.lower() for word in WORD.findall(text))
