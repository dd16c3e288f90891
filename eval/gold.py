"""Gold quotes -> the places in the store where they stand, twins included.

In: questions and the store's sections. Out: per gold quote its targets (document, anchor, clean offsets), and problems with a suggestion
where a quote is not there word for word. A quote that another document repeats, perhaps with OCR repairs, counts there as well.
Knows rapidfuzz. Knows nothing of search or answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

from rapidfuzz import fuzz

from corpus.records import Document, Section
from eval.questionset import Gold, Problem, Question

TWIN_RATIO = 95.0  # per cent of equal characters: the same sentence in a repaired edition has 97; like-minded ones at most 93
OWN_RATIO = 85.0  # in the document that the gold names, whose scan may be badly repaired
TWIN_CHARS = 25  # shorter quotes ("SOF 1/23") occur by chance: only where the gold says
SUGGEST_RATIO = 70.0  # below this a suggestion is noise


@dataclass(frozen=True, slots=True)
class Target:
    """A place that supports a gold quote."""

    document: str
    anchor: str
    start: int  # clean offsets in the section
    end: int
    exact: bool  # word for word; False: a twin edition with other characters


Targets = dict[str, tuple[tuple[Target, ...], ...]]  # question id -> per gold quote its places


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without case, diacritics and doubled blanks; places[i] is where character i stood in the original."""

    text: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A section ready to be matched."""

    section: Section
    folded: Folded


class Sections(Protocol):
    """What is needed of the store."""

    def documents(self) -> tuple[Document, ...]:
        """All documents, by id."""

    def sections(self, document_id: str) -> tuple[Section, ...]:
        """A document's sections in reading order."""


def fold_text(text: str) -> Folded:
    """Fold case, diacritics, dashes and blanks, and remember where each character stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char.isspace():
            piece = " " if letters and letters[-1] != " " else ""
        else:
            piece = "".join(c for c in unicodedata.normalize("NFKD", char).casefold() if not unicodedata.combining(c) and c != "\xad")
            piece = "-" if piece in "–—‑" and piece else piece
        letters.extend(piece)
        places.extend([place] * len(piece))
    return Folded("".join(letters), (*places, len(text)))


def load_sections(store: Sections) -> tuple[Page, ...]:
    """Every section of every document, folded once."""
    return tuple(Page(section, fold_text(section.text)) for document in store.documents() for section in store.sections(document.id))


def resolve_questions(questions: Iterable[Question], pages: Sequence[Page]) -> tuple[Targets, tuple[Problem, ...]]:
    """Targets of every gold quote by question id, in the order of its gold, and what is wrong with the gold."""
    targets = {}
    problems: list[Problem] = []
    for question in questions:
        found = []
        for gold in question.gold:
            places = find_targets(gold, pages)
            found.append(places)
            problems.extend(check_targets(question, gold, places, pages))
        targets[question.id] = tuple(found)
    return targets, tuple(problems)


def find_targets(gold: Gold, pages: Iterable[Page]) -> tuple[Target, ...]:
    """Where the quote stands: word for word first, else folded, else as a twin with nearly the same characters and the same digits."""
    if not gold.quote:
        return find_sections(gold, pages)
    wanted = fold_text(gold.quote).text.strip()
    found = []
    for page in pages:
        target = match_page(gold, wanted, page)
        if target is not None:
            found.append(target)
    return tuple(found)


def find_sections(gold: Gold, pages: Iterable[Page]) -> tuple[Target, ...]:
    """The named section of the document and all under it, whole: gold without a quote."""
    own = [page.section for page in pages if gold.document in ("", page.section.document)]
    named = [one for one in own if gold.section == one.anchor or names_section(gold.section, one.path)]
    under = [one for one in own if any(one.path[: len(top.path)] == top.path for top in named)]
    return tuple(Target(one.document, one.anchor, 0, len(one.text), exact=True) for one in under if one.text)


def match_page(gold: Gold, wanted: str, page: Page) -> Target | None:
    """The quote's place in one section, if it is there."""
    section = page.section
    if section.document != gold.document and len(wanted) < TWIN_CHARS:
        return None
    start = section.text.find(gold.quote)
    if start >= 0:
        return Target(section.document, section.anchor, start, start + len(gold.quote), exact=True)
    span = match_folded(wanted, page.folded, OWN_RATIO if section.document == gold.document else TWIN_RATIO)
    if span is None:
        return None
    same_words = section.text[span[0] : span[1]].split() == gold.quote.split()  # only line breaks differ
    return Target(section.document, section.anchor, *span, exact=same_words)


