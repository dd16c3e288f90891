"""Does a sentence give the attribute that a question asks for: a number of that thing, a date, how often, an amount, a person …?

In: an attribute, a sentence, the words around it. Out: yes or no. Generic Swedish only; knows nothing of documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question.kinds import BODY, Attribute
from assistant.question.words import Word, fold, match_word, stem, terms_of

NUMERAL = (
    r"(?:\d+(?:[ .,]\d+)*|en|ett|tva|tre|fyra|fem|sex|sju|atta|nio|tio|elva|tolv|tretton|fjorton|femton|"
    r"sexton|tjugo\w*|trettio\w*|fyrtio\w*|femtio\w*|hundra\w*|tusen\w*|bada|samtliga tva)"
)
COUNTING = (
    r"(?:\d+(?:[ .,]\d+)*|tva|tre|fyra|fem|sex|sju|atta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|"
    r"tjugo\w*|trettio\w*|fyrtio\w*|femtio\w*|hundra\w*|tusen\w*)"
)
MONTH = r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
RANGE = re.compile(r"\b(?:19|20)\d\d\s?[–-]\s?(?:19|20)\d\d\b")
PERIOD = re.compile(r"\b(?:galler|period\w*|under aren|mellan)\b")
AGES = re.compile(r"\b\d{2}\s?[–-]\s?\d{2} ar\b|\(\d{2} ar\)|\b(?:over|under|fyllt|fyller|personer pa) \d{2} ar\b")  # how old, not how long
CASES = re.compile(rf"\b{COUNTING} (?:\w+ )?(?:personer|manniskor|individer|invanare|fall|st|stycken|barn|elever|kvinnor|man)\b")
COUNTS_THEM = re.compile(
    rf"\b(?:ar|var|blev|fanns) (?:de|dessa|det) (?:\w+ )?{COUNTING}\b(?! \w)|^(?:de|dessa) (?:ar|var|blev) (?:\w+ )?{COUNTING}\b(?! \w)"
)
LONG, HEAD = 11, 6  # letters of a compound, and of the end by which it is counted
TITLED = (
    r"\w*(?:direktor|ordforande|chef|handlaggare|rektor|sekreterare|strateg|samordnare|skoterska|konsulent|borgmastare|rad|"
    r"sammankallande|kontaktperson)(?:en|n)?"
)
POST = re.compile(r"\bvem (?:ar|blir) (?:\w+ )?(?P<post>\w*(?:ordforande|chef|sekreterare|sammankallande|kontaktperson))(?:en|n)?\b")
IS_POST = re.compile(rf"\b(?P<one>{TITLED}) ar (?P<two>(?:\w+ ){{0,2}}{TITLED})\b")
NEAR = 4  # words between a number and the thing it counts
MORE = frozenset(["fler", "flera", "farre", "nya", "olika", "extra", "egna", "andra"])  # between "hur många" and the thing

PATTERNS: dict[Attribute, str] = {
    "number": rf"\b{COUNTING}\b",
    "share": r"\d\s*(?:%|procent)|\bprocent\b|\b(?:halften|en tredjedel|en fjardedel|tva tredjedelar|"
    r"var(?:t|je)? (?:tredje|fjarde|femte|sjatte|tionde)|(?:en|ett|tva|tre|fyra|nio|\d) av (?:tva|tre|fyra|fem|tio|\d+))\b",
    "date": (
        rf"\b(?:19|20)\d\d\b(?!/\d)|\b\d{{1,2}} {MONTH}\b|\b{MONTH}\b|\b(?:varen|hosten|hostterminen|varterminen|"
        rf"arsskiftet|halvarsskiftet|kvartal\w*|tertial\w*|forsta ar(?:et|en)?|mandatperiod\w*|"
        rf"arligen|nar \w+|innan \w+|efter \w+|fran och med|klockan \w+|kl\.? \d+)\b"
    ),
    "frequency": (
        rf"\b(?:arligen|arlig|arliga|varje|lopande|regelbundet|kontinuerligt|manadsvis|kvartalsvis|terminsvis|"
        rf"halvarsvis|veckovis|dagligen|vartannat|varannan|vart \w+ ar|var \w+ (?:manad|vecka|dag)|manatligen|"
        rf"{NUMERAL} (?:gang|ganger)|(?:gang|ganger) (?:per|"
        rf"om|i)|per (?:ar|termin|manad|halvar|kvartal|tertial|vecka)|vid behov|fortlopande)\b"
    ),
    "duration": (
        rf"\b(?:19|20)\d\d\s*(?:[-–—]|till|t\.?o\.?m)|\btill och med\b|\b{NUMERAL} (?:hela )?(?:ar|manad(?:er|ers)?|veck(?:a|or|ors)|"
        rf"\w*dag(?:ar|ars)?|dygn|timm(?:e|ar|ars)|minut(?:er|ers)?|terminer|termin|halvar|kvartal)\b|"
        rf"\b(?:omedelbart|genast|skyndsamt|samma dag)\b|\b\w*arsperiod\w*\b|\btills vidare\b|\bunder perioden\b"
    ),
    "money": r"\d\s*(?:kr|kronor|mnkr|mkr|tkr|kkr|miljon\w*|miljard\w*)\b|\b(?:miljoner|miljarder) kronor\b",
    "name": r"(?-i:[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)? (?:[A-ZÅÄÖ][a-zåäöé]+ )?[A-ZÅÄÖ][a-zåäöé]+)",
    "contact": r"@|\bwww\.|https?://|\b\w+\.(?:se|nu|org|com)\b|(?<![\d-])0\d{1,3}[- ]\d{2,3} ?\d{2}",
    "reason": (
        r"\b(?:for att|eftersom|darfor|pa grund av|till foljd|i syfte|syft\w*|bidra\w*|orsak\w*|beror|"
        r"anledning|leder till|da |innebar|darmed|i och med|med anledning|med hansyn|viktig\w*|avgorande)\b"
    ),
    "person": (
        rf"\b(?:{BODY})\b|\b\w+(?:namnd|forvaltning|kontor|styrelse|grupp|forbund|myndighet|ansvariga?|chefer|"
        rf"direktor|samordnare|central)\w*\b|\b(?:skr|socialstyrelsen|regeringen|huvudmannen|parterna|"
        rf"vardgivare\w*|kommuner\w*|region\w*|\w*(?:lakar|skotersk|terapeut|psykolog|kurator|pedagog)\w*)\b"
    ),
    "act": r"\b(?:19|20)\d\d(?:/\d\d)?:\d+|\d+ ?(?:kap\.?|§)|§ ?\d|\b(?:sfs|sou|prop\.?|ds) \d{4}",
    "place": r"\w",
}


# all but "name" look in folded text: to ignore case there takes up to four times as long
GIVING = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
ACT = re.compile(r"\b(?:19|20)\d\d:\d+")  # the number of an act or a report is no date: "SFS 2017:30"


def gives(attribute: Attribute, text: str, counted: tuple[Word, ...] = ()) -> bool:
    """Whether the text gives that attribute; for a number, of one of the things in `counted` when any are named."""
    if attribute == "person" and GIVING["name"].search(text):
        return True
    source = text if attribute == "name" else fold(text)
    if attribute == "duration":
        source = AGES.sub("", source)
    if attribute == "date":
        source = ACT.sub("", source)
    if attribute == "date" and not PERIOD.search(source):
        source = RANGE.sub("", source)  # years in a title: "Plan för vägarna 2024–2030"
    if not GIVING[attribute].search(source):
        return False
    return counts(text, counted) or counts_cases(text, counted) if attribute == "number" and counted else True


def holds_post(question: str, text: str) -> bool:
    """Whether a text tells who is what "vem är ordförande" asks for by their own post: "Rektorn är gruppens ordförande"."""
    asked = POST.search(fold(question))
    return asked is not None and any(
        stem(one) == stem(asked["post"])
        for found in IS_POST.finditer(fold(text))
        for one in (found["one"].split()[-1], *found["two"].split())
    )


def counts(text: str, things: tuple[Word, ...]) -> bool:
    """Whether a number stands just before one of these things: "fyra fokusområden", "de 26 kommunerna"."""
    for found in re.finditer(rf"\b{COUNTING}\b", fold(text)):
        if re.fullmatch(r"(?:19|20)\d\d", found.group()):
            continue
        phrase = re.split(r"[.,;:()]|\boch\b|\beller\b|\bsamt\b", text[found.end() :])[0]
        after = re.findall(r"[^\W_]+(?:[-/][^\W_]+)*", phrase)[:NEAR]
        terms = terms_of(" ".join(after))
        if any(match_word(thing, terms) >= 0.7 or (len(thing.surface) > LONG and ends_in(thing, after)) for thing in things):
            return True
    return False


def counts_before(before: str, text: str, things: tuple[Word, ...]) -> bool:
    """Whether a text counts by a pronoun what the sentence before speaks of: "… hur många barn det gäller. År 2024 var de nio." """
    return bool(COUNTS_THEM.search(fold(text))) and any(match_word(thing, terms_of(before)) >= 0.7 for thing in things)


def ends_in(thing: Word, words: Sequence[str]) -> bool:
    """Whether one of a few words is what a long compound ends in: "187 deltagare" of "kursdeltagare"."""
    return any(len(word) >= HEAD and fold(thing.surface).endswith(fold(word)) for word in words)


def counts_cases(text: str, things: tuple[Word, ...]) -> bool:
    """Whether a text that says one of these things counts people or cases: "38 personer" drowned, of a question how many drowned."""
    return bool(CASES.search(fold(text))) and any(match_word(thing, terms_of(text)) >= 0.7 for thing in things)


def counted_things(topic: str, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The thing that "hur många …" asks the number of: the first content word after it."""
    found = re.search(r"\b(?:hur manga|antal(?:et)?|flest)\b", fold(topic))
    if not found:
        return ()
    after = [word for word in words if word.span[0] >= found.end()]
    things = [word for word in after[:NEAR] if fold(word.surface) not in MORE and not word.surface.isdigit()]
    return tuple(things[:1] or after[:1])
