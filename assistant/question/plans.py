"""Which documents a question names: "stadens plan", "länets", a municipality, a title, a diary number.

In: a question and the documents of the collection. Out: their ids and the question's spans that named them.
Knows only what the documents' own facts say (issuer, title, kind, diary number); no name of any plan is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from assistant.question.mentions import Holders, find_called, find_mentions
from assistant.question.words import PLAIN, fold, read_words, stem
from corpus.lexicon import load_lexicon
from corpus.records import Document, Span

# words for the kind of body that issues a plan -> how such a body's name or a plan's title shows it
LEVELS: tuple[tuple[str, str], ...] = (
    (r"(?:stadens?|stans?)", r"\bstad(?:en)?s?\b"),
    (r"kommunens?", r"\bkommun(?:en)?s?\b|\bstad(?:en)?s?\b"),
    (r"(?:lanets?|lansgemensam\w*|lansovergripande)", r"\blan(?:et)?s?\b|\bregion(?:en)?s?\b|\blansovergripande\b"),
    (r"(?:regionens?|regionala)", r"\bregion(?:en)?s?\b|\blan(?:et)?s?\b"),
    (r"(?:nationella|statliga|rikets)", r"\bnationell\w*\b|\bregeringen\w*\b"),
)
PLAN = (
    r"(?:\w*plan(?:en|er|erna|ens)?|\w*program(?:met|mets)?|\w*dokument(?:et|en|ets)?|\w*policyn?|"
    r"\w*strategin?|\w*riktlinje(?:r|rna)?|version(?:en)?)"
)
# a level names a plan when it owns one, stands alone with "och …?", or is what speaks: "vad säger staden", "enligt länet", "i länets"
OWNS = r"\b{level}\s+(?:\w+\s+){{0,2}}?{plan}\b"
SPEAKS = (
    r"\b(?:enligt|hos|i|for|vad sager|sager|skriver|och|men|da|utifran)\s+(?:den\s+)?{level}(?=\s*(?:$|"
    r"[?.,!;]|om\b|sager\b|skriver\b|da\b|och\b|kring\b|plan\b))"
)
MENTIONED = {0, 2}  # levels whose bare mention says where to look: "staden" and "länet" are one each, "kommunen" may be any
COMPOUND = r"\b{stem}\w*plan(?:en|ens|er|erna)?\b"
STEMS = {0: "stads", 1: "kommun", 2: "lans", 3: "region"}
DIARY = re.compile(r"\b(?:(?P<unit>[^\W\d_]{2,5})[\s.:]*)?(?P<year>(?:19|20)\d\d)\s*[/:-]\s*(?P<serial>\d{1,6})\b(?![-/]\d)")
SAYS_DIARY = re.compile(r"\b(?:dnr|diarienr|diarienummer\w*)[\s.:]*(?:\w{2,5}[\s.:]*)?$", re.IGNORECASE)
# an edition named by its year: "planen från 2021", "2021 års plan", "programmet 2021–2024"
EDITION = re.compile(
    rf"\b{PLAN} (?:(?:som (?:antogs|galler|gallde)|fran(?: ar)?|av|for(?: aren)?|antagen|beslutad) )?(?P<after>(?:19|20)\d\d)\b"
    rf"|\b(?P<before>(?:19|20)\d\d) ars {PLAN}\b"
)
GENERIC_TITLE = read_words("titles.txt")
COMPARES = re.compile(
    r"\b(?:jamfor\w*|respektive|skillnad\w*|skiljer|bada|bade|likadant|lika|mot|precis som)\b|\boch (?:vad|hur|i|enligt)\b"
)
# a text of a board's, or to it: "vård- och omsorgsnämndens ärende", "utlåtandet till kommunstyrelsen"
BOARD = r"(?P<name>(?:[a-z]+- och )?[a-z]{4,}?)(?P<sort>namnd|styrelse)(?:en|n)"
BOARD_TEXT = r"\w*(?:arende|utlatande|beslut|forslag|skrivelse|handling|underlag|dokument)"
OF_BOARD = (re.compile(rf"\b{BOARD}s {BOARD_TEXT}\w*"), re.compile(rf"\b{BOARD_TEXT}(?:et|t|en|n)? (?:till|i|fran|for) {BOARD}\b"))
COMMON_WORD = 10.0  # log2 count in 15 million words from which letters are a word, not a board
SORT = r"(?:plan|program|strategi|policy|riktlinje|reglemente|overenskommelse|avtal)"
ENDING = r"(?:en|ens|n|ns|m?et|m?ets|s|er|erna|ernas|r|rna|rnas)?"
OWN_PLAN = re.compile(rf"\b[\w-]{{4,}}{SORT}\b")  # a compound that tells what a plan is for
PLAN_ABOUT = re.compile(rf"\b[\w-]*{SORT}(?:en|et|erna|n)s? (?:for|mot|om|kring) (?P<subject>\w{{4,}})\b")  # "planen mot våld"
PLAN_FOR = re.compile(rf"\b(?P<subject>[\w-]{{4,}}?)[s-]?{SORT}{ENDING}\b")  # "suicidpreventionsplanen": a plan for suicide prevention
MIN_NAME = 4  # letters; a shorter word of a title or issuer names nothing by itself
KEPT_NAMES = 10_000  # issuers with titles whose names are remembered
KIND_WORDS = (
    "tjansteutlatande",
    "overenskommelse",
    "arsrapport",
    "policy",
    "riktlinje",
    "avtal",
    "arsredovisning",
    "program",
    "strategi",
    "protokoll",
    "rutin",
)
SAME_KIND = {"avtal": "overenskommelse"}  # what people call a kind of document that has another name


@dataclass(frozen=True, slots=True)
class Named:
    """What the question is limited to; `documents` is None when it names none, `spans` are the words that did."""

    documents: tuple[str, ...] | None = None
    spans: tuple[Span, ...] = ()
    unknown: str | None = None  # a diary number that no document of the collection has
    loose: bool = False  # named in passing ("i länet", "stadens anställda"): looked in first, but not last
    inside: tuple[Span, ...] = ()  # names that only these documents speak of, a street or a system: where to look, and what to look for


def describe(document: Document) -> str:
    """What a document says of itself, folded, to look names up in."""
    return fold(" ".join(part for part in (document.title, document.issuer, document.kind) if part))


def find_diary(question: str, documents: Sequence[Document]) -> Named | None:
    """The documents whose diary number the question gives, with or without unit, "dnr" and leading zeros."""
    for found in DIARY.finditer(question):
        numbered = [one for one in documents if same_number(found, DIARY.search(one.diary_number or ""))]
        unit = fold(found["unit"] or "")
        of_unit = [one for one in numbered if unit and fold(one.diary_number or "").startswith(unit)]
        if of_unit or numbered:
            return Named(tuple(one.id for one in of_unit or numbered), (found.span(),))
        if SAYS_DIARY.search(question[: found.start("year")]) or (found["unit"] or "").isupper():
            return Named(None, (found.span(),), found.group().strip())
    return None


def same_number(one: re.Match[str], other: re.Match[str] | None) -> bool:
    """Whether two diary numbers have the same year and serial number."""
    return other is not None and one["year"] == other["year"] and one["serial"].lstrip("0") == other["serial"].lstrip("0")


def find_levels(folded: str, documents: Sequence[Document]) -> list[tuple[tuple[str, ...], Span, bool]]:
    """Levels of government that own a plan in the question, or are mentioned: documents issued there, span, whether only mentioned."""
    out = []
    for index, (level, issued) in enumerate(LEVELS):
        owning = [OWNS.format(level=level, plan=PLAN)] + ([COMPOUND.format(stem=STEMS[index])] if index in STEMS else [])
        found = next((one for pattern in owning if (one := re.search(pattern, folded))), None)
        speaking = re.search(SPEAKS.format(level=level), folded) or (re.search(rf"\b{level}\b", folded) if index in MENTIONED else None)
        if found or speaking:
            ids = tuple(document.id for document in documents if is_issued_at(document, issued))
            out.append((ids, (found or speaking).span(), not found))  # type: ignore[union-attr]
    return out


def is_issued_at(document: Document, pattern: str) -> bool:
    """Whether the document's issuer, or its title where no issuer is known, is of that level."""
    if document.issuer:
        return bool(re.search(pattern, fold(document.issuer)))
    return bool(re.search(pattern, fold(document.title)))