def match_folded(wanted: str, page: Folded, ratio: float) -> tuple[int, int] | None:
    """Original offsets of the folded quote, or of its near twin with the same digits."""
    start = page.text.find(wanted)
    end = start + len(wanted)
    if start < 0:
        alignment = align_near(wanted, page.text, ratio)
        if alignment is None or digits_of(page.text[alignment[0] : alignment[1]]) != digits_of(wanted):
            return None
        start, end = alignment
    return page.places[start], page.places[end - 1] + 1


def align_near(wanted: str, text: str, ratio: float) -> tuple[int, int] | None:
    """Offsets of the stretch of `text` most like `wanted`, if it is a twin. A text much shorter than the quote cannot hold it."""
    if len(text) < len(wanted) * 0.9 or len(wanted) < TWIN_CHARS:
        return None
    alignment = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=ratio)
    if alignment is None or not text[alignment.dest_start : alignment.dest_end].strip():
        return None
    start, end = alignment.dest_start, alignment.dest_end
    return start + (text[start] == " "), end - (text[end - 1] == " ")


def digits_of(text: str) -> list[str]:
    """The numbers of a text: twins never differ in them."""
    return re.findall(r"\d+", text)


def check_targets(question: Question, gold: Gold, places: Sequence[Target], pages: Sequence[Page]) -> list[Problem]:
    """What an editor of the set should know: not found, elsewhere, not word for word, another section."""
    own = [place for place in places if gold.document in ("", place.document)]
    if not gold.quote:
        missing = f"Avsnittet {gold.section!r} finns inte i {gold.document}. {suggest_heading(gold, pages)}"
        return [] if own else [Problem(question.line, "gold", missing)]
    if not any(place.exact for place in own):
        where = f"inte ordagrant i {gold.document}" if own else f"inte i {gold.document}"
        return [Problem(question.line, "gold", f"{shorten(gold.quote)} står {where}. {suggest_quote(gold, pages)}", fatal=not own)]
    headings = {page.section.anchor: page.section.path for page in pages}
    if gold.section and not any(names_section(gold.section, headings[place.anchor]) for place in own):
        actual = " > ".join(headings[own[0].anchor])
        return [Problem(question.line, "gold", f"{shorten(gold.quote)} står i avsnittet {actual!r}, inte {gold.section!r}.", fatal=False)]
    return []


def names_section(name: str, path: Sequence[str]) -> bool:
    """Does a heading, or headings joined by " > ", name the section with this path?"""
    wanted = [fold_text(part).text.strip() for part in name.split(">")]
    return [fold_text(part).text.strip() for part in path][-len(wanted) :] == wanted


def suggest_quote(gold: Gold, pages: Iterable[Page]) -> str:
    """The nearest words of the document, or the document that has the quote."""
    wanted = fold_text(gold.quote).text.strip()
    elsewhere = sorted({page.section.document for page in pages if page.section.document != gold.document and wanted in page.folded.text})
    if elsewhere:
        return f"Det står i {', '.join(elsewhere)}."
    best, words = 0.0, ""
    for page in pages:
        if page.section.document == gold.document and page.section.text:
            alignment = fuzz.partial_ratio_alignment(wanted, page.folded.text, score_cutoff=SUGGEST_RATIO)
            if alignment and alignment.score > best and len(page.folded.text) >= len(wanted) * 0.8:
                places = page.folded.places
                best, words = alignment.score, page.section.text[places[alignment.dest_start] : places[alignment.dest_end - 1] + 1]
    return f"Närmast: ”{words.strip()}”" if words else "Inget liknande hittades; kontrollera dokument och citat."


def suggest_heading(gold: Gold, pages: Iterable[Page]) -> str:
    """The headings of the document most like the section's name."""
    headings = dict.fromkeys(page.section.heading for page in pages if page.section.document == gold.document and page.section.heading)
    near = get_close_matches(gold.section.rpartition(">")[2].strip(), headings, 3, 0.5)
    return f"Närmast: {', '.join(f'”{heading}”' for heading in near)}." if near else "Skriv rubriken som den står i dokumentet."


def shorten(text: str, limit: int = 60) -> str:
    """A quote short enough for a message."""
    return f"”{text}”" if len(text) <= limit else f"”{text[: limit - 1]}…”"
