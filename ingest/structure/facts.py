"""Text of a document -> what it is: title, issuer, kind, date, validity, diary number, standing.

In: the repaired text, the outline's headings, the file's name and the title its metadata gives. Out: a Document. What the text does
not tell stays None. Knows Swedish office forms; knows nothing of any one authority.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from corpus.records import Document, PartKind, Source
from ingest.structure.standing import HEAD, find_date, find_status, find_validity
from ingest.structure.wording import TITLE_WORD, count_words, fold, is_finished, is_particulars

COLUMN_GAP = re.compile(r"\s{3,}")
BULLETED = re.compile(r"\s*(?:[•·▪■●–—+-]|\*\s|\|)")
MAX_REST = 220  # characters of a title that follow its first word
WHOSE = re.compile(r"(?:[A-ZÅÄÖ][\wåäö-]+ ){1,2}(?:kommun|stad)|Region(?: [A-ZÅÄÖ][\wåäö-]+){1,2}", re.IGNORECASE)
COVER = 8  # lines of a first page among which a title stands
LABELLED_DIARY = re.compile(
    r"\b(?i:dnr|diarie-?(?:nummer|nr)|ärende-?(?:nummer|nr)|arende-?(?:nummer|nr))\b[\s.:|]*"
    r"((?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,7}[\s/-]?)?(?:\d+(?:\.\d+)+-)?\d{2,6}[-/:.]\d+(?:[-/:.]\d+)*)"
)
DIARY = re.compile(r"\b([A-ZÅÄÖ]{2,6}[\s-]?(?:19|20)\d\d[/-]\d{1,6})(?!\d|-\d)")
ANOTHER = re.compile(r"\b(?:ersätt|se även|upphäv)", re.IGNORECASE)  # a number of the document that replaces this one
ISO = re.compile(r"\d{4}-\d\d-\d\d")
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
FIRST = r"(?:(?:Östra|Västra|Norra|Södra|Övre|Nedre|Lilla|Stora|Upplands|Nya|Gamla)\s)?"  # words that names of places begin with
ISSUERS = re.compile(
    rf"\b(?P<place>{FIRST}{NAME}s?\s(?:stads?|kommuns?))\b|\b(?P<region>Region(?:en)?\s(?:{NAME})(?:\s(?:län|Götaland))?)\b|\b(?P<county>Länsstyrelsen(?:\si\s{NAME}(?:\slän)?)?)"
)
OFFICE = re.compile(
    r"^(?P<office>[A-ZÅÄÖ][\wåäö-]*(?:\s(?:och|-)\s?[\wåäö-]+)?(?:förvaltningen|forvaltningen|nämnden|kontoret|styrelsen))[ \t]*$",
    re.MULTILINE,
)
BODY = r"[\wåäö-]*(?:förvaltningen|nämnden|kontoret|styrelsen|fullmäktige|avdelningen)"
ANSWERING = re.compile(
    rf"\b(?:dokumentansvarig|dokumentägare|ansvarig(?:t)?(?:\s(?:nämnd|förvaltning|organ))?|avsändare|utgivare)\s*[:|]\s*(?P<office>{BODY})\b",
    re.IGNORECASE,
)
DECIDING = re.compile(rf"\b(?:antag(?:en|et|na)|beslut(?:ad|at)|fastställ(?:d|t|da))\s+(?:av|i)\s+(?P<office>{BODY})\b", re.IGNORECASE)
SHOUTED = re.compile(  # in a page head: "KVARNBY KOMMUN", "REGION SKÄRLAND"
    r"\b(?!(?:OCH|SAMT|MED|FÖR|VÅR|DIN|HELA)\b)(?P<name>[A-ZÅÄÖ]{3,}(?:-[A-ZÅÄÖ]{3,})?)\s(?P<form>KOMMUN|STAD)\b|"
    r"^\W*REGION\s(?!(?:OCH|SAMT|MED|FÖR)\b)(?P<region>[A-ZÅÄÖ-]{3,})\b",
    re.MULTILINE,
)
NAMED_PLACE = re.compile(rf"(?:\b(?:för|i)|(?:plan|program|strategi|policy))\s(?P<name>{NAME})(?=\s\d|\s*$)")
SIDES = {  # who decides -> what the issuer then is called
    "kommun": re.compile(r"\bkommun(?:fullmäktige|styrelsen)\b", re.IGNORECASE),
    "region": re.compile(r"\bregion(?:fullmäktige|styrelsen)\b", re.IGNORECASE),
}
COUNCIL = re.compile(r"\bkommun(?:fullmäktige|styrelsen)\b", re.IGNORECASE)
DOMAIN = re.compile(r"\b(?:https?://)?(?:www\.)?([a-z0-9-]{3,})\.se\b")
AS_PLACE = re.compile(r"\b(?:i|inom|hela)\s+$", re.IGNORECASE)  # "i Kiruna kommun" names a place, not an issuer
OTHER_SIDE = 0.01  # weight of one that the deciding council does not belong to
TITLED = 6  # times named that a title counts
SIGNING = re.compile(r"\b(?:ordförande|direktör|chef|sekreterare)\s+(?:för|i|på)\s+$", re.IGNORECASE)
PLACES_NOT = frozenset(
    "stadens kommunens sveriges varje respektive alla samtliga denna annan någon ingen hela vår er".split()  # noqa: SIM905
)
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
        status=find_status(kind, headings, text),
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
    for heading in [*cover, *headings[:3]]:
        if WHOSE.fullmatch(heading.strip()):
            continue  # a page head set large
        if not POOR_TITLES.match(heading) and (count_words(heading) >= 2 or TITLE_WORD.search(heading)):
            return go_on(heading, text)
    flat = " ".join(text.split())
    if named := NAMED_PLAN.search(flat):
        return named[1].strip()
    if own:
        return own
    stem = PurePath(file_name).stem.replace("_", " ").replace("-", " ").strip()
    return stem or (headings[0] if headings else "Dokument")


def go_on(title: str, text: str) -> str:
    """A title of one word with the lines below that say between whom or on what: "AVTAL", "mellan Region Vik och länets kommuner"."""
    if " " in title.strip():
        return title
    found = re.search(
        rf"^[#*\s]*{re.escape(title)}[*\s]*\n\s*(?P<rest>(?:mellan|om|för|avseende|gällande|angående)\b(?:[^\n]+\n?){{1,4}})",
        text[:HEAD],
        re.M,
    )
    rest = " ".join(found["rest"].split()) if found else ""
    return f"{title.capitalize()} {rest}" if rest and len(rest) <= MAX_REST and not rest.endswith(".") else title


def read_cover(text: str, headings: Sequence[str]) -> list[str]:
    """The line of the first page that names a kind of document, where the first heading is a chapter's."""
    if headings and TITLE_WORD.search(headings[0]):
        return []
    cells = (COLUMN_GAP.split(line.strip(" #*"))[0] for line in text[:HEAD].splitlines() if not BULLETED.match(line))
    lines = [cell for cell in cells if cell][:COVER]
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
    for match in ISSUERS.finditer(first_heading):  # a plan's own title tells whose it is, also as "i Kiruna kommun"
        counts[re.sub(r"(stad|kommun)s$", r"\1", " ".join(match[0].split()))] += TITLED
    for name in weigh_down(counts, text):
        counts[name] *= OTHER_SIDE
    shouted = find_shouted(letterhead)
    if office and not any(name in letterhead for name in counts):
        return shouted or office["office"]
    if shouted:
        counts[shouted] += TITLED
    best = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=None)
    if best is not None and best[1] > 0:
        return best[0]
    return find_body(text, first_heading)