def name_words(document: Document) -> frozenset[str]:
    """The words of a document's issuer that can name it: proper names, also in the genitive."""
    return read_names(document.issuer or "", document.title)


@lru_cache(maxsize=KEPT_NAMES)
def read_names(issuer: str, title: str) -> frozenset[str]:
    """The same of an issuer and a title."""
    names = re.findall(r"\b[A-ZÅÄÖ][\wåäö]+", issuer) + re.findall(r"(?<=\S\s)[A-ZÅÄÖ][\wåäö]+", title)
    return frozenset(fold(name).removesuffix("s") for name in names if len(name) >= MIN_NAME and fold(name) not in GENERIC_TITLE)


def find_names(folded: str, documents: Sequence[Document]) -> list[tuple[tuple[str, ...], Span]]:
    """Municipalities, regions and other proper names in the question, with the documents that bear them."""
    out = []
    bearers: dict[str, list[str]] = {}
    for document in documents:
        for name in name_words(document):
            bearers.setdefault(name, []).append(document.id)
    for found in re.finditer(r"\w+", folded):
        ids = bearers.get(found.group().removesuffix("s")) or bearers.get(found.group())
        if ids and len(ids) < len(documents):
            out.append((tuple(ids), found.span()))
    return out


def find_year(folded: str, documents: Sequence[Document]) -> tuple[tuple[str, ...], Span] | None:
    """The editions that a question names by their year, when others are of other years; with the words that did."""
    found = EDITION.search(folded)
    if found is None:
        return None
    year = found["after"] or found["before"]
    ids = tuple(one.id for one in documents if year in {(day or "")[:4] for day in (one.date, one.valid_from)})
    return (ids, found.span()) if ids and len(ids) < len(documents) else None


