"""Which language a question is written in, Swedish or English, and the Swedish words to search with.

In: a cleaned question. Out: "sv" or "en", and for English the question's words in Swedish from a small lexicon of our own.
Knows nothing of documents. Other languages count as Swedish: the search then says honestly what it finds.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.question.words import LEXICON as FOLDER
from assistant.question.words import read_words
from assistant.records import Language

LEXICON = FOLDER / "english.tsv"
LONGEST_PHRASE = 4  # words; the longest entry of the lexicon
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")

DOES = re.compile(
    r"\bwhat (?:does|do|did|should|must|shall|will|can) (?P<who>.+?) do\b", re.IGNORECASE
)  # asks for duties, not for a meaning

ENGLISH = read_words("english-function.txt")
SWEDISH = read_words("swedish-function.txt")


def detect_language(text: str) -> Language:
    """English when its function words outnumber the Swedish ones; shared words ("i", "for", "en") decide nothing alone."""
    words = [word.lower() for word in WORD.findall(text)]
    english = sum(word in ENGLISH and word not in SWEDISH for word in words)
    swedish = sum(word in SWEDISH and word not in ENGLISH for word in words)
    if any(char in "åäöÅÄÖ" for char in text):
        swedish += 1
    return "en" if english > swedish else "sv"


@cache
def english_words() -> dict[str, str]:
    """The lexicon: English word or phrase in lower case -> Swedish words; "" for words that carry no topic."""
    rows = (line.split("\t") for line in LEXICON.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows}


def look_up(phrase: str) -> str | None:
    """The Swedish for an English word or phrase, tried without its inflection too; None when the lexicon has none."""
    words = english_words()
    for ending, instead in (
        ("", ""),
        ("'s", ""),
        ("’s", ""),
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ing", ""),
        ("ing", "e"),
        ("ed", ""),
        ("ed", "e"),
    ):
        if phrase.endswith(ending) and (found := words.get(phrase.removesuffix(ending) + instead if ending else phrase)) is not None:
            return found
    return None


def find_alternatives(text: str) -> tuple[tuple[str, ...], ...]:
    """For each single English word that the lexicon gives several Swedish words for, those words: any of them says it."""
    rows = (look_up(word.lower()) for word in WORD.findall(text))
    return tuple(dict.fromkeys(tuple(row.split()) for row in rows if row and " " in row))


STOPS = re.compile(r"([,;.?!]+(?:\s+|$))")


def to_swedish(text: str) -> str:
    """An English question in Swedish words, with its commas and stops: "In the plan, who leads?" asks who, after a comma."""
    parts = STOPS.split(text)  # texts and stops by turns
    told = (put_in_swedish(part) if place % 2 == 0 else f"{part.strip()} " for place, part in enumerate(parts))
    return "".join(told).strip()


def put_in_swedish(text: str) -> str:
    """Its words in Swedish, longest phrases first; words outside the lexicon stay as they are."""
    asked = DOES.search(text)
    words = WORD.findall(f"{text[: asked.start()]} {asked['who']} {text[asked.end() :]}" if asked else text)
    out: list[str] = ["vad gör"] if asked else []
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
            swedish = look_up(" ".join(words[at : at + length]).lower())
            if swedish is not None:
                out.append(swedish)
                at += length
                break
        else:
            out.append(words[at])
            at += 1
    return " ".join(word for word in out if word)
