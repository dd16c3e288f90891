"""Text of a document -> what it is: title, issuer, kind, date, validity, diary number, standing.

In: the repaired text, the outline's headings, the file's name and the title its metadata gives. Out: a Document. What the text does
not tell stays None. Knows Swedish office forms; knows nothing of any one authority.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import PurePath

from corpus.records import Document, PartKind, Source, Standing
from ingest.wording import TITLE_WORD, count_words, fold, is_finished, is_particulars

COVER = 8  # lines of a first page among which a title stands
HEAD = 1500  # characters that hold a document's particulars
TAIL = 600  # where dates stand beside signatures
MONTHS = {name: number for number, name in enumerate("jan feb mar apr maj jun jul aug sep okt nov dec".split(), start=1)}  # noqa: SIM905
MONTH = "(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
ISO = re.compile(r"\b(20\d\d|19\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")
LONG_DATE = re.compile(rf"\b([0-3]?\d)\s+({MONTH})\s+((?:19|20)\d\d)\b", re.IGNORECASE)
DATE_CUE = re.compile(r"(?:datum|beslutad|fastställd|antagen|daterad|upprättad|beslutsdatum)\D{0,40}$", re.IGNORECASE)
YEARS = re.compile(r"\b(20\d\d)\s?(?:[-–—]|till och med|t\.?o\.?m\.?|till)\s?(?:år\s)?(20\d\d)\b")
VALID = re.compile(
    r"g[äai]+ll?er\s+(?:under\s+|för\s+|for\s+)?(?:perioden|åren|tiden|från|fran|fr\.o\.m\.)?\D{0,25}\b(20\d\d)(?:-\d\d-\d\d)?\b"
    r"(?:\D{1,25}\b(20\d\d)\b)?",
    re.IGNORECASE,
)
LABELLED_DIARY = re.compile(
    r"\b(?:dnr|diarienummer|diarienr|ärendenummer|ärendenr|arendenr)[.:]?\s*([A-ZÅÄÖ]{0,8}\s?\d{2,4}[-/:.]\d+(?:[-/:.]\d+)?|\d{4}-\d+)",
    re.IGNORECASE,
)
DIARY = re.compile(r"\b([A-ZÅÄÖ]{2,6}\s?(?:19|20)\d\d[/-]\d{1,6})\b")
KINDS = tuple(
    """
    tjänsteutlåtande tjänsteskrivelse huvudöverenskommelse överenskommelse handlingsplan aktivitetsplan verksamhetsplan utvecklingsplan
    åtgärdsplan genomförandeplan beredskapsplan översiktsplan riktlinje riktlinjer policy strategi program samverkansavtal avtal årsrapport
    årsredovisning verksamhetsberättelse delårsrapport rapport reglemente rutin anvisning vägledning utredning remissvar remissyttrande
    yttrande protokoll delegationsordning plan beslut
    """.split()  # noqa: SIM905  # read as words
)
ALONE = frozenset(  # a line of the head that says the kind by itself, folded
    "tjansteutlatande tjansteskrivelse protokoll policy riktlinjer riktlinje beslut arsrapport avtal overenskommelse handlingsplan".split()  # noqa: SIM905
)
TOO_COMMON = frozenset({"beslut", "plan", "program", "rapport", None})  # words that every document of any kind holds
MIN_NAMED = 3  # times that a text must name its kind for it to count
SINGULAR = {"riktlinjer": "riktlinje"}
KIND_WORD = re.compile(r"\b([a-zåäöé]*?)(" + "|".join(sorted(KINDS, key=len, reverse=True)) + r")(?:en|et|n|t|erna|s)?\b", re.IGNORECASE)
NAME = r"[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?"
ISSUERS = re.compile(
    rf"\b(?P<place>{NAME}s?\s(?:stads?|kommuns?))\b|\b(?P<region>Region(?:en)?\s(?:{NAME})(?:\s(?:län|Götaland))?)\b|\b(?P<county>Länsstyrelsen(?:\si\s{NAME}(?:\slän)?)?)"
)
OFFICE = re.compile(
    r"^(?P<office>[A-ZÅÄÖ][\wåäö-]*(?:\s(?:och|-)\s?[\wåäö-]+)?(?:förvaltningen|forvaltningen|nämnden|kontoret|styrelsen))[ \t]*$",
    re.MULTILINE,
)
DOMAIN = re.compile(r"\b(?:https?://)?(?:www\.)?([a-z0-9-]{3,})\.se\b")
AS_PLACE = re.compile(r"\b(?:i|inom|hela)\s+$", re.IGNORECASE)  # "i Kiruna kommun" names a place, not an issuer
SIGNING = re.compile(r"\b(?:ordförande|direktör|chef|sekreterare)\s+(?:för|i|på)\s+$", re.IGNORECASE)
PLACES_NOT = frozenset({"stadens", "kommunens", "sveriges"})
PROPOSING = re.compile(r"förslag till beslut|forslag till beslut|beslutsförslag|föreslår|foreslar|remissversion|utkast", re.IGNORECASE)
DECIDED = re.compile(
    r"^beslut om\b|har (?:beslutats|fastställts|antagits)|beslutad(?:es)? (?:av|den|\d)|antagen (?:av|den)|fastställd (?:av|den)"
    r"|fattat\s+beslut\s+om\s+denn?a\b"
    r"|beslutats av|godk[äée]+nner f[öo]rslag",
    re.IGNORECASE | re.MULTILINE,
)
REPEALED = re.compile(r"\b(?:upphävd|upphävts|upphör att gälla|ersatt av)\b", re.IGNORECASE)
NAMED_PLAN = re.compile(
    rf"((?:{NAME}s?\s)(?:(?:stads|kommuns|läns)\s)?(?:[a-zåäö]+\s){{0,2}}(?:handlingsplan|plan|program|strategi|riktlinjer?|policy)\s(?:för|mot|om)\s[^.;:]{{5,90}}?)\s+"
    r"(?:gäller|är|ska|har|giller|omfattar)\b"
)
PARTS: dict[str, PartKind] = {
    "tjänsteutlåtande": "tjänsteutlåtande",
    "tjänsteskrivelse": "tjänsteutlåtande",
    "beslut": "beslut",
    "protokoll": "beslut",
}
PLANS = ("plan", "program", "strategi")
POOR_TITLES = re.compile(
    r"^(?:(?:inledning|bakgrund|sammanfattning|innehåll|syfte|förord|beslut|ärendet|arendet)\b(?! om)|§|\d)", re.IGNORECASE
)


def read_facts(document_id: str, source: Source, text: str, headings: Sequence[str], file_name: str) -> Document:
    """The document's facts from its repaired text and the headings in order."""
    flat = " ".join(text.split())
    title = find_title(source.title, headings, text, file_name)
    kind = find_kind(title, headings, text)
    start, end = find_validity(title, flat)
    return Document(
        id=document_id,
        title=title,
        issuer=find_issuer(text, headings[0] if headings else ""),
        kind=kind,
        status=find_status(kind, headings, flat),
        date=find_date(text),
        valid_from=start,
        valid_to=end,
        diary_number=find_diary(text),
        pages=len(source.pages) or None,
        file_name=PurePath(file_name).name,
    )


