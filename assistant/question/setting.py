"""The sentences of a question that only tell the asker's case -> their words, less weighty than those of the sentence that asks.

In: a question's words and the text they stand in. Out: the words again. "Vi har räknat med tredje dagen. Från vilken dag måste kommunen
betala?" asks of the day from which the municipality pays. Knows no documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question.kinds import QUESTION_WORD, YES_NO
from assistant.question.words import LIGHT, NUMERALS, Word, fold
from corpus.records import Span

SENTENCE = re.compile(r"[^\s.?!](?:[^.?!]|[.?!](?=\S))*[.?!]*")
SHARE = 0.35  # what a word of the setting weighs beside the same word in the sentence that asks
SHARE_OF_TOPIC = 0.8  # … in a question about a topic, which the setting tells of as well
# the other choice of a question that gives two: "får vi handledning, eller ska vi klara det själva?"
CHOICE = re.compile(
    r"[,\s]*\beller (?:ar|e|ska|skall|har|maste|kan|far|bara|inte|behover|blir|galler|hor|finns|om)\b[^.?!]*|,\s*(?:\w+ ){0,3}bara\b[^.?!]*"
)
# whose agreement is asked about, up to the last name; the name of the plan may be cut already: "avtalet mellan och Region Sjö"
PARTIES = re.compile(
    r"\b(?i:\w*(?:avtal|avtalet|överenskommelse|överenskommelsen|planen|programmet)) mellan "
    r"(?:[A-ZÅÄÖ][\w-]+ ){0,3}(?:och|&) (?:[A-ZÅÄÖ][\w-]+\W?){1,3}"
)
# why somebody asks, told before the question in its own sentence: "Ska dra det för nämnden, vilka är målen?"
DOES = (
    r"(?:dra|rita|skriva|halla|gora|lagga|intervjua|planera|boka|starta|presentera|redovisa|fora|informera|svara|prata|traffa|ringa|besoka|ha|"
    r"forbereda|sammanstalla|utreda|handlagga|bygga|kolla|ta|ge)"
)
TOLD = re.compile(
    rf"\W*(?:(?:jag|vi|forsoker|skriver|haller|jamfor|jobbar|sitter|planerar|arbetar|behover|letar|forbereder|tanker|funderar)\b|"
    rf"(?:ska|skall|maste|vill) {DOES}\b|(?:helt )?ny (?:som|pa|i|har)\b|"
    r"(?:min|var) (?:chef|kollega)\b)[^?]{15,}?[,:]\s*(?:sa |men |och )?"
    r"(?=(?:(?:till och med|fran och med|av|pa|i|hos|med|for|till|fran) )?(?:vem|vad|vilka|vilken|vilket|nar|hur|var|vart)\b)"
)
NEEDED = re.compile(r"\b(?:behover|soker|saknar|letar efter|vill ha|undrar over)\s+(?P<what>[^,?]+)")
POINTS = re.compile(r"\b(?:de|dem|dom|den|det|dessa|sant|sadant|sadana)\b\W*(?:\w+\W*){0,3}$")  # a question that needs what was told
# what was told last
LAST = re.compile(r"\b(?:i|om|for|av|med|till|pa|over|hos|att)\s+(?P<what>(?:\w[\w-]*\s*){1,4}),\s*(?:sa |men |och )?$")
TELLING = 2  # words of some weight that the asking sentence must have to be the whole question


def ease_setting(words: Sequence[Word], text: str, share: float = SHARE) -> tuple[Word, ...]:
    """The words, those outside what asks less weighty and not strict; numbers alone not strict when the asking says little."""
    spans = asking_sentences(text)
    inside = [word for word in words if any(start <= word.span[0] < end for start, end in spans)]
    if len(inside) == len(words):
        return tuple(words)
    if sum(word.weight > LIGHT for word in inside) < TELLING:
        return tuple(replace(word, strict=word.strict and (word in inside or not is_numeral(word))) for word in words)
    return tuple(word if word in inside else replace(word, weight=share * word.weight, strict=False) for word in words)


def ease_parties(words: Sequence[Word], text: str) -> tuple[Word, ...]:
    """The words, those that name an agreement by its parties less weighty and not strict: "avtalet mellan Vik och Region Sjö"."""
    spans = [found.span() for found in PARTIES.finditer(text)]
    inside = [word for word in words if any(start <= word.span[0] < end for start, end in spans)]
    return tuple(replace(word, weight=SHARE * word.weight, strict=False) if word in inside else word for word in words)


def ease_numbers(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, small numbers not strict: a reason is seldom told with the number of those it is asked for."""
    return tuple(replace(word, strict=word.strict and not is_numeral(word)) for word in words)


def is_numeral(word: Word) -> bool:
    """Whether a word is a small number: told of a case ("två av oss …") it need not be in any plan."""
    return fold(word.surface) in NUMERALS


def asking_sentences(text: str) -> list[Span]:
    """Where the sentences stand that ask something, without the other choice of one that gives two."""
    folded = fold(text)
    out: list[Span] = []
    for found in SENTENCE.finditer(text):
        if told := TOLD.match(folded, *found.span()):
            out += asked_after(folded, told, found.end())
        elif asks(found.group()):
            other = CHOICE.search(folded, *found.span())
            out += [(found.start(), other.start()), (other.end(), found.end())] if other else [found.span()]
    return out


def asked_after(folded: str, told: re.Match[str], end: int) -> list[Span]:
    """Where a question stands that comes after why it is asked, and what of that says what is needed or meant."""
    needed = NEEDED.search(folded, *told.span())
    last = LAST.search(folded, *told.span()) if needed is None and POINTS.search(folded[told.end() : end]) else None
    return [*(one.span("what") for one in (needed, last) if one), (told.end(), end)]


def keep_asked(words: Sequence[Word], text: str) -> tuple[Word, ...]:
    """The words without those that only tell why the question is asked."""
    spans = asking_sentences(text) if TOLD.match(fold(text)) else [(0, len(text))]
    return tuple(word for word in words if any(start <= word.span[0] < end for start, end in spans))


def drop_told(text: str) -> str:
    """A question without why it is asked, when that is told first in its sentence; the text itself otherwise."""
    told = TOLD.match(fold(text))
    return text[told.end() :] if told else text


def asks(sentence: str) -> bool:
    """Whether a sentence asks: by its mark, a question word or a verb that opens it."""
    folded = fold(sentence).strip()
    return "?" in folded or "(" in folded or bool(YES_NO.match(folded)) or bool(QUESTION_WORD.match(folded))
