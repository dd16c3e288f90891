"""What the wording of a line tells: is it finished, a name, a date, an address, a lead, garbage?

In: the text of a line. Out: yes or no. Knows Swedish office prose; knows nothing of where the line stands.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:[-:’'][^\W\d_]+)*")
LONG_WORD = re.compile(r"[^\W\d_]{3,}")
CLOSE = re.compile(r"\S{10,}")  # shorter strings may be formulas
GARBLED, SORTS = 0.7, 5  # share of signs, and how many sorts of them
URL = re.compile(r"^(?:<?https?://|www\.)\S+$", re.IGNORECASE)
FINAL = re.compile(r"[.!?…:;][\"”’'»)\]*_\d¹²³⁴⁵⁶⁷⁸⁹⁰]*$")
# words that no heading or sentence ends with: the text goes on
HANGING = frozenset(
    """
    och eller samt för av i på med till från om inom mellan under över vid enligt utan mot genom att som en ett den det de der dess
    sin sitt sina deras vår vårt våra när där hur vad vilka vilket vilken både såväl inklusive exklusive via per in ur hos efter före
    inför kring bland är ska kan bör har
    """.split()  # noqa: SIM905  # read as words
)
BARE = str.maketrans("åäöé", "aaoe")  # what a reading without Swedish leaves
HANGING_READ = HANGING | {word.translate(BARE) for word in HANGING}
VERB = re.compile(r"\b(?:ska|skall|är|har|kan|får|bör|måste|innebär|finns|blir|anser|förutsätter|fattar|beslutar|omfattar|gäller)\b")
DATE = re.compile(
    r"^(?:den\s+)?\d{1,2}\s+(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)|^\d{4}-\d\d-\d\d",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"@\w|\b\d{3}\s?\d{2}\b\s+[A-ZÅÄÖ]|\btel(?:efon)?\b|\bväxel\b|\borg\.?\s?nr|www\.|https?://", re.IGNORECASE)
DIARY = re.compile(r"\b(?:dnr|diarienummer|diarienr|ärendenummer|ärendenr)\b|^[A-ZÅÄÖ]{2,6}\s?\d{4}[/:-]\d+", re.IGNORECASE)
ROLE = re.compile(
    r"(?:direktör|chef|ordförande|sekreterare|handläggare|samordnare|strateg|sköterska|rektor|jurist|sakkunnig|utredare|ledamot|controller)\b",
    re.IGNORECASE,
)
ISSUER = re.compile(
    r"^(?:\w+(?:\s\w+)?\s(?:kommun|stad|stads)|region\s\w+|länsstyrelsen.*|\w*(?:f[öo]rvaltning(?:en)?|n[äa]mnd(?:en)?|kontoret|styrelsen)(?:\s(?:i|för)\s.*|,\s.*(?:kommun|stad))?)$",
    re.IGNORECASE,
)

# a line below a title that tells of its standing
STANDING = re.compile(
    r"^(?:(?:antag(?:en|et|na)|beslut(?:ad|at|ade)|fastställ(?:d|t|da)|reviderad|godkänd|upprättad|ersätter|upphävd)"
    r"\s+(?:av|den|i|\d)|senast reviderad"
    r"|(?:gäller|giltig)\s+(?:från|fr|för perioden|till|t\.|\d|under)|giltighetstid\b.*\d|version\s*:?\s*\d"
    r"|dokument(?:ansvarig|typ|ägare)|utkast\b|remiss(?:version|förslag)"
    r"|förslag\s+(?:till\s+\w+\s+)?\d{4}|(?:adopted|approved|decided)\s+(?:by|on))",
    re.IGNORECASE,
)

# headings that documents of every kind have
CONVENTIONAL = re.compile(
    r"(?:syfte|bakgrund|inledning|sammanfattning|mål|målgrupp|uppföljning|organisation|genomförande|ansvar|ärendet|omfattning|definitioner|avgränsning"
    r"|beslut|beslutsunderlag|yrkanden|förslag till beslut|reservation(?:er)?|genomforande|uppfoljning|mal|malgrupp|arendet)",
    re.IGNORECASE,
)


# what the name of a whole document holds
TITLE_WORD = re.compile(
    r"plan(?:en)?\b|program(?:met)?\b|strategi\b|riktlinje|policy|överenskommelse|avtal\b|rapport\b|redovisning\b|beslut om|utlåtande\b"
    r"|yttrande\b|\bf[öo]rslag till\b"
    r"|skrivelse\b|reglemente|delegationsordning|verksamhetsberättelse|utredning\b|vägledning\b|\d{4}\s?[–-]\s?\d{2,4}$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 16)  # lines of a document are compared with each other many times
def fold(text: str) -> str:
    """A key for comparing lines read twice: small letters without diacritics, digits or punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[a-z]+", "".join(char for char in decomposed if not unicodedata.combining(char))))


