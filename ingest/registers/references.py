"""Sections -> where the document points elsewhere: laws, inquiries, agreements, programmes, yearly plans, enclosures, addresses.

In: the sections of a document in reading order. Out: references, each with the words that point and a clean name of what is pointed at;
the same target once a section. Whether a document of the collection is meant is told elsewhere. Knows how Swedish offices name documents.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.records import OPINION_PARTS, Reference, Section, Span
from corpus.sentences import split_sentences
from ingest.registers.finite import FINITE
from ingest.registers.verbs import AUXILIARIES, FORMS, MODALS, tokenize

VERSION = "3"  # raised when the same sections give other references

KINDS = (
    r"plan|program|strategi|policy|riktlinje|överenskommelse|avtal|reglemente|delegationsordning|vägledning|rutin|styrdokument|agenda"
    r"|konvention|färdplan|målbild|budget|utredning|betänkande|termbank|anvisning|föreskrift|handlingsprogram|lagstiftning"
)
ENDING = r"(?:en|n|et|t|er|erna|ar|arna|r|rna|na|or|orna|s|ens|ets|ernas)?"
OWNER = (
    r"(?:den|det|de|en|ett|denna|detta|årliga?|årligt|lokala?|regionala?|nationella?|gemensamma?|länsgemensamma?|länsövergripande"
    r"|särskilda?"
    r"|övergripande|befintliga?|gällande|kommunövergripande|stadsgemensamma?|ordinarie|långsiktiga?|beslutade|politiska?|nya|ny|planerade"
    r"|[^\W\d_]{3,}s)"
)
WORD = rf"(?P<word>[^\W\d_]*(?:{KINDS}){ENDING})(?![\w-])"
ABOUT = r"(?P<about> (?:för|om|mot|mellan|gällande|kring|avseende) [^.;:()\n”\"]{2,120})?"
DOCUMENT = re.compile(rf"(?P<owner>\b(?:{OWNER} ){{0,4}})\b{WORD}{ABOUT}(?P<short> \([A-ZÅÄÖ]{{2,6}}\))?", re.I)
YEAR = re.compile(r",? ?(?:perioden )?(?:19|20)\d\d(?: ?[–-] ?(?:19|20)?\d\d)?")
POINTS = re.compile(
    r"\b(?:enligt|i enlighet med|med stöd av|med utgångspunkt (?:i|från)|utifrån|utgår från|bygger på|i linje med|hänvisas till|följer av"
    r"|framgår av|regleras (?:i|genom)|styrs av|beskrivs (?:\w+ ){0,3}?i|beskrivning i|finns i|återfinns i|anges i|lyfts i|konkretiseras"
    r"(?: i| genom)?|realiseras genom|preciseras i"
    r"|kompletteras (?:av|med)|inom ramen för|följer|utgångspunkt i|verkställande av|underlag till"
    r"|hänsyn till|relaterar till|kopplad till|se(?: även| också)?|i form av|framtagande av|en del av|utöver|omfattas av|grundas på)"
    r" (?:\w+ ){0,4}?$",
    re.I,
)
YEARLY = re.compile(r"\bårlig\w*\s", re.I)
ADDRESS = re.compile(
    r"https?://[^\s)>\]]+|\bwww\.[^\s)>\]]+|\b[a-z0-9-]{3,63}(?:\.[a-z0-9-]{1,63}){0,9}\.(?:se|eu|org|nu)\b(?:/[^\s)>\]]*)?"
)
NUMBER = re.compile(
    r"\b(?:SOU|Ds|SFS|LSFS|SOSFS|HSLF-FS|AFS|SKOLFS|[Dd]ir\.?|[Pp]rop\.?|[Pp]roposition|[Ss]kr\.?|[Bb]et\.?|[Rr]skr\.?)"
    r" ?\d{4}(?:/\d{2,4})?[:/]\d+"
)
LAW_NAME = r"[^\W\d_]{3,}(?:lagen|förordningen|balken|konventionen)"
NUMBERED = r"(?: ?\((?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,6}|(?:SFS )?\d{4}:\d+)\))"
LAW = re.compile(
    rf"\b(?:[^\W\d_]+- (?:och|samt) )?{LAW_NAME}\b{NUMBERED}?"
    rf"|\b[Ll]ag(?:en)?{NUMBERED}? om (?:(?!ska\b|är\b|har\b|som\b|kan\b|bör\b|gäller\b|innebär\b)[^\W\d_-]+-?,? ?){{1,12}}{NUMBERED}?"
    rf"|\b[Ff]örordning(?:en)?{NUMBERED}? om (?:(?!ska\b|är\b|har\b|som\b)[^\W\d_-]+-?,? ?){{1,12}}{NUMBERED}?"
)
ENCLOSURE = re.compile(r"\b[Bb]ilaga (?:\d+(?:\.\d+)?|[A-Z])\b")
QUOTED = re.compile(rf"[”\"“](?P<name>[^”\"“\n]{{0,100}}(?:{KINDS}){ENDING}\b[^”\"“\n]{{0,100}})[”\"“]", re.I)
LISTED = re.compile(r"^(?:bilagor?|handlingar|referenser?|källor|underlag|relaterade (?:dokument|styrdokument)|styrande dokument)\b", re.I)
NO_LAW = re.compile(
    r"(?:^|\b)(?:grundlagen|anlagen|underlagen|förslagen|uppslagen|inlagen|avslagen|bolagen|anslagen|beslagen|omslagen"
    r"|[^\W\d_]*(?:arbets|vård|lärar|hemtjänst)lagen)\b",
    re.I,
)
# what a line of a list of enclosures names
ENCLOSED = re.compile(
    rf"(?:{KINDS}|utlåtande|yttrande|rapport|protokoll|skrivelse|beslut|karta|blankett|remiss|sammanställning|analys){ENDING}\b", re.I
)
# what a document calls itself, and words that name a kind of text without telling which
OWN = re.compile(
    rf"^(?:(?:den|det|de|denna|detta|en|ett|hela|gemensamma|föreliggande|nya|ny|lokala?|långsiktiga|beslutade)\s+)*"
    rf"(?:handlings|tid|verksamhets)?(?:{KINDS}){ENDING}$",
    re.I,
)
NO_KIND = re.compile(
    r"^(?:planerna|strategisk\w*|budget(?:en|ar)?|strategier|rutiner|avtalen|policyer|styrdokument|utredning(?:en|ar)?)$", re.I
)
LEADING = re.compile(r"^(?:(?:den|det|de|en|ett|dessa|beslutade|befintliga?|gällande|planerade|nya?)\s+)+", re.I)
SELF = re.compile(
    r"\b(?:vår|denna|detta|föreliggande|ta fram (?:en|ett|förslag till)|framtagande av (?:en|ett)|tagit fram (?:en|ett))\s+$", re.I
)
HANGING = re.compile(
    r"(?:[\s,]+(?:och|samt|i|på|för|om|med|av|till|under|där|vid|från|inom|utifrån|eller|liksom|det|den|att|hur|hos|även|sig|avser))+$",
    re.I,
)
CUT = re.compile(  # where a name ends: a comma that begins no list, another document, a pronoun
    rf", (?!\w+ (?:och|samt) \w+)|,(?! )| (?:och|samt|eller) (?:(?:i|den|det|de|till|med|av|för)\b|[^\W\d_]*(?:{KINDS}){ENDING}\b)"
    r"| (?:vi|man|de|den|vilka?)\b",
    re.I,
)
MAX_TARGET = 140  # characters: longer is a sentence, no name
LOOK_BACK = 70  # characters before a name that may hold the words that point


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that point elsewhere, at text[start:end]."""

    start: int
    end: int
    target: str


