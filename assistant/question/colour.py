"""A question with talk around it -> the question without it: "Skynda dig, jag har rast: hur ofta ses rådet?" asks how often they meet.

In: a question as typed, and whether a word is one of the documents'. Out: what is left of it, the likelier way to cut first. Only whole
clauses at either end are cut, and only those none of whose words the documents have: what they have may be what is asked about.
Knows no documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.question.kinds import QUESTION_WORD, YES_NO
from assistant.question.words import PIECE, STOP, fold

# where the asking may begin after talk: "Ärligt talat, vem …", "Dum fråga men hur …"
BEFORE = re.compile(r"(?P<mark>[:,.;!–-]+)\s+|\s(?P<word>men|så|och undrar|undrar)\s+", re.IGNORECASE)
# where talk may begin after the asking: a new clause of the asker's own, or a greeting
AFTER = re.compile(
    r"\s*[,;–(.]\s*+(?!(?:och|eller|samt|utan|inte|särskilt|till exempel|t\.?ex)\b)|[?!]+\s+|"
    r"\s+(?=(?:jag|vi|det (?:är|var|står|vore|känns|snackas|pratas)|hälsar|hälsningar|mvh|svara|skriv|förklara|berätta|"
    r"snälla|helst|tack|för (?:det|jag|vi))\b)",
    re.IGNORECASE,
)
TOPIC = re.compile(r"^(?:om|ang\w*|galler|gallande|rorande|betraffande|kring|for|vid|i|pa|hos|inom|enligt|till|fran|av|med)\b")
POINTS_BACK = re.compile(
    r"\b(?:den|det|dem|dom|detta|denna|dessa|sant|sadant|sadana|sana|honom|henne|dar|dit)\b(?! (?:finns|star|galler|som|sags|har)\b)"
)
OPENS = re.compile(r"^(?:star|finns|sags|namns|till|av|med|fran|pa|i|inom|for|hos|om) ?(?:det|vilk\w+|vem|vad|hur)\b")
OURS = re.compile(r"\W*vår\b", re.IGNORECASE)  # folded it reads as "var", where
# words by which people speak of their asking, which are no topic even where the documents have them
TALKS = re.compile(
    r"(?:fraga|fragor|fragade|fragar|undra\w*|svara?|halsar|halsning\w*|kanner|kande|satt|sitter|sag\w*|sade|pratade?|berattade?|infor)"
)
ASIDE = re.compile(r"[–(]")  # an aside is told apart whatever stands before it
FEWEST = 3  # words of talk before the asking: one or two are a heading, which is what is asked about


def find_cores(question: str, is_known: Callable[[str], bool]) -> list[str]:
    """What is left without the talk before, after, and on both sides; [] when nothing can be cut. `is_known` takes one word."""
    fronts = [question[place:] for place in find_starts(question, is_known)]
    backs = [question[:place] for place in find_ends(question, is_known)]
    both = [front[:place] for front in fronts[:1] for place in find_ends(front, is_known)[:1]]
    return list(dict.fromkeys(one.strip() for one in (*both, *fronts, *backs) if one.strip()))


def find_starts(question: str, is_known: Callable[[str], bool]) -> list[int]:
    """Where the asking begins, when all before it is talk; the last such place first."""
    found = (one for one in BEFORE.finditer(question) if asks(question[one.end() :]))
    places = [one.end() for one in found if is_talk(question[: one.start()], is_known) and stands_alone(question[one.end() :], one["mark"])]
    return places[::-1]


def find_ends(question: str, is_known: Callable[[str], bool]) -> list[int]:
    """Where the asking ends, when all behind it is talk; the first such place first."""
    cuts = (one for one in AFTER.finditer(question) if ASIDE.search(one.group()) or is_question(question[: one.start()]))
    said = ((one.start(), question[one.end() :].rstrip(" ?)" if one.group().strip() != "," else " ")) for one in cuts)
    return [place for place, text in said if is_farewell(text, is_known)]


def is_question(text: str) -> bool:
    """Whether a text of some words opens as a question does."""
    return asks(text) and len(text.split()) >= FEWEST


def asks(text: str) -> bool:
    """Whether a text opens as a question does."""
    folded = fold(text).strip()
    if OURS.match(text):
        return False
    return bool(QUESTION_WORD.match(folded) or YES_NO.match(folded) or OPENS.match(folded))


def is_talk(text: str, is_known: Callable[[str], bool]) -> bool:
    """Whether nothing before the asking is of the documents: a clause of some words that neither opens as a topic nor names anything."""
    said = fold(text).strip()
    return len(said.split()) >= FEWEST and not TOPIC.match(said) and not any(map(is_known, tell_words(text)))


def is_farewell(text: str, is_known: Callable[[str], bool]) -> bool:
    """Whether nothing behind the asking is of the documents, or narrows it or asks once more: no place, no name."""
    named = any(word[:1].isupper() for word in text.split()[1:])
    narrows = named or asks(text) or "?" in text or TOPIC.match(fold(text).strip())
    return len(text.split()) > 1 and not narrows and not any(map(is_known, tell_words(text)))


def stands_alone(core: str, mark: str | None) -> bool:
    """Whether the asking is whole without what stands before it; after a colon it always is."""
    return bool(mark and ":" in mark) or not POINTS_BACK.search(fold(core))


def tell_words(text: str) -> list[str]:
    """The words of a text that tell something, figures too, without those that only tell of asking."""
    words = (found.group() for found in PIECE.finditer(text))
    return [word for word in words if fold(word) not in STOP and not TALKS.fullmatch(fold(word))]