def find_kinds(folded: str, documents: Sequence[Document]) -> list[tuple[tuple[str, ...], Span]]:
    """Kinds of document named in the definite form: "tjänsteutlåtandet", "årsrapporten"."""
    out = []
    for word in KIND_WORDS:
        found = re.search(rf"\b{word}(?:et|en|n|t)s?\b|(?<=s ){word}\b", folded) if word in folded else None
        if found is None:
            continue
        of_kind = [fold(document.kind or "") for document in documents]
        sought = word if any(kind.startswith(word) for kind in of_kind) else SAME_KIND.get(word, word)
        ids = tuple(document.id for document, kind in zip(documents, of_kind, strict=True) if kind.startswith(sought))
        if ids and len(ids) < len(documents):
            out.append((ids, found.span()))
    return out


def find_compounds(folded: str, documents: Sequence[Document]) -> list[tuple[tuple[str, ...], Span]]:
    """Titles named by a compound: their own ("biblioteksplanen" is "Biblioteksplan"), or the subject of a plan ("Plan för bibliotek")."""
    bearers: dict[str, list[str]] = {}
    for document in documents:
        for word in dict.fromkeys(OWN_PLAN.findall(fold(document.title))):
            if word not in PLAIN:
                bearers.setdefault(word, []).append(document.id)
    out: list[tuple[tuple[str, ...], Span]] = []
    for word, ids in bearers.items():
        found = re.search(rf"\b{word}{ENDING}\b", folded) if len(ids) < len(documents) else None
        if found:
            out.append((tuple(ids), found.span()))
    return out + [row for row in find_subjects(folded, documents) if not covered(row[1], out)]


