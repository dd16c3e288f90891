"""Does it know that it does not know? Whether the best evidence answers the question, and what is missing if not.

In: an inquiry and evidence. Out: a judgement. Each constraint of the question (name, number, year, thing, attribute) must be met by the
same statement, its headings or its lead. Knows nothing of how answers are composed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence
from assistant.frames import MISSING, fill
from assistant.inquiry import Inquiry
from assistant.words import Word, match_word, terms_of
from corpus.records import Document

MET = 0.3  # a word met by less than this counts as unmet
HEAVY = 0.9  # a word that weighs at least this is what the question is about
# chance that a statement answers: logistic over what it meets and how alike it is; fitted on the development questions
BIAS, REACHES, ALIKE, BEST_WORD = -3.2, 4.0, 5.0, 1.0
ANSWERS = 0.5  # chance from which a statement is shown as the answer
NEAR = 0.25  # chance from which it is shown as the nearest there is


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether evidence answers, how likely that is, and what the documents do not tell."""

    answers: bool
    chance: float
    missing: str | None = None


def chance_of(evidence: Evidence, words: Sequence[Word]) -> float:
    """How likely it is that a statement answers the question."""
    best = max((word.weight * met for word, met in zip(words, evidence.around, strict=True)), default=0.0)
    total = BIAS + REACHES * evidence.reaches + ALIKE * evidence.alike + BEST_WORD * min(best, 1.5)
    return 1 / (1 + math.exp(-total))


def facts_of(document: Document) -> str:
    """What a document says of itself, as text."""
    parts = (document.title, document.issuer, document.kind, document.diary_number, document.date, document.valid_from, document.valid_to)
    return " ".join(part for part in parts if part)


def unmet_names(inquiry: Inquiry, evidence: Evidence) -> list[Word]:
    """Names, numbers and years of the question that neither the statement, what is around it nor its document's facts say."""
    facts = terms_of(facts_of(evidence.hit.document))
    return [
        word for word, met in zip(inquiry.words, evidence.around, strict=True) if word.strict and met < MET and not match_word(word, facts)
    ]


def judge(inquiry: Inquiry, evidence: Evidence | None) -> Judgement:
    """Whether this statement answers the question."""
    if evidence is None:
        return Judgement(False, 0.0, say_nothing(inquiry))
    chance = chance_of(evidence, inquiry.words)
    names = unmet_names(inquiry, evidence)
    if names:
        return Judgement(False, chance, say_unmet(inquiry, names))
    if chance < ANSWERS:
        unmet = [word for word, met in zip(inquiry.words, evidence.around, strict=True) if met < MET and word.weight >= HEAVY]
        return Judgement(False, chance, say_unmet(inquiry, unmet) if unmet else say_nothing(inquiry))
    if inquiry.attribute and inquiry.attribute not in ("place", "reason") and not evidence.gives:
        return Judgement(False, chance, fill(MISSING, inquiry.attribute, inquiry.language))
    return Judgement(True, chance)


def say_nothing(inquiry: Inquiry) -> str:
    """That the documents searched say nothing, with their titles."""
    if not inquiry.documents:
        return fill(MISSING, "empty", inquiry.language)
    titles = [f"”{document.title}”" for document in inquiry.documents[:4]]
    more = len(inquiry.documents) - len(titles)
    joined = ", ".join(titles) + (f" (+{more})" if more else "")
    return fill(MISSING, "nothing", inquiry.language, documents=joined)


def say_unmet(inquiry: Inquiry, words: Sequence[Word]) -> str:
    """Which words of the question the documents do not mention, or not in this context."""
    together = " ".join(word.surface for word in words)
    known = all(inquiry.collection.holds(terms_of(word.surface)) for word in words)
    return fill(MISSING, "words_together" if known else "word", inquiry.language, words=together)