def read_references(sections: Sequence[Section]) -> tuple[Reference, ...]:
    """All references of a document in reading order, each target once a section."""
    rows: list[Reference] = []
    for section in sections:
        if section.part in OPINION_PARTS:
            continue
        seen: set[str] = set()
        for pointer in find_pointers(section):
            key = fold_target(pointer.target)
            if key not in seen:
                seen.add(key)
                rows.append(make_reference(section, pointer, len(rows)))
    return tuple(rows)


def find_pointers(section: Section) -> list[Pointer]:
    """The words that point elsewhere, in order and without overlap; the surer forms win."""
    found: list[Pointer] = []  # by place
    forms = (find_listed(section), find_fixed(section.text), find_documents(section))
    for form in forms:
        for pointer in form:
            at = bisect_left(found, pointer.end, key=lambda one: one.start)  # those before begin before its end
            if pointer.target and (at == 0 or found[at - 1].end <= pointer.start):
                found.insert(at, pointer)
    return found


def find_listed(section: Section) -> Iterator[Pointer]:
    """The lines of a list of enclosures or sources."""
    if not LISTED.match(section.heading):
        return
    for line in re.finditer(r"[^\n]+", section.text):
        words = line.group().strip()
        if ENCLOSED.search(words) and len(words) <= MAX_TARGET and not words.endswith(":"):
            yield Pointer(line.start(), line.end(), re.sub(r"^(?:\d+[.)]|[-•])\s+", "", words).strip(" .,"))


