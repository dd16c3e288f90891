"""Swedish text -> how often, by when and on what condition.

In: a text and a span. Out: the words themselves, as they stand. Knows how Swedish offices write times; knows nothing of clauses.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.records import Span

KEPT = 1024  # the actors and verbs of one sentence ask the same of it
MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
NUMBERS = r"(?:ett|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|tolv|fjorton|trettio|\d+)"
COUNTS = r"(?:en|ett|två|tre|fyra|fem|sex|tolv|minst|högst|cirka|ungefär|\d+)"
PERIODS = (
    r"(?:år(?:et)?|(?:höst|vår)?termin(?:en)?|halvår(?:et)?|kvartal(?:et)?|tertial(?:et)?|månad(?:en)?|vecka(?:n)?|dag(?:en)?|mandatperiod(?:en)?"
    r"|läsår(?:et)?)"
)
YEAR = r"(?:19|20)\d\d"
YEARS = rf"{YEAR}(?:\s?(?:[–-]|och|till och med|till)\s?(?:{YEAR}|\d\d))?"
SEASONS = r"(?:våren|sommaren|hösten|vintern|årsskiftet|första|andra|tredje|fjärde)"
FREQUENCY = re.compile(
    rf"\b(?:minst |högst )?vid varje \w*(?:besök|möte|tillfälle|sammanträde|samtal|kontakt|skrivning|start|skifte|lov)(?!\w)"
    rf"|\bvarje (?:arbetsdag|vardag|helg|natt)\b"
    rf"|\b(?:minst |högst |cirka |åtminstone )?(?:{COUNTS} )+(?:till \w+ |eller \w+ |[–-]\w+ )?"
    rf"gång(?:er)? (?:per|om|i|varje|under) {PERIODS}"
    rf"|\b(?:minst )?var(?:je|t|annan|tannat|tredje) (?:annat |tredje |fjärde |femte )?{PERIODS}"
    r"|\b(?:årligen|månadsvis|månatligen|kvartalsvis|tertialvis|halvårsvis|terminsvis|veckovis|dagligen|kontinuerligt|regelbundet)\b"
    rf"|\b(?:minst |högst )?{NUMBERS} (?:kvällar|dagar|timmar|tillfällen|träffar|möten|grupper|helger) (?:per|i|om) {PERIODS}(?!\w)"
    rf"|\b(?:vår och höst )?varje (?:{MONTHS}|vår|sommar|höst|vinter|(?:mån|tis|ons|tors|fre|lör|sön)dag)\b(?: och (?:vår|höst)\b)?"
    r"|\b(?:minst )?var (?:annan|tredje|fjärde|femte|sjätte|åttonde) (?:vecka|månad)\b|\bveckovisa\b"
    r"|(?<!det )(?<!den )(?<!ett )(?<!\ben )\b(?:fortlöpande|löpande)\b"
    r"|\bpå (?:årlig|månatlig) basis\b|\bi en (?:årlig|månatlig) process\b"
    rf"|\bper {PERIODS}(?!\w)|\ben gång årligen\b|\btv?å gånger årligen\b",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    rf"\bsenast (?:den |i |under |vid |år )?(?:\d{{1,2}}/\d{{1,2}}|\d{{1,2}} (?:{MONTHS})|(?:{MONTHS})"
    rf"|utgången av|slutet av|årsskiftet|{YEAR})"
    rf"(?: (?:år )?{YEARS}|[-/]\d\d[-/]\d\d| varje år| året efter)?"
    rf"|\b(?:före|innan|vid|till) (?:utgången|slutet|årsskiftet|sommaren) (?:av )?(?:år |{SEASONS} )?(?:{YEARS}|\w*perioden)"
    rf"|\bfrån och med (?:den )?(?:\d{{1,2}} )?(?:(?:{MONTHS}) )?(?:år )?{YEAR}"
    rf"|\b(?:under|inom|i början av|i slutet av) (?:loppet av )?"
    rf"(?:åren |år |perioden |{SEASONS} (?:halvåret |kvartalet |tertialet )?)?{YEARS}"
    rf"|\b(?:till |före )?{SEASONS} (?:(?:halvåret|kvartalet|tertialet) )?{YEAR}"
    rf"|\b(?:den |före den |i )?(?:\d{{1,2}} )?(?:{MONTHS})(?: månad)?(?: {YEAR})(?!\w)|\bden \d{{1,2}} (?:{MONTHS})(?: varje år)?"
    rf"|\bi (?:början av |slutet av |mitten av )?(?:{MONTHS})(?:(?:, (?:{MONTHS}))* och (?:{MONTHS})| varje år)?(?! (?:19|20)\d\d)(?!\w)"
    rf"|\bden (?:första|andra|tredje|fjärde|sista) (?:\w+dagen|veckan) (?:i|varje) (?:varje månad|månad|{MONTHS})"
    rf"|\b(?:till |före )?åre?n? {YEARS}|\b(?:kvartal|tertial|q) ?[1-4],? {YEAR}"
    rf"|\b(?:inom|senast) {NUMBERS} (?:(?:arbets|var|kalender)?dag(?:ar)?|veck(?:a|or)|månad(?:er)?|år|dygn|timm(?:e|ar))(?!\w)"
    r"(?: (?:från|efter|av|innan|före) [^,.;]{3,40}?(?=[,.;]|$| (?:och|till|från)\b))?"
    rf"|(?<=[a-zåäö]s ){YEARS}(?= av\b|[.,;]|$)"
    r"|\bunder (?:planens|handlingsplanens|programmets|avtalets)? ?(?:första|sista) år(?:et)?\b",
    re.IGNORECASE,
)
TIME_COLUMN = re.compile(rf"{YEARS}|{MONTHS}|löpande|årlig|kvartal|termin", re.IGNORECASE)
# a year that tells which budget or decision is meant, no deadline
NO_DEADLINE = re.compile(r"\b(?:sedan|budget|budgeten|beslut|beslutet)\s+(?:för |den |år )?$", re.IGNORECASE)
DANGLING = re.compile(r"\s(?:per|till|i|under|före|från|inom|den|vid|och|samt)$")  # what led to the time
BARE = re.compile(r"(?:den |år |åren )?\d", re.IGNORECASE)  # what may belong to such a noun
CONDITION = re.compile(
    r"\b(?:vid behov|efter behov|utifrån behov|om behov (?:finns|uppstår)|i den mån [^,.;]{2,60}|så långt (?:det är )?möjligt"
    r"|i förekommande fall|vid förfrågan|på begäran|där (?:det|så|detta) är [^,.;]{3,40}"
    r"|om (?:det|så|den|de|detta|något|någon) [^,.;]{2,80})",
    re.IGNORECASE,
)
TRAILING = re.compile(r", (?:när|om|ifall|såvida|förutsatt att) [^,.;]{3,100}")
FRONTED = re.compile(
    r"(?:När|Om|Ifall|Innan|Då|Efter att|Så snart|I de fall|Så länge|Inför att) [^.;]{3,160}?(?=,? (?:ska|bör|kan|måste|får)\b)"
    r"|(?:När|Om|Ifall|Innan|I de fall) [^.;,]{3,160}(?=,)"
)


@lru_cache(maxsize=KEPT)
def find_frequency(text: str, span: Span) -> str | None:
    """The first words that tell how often: "en gång per termin"."""
    found = FREQUENCY.search(text, *span)
    return found.group().strip() if found else None


@lru_cache(maxsize=KEPT)
def find_deadline(text: str, span: Span) -> str | None:
    """The first words that tell by when or during which time: "senast 30 juni", "under 2024"."""
    for found in DEADLINE.finditer(text, *span):
        if not (BARE.match(found.group()) and NO_DEADLINE.search(text[span[0] : found.start()])):
            return found.group().strip()
    return None


@lru_cache(maxsize=KEPT)
def find_condition(text: str, span: Span) -> str | None:
    """The first words that tell on what condition: "vid behov", "när avtalet har sagts upp"."""
    found = FRONTED.match(text, *span) or CONDITION.search(text, *span) or TRAILING.search(text, *span)
    return found.group().strip(" ,") if found else None


def find_fronted(text: str, span: Span) -> str | None:
    """The condition that a sentence begins with."""
    found = FRONTED.match(text, *span)
    return found.group().strip(" ,") if found else None


@lru_cache(maxsize=KEPT)
def strip_time(task: str) -> str:
    """The task without a time at its beginning or end; a task that is nothing but a time is kept."""
    trimmed = task.strip(" ,;:–-")
    for pattern in (FREQUENCY, DEADLINE):
        for found in pattern.finditer(trimmed):
            rest = (trimmed[: found.start()] + trimmed[found.end() :]).strip(" ,;")
            if rest and (found.start() == 0 or found.end() == len(trimmed)):
                trimmed = DANGLING.sub("", rest) if found.start() else rest
                break
    return trimmed
