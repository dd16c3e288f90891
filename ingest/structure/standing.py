"""Text of a document -> its dates: when it was decided, from when to when it holds; and its standing.

In: the repaired text, its title and headings. Out: ISO dates and a standing; None and "okänd" where the text does not tell.
Knows how Swedish offices word such things; knows nothing of issuers or kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.records import Standing
from ingest.structure.wording import fold

HEAD = 1500  # characters that hold a document's particulars
TAIL = 600  # where dates stand beside signatures
SENTENCE = 170  # characters after "gäller" in which its dates stand
MONTHS = {name: number for number, name in enumerate("jan feb mar apr maj jun jul aug sep okt nov dec".split(), start=1)}  # noqa: SIM905
MONTH = "(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
DATE = re.compile(
    rf"\b(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])\b|\b(?P<day>[0-3]?\d)\s+(?P<month>{MONTH})\s+(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
DATE_CUE = re.compile(
    r"(?:datum|beslut(?:ad|at|ades?)|fastställ(?:d|t|des)|antag(?:en|et|its)|daterad|upprättad|beslutsdatum)\D{0,60}$", re.IGNORECASE
)
HOLDING = re.compile(
    r"(?:gäller|giltig\w*|till och med|t\.?\s?o\.?\s?m\.?|från och med|fr\.?\s?o\.?\s?m\.?|från|upphävd)\s+(?:den\s+)?$", re.IGNORECASE
)
CUE = re.compile(
    r"\b(?:gäller|g[äai]+ll?er|giltig(?:hetstid|hetsperiod|het|t)?|avtalstid(?:en)?|avtalsperiod(?:en)?|löper|träder i kraft)\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b\w*(?:lagen|lagar|lagstiftning\w*|förordning\w*|föreskrift\w*|bestämmelse\w*|hyra\w*|priset|taxan?)\b", re.IGNORECASE
)
UNTIL = re.compile(r"\b(?:till|t\.?\s?o\.?\s?m\.?|tom|längst|senast)\s*(?:och\s+med\s+)?(?:den\s+|[|:]\s*)?$|[–—-]\s*$", re.IGNORECASE)
FURTHER = re.compile(r"\btills?\s+vidare\b", re.IGNORECASE)
YEARS = re.compile(r"\b(20\d\d)\s?(?:[-–—]|till och med|t\.?o\.?m\.?|till)\s?(?:år\s)?(20\d\d)\b")
VALID = re.compile(
    r"g[äai]+ll?er\s+(?:under\s+|för\s+|for\s+)?(?:perioden|åren|tiden|från|fran|fr\.o\.m\.)?\D{0,25}\b(20\d\d)(?:-\d\d-\d\d)?\b"
    r"(?:\D{1,25}\b(20\d\d)\b)?",
    re.IGNORECASE,
)
PROPOSING = re.compile(
    r"förslag till beslut|forslag till beslut|beslutsförslag|föreslår|foreslar|remissversion|remissförslag|samrådsversion|utkast",
    re.IGNORECASE,
)
DRAFT = re.compile(
    r"^[#* \t\xa0]*(?:utkast|remiss(?:version|utgåva|förslag)?|samråds(?:version|handling|förslag)|arbetsmaterial|koncept|förslag)\b"
    r"(?:\s*[:,–-]|\s+\d|\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
TAKEN = r"(?:antag(?:en|et|na)|beslut(?:ad|at)|fastställ(?:d|t|da)|adopted)"
DECIDED_ON = re.compile(rf"\b{TAKEN}\b[^.\n]{{0,60}}?(?:{DATE.pattern.replace('?P<', '?P<a_')})", re.IGNORECASE)
DECIDED = re.compile(
    rf"^beslut om\b|har (?:beslutats|fastställts|antagits)|^[#* \t\xa0]*{TAKEN} (?:av|den|i|by|\d)"
    r"|beslutad(?:es)? (?:av|den|\d)|antagen (?:av|den)|fastställd (?:av|den)"
    r"|\b(?:planen|programmet|strategin) (?:antogs|fastställdes|beslutades) av"
    r"|fattat\s+beslut\s+om\s+denn?a\b"
    r"|beslutats av|godk[äée]+nner f[öo]rslag",
    re.IGNORECASE | re.MULTILINE,
)
REPEALED = re.compile(
    r"(?<!tidigare )(?<!när )(?<!om )\b(?:upphävd(?:es|a)?|upphävts|(?:är|har) (?:nu )?upphört att gälla|ersat(?:t|ts) av|ersätts av"
    r"|upphör(?:de)? att gälla)\b",
    re.IGNORECASE,
)
EARLIER = re.compile(r"(?:tidigare|föregående|gamla|förra|\boch)\b[^.]*$", re.IGNORECASE)


def read_dates(text: str) -> list[tuple[int, int, str]]:
    """Start, end and ISO form of every date told by day."""
    found = []
    for match in DATE.finditer(text):
        if match["y"]:
            found.append((match.start(), match.end(), f"{match['y']}-{match['m']}-{match['d']}"))
        elif 1 <= int(match["day"]) <= 31:
            month = MONTHS[match["month"].casefold()[:3]]
            found.append((match.start(), match.end(), f"{match['year']}-{month:02d}-{int(match['day']):02d}"))
    return found


SIGNED = re.compile(
    r"(?:^|\n)[ \t]*[A-ZÅÄÖ][\wåäö-]+(?: [A-ZÅÄÖ][\wåäö-]+)?,? (?:den )?$"
)  # the line above signatures: "Vik den 3 maj 2031"


def find_date(text: str) -> str | None:
    """The document's own date: beside a word that says so, else in its first lines."""
    dates = read_dates(text)
    for at, _, date in dates:
        if DATE_CUE.search(text[max(at - 80, 0) : at]) and (at < HEAD or at > len(text) - TAIL):
            return date
    first = next((date for at, _, date in dates if at < HEAD / 3 and not HOLDING.search(text[max(at - 30, 0) : at])), None)
    signed = (date for at, _, date in dates if at > len(text) - TAIL and SIGNED.search(text[max(at - 60, 0) : at]))
    return first or next(signed, None)