def find_fixed(text: str) -> Iterator[Pointer]:
    """Addresses, numbers of official prints, quoted names, laws and enclosures."""
    for pattern in (ADDRESS, NUMBER, QUOTED, LAW, ENCLOSURE):
        for found in pattern.finditer(text):
            words = found.group("name") if pattern is QUOTED else found.group()
            words = clean_target(words.strip(' .,;:”"“'))
            if not (pattern is LAW and NO_LAW.search(words)) and len(words) <= MAX_TARGET:
                end = found.end() if pattern is QUOTED else found.start() + len(found.group().rstrip(" .,;:"))
                yield Pointer(found.start(), end, words)


def find_documents(section: Section) -> Iterator[Pointer]:
    """Documents told by their kind: pointed at by the words before, or with a name of their own. In a footnote a name is enough."""
    text = section.text
    at = 0
    while found := DOCUMENT.search(text, at):
        about = cut_about(found.group("about") or "")
        short = (found.group("short") or "") if about == (found.group("about") or "") else ""
        at = found.end("word") + len(about) + len(short)
        before = text[max(0, found.start() - LOOK_BACK) : found.start()]
        pointed = bool(POINTS.search(before)) or (section.kind == "note" and bool(about) and not found.group("word").endswith("en"))
        words = text[found.start() : at]
        named = is_reference(found.group("owner"), found.group("word"), about, short, pointed)
        if named and not SELF.search(before) and len(words) <= MAX_TARGET:
            yield Pointer(found.start(), at, clean_target(words))


def is_reference(owner: str, word: str, about: str, short: str, pointed: bool) -> bool:
    """Is another document meant, and is it told which one?"""
    if re.match(r"(?:denna|detta|vår)\b", owner, re.I) or NO_KIND.match(word):
        return False
    compound = not OWN.match(word)
    if YEARLY.search(owner) or short:
        return compound or bool(about)
    owned = bool(re.search(r"\w{3,}s $|länsgemensam|länsövergripande|nationell|regional", owner, re.I))
    title = word[:1].isupper() and not word.endswith(("en", "et", "n")) and bool(about)  # "Program för ..." is a name
    return (about != "" and (owned or title)) or (pointed and (compound or owned or about != ""))


def cut_about(about: str) -> str:
    """The words after "för" or "om" up to a comma that begins something else, or a verb."""
    stop = CUT.search(about)
    words = about[: stop.start()] if stop else about
    for token in tokenize(words, (0, len(words))):
        finite = token.low in MODALS or token.low in AUXILIARIES or any(reading.form in FINITE for reading in FORMS.get(token.low, ()))
        if (finite and token.low not in {"för", "inför"}) or token.low in {"som", "att", "där", "liksom", "men", "sedan"}:
            words = words[: token.start]
            break
    return HANGING.sub("", words.rstrip(" ,"))


def clean_target(words: str) -> str:
    """The name without article, hanging words and genitive."""
    name = LEADING.sub("", HANGING.sub("", " ".join(words.split())).strip(" .,;:"))
    return re.sub(r"(?<=en)s$|(?<=et)s$", "", name)


def fold_target(target: str) -> str:
    """A key: targets that differ in case or definiteness are one."""
    return re.sub(r"\([^)]*\)|(?:erna|arna|ens?|ets?|na|n|a|er|ar)\b|\W", "", target.casefold())


def make_reference(section: Section, pointer: Pointer, order: int) -> Reference:
    """The record of a pointer; its quote is the sentence around it."""
    start, end = find_sentence(section.text, pointer)
    return Reference(
        id=f"{section.anchor}#{pointer.start}-{pointer.end}-ref",
        document=section.document,
        anchor=section.anchor,
        start=start,
        end=end,
        quote=section.text[start:end],
        text=section.text[pointer.start : pointer.end],
        target=pointer.target,
        order=order,
    )


def find_sentence(text: str, pointer: Pointer) -> Span:
    """The sentence that holds the pointer."""
    line_start = text.rfind("\n", 0, pointer.start) + 1
    line_end = text.find("\n", pointer.end)
    line_end = line_end if line_end >= 0 else len(text)
    spans = [(start + line_start, end + line_start) for start, end in split_sentences(text[line_start:line_end])]
    holding = [span for span in spans if span[0] < pointer.end and pointer.start < span[1]]
    return (holding[0][0], holding[-1][1]) if holding else (pointer.start, pointer.end)
