"""What kind of answer a question asks for, and which attribute: a number, a date, a person …

In: a question in Swedish (or its Swedish search words). Out: kind, attribute, and whether it wants all or a yes or no.
A table of patterns over folded text, the first that matches decides. Knows nothing of documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.records import Kind
from assistant.words import fold
from corpus.records import Span

Attribute = Literal["number", "share", "date", "frequency", "duration", "money", "person", "name", "contact", "reason", "place"]

BODY = (
    r"(?:\w*(?:namnd|forvaltning|kontor|styrelse|fullmaktige|grupp|rad|natverk|samordnare|direktor|chef|bolag|enhet|utskott|"
    r"central|mottagning|forbund|organisation|verksamhet|regiondirektor|rektor|huvudman|utforare|leverantor)\w*|"
    r"ksa|gsa|mas|mar|staden|kommunen|kommunerna|regionen|lanet|region \w+|politikerna|cheferna|\w*handlaggare\w*)"
)
# what may stand before a body's name and belong to it: "den yttre", "tekniska"
QUALIFIED = r"(?:(?:den|det|de) \w+[ae] |\w+(?:ska|iva|ella|ala|nda|sta|erade) )?"
DOES = (
    r"(?:ansvar\w*|le[dt]\w*|kalla\w*|sammankall\w*|beslut\w*|bestam\w*|godkann\w*|bered\w*|tar fram|"
    r"ta fram|genomfor\w*|samordna\w*|folj\w* upp|rapporter\w*|aterrapporter\w*|redovis\w*|stod\w*|"
    r"sakerstall\w*|delta\w*|utse\w*|gor|gora|haller|sitter|ingar|har|ska|skall|bor|maste|far|kan|skriver|"
    r"styr\w*|driver|tar|ger|ser|skoter|fixar|avgor|betalar|finansier\w*|planerar|arbetar|jobbar|hjalper|"
    r"samlar|bjuder|foreslar|tog|gjorde|skrev|beslutade)"
)

# the order matters: the first kind whose pattern is found is taken
KINDS: tuple[tuple[Kind, str], ...] = (
    (
        "comparison",
        (
            r"\b(?:jamfor\w*|skillnad\w*|skiljer|likhet\w*|overlapp\w*|motsvar\w+ (?:i|hos)|bada (?:planerna|"
            r"dokumenten|planer)|(?:planerna|dokumenten) (?:lika|overens|samma)|gemensamt med (?:lanets|stadens|"
            r"kommunens|regionens)|bade (?:i )?(?:stadens|lanets|kommunens|regionens))\b"
        ),
    ),
    (
        "locate",
        (
            r"\b(?:(?:pa |i |under )?vilke[nt]? (?:sida|sidor|avsnitt|kapitel|rubrik|stycke|del av)|"
            r"vilket (?:avsnitt|kapitel|stycke)|var (?:i|star|hittar|laser|namns|beskrivs|kan (?:jag|man|"
            r"vi) (?:lasa|hitta|se))|vart (?:i|star|hittar))\b(?!.*\bfinns (?:sjalva|dokumentet|avtalet|"
            r"overenskommelsen)\b)"
        ),
    ),
    (
        "status",
        (
            r"\b(?:(?:ar|blev|har|hur ar|vem har|vilka har|nar) (?:\w+ ){0,6}?(?:beslutad|beslutat|beslutats|"
            r"antagen|antagits|antogs|antagit|faststalld|faststallts|godkand|godkants|klubbad|klubbats|upphavd|"
            r"upphavts)\b(?! om)|(?:nar|vem|vilka) (?:beslutade|antog|godkande|faststallde|"
            r"klubbade)(?:s)? (?:\w+ ){0,3}?(?:\w*plan\w*|\w*program\w*|\w*dokument\w*|\w*policy\w*|den|detta)|"
            r"beslutad eller|forslag eller|(?:bara|fortfarande) (?:ett )?(?:forslag|utkast)|ett (?:forslag|"
            r"utkast)\b|\bstatus|(?:galler|i kraft) (?:den |planen |\w*planen )?(?:nu|an|fortfarande|idag)|"
            r"i kraft|giltig)\b"
        ),
    ),
    (
        "definition",
        (
            r"\b(?:vad (?:menas|avses|menar|betyder|innebar|ar innebord\w*|star \w+ for)|(?:vad|hur) definieras|"
            r"definition\w*|betydelsen? av|betyder|uttyd\w*|forkortning\w*|vad ar (?:(?:en|ett|det har med|"
            r"egentligen) )?(?!(?:syft|mal|planen|skillnad|tid|budget|kostnad|ansvar|uppgift|uppdrag|viktig|"
            r"prioriter|nasta|bakgrund|det som|tanken|bestamt|sagt|nytt|gemensam|overgripande|roll|framgang|"
            r"ordforande)\w*)[\w/-]+(?: [\w/-]+){0,4}\??$)"
        ),
    ),
    (
        "scope",
        (
            r"\b(?:omfattas|omfattar|omfattning\w*|inga?r\b(?=.*\b(?:i (?:den |\w*)?(?:plan\w*|handlingsplan\w*|"
            r"arbetet|programmet))\b)|inkluder\w*|avgransning\w*|avgransas|riktar sig|vander sig|malgrupp\w*|"
            r"(?:for vem|for vilka|vem|vilka) (?:ar|galler|omfattas|berors)|ar till for|galler (?:den|det|detta|"
            r"planen|\w*planen|dokumentet|aven|ocksa|for)\b|galler (?!.*\bplanperiod)\w+ (?:\w+ )?(?:oss|privata|"
            r"fristaende|ocksa|aven|for)|berors)\b"
        ),
    ),
    (
        "reference",
        (
            r"\b(?:var finns|vart finns|var kan (?:jag|man|vi) fa tag|(?:vilka|vilket|"
            r"vilken) (?:andra )?(?:\w*dokument\w*|\w*overenskommelse\w*|\w*avtal\w*|lag\b|lagar\w*|"
            r"\w*lagstiftning\w*|\w*lagrum|styrdokument|program|utredning\w*|proposition\w*|\w*policy\w*) ?\w*|"
            r"hanvis\w*|bygger (?:den|planen|\w*planen) pa|utgar (?:den|planen|\w*planen) (?:fran|ifran)|regleras|"
            r"enligt vilken|lank\w*|bilagor\w*|bilaga)\b"
        ),
    ),
    (
        "list",
        (
            r"\b(?:hur manga (?!ganger|ar\b|manader|dagar|procent)|lista\b|listan|rakna upp|alla \w+ (?:som|for|i|"
            r"under|med)|allt (?:som|om)|samtliga|vilka (?:ar |ar de |(?:\w+ )?)?(?:\w*omraden\w*|\w*mal\b|"
            r"\w*malen\b|\w*inriktning\w*|\w*atgard\w*|\w*insats\w*|\w*aktivitet\w*|\w*princip\w*|\w*grupp\w*|"
            r"\w*delar|\w*perspektiv\w*|\w*niva\w*|\w*krav\w*|\w*punkter\w*|\w*prioritering\w*|\w*indikator\w*|"
            r"\w*bilag\w*|\w*steg|\w*uppgifter|\w*roller|\w*aktorer\w*|\w*part\w*))"
        ),
    ),
    (
        "fact",
        (
            r"\b(?:nar|hur (?:ofta|lange|manga|mycket|stor\w*|lang\w*|gammal|dags)|vilket (?:ar|datum|belopp|"
            r"diarienummer|nummer)|vilken (?:dag|period|manad|tidsperiod|termin|tid)|diarienr|diarienummer\w*|dnr|"
            r"vad kostar|kostar|budget\w*|tidsplan\w*|planperiod\w*|fran och med|till och med|sedan|senast|"
            r"vad heter|vilka ar\b)\b"
        ),
    ),
    (
        "responsibility",
        (
            rf"\b(?:vem|vems|vilka som|ansvar\w*|vilken (?:\w*namnd|\w*forvaltning|\w*grupp|\w*aktor|\w*roll|"
            rf"\w*chef|\w*funktion|\w*enhet|\w*part)|vilka (?:\w*namnder|\w*forvaltningar|\w*grupper|aktorer)|"
            rf"vilka {DOES}|vad (?:ska|gor|skall|bor|maste|har|kan|ansvarar|tar|leder|beslutar|far) (?:den |det |"
            rf"de )?(?:\w+a |\w+ )?{BODY}|(?:uppgift\w*|uppdrag\w*|roll\w*) (?:har|for)|(?:har|for) (?:den |det |"
            rf"de )?(?:\w+a )?{BODY}(?: \w+)? (?:for )?(?:uppgift\w*|uppdrag\w*|ansvar\w*|roll\w*))\b"
        ),
    ),
    ("list", r"\b(?:vilka|vilken grupp)\b"),
    (
        "other",
        (
            r"\b(?:varfor|hur kommer det sig|av vilken anledning|pa vilket satt|hur (?:ska|gar|ser|kommer|gors|"
            r"sker|foljs|har|fungerar|blir|styrs|finansieras|genomfors|paverkas|hanger|kan)|vad ar|vad hander|"
            r"vad sager|vad (?:ska|bor))\b"
        ),
    ),
)
ATTRIBUTES: tuple[tuple[Attribute, str], ...] = (
    ("share", r"\b(?:hur (?:stor andel|manga procent)|procent\w*|andel\w*)\b"),
    (
        "money",
        (
            r"\b(?:vad kostar|hur mycket (?:pengar|kostar|far|budget|medel|avsatts|satsas)|kostar|vilket belopp|"
            r"hur stor\w* (?:budget|anslag|kostnad|summa)|hur manga (?:kronor|miljoner)|summa)\w*\b"
        ),
    ),
    ("duration", r"\b(?:hur lange|hur lang (?:tid|period)|vilken (?:tids)?period|planperiod\w*|hur manga (?:ar|manader|dagar|veckor))\b"),
    ("frequency", r"\b(?:hur ofta|hur manga ganger|hur regelbundet)\b"),
    ("contact", r"\b(?:telefon\w*|mejl\w*|mail\w*|e-?post\w*|adress\w*|webbplats\w*|hemsida\w*|lank\w*|oppettid\w*)\b"),
    (
        "name",
        (
            r"\b(?:vad heter|vad heter\w*|vem (?:har |som )?(?:skrivit|undertecknat|signerat|skrev|undertecknade)|"
            r"namnet pa|vem ar (?:\w+)?(?:direktor|ordforande|chef|kontaktperson|handlaggare|borgmastare|rektor|"
            r"socialdirektor)\w*)\b"
        ),
    ),
    ("number", r"\b(?:hur manga|antal\w*)\b"),
    ("date", r"\b(?:nar|vilket ar|vilket datum|vilken dag|vilken manad|datum|senast nar|fran vilket)\b"),
    ("reason", r"\b(?:varfor|av vilken anledning|hur kommer det sig|orsak\w*)\b"),
    (
        "person",
        (
            r"\b(?:vem|vems|vilken (?:\w*namnd|\w*forvaltning|\w*grupp|\w*aktor|\w*funktion|\w*chef|\w*roll)|"
            r"vilka (?:som )?(?:ansvar|beslut|le[dt]|ingar|sitter|delta|ar med)\w*)\b"
        ),
    ),
)
ASKS = re.compile(r"(?:hur|vad|vilke\w|nar|vem|antal|varfor|av)\b")
YES_NO = re.compile(
    r"^(?:ar|ska|skall|kan|far|maste|bor|har|finns|galler|omfattas|omfattar|ingar|behover|kommer|blir|stodjer|namns|namner|tar|gor|ser|"
    r"deltar|samordnar|ansvarar|leder|beslutar|foljs|planeras|vander|riktar|innehaller|erbjuds|sager|kravs|racker|traffas|star|skriver|"
    r"berors|var|raknas)\b"
)
WANTS_ALL = re.compile(r"\b(?:alla|allt|samtliga|lista|listan|rakna upp|hur manga|vilka|hela listan|komplett|fullstandig)\b")
WRITES = re.compile(r"\b(?:skriv|formulera|hitta pa|dikta|utkast till|sammanfatta|gor en text|write|draft|compose|summarise|summarize)\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """The form of a question."""

    kind: Kind
    attribute: Attribute | None
    yes_no: bool
    wants_all: bool


def find_attribute(folded: str) -> Attribute | None:
    """The attribute that a question asks for, if any."""
    return next((name for name, pattern in ATTRIBUTES if re.search(pattern, folded)), None)


def asking_spans(text: str) -> tuple[Span, ...]:
    """The words of a question that ask for an attribute ("hur ofta", "vad kostar") and say nothing of its topic."""
    folded = fold(text)
    return tuple(found.span() for _, pattern in ATTRIBUTES for found in re.finditer(pattern, folded) if ASKS.match(found.group()))


def find_kind(folded: str) -> Kind | None:
    """The kind whose pattern is found first in the table; None for bare topics and telegrams."""
    return next((kind for kind, pattern in KINDS if re.search(pattern, folded)), None)


def classify(question: str, topic: str, exists: bool) -> Asked:
    """The form of a question. `topic` is the question without its frame; `exists`: the frame asked whether something is said."""
    folded = fold(topic).strip()
    attribute = find_attribute(folded)
    kind = find_kind(folded)
    if kind is None:
        kind = "area" if exists or not YES_NO.match(folded) else "other"
    yes_no = bool(YES_NO.match(folded)) and not exists
    if yes_no and kind == "list" and not re.search(r"\bhur manga\b|\bvilka\b", folded):
        kind = "other"
    return Asked(kind, attribute, yes_no, bool(WANTS_ALL.search(folded)))


def find_actor(topic: str) -> str | None:
    """The body, in the question's own words, that a question is about: "den operativa styrgruppen", "socialnämnden"."""
    folded = fold(topic)
    found = re.search(rf"\b{QUALIFIED}{BODY}\b", folded)
    return topic[found.start() : found.end()] if found else None