def find_validity(title: str, flat: str) -> tuple[str | None, str | None]:
    """First and last day that it holds: as days that the text tells, else from "gäller ..." or the years of its title."""
    open_ended = False
    for start, end, further in read_periods(flat):
        if start or end:
            return start, end
        open_ended = open_ended or further
    for match in (*VALID.finditer(flat), *(() if open_ended else (*YEARS.finditer(title), *YEARS.finditer(flat[:400])))):
        first, last = match[1], match[2]
        if UNTIL.search(flat[match.start() : match.start(1)]) and match.re is VALID:  # "gäller till och med 2030"
            years = next((one for one in YEARS.finditer(f"{title} {flat[:400]}") if one[2] == first), None)
            return f"{years[1]}-01-01" if years else None, f"{first}-12-31"
        if last is None or first <= last:
            return f"{first}-01-01", f"{last}-12-31" if last else None
    return None, None


def read_periods(flat: str) -> Iterable[tuple[str | None, str | None, bool]]:
    """For each place that tells how long something holds, its days, and whether it holds until further notice; laws are left out."""
    for cue in CUE.finditer(flat):
        subject = re.split(r"[.!?]\s", flat[max(cue.start() - 80, 0) : cue.start()])[-1]
        if OTHERS.search(subject):
            continue
        told = flat[cue.end() : cue.end() + SENTENCE]
        stop = re.search(r"(?<![.\s]\w)(?<!m)[.!?]\s+[A-ZÅÄÖ]", told)
        told = told[: stop.start()] if stop else told
        start = end = None
        for at, _, date in read_dates(told)[:2]:
            if UNTIL.search(told[:at]) and end is None:
                end = date
            elif start is None and end is None:
                start = date
        yield (start, end, bool(FURTHER.search(told))) if not (start and end and start > end) else (None, None, False)


def find_status(kind: str | None, headings: Sequence[str], text: str) -> Standing:
    """Its standing as the text itself tells it."""
    if kind in {"tjänsteutlåtande", "tjänsteskrivelse"}:
        return "förslag"
    head = text[:HEAD]
    flat = " ".join(head.split())
    if any(not EARLIER.search(flat[max(m.start() - 60, 0) : m.start()]) for m in REPEALED.finditer(flat)):
        return "upphävd"
    if DRAFT.search(head[: HEAD // 3]) and not DECIDED_ON.search(head):
        return "förslag"
    if kind == "beslut" or DECIDED.search(text) or DECIDED_ON.search(head):
        return "beslutad"
    return "förslag" if PROPOSING.search(flat) or any(fold(h).startswith("forslag till") for h in headings[:2]) else "okänd"
