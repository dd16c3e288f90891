"""How answers to a question are worded: an example by "till exempel", what happens if by "Om …", which groups by a sentence about groups.

In: a question's topic and a statement. Out: what the statement gains by its wording. Generic Swedish; knows nothing of documents, searches
or how much of the question's words a statement meets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.question.words import fold, parts, stem

GAIN = 1.2  # what a statement of the right form gains; as much as one worded as an answer of the kind asked for
SUBJECT_GAIN = 1.2  # … and one whose subject is what "vilka …" asks for
OPENING = 8  # words before the verb in which a subject stands

ASKS_EXAMPLE = re.compile(r"\b(?:exempel\w*|exemplen|exempelvis|t\.? ?ex)\b")
GIVES_EXAMPLE = re.compile(r"\b(?:till exempel|exempelvis|t\.? ?ex|sasom|bland annat|bland andra|som exempel)\b")
ASKS_CASE = re.compile(r"\bvad (?:hander|gor \w+|galler|sker) (?:\w+ )?(?:om|nar|ifall|vid)\b")
# a condition told by its verb: "Sägs avtalet inte upp förlängs det"
INVERTED = r"^\w{2,}[rs] (?:den|det|de|han|hon|nagon|\w{3,}(?:en|et|an|na|n|t)) (?:inte|ej)\b"
TELLS_CASE = re.compile(
    rf"{INVERTED}|" r"^(?:om|nar|ifall|vid|i handelse av)\b|\b(?:om|ifall) \w+ (?:inte |ej )?(?:\w+ )?(?:\w+er|\w+ar|kan|ska|finns)\b"
)
WHICH = re.compile(
    r"\b(?:vilka|vilken|vilket|samma) (?:olika |typer av |slags |sorters |de |ar (?:de )?)?(?!fall|skal|satt|"
    r"anledning)(?P<what>[a-z]{4,})\b"
)
VERB = re.compile(r"\b(?:ar|ingar|omfattar|utgors av|bestar av|innefattar)\b")


@dataclass(frozen=True, slots=True)
class Form:
    """What a question asks for that shows in the wording of an answer."""

    example: bool
    case: bool
    subject: str | None  # stem of what "vilka …" asks for

    def gain(self, text: str) -> float:
        """What a statement gains by its wording."""
        if not (self.example or self.case or self.subject):
            return 0.0
        folded = fold(text)
        told = (self.example and GIVES_EXAMPLE.search(folded)) or (self.case and TELLS_CASE.search(folded))
        return GAIN * bool(told) + SUBJECT_GAIN * bool(self.subject and is_subject(self.subject, folded))


def read_form(topic: str) -> Form:
    """The form that a question asks for."""
    folded = fold(topic)
    which = WHICH.search(folded)
    return Form(bool(ASKS_EXAMPLE.search(folded)), bool(ASKS_CASE.search(folded)), stem(which["what"]) if which else None)


@lru_cache(maxsize=20_000)
def is_subject(term: str, folded: str) -> bool:
    """Whether a sentence is about a thing, as its subject: "Prioriterade målgrupper är …" is about groups."""
    verb = VERB.search(folded)
    words = folded[: verb.start()].split() if verb else []
    return 0 < len(words) <= OPENING and any(stem(word) == term or stem(word).endswith(term) or term in parts(word) for word in words)