def find_subjects(folded: str, documents: Sequence[Document]) -> Iterable[tuple[tuple[str, ...], Span]]:
    """A subject and a sort of plan, in one word or as "planen mot våld", with the documents of a title that has both."""
    for found in chain(PLAN_FOR.finditer(folded), PLAN_ABOUT.finditer(folded)):
        subjects = {stem(found["subject"]), stem(f"{found['subject']}s")}  # "badhusstrategin": the s is of the subject, or joins
        titled = (one for one in documents if re.search(SORT, fold(one.title)) or re.search(SORT, fold(one.kind or "")))
        ids = tuple(one.id for one in titled if subjects & {stem(word) for word in re.findall(r"\w+", one.title)})
        if ids and len(ids) < len(documents):
            yield ids, found.span()


def list_units(documents: Sequence[Document]) -> dict[str, list[str]]:
    """The documents of each board by the letters of its diary numbers, folded."""
    units: dict[str, list[str]] = {}
    for document in documents:
        own = DIARY.search(document.diary_number or "")
        if own and own["unit"]:
            units.setdefault(fold(own["unit"]), []).append(document.id)
    return units


def find_boards(folded: str, documents: Sequence[Document]) -> list[tuple[tuple[str, ...], Span]]:
    """Texts named by the board that they are of or for, which their diary number has the letters of: "vård- och omsorgsnämnden" is VON."""
    units = list_units(documents)
    found = ((one, spell_board(one["name"], one["sort"])) for pattern in OF_BOARD for one in pattern.finditer(folded))
    rows = [(tuple(units[letters]), one.span()) for one, spelt in found for letters in spelt if letters in units]
    return [row for row in rows if len(row[0]) < len(documents)]


def spell_board(name: str, sort: str) -> tuple[str, ...]:
    """The letters that a board goes by: its initials, or two letters of a single word and one."""
    parts = [part for part in re.findall(r"[a-z]+", name) if part != "och"]
    initials = "".join(part[0] for part in parts) + sort[0]
    return (initials, parts[0][:2] + sort[0]) if len(parts) == 1 else (initials,)


def find_units(question: str, documents: Sequence[Document]) -> list[tuple[tuple[str, ...], Span]]:
    """Boards named by the letters of their diary numbers ("till SoN"), unless the letters are a common word."""
    units = list_units(documents)
    out: list[tuple[tuple[str, ...], Span]] = []
    for found in re.finditer(r"\w+", question):
        ids = units.get(fold(found.group()))
        if (
            ids
            and len(ids) < len(documents)
            and (found.group()[1:].isupper() or load_lexicon().frequency(found.group().lower()) < COMMON_WORD)
        ):
            out.append((tuple(ids), found.span()))
    return out


def find_issuers(folded: str, documents: Sequence[Document]) -> list[tuple[tuple[str, ...], Span]]:
    """Issuers of several words written out in the question: "Region Mitt" is one name, not whatever else is called Mitt."""
    out = []
    for issuer in dict.fromkeys(document.issuer for document in documents if document.issuer and " " in document.issuer):
        found = re.search(rf"\b{re.escape(fold(issuer))}s?\b", folded)
        if found:
            out.append((tuple(document.id for document in documents if document.issuer == issuer), found.span()))
    return out


def find_titles(folded: str, documents: Sequence[Document]) -> list[tuple[tuple[str, ...], Span]]:
    """Whole titles, or ids, written out in the question."""
    out: list[tuple[tuple[str, ...], Span]] = []
    for document in documents:
        for name in (fold(document.title), fold(document.id)):
            at = folded.find(name) if len(name) > 2 * MIN_NAME else -1
            if at >= 0:
                out.append(((document.id,), (at, at + len(name))))
                break
    return out