def count_words(text: str) -> int:
    """Number of words made of letters."""
    return len(WORD.findall(text))


def is_finished(text: str) -> bool:
    """Does the text end as a sentence, a lead or an address on the web does?"""
    return bool(FINAL.search(text.rstrip())) or bool(URL.match(text.rsplit(None, 1)[-1] if text.split() else ""))


def starts_small(text: str) -> bool:
    """Is the first letter or digit a small letter?"""
    first = next((char for char in text if char.isalnum()), "")
    return first.islower()


def starts_large(text: str) -> bool:
    """Is the first letter or digit a capital or a digit?"""
    first = next((char for char in text if char.isalnum()), "")
    return first.isupper() or first.isdigit()


def hangs(text: str) -> bool:
    """Must the text go on: does it end in a comma, a hyphen or a word that nothing ends with?"""
    stripped = text.rstrip()
    if stripped.endswith((",", "-", "–", "/", "(")):
        return True
    words = WORD.findall(stripped)
    return bool(words) and stripped.endswith(words[-1]) and words[-1] in HANGING_READ


def goes_on(before: str, after: str) -> bool:
    """Is `after` the continuation of `before`, though a blank line, page or note parts them?"""
    if not before or not after or is_finished(before):
        return False
    return starts_small(after) or (hangs(before) and not after[:1].isdigit())


def is_name(text: str) -> bool:
    """Two to four words, each with one capital: a person, or several; or a role. Not a heading."""
    words = text.split()
    plain = all(word.strip(".").replace("-", "").isalpha() for word in words)
    led = bool(words) and words[0].casefold() in HANGING  # "Om Granby" is a title
    return 2 <= len(words) <= 6 and plain and not led and all(word[0].isupper() and not word.isupper() for word in words)


def is_particulars(text: str) -> bool:
    """Dates, diary numbers, addresses, telephone numbers, links."""
    return bool(DATE.search(text) or ADDRESS.search(text) or DIARY.search(text) or URL.match(text))


def is_aside(text: str) -> bool:
    """Particulars, who issued it or what standing it has: what stands between a title and the text."""
    return is_particulars(text) or bool(ISSUER.match(text) or STANDING.match(text))


def is_shouted(text: str) -> bool:
    """Are most letters capitals, as in figures and on logos?"""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 3 and sum(char.isupper() for char in letters) > 0.6 * len(letters)


def find_garbled(text: str) -> list[tuple[int, int]]:
    """Where in a line there is no word but signs of many sorts, set close: print that could not be read."""
    return [match.span() for match in CLOSE.finditer(text) if is_garbled(match[0])]


def is_garbled(text: str) -> bool:
    """Is a string hardly any letters or figures, and signs of many sorts? Rules, dots and addresses have few sorts."""
    signs = [char for char in text if not char.isalnum()]
    return len(signs) >= GARBLED * len(text) and len(set(signs)) >= SORTS


def is_garbage(text: str) -> bool:
    """No word of three letters, or more signs than letters: what reading a picture leaves."""
    letters = sum(char.isalpha() for char in text)
    signs = sum(not char.isalnum() and not char.isspace() for char in text)
    if not LONG_WORD.search(text):
        return True
    return signs > letters * 0.34
