"""Hits of a search -> the sentences and list items that may answer, best first.

In: a library, the question's words, the hits. Out: Evidence records, each a span of a section with what it meets of the question.
Knows sentences, leads, headings and how alike meanings are. Knows nothing of kinds of answers or how they are worded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.attributes import counted_things, gives
from assistant.citations import Quote
from assistant.kinds import Attribute
from assistant.records import Hit
from assistant.words import NO_TERMS, Terms, Word, match_word, terms_of
from corpus.encoder import Encoder
from corpus.library import Library
from corpus.records import Passage, Section
from corpus.sentences import split_sentences

ITEM_WORDS = 60  # a list item up to this long is one statement
LEAD_SHARE = 0.7  # what a word counts when the list's lead, not the item, says it
PATH_SHARE = 0.6  # … when a heading above says it
NEAR_SHARE = 0.4  # … when the sentence before says it
# weights of what makes a sentence an answer; fitted on the development questions with the folds kept apart
MEETS = 2.0  # words of the question that the sentence says, weighed by rarity
AROUND = 1.0  # … that its lead, headings or the sentence before say
ALIKE = 1.2  # cosine of the meanings
RANKED = 0.6  # place of its passage among the hits
ATTRIBUTE = 0.5  # it gives the number, date or body asked for


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
    gives: bool  # the attribute asked for is in it; False when none is asked for
    bonus: float = 0.0  # what a composer adds for a statement of the form it looks for

    @property
    def score(self) -> float:
        """How well it answers, comparable within one question."""
        own = MEETS * self.covers + AROUND * self.reaches + ALIKE * self.alike
        return own + RANKED / (1 + self.rank) + ATTRIBUTE * self.gives + self.bonus

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.section.text[self.start : self.end]

    @property
    def quote(self) -> Quote:
        """The span as something to cite."""
        return Quote(self.section, self.start, self.end, self.passage.page_number, self.passage.page_label, self.hit.also_in)


def find_spans(section: Section, passage: Passage) -> list[tuple[int, int]]:
    """The statements of a passage: a short list item whole, other text sentence by sentence."""
    text = section.text[passage.start : passage.end]
    if passage.kind == "item" and len(text.split()) <= ITEM_WORDS:
        return [(passage.start, passage.end)]
    return [(passage.start + start, passage.start + end) for start, end in split_sentences(text)]


def read_hits(library: Library, hits: Sequence[Hit]) -> Iterator[tuple[int, Hit, Section, int, int, str]]:
    """Every statement of the hits with the sentence before it: (rank, hit, section, start, end, before)."""
    seen: set[tuple[str, int]] = set()
    for rank, hit in enumerate(hits):
        section = library.store.section(hit.passage.anchor)
        before = ""
        for start, end in find_spans(section, hit.passage):
            if (section.anchor, start) not in seen:
                seen.add((section.anchor, start))
                yield rank, hit, section, start, end, before
            before = section.text[start:end]


def match_all(words: Sequence[Word], terms: Terms) -> tuple[float, ...]:
    """How well a text meets each word."""
    return tuple(match_word(word, terms) for word in words)


def weigh_matches(words: Sequence[Word], matches: Iterable[float]) -> float:
    """The share of the question's weight that is met, 0 when it has no words."""
    total = sum(word.weight for word in words)
    return sum(word.weight * match for word, match in zip(words, matches, strict=True)) / total if total else 0.0


def match_around(words: Sequence[Word], own: Sequence[float], hit: Hit, before: str) -> tuple[float, ...]:
    """How well the sentence with its lead, headings, document title and the sentence before meets each word."""
    shares = (
        (LEAD_SHARE, terms_of(hit.passage.lead) if hit.passage.lead else NO_TERMS),
        (PATH_SHARE, terms_of(" ".join(hit.passage.path))),
        (NEAR_SHARE, terms_of(before)),
    )
    return tuple(max(met, *(share * match_word(word, terms) for share, terms in shares)) for word, met in zip(words, own, strict=True))


def measure_likeness(encoder: Encoder | None, question: str, texts: Sequence[str]) -> list[float]:
    """Cosine of each text with the question; zeros without an encoder."""
    if encoder is None or not texts:
        return [0.0] * len(texts)
    vectors = encoder.encode([question, *texts])
    return [float(value) for value in np.round(vectors[1:] @ vectors[0], 6)]


def gather(library: Library, question: str, words: Sequence[Word], hits: Sequence[Hit], attribute: Attribute | None) -> list[Evidence]:
    """All statements of the hits, best first; ties by section and place."""
    rows = list(read_hits(library, hits))
    likeness = measure_likeness(library.encoder, question, [section.text[start:end] for _, _, section, start, end, _ in rows])
    things = counted_things(question, tuple(words)) if attribute == "number" else ()
    found = []
    for (rank, hit, section, start, end, before), alike in zip(rows, likeness, strict=True):
        text = section.text[start:end]
        met = match_all(words, terms_of(text))
        around = match_around(words, met, hit, before)
        given = attribute is not None and gives(attribute, text, things)
        shares = weigh_matches(words, met), weigh_matches(words, around)
        found.append(Evidence(section, start, end, hit.passage, hit, rank, met, around, *shares, alike, given))
    return sort_evidence(found)


def sort_evidence(found: Iterable[Evidence]) -> list[Evidence]:
    """Best first; ties by document and place."""
    return sorted(found, key=lambda one: (-round(one.score, 9), one.section.document, one.section.order, one.start))
