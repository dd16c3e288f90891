"""A sentence with its words, and the word classes that clauses are read by.

In: the text of a section and the span of a sentence. Out: its tokens, and spans of runs of them. Knows nothing of verbs or actors.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from corpus.records import Span
from ingest.registers.actors import CONJUNCTIONS
from ingest.registers.verbs import Token, read_words, tokenize

SUBORDINATORS = read_words("subordinators")
FRONTING = read_words("fronting")  # begin a subordinate clause where they begin the sentence
PREPOSITIONS = read_words("prepositions")
ADVERBS = read_words("adverbs")
NEGATIONS = read_words("negations")
FAR = 14  # words within which the infinitive of a modal or of "att" stands


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words."""

    text: str  # of the section
    span: Span
    tokens: tuple[Token, ...]
    names: Set[str]

    def words(self, start: int, end: int) -> Span:
        """The span of tokens[start:end]; empty at its start when there are none."""
        if start >= end:
            at = self.tokens[start].start if start < len(self.tokens) else self.span[1]
            return at, at
        return self.tokens[start].start, self.tokens[end - 1].end


def make_sentence(text: str, span: Span, names: Set[str]) -> Sentence:
    """The sentence text[start:end] with its words."""
    return Sentence(text, span, tokenize(text, span), names)


def follows_conjunction(tokens: Sequence[Token], index: int) -> bool:
    """Does the verb follow "och" or "samt", with adverbs at most between?"""
    at = index - 1
    while at >= 0 and tokens[at].low in ADVERBS:
        at -= 1
    return at >= 0 and tokens[at].low in CONJUNCTIONS