def find_kind(title: str, headings: Sequence[str], text: str) -> str | None:
    """The kind that the first lines say by themselves, or the title, the head or, most often, the whole text names."""
    first_lines = [line.strip(" #*") for line in text[:HEAD].splitlines() if line.strip(" #*")][:4]
    for line in first_lines:
        if fold(line) in ALONE:
            return named_kind(line)
    if any(fold(line).startswith("beslut om ") for line in [*first_lines, title, *headings[:2]]):
        return "beslut"
    for told in [title, *headings[:2]]:
        if kind := named_kind(told):
            return kind
    counts = Counter(kind for match in KIND_WORD.finditer(text) if (kind := named_kind(match[0])) not in TOO_COMMON)
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] >= MIN_NAMED else None


def named_kind(text: str) -> str | None:
    """The first kind of document that a text names, in its singular: "Riktlinjer för ..." -> "riktlinje"."""
    match = KIND_WORD.search(text.replace("\n", " "))
    if not match:
        return None
    word = match[2].casefold()
    return SINGULAR.get(word, word)


def find_title(own: str | None, headings: Sequence[str], text: str, file_name: str) -> str:
    """The title: the first heading, else what the text calls itself, else what the file's own data or name says."""
    cover = read_cover(text, headings)
    for heading in [*cover, *headings[:2]]:
        if not POOR_TITLES.match(heading) and count_words(heading) >= 2:
            return heading
    flat = " ".join(text.split())
    if named := NAMED_PLAN.search(flat):
        return named[1].strip()
    if own:
        return own
    stem = PurePath(file_name).stem.replace("_", " ").replace("-", " ").strip()
    return stem or (headings[0] if headings else "Dokument")


