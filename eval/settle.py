"""Gold as people write it in a cell -> gold that stands in the documents, or the nearest there is.

In: questions of a table and the store's sections. Out: questions whose gold names document, section and exact wording; for the others a
problem with a suggestion that can be taken over. A cell holds headings, addresses of sections, or quotes, one a line. Knows rapidfuzz.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from urllib.parse import unquote

from rapidfuzz import fuzz

from corpus.records import Document
from eval.gold import Page, Sections, digits_of, fold_text, load_sections, shorten
from eval.questionset import Gold, Problem, Question

ADDRESS = re.compile(r"(?:https?://\S+?)?/s/([^\s?#]+)(?:\?start=(\d+)&end=(\d+))?\S*")
NUMBERED = re.compile(r"^\d+(?:\.\d+)*[.:)]?\s+")  # "3.1 "
MARKS = "”“\"'»«„ \t"
SHORT = 15  # characters: a shorter quote that stands in several sections says nothing
LIKELY = 40  # sections, by words in common, among which the nearest wording is sought
SENTENCE_END = re.compile(r"\n+|(?<=[.!?])\s+")
WIDER = 3  # times the quote: a sentence that is longer is not suggested whole
NEAR_RATIO = 70.0  # per cent of equal characters; below this a suggestion is noise


@dataclass(frozen=True, slots=True)
class Rejected:
    """A question whose gold was not found, why, and what may have been meant."""

    question: Question
    problem: Problem
    suggestion: tuple[Gold, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """A piece of a cell that is not there: what to say, and the nearest gold."""

    message: str
    gold: Gold | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The sections ready to be looked through."""

    documents: tuple[Document, ...]
    pages: tuple[Page, ...]
    words: tuple[frozenset[str], ...]  # of each page
    paths: tuple[tuple[str, ...], ...]  # of each page: its headings as they are compared


def load_shelf(store: Sections) -> Shelf:
    """Every section, folded and as a set of words."""
    pages = load_sections(store)
    words = tuple(words_of(page.folded.text) for page in pages)
    paths = tuple(tuple(bare_heading(part) for part in page.section.path) for page in pages)
    return Shelf(tuple(store.documents()), pages, words, paths)


def words_of(text: str) -> frozenset[str]:
    """The words of a folded text."""
    return frozenset(re.findall(r"\w{3,}", text))


def settle_questions(questions: Iterable[Question], shelf: Shelf) -> tuple[tuple[Question, ...], tuple[Rejected, ...]]:
    """The questions with their gold in place, and those whose gold is not there."""
    settled: list[Question] = []
    rejected: list[Rejected] = []
    for question in questions:
        found = settle_question(question, shelf)
        if isinstance(found, Question):
            settled.append(found)
        else:
            rejected.append(found)
    return tuple(settled), tuple(rejected)


def settle_question(question: Question, shelf: Shelf) -> Question | Rejected:
    """One question; a cell that is one quote over several lines is read as one, else line by line."""
    settled: list[Gold] = []
    nears: list[Near] = []
    for gold in question.gold:
        found = settle_cell(gold, shelf)
        usable = [piece if isinstance(piece, Gold) else piece.gold for piece in found]
        settled.extend(piece for piece in usable if piece)
        nears.extend(piece for piece in found if isinstance(piece, Near))
    if not nears:
        return replace(question, gold=tuple(dict.fromkeys(settled)))
    problem = Problem(question.line, "facit", " ".join(near.message for near in nears))
    suggestion = tuple(dict.fromkeys(settled)) if all(near.gold for near in nears) else ()
    return Rejected(question, problem, suggestion)


def settle_cell(gold: Gold, shelf: Shelf) -> list[Gold | Near]:
    """The pieces of a cell."""
    limit, wrong = find_document(gold.document, shelf)
    if wrong:
        return [wrong]
    pieces = [piece for piece in gold.quote.split("\n") if piece.strip(MARKS)]
    whole = find_quote(gold.quote.strip(MARKS + "\n\r"), limit, shelf) if len(pieces) > 1 else None
    return [whole] if whole else [settle_piece(piece, limit, shelf) for piece in pieces]


def find_document(name: str, shelf: Shelf) -> tuple[str, Near | None]:
    """The id of a document named by id or title; "" where none is named."""
    wanted = fold_text(name).text.strip()
    ids = {fold_text(label).text: document.id for document in shelf.documents for label in (document.title, document.id)}
    if not wanted or wanted in ids:
        return ids.get(wanted, ""), None
    near = get_close_matches(wanted, ids, 1, 0.5)
    hint = f"Menas {ids[near[0]]}?" if near else f"Här finns: {', '.join(document.id for document in shelf.documents)}."
    return "", Near(f"Dokumentet ”{name}” finns inte. {hint}")


def settle_piece(text: str, limit: str, shelf: Shelf) -> Gold | Near:
    """One address, heading or quote."""
    text = text.strip(MARKS + "\n\r")
    address = ADDRESS.fullmatch(text)
    if address:
        return settle_address(address, shelf)
    return find_heading(text, limit, shelf) or find_quote(text, limit, shelf) or find_near(text, limit, shelf)


def settle_address(address: re.Match[str], shelf: Shelf) -> Gold | Near:
    """The section at an address of the page, or the quote in it."""
    anchor = unquote(address[1])
    section = next((page.section for page in shelf.pages if page.section.anchor == anchor), None)
    if section is None:
        return Near(f"Avsnittet med adressen {anchor} finns inte. Öppna det på sidan Dokument och kopiera adressen på nytt.")
    quote = section.text[int(address[2]) : int(address[3])] if address[2] else ""
    return Gold(section.document, section.anchor if not quote else " > ".join(section.path), quote)


