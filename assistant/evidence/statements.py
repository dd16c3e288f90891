"""Hits of a search -> the sentences and list items that may answer, best first.

In: a library, the question's words, the hits. Out: Evidence records, each a span of a section with what it meets of the question.
Knows sentences, leads, headings and how alike meanings are. Knows nothing of kinds of answers or how they are worded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

import numpy as np

from assistant.checks.citations import Quote
from assistant.evidence.attributes import counted_things, counts_before, gives, holds_post
from assistant.evidence.forms import Form
from assistant.evidence.tables import counts_cells, give_units, head_text, is_head
from assistant.question.kinds import Attribute
from assistant.question.words import NO_TERMS, Terms, Word, content_words, match_word, terms_of
from assistant.records import Hit
from assistant.retrieval.late import full_text, late_text_scores
from corpus.encoder import Encoder, Floats
from corpus.library import Library
from corpus.records import OPINION_PARTS, Passage, Section, Span
from corpus.sentences import split_sentences

PLAIN_FORM = Form(example=False, case=False, subject=None)
KEPT_TEXTS = 10_000  # passages and headings whose statements and words are in memory
KEPT_ROWS = 20_000  # texts whose vectors are in memory, 20 MB
SHORT_HEADING = 3  # words; longer headings are named by none
SHORT_LINE = 5  # words; lines of a signature or a letterhead
TITLE_LINE = 9  # words; the line below a name that tells what the person is
NAME = re.compile(r"^(?:[A-ZÅÄÖÉ][\w-]+ ?){2,4}$")
ITEM_WORDS = 60  # a list item up to this long is one statement
LEAD_SHARE = 0.7  # what a word counts when the list's lead, not the item, says it
PATH_SHARE = 0.6  # … when a heading above says it
NEAR_SHARE = 0.4  # … when the sentence before says it
PARAGRAPH_SHARE = 0.3  # … when another sentence of its paragraph does
LONG = 60  # words; longer statements are held back no more than this
UNITS: frozenset[Attribute] = frozenset({"money", "share", "number", "duration"})  # attributes whose unit may stand in the head of a table
GOES_ON = re.compile(r"^(?:en del av (?:detta|det|arbetet)|i detta|detta|dessa|denna|den|det)\b(?! \w{4,}[ae] \w{4,})", re.IGNORECASE)
TORN = -1.0  # for a paragraph's statement that begins in the middle of a sentence, as scans with figures do


@dataclass(frozen=True, slots=True)
class Weights:
    """What makes a statement an answer; each is multiplied by a measure from 0 to 1 (`found`: the search's score)."""

    covers: float  # words of the question that the statement says, weighed by rarity
    reaches: float  # … that it says with its lead, headings and the sentence before
    alike: float  # cosine of the meanings
    near: float  # how near its words come to the question's
    found: float  # the search's score of its passage
    first: float  # its passage stands high among the hits: 1 for the first, 1/2 for the second …
    gives: float  # it gives the number, date or body asked for
    item: float  # it is a list item
    area: float  # it is an area of a plan
    headed: float  # the question names its section: "syftet", "uppföljningen"
    long: float  # it has LONG words, less for shorter ones
    opinion: float  # it stands in an opinion, not in the decision


# Listwise logistic regression on the development questions, five folds kept apart. First place right for questions of fact 0.59 (n = 88);
# for topics 0.59 with the same weights, 0.69 with their own (n = 109): eval/train/ranker.py. `headed` of topics is set by hand: 3.0 for the
# fitted 1.4 changed no development answer, and "vad är syftet med planen?" finds the section of that name.
STATEMENT = Weights(0.7, 4.1, 1.5, 2.0, 0.35, 0.0, 2.7, 0.6, 0.0, 0.8, -1.2, 0.0)
TOPIC = Weights(1.9, 2.0, 2.7, 0.6, 2.2, 2.5, 0.75, 1.1, 1.7, 3.0, -1.35, -0.8)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or list item that may answer."""

    section: Section
    start: int  # clean offsets
    end: int
    passage: Passage
    hit: Hit
    rank: int  # of its passage among the hits, from 0
    met: tuple[float, ...]  # for each word of the question, how well the sentence itself meets it
    around: tuple[float, ...]  # … with its lead, headings and the sentence before
    covers: float  # share of the question's weight that the sentence meets
    reaches: float  # … with what is around it
    alike: float  # cosine with the question, 0 without an encoder
    near: float  # how near its words come to the question's, 0 to 1, 0 without an encoder
    gives: bool  # the attribute asked for is in it; False when none is asked for
    headed: bool = False  # the question names its section's heading
    area: bool = False  # it is an area of a plan
    weights: Weights = STATEMENT
    form: float = 0.0  # what it gains by a wording that such questions are answered with
    bonus: float = 0.0  # what a composer adds for a statement of the form it looks for

    @property
    def score(self) -> float:
        """How well it answers, comparable within one question."""
        w, text = self.weights, self.text
        words = w.covers * self.covers + w.reaches * self.reaches + w.alike * self.alike + w.near * self.near
        place = w.found * self.hit.score + w.first / (1 + self.rank) + w.headed * self.headed + w.opinion * self.is_opinion
        item = w.item * (self.passage.kind == "item")
        form = self.form + w.gives * self.gives + item + w.area * self.area + w.long * measure_length(text)
        return words + place + form + TORN * is_torn(self.passage, text) + self.bonus

    @property
    def is_opinion(self) -> bool:
        """Whether it stands in an opinion, not in the decision."""
        return self.section.part in OPINION_PARTS

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.section.text[self.start : self.end]

    @property
    def quote(self) -> Quote:
        """The span as something to cite."""
        return Quote(self.section, self.start, self.end, self.passage.page_number, self.passage.page_label, self.hit.also_in)


def measure_length(text: str) -> float:
    """The words of a statement as a share of LONG, at most 1."""
    return min(len(text.split()), LONG) / LONG


def is_torn(passage: Passage, text: str) -> bool:
    """Whether a statement of a passage begins in the middle of a sentence, and is no list item."""
    return passage.kind != "item" and text[:1].islower()


def find_spans(passage: Passage) -> list[Span]:
    """The statements of a passage: a short list item whole, other text sentence by sentence."""
    if passage.kind == "item" and len(passage.text.split()) <= ITEM_WORDS:
        return [(passage.start, passage.end)]
    return [(passage.start + start, passage.start + end) for start, end in split_text(passage.text)]


@lru_cache(maxsize=KEPT_TEXTS)
def split_text(text: str) -> tuple[Span, ...]:
    """The statements of a text, paragraph by paragraph."""
    return tuple(span for found in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text) for span in split_paragraph(text, *found.span()))


def split_paragraph(text: str, start: int, end: int) -> list[Span]:
    """The sentences of a paragraph; short lines that belong together, such as a name over a title, stay one statement."""
    lines = text[start:end].split("\n")
    room = TITLE_LINE if NAME.match(lines[0].strip()) else SHORT_LINE
    if len(lines) > 1 and all(len(line.split()) <= room for line in lines):
        return [(start, end)]
    return [(start + first, start + last) for first, last in split_sentences(text[start:end])]


@dataclass(frozen=True, slots=True)
class Row:
    """A statement of a hit, before it is measured."""

    rank: int
    hit: Hit
    section: Section
    start: int
    end: int
    before: str  # the sentence before it in its passage

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.section.text[self.start : self.end]


def read_hits(library: Library, hits: Sequence[Hit]) -> Iterator[Row]:
    """Every statement of the hits, once."""
    seen: set[tuple[str, int]] = set()
    sections = library.store.find_sections(hit.passage.anchor for hit in hits)
    for rank, hit in enumerate(hits):
        section = sections.get(hit.passage.anchor) or library.store.section(hit.passage.anchor)
        before = ""
        for start, end in find_spans(hit.passage):
            if (section.anchor, start) not in seen and not (hit.passage.kind == "table" and is_head(section.text, start)):
                seen.add((section.anchor, start))
                yield Row(rank, hit, section, start, end, before)
            before = section.text[start:end]


def match_all(words: Sequence[Word], terms: Terms) -> tuple[float, ...]:
    """How well a text meets each word."""
    return tuple([match_word(word, terms) for word in words])


def match_passage(words: Sequence[Word], passage: Passage) -> tuple[float, ...]:
    """How well a passage's lead or its headings meet each word, in a statement's place."""
    lead = terms_of(passage.lead) if passage.lead else NO_TERMS
    path = terms_of(" ".join(passage.path))
    return tuple([max(LEAD_SHARE * match_word(word, lead), PATH_SHARE * match_word(word, path)) for word in words])


class Matches:
    """How well texts and passages meet a question's words, each worked out once."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.weights = [word.weight for word in words]
        self.total = sum(self.weights)
        self.texts: dict[str, tuple[float, ...]] = {}
        self.passages: dict[str, tuple[float, ...]] = {}

    def own(self, text: str) -> tuple[float, ...]:
        """How well a statement itself meets each word."""
        known = self.texts.get(text)
        if known is None:
            known = self.texts[text] = match_all(self.words, terms_of(text))
        return known

    def share(self, matches: Iterable[float]) -> float:
        """The share of the question's weight that is met, 0 when it has no words."""
        return sum([weight * match for weight, match in zip(self.weights, matches, strict=True)]) / self.total if self.total else 0.0

    def around(self, row: Row, met: tuple[float, ...]) -> tuple[float, ...]:
        """What a statement meets with its lead, its headings, the heads of its columns and the sentence before."""
        passage = row.hit.passage
        if passage.id not in self.passages:
            self.passages[passage.id] = match_passage(self.words, passage)
        nearby = zip(met, self.passages[passage.id], self.own(row.before), strict=True)
        around = tuple([max(own, place, NEAR_SHARE * before) for own, place, before in nearby])
        if passage.kind != "table":
            return around
        heads = self.own(head_text(row.section.text, row.start))
        return tuple([max(near, LEAD_SHARE * column) for near, column in zip(around, heads, strict=True)])

    def paragraph(self, row: Row, around: tuple[float, ...]) -> tuple[float, ...]:
        """… with the other sentences of its paragraph as well: what it is about, though not what it says."""
        passage = row.hit.passage
        if passage.kind == "table":
            return around
        nearby = zip(around, self.own(passage.text), strict=True)
        return tuple([max(near, PARAGRAPH_SHARE * inside) for near, inside in nearby])


def measure_likeness(encoder: Encoder | None, question: str, texts: Sequence[str]) -> list[float]:
    """Cosine of each text with the question; zeros without an encoder."""
    if encoder is None or not texts:
        return [0.0] * len(texts)
    alike = np.einsum("td,d->t", encode_texts(encoder, texts), encoder.encode([question])[0])
    return [float(value) for value in np.round(alike, 6)]


_rows: WeakKeyDictionary[Encoder, dict[str, Floats]] = WeakKeyDictionary()


def encode_texts(encoder: Encoder, texts: Sequence[str]) -> Floats:
    """A row for each text; statements that answer one question answer others, so their rows are kept."""
    known = _rows.setdefault(encoder, {})
    rows = {text: known[text] for text in texts if text in known}
    new = [text for text in dict.fromkeys(texts) if text not in rows]
    if new:
        made = dict(zip(new, encoder.encode(new), strict=True))
        rows |= made
        if len(known) + len(made) > KEPT_ROWS:
            known = _rows[encoder] = {}
        known.update(made)
    return np.stack([rows[text] for text in texts])


def measure_nearness(encoder: Encoder | None, question: str, rows: Sequence[Row]) -> list[float]:
    """How near the words of each statement come to the question's; zeros without an encoder."""
    if encoder is None:
        return [0.0] * len(rows)
    return late_text_scores(question, [full_text(row.hit.passage, row.text) for row in rows], encoder)


def gather(
    library: Library,
    question: str,
    words: Sequence[Word],
    hits: Sequence[Hit],
    attribute: Attribute | None,
    areas: frozenset[tuple[str, int]] = frozenset(),
    weights: Weights = STATEMENT,
    form: Form = PLAIN_FORM,
) -> list[Evidence]:
    """All statements of the hits, best first; ties by document and place. `areas`: where the plans' areas begin, anchor and offset."""
    rows = list(read_hits(library, hits))
    static = library.encoder.static if library.encoder else None
    likeness = measure_likeness(static, question, [row.text for row in rows])
    nearness = measure_nearness(static, question, rows)
    things = counted_things(question, tuple(words)) if attribute == "number" else ()
    matches = Matches(words)
    headed = {one.anchor: is_headed(words, one) for one in {row.section.anchor: row.section for row in rows}.values()}
    found = []
    for row, alike, near in zip(rows, likeness, nearness, strict=True):
        text = row.text
        met = matches.own(text)
        around = matches.around(row, met)
        given = attribute is not None and (is_given(attribute, row, things) or (attribute == "name" and holds_post(question, text)))
        found.append(
            Evidence(
                row.section,
                row.start,
                row.end,
                row.hit.passage,
                row.hit,
                row.rank,
                met,
                matches.paragraph(row, around),
                matches.share(met),
                matches.share(around),
                alike,
                near,
                given,
                headed[row.section.anchor],
                (row.section.anchor, row.start) in areas,
                weights,
                form.gain(text),
            )
        )
    return sort_evidence(found)


def is_given(attribute: Attribute, row: Row, things: tuple[Word, ...]) -> bool:
    """Whether a statement gives the attribute: itself, with the units of its table's head, or by the sentence that it points back to."""
    if gives(attribute, row.text, things):
        return True
    if row.hit.passage.kind == "table" and attribute in UNITS:
        head = head_text(row.section.text, row.start)
        return gives(attribute, give_units(row.text, head), things) or (attribute == "number" and counts_cells(row.text, head, things))
    if attribute == "number" and counts_before(row.before, row.text, things):
        return True
    return bool(row.before) and bool(GOES_ON.match(row.text)) and gives(attribute, row.before, things)


def is_headed(words: Sequence[Word], section: Section) -> bool:
    """Whether the question says every word of a short heading."""
    heading = heading_terms(section.heading)
    return 0 < len(heading) <= SHORT_HEADING and all(any(term == word.term or term in word.others for word in words) for term in heading)


@lru_cache(maxsize=KEPT_TEXTS)
def heading_terms(heading: str) -> tuple[str, ...]:
    """The content words of a heading, as stems."""
    return tuple(word.term for word in content_words(heading, lambda _: 1.0))


def sort_evidence(found: Iterable[Evidence]) -> list[Evidence]:
    """Best first; ties by document and place."""
    return sorted(found, key=lambda one: (-round(one.score, 9), one.section.document, one.section.order, one.start))
