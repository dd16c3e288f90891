"""Swedish words -> the days they name: "senast 31 mars 2026", "kvartal 2 2025", "hösten 2026", "2024–2027".

In: a text, such as a sentence or a deadline of a register. Out: the times it names, each with its first and last day, or without days
when it tells no year ("senast 31 mars varje år"). Knows how Swedish offices write times; knows nothing of documents or duties.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december")
MONTH = rf"(?:{'|'.join(MONTHS)})"
YEAR = r"(?:19|20)\d\d"
ORDINALS: Mapping[str, int] = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4}
ORDINAL = rf"(?:{'|'.join(ORDINALS)})"
# as the Swedish public sector uses the words: the spring term ends with June, the autumn begins with August
SEASONS: Mapping[str, tuple[int, int]] = {
    "våren": (1, 6),
    "vårterminen": (1, 6),
    "sommaren": (6, 8),
    "hösten": (8, 12),
    "höstterminen": (8, 12),
}
LIMIT = re.compile(
    r"\b(?:senast|före|innan|längst|(?:fram |in)?till(?: och med)?|t\.?\s?o\.?\s?m\.?|tom)\s+(?:den\s+|i\s+|år\s+|under\s+)*$", re.I
)
FROM = re.compile(r"\b(?:från(?: och med)?|fr\.?\s?o\.?\s?m\.?|from|efter|sedan)\s+(?:den\s+|år\s+)*$", re.I)
# before a bare year, what shows that it is a time and not a number, a law or a budget's name
YEAR_CUE = (
    r"(?:(?<=under )|(?<=år )|(?<=åren )|(?<=senast )|(?<=till )|(?<=med )|(?<=före )|(?<=innan )|(?<=från )|(?<=sedan )|(?<=perioden ))"
)
YEARLESS = re.compile(
    rf"\b(?:senast|före|innan|till|i|under|den)\s+(?:den\s+|i\s+)*(?:\d{{1,2}}\s+)?{MONTH}\b(?!\s+(?:år\s+)?\d{{4}})", re.I
)
OFTEN = re.compile(
    r"\b(?:årligen|varje år|varje termin|varje månad|varje kvartal|varje vecka|månadsvis|kvartalsvis|terminsvis|halvårsvis|vartannat år|"
    r"vart (?:tredje|fjärde|femte) år|(?:en|två|tre|fyra) gång(?:er)? (?:per|om|i|varje) \w+)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A time that a text names; first and last are None for one without a year."""

    start: int  # code points of the text
    end: int
    words: str
    first: date | None
    last: date | None
    limit: bool = False  # a limit: it is to be done by `last`
    begins: bool = False  # only a beginning: from `first` on


Days = tuple[date, date]
Reader = Callable[[re.Match[str]], Days | None]