def read_cover(text: str, headings: Sequence[str]) -> list[str]:
    """The line of the first page that names a kind of document, where the first heading is a chapter's."""
    if headings and TITLE_WORD.search(headings[0]):
        return []
    lines = [line.strip(" #*") for line in text[:HEAD].splitlines() if line.strip(" #*")][:COVER]
    before = lines[: next((i for i, line in enumerate(lines) if headings and line == headings[0]), COVER)]
    return [line for line in before if TITLE_WORD.search(line) and not is_finished(line) and not is_particulars(line) and len(line) < 120][
        :1
    ]


def find_issuer(text: str, first_heading: str) -> str | None:
    """Who issued it: an office that signs the head, else the municipality or region named most, and not only as a place."""
    letterhead = text[: max(text.find(first_heading), 0)] if first_heading else ""
    office = OFFICE.search(letterhead[-HEAD:])
    counts: dict[str, float] = defaultdict(float)
    for match in ISSUERS.finditer(text):
        name = re.sub(r"(stad|kommun)s$", r"\1", " ".join(match[0].split()))
        before = text[max(match.start() - 40, 0) : match.start()]
        if name.split()[0].casefold() not in PLACES_NOT:
            counts[name] += 0.1 if AS_PLACE.search(before) else 6 if SIGNING.search(before) else 3 if match.start() < len(letterhead) else 1
    if office and not any(name in letterhead for name in counts):
        return office["office"]
    best = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=None)
    if best is not None and best[1] > 0:
        return best[0]
    domain = DOMAIN.search(text)
    return domain[1] if domain else None


def find_date(text: str) -> str | None:
    """The document's own date: beside a word that says so, else in its first lines."""
    dates = [(match.start(), f"{match[1]}-{match[2]}-{match[3]}") for match in ISO.finditer(text)]
    for match in LONG_DATE.finditer(text):
        month = MONTHS[match[2].casefold()[:3]]
        if 1 <= int(match[1]) <= 31:
            dates.append((match.start(), f"{match[3]}-{month:02d}-{int(match[1]):02d}"))
    for at, date in sorted(dates):
        if DATE_CUE.search(text[max(at - 60, 0) : at]) and (at < HEAD or at > len(text) - TAIL):
            return date
    early = [date for at, date in sorted(dates) if at < HEAD / 3]
    return early[0] if early else None


def find_validity(title: str, flat: str) -> tuple[str | None, str | None]:
    """First and last day that it holds, from "gäller ..." or the years of its title."""
    for match in (*VALID.finditer(flat), *YEARS.finditer(title), *YEARS.finditer(flat[:400])):
        start, end = match[1], match[2]
        if end is None or start <= end:
            return f"{start}-01-01", f"{end}-12-31" if end else None
    return None, None


def find_diary(text: str) -> str | None:
    """The diary number: beside its label, else one in the head."""
    match = LABELLED_DIARY.search(text) or DIARY.search(text[:HEAD])
    return " ".join(match[1].split()) if match else None


def find_status(kind: str | None, headings: Sequence[str], flat: str) -> Standing:
    """Its standing as the text itself tells it."""
    if kind in {"tjänsteutlåtande", "tjänsteskrivelse"}:
        return "förslag"
    head = flat[:HEAD]
    if REPEALED.search(head):
        return "upphävd"
    if kind == "beslut" or DECIDED.search(flat):
        return "beslutad"
    return "förslag" if PROPOSING.search(head) or any(fold(h).startswith("forslag till") for h in headings[:2]) else "okänd"


def part_of(kind: str | None) -> PartKind:
    """The part that a file of one document is."""
    if kind in PARTS:
        return PARTS[kind]
    return "plan" if kind and kind.endswith(PLANS) else "dokument"