def name_documents(question: str, documents: Sequence[Document], holders: Holders | None = None) -> Named:
    """The documents that the question names, of the year that it gives with them. `holders` tells who has a word in the text."""
    named = name_plans(question, documents)
    called = find_called(question, holders) if holders and not named.unknown and (named.loose or not named.documents) else None
    if called and len(documents) > 1:
        named = Named(called[0], (called[1],))
    if holders and not named.unknown:
        named = add_mentions(named, find_mentions(question, named.spans, holders, len(documents)), documents)
    of_year = None if named.unknown else find_year(fold(question), documents)
    if of_year is None:
        return named
    ids, span = of_year
    both = ids if named.documents is None or named.loose else tuple(one for one in named.documents if one in ids)
    return Named(both, (*named.spans, span), inside=named.inside) if both else named


def add_mentions(named: Named, rows: Sequence[tuple[tuple[str, ...], Span]], documents: Sequence[Document]) -> Named:
    """What the question names, with the names that only some documents speak of: as a choice of its own, or beside plans named."""
    sure = set(named.documents or ()) if not named.loose else set()
    beside = [row for row in rows if not sure & set(row[0])]
    if not rows or (sure and not beside):
        return named
    both = set.intersection(*(set(ids) for ids, _ in beside)) if not sure else set()
    ids = order(sure | (both or {name for ids, _ in beside for name in ids}), documents)
    return Named(ids, named.spans, inside=tuple(span for _, span in beside)) if len(ids) < len(documents) else named


def name_plans(question: str, documents: Sequence[Document]) -> Named:
    """The documents that the question names, years apart. Two plans named: both; a name within another's scope narrows it."""
    if not documents:
        return Named()
    by_diary = find_diary(question, documents)
    if by_diary is not None:
        return by_diary
    folded = fold(question)
    titles = find_titles(folded, documents)
    if titles:
        return Named(unite(titles, documents), tuple(span for _, span in titles))
    every = [row for row in find_levels(folded, documents) if row[0]]
    owned = [row for row in every if not row[2]]
    narrows = len(owned) == 1 and len(every) > 1 and not COMPARES.search(folded)
    levels = [(ids, span) for ids, span, _ in (owned if narrows else every)]
    loose = bool(every) and not owned
    issuers = find_issuers(folded, documents)
    compounds = [row for row in find_compounds(folded, documents) if not covered(row[1], levels + issuers)]
    by_name = find_names(folded, documents) + find_units(question, documents) + find_boards(folded, documents)
    names = [row for row in by_name if not covered(row[1], levels + issuers + compounds)] + issuers
    kinds = [row for row in find_kinds(folded, documents) if not covered(row[1], levels + compounds)]
    others = narrow(names, compounds + kinds)
    if len(levels) == 1 and others:
        both = set(levels[0][0]) & {name for ids, _ in others for name in ids}
        if both:
            return Named(order(both, documents), tuple(span for _, span in levels + others))
    rows = levels or others
    return Named(unite(rows, documents), tuple(span for _, span in rows), loose=loose) if rows else Named()


def narrow(names: list[tuple[tuple[str, ...], Span]], kinds: list[tuple[tuple[str, ...], Span]]) -> list[tuple[tuple[str, ...], Span]]:
    """Names and kinds together: the documents that have both, when there are such."""
    both = {one for ids, _ in names for one in ids} & {one for ids, _ in kinds for one in ids}
    return [(tuple(one for one in ids if not both or one in both), span) for ids, span in names + kinds]


def covered(span: Span, rows: Iterable[tuple[tuple[str, ...], Span]]) -> bool:
    """Whether a span lies within one already found."""
    return any(start <= span[0] and span[1] <= end for _, (start, end) in rows)


def order(ids: Iterable[str], documents: Sequence[Document]) -> tuple[str, ...]:
    """The ids in the collection's order."""
    wanted = set(ids)
    return tuple(document.id for document in documents if document.id in wanted)


def unite(rows: Sequence[tuple[tuple[str, ...], Span]], documents: Sequence[Document]) -> tuple[str, ...] | None:
    """All documents named, or None when that is every one."""
    ids = order({name for found, _ in rows for name in found}, documents)
    return ids if ids and len(ids) < len(documents) else None