def month_days(year: int, first: int, last: int) -> Days | None:
    """The days from one month to another of a year; None when there is no such month."""
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def one_day(year: int, month: int, day: int) -> Days | None:
    """A single day; None when there is none such: 31 April."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day), date(year, month, day)


def month_number(name: str) -> int:
    """ "mars" -> 3."""
    return MONTHS.index(name.casefold()) + 1


def ordinal(found: re.Match[str]) -> int:
    """The number of a quarter, a third or a half, as a figure or a word."""
    return int(found["n"]) if found["n"] else ORDINALS[found["o"].casefold()]


def part_days(found: re.Match[str], months: int) -> Days | None:
    """The days of a part of a year that has so many months; None beyond the year."""
    last = ordinal(found) * months
    return month_days(int(found["y"]), last - months + 1, last) if last <= 12 else None


def range_days(found: re.Match[str]) -> Days | None:
    """From a year to another, written whole or by its last two figures; None when it runs backwards."""
    first, last = int(found["y"]), int(found["z"]) if len(found["z"]) == 4 else int(found["y"][:2] + found["z"])
    return (date(first, 1, 1), date(last, 12, 31)) if first < last <= first + 60 else None


def end_days(found: re.Match[str]) -> Days | None:
    """The beginning, middle or end of a year, as four months each."""
    place = found["p"].casefold()
    months = (1, 4) if place.startswith("början") else (5, 8) if place.startswith("mitten") else (9, 12)
    return month_days(int(found["y"]), *months)


def turn_days(found: re.Match[str]) -> Days | None:
    """The turn of the year: its last day and the first of the next."""
    return date(int(found["y"]), 12, 31), date(int(found["y"]) + 1, 1, 1)


# the longest form first: what one has read, the next leave alone
FORMS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern, re.I), reader)
    for pattern, reader in (
        (rf"(?<![\d-])(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])", lambda m: one_day(int(m["y"]), int(m["m"]), int(m["d"]))),
        (rf"\b(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})[ -](?P<y>{YEAR})\b", lambda m: one_day(int(m["y"]), int(m["m"]), int(m["d"]))),
        (
            rf"\b(?P<d>\d{{1,2}}) (?P<m>{MONTH}),? (?:år )?(?P<y>{YEAR})\b",
            lambda m: one_day(int(m["y"]), month_number(m["m"]), int(m["d"])),
        ),
        (
            rf"\b(?P<m>{MONTH})(?: månad)?,? (?:år )?(?P<y>{YEAR})\b",
            lambda m: month_days(int(m["y"]), month_number(m["m"]), month_number(m["m"])),
        ),
        (
            rf"\b(?:kvartal (?P<n>[1-4])|q ?(?P<q>[1-4])|(?P<o>{ORDINAL}) kvartalet),? (?:år |av )?(?P<y>{YEAR})\b",
            lambda m: month_days(int(m["y"]), int(m["q"]) * 3 - 2, int(m["q"]) * 3) if m["q"] else part_days(m, 3),
        ),
        (rf"\b(?:tertial (?P<n>[1-3])|(?P<o>{ORDINAL}) tertialet),? (?:år |av )?(?P<y>{YEAR})\b", lambda m: part_days(m, 4)),
        (rf"\b(?:halvår (?P<n>[12])|(?P<o>{ORDINAL}) halvåret),? (?:år |av )?(?P<y>{YEAR})\b", lambda m: part_days(m, 6)),
        (rf"\bårsskiftet (?P<y>{YEAR})(?:\s?[/–-]\s?\d{{2,4}})?\b", turn_days),
        (
            rf"\b(?P<s>{'|'.join(SEASONS)}),? (?:år )?(?P<y>{YEAR})\b",
            lambda m: month_days(int(m["y"]), *SEASONS[m["s"].casefold()]),
        ),
        (rf"\b(?P<p>början|mitten|slutet|utgången) av (?:år )?(?P<y>{YEAR})\b", end_days),
        (rf"(?<![\d:/-])(?P<y>{YEAR})\s?(?:[–—-]|till(?: och med)?)\s?(?:år )?(?P<z>{YEAR}|\d\d)\b(?![-:/\d])", range_days),
        (
            rf"{YEAR_CUE}(?P<y>{YEAR})\b(?![-:/–\d]|\s?(?:kr|%|personer))",
            lambda m: (date(int(m["y"]), 1, 1), date(int(m["y"]), 12, 31)),
        ),
    )
)


def read_named(text: str) -> tuple[Named, ...]:
    """Every time that a text names, in order; those without a year last in their place, without days."""
    found: dict[int, Named] = {}
    taken: list[tuple[int, int]] = []
    for named in _read_dated(text, taken):
        found[named.start] = named
    for match in YEARLESS.finditer(text):
        if not _overlaps(match.span(), taken):
            found.setdefault(match.start(), Named(*match.span(), match.group(), None, None, match.group().casefold().startswith("senast")))
    return tuple(found[start] for start in sorted(found))


def _read_dated(text: str, taken: list[tuple[int, int]]) -> Iterator[Named]:
    for pattern, reader in FORMS:
        for match in pattern.finditer(text):
            days = None if _overlaps(match.span(), taken) else reader(match)
            if days:
                taken.append(match.span())
                before = text[: match.start()]
                yield Named(
                    *match.span(), match.group(), *days, limit=bool(LIMIT.search(before)) or _ends(match), begins=bool(FROM.search(before))
                )


def _ends(match: re.Match[str]) -> bool:
    """ "utgången av 2026" is a limit by itself."""
    return match.group().casefold().startswith("utgången")


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def find_often(text: str) -> str | None:
    """The first words that tell how often something comes back: "varje år"."""
    found = OFTEN.search(text)
    return found.group() if found else None