def weigh_down(names: Iterable[str], text: str) -> list[str]:
    """The regions of a text that only a municipality's council decides, or the other way about: named as those one works with."""
    told = {side for side, pattern in SIDES.items() if pattern.search(text)}
    if len(told) != 1:
        return []
    regional = told == {"region"}
    return [name for name in names if name.startswith("Region") != regional]


def find_shouted(head: str) -> str | None:
    """The municipality or region that a page head names in capitals, in the letters it is written with."""
    found = SHOUTED.search(head)
    if found is None:
        return None
    if found["region"]:
        return f"Region {found['region'].title()}"
    return f"{found['name'].title()} {found['form'].casefold()}"


def find_body(text: str, title: str) -> str | None:
    """Who issued it where no municipality or region is named in full: the place of a title, who answers for it, who decided it."""
    head = text[:HEAD]
    if shouted := find_shouted(head):
        return shouted
    place = NAMED_PLACE.search(title)
    if place and COUNCIL.search(text):
        return place["name"]
    if told := ANSWERING.search(head) or DECIDING.search(head):
        return told["office"][:1].upper() + told["office"][1:]
    domain = DOMAIN.search(text)
    return domain[1] if domain else None


def find_diary(text: str) -> str | None:
    """The diary number: beside its label, else one in the head."""
    for match in (*LABELLED_DIARY.finditer(text), *DIARY.finditer(text[:HEAD])):
        if not ISO.fullmatch(match[1]) and not ANOTHER.search(text[text.rfind("\n", 0, match.start()) + 1 : match.start()]):
            return " ".join(match[1].split())
    return None


def part_of(kind: str | None) -> PartKind:
    """The part that a file of one document is."""
    if kind in PARTS:
        return PARTS[kind]
    return "plan" if kind and kind.endswith(PLANS) else "dokument"