def find_heading(text: str, limit: str, shelf: Shelf) -> Gold | None:
    """The sections whose heading, or last headings joined by >, are the text; numbers may be left out."""
    wanted = tuple(bare_heading(part) for part in re.split(r"\s*[>›]\s*", text))
    named = [
        page.section
        for page, path in zip(shelf.pages, shelf.paths, strict=True)
        if limit in ("", page.section.document) and path[-len(wanted) :] == wanted
    ]
    if not named:
        return None
    documents = {section.document for section in named}
    path = " > ".join(named[0].path if len(named) == 1 else named[0].path[-len(wanted) :])
    return Gold(documents.pop() if len(documents) == 1 else "", path, "")


def bare_heading(heading: str) -> str:
    """A heading folded, without its number."""
    folded = fold_text(heading).text.strip(MARKS + ".:")
    return NUMBERED.sub("", folded) or folded


def find_quote(text: str, limit: str, shelf: Shelf) -> Gold | Near | None:
    """The section that holds the words; case, blanks, dashes and accents may differ, and then the section's own are taken."""
    wanted = fold_text(text).text.strip()
    having = [page for page in shelf.pages if limit in ("", page.section.document) and wanted and wanted in page.folded.text]
    if not having:
        return None
    if len(wanted) < SHORT and len(having) > 1:
        return Near(f"{shorten(text)} är för kort: det står i {len(having)} avsnitt. Skriv hela meningen, eller rubriken.")
    page = next((page for page in having if text in page.section.text), having[0])
    start = page.folded.text.find(wanted)
    return slice_gold(page, start, start + len(wanted))


def slice_gold(page: Page, start: int, end: int) -> Gold:
    """The section's own words between two folded offsets."""
    places = page.folded.places
    return Gold(page.section.document, " > ".join(page.section.path), page.section.text[places[start] : places[end - 1] + 1])


def find_near(text: str, limit: str, shelf: Shelf) -> Near:
    """What to say of words that are nowhere: the nearest heading, the nearest wording, or nothing."""
    pages = likely_pages(text, limit, shelf)
    headings = {
        path[-1]: page for page, path in zip(shelf.pages, shelf.paths, strict=True) if path and limit in ("", page.section.document)
    }
    near = get_close_matches(bare_heading(text), headings, 1, 0.75)
    if near:
        section = headings[near[0]].section
        return Near(
            f"Rubriken {shorten(text)} finns inte. Närmast: ”{section.heading}”.", Gold(section.document, " > ".join(section.path), "")
        )
    found = nearest_wording(text, pages)
    if found is None:
        return Near(f"{shorten(text)} finns inte i dokumenten, varken som rubrik eller citat. Kopiera orden ur dokumentet.")
    where = found.section.rpartition(" > ")[2]
    end = "" if found.quote.endswith((".", "!", "?")) else "."
    numbers = "" if digits_of(text) == digits_of(found.quote) else " Siffrorna skiljer sig."
    return Near(
        f"{shorten(text)} står inte ordagrant så. I avsnittet ”{where}” står: ”{' '.join(found.quote.split())}”{end}{numbers}", found
    )


def likely_pages(text: str, limit: str, shelf: Shelf) -> list[Page]:
    """The sections with most words of the text."""
    wanted = words_of(fold_text(text).text)
    shared = [
        (-len(wanted & words), number)
        for number, words in enumerate(shelf.words)
        if wanted & words and limit in ("", shelf.pages[number].section.document)
    ]
    return [shelf.pages[number] for _, number in sorted(shared)[:LIKELY]]


def nearest_wording(text: str, pages: Sequence[Page]) -> Gold | None:
    """The stretch of whole words most like the text, if any is like it."""
    wanted = fold_text(text).text.strip()
    best: tuple[float, Gold] | None = None
    for page in pages:
        folded = page.folded.text
        alignment = fuzz.partial_ratio_alignment(wanted, folded, score_cutoff=NEAR_RATIO)
        if alignment is None or len(folded) < 0.8 * len(wanted) or (best and best[0] >= alignment.score):
            continue
        best = (alignment.score, widen_gold(page, alignment.dest_start, alignment.dest_end))
    return best[1] if best else None


def widen_gold(page: Page, start: int, end: int) -> Gold:
    """The sentences that lie mostly within a folded span, or its whole words where they are much longer than it."""
    text, places = page.section.text, page.folded.places
    window = (places[start], places[end - 1] + 1)
    spans = list(sentence_spans(text))
    within = [span for span in spans if common(span, window) * 2 >= span[1] - span[0]]
    chosen = within or [max(spans, key=lambda span: common(span, window))]
    left, right = chosen[0][0], chosen[-1][1]
    if right - left > WIDER * (end - start):
        return slice_gold(page, *whole_words(page.folded.text, start, end))
    return Gold(page.section.document, " > ".join(page.section.path), text[left:right])


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences and lines of a text stand."""
    start = 0
    for end in SENTENCE_END.finditer(text):
        if end.start() > start:
            yield start, end.start()
        start = end.end()
    if start < len(text):
        yield start, len(text)


def common(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Length of the common part of two spans."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to the ends of its words, without blanks at the ends."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end - 1 and text[start].isspace():
        start += 1
    while end - 1 > start and text[end - 1].isspace():
        end -= 1
    return start, end + (end < len(text) and text[end] in ".!?")
