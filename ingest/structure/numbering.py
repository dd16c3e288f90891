"""The number or label that a heading begins with.

In: a heading's text. Out: its number as a tuple, its label ("kapitel", "mål") and the rest. Knows nothing of depth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LABELS = (
    "kapitel|kap|avsnitt|del|bilaga|artikel|mål|delmål|målområde|fokusområde|utvecklingsområde|insatsområde|strategi|strategiområde|åtgärd"
    "|inriktning|prioritering|prioriterat område|område|insats|aktivitet|steg|punkt|inriktningsmål|effektmål|resultatmål|nämndmål|huvudmål"
    "|utvecklingsmål|tema|temaområde|utmaning|löfte|prioritet|samverkansområde|huvudområde|fokus|målbild"
)
LABELLED = re.compile(
    rf"^(?P<label>{LABELS})\.?\s+(?P<number>\d{{1,2}}(?:\.\d{{1,2}})*|[A-H]|[IVX]{{1,4}})(?![\w])\s*[.:–—-]?\s*", re.IGNORECASE
)
CHAPTER = re.compile(
    r"^(?P<number>\d{1,2})\s*kap(?:\.|itlet\b)\s*[–—-]?\s*(?!\d+\s*§)(?=[^\W\d_]|$)", re.IGNORECASE
)  # "1 kap. Syfte", not "6 kap. 37 §"
PARAGRAPH = re.compile(r"^(?:§\s*(?P<after>\d{1,3})\s*[a-z]?|(?P<before>\d{1,3})\s*[a-z]?\s*§)[.:]?\s*(?=\S|$)")
PLAIN = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?P<stop>[.)]?)\s+(?=[^\W\d_]|[\"”(])")
LETTERED = re.compile(r"^(?P<letter>[A-H])\.?(?P<number>\d{1,2}(?:\.\d{1,2})*)[.:)]?\s+(?=[A-ZÅÄÖ][a-zåäö])")  # "A1. Fler bostäder"
COMMITMENT = frozenset("mål delmål strategi åtgärd inriktning prioritering insats aktivitet löfte prioritet".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Numbering:
    """`number` is () where there is none; `label` is "" for a bare number and "§" for a paragraph of a statute or agreement."""

    number: tuple[int, ...] = ()
    label: str = ""
    length: int = 0  # characters that it takes


ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


def read_number(text: str) -> Numbering:
    """The numbering that the text begins with."""
    if match := LABELLED.match(text):
        return Numbering(count(match["number"]), match["label"].casefold(), match.end())
    if match := CHAPTER.match(text):
        return Numbering((int(match["number"]),), "kap", match.end())
    if match := PARAGRAPH.match(text):
        return Numbering((int(match["after"] or match["before"]),), "§", match.end())
    if match := PLAIN.match(text):
        return Numbering(count(match["number"]), "", match.end())
    if match := LETTERED.match(text):
        return Numbering((*count(match["letter"]), *count(match["number"])), "", match.end())
    return Numbering()


def count(text: str) -> tuple[int, ...]:
    """ "2.3" -> (2, 3), "B" -> (2,), "IV" -> (4,)."""
    if text[0].isdigit():
        return tuple(int(part) for part in text.split("."))
    return (ROMAN[text.upper()],) if text.upper() in ROMAN else (ord(text.upper()) - ord("A") + 1,)
