"""A question as typed -> text that is safe to search with.

In: whatever was sent. Out: one line of plain text with personal identity numbers masked, and the notices to show.
Knows nothing of documents, kinds of questions or languages.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from corpus.errors import BadRequest

MAX_CHARS = 2_000  # longer than any question; a pasted document belongs in the library, not in the question
MASK = "[personnummer]"
MASK_NOTICE = "Ett personnummer i frågan togs bort före sökningen."

KEPT_CONTROLS = {"\n", "\t", "\r"}
DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, bidi and tag characters, lone surrogates, unassigned
IDENTITY = re.compile(
    r"(?<![\d/])(?P<century>1[89]|20)?(?P<year>\d\d)[ -]?(?P<month>0[1-9]|1[0-2])[ -]?(?P<day>[0-2]\d|3[01]|[6-8]\d|9[01])"
    r" ?[-+–−]? ?(?P<serial>\d{4})(?![\d/])"
)


class Cleaned(NamedTuple):
    """The question as one line, and what was done to it in words for the user."""

    text: str
    notices: tuple[str, ...]


def strip_controls(text: str) -> str:
    """NFC, without control, bidi and tag characters; runs of white space become one space."""
    kept = (char if unicodedata.category(char) not in DROPPED else " " if char in KEPT_CONTROLS else "" for char in text)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def check_digit_holds(digits: str) -> bool:
    """Whether ten digits end with the right check digit (Luhn, ISO/IEC 7812-1 annex B)."""
    doubled = (int(digit) * (2 - index % 2) for index, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def mask_identities(text: str) -> tuple[str, int]:
    """Replace personal and coordination numbers of 10 or 12 digits; returns the text and how many there were."""
    count = 0

    def replace(found: re.Match[str]) -> str:
        nonlocal count
        day = int(found["day"]) % 60
        if not 1 <= day <= 31 or not check_digit_holds("".join(found.group("year", "month", "day", "serial"))):
            return found.group()
        count += 1
        return MASK

    return IDENTITY.sub(replace, text), count


def clean_question(question: str) -> Cleaned:
    """The question on one line, masked. Raises BadRequest when it is empty or too long."""
    if len(question) > MAX_CHARS:
        raise BadRequest(f"Frågan är {len(question)} tecken lång. Korta den till högst {MAX_CHARS} tecken.")
    text, masked = mask_identities(strip_controls(question))
    if not any(char.isalnum() for char in text.replace(MASK, "")):
        raise BadRequest("Skriv en fråga.")
    return Cleaned(text, (MASK_NOTICE,) if masked else ())
