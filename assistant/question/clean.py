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
GAP = r"[\s.\-‐‑–]?"  # between year, month and day
SIGN = r"[-+‐‑–−]"  # before the serial number; "+" from the year one turns a hundred
# ÅÅÅÅMMDD-NNNN and its kin; coordination numbers have 60 added to the day (SKV 704, SKV 707)
IDENTITY = re.compile(
    r"(?<![\d/+])(?P<century>1[89]|20)?(?P<year>\d\d)(?P<gap>"
    + GAP
    + r")(?P<month>0[1-9]|1[0-2])(?P=gap)(?P<day>[0-2]\d|3[01]|[6-8]\d|9[01])"
    r"(?P<sign>\s?" + SIGN + r"?\s?)(?P<serial>\d{4}|[A-Z]\d{3})(?![\d/]|[-–.:]\d|,\d)"
)
PLAIN_SIGN = re.compile(SIGN)
NAMED = re.compile(r"(?:person|samordnings|identitets|id)[\s-]?(?:nummer|nr)\w*\W{0,3}$|\b(?:pnr|p-nr|född)\b\W{0,3}$", re.IGNORECASE)
# what the same digits may be instead, told by the word before or the unit after
LABELLED = re.compile(r"\b(?:dnr|diarie\w*|faktura\w*|order\w*|org\W?nr|organisationsnummer|\w*giro|konto\w*|isbn)\W{0,3}$", re.IGNORECASE)
TELEPHONE = re.compile(
    r"\b(?:tel|mob|telefon\w*|mobil\w*|ring|ringa|ringer|sms|sms:a|fax|nås på)(?:\s(?:nummer|nr|på|till))?\W{0,3}$", re.IGNORECASE
)
UNIT = re.compile(r"\s?(?:kr\b|kronor|sek\b|euro|€|%|procent|:-|,-|tkr|mkr|m²|m2\b|st\b|stycken|invånare)", re.IGNORECASE)
MOBILE = "070"  # ten digits in a row that begin so are a telephone far more often than someone born in 2007
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"))


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
    """Replace personal, coordination and reserve numbers of 10 or 12 signs; returns the text and how many there were.

    What is between the digits may be nothing, a dash, a plus, a point or a space. Recall and false alarms: tests/test_identities.py.
    """
    text = text.translate(INVISIBLE)
    shown = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text)  # same length, digits of any script as ours
    pieces, position, count = [], 0, 0
    for found in IDENTITY.finditer(shown):
        if is_identity(found, shown):
            pieces += [text[position : found.start()], MASK]
            position, count = found.end(), count + 1
    return "".join((*pieces, text[position:])), count


def is_identity(found: re.Match[str], text: str) -> bool:
    """Whether what has the shape is one: by its check digit, by the sign in its usual place, or by the word before it."""
    before = text[max(0, found.start() - 30) : found.start()]
    if not 1 <= int(found["day"]) % 60 <= 31:
        return False
    if NAMED.search(before):
        return True
    bare = found["sign"] == ""
    if LABELLED.search(before) or UNIT.match(text, found.end()) or (bare and TELEPHONE.search(before)):
        return False
    usual = found["gap"] == "" and bool(PLAIN_SIGN.fullmatch(found["sign"]))
    if not found["serial"].isdigit():
        return usual
    if bare and not found["century"] and found.group().startswith(MOBILE):
        return False
    return usual or check_digit_holds("".join(found.group("year", "month", "day", "serial")))


def clean_question(question: str) -> Cleaned:
    """The question on one line, masked. Raises BadRequest when it is empty or too long."""
    if len(question) > MAX_CHARS:
        raise BadRequest(f"Frågan är {len(question)} tecken lång. Korta den till högst {MAX_CHARS} tecken.")
    text, masked = mask_identities(strip_controls(question))
    if not any(char.isalnum() for char in text.replace(MASK, "")):
        raise BadRequest("Skriv en fråga.")
    return Cleaned(text, (MASK_NOTICE,) if masked else ())
